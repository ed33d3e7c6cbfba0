"""The SPARQL query that gives the same pairs as a reading, for people who want to go on from there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .. import namespaces as ns
from ..dates import first_day
from . import kinds
from .look import Look
from .patterns import inside_of, of_relations, shown, values
from .reading import ABOUT, DISPUTES, FIGURES, RELATIONAL, WHO_SAYS, Reading, Slot


def query_for(look: Look, reading: Reading) -> str:
    """A SELECT of `?from` and `?to` with the same pairs as the answer, over claim nodes; prefixes are predeclared.

    Of a question that asks for claims, a SELECT of `?claim`; of one that weighs claims, of those that it weighs.
    """
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


def _claims_query(look: Look, reading: Reading) -> str:
    vocabulary, kind = look.release.vocabulary, reading.kind
    lines = ["?claim a agglo:Claim ."]
    about = values("?about", [ns.ENTITY + reading.subject.entity]) if reading.subject.entity else ""
    if kind in kinds.NAMES:
        lines += kinds.kind(kind).query(look, reading)
    elif kind == DISPUTES:
        against = "?claim agglo:evidence/agglo:direction direction:disputes"
        lines += [f"FILTER(EXISTS {{ {against} }} || NOT EXISTS {{ ?claim agglo:status status:accepted }})"]
        lines += concerning(look, shown(ns.ENTITY + reading.subject.entity)) if about else []
    elif kind == ABOUT:
        lines += [about, "?claim agglo:subject|agglo:object ?about ."]
    else:
        lines += [about, "?claim agglo:subject ?about ."]
        if reading.object.entity:
            lines += [values("?object", [ns.ENTITY + reading.object.entity]), "?claim agglo:object ?object ."]
    if kind in (FIGURES, WHO_SAYS):
        narrower = vocabulary.narrower_relations
        lines += of_relations(narrower[reading.relation] if reading.relation else vocabulary.of_kind("attribute"))
    lines += _claim_filters(look, reading, "?claim", 1)
    lines += _claim_narrowing(look, reading)
    body = "\n".join(f"  {line}" for line in lines if line)
    return f"SELECT DISTINCT ?claim WHERE {{\n{body}\n}}\nORDER BY ?claim"


def concerning(look: Look, about: str) -> list[str]:
    """What `inquest` takes to be about a thing."""
    inside, names = inside_of(look), "agglo:subject|agglo:object|agglo:through"
    nowhere = "FILTER NOT EXISTS { ?claim agglo:where ?some }"
    return [
        f"{{ ?claim {names} {about} }}",
        f"UNION {{ ?named {inside} {about} . ?claim agglo:where ?named }}",
        f"UNION {{ ?named {inside} {about} . ?claim {names} ?named . {nowhere} }}",
    ]


def _claim_narrowing(look: Look, reading: Reading) -> list[str]:
    """The filters on mechanisms and places, for a claim by itself."""
    lines = _mechanism_filters(look, reading, ["?claim"])
    named = f"?placed {inside_of(look)} ?place . ?claim agglo:subject|agglo:object|agglo:where ?placed ."
    return [*lines, *_in_and_out(reading, named)]


def _in_and_out(reading: Reading, placed: str) -> Iterator[str]:
    """The filters on places, as `answer.in_and_out` has them; `placed` is the pattern of lying in `?place`."""
    filters = reading.filters
    for wanted, places in (("EXISTS", filters.places), ("NOT EXISTS", filters.not_places)):
        if places:
            yield f"FILTER {wanted} {{ {values('?place', (ns.ENTITY + place for place in places))} {placed} }}"


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
        lines += _claim_filters(look, reading, claim, step)
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
        both = f"{nodes[step - 1]} {inside} {shared} . {nodes[step + 1]} {inside} {shared}"
        bound = f"EXISTS {{ {both} . FILTER NOT EXISTS {{ {shared} a agglo:Country }} }}"
        lines.append(f"FILTER(?relation{step} NOT IN ({', '.join(local)}) || {bound})")
    between, target = nodes[step], nodes[step + 1]
    conditions = []
    for place, earlier in enumerate(nodes[:step]):
        near = f"?near{step}_{place}"
        both = f"{earlier} {inside} {near} . {target} {inside} {near} . {_small(near)}"
        conditions.append(f"({_nowhere(earlier, inside)} || EXISTS {{ {both} }})")
    carries = " && ".join(conditions)
    kinds = sorted(n for n, c in look.release.vocabulary.classes.items() if c.placeless or n == "Country")
    wide = f"EXISTS {{ {values(f'?kind{step}', (ns.ONTOLOGY + n for n in kinds))} {between} a ?kind{step} }}"
    far = f"{wide} && {_nowhere(between, inside)} && !{_nowhere(target, inside)}"
    lines.append(f"FILTER(!({far}) || ({carries}))")
    return lines


def _small(place: str) -> str:
    """The pattern of a place smaller than a country."""
    return f"{place} a agglo:Place . FILTER NOT EXISTS {{ {place} a agglo:Country }}"


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
        around = f"{variable}_in"
        places = values(around, (ns.ENTITY + place for place in slot.places))
        yield f"FILTER EXISTS {{ {places} {variable} {inside_of(look)} {around} }}"


def _claim_filters(look: Look, reading: Reading, claim: str, step: int) -> list[str]:
    filters, lines = reading.filters, []
    if filters.confidence is not None:
        lines.append(f"{claim} agglo:confidence ?confidence{step} . FILTER(?confidence{step} > {filters.confidence})")
    if filters.since is not None or filters.until is not None:
        lines.append(f"{claim} agglo:when ?when{step} .")
    if filters.since is not None:
        day = f'"{filters.since:04d}-01-01"^^xsd:date'
        lines.append(f"FILTER NOT EXISTS {{ {claim} agglo:when_end_latest ?end{step} . FILTER(?end{step} < {day}) }}")
    if filters.until is not None:
        day = f'"{filters.until:04d}-12-31"^^xsd:date'
        lines.append(
            f"FILTER NOT EXISTS {{ {claim} agglo:when_start_earliest ?start{step} . FILTER(?start{step} > {day}) }}"
        )
    if filters.as_of is not None:
        lines += _held(look, filters.as_of, claim, step)
    if filters.known_by is not None:
        lines.append(f"FILTER EXISTS {{ {_public(claim, filters.known_by)} }}")
    if filters.checked_since is not None:
        lines.append(f"FILTER EXISTS {{ {_checked(claim, filters.checked_since)} }}")
    if filters.sources:
        sources = values(f"?source{step}", (ns.SOURCE + s for s in filters.sources))
        lines.append(
            f"FILTER EXISTS {{ {sources} {claim} agglo:evidence ?evidence{step} . ?evidence{step} "
            f"prov:hadPrimarySource ?source{step} ; agglo:direction ?direction{step} . "
            f"FILTER(?direction{step} != direction:disputes) }}"
        )
    return lines


def _held(look: Look, year: int, claim: str, step: int) -> list[str]:
    """The condition that a claim was true in a year, as `answer.edge_passes` has it."""
    measured = (ns.ONTOLOGY + name for name in look.release.vocabulary.of_kind("attribute"))
    since, begun, until = (f"?{name}{step}_then" for name in ("since", "begun", "until"))
    figure = f"EXISTS {{ {values(f'?figure{step}', measured)} {claim} agglo:relation ?figure{step} }}"
    return [
        f'{claim} agglo:when_start_earliest {since} . FILTER({since} <= "{year:04d}-12-31"^^xsd:date)',
        f"FILTER NOT EXISTS {{ {claim} agglo:when_end_latest {until} . "
        f'FILTER({until} < "{year:04d}-01-01"^^xsd:date && '
        f"({figure} || NOT EXISTS {{ {claim} agglo:when_start_latest {begun} . FILTER({begun} = {until}) }})) }}",
    ]


def _public(claim: str, year: int) -> str:
    """The pattern of a claim for which something spoke by the end of a year."""
    return (
        f"{claim} agglo:evidence ?known . ?known agglo:direction ?for ; prov:hadPrimarySource ?witness . "
        f"?witness agglo:published_start_earliest ?public . "
        f'FILTER(?for != direction:disputes && ?public <= "{year:04d}-12-31"^^xsd:date)'
    )


def _checked(claim: str, since: str) -> str:
    """The pattern of a claim that a source supports which was checked since a day."""
    return (
        f"{claim} agglo:evidence ?read . ?read agglo:direction ?side ; prov:hadPrimarySource ?page . "
        f"?page agglo:checked_on_start_earliest ?checked . "
        f'FILTER(?side != direction:disputes && ?checked >= "{first_day(since)}"^^xsd:date)'
    )


def _path_filters(look: Look, reading: Reading, length: int) -> list[str]:
    claims = [f"?claim{step}" for step in range(1, length + 1)]
    lines = _mechanism_filters(look, reading, claims)
    inside = inside_of(look)
    nowhere = f"FILTER NOT EXISTS {{ ?to {inside} ?somewhere . ?somewhere a agglo:Place }}"
    either = (
        f"{{ ?to {inside} ?place }} UNION {{ {claims[-1]} agglo:where/{inside} ?place }} "
        f"UNION {{ ?from {inside} ?place . {nowhere} }}"
    )
    return [*lines, *_in_and_out(reading, either)]


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
