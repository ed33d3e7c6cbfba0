"""Questions in free words: the page reads them as the command does."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from agglo.graph.ask.read import Reader
from agglo.graph.errors import QuestionError
from agglo.graph.knowledge_graph import KnowledgeGraph

from ..ask.questions import sections
from ..ask.test_refusals import OFFERED
from .chromium import Tabs, visiting

pytestmark = pytest.mark.browser

QUESTIONS = Path(__file__).parents[1] / "ask"
REFUSED = "refused"
_ALIKE = 0.97

ENGLISH = (
    "Which anchors drove which clusters in the United States through corporate spin-off since 1960?",
    "which anchors drove which clusters between 1950 and 1980 without subsidies",
    "Which firms did Philips spin off?",
    "how did Philips drive the Eindhoven high-tech cluster",
    "which anchors drove which clusters as of 1985",
    "which anchors drove which clusters with a confidence of at least 0.8 in at most 2 steps",
    "what remains without Philips",
    "what is disputed about Silicon Valley",
    "how do Shenzhen and Eindhoven differ",
    "which cities are similar to Eindhoven",
    "which feedback loops run through Silicon Valley",
    "why did Philips not drive Silicon Valley",
    "which mechanisms have no failure on record",
    "what else could explain Silicon Valley",
    "which clusters rest on one witness",
)
CHINESE = (
    "哪些锚机构带动了哪些集群",
    "哪些錨機構帶動了哪些集群？",
    "1980年以来，哪些锚机构带动了美国的哪些集群？",
    "飛利浦帶動了哪些集群",
    "阿斯麦是谁创立的",
    "哪些企业与阿斯麦合作",
    "20世纪80年代，哪些锚机构带动了哪些集群",
    "没有飞利浦还剩什么",
    "飞利浦有哪些争议",
    "深圳和埃因霍温有什么不同",
    "哪些城市与埃因霍温相似",
    "有哪些反馈循环",
    "为什么飞利浦没有带动硅谷",
    "埃因霍温有哪些数据",
    "政策与机制如何对应",
)


@pytest.fixture(scope="module")
def page(tabs: Tabs, shipped: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """One page of the facts that ship, for all questions."""
    with visiting(tabs, tmp_path_factory.mktemp("reader")) as opened:
        yield opened(shipped)


@pytest.fixture(scope="module")
def reader(shipped_graph: KnowledgeGraph) -> Reader:
    return Reader(shipped_graph.look)


def _asked() -> list[str]:
    files = [sections(QUESTIONS / name) for name in ("strategist.yaml", "questions.yaml")]
    listed = [each for file in files for questions in file.values() for each in questions]
    return [each["ask"] if isinstance(each, dict) else each for each in listed]


def _by_command(reader: Reader, text: str) -> Any:
    try:
        reading = reader.read(text)
    except QuestionError:
        return REFUSED
    return _plain(json.loads(json.dumps(dataclasses.asdict(reading))))


def _by_page(page: Page, texts: list[str]) -> list[Any]:
    found = page.evaluate("texts => texts.map((text) => window.agglo.read(text).reading ?? null)", texts)
    return [_plain(each) if each else REFUSED for each in found]


def _plain(reading: Mapping[str, Any]) -> dict[str, Any]:
    """A reading without the filters that say nothing."""
    return {
        **reading,
        "filters": {name: value for name, value in reading["filters"].items() if value not in (None, [])},
    }


def test_the_page_reads_as_the_command_reads(page: Page, reader: Reader) -> None:
    texts = _asked()
    expected = [_by_command(reader, text) for text in texts]
    differing = [
        (text, one, other)
        for text, one, other in zip(texts, expected, _by_page(page, texts), strict=True)
        if one != other
    ]
    told = "\n".join(map(str, differing))
    assert len(differing) <= (1 - _ALIKE) * len(texts), told
    # Only what the page has no data for is refused, and nothing is read otherwise.
    assert all(other == REFUSED and _is_beyond(one) for _, one, other in differing), told


def _is_beyond(reading: Any) -> bool:
    return bool(reading != REFUSED and "checked_since" in reading["filters"])


@pytest.mark.parametrize("texts", [ENGLISH, CHINESE], ids=["english", "chinese"])
def test_common_questions_are_all_read(page: Page, reader: Reader, texts: tuple[str, ...]) -> None:
    expected = [_by_command(reader, text) for text in texts]
    assert REFUSED not in expected
    assert _by_page(page, list(texts)) == expected


def test_what_the_page_has_no_data_for_is_said(page: Page) -> None:
    page.fill("#search", "which anchors drove which clusters, checked since 2024-05")
    page.press("#search", "Enter")
    expect(page.locator("#hits .refusal")).to_contain_text("agglo ask")
    page.press("#search", "Escape")


def test_a_misspelt_name_is_pointed_out_with_questions_that_can_be_asked(page: Page) -> None:
    page.fill("#search", "what did Philps drive")
    page.press("#search", "Enter")
    expect(page.locator("#hits .refusal")).to_contain_text("Philps drive")
    expect(page.locator("#hits .refusal")).to_contain_text("Philips")
    first = page.locator("#hits [role=option]").first
    expect(first).to_have_text("Ask: what did Philips drive")
    page.press("#search", "ArrowDown")
    expect(page.locator("#hits .refusal")).to_be_visible()
    page.press("#search", "Enter")
    expect(page.locator("#search")).to_have_value("")
    assert page.evaluate("window.agglo.state.asked") == "what did Philips drive"


def test_a_name_of_several_things_is_asked_back(page: Page) -> None:
    page.fill("#search", "what drove Cambridge")
    page.press("#search", "Enter")
    options = page.locator("#hits [role=option]")
    expect(options).to_have_count(2)
    expect(options.first).to_contain_text("cambridge-england")
    found = page.evaluate("window.agglo.read('what drove Cambridge')")
    assert found["candidates"] == ["cambridge-england", "cambridge-massachusetts"]
    assert found["at"] == len("what drove ")
    page.press("#search", "Escape")


@pytest.mark.parametrize("text", OFFERED)
def test_the_page_offers_what_the_command_offers(page: Page, reader: Reader, text: str) -> None:
    with pytest.raises(QuestionError) as caught:
        reader.read(text)
    # The page leaves out how long a chain may be where that is as always.
    short = [each.replace(", in at most 3 steps", "").replace("，最多3步", "") for each in caught.value.suggestions]
    assert page.evaluate("text => window.agglo.read(text).suggestions", text) == short


def test_a_refusal_is_in_the_language_of_the_page(page: Page) -> None:
    told = page.evaluate("window.agglo.read('what did Philps drive', 'zh-Hant')")
    assert told["message"] == "讀不懂問題中「Philps drive」及以後的部分"
    assert told["suggestions"][0] == "what did Philips drive"


@pytest.mark.parametrize(
    "text",
    [
        *("", "   ", "?", "constructor", "__proto__", "what did __proto__ drive", "what did constructor drive"),
        *("x" * 10_000, "哪" * 400, "which " * 80, "the " * 120 + "Philips", "1980" * 100, "a" * 450 + "\u0301" * 40),
        *(
            "\u202ewhich anchors\u202c",
            "</script><img onerror=alert(1)>",
            "\ud800",
            "㍿" * 500,
            "who what which of " * 9,
        ),
    ],
)
def test_no_text_breaks_the_reader(page: Page, text: str) -> None:
    found = page.evaluate(
        "text => { const f = window.agglo.read(text); return [f.error ?? '', f.suggestions ?? []]; }", text
    )
    assert found[0] or found[1] == []


def test_a_question_is_read_while_it_is_typed(page: Page) -> None:
    """The median over all questions, with room for a machine that is busy."""
    texts = _asked()
    times = page.evaluate(
        """texts => texts.map((text) => {
          const start = performance.now();
          window.agglo.read(text);
          return performance.now() - start;
        })""",
        texts,
    )
    assert sorted(times)[len(times) // 2] < 30
