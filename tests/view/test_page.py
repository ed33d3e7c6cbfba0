"""The page in a real browser, opened from disk; and what it is made of."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from agglo.graph.errors import EngineError
from agglo.graph.view import page
from agglo.graph.view.page import ENGINE_SHA256, LANGUAGES, render_page, script_json, to_pyvis, write_page

from .conftest import Open
from .sample import hostile_data, sample_data

CLAIM = "philips.anchors.eindhoven-high-tech"
HOSTILE = "<img src=x onerror=alert(1)></script><script>alert(2)</script>"

# A point of an edge, in pixels of the window, that the network itself takes for this edge.
EDGE_POINT = """
const { network } = window.agglo;
const place = document.querySelector("#network canvas").getBoundingClientRect();
for (let way = 0.3; way <= 0.7; way += 0.02) {
  const at = network.canvasToDOM(network.body.edges[arguments[0]].edgeType.getPoint(way));
  const steps = [[0, 0], [3, 0], [-3, 0], [0, 3], [0, -3]];
  const about = steps.map(([x, y]) => network.getEdgeAt({ x: at.x + x, y: at.y + y }));
  if (about.every((id) => id === arguments[0]) && !network.getNodeAt(at)) {
    return [Math.round(place.left + at.x), Math.round(place.top + at.y)];
  }
}
return null;
"""
NODE_POINT = """
const { network } = window.agglo;
const place = document.querySelector("#network canvas").getBoundingClientRect();
const at = network.canvasToDOM(network.getPosition(arguments[0]));
return [Math.round(place.left + at.x), Math.round(place.top + at.y)];
"""


def one(browser: Chrome, selector: str) -> WebElement:
    return browser.find_element(By.CSS_SELECTOR, selector)


def text(browser: Chrome, selector: str) -> str:
    return one(browser, selector).text


def texts(browser: Chrome, selector: str) -> list[str]:
    return [found.text for found in browser.find_elements(By.CSS_SELECTOR, selector)]


def drawn(browser: Chrome, part: str = "nodes") -> set[str]:
    return set(browser.execute_script("return window.agglo.network.body.data[arguments[0]].getIds()", part))


def click_at(browser: Chrome, script: str, name: str) -> None:
    point = browser.execute_script(script, name)
    assert point is not None, f"{name} cannot be clicked"
    # From the top left corner of the window, since the canvas has no elements to aim at.
    corner = one(browser, "html")
    half = (corner.rect["width"] // 2, corner.rect["height"] // 2)
    ActionChains(browser).move_to_element_with_offset(
        corner, round(point[0] - half[0]), round(point[1] - half[1])
    ).click().perform()


def wait(browser: Chrome, selector: str, has: str) -> None:
    WebDriverWait(browser, 5, 0.05).until(lambda there: has in text(there, selector))


@pytest.mark.browser
def test_opens_on_the_question_and_its_claims(open_page: Open) -> None:
    data = sample_data()
    browser = open_page(data)
    assert text(browser, "#question") == "Which anchors drove which clusters?"
    opening = [data["claims"][key] for key in data["opening"]["claims"]]
    assert drawn(browser) == {end for claim in opening for end in (claim["subject"], claim["object"])}
    assert drawn(browser, "edges") == set(data["opening"]["claims"])
    assert text(browser, "#counts") == "28 of 28 anchor and cluster pairs · 23 things and 28 claims drawn, of 34 and 53"


@pytest.mark.browser
@pytest.mark.parametrize("sought", ["飞利浦", "飛利浦", "philips", "Royal Ph"])
def test_search_finds_a_name_in_any_script(open_page: Open, sought: str) -> None:
    browser = open_page(sample_data())
    one(browser, "body").send_keys("/")
    assert browser.switch_to.active_element.get_attribute("id") == "search"
    browser.switch_to.active_element.send_keys(sought)
    assert "Philips" in text(browser, "#hits li")
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    wait(browser, "#panel h2", "Philips")
    assert not one(browser, "#hits").is_displayed()


@pytest.mark.browser
def test_arrows_move_through_the_hits(open_page: Open) -> None:
    browser = open_page(sample_data())
    field = one(browser, "#search")
    field.send_keys("Philips")
    second = texts(browser, "#hits .hit")[1]
    field.send_keys(Keys.ARROW_DOWN)
    assert field.get_attribute("aria-activedescendant") == "hit-1"
    field.send_keys(Keys.ENTER)
    assert text(browser, "#panel h2") == second


@pytest.mark.browser
def test_a_hit_that_is_not_drawn_comes_with_its_neighbours(open_page: Open) -> None:
    browser = open_page(sample_data())
    assert not {"lithography", "foundry-model"} & drawn(browser)
    one(browser, "#search").send_keys("光刻", Keys.ENTER)
    assert {"lithography", "natlab", "asml"} <= drawn(browser)
    assert "natlab.enables.lithography" in drawn(browser, "edges")


@pytest.mark.browser
def test_an_address_of_a_claim_alone_draws_it(open_page: Open) -> None:
    browser = open_page(sample_data(), fragment="#s=claim:foundry-model.enables.mediatek")
    assert "foundry-model.enables.mediatek" in drawn(browser, "edges")
    assert text(browser, "#panel h2") == "pure-play foundry enables MediaTek"


@pytest.mark.browser
def test_a_claim_that_no_longer_stands_is_told_but_not_drawn(open_page: Open) -> None:
    browser = open_page(sample_data(), fragment="#s=claim:philips.funds.brainport")
    assert "withdrawn" in text(browser, "#panel dl")
    assert "philips.funds.brainport" not in drawn(browser, "edges")


@pytest.mark.browser
def test_a_clicked_edge_shows_both_sides_of_its_evidence(open_page: Open) -> None:
    browser = open_page(sample_data())
    click_at(browser, EDGE_POINT, CLAIM)
    wait(browser, "#panel h2", "Philips anchors Eindhoven high-tech cluster")
    support, against = (one(browser, f"#panel .side.{side}") for side in ("for", "against"))
    assert len(support.find_elements(By.TAG_NAME, "article")) == 2
    assert "Its spin-offs and opened campus seeded the cluster." in support.text
    assert "regional policy carried it" in against.text
    assert "Brainport Development" in against.text
    assert "cases/sample.yaml:205" in against.text
    assert support.rect["y"] == against.rect["y"]
    assert support.rect["width"] == pytest.approx(against.rect["width"], abs=1)
    facts = text(browser, "#panel dl")
    assert all(said in facts for said in ("since 1984", "contested", "0.62", "3 independent sources", "spin-off"))


@pytest.mark.browser
def test_a_clicked_node_shows_its_claims_in_groups(open_page: Open) -> None:
    browser = open_page(sample_data())
    click_at(browser, NODE_POINT, "eindhoven-high-tech")
    wait(browser, "#panel h2", "Eindhoven high-tech cluster")
    groups = [found.split("\n")[0] for found in texts(browser, "#panel .group")]
    assert groups == ["What drove it 8", "Other 2", "Figures 1"]
    assert "1,200 firms" in texts(browser, "#panel .group")[2]
    one(browser, "#panel .claim-line").click()
    assert text(browser, "#panel .kicker") == "Claim"


@pytest.mark.browser
def test_a_node_shows_its_names_role_place_and_members(open_page: Open) -> None:
    data = sample_data()
    data["entities"]["philips"]["members"] = ["natlab", "asml"]
    browser = open_page(data, fragment="#s=entity:philips")
    facts = text(browser, "#panel dl")
    told = ("飞利浦 · 飛利浦", "Royal Philips", "anchor", "Eindhoven", "since 1891", "Philips NatLab", "ASML")
    assert [word for word in told if word not in facts] == []


@pytest.mark.browser
def test_a_mechanism_without_failures_is_marked(open_page: Open) -> None:
    data = sample_data()
    data["entities"]["spin-off"]["survivorship"] = True
    assert "beware of survivorship" in text(open_page(data, fragment="#s=entity:spin-off"), "#panel dl")
    assert "survivorship" not in text(open_page(data, fragment="#s=entity:talent-pool"), "#panel dl")


@pytest.mark.browser
def test_a_claim_without_confidence_says_so(open_page: Open) -> None:
    browser = open_page(sample_data(), fragment="#v=1&s=claim:natlab.enables.lithography")
    assert "not assessed" in text(browser, "#panel dl")


@pytest.mark.browser
def test_a_gist_in_another_language_names_its_language(open_page: Open) -> None:
    browser = open_page(sample_data(), fragment=f"#v=1&l=zh-Hans&s=claim:{CLAIM}")
    gists = texts(browser, "#panel blockquote")
    assert gists[0] == "其分拆与开放园区孕育了集群。"
    assert gists[1].endswith("英文")
    assert browser.find_elements(By.CSS_SELECTOR, "#panel blockquote[lang=en]")


@pytest.mark.browser
def test_the_language_changes_without_a_reload_or_a_move(open_page: Open) -> None:
    browser = open_page(sample_data())
    browser.execute_script("window.stays = true")
    before = browser.execute_script("return window.agglo.network.getPositions()")
    one(browser, "[data-language=zh-Hant]").click()
    assert text(browser, "#question") == "哪些錨機構帶動了哪些集群？"
    assert "飛利浦錨定埃因霍溫高科技集群" in text(browser, "#panel .claim-line")
    assert one(browser, "html").get_attribute("lang") == "zh-Hant"
    assert one(browser, "#search").get_attribute("placeholder") == "搜尋任何名稱"
    assert browser.execute_script("return window.stays")
    assert browser.execute_script("return window.agglo.network.getPositions()") == before
    one(browser, "[data-language=zh-Hans]").click()
    assert text(browser, "#question") == "哪些锚机构带动了哪些集群？"


@pytest.mark.browser
def test_an_object_may_stand_inside_a_chinese_verb(open_page: Open) -> None:
    browser = open_page(sample_data(), fragment="#v=1&s=claim:tsmc.enables.foundry-model", language="zh-Hans")
    assert text(browser, "#panel h2") == "台积电使晶圆代工成为可能"


def brightness(browser: Chrome) -> int:
    colour = browser.execute_script("return getComputedStyle(document.body).backgroundColor")
    return sum(map(int, re.findall(r"\d+", colour)[:3]))


@pytest.mark.browser
def test_dark_follows_the_system_and_the_button_turns_it(open_page: Open) -> None:
    browser = open_page(sample_data(), dark=True)
    assert brightness(browser) < 150
    one(browser, "#theme").click()
    assert brightness(browser) > 600
    assert "t=light" in browser.current_url


@pytest.mark.browser
@pytest.mark.parametrize("fragment", ["", "#v=1&w=picture", f"#v=1&w=picture&s=claim:{CLAIM}"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phone_needs_no_sideways_scroll(open_page: Open, fragment: str, language: str) -> None:
    browser = open_page(sample_data(), fragment=fragment, size=(360, 740), language=language)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 360


@pytest.mark.browser
def test_a_phone_opens_on_the_list(open_page: Open) -> None:
    browser = open_page(sample_data(), size=(360, 740))
    assert one(browser, "#list").is_displayed()
    one(browser, "[data-view=picture]").click()
    assert one(browser, "#network canvas").is_displayed()


@pytest.mark.browser
def test_a_hidden_type_leaves_and_is_counted(open_page: Open) -> None:
    browser = open_page(sample_data())
    one(browser, "#types input[data-key=Firm]").click()
    assert not {"philips", "tsmc", "intel"} & drawn(browser)
    assert "hidden by filters" in text(browser, "#counts")
    assert "x=Firm" in browser.current_url
    one(browser, "#unfilter").click()
    assert "philips" in drawn(browser)


@pytest.mark.browser
def test_relations_are_filtered_by_kind(open_page: Open) -> None:
    browser = open_page(sample_data(), fragment="#v=1&o=0&d=philips")
    assert "philips.located_in.eindhoven" in drawn(browser, "edges")
    one(browser, "#kinds input[data-key=structural]").click()
    assert "philips.located_in.eindhoven" not in drawn(browser, "edges")
    assert "philips.spun_off.asml" in drawn(browser, "edges")


@pytest.mark.browser
def test_the_address_brings_the_view_back(open_page: Open) -> None:
    browser = open_page(sample_data())
    click_at(browser, EDGE_POINT, "philips.spun_off.asml")
    one(browser, "[data-language=zh-Hans]").click()
    one(browser, "#theme").click()
    address = browser.current_url
    browser.get("about:blank")
    browser.get(address)
    assert text(browser, "#panel h2") == "飞利浦分拆出阿斯麦"
    assert one(browser, "html").get_attribute("data-theme") == "dark"
    browser.execute_script("history.pushState(null, '', location.pathname)")
    browser.back()
    wait(browser, "#panel h2", "飞利浦分拆出阿斯麦")


@pytest.mark.browser
def test_an_address_that_names_what_is_gone_says_so(open_page: Open) -> None:
    browser = open_page(sample_data(), fragment="#v=1&s=entity:constructor&d=__proto__")
    assert "not in this graph" in text(browser, "#counts")
    assert "philips" in drawn(browser)


@pytest.mark.browser
def test_the_list_is_one_stop_and_then_arrows(open_page: Open) -> None:
    browser = open_page(sample_data(), fragment="#v=1&w=list")
    assert len(browser.find_elements(By.CSS_SELECTOR, "#list [tabindex='0']")) == 1
    assert len(browser.find_elements(By.CSS_SELECTOR, "#list [aria-level='1']")) == len(drawn(browser))
    browser.execute_script("document.querySelector('#list [tabindex=\"0\"]').focus()")
    for key in (Keys.ARROW_RIGHT, Keys.ARROW_DOWN, Keys.ENTER):
        browser.switch_to.active_element.send_keys(key)
    assert text(browser, "#panel .kicker") == "Claim"
    assert "Eindhoven high-tech cluster" in text(browser, "#panel h2")


@pytest.mark.browser
def test_escape_closes_the_panel(open_page: Open) -> None:
    browser = open_page(sample_data(), fragment="#v=1&s=entity:philips")
    assert text(browser, "#panel h2") == "Philips"
    one(browser, "body").send_keys(Keys.ESCAPE)
    assert text(browser, "#panel h2") == "How to read this"


@pytest.mark.browser
@pytest.mark.parametrize("place", ["entity:philips", f"claim:{CLAIM}", "entity:eindhoven-high-tech"])
@pytest.mark.parametrize("view", ["picture", "list"])
def test_markup_in_any_text_stays_text(open_page: Open, place: str, view: str) -> None:
    data = hostile_data(HOSTILE, "javascript:alert(1)")
    browser = open_page(data, fragment=f"#v=1&w={view}&s={place}")
    one(browser, "#search").send_keys("img src")
    assert browser.find_elements(By.CSS_SELECTOR, "#hits li")
    assert HOSTILE in text(browser, "#panel")
    assert browser.find_elements(By.CSS_SELECTOR, "img, #panel a, body :is([onerror], [onclick])") == []
    assert len(browser.find_elements(By.TAG_NAME, "script")) == 6


@pytest.mark.browser
def test_source_links_are_web_addresses_that_tell_nothing(open_page: Open) -> None:
    browser = open_page(sample_data(), fragment=f"#v=1&s=claim:{CLAIM}")
    links = browser.find_elements(By.CSS_SELECTOR, "#panel a")
    assert [link.get_attribute("href") for link in links] == [
        "https://example.org/notes",
        "http://example.org/critique",
    ]
    assert {link.get_attribute("rel") for link in links} == {"noopener noreferrer"}


@pytest.mark.browser
def test_a_large_graph_draws_no_more_than_the_limit_and_says_so(open_page: Open) -> None:
    data = sample_data()
    pattern = data["claims"]["philips.funds.asml"]
    for at in range(400):
        name = f"supplier-{at}"
        label = dict.fromkeys(LANGUAGES, f"Supplier {at}")
        data["entities"][name] = {**data["entities"]["asml"], "label": label}
        data["positions"][name] = [at % 20 * 100, at // 20 * 80]
        data["claims"][f"{name}.funds.asml"] = {**pattern, "subject": name}
        data["opening"]["pages"][0]["claims"].append(f"{name}.funds.asml")
        data["opening"]["positions"][name] = [at % 20 * 100, 800 + at // 20 * 80]
        data["opening"]["sides"][name] = "right"
    browser = open_page(data)
    assert len(drawn(browser)) == 300
    assert "The picture is full at 300: 123 not drawn" in text(browser, "#counts")
    browser.get(browser.current_url + "#v=1&o=0&d=asml&s=entity:asml")
    browser.refresh()
    assert len(drawn(browser)) == 25
    button = next(found for found in browser.find_elements(By.CSS_SELECTOR, "#panel .buttons button"))
    hidden = re.search(r"\d+", button.text)
    assert hidden and int(hidden[0]) > 370
    button.click()
    assert len(drawn(browser)) == 49


# ---- without a browser


def test_the_same_data_gives_the_same_bytes() -> None:
    turned = dict(reversed(sample_data().items()))
    assert render_page(sample_data()) == render_page(turned)


def test_every_script_and_style_is_allowed_by_its_hash_and_nothing_else() -> None:
    html = render_page(sample_data())
    found = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert found
    policy = found[1].replace("&#39;", "'")
    inline = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", html, re.DOTALL)
    assert len(inline) == 3
    for body in inline:
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "://" not in re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)


def test_the_bundle_of_pyvis_is_in_the_page_unchanged() -> None:
    html = render_page(sample_data())
    body = html.split("<script>/**", 1)[1].split("</script>", 1)[0]
    from importlib.resources import files

    bundle = files("pyvis").joinpath("templates", "lib", "vis-9.1.2", "vis-network.min.js").read_bytes()
    assert hashlib.sha256(bundle).hexdigest() == ENGINE_SHA256
    assert "/**" + body == bundle.decode().replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")


def test_another_bundle_is_refused_with_what_was_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "ENGINE_SHA256", "0" * 64)
    with pytest.raises(EngineError, match=f"not the tested one: SHA-256 {ENGINE_SHA256}, expected 0000"):
        render_page(sample_data())


def test_json_in_a_script_cannot_end_it() -> None:
    value = {"a": "</script><!--&\u2028\u2029", "中": "文"}
    written = str(script_json(value))
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == value
    with pytest.raises(ValueError, match="JSON compliant"):
        script_json(float("nan"))


def test_every_message_is_in_every_language_with_the_same_blanks() -> None:
    messages = json.loads(Path(page.__file__).with_name("messages.json").read_text(encoding="utf-8"))
    scripts = "".join(
        Path(page.__file__).with_name(name).read_text(encoding="utf-8") for name in (*page.SCRIPTS, "template.html.j2")
    )
    assert messages
    for key, said in messages.items():
        assert tuple(said) == LANGUAGES, key
        assert len({frozenset(re.findall(r"\{\w+\}", text)) for text in said.values()}) == 1, key
    for key in re.findall(r"""(?:\bsay\(|data-(?:text|label|placeholder)=)["'](\w+)["']""", scripts):
        assert key in messages


def test_importing_the_page_leaves_pyvis_alone() -> None:
    code = "import sys, agglo.graph.view.page, agglo.graph.view.layout; print({*sys.modules} & {*sys.argv[1:]})"
    heavy = ["pyvis", "networkx", "numpy", "jinja2", "IPython"]
    ran = subprocess.run([sys.executable, "-c", code, *heavy], capture_output=True, text=True, check=True)
    assert ran.stdout == "set()\n"


def test_an_unknown_language_is_an_error() -> None:
    with pytest.raises(ValueError, match="no page texts in 'fr'"):
        render_page(sample_data(), language="fr")


def test_pyvis_gets_every_claim_once_and_parallel_edges_apart() -> None:
    data = sample_data()
    network = to_pyvis(data)
    edges: list[dict[str, Any]] = network.edges
    told = sorted(claim for edge in edges for claim in edge["claims"])
    drawable = [key for key, claim in data["claims"].items() if claim["object"] and claim["status"] != "withdrawn"]
    assert told == sorted(drawable)
    assert len(network.nodes) == len(data["positions"])
    assert network.directed
    parallel = [edge for edge in edges if {edge["from"], edge["to"]} == {"philips", "asml"}]
    assert len(parallel) == 2
    assert len({json.dumps(edge["smooth"]) for edge in parallel}) == 2


def test_pyvis_draws_signs_and_doubt_apart() -> None:
    edges = {edge["id"]: edge for edge in to_pyvis(sample_data()).edges}
    plus, minus = edges["philips.spun_off.asml"], edges["cost-crisis.hinders.philips"]
    doubtful, both = edges[CLAIM], edges["land-price.hinders.eindhoven-high-tech"]
    assert [edge["label"] for edge in (plus, minus, doubtful, both)] == ["+", "−", "+?", "−?"]
    assert len({str(edge["dashes"]) for edge in (plus, minus, doubtful, both)}) == 4
    assert plus["color"] != minus["color"]


def test_claims_that_say_the_same_are_one_edge() -> None:
    data = sample_data()
    data["claims"]["twice"] = {**data["claims"]["philips.spun_off.asml"]}
    shared = [edge for edge in to_pyvis(data).edges if "twice" in edge["claims"]]
    assert [edge["claims"] for edge in shared] == [["philips.spun_off.asml", "twice"]]


def test_a_page_replaces_the_file_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    out = tmp_path / "页面.html"
    out.write_text("old", encoding="utf-8")
    write_page(sample_data(), out, language="zh-Hans", title="聚")
    assert "<title>聚</title>" in out.read_text(encoding="utf-8")
    assert list(tmp_path.iterdir()) == [out]
    assert out.stat().st_mode & stat.S_IRUSR


def test_a_page_that_cannot_be_made_leaves_the_old_one(tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    out.write_text("old", encoding="utf-8")
    data = sample_data()
    data["claims"][CLAIM]["confidence"] = float("inf")
    with pytest.raises(ValueError, match="JSON compliant"):
        write_page(data, out)
    assert out.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [out]
