"""The page: one HTML text, drawn by pyvis' vis-network, that asks the network for nothing.

The page goes through a real `pyvis.network.Network`, with a template and a Jinja environment of our own: pyvis'
own page loads files from a CDN and puts text into markup unescaped. What the page may run is fixed by the
SHA-256 of its scripts and styles in a Content-Security-Policy; nothing else runs, whatever a label says.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from ..ask.claims import FALLEN
from ..ask.tongues import LANGUAGES
from ..errors import EngineError
from ..writing import written_whole
from .modules import joined
from .pack import packed, split
from .shards import divided
from .writing import remove_folder, write_folder

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup
    from pyvis.network import Network

_WEB = files(__package__) / "web"
ENGINE = "lib/vis-9.1.2/vis-network.min.js"
ENGINE_SHA256 = "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"
SIGNS = {"increases": "+", "decreases": "−"}
SIGN_COLOURS = {"+": "#2f6f9f", "−": "#c2482f", "": "#8d93a0"}


def render_page(data: dict[str, Any], *, language: str = "en", title: str = "Agglo") -> str:
    """Render the page.

    Args:
        data: the page data: release, classes, relations, choices, units, entities, claims, sources, positions
            and opening. Only entities with a position are drawn.
        language: the language the page opens in, one of `LANGUAGES`; the reader can change it.
        title: the name in the window's title and in the header.

    Returns:
        The whole HTML text. The same data gives the same text.

    Raises:
        EngineError: pyvis is missing or carries another vis-network than the tested one.
        ValueError: `language` is not one of `LANGUAGES`, or a number in `data` is not finite.
    """
    if language not in LANGUAGES:
        raise ValueError(f"no page texts in {language!r}; there are {', '.join(LANGUAGES)}")
    network = to_pyvis(data, language=language, claims=data["opening"]["claims"])
    environment = _environment()
    messages = page_messages()
    script = _script()
    style = "".join(text for _, text in _texts("style", ".css"))
    short, texts = split(data)
    engine = environment.get_template(ENGINE).render()
    trusting = "large" in data
    environment.globals.update(
        language=language,
        title=title,
        engine_file=ENGINE,
        script=_markup(script),
        style=_markup(style),
        policy=_policy((engine, script), (style,), trusting=trusting),
        messages=messages,
        data=short,
        texts=texts,
        outline=json.loads(_WEB.joinpath("outline.json").read_text(encoding="utf-8")),
        say=lambda key: messages[key][language],
    )
    network.templateEnv = environment
    network.path = "template.html.j2"
    return cast("str", network.generate_html())


@cache
def _script() -> str:
    return joined("main.js", lambda name: _WEB.joinpath(name).read_text(encoding="utf-8"))


def page_messages() -> dict[str, dict[str, str]]:
    """Every text that the page itself says: by key, in each language."""
    found: dict[str, dict[str, str]] = {}
    for name, text in _texts("messages", ".json"):
        for key, said in json.loads(text).items():
            if key in found:
                raise EngineError(f"the page's message `{key}` is in two files, one of them {name}")
            found[key] = said
    return found


def _texts(folder: str, suffix: str) -> Iterator[tuple[str, str]]:
    """Name and text of each file of a folder of the page, `base` first."""
    names = sorted(file.name for file in _WEB.joinpath(folder).iterdir() if file.name.endswith(suffix))
    for name in sorted(names, key=lambda name: name != f"base{suffix}"):
        yield name, _WEB.joinpath(folder, name).read_text(encoding="utf-8")


def write_page(
    data: dict[str, Any], out: Path, *, language: str = "en", title: str = "Agglo", max_size: float | None = None
) -> None:
    """Write the page to `out` in UTF-8, whole or not at all.

    Args:
        data: as for `render_page`.
        out: the file to make or replace; its folder must exist.
        language: as for `render_page`.
        title: as for `render_page`.
        max_size: megabytes; what would be larger becomes a page with a folder of files beside it, `NAME.data`.

    Raises:
        EngineError: as for `render_page`.
        ValueError: as for `render_page`.
        OSError: the file cannot be written.
    """
    folder = out.with_name(f"{out.stem}.data")
    limit = None if max_size is None else int(max_size * 1e6)
    text = b"" if limit is not None and _surely_over(data, limit) else _encoded(data, language, title)
    if limit is None or 0 < len(text) <= limit:
        _write(out, text)
        if limit is not None:
            remove_folder(folder)
        return
    first, files = divided(data, folder.name)
    text = _encoded(first, language, title)
    write_folder(folder, files)
    _write(out, text)


def _write(out: Path, text: bytes) -> None:
    with written_whole(out) as file:
        file.write(text)


def _encoded(data: dict[str, Any], language: str, title: str) -> bytes:
    return render_page(data, language=language, title=title).encode("utf-8")


def _surely_over(data: dict[str, Any], limit: int) -> bool:
    """Whether a page cannot be within a size: a claim takes more than a hundred bytes, however well it is packed."""
    return 100 * len(data["claims"]) > limit


def to_pyvis(data: dict[str, Any], *, language: str = "en", claims: Sequence[str] | None = None) -> Network:
    """Return the drawn part of the graph as a pyvis network, to be changed or shown like any other.

    Every positioned entity is a node, fixed in its place; claims between the same two entities that say the
    same are one edge, whose `claims` lists their ids. Physics is off.

    Args:
        data: as for `render_page`.
        language: the language of the labels.
        claims: ids of the claims to draw, with their ends, in this order; by default everything is drawn.

    Raises:
        EngineError: pyvis is missing.
    """
    try:
        from pyvis.network import Network
    except ImportError as missing:
        raise EngineError("the page needs pyvis, which is not installed", "pip install pyvis") from missing

    # Undirected, pyvis silently drops the second of two edges between the same nodes.
    network = Network(directed=True, cdn_resources="in_line")
    network.toggle_physics(False)
    # add_node and add_edge look through all they hold on every call.
    network.edges = _edges(data, claims)
    ends = None if claims is None else {end for edge in network.edges for end in (edge["from"], edge["to"])}
    network.nodes = [node for node in _nodes(data, language) if ends is None or node["id"] in ends]
    network.node_ids = [node["id"] for node in network.nodes]
    network.node_map = {node["id"]: node for node in network.nodes}
    return network


def _nodes(data: dict[str, Any], language: str) -> list[dict[str, Any]]:
    nodes = []
    for name, (x, y) in sorted(data["positions"].items()):
        entity = data["entities"][name]
        look = data["classes"].get(entity["type"], {})
        label = entity["label"]
        nodes.append(
            {
                "id": name,
                "label": label.get(language) or next(iter(label.values()), name),
                "shape": look.get("shape") or "dot",
                "color": look.get("colour") or "#777777",
                "size": 12,
                "x": x,
                "y": y,
                "physics": False,
            }
        )
    return nodes


def _edges(data: dict[str, Any], wanted: Sequence[str] | None) -> list[dict[str, Any]]:
    drawn = data["positions"]
    alike: dict[tuple[str, str, str, str, str], list[str]] = {}
    for key, claim in sorted(data["claims"].items()):
        # What does not stand is listed but never drawn: a line on a picture reads as a fact.
        if claim["subject"] in drawn and claim["object"] in drawn and claim["status"] not in FALLEN:
            says = (claim["subject"], claim["object"], claim["relation"])
            alike.setdefault((*says, claim["polarity"] or "", claim["status"]), []).append(key)
    rank = {claim: place for place, claim in enumerate(wanted or ())}
    beside: dict[tuple[str, ...], int] = {}
    edges: list[dict[str, Any]] = []
    for (subject, target, relation, polarity, status), every in alike.items():
        claims = every if wanted is None else [claim for claim in every if claim in rank]
        if not claims:
            continue
        pair = tuple(sorted((subject, target)))
        lane = beside[pair] = beside.get(pair, -1) + 1
        sign = SIGNS.get(polarity, "")
        kind = data["relations"].get(relation, {}).get("kind", "structural")
        edges.append(
            {
                "id": claims[0],
                "from": subject,
                "to": target,
                "claims": claims,
                "relation": relation,
                "kind": kind,
                "status": status,
                "sign": sign,
                "label": sign + ("?" if status == "contested" else ""),
                "arrows": "to",
                "color": SIGN_COLOURS[sign],
                "dashes": _dashes(sign, status),
                "smooth": _bend(lane, subject == pair[0]),
            }
        )
    edges.sort(key=lambda edge: min(rank.get(claim, 0) for claim in edge["claims"]))
    return edges


def _dashes(sign: str, status: str) -> bool | list[int]:
    """Return the dash pattern in pixels: dots for what is contested, long dashes for what decreases."""
    if status == "contested":
        return [9, 4, 2, 4] if sign == "−" else [2, 5]
    return [10, 6] if sign == "−" else False


def _bend(lane: int, forward: bool) -> dict[str, Any]:
    """Bend the edges between the same two nodes apart: alternately to one side and the other, ever wider."""
    if lane == 0:
        return {"enabled": False, "type": "continuous"}
    # The side is seen along the edge, so an edge the other way round has its sides exchanged.
    clockwise = (lane % 2 == 1) == forward
    return {
        "enabled": True,
        "type": "curvedCW" if clockwise else "curvedCCW",
        "roundness": 0.18 * ((lane + 1) // 2),
    }


def _environment() -> Environment:
    """Return a Jinja environment that escapes, with our template and the bundle inside pyvis.

    Raises:
        EngineError: the bundle is missing or not the tested one.
    """
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    try:
        found = files("pyvis").joinpath("templates", *ENGINE.split("/")).read_bytes()
    except OSError as missing:
        raise EngineError(f"pyvis lacks {ENGINE}", "pip install 'pyvis==0.3.2'") from missing
    digest = hashlib.sha256(found).hexdigest()
    if digest != ENGINE_SHA256:
        raise EngineError(
            f"the vis-network inside pyvis is not the tested one: SHA-256 {digest}, expected {ENGINE_SHA256}",
            "pip install 'pyvis==0.3.2'",
        )
    own = PackageLoader(__package__, "web")
    environment = Environment(
        loader=ChoiceLoader([own, PackageLoader("pyvis", "templates")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["script_json"] = script_json
    environment.filters["packed"] = packed
    return environment


def script_json(value: object) -> Markup:
    """Write a value as JSON that cannot end the script element it stands in, nor start another.

    Raises:
        ValueError: a number in it is not finite.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return _markup(text)


def _markup(text: str) -> Markup:
    """Mark a text of ours as not to be escaped."""
    from markupsafe import Markup

    return Markup(text)


def _policy(scripts: tuple[str, ...], styles: tuple[str, ...], *, trusting: bool = False) -> str:
    """Return a Content-Security-Policy that allows exactly these inline texts and no connection at all.

    Args:
        scripts: the inline scripts.
        styles: the inline styles.
        trusting: these scripts may add others. A page from disk cannot name files of its own folder in its policy
            (Chromium takes no `file:` address there), nor their hashes (which need CORS).
    """
    sources = {
        "default-src": ["'none'"],
        "script-src": [*(_hash(text) for text in scripts), *(["'strict-dynamic'"] if trusting else [])],
        "style-src": [_hash(text) for text in styles],
        "img-src": ["data:", "blob:"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in sources.items())


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
