"""What hides a path: the filters of a question, and the rules by which accepted claims make a path."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from ..light import dataclass, field, replace
from .answer import edge_passes, obstacle, path_filter
from .claims import claim_views
from .edges import Edge, Path, edges
from .hidden import Hindered, Hindrances, hidden_paths, least
from .inquest import edge_of
from .look import Look
from .reading import Filters, Reading

HOPS, KNOWN_BY = "hops", "known_by"
STATUS, SIGN, RELATION, ORDER, PLACE = "status", "sign", "relation", "order", "place"
_TOGETHER = 2
RULES = (STATUS, SIGN, RELATION, ORDER, PLACE)
"""The rules of paths: accepted claims only; of the relation's sign; of its kinds; causes first; where they hold."""


@dataclass(frozen=True)
class World:
    """The claims that may make paths for a reading, and what hides them.

    Attributes:
        look: the release, as it was known by some year or as it is.
        reading: the question, with a relation.
        given_up: what does not count here as a hindrance and is one of every path: the year by which things are known.
    """

    look: Look
    reading: Reading
    given_up: Hindered = frozenset()

    def claims(self) -> tuple[list[Edge], set[str]]:
        """Every causal claim between two things, and the ids of those that are not accepted."""
        look = self.look
        causal = set(look.release.vocabulary.of_kind("causal"))
        accepted = edges(look, causal)
        views = claim_views(look, look.release.index.disputed())
        others = [edge_of(v) for v in views if v.status != "accepted" and v.object and v.relation in causal]
        every = [*accepted, *others]
        if look.horizon is not None:
            known = Filters(known_by=look.horizon)
            every = [edge for edge in every if edge_passes(edge, known, look)]
        return every, {edge.claim for edge in others}

    def hindrances(self, unaccepted: Collection[str]) -> Hindrances:
        """What hides paths over these claims."""
        look, filters = self.look, single_filters(self.reading)
        of_paths = {name: path_filter(look, each) for name, each in filters.items() if name not in _OF_CLAIMS}
        of_claims = {name: each for name, each in filters.items() if name in _OF_CLAIMS and name != KNOWN_BY}
        vocabulary = look.release.vocabulary
        relation = vocabulary.relations[self.reading.relation]
        relations = vocabulary.narrower_relations[relation.name]
        kept: dict[str, Hindered] = {}

        def of_claim(edge: Edge) -> Hindered:
            if edge.claim not in kept:
                names = {name for name, each in of_claims.items() if not edge_passes(edge, each, look)}
                kept[edge.claim] = frozenset(names | ({STATUS} if edge.claim in unaccepted else set()))
            return kept[edge.claim]

        def of_step(trail: Sequence[Edge], edge: Edge) -> Hindered:
            return frozenset(filter(None, (obstacle(look, trail, edge),)))

        def of_length(length: int) -> Hindered:
            return self.given_up | ({HOPS} if length > self.reading.hops else frozenset())

        def of_path(path: Path) -> Hindered:
            names = {name for name, passes in of_paths.items() if not passes(path)}
            of_kind = relation.transitive or len(path.edges) == 1
            if path.sign == relation.against:
                names.add(SIGN)
            elif not of_kind or any(edge.relation not in relations for edge in path.edges):
                names.add(RELATION)
            return frozenset(names)

        return Hindrances(of_claim, of_step, of_length, of_path)


_OF_CLAIMS = frozenset({"period", "as_of", KNOWN_BY, "checked_since", "sources", "confidence"})


def single_filters(reading: Reading) -> dict[str, Filters]:
    """Each filter of a reading by itself, by name; of mechanisms that are required, each group by itself."""
    given = reading.filters
    found = {f"through-{number}": Filters(through=(group,)) for number, group in enumerate(given.through, 1)}
    found |= {name: replace(Filters(), **{name: getattr(given, name)}) for name in _PLAIN if name in given.given()}
    if {"since", "until"} & given.given():
        found["period"] = Filters(since=given.since, until=given.until)
    return {name: found[name] for name in sorted(found, key=_order)}


_PLAIN = ("not_through", "places", "not_places", "as_of", KNOWN_BY, "checked_since", "sources", "confidence")
_NAMES = ("through", *_PLAIN[:3], "period", *_PLAIN[3:])


def _order(name: str) -> tuple[int, str]:
    return _NAMES.index(name.partition("-")[0]), name


@dataclass
class Findings:
    """What hides the paths between the two ends of a question.

    Attributes:
        hidden: the least sets of what hides a path, each with the best one and the look that sees it.
        claims: every causal claim, whatever its state.
        kept: those of the relation that pass the filters on claims.
        looked_at: how many chains were looked at.
        cut: the length of chain at which a search had taken all its steps; 0 if every one came to its end.
    """

    hidden: dict[Hindered, tuple[Look, Path]] = field(default_factory=dict)
    claims: list[Edge] = field(default_factory=list)
    kept: list[Edge] = field(default_factory=list)
    looked_at: int = 0
    cut: int = 0


def what_hides(look: Look, reading: Reading) -> Findings:
    """All sets of filters that hide a path, sets of two filters or rules, and larger ones only if there is no other."""
    asked = frozenset({*single_filters(reading), HOPS})
    found = Findings()
    places: list[tuple[Look, list[Edge], Hindrances]] = []
    for world in _worlds(look, reading):
        claims, unaccepted = world.claims()
        hindrances = world.hindrances(unaccepted)
        if not places:
            relations = look.release.vocabulary.narrower_relations[reading.relation]
            found.kept = [e for e in claims if e.relation in relations and not hindrances.of_claim(e)]
        places.append((world.look, claims, hindrances))
        found.claims = claims

    def seek(wanted: Callable[[Hindered], bool]) -> None:
        for seen, claims, hindrances in places:
            search = hidden_paths(claims, reading.subject.entity, reading.object.entity, hindrances, wanted)
            found.looked_at += search.looked_at
            found.cut = found.cut or search.cut
            for each, path in search.paths.items():
                found.hidden.setdefault(each, (seen, path))

    seek(lambda hindered: len(hindered) <= _TOGETHER or hindered <= asked)
    if not found.hidden:
        seek(lambda hindered: True)
    found.hidden = least(found.hidden)
    return found


def _worlds(look: Look, reading: Reading) -> Iterator[World]:
    yield World(look, reading)
    if reading.filters.known_by is not None:
        yield World(Look(look.release), reading, frozenset({KNOWN_BY}))
