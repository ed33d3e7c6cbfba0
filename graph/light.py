# ruff: noqa: ANN001, ANN002, ANN003, ANN201, ANN202, ANN204 - what type checkers see is the real module
"""The part of `dataclasses` that Agglo uses, at a price that a command can pay as it starts.

The standard library writes and compiles six methods for each frozen class, in all three times what Python itself takes
to start (tests/benchmarks/startup.py). Here every class shares the same few, and type checkers see the real module.
Such a class is a dataclass to `dataclasses.replace`, `fields` and `asdict`, and may have one below it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

__all__ = ["dataclass", "field", "fields", "replace"]

if TYPE_CHECKING:
    from dataclasses import dataclass, field, fields, replace
else:
    _MISSING = object()

    class _Field(NamedTuple):
        """What `field` says of one."""

        default: Any = _MISSING
        default_factory: Any = _MISSING
        repr: bool = True
        compare: bool = True
        kw_only: bool = False
        """For type checkers; here every field may be given by name."""
        name: str = ""

    def field(**given):
        """A field that has more to it than a default."""
        return _Field(**given)

    def dataclass(cls=None, /, *, frozen=False, eq=True):
        """A class with a field for each annotation, as `dataclasses.dataclass` makes it."""
        return (lambda each: _made(each, frozen, eq)) if cls is None else _made(cls, frozen, eq)

    def fields(one):
        """The fields of a class or of what it made, in order."""
        return tuple(one.__light_fields__.values())

    def replace(one, /, **changes):
        """The same with other values for some fields."""
        return one.__class__(**{name: getattr(one, name) for name in one.__light_fields__} | changes)

    def _made(cls, frozen, eq):
        found = {}
        for base in reversed(cls.__mro__[1:]):
            found.update(base.__dict__.get("__light_fields__", {}))
        for name in cls.__annotations__:
            given = cls.__dict__.get(name, _MISSING)
            if isinstance(given, _Field):
                if given.default is _MISSING:
                    delattr(cls, name)
                else:
                    setattr(cls, name, given.default)
            else:
                given = _Field(given)
            found[name] = given._replace(name=name)
        methods = {"__init__": _init(cls.__name__, found, hasattr(cls, "__post_init__")), "__repr__": _repr}
        if eq:
            methods |= {"__eq__": _eq, "__hash__": _hash if frozen else None}
        if frozen:
            methods |= {"__setattr__": _refuse, "__delattr__": _refuse}
        for name, method in methods.items():
            # What the class says itself stands; saying `__eq__` alone makes `__hash__` None.
            if name not in cls.__dict__ or (name == "__hash__" and cls.__dict__[name] is None):
                setattr(cls, name, method)
        cls.__light_fields__ = found
        cls.__light_compared__ = tuple(name for name, each in found.items() if each.compare)
        cls.__match_args__ = tuple(found)
        cls.__dataclass_fields__, cls.__dataclass_params__ = _Real("fields"), _Real("params")
        cls.__light_frozen__ = frozen
        return cls

    def _init(kind, found, checked):
        """`__init__`: values by place or by name, the rest by default."""
        names, places = tuple(found), len(found)
        defaults = {name: each.default for name, each in found.items() if each.default is not _MISSING}
        makes = [(name, each.default_factory) for name, each in found.items() if each.default_factory is not _MISSING]
        needed = found.keys() - defaults.keys() - {name for name, _ in makes}

        def __init__(self, /, *args, **given):
            own = self.__dict__
            own.update(defaults)
            if args:
                own.update(zip(names, args))  # noqa: B905 - too many are an error below
            if given:
                if not given.keys().isdisjoint(names[: len(args)]) or not given.keys() <= found.keys():
                    raise TypeError(f"{kind} takes each of {', '.join(names)} once, not {', '.join(given)}")
                own.update(given)
            if len(args) > places or not needed <= own.keys():
                raise TypeError(f"{kind} takes {', '.join(names)}; {', '.join(sorted(needed))} must be given")
            for name, make in makes:
                if name not in own:
                    own[name] = make()
            if checked:
                self.__post_init__()

        return __init__

    def _repr(self):
        shown = (name for name, each in self.__light_fields__.items() if each.repr)
        return f"{self.__class__.__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    def _compared(self):
        return tuple([getattr(self, name) for name in self.__light_compared__])

    def _eq(self, other):
        return _compared(self) == _compared(other) if other.__class__ is self.__class__ else NotImplemented

    def _hash(self):
        return hash(_compared(self))

    def _refuse(self, name, *value):
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot {'assign to' if value else 'delete'} field {name!r}")

    class _Real:
        """What `dataclasses` knows a class by, from an equal class that it made itself, when it is first asked for."""

        def __init__(self, part):
            self._part = part

        def __get__(self, one, kind):
            import dataclasses

            names = kind.__light_fields__
            space = {"__annotations__": dict.fromkeys(names, "Any")}
            for name, each in names.items():
                given = {"repr": each.repr, "compare": each.compare}
                given |= {} if each.default is _MISSING else {"default": each.default}
                given |= {} if each.default_factory is _MISSING else {"default_factory": each.default_factory}
                space[name] = dataclasses.field(**given)
            real = dataclasses.dataclass(frozen=kind.__light_frozen__)(type(kind.__name__, (), space))
            kind.__dataclass_fields__, kind.__dataclass_params__ = real.__dataclass_fields__, real.__dataclass_params__
            return getattr(kind, f"__dataclass_{self._part}__")
