"""Sorted lines of many quads: the same as those of a store that holds them all."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agglo.graph.namespaces import XSD
from agglo.graph.store import lines
from agglo.graph.store.lines import Lines, merged, parts
from agglo.graph.store.quads import lines_of
from agglo.graph.store.release import canonical

IRIS = st.sampled_from([ox.NamedNode(f"https://w3id.org/agglo/id/{name}") for name in ("a", "a-b", "a/b", "b", "城")])
# What could be taken for the end of a literal, or for one of another kind.
TRICKS = ['5"^^<x> .', '> "5', '"', "\\", "\n\r\u2028", f'> "1.50"^^<{XSD}decimal> .\n', ""]
TEXTS = st.text() | st.sampled_from(TRICKS)
NUMBERS = st.sampled_from(["1.50", "01", "+1", "1e3", "-0", "INF", "1.0", "no number", "٣"])
TYPES = st.sampled_from(["decimal", "integer", "double", "float", "boolean", "date", "dateTime", "duration", "gYear"])
DATES = st.sampled_from(["2020-01-01", "-0044-03-15", "2020-01-01Z", "2020-02-30", "12020-01-01", "P12M", "true", "1"])
LITERALS = (
    st.builds(ox.Literal, TEXTS)
    | st.builds(lambda text, tag: ox.Literal(text, language=tag), TEXTS, st.sampled_from(["en", "zh-hans"]))
    | st.builds(lambda text, t: ox.Literal(text, datatype=ox.NamedNode(XSD + t)), NUMBERS | DATES | TEXTS, TYPES)
    | st.builds(lambda text: ox.Literal(text, datatype=ox.NamedNode("urn:x:own")), TEXTS)
    | st.builds(ox.Literal, st.integers(-(2**63), 2**63 - 1) | st.floats() | st.booleans())
)
QUADS = st.lists(st.builds(ox.Quad, IRIS, IRIS, IRIS | LITERALS), max_size=30)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(quads=QUADS, more=QUADS, run=st.sampled_from([1, 300, 10_000]), at_once=st.integers(1, 5))
def test_lines_are_those_of_a_store(
    quads: list[ox.Quad], more: list[ox.Quad], run: int, at_once: int, tmp_path: Path
) -> None:
    store = ox.Store()
    store.extend(quads)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines, "_RUN", run)
        patch.setattr(lines, "BATCH", run)
        patch.setattr(lines, "_MERGED", run)
        collected = Lines(tmp_path)
        twice = [*quads, *quads]
        for start in range(0, len(twice), at_once):
            collected.add(b"".join(lines_of(twice[start : start + at_once])))
        whole = tmp_path / "whole.nq"
        told: list[bytes] = []
        assert collected.write(whole, told.extend) == len(store)
        assert b"".join(told) == canonical(store)
        assert [path.name for path in tmp_path.iterdir()] == ["whole.nq"]
        assert whole.read_bytes() == canonical(store) == b"".join(parts(whole))
        others = canonical(stored(more)).splitlines(keepends=True)
        together = b"".join(sorted([*canonical(store).splitlines(keepends=True), *others]))
        chunks = list(merged(whole, others))
        assert b"".join(chunks) == together
        assert all(chunk.endswith(b"\n") for chunk in chunks)


def stored(quads: list[ox.Quad]) -> ox.Store:
    store = ox.Store()
    store.extend(quads)
    return store


def test_nothing_is_a_file_of_no_lines(tmp_path: Path) -> None:
    assert Lines(tmp_path).write(tmp_path / "whole.nq") == 0
    assert list(merged(tmp_path / "whole.nq", [])) == []
    assert list(parts(tmp_path / "whole.nq")) == []
