"""Derived facts: SPARQL CONSTRUCT rules, run until they add nothing.

A rule file `rules/NAME.rq` constructs the fact and a node for it: `?d a agglo:Derivation ; agglo:rule rule:NAME ;
prov:wasDerivedFrom ?premise`. A rule may look at accepted claims and at derived facts, never at the absence of a
derived fact, so the result does not depend on the order.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox

from .. import namespaces as ns
from ..errors import OntologyError

_ROUNDS = 50


def load_rules(folder: Path) -> dict[str, str]:
    """The text of each rule by its name."""
    return {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.rq"))}


def apply_rules(store: ox.Store, rules: Mapping[str, str]) -> int:
    """Run the rules to a fixpoint.

    Returns:
        How many quads were added.

    Raises:
        OntologyError: a rule does not parse, is no CONSTRUCT, makes blank nodes, or the rules do not come to an end.
    """
    added = 0
    for _ in range(_ROUNDS):
        before = added
        for name, text in rules.items():
            try:
                result = store.query(text, prefixes=dict(ns.PREFIXES))
            except SyntaxError as error:
                raise OntologyError(f"rule `{name}`: {error}") from error
            if not isinstance(result, ox.QueryTriples):
                raise OntologyError(f"rule `{name}` is no CONSTRUCT")
            quads = [ox.Quad(t.subject, t.predicate, t.object) for t in result]
            if any(isinstance(term, ox.BlankNode) for quad in quads for term in (quad.subject, quad.object)):
                # A new one each time: the rule would never come to an end, and no two builds would be equal.
                raise OntologyError(f"rule `{name}` makes blank nodes", "give them an IRI with BIND")
            new = [quad for quad in quads if quad not in store]
            store.extend(new)
            added += len(set(new))
        if added == before:
            return added
    raise OntologyError(f"the rules still add facts after {_ROUNDS} rounds")
