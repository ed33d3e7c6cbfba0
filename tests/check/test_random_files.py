"""Whatever stands in a fact file: faults with a place and a printable message, and never an exception."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agglo.graph.check.run import check_folder
from agglo.graph.vocabulary import Vocabulary

from .conftest import DATA, WORLD

PIECES = r"""
- |? |: |:|[|]|{|}|,|"|'|&a |*a|!x |!!set |>|#| #x|---|...|%YAML 1.1|~|null|true|NO|.inf|.nan|0x1F|1e400|1_0|<<: |=|@|`
\|\ud800|\x1b|\0|荷兰|，|🙂|entities:|claims:|sources:|questions:|source: |  nijmegen: |  - claim: |philips anchors
  label: {en: |type: City|when: |1984/..|2023-02-30|evidence: |gist: |at: line 99|value: |unit: |status: rejected|in:
point: [|ids: {isbn: |copy: {sha256: |members: |also: |{"section": "entities", |"id": |"x"|"claim":
"""
SIGNS = ["|", "\n", "\n  ", "\n    ", "\n\n", " ", "\t", "\r", "\x00", "\ufeff", "\u2028", "\u202e", "\ud800"]
WORDS = [*PIECES.strip("\n").replace("\n", "|").split("|"), *SIGNS]
CORPUS = [*sorted({path.read_bytes() for path in (DATA / "broken").rglob("*.*l")}), WORLD.read_bytes()]

texts = st.lists(st.sampled_from(WORDS), max_size=40).map("".join).map(lambda t: t.encode("utf-8", "surrogatepass"))


@st.composite
def changed(draw: st.DrawFn) -> bytes:
    """A fact file with a few random changes."""
    data = bytearray(draw(st.sampled_from(CORPUS)))
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(data)))
        until = at + draw(st.integers(0, 8))
        piece = st.sampled_from(WORDS).map(lambda word: word.encode("utf-8", "surrogatepass"))
        data[at:until] = draw(st.binary(max_size=4) | piece)
    return bytes(data)


@pytest.mark.parametrize("name", ["f.yaml", "f.jsonl"])
@settings(max_examples=300, deadline=None)
@given(data=st.binary(max_size=120) | texts | changed())
def test_any_bytes_give_faults_and_no_exception(
    tmp_path_factory: pytest.TempPathFactory, vocabulary: Vocabulary, name: str, data: bytes
) -> None:
    folder = tmp_path_factory.getbasetemp() / f"random-{name}"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)
    report = check_folder(folder, vocabulary)
    assert bool(report) == (not report.faults)
    for fault in report.faults:
        assert fault.position.file in (name, str(folder))
        assert fault.message
        assert str(fault).isprintable()
        assert len(str(fault)) < 800


def test_there_is_much_to_start_from() -> None:
    assert len(WORDS) > 80
    assert len(CORPUS) > 45
