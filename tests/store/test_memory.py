"""The C library is told how to keep memory for the time of a build, and a build does without where it cannot be."""

from __future__ import annotations

import ctypes
from types import SimpleNamespace
from typing import Any

import pytest

from agglo.graph.store.build import build

from .world import World

Told = list[tuple[int, int]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """What the library is told: option and value; `(0, 0)` where it is to give back what is free."""
    calls: Told = []
    library = SimpleNamespace(
        mallopt=lambda option, value: calls.append((option, value)), malloc_trim=lambda pad: calls.append((0, pad))
    )
    monkeypatch.setattr(ctypes, "CDLL", lambda name: library)
    return calls


def test_after_a_build_the_usual_settings_hold(world: World, told: Told) -> None:
    build(world.facts, world.root, world.ontology)
    first, *between, last = [dict(told[:3]), *told[3:-3], dict(told[-3:])]
    assert first.keys() == last.keys()
    assert all(first[option] != last[option] for option in first)
    assert set(between) == {(0, 0)}


def test_after_a_failed_build_they_hold_too(world: World, told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise MemoryError

    monkeypatch.setattr("agglo.graph.store.build.write_release", broken)
    with pytest.raises(MemoryError):
        build(world.facts, world.root, world.ontology)
    assert len(told) == 6
    assert dict(told[:3]).keys() == dict(told[3:]).keys()


@pytest.mark.parametrize("library", [None, SimpleNamespace()], ids=["none", "another"])
def test_another_library_is_left_alone(world: World, library: object, monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(_: object) -> object:
        if library is None:
            raise OSError
        return library

    monkeypatch.setattr(ctypes, "CDLL", opened)
    assert build(world.facts, world.root, world.ontology).marker.quads > 0
