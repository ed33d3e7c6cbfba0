"""The vocabulary: what may be said. `ontology` reads it from the Turtle files.

Everything else (reader, checks, compiler, questions, page, JSON Schema) takes its names, labels and rules from a
`Vocabulary`, so that a class or relation is added by one edit in `ontology/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from .light import dataclass, field, fields

if TYPE_CHECKING:
    import pyoxigraph as ox

Labels = Mapping[str, str]
"""A text in each language, by BCP 47 tag."""

ROOT = "Entity"
_T = TypeVar("_T", bound="Term")


def canonical_tag(tag: str | None) -> str:
    """A BCP 47 tag in its usual spelling; the store keeps tags in lower case.

    >>> canonical_tag("zh-hans")
    'zh-Hans'
    """
    first, *rest = (tag or "").split("-")
    return "-".join([first.lower(), *(p.title() if len(p) == 4 else p.upper() if len(p) == 2 else p for p in rest)])


def in_english(texts: Labels) -> str:
    """The English one of a text's languages, else any; empty if there is none."""
    return texts.get("en") or next(iter(texts.values()), "")


SIGNS: Mapping[str, int] = {"increases": 1, "decreases": -1}
"""The sign of a polarity; what has none is unclear, or not causal."""


@dataclass(frozen=True, eq=False)
class Term:
    """A named term of the ontology.

    Attributes:
        name: the local name, as facts and queries spell it.
        iri: the full IRI.
        label: the label in each language.
        forms: label and other names in each language; the question language reads these.
        definition: what the term means, in English.
    """

    name: str
    iri: str
    label: Labels
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    definition: str = ""


@dataclass(frozen=True, eq=False)
class ClassTerm(Term):
    """A class of entities.

    `ancestors` are its superclasses, nearest first; a `role` is derived, never typed in; what is `placeless` is nowhere
    by nature, such as an idea.
    """

    ancestors: tuple[str, ...] = ()
    colour: str = ""
    shape: str = ""
    role: bool = False
    placeless: bool = False


@dataclass(frozen=True, eq=False)
class RelationTerm(Term):
    """A relation: `kind` is causal, structural, event or attribute; `polarity` is increases, decreases or empty.

    `inverse` is how it reads from its object; `inverse_forms` are all the ways in which it does, as `forms` are.
    """

    kind: str = "structural"
    polarity: str = ""
    parents: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    inverse: Labels = field(default_factory=dict)
    inverse_forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    transitive: bool = False
    symmetric: bool = False
    lifts: bool = False
    functional: bool = False
    local: bool = False
    originates: bool = False

    @property
    def against(self) -> int | None:
        """The sign of a chain of claims that comes to the opposite; None if either sign goes with the relation."""
        sign = SIGNS.get(self.polarity)
        return None if sign is None else -sign


@dataclass(frozen=True, eq=False)
class KeyTerm(Term):
    """A key that a record may have: its value kind, the property it compiles to, and where it may stand."""

    record: str = ""
    keyword: str = ""
    value_kind: str = "text"
    compiles_to: str = ""
    range: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, eq=False)
class ChoiceTerm(Term):
    """One value of a key that takes one of a list; `numbers` are its parameters (sign, weight, error rates)."""

    key: str = ""
    numbers: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class SchemeTerm(Term):
    """A scheme of outside identifiers: the IRI template with `{}` for the identifier, and the pattern it must match."""

    template: str = ""
    pattern: str = ""


@dataclass(frozen=True, eq=False)
class RuleTerm(Term):
    """A rule that makes facts from others; `meaning` is what it says in a line, by language."""

    meaning: Labels = field(default_factory=dict)


REMEMBERED = 4
"""So many vocabularies are remembered, and what builds make of each: who builds again has seldom changed it."""


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All that the ontology says, by name; the same as another only if it is that very one."""

    classes: Mapping[str, ClassTerm]
    relations: Mapping[str, RelationTerm]
    keys: Mapping[str, Mapping[str, KeyTerm]]  # record -> keyword -> key
    choices: Mapping[str, Mapping[str, ChoiceTerm]]  # key -> notation -> choice
    units: Mapping[str, Term]
    schemes: Mapping[str, SchemeTerm]
    words: Mapping[str, Term]
    rules: Mapping[str, RuleTerm] = field(default_factory=dict)
    triples: tuple[ox.Triple, ...] = field(repr=False, default=())

    def is_a(self, name: str, wanted: Iterable[str]) -> bool:
        """Whether class `name` is one of the `wanted` classes or below one of them."""
        lineage = {name, *self.classes[name].ancestors} if name in self.classes else {name}
        return any(each in lineage for each in wanted)

    def of_kind(self, kind: str) -> list[str]:
        """The names of the relations of a kind, sorted."""
        return sorted(name for name, relation in self.relations.items() if relation.kind == kind)

    def relation_lineage(self, name: str) -> tuple[str, ...]:
        """A relation and every relation that it is a kind of."""
        found: list[str] = [name]
        for each in found:
            found += [p for p in self.relations[each].parents if p in self.relations and p not in found]
        return tuple(found)

    @cached_property
    def narrower_relations(self) -> Mapping[str, frozenset[str]]:
        """Each relation with all relations that are a kind of it, itself included."""
        result: dict[str, set[str]] = {name: set() for name in self.relations}
        for name in self.relations:
            for above in self.relation_lineage(name):
                result[above].add(name)
        return {name: frozenset(found) for name, found in result.items()}


_ANSWERS = ("classes", "relations", "choices", "units", "rules")
_LEFT_OUT = ("forms", "inverse_forms", "definition")


def vocabulary_to_json(vocabulary: Vocabulary) -> dict[str, Any]:
    """What answers need of the vocabulary, as plain data: without keys, words, forms and definitions."""
    return {name: _plain(getattr(vocabulary, name)) for name in _ANSWERS}


def _plain(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, Term):
        # What is empty is left out, and comes back as the default.
        found = {each.name: _plain(getattr(value, each.name)) for each in fields(value) if each.name not in _LEFT_OUT}
        return {name: each for name, each in found.items() if each or name in ("name", "iri", "label")}
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    return list(value) if isinstance(value, tuple) else value


def vocabulary_from_json(raw: Mapping[str, Any]) -> Vocabulary:
    """The part of a vocabulary that `vocabulary_to_json` gave."""

    def terms(kind: type[_T], found: Mapping[str, Any]) -> dict[str, _T]:
        return {name: kind(**{k: _tupled(v) for k, v in each.items()}) for name, each in found.items()}

    return Vocabulary(
        classes=terms(ClassTerm, raw["classes"]),
        relations=terms(RelationTerm, raw["relations"]),
        keys={},
        choices={key: terms(ChoiceTerm, choices) for key, choices in raw["choices"].items()},
        units=terms(Term, raw["units"]),
        schemes={},
        words={},
        rules=terms(RuleTerm, raw["rules"]),
    )


def _tupled(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return {name: _tupled(each) for name, each in value.items()}
    return tuple(value) if isinstance(value, list) else value
