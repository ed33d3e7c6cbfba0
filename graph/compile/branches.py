"""Rules taken apart: each way in which a rule can give something, and the quads that it looks at on that way.

A rule is taken apart where it is a plain one: a CONSTRUCT over triples, the branches of one UNION before all else, BIND
and FILTER. rdflib reads it (https://rdflib.readthedocs.io), which is the only SPARQL parser in Python that gives the
algebra; the engine gives none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

import pyoxigraph as ox

from .. import namespaces as ns
from .rules import OWN_WORK

Pattern = tuple[str, str, str]
"""Subject, predicate and object: `?name`, or a term as N-Triples write it."""


class TooInvolved(Exception):
    """A rule that is no plain one, or work that is not worth a short way."""


class Branch(NamedTuple):
    """One way in which a rule can give something.

    Attributes:
        text: the query of this way alone.
        looks: what it looks at.
        lacks: what must not be there.
        fact: the fact that it gives.
    """

    text: str
    looks: tuple[Pattern, ...]
    lacks: tuple[Pattern, ...]
    fact: Pattern

    @classmethod
    def of(cls, kept: Sequence[Any]) -> Branch:
        """A branch that was kept as JSON."""
        text, looks, lacks, fact = kept
        return cls(text, tuple(map(tuple, looks)), tuple(map(tuple, lacks)), tuple(fact))

    def bound(self, values: Mapping[str, str]) -> str:
        """The query with terms in the place of some variables.

        Raises:
            TooInvolved: one of them is none that a pattern binds.
        """
        if not values.keys() <= {each for pattern in self.looks for each in pattern if each.startswith("?")}:
            raise TooInvolved("a variable that is computed")
        text = _BOUND.sub(lambda found: "true" if f"?{found[1]}" in values else found[0], self.text)
        return _VARIABLE.sub(lambda found: values.get(f"?{found[1]}", found[0]), text)


_BOUND = re.compile(r"\bBOUND\s*\(\s*[?$](\w+)\s*\)", re.IGNORECASE)
_VARIABLE = re.compile(r"[?$](\w+)")
_COMMENT = re.compile(r"(<[^<>\s]*>|\"[^\"\n]*\")|#[^\n]*")
_PLAIN = frozenset({"Project", "Filter", "Extend"})
_DERIVATION = f"<{ns.ONTOLOGY}Derivation>"
_NODES = frozenset({_DERIVATION, f"<{ns.ONTOLOGY}Entry>"})
_STATES = tuple(f"<{ns.ONTOLOGY}{name}>" for name in ("subject", "relation", "object"))
_RULE = f"<{ns.ONTOLOGY}rule>"
GIVEN = frozenset({*_STATES, _RULE, f"<{ns.PROV}wasDerivedFrom>"})
"""What every rule gives, with the fact."""


@lru_cache(maxsize=64)
def branches(text: str) -> tuple[Branch, ...]:
    """The branches of a rule; remembered, as rdflib takes a fifth of a second for those that ship.

    Raises:
        TooInvolved: it is no plain one.
    """
    # The parser keeps what was raised while it tried, and with it the frames of all callers, and all that they hold: an
    # open store, too. A thread of its own has no callers.
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(_branches, text).result()


def _branches(text: str) -> tuple[Branch, ...]:
    from rdflib.plugins.sparql.algebra import translateQuery  # type: ignore[attr-defined, unused-ignore]
    from rdflib.plugins.sparql.parser import parseQuery

    # What the filter leaves out would hide what is sought here.
    bare = OWN_WORK.sub("", _COMMENT.sub(lambda found: found[1] or "", text))
    try:
        algebra = translateQuery(parseQuery(bare), initNs=dict(ns.PREFIXES)).algebra
    except Exception as error:  # the engine reads what rdflib does not, which raises exceptions of several libraries
        raise TooInvolved(str(error)) from error
    if algebra.name != "ConstructQuery" or "\\" in bare or "'" in bare:
        raise TooInvolved("no plain CONSTRUCT")
    ways, queries = list(_ways(algebra.p)), _split(bare)
    if len(ways) != len(queries):
        raise TooInvolved("a UNION that does not stand first")
    lacks = tuple(_lacks(algebra.p))
    fact = _fact([_pattern(triple) for triple in algebra.template])
    return tuple(Branch(query, way, lacks, fact) for query, way in zip(queries, ways, strict=True))


def _fact(gives: Sequence[Pattern]) -> Pattern:
    """The one fact that a rule gives, and of which its derivation tells.

    Raises:
        TooInvolved: it gives others, or no derivation of it.
    """
    nodes = {subject: kind for subject, predicate, kind in gives if predicate == f"<{ns.RDF}type>" and kind in _NODES}
    facts = [each for each in gives if each[0] not in nodes]
    derivations = [subject for subject, kind in nodes.items() if kind == _DERIVATION]
    told = {predicate: target for subject, predicate, target in gives if subject in derivations}
    if len(derivations) != 1 or [tuple(told.get(each) for each in _STATES)] != facts or _RULE not in told:
        raise TooInvolved("a fact that no derivation tells of")
    return facts[0]


def unified(pattern: Pattern, quad: ox.Quad) -> dict[str, str] | None:
    """What the variables of a pattern are where it matches a quad; None if it does not."""
    found: dict[str, str] = {}
    for wanted, term in zip(pattern, (quad.subject, quad.predicate, quad.object), strict=True):
        said = str(term)
        if wanted.startswith("?"):
            if found.setdefault(wanted, said) != said:
                return None
        elif wanted != said:
            return None
    return found


def _pattern(triple: Iterable[Any]) -> Pattern:
    from rdflib import URIRef, Variable

    subject, predicate, target = triple
    if not isinstance(predicate, URIRef):
        raise TooInvolved("a path, or any predicate")
    one, other = (f"?{term}" if isinstance(term, Variable) else term.n3() for term in (subject, target))
    return one, predicate.n3(), _literal(other)


def _literal(written: str) -> str:
    """`true` as the engine writes it: N-Triples know no short forms."""
    if written[0] in '?<"':
        return written
    kind = "boolean" if written in ("true", "false") else "integer"
    return f'"{written}"^^<{ns.XSD}{kind}>'


def _ways(node: Any) -> Iterator[tuple[Pattern, ...]]:  # noqa: ANN401 - rdflib's algebra has no types
    if node.name == "BGP":
        yield tuple(map(_pattern, node.triples))
    elif node.name in _PLAIN:
        yield from _ways(node.p)
    elif node.name == "Join":
        yield from ((*one, *other) for one in _ways(node.p1) for other in _ways(node.p2))
    elif node.name == "Union":
        yield from _ways(node.p1)
        yield from _ways(node.p2)
    else:
        raise TooInvolved(node.name)


def _lacks(node: Any) -> Iterator[Pattern]:  # noqa: ANN401
    """The patterns of all FILTER NOT EXISTS."""
    if node.name == "Filter":
        several = getattr(node.expr, "name", "") == "ConditionalAndExpression"
        for condition in [node.expr.expr, *node.expr.other] if several else [node.expr]:
            if getattr(condition, "name", "") == "Builtin_NOTEXISTS":
                yield from _patterns(condition.graph)
            elif "EXISTS" in repr(condition):
                raise TooInvolved("EXISTS")
    for key in ("p", "p1", "p2"):
        if hasattr(node.get(key), "name"):
            yield from _lacks(node[key])


def _patterns(group: Any) -> Iterator[Pattern]:  # noqa: ANN401
    """The patterns of a group, which rdflib may have translated or not."""
    if group.name == "BGP":
        yield from map(_pattern, group.triples)
    elif group.name == "Join" or "part" not in group:
        for key in ("p1", "p2") if group.name == "Join" else ("p",):
            yield from _patterns(group[key])
    elif any(part.name != "TriplesBlock" for part in group.part):
        raise TooInvolved("EXISTS")
    else:
        for part in group.part:
            for row in part.triples:
                yield from (_pattern(row[at : at + 3]) for at in range(0, len(row), 3))


def _split(text: str) -> list[str]:
    """A query whose WHERE begins with the branches of a UNION, as a query for each."""
    head, _, where = text.partition("WHERE")
    body = where.strip()[1:-1]
    groups = list(_groups(body))
    first = [groups[0]] if groups and not body[: groups[0][0]].strip() else []
    for before, after in pairwise(groups):
        if first and first[-1] == before and body[before[1] : after[0]].strip() == "UNION":
            first.append(after)
    if not first:
        return [text]
    rest = body[first[-1][1] :]
    return [f"{head}WHERE {{ {body[start + 1 : end - 1]} {rest} }}" for start, end in first]


def _groups(body: str) -> Iterator[tuple[int, int]]:
    """Where the outermost braces open and close."""
    depth, start = 0, 0
    for place, letter in enumerate(body):
        if letter == "{":
            start, depth = (start if depth else place), depth + 1
        elif letter == "}":
            depth -= 1
            if not depth:
                yield start, place + 1
