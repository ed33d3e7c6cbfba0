"""`graph.light` makes what `dataclasses` makes: each case is tried with both."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from functools import cached_property
from types import ModuleType
from typing import Any

import pytest

from agglo.graph import light
from agglo.graph.ask.look import Look
from agglo.graph.ask.reading import Filters, Reading, Slot

BOTH = pytest.mark.parametrize("by", [light, dataclasses], ids=["light", "dataclasses"])


def point(by: ModuleType) -> Any:
    @by.dataclass(frozen=True)
    class Point:
        x: int
        y: int = 0
        tags: list[str] = by.field(default_factory=list)
        note: str = by.field(default="", repr=False, compare=False)
        turn: Callable[[int], int] = lambda n: -n

        @cached_property
        def far(self) -> int:
            return self.x + self.y

        def __hash__(self) -> int:
            return hash((self.x, self.y))

    return Point


def below(by: ModuleType) -> Any:
    @by.dataclass(frozen=True)
    class Solid(point(by)):  # type: ignore[misc]
        z: int = 7

    return Solid


@BOTH
def test_values_by_place_by_name_and_by_default(by: ModuleType) -> None:
    found = point(by)(1, tags=["a"])
    assert (found.x, found.y, found.tags, found.note, found.turn(3), found.far) == (1, 0, ["a"], "", -3, 1)
    assert point(by)(1).tags == [] and point(by)(1).tags is not point(by)(1).tags
    solid = below(by)(1, 2, [], "n", abs, 3)
    assert (solid.x, solid.y, solid.z, solid.turn(-3)) == (1, 2, 3, 3)
    assert below(by)(1).z == 7


@BOTH
@pytest.mark.parametrize(
    ("args", "given"), [((), {}), ((1, 2, [], "", abs, 6), {}), ((1,), {"x": 1}), ((1,), {"q": 1}), ((), {"y": 1})]
)
def test_wrong_calls_are_errors(by: ModuleType, args: tuple[Any, ...], given: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        point(by)(*args, **given)


@BOTH
def test_equal_by_value_within_one_class(by: ModuleType) -> None:
    kind = point(by)
    one = kind(1, 2, [], "x", abs)
    assert one == kind(1, 2, [], "y", abs) and one != kind(1, 3, [], "x", abs)
    assert one != (1, 2) and one != below(by)(1, 2, [], "x", abs)
    assert hash(one) == hash((1, 2))


@BOTH
def test_shown_with_its_fields(by: ModuleType) -> None:
    shown = repr(point(by)(1, 2, ["a"], "hidden", None))
    assert shown.endswith("Point(x=1, y=2, tags=['a'], turn=None)")


@BOTH
def test_frozen(by: ModuleType) -> None:
    found = point(by)(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.x = 2
    with pytest.raises(dataclasses.FrozenInstanceError):
        del found.x
    assert found.x == 1


@BOTH
def test_what_can_change_has_no_hash(by: ModuleType) -> None:
    @by.dataclass
    class Sum:
        total: int = 0
        seen: set[int] = by.field(default_factory=set)

        def __post_init__(self) -> None:
            self.total += 1

    kind: Any = Sum
    found = kind(1)
    found.total += 1
    assert found == kind(2) and found.total == 3
    with pytest.raises(TypeError, match="unhashable"):
        hash(found)


@BOTH
def test_without_equality_each_is_its_own(by: ModuleType) -> None:
    @by.dataclass(frozen=True, eq=False)
    class Term:
        name: str

    kind: Any = Term
    one = kind("a")
    assert one != kind("a") and {one: 1}[one] == 1


def test_a_hash_of_the_fields_that_are_compared() -> None:
    assert hash(Slot("a", "B", ("c",))) == hash(("a", "B", ("c",)))
    assert len({Reading("about", "", Slot("a"), Slot()), Reading("about", "", Slot("a"), Slot())}) == 1


@pytest.mark.parametrize("replace", [light.replace, dataclasses.replace])
def test_replaced(replace: Callable[..., Reading]) -> None:
    reading = Reading("about", "", Slot("a"), Slot(), hops=4)
    changed = replace(reading, language="zh-Hans")
    assert (changed.language, changed.hops, changed.subject) == ("zh-Hans", 4, Slot("a"))
    assert reading.language == "en"
    with pytest.raises(TypeError):
        replace(reading, nothing=1)


def test_dataclasses_knows_it() -> None:
    assert dataclasses.is_dataclass(Filters)
    assert [each.name for each in dataclasses.fields(Filters)] == [each.name for each in light.fields(Filters)]
    assert dataclasses.asdict(Slot("a")) == {"entity": "a", "type": "", "places": ()}


def test_a_dataclass_below_it() -> None:
    @dataclasses.dataclass(frozen=True)
    class Watching(Look):
        seen: set[str] = dataclasses.field(default_factory=set)

    found = Watching(None, 2010)  # type: ignore[arg-type]
    assert (found.horizon, found.seen) == (2010, set())
    assert dataclasses.replace(found, horizon=2020).horizon == 2020


def test_copied_and_pickled() -> None:
    slot = Slot("a", places=("b",))
    assert copy.copy(slot) == copy.deepcopy(slot) == pickle.loads(pickle.dumps(slot)) == slot
