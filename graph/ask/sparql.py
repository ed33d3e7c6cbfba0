"""The SPARQL query that gives the same pairs as a reading, for people who want to go on from there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from .. import namespaces as ns
from ..dates import first_day
from . import kinds
from .claims import FALLEN
from .look import Look
from .patterns import concerns, inside_of, lies_in, of_relations, shown, values
from .reading import ABOUT, DISPUTES, FIGURES, INSTANCES, REFUTED, RELATIONAL, WHO_SAYS, Reading, Slot


def query_for(look: Look, reading: Reading) -> str:
    """A SELECT of `?from` and `?to` with the same pairs as the answer, over claim nodes; prefixes are predeclared.

    Of a question that asks for claims, a SELECT of `?claim`; of one that weighs claims, of those that it weighs; of
    one for what there is, of `?thing`.
    """
    if reading.kind == INSTANCES:
        return _things_query(look, reading)
    if reading.kind not in RELATIONAL:
        return _claims_query(look, reading)
    vocabulary = look.release.vocabulary
    relation = vocabulary.relations[reading.relation]
    hops = reading.hops if relation.transitive else 1
    relations = values("?relation", (ns.ONTOLOGY + n for n in sorted(vocabulary.narrower_relations[relation.name])))
    # What hinders a hindrance does not hinder: chains of an odd number of claims only.
    lengths = range(1, hops + 1, 2 if relation.polarity == "decreases" else 1)
    branches = [_branch(look, reading, relations, length, relation.symmetric) for length in lengths]
    body = "\n  UNION\n".join(f"  {{\n{branch}\n  }}" for branch in branches)
    return f"SELECT DISTINCT ?from ?to WHERE {{\n{body}\n}}\nORDER BY ?from ?to"


def _things_query(look: Look, reading: Reading) -> str:
    """What is named comes first, as for claims: a place, else a class or a thing."""
    among, barred = (
        [ns.ENTITY + each for each in some] for some in (reading.filters.places, reading.filters.not_places)
    )
    lines = list(kinds.kind(reading.kind).query(look, reading))
    if among:
        there = f"{values('?here', among)} ?thing {inside_of(look)} ?here ."
        lines = [there, f"FILTER EXISTS {{ {' '.join(lines)} }}"]
    if barred:
        lines.append(f"FILTER(NOT {lies_in(look, '?thing', barred)})")
    body = "\n".join(f"  {line}" for line in lines)
    return f"SELECT DISTINCT ?thing WHERE {{\n{body}\n}}\nORDER BY ?thing"


def _claims_query(look: Look, reading: Reading) -> str:
    """What is rare comes first, found from what is named; the rest is asked of each claim that was found, by itself.

    A filter is nested wherever it could be begun at another end than the claim: the engine plans the patterns of one
    group without knowing what is bound when it gets there, and would begin, for each claim, with all of a country.
    """
    lines = list(_weighed(look, reading))
    lines += ["FILTER EXISTS { ?claim a agglo:Claim }"] if lines else ["?claim a agglo:Claim ."]
    lines += _claim_filters(look, reading, "?claim")
    lines += _claim_narrowing(look, reading)
    body = "\n".join(f"  {line}" for line in lines if line)
    return f"SELECT DISTINCT ?claim WHERE {{\n{body}\n}}\nORDER BY ?claim"


def _weighed(look: Look, reading: Reading) -> Iterator[str]:
    """The lines by which `?claim` is one of the claims that a question without filters asks for or weighs."""
    vocabulary, kind, subject = look.release.vocabulary, reading.kind, reading.subject.entity
    if kind in kinds.NAMES:
        yield from kinds.kind(kind).query(look, reading)
        return
    if kind in (DISPUTES, REFUTED):
        statuses = sorted(vocabulary.choices["status"].items())
        if kind == DISPUTES:
            yield "{ ?claim agglo:evidence ?against . ?against agglo:direction direction:disputes }"
            unsettled = (each.iri for name, each in statuses if name != "accepted")
            yield f"UNION {{ {values('?open', unsettled)} ?claim agglo:status ?open }}"
        else:
            fallen = (each.iri for name, each in statuses if name in FALLEN)
            yield f"{values('?fallen', fallen)} ?claim agglo:status ?fallen ."
        if subject:
            yield f"FILTER({concerns(look, shown(ns.ENTITY + subject))})"
        return
    if subject:
        yield values("?about", [ns.ENTITY + subject])
    yield "?claim agglo:subject|agglo:object ?about ." if kind == ABOUT else "?claim agglo:subject ?about ."
    if reading.object.entity:
        yield values("?object", [ns.ENTITY + reading.object.entity])
        yield "?claim agglo:object ?object ."
    if kind in (FIGURES, WHO_SAYS):
        narrower = vocabulary.narrower_relations
        yield from of_relations(narrower[reading.relation] if reading.relation else vocabulary.of_kind("attribute"))


def _claim_narrowing(look: Look, reading: Reading) -> list[str]:
    """The filters on mechanisms and places, for a claim by itself."""

    def there(places: list[str]) -> str:
        return _named_in(look, "?claim agglo:subject|agglo:object|agglo:where", places)

    return [*_mechanism_filters(look, reading, ["?claim"]), *_in_and_out(reading, there)]


def _named_in(look: Look, named: str, places: list[str]) -> str:
    """The condition that something which a claim names, told by its first terms, lies in one of some places."""
    return f"EXISTS {{ {named} ?placed . FILTER {lies_in(look, '?placed', places)} }}"


def _in_and_out(reading: Reading, there: Callable[[list[str]], str]) -> Iterator[str]:
    """The filters on places, as `answer.in_and_out` has them; `there` gives the condition of being in one of some."""
    for sign, places in (("", reading.filters.places), ("!", reading.filters.not_places)):
        if places:
            yield f"FILTER({sign}({there([ns.ENTITY + place for place in places])}))"


def _branch(look: Look, reading: Reading, relations: str, length: int, symmetric: bool) -> str:
    nodes = ["?from", *(f"?via{i}" for i in range(1, length)), "?to"]
    lines = [*_slot(look, "?from", reading.subject), *_slot(look, "?to", reading.object)]
    for step in range(1, length + 1):
        claim, name = f"?claim{step}", f"?relation{step}"
        ends = (
            (
                "agglo:subject|agglo:object",
                "agglo:object|agglo:subject",
            )
            if symmetric
            else ("agglo:subject", "agglo:object")
        )
        lines.append(f"{claim} {ends[0]} {nodes[step - 1]} ; {ends[1]} {nodes[step]} ;")
        lines.append(f"  agglo:relation {name} ; agglo:status status:accepted .")
        lines.append(relations.replace("?relation", name, 1))
        lines += _claim_filters(look, reading, claim)
    lines += [f"FILTER({a} != {b})" for i, a in enumerate(nodes) for b in nodes[i + 1 :]]
    for step in range(1, length):
        lines += _carries_on(look, step, nodes)
    lines += _path_filters(look, reading, length)
    return "\n".join(f"    {line}" for line in lines if line)


def _carries_on(look: Look, step: int, nodes: list[str]) -> list[str]:
    """The same conditions as `answer.carries_on`, for the steps up to one and the next."""
    lines = []
    for number in range(1, step + 1):
        begun, since = f"?begun{number}_{step + 1}", f"?since{number}_{step + 1}"
        order = f"?claim{number} agglo:when_start_earliest {since} . ?claim{step + 1} agglo:when_start_latest {begun}"
        lines.append(f"FILTER NOT EXISTS {{ {order} . FILTER({begun} < {since}) }}")
    local = [shown(r.iri) for r in look.release.vocabulary.relations.values() if r.local]
    inside = inside_of(look)
    if local:
        shared = f"?shared{step}"
        both = f"{nodes[step - 1]} {inside} {shared} . FILTER EXISTS {{ {nodes[step + 1]} {inside} {shared} }}"
        bound = f"EXISTS {{ {both} FILTER NOT EXISTS {{ {shared} a agglo:Country }} }}"
        lines.append(f"FILTER(?relation{step} NOT IN ({', '.join(local)}) || {bound})")
    between, target = nodes[step], nodes[step + 1]
    conditions = []
    for place, earlier in enumerate(nodes[:step]):
        near = f"?near{step}_{place}"
        both = f"{earlier} {inside} {near} . FILTER EXISTS {{ {target} {inside} {near} }} {_small(near)}"
        conditions.append(f"({_nowhere(earlier, inside)} || EXISTS {{ {both} }})")
    carries = " && ".join(conditions)
    kinds = sorted(n for n, c in look.release.vocabulary.classes.items() if c.placeless or n == "Country")
    wide = f"EXISTS {{ {values(f'?kind{step}', (ns.ONTOLOGY + n for n in kinds))} {between} a ?kind{step} }}"
    far = f"{wide} && {_nowhere(between, inside)} && !{_nowhere(target, inside)}"
    lines.append(f"FILTER(!({far}) || ({carries}))")
    return lines


def _small(place: str) -> str:
    """The filters of a place smaller than a country."""
    return f"FILTER EXISTS {{ {place} a agglo:Place }} FILTER NOT EXISTS {{ {place} a agglo:Country }}"


def _nowhere(node: str, inside: str) -> str:
    """The condition that something lies in no place smaller than a country."""
    place = f"{node}_place"
    return f"(NOT EXISTS {{ {node} {inside} {place} . {_small(place)} }})"


def _slot(look: Look, variable: str, slot: Slot) -> Iterator[str]:
    if slot.entity:
        yield values(variable, [ns.ENTITY + slot.entity])
    elif slot.type:
        yield f"{variable} a {shown(ns.ONTOLOGY + slot.type)} ."
    if slot.places:
        yield f"FILTER {lies_in(look, variable, (ns.ENTITY + place for place in slot.places))}"


def _claim_filters(look: Look, reading: Reading, claim: str) -> Iterator[str]:
    """The filters on a claim by itself, none of which binds anything."""
    filters = reading.filters
    if filters.confidence is not None:
        yield f"FILTER EXISTS {{ {claim} agglo:confidence ?sure . FILTER(?sure > {filters.confidence}) }}"
    if filters.since is not None or filters.until is not None:
        yield f"FILTER EXISTS {{ {claim} agglo:when ?dated }}"
    if filters.since is not None:
        yield f"FILTER NOT EXISTS {{ {claim} agglo:when_end_latest ?ended . FILTER(?ended < {_first(filters.since)}) }}"
    if filters.until is not None:
        last = _last(filters.until)
        yield f"FILTER NOT EXISTS {{ {claim} agglo:when_start_earliest ?started . FILTER(?started > {last}) }}"
    if filters.as_of is not None:
        yield from _held(look, filters.as_of, claim)
    if filters.known_by is not None:
        last = _last(filters.known_by)
        yield _upheld(claim, _of_source(f"agglo:published_start_earliest ?public . FILTER(?public <= {last})"))
    if filters.checked_since is not None:
        day = f'"{first_day(filters.checked_since)}"^^xsd:date'
        yield _upheld(claim, _of_source(f"agglo:checked_on_start_earliest ?checked . FILTER(?checked >= {day})"))
    if filters.sources:
        sources = values("?source", (ns.SOURCE + s for s in filters.sources))
        yield _upheld(claim, f"{sources} ?piece prov:hadPrimarySource ?source")


def _first(year: int) -> str:
    return f'"{year:04d}-01-01"^^xsd:date'


def _last(year: int) -> str:
    return f'"{year:04d}-12-31"^^xsd:date'


def _held(look: Look, year: int, claim: str) -> Iterator[str]:
    """The filters of a claim that was true in a year, as `answer.edge_passes` has it."""
    measured = (ns.ONTOLOGY + name for name in look.release.vocabulary.of_kind("attribute"))
    yield f"FILTER EXISTS {{ {claim} agglo:when_start_earliest ?held_since . FILTER(?held_since <= {_last(year)}) }}"
    figure = f"EXISTS {{ {values('?measured', measured)} {claim} agglo:relation ?measured }}"
    one_day = f"EXISTS {{ {claim} agglo:when_start_latest ?held_begun . FILTER(?held_begun = ?held_until) }}"
    over = f"?held_until < {_first(year)} && ({figure} || !{one_day})"
    yield f"FILTER NOT EXISTS {{ {claim} agglo:when_end_latest ?held_until . FILTER({over}) }}"


def _upheld(claim: str, by: str) -> str:
    """The filter of a claim that some `?piece` of its evidence does not dispute, of which a pattern holds."""
    side = "FILTER NOT EXISTS { ?piece agglo:direction direction:disputes }"
    return f"FILTER EXISTS {{ {claim} agglo:evidence ?piece . {side} FILTER EXISTS {{ {by} }} }}"


def _of_source(condition: str) -> str:
    """The pattern of a `?piece` of evidence with a `?source` that meets a condition."""
    return f"?piece prov:hadPrimarySource ?source . FILTER EXISTS {{ ?source {condition} }}"


def _path_filters(look: Look, reading: Reading, length: int) -> list[str]:
    claims = [f"?claim{step}" for step in range(1, length + 1)]
    nowhere = f"NOT EXISTS {{ ?to {inside_of(look)} ?somewhere . FILTER EXISTS {{ ?somewhere a agglo:Place }} }}"

    def there(places: list[str]) -> str:
        last = _named_in(look, f"{claims[-1]} agglo:where", places)
        return f"{lies_in(look, '?to', places)} || {last} || ({nowhere} && {lies_in(look, '?from', places)})"

    return [*_mechanism_filters(look, reading, claims), *_in_and_out(reading, there)]


def _mechanism_filters(look: Look, reading: Reading, claims: list[str]) -> list[str]:
    filters, lines = reading.filters, []

    def uses(mechanisms: Iterable[str], name: str) -> str:
        any_of = values(name, (ns.ENTITY + m for m in sorted(mechanisms)))
        some = " UNION ".join(f"{{ {claim} agglo:through {name} }}" for claim in claims)
        return f"EXISTS {{ {any_of} {some} }}"

    for number, group in enumerate(filters.through, 1):
        lines.append(f"FILTER {uses(set().union(*(look.with_narrower(m) for m in group)), f'?mechanism{number}')}")
    if filters.not_through:
        barred = set().union(*(look.with_narrower(m) for m in filters.not_through))
        lines.append(f"FILTER NOT {uses(barred, '?barred')}")
    return lines
