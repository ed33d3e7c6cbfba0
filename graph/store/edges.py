"""The table of edges: every accepted claim between two entities, in columns, beside the store.

Path questions look at all edges of a family of relations. Reading them from this table takes a tenth of what a SPARQL
query for the same takes (tests/benchmarks/startup.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..compile.belief import Belief
    from ..records import Facts
    from ..vocabulary import Vocabulary

COLUMNS = ("claim", "subject", "relation", "object", "sign", "confidence", "since", "begun", "until", "dated")
_SIGNS = {"increases": 1, "decreases": -1}


def edge_table(facts: Facts, vocabulary: Vocabulary, beliefs: dict[str, Belief]) -> dict[str, list[Any]]:
    """The columns, with the claims in the order of their ids; see `ask.edges.Edge` for what each means."""
    from ..dates import bounds

    columns: dict[str, list[Any]] = {name: [] for name in COLUMNS}
    for id_ in sorted(facts.claims):
        claim = facts.claims[id_]
        if "object" not in claim.values or claim.get("status", "accepted") != "accepted":
            continue
        polarity = claim.get("polarity") or vocabulary.relations[claim["relation"]].polarity
        limits = bounds(claim["when"]) if "when" in claim.values else None
        row = (
            id_,
            claim["subject"],
            claim["relation"],
            claim["object"],
            _SIGNS.get(polarity, 0),
            beliefs[id_].confidence,
            (limits and limits.start_earliest) or "",
            (limits and limits.start_latest) or "",
            (limits and limits.end_latest) or "",
            limits is not None,
        )
        for name, value in zip(COLUMNS, row, strict=True):
            columns[name].append(value)
    return columns
