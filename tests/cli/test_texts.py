"""What people read: answers that fit the terminal, in their language."""

import json
from typing import Any

import pytest

from agglo.cli.layout import columns, wrapped
from agglo.graph import KnowledgeGraph

from .conftest import Command

ENGLISH = """\
Read as: Which anchors drove which clusters, in at most 3 steps?

 1. Philips → Eindhoven high-tech cluster (Eindhoven)
    anchors (since 1984); confidence 0.94; 2 independent sources
    through shared campus, spin-off
    first-paper, section 2, line 12; 1 more  world.yaml:43

 2. Sematech → Austin chip cluster (Austin)
    anchors (1988–1995); confidence 0.80; 1 independent source
    through shared campus
    reprint; 1 more  world.yaml:58

 3. ASML → lithography cluster (Eindhoven)
    anchors; confidence 0.70; 1 independent source
    second-report  world.yaml:55

 4. Philips → lithography cluster (Eindhoven)
    confidence 0.70; 1 independent source; pieced together from several sources
    • Philips spun off ASML (1984)
      through spin-off
      first-paper, line 13  world.yaml:50
    • ASML anchors lithography cluster
      second-report  world.yaml:55

4 answers. Examined: 4 claims, 4 paths; release {release}. --evidence shows
who says so, --sparql the query.
"""
CHINESE = """\
读作：飞利浦如何带动光刻集群，最多3步？

 1. 飞利浦 → 光刻集群（埃因霍温）
    置信度 0.70；1 个独立来源；由多个来源拼成
    • 飞利浦分拆出阿斯麦（1984）
      机制：衍生
      philips.spun_off.asml  world.yaml:50
        支持：论锚机构（2001），line 13 [world.yaml:54]
          阿斯麦出自飞利浦。
    • 阿斯麦锚定光刻集群
      asml.anchors.lithography-cluster  world.yaml:55
        支持：论集群（2010） [world.yaml:57]
          ASML carries the suppliers. [en]

共 1 条答案。查看了 4 条论断、1 条路径；版本 {release}。
"""


def release(graph: KnowledgeGraph) -> str:
    return graph.release.marker.id


def test_an_answer_in_english(ask: Command, tiny_graph: KnowledgeGraph) -> None:
    ran = ask("ask", "which anchors drove which clusters")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == ENGLISH.replace("{release}", release(tiny_graph))


def test_an_answer_in_chinese_with_its_evidence(ask: Command, tiny_graph: KnowledgeGraph) -> None:
    ran = ask("ask", "飞利浦如何带动光刻集群", "--evidence")
    assert ran.out == CHINESE.replace("{release}", release(tiny_graph))


def test_no_answer_says_what_was_looked_at(ask: Command, tiny_graph: KnowledgeGraph) -> None:
    ran = ask("ask", "哪些大學帶動了哪些集群，1990年以來")
    assert (ran.status, ran.err) == (0, "")
    said = "沒有答案。查看了 4 條論斷、其中 2 條被條件排除、0 條路徑"
    assert ran.out.replace("\n", "").startswith(f"讀作：哪些大學帶動了哪些集群，1990年以來，最多3步？{said}")
    english = ask("ask", "which universities drove which clusters")
    assert english.out.splitlines()[2].startswith("No answer. Examined: 4 claims, 0 paths;")


@pytest.mark.parametrize(
    ("question", "head", "instead"),
    [
        ("what drove Austin", "You could ask:", "What drove which clusters in Austin, in at most 3 steps?"),
        ("什么带动了奥斯汀", "可以这样问：", "什么带动了奥斯汀的哪些集群，最多3步？"),
        ("什麼帶動了奧斯汀", "可以這樣問：", "什麼帶動了奧斯汀的哪些集群，最多3步？"),
    ],
)
def test_no_answer_about_a_place_names_the_question_about_its_clusters(
    ask: Command, question: str, head: str, instead: str
) -> None:
    ran = ask("ask", question)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines()[-2:] == [head, f"    {instead}"]
    found = json.loads(ask("ask", question, "--json").out)
    assert (found["found"], found["instead"]) == (0, [instead])


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("evidence", [(), ("--evidence",)], ids=["short", "full"])
@pytest.mark.parametrize(
    "question", ["which anchors drove which clusters", "哪些锚机构带动了哪些集群", "飛利浦帶動了什麼"]
)
def test_every_line_fits(
    command: Command, shipped_graph: KnowledgeGraph, question: str, evidence: tuple[str, ...], width: int
) -> None:
    graph = ("--graph", str(shipped_graph.release.folder))
    ran = command("ask", question, *evidence, *graph, columns=width)
    assert (ran.status, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert len(lines) > 40
    for line in lines:
        # Only what has no place to break may be longer: ids, file names and the like.
        assert columns(line) <= width or " " not in line.strip(), line
        assert line == line.rstrip()


def test_ten_answers_are_shown_unless_more_are_asked_for(command: Command, shipped_graph: KnowledgeGraph) -> None:
    asked = ("ask", "which anchors drove which clusters", "--graph", str(shipped_graph.release.folder))
    every = len(shipped_graph.ask(asked[1]).rows)
    for limit, number in (((), 10), (("--limit", "3"), 3), (("--limit", "0"), every)):
        ran = command(*asked, *limit)
        assert ran.out.count(" → ") == number
        assert (f"The first {number} of {every} answers" in ran.out) == (number < every)


# Formats for programs


def rows(ask: Command, form: str) -> list[str]:
    ran = ask("ask", "which anchors drove which clusters", "--format", form)
    assert (ran.status, ran.err) == (0, "")
    return ran.out.splitlines()


def test_json_lines_are_the_answers_of_the_json(ask: Command) -> None:
    short, long = (
        ask("ask", "which anchors drove which clusters", *form).out for form in (["--json"], ["--format", "json"])
    )
    assert short == long
    found: dict[str, Any] = json.loads(short)
    assert [json.loads(line) for line in rows(ask, "jsonl")] == found["answers"]


@pytest.mark.parametrize(("form", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_csv_and_tsv_have_one_line_an_answer(ask: Command, form: str, delimiter: str) -> None:
    header, *lines = [line.split(delimiter) for line in rows(ask, form)]
    assert header[:6] == ["from", "from_label", "to", "to_label", "place", "polarity"]
    first = dict(zip(header, lines[0], strict=True))
    assert first == {
        "from": "philips",
        "from_label": "Philips",
        "to": "eindhoven-high-tech",
        "to_label": "Eindhoven high-tech cluster",
        "place": "Eindhoven",
        "polarity": "increases",
        "confidence": "0.94",
        "hops": "1",
        "support": "whole-chain",
        "independent_sources": "2",
        "other_paths": "0",
        "through": "shared-campus; spin-off",
        "claims": "philips.anchors.eindhoven-high-tech",
        "sources": "first-paper; second-report",
        "title": "",
        "verdict": "",
        "notes": "",
    }
    assert len(lines) == 4


def test_markdown_is_a_table_under_the_question(ask: Command) -> None:
    lines = rows(ask, "md")
    assert lines[0] == "Which anchors drove which clusters, in at most 3 steps?"
    assert lines[2].startswith("| from | to | place |")
    assert {line.count(" | ") for line in lines[2:]} == {6}
    assert len(lines) == 2 + 2 + 4


def test_the_query_alone_gives_the_same_pairs(ask: Command) -> None:
    query = ask("ask", "which anchors drove which clusters", "--sparql").out
    pairs = ask("sparql", query, "--format", "csv").out.split()
    assert len(pairs) == 1 + 4
    assert json.loads(ask("ask", "which anchors drove which clusters", "--json").out)["sparql"] + "\n" == query


def test_paths_are_an_answer_too(ask: Command) -> None:
    ran = ask("paths", "--from", "飞利浦", "--to", "lithography-cluster", "--lang", "zh-Hant", "--hops", "2")
    assert ran.status == 0
    assert ran.out.startswith("讀作：飛利浦如何帶動光刻集群，最多2步？")
    found = json.loads(ask("paths", "--from", "philips", "--to", "asml", "--json").out)
    assert (found["kind"], found["found"]) == ("paths", 1)
    assert ask("paths", "--from", "asml", "--to", "philips").out.splitlines()[2].startswith("No answer.")


# Other commands


def test_show_has_every_claim_also_those_not_accepted(ask: Command) -> None:
    ran = ask("show", "Austin chip cluster")
    assert ran.out.splitlines()[:4] == [
        "Austin chip cluster  (austin-chips)",
        "  cluster",
        "  in Austin",
        "  world.yaml:37",
    ]
    assert "MIT anchors Austin chip cluster [contested: Nobody else says so.]" in ran.out
    assert ran.out.endswith("\n2 claims\n")
    found = json.loads(ask("show", "austin-chips", "--json").out)
    assert [claim["status"] for claim in found["claims"]] == ["contested", "accepted"]


def test_show_speaks_chinese(ask: Command) -> None:
    ran = ask("show", "eindhoven-high-tech", "--lang", "zh-Hant")
    assert "  飛利浦錨定埃因霍溫高科技集群（自 1984 起）" in ran.out.splitlines()
    assert "  埃因霍溫高科技集群就業人數為 12500 個崗位（2010）" in ran.out.splitlines()


def test_search_finds_any_part_of_any_name(ask: Command) -> None:
    for text in ("hov", "霍温", "霍溫", "HOV"):
        found = json.loads(ask("search", text, "--json").out)
        assert [each["id"] for each in found] == ["eindhoven", "eindhoven-high-tech"]
    assert ask("search", "zzzz").out == "0 found\n"
    assert "2 found" in ask("search", "hov").out


def test_stats_counts(ask: Command) -> None:
    counts = json.loads(ask("stats", "--json").out)
    assert (counts["entities"], counts["claims"], counts["sources"], counts["anchors"]) == (16, 6, 3, 3)
    assert (counts["claims not accepted"], counts["clusters"]) == (1, 3)
    assert "anchor-cluster pairs" in ask("stats").out


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("table", "\n a\n"),
        ("csv", "a\r\n"),
        ("tsv", "?a\n"),
        ("json", '{"head"'),
        ("xml", "<?xml"),
    ],
)
def test_sparql_formats_of_select(ask: Command, form: str, begins: str) -> None:
    ran = ask("sparql", "SELECT ?a { ?a agglo:anchors id:eindhoven-high-tech }", "--format", form)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith(begins)
    assert "philips" in ran.out


@pytest.mark.parametrize(
    ("form", "holds"), [("turtle", "id:philips agglo:anchors"), ("ntriples", "<https://w3id.org/")]
)
def test_sparql_formats_of_construct(ask: Command, form: str, holds: str) -> None:
    ran = ask("sparql", "CONSTRUCT WHERE { ?a agglo:anchors ?c }", "--format", form)
    assert (ran.status, ran.err) == (0, "")
    assert holds in ran.out


def test_ask_queries_say_yes_or_no(ask: Command) -> None:
    assert "yes" in ask("sparql", "ASK { id:philips agglo:anchors ?c }").out
    assert "no" in ask("sparql", "ASK { id:mit agglo:anchors ?c }").out.split()


@pytest.mark.parametrize("form", ["nq", "nt", "ttl", "trig", "jsonld", "rdf", "graphml"])
def test_exports_are_the_same_to_a_file_and_to_a_pipe(ask: Command, tmp_path: Any, form: str) -> None:
    piped = ask("export", "--format", form)
    assert (piped.status, piped.err) == (0, "")
    file = tmp_path / f"graph.{form}"
    written = ask("export", "--format", form, "--out", str(file))
    assert written.out.startswith(str(file))
    assert file.read_text("utf-8") == piped.out
    assert "philips" in piped.out


def test_schema_check_build_and_view(ask: Command, command: Command, tmp_path: Any) -> None:
    assert json.loads(command("schema").out)["title"] == "Agglo fact file"
    checked = ask("check", "--facts-only")
    assert checked.out.splitlines()[-1].split() == ["0", "faults"]
    assert json.loads(ask("check", "--facts-only", "--json").out)["faults"] == []
    # The graph of the tiny world has two cities of which nothing is said.
    found = ask("check", "--json")
    assert found.status == 1
    checks = json.loads(found.out)["graph"]
    assert checks["entity-without-use"]["failing"] == 2
    assert checks["competency questions"] == {"examined": 2, "failing": 0}
    assert "2 failing" in ask("check").out
    built = ask("build", "--out", str(tmp_path / "release"))
    assert built.out.startswith("release ")
    assert " built: " in built.out
    again = ask("build", "--out", str(tmp_path / "release"))
    assert " unchanged: " in again.out
    assert command("stats", "--graph", str(tmp_path / "release"), "--json").status == 0
    page = tmp_path / "page.html"
    assert ask("view", "--out", str(page), "--lang", "zh-Hans").out.startswith(str(page))
    assert page.read_bytes().startswith(b"<!DOCTYPE html>")
    whole = page.read_bytes()
    assert ask("view", "--out", str(page), "--alone", "--focus", "philips").out.startswith(str(page))
    assert page.read_bytes() != whole


# Layout


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 80, ["one two three"]),
        ("unbreakable", 4, ["unbreakable"]),
        ("飞利浦带动了埃因霍温。", 12, ["飞利浦带动了", "埃因霍温。"]),
        ("他说：“这里”，不是", 14, ["他说：“这里”，", "不是"]),
        ("用 ASML 造光刻机", 8, ["用 ASML", "造光刻机"]),
        ("", 10, [""]),
    ],
)
def test_lines_break_at_spaces_and_between_chinese_characters(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width) == lines


def test_lines_are_indented() -> None:
    assert wrapped("a bb ccc dddd", 8, "  ", "- ") == ["- a bb", "  ccc", "  dddd"]
