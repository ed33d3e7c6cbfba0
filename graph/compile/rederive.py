"""What rules give after some quads have changed, from what they gave before: delete and rederive.

The method is that of Gupta, Mumick and Subrahmanian ("Maintaining views incrementally", SIGMOD 1993). First every fact
that may rest on what went is taken out, with whatever may rest on it in turn; then those that can still be had are put
in again, and all that follows from what is new. A fact is taken and put with all its derivations.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Literal

import pyoxigraph as ox

from .. import namespaces as ns
from . import terms
from .branches import GIVEN, Branch, TooInvolved, branches, unified

_MOST = 3_000  # queries and facts: what takes more is sooner made anew
DERIVED_FROM = terms.node(ns.PROV + "wasDerivedFrom")
_RULE = terms.term("rule")
_STATES = (terms.term("subject"), terms.term("relation"), terms.term("object"))
_ENTRY = terms.term("Entry")

Node = ox.NamedNode


def taken_apart(rules: Iterable[str]) -> list[Branch]:
    """The branches of rules.

    Raises:
        TooInvolved: one is no plain one, or looks for the absence of what one gives.
    """
    found = list(chain.from_iterable(map(branches, rules)))
    given = GIVEN | {branch.fact[1] for branch in found}
    if any(predicate in given for branch in found for _, predicate, _ in branch.lacks):
        raise TooInvolved("the absence of what a rule gives")
    return found


class Rederivation:
    """Brings what rules gave in a store up to date.

    Args:
        old: the store as it was, rules and all.
        new: the store as it is, but for the rules: what they gave in the old one is still there.
        ways: the branches of all rules, as `taken_apart` gives them.
    """

    def __init__(self, old: ox.Store, new: ox.Store, ways: Sequence[Branch]) -> None:
        self._old, self._new = old, new
        self._branches = ways
        self._work = 0
        self.facts: set[ox.Quad] = set()
        self._touched: set[ox.Quad] = set()

    def run(self, gone: Collection[ox.Quad], come: Collection[ox.Quad]) -> None:
        """Bring the new store up to date.

        Args:
            gone: quads that were in the old store and are not in the new one.
            come: quads that are in the new one and were not in the old one.

        Raises:
            TooInvolved: more depends on these than is worth a short way.
        """
        out = self._overdelete(gone, come)
        for quad in out:
            self._new.remove(quad)
        self._touched |= out
        waiting: list[ox.Quad] = []
        for fact in list(self.facts):
            waiting += self._add(self._giving(fact))
        self._insert([*come, *waiting], gone)
        self._drop_entries(out)

    @property
    def gone(self) -> set[ox.Quad]:
        """The quads that rules no longer give."""
        return {quad for quad in self._touched if quad in self._old and quad not in self._new}

    @property
    def come(self) -> set[ox.Quad]:
        """The quads that rules give now."""
        return {quad for quad in self._touched if quad in self._new and quad not in self._old}

    def _overdelete(self, gone: Collection[ox.Quad], come: Collection[ox.Quad]) -> set[ox.Quad]:
        """All that may have rested on what went, or on the absence of what came."""
        out: set[ox.Quad] = set()
        waiting = [*self._instances(gone, "looks"), *self._instances(come, "lacks")]
        while waiting:
            given = self._asked(self._old, waiting.pop())
            for fact in _facts(given) - self.facts:
                self._count()
                self.facts.add(fact)
                quads = {fact, *_nodes(self._old, fact)}
                out |= quads
                waiting += self._instances(quads, "looks")
        return out

    def _insert(self, come: Collection[ox.Quad], gone: Collection[ox.Quad]) -> None:
        """All that follows from what came, or from the absence of what went."""
        waiting = [*self._instances(come, "looks"), *self._instances(gone, "lacks")]
        while waiting:
            fresh = self._add(self._asked(self._new, waiting.pop()))
            waiting += self._instances(fresh, "looks")

    def _add(self, quads: Iterable[ox.Quad]) -> list[ox.Quad]:
        """Put quads into the new store; gives those that were not there."""
        given = set(quads)
        self.facts |= _facts(given)
        fresh = [quad for quad in given if quad not in self._new]
        self._new.extend(fresh)
        self._touched |= given
        return fresh

    def _giving(self, fact: ox.Quad) -> Iterator[ox.Quad]:
        """All that gives a fact in the new store."""
        for branch in self._branches:
            if (values := unified(branch.fact, fact)) is not None:
                yield from self._asked(self._new, branch.bound(values))

    def _instances(self, quads: Iterable[ox.Quad], part: Literal["looks", "lacks"]) -> Iterator[str]:
        """The queries that look at some quads, or at their absence, each at one, with what it binds put in."""
        for quad in quads:
            for branch in self._branches:
                for pattern in getattr(branch, part):
                    if (values := unified(pattern, quad)) is not None:
                        yield branch.bound(_seen_outside(branch, values))

    def _asked(self, store: ox.Store, query: str) -> list[ox.Quad]:
        self._count()
        try:
            result = store.query(query, prefixes=dict(ns.PREFIXES))
        except SyntaxError as error:  # somewhere only a variable may stand
            raise TooInvolved(str(error)) from error
        if not isinstance(result, ox.QueryTriples):
            raise TooInvolved("no CONSTRUCT")
        quads = [ox.Quad(triple.subject, triple.predicate, triple.object) for triple in result]
        if any(isinstance(quad.subject, ox.BlankNode) for quad in quads):
            raise TooInvolved("blank nodes")
        entries = {quad.subject for quad in quads if quad.predicate == terms.TYPE and quad.object == _ENTRY}
        if not entries <= {quad.object for quad in quads if quad.predicate == DERIVED_FROM}:
            raise TooInvolved("an entry that is no premise")
        return quads

    def _count(self) -> None:
        self._work += 1
        if self._work > _MOST:
            raise TooInvolved("much depends on it")

    def _drop_entries(self, out: Iterable[ox.Quad]) -> None:
        """Entries are there as premises: one that is none any more goes."""
        premises = {quad.object for quad in out if quad.predicate == DERIVED_FROM and isinstance(quad.object, Node)}
        for entry in (each for each in premises if ox.Quad(each, terms.TYPE, _ENTRY) in self._new):
            if not any(True for _ in _matching(self._new, None, DERIVED_FROM, entry)):
                for quad in list(_matching(self._new, entry, None, None)):
                    self._new.remove(quad)
                    self._touched.add(quad)


def _seen_outside(branch: Branch, values: Mapping[str, str]) -> dict[str, str]:
    """The values of variables that are more than names within a FILTER NOT EXISTS."""
    outside = {each for pattern in branch.looks for each in pattern}
    return {name: value for name, value in values.items() if name in outside}


def _facts(quads: Collection[ox.Quad]) -> set[ox.Quad]:
    """The facts that derivations among some quads are of."""
    said = {(quad.subject, quad.predicate): quad.object for quad in quads if quad.predicate in _STATES}
    nodes = {quad.subject for quad in quads if quad.predicate == _RULE}
    return {ox.Quad(*(said[node, each] for each in _STATES)) for node in nodes}  # type: ignore[arg-type]


def nodes_of(store: ox.Store, fact: ox.Quad) -> set[Node]:
    """The nodes of a fact's derivations."""
    subject, relation, target = _STATES
    stating = {quad.subject for quad in _matching(store, None, subject, fact.subject)}
    about = {n for n in stating if ox.Quad(n, target, fact.object) in store}
    same = {n for n in about if ox.Quad(n, relation, fact.predicate) in store}
    return {n for n in same if isinstance(n, Node) and any(True for _ in _matching(store, n, _RULE, None))}


def _nodes(store: ox.Store, fact: ox.Quad) -> Iterator[ox.Quad]:
    for node in nodes_of(store, fact):
        yield from _matching(store, node, None, None)


def _matching(store: ox.Store, subject: Any, predicate: Node | None, target: Any) -> Iterator[ox.Quad]:  # noqa: ANN401
    return iter(store.quads_for_pattern(subject, predicate, target, ox.DefaultGraph()))
