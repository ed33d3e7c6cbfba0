"""What the page is made of: one text with nothing in it but what is allowed, and a real pyvis network."""

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

from agglo.graph.ask.tongues import LANGUAGES
from agglo.graph.errors import EngineError
from agglo.graph.view import page
from agglo.graph.view.page import ENGINE_SHA256, render_page, script_json, to_pyvis, write_page

from .sample import CLAIM, sample_data


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
    messages = page.page_messages()
    folder = Path(page.__file__).with_name("web")
    # The engine and the reader say the texts of questions, which are others.
    asked = {folder / "engine", folder / "reader"}
    scripts_of_page = [path for path in folder.rglob("*.js") if not asked & {*path.parents}]
    sources = [*scripts_of_page, *folder.glob("*.j2")]
    assert len(sources) > 10
    scripts = "".join(path.read_text(encoding="utf-8") for path in sources)
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
