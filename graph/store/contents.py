"""What the index of a release holds, row by row."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Any

from ..compile import terms
from ..compile.belief import Belief
from ..compile.chinese import with_converted
from ..compile.derivations import Derivation
from ..dates import bounds
from ..records import Facts, Record
from ..vocabulary import REMEMBERED, SIGNS, Vocabulary, vocabulary_to_json
from .lexicon import NAMES

_SOURCE = (
    *("title", "author", "publisher", "published", "kind", "interest", "url", "derived_from", "same_study"),
    "checked_on",
)
_TEXTS = ("reason", "measure", "condition", "hedge")

Row = tuple[Any, ...]
Table = tuple[str, Iterable[Row]]
"""The name of a table and rows of it."""


def derived_tables(
    release: str, roles: Iterable[tuple[str, str]], derivations: Iterable[Derivation]
) -> Iterator[Table]:
    """What can be told only when the rules have run.

    Args:
        release: the id of the release.
        roles: pairs of a role and an entity that has it by a rule.
        derivations: the ways in which the rules gave facts.
    """
    yield "text", [("release", text(release))]
    yield from given(roles)
    yield "derivation", rows_of(sorted(derivations, key=attrgetter("fact", "id")))


def rows_of(derivations: Iterable[Derivation]) -> Iterator[Row]:
    """The rows of derivations."""
    return ((*way.fact, way.id, way.rule, text(way.premises)) for way in derivations)


def given(classes: Iterable[tuple[str, str]]) -> Iterator[Table]:
    """The rows of pairs of a class or role and an entity that has it."""
    pairs = sorted(classes)
    yield "instance", pairs
    yield "role", sorted((id_, name) for name, id_ in pairs)


@dataclass(frozen=True)
class Contents:
    """All that the index is made from but for what is derived.

    Attributes:
        facts: the records.
        vocabulary: the ontology.
        groups: for each source the name of its group, see `compile.belief`.
        beliefs: the belief in each claim.
        positions: `files`, and `records` by `kind/id`: number of the file and line.
        lexicon: as `store.lexicon` makes it.
    """

    facts: Facts
    vocabulary: Vocabulary
    groups: Mapping[str, str]
    beliefs: Mapping[str, Belief]
    positions: Mapping[str, Any]
    lexicon: Mapping[str, Any]

    def tables(self) -> Iterator[Table]:
        """The name and the rows of each table, in the order of their keys, which SQLite takes fastest."""
        claims = sorted(self.facts.claims.items())
        entities = sorted(self.facts.entities.items())
        yield "text", sorted(self._texts())
        yield "entity", ((id_, e["type"], text(with_converted(e["label"]))) for id_, e in entities)
        yield from given(self._classes())
        yield "above", sorted(set(self._above()))
        yield "source", sorted(self._sources())
        outlines: list[Row] = []
        yield "claim", self._claims(claims, outlines)
        yield "outline", outlines
        yield "site", sorted((id_, place) for id_, claim in claims for place in set(claim.get("where", ())))
        yield "mention", sorted(set(self._mentions()))
        yield "through", sorted((each, id_) for id_, claim in claims for each in claim.get("through", ()))
        yield "member", ((f, place, m) for f, e in entities for place, m in enumerate(e.get("members", ()), 1))
        yield "point", ((id_, *entity["point"]) for id_, entity in entities if "point" in entity.values)
        yield "disputed", sorted(self._disputed())
        yield "line", sorted(self._lines())
        yield "phrase", self._phrases()
        edges = sorted(self._edges())
        yield "edge", edges
        yield "text", [("edges", text(Counter(f"{relation} {sign}" for _, _, relation, _, sign, *_ in edges)))]

    def _texts(self) -> Iterator[Row]:
        yield "vocabulary", _told(self.vocabulary)
        yield "characters", text([self.lexicon["traditional"], self.lexicon["simplified"]])
        # The vocabulary's own phrases are few and every question needs them all: one text, read at once.
        yield "phrases", text({kind: table for kind, table in self.lexicon["tables"].items() if kind not in NAMES})

    def _claims(self, claims: Iterable[tuple[str, Record]], outlines: list[Row]) -> Iterator[Row]:
        """The rows of claims; the outline of each is added to `outlines`, as its card is made once."""
        for id_, claim in claims:
            card = self._card(claim)
            outlines.append(outline(id_, card))
            yield id_, text(card)

    def _classes(self) -> Iterator[tuple[str, str]]:
        for id_, entity in self.facts.entities.items():
            for name in (entity["type"], *self.vocabulary.classes[entity["type"]].ancestors):
                yield name, id_

    def _above(self) -> Iterator[Row]:
        for id_, entity in self.facts.entities.items():
            if within := entity.get("in"):
                yield "in", id_, within
            yield from (("broader", id_, up) for up in entity.get("broader", ()))
            yield from (("requires", id_, need) for need in entity.get("requires", ()))
        for claim in self._accepted():
            if self.vocabulary.relations[claim["relation"]].lifts:
                yield "in", claim["subject"], claim["object"]

    def _accepted(self) -> Iterator[Record]:
        """Accepted claims between two entities."""
        for claim in self.facts.claims.values():
            if "object" in claim.values and claim.get("status", "accepted") == "accepted":
                yield claim

    def _mentions(self) -> Iterator[Row]:
        for id_, claim in self.facts.claims.items():
            yield claim["subject"], id_
            if "object" in claim.values:
                yield claim["object"], id_

    def _disputed(self) -> Iterator[Row]:
        for id_, claim in self.facts.claims.items():
            against = any(each.get("direction") == "disputes" for each in claim["evidence"])
            if against or claim.get("status", "accepted") != "accepted":
                yield (id_,)

    def _sources(self) -> Iterator[Row]:
        for id_, source in self.facts.sources.items():
            given = {key: source[key] for key in _SOURCE if key in source.values}
            limits = bounds(source["published"]) if "published" in source.values else None
            public = (limits and limits.start_earliest) or ""
            yield id_, text({**given, "group": self.groups[id_], "public": public})

    def _lines(self) -> Iterator[Row]:
        for name, (file, line) in self.positions["records"].items():
            kind, _, id_ = name.partition("/")
            yield kind, id_, self.positions["files"][file], line

    def _phrases(self) -> Iterator[Row]:
        for kind in NAMES:
            table = self.lexicon["tables"][kind]
            yield from ((kind, phrase, text(meanings)) for phrase, meanings in sorted(table.items()))

    def _polarity(self, claim: Record) -> str:
        return str(claim.get("polarity") or self.vocabulary.relations[claim["relation"]].polarity)

    def _edges(self) -> Iterator[Row]:
        for claim in self._accepted():
            period = _period(claim)
            yield (
                claim.id,
                claim["subject"],
                claim["relation"],
                claim["object"],
                SIGNS.get(self._polarity(claim), 0),
                self.beliefs[claim.id].confidence,
                period["since"],
                period["begun"],
                period["until"],
                int("when" in claim.values),
            )

    def _card(self, claim: Record) -> dict[str, Any]:
        found = self.beliefs[claim.id]
        value = terms.number(claim["value"]).value if "value" in claim.values else ""
        return {
            # Kept, since reading EDTF again would take longer than most answers.
            **_period(claim),
            "subject": claim["subject"],
            "relation": claim["relation"],
            "object": claim.get("object", ""),
            "value": value,
            "unit": claim.get("unit", ""),
            "through": sorted(claim.get("through", ())),
            "where": sorted(claim.get("where", ())),
            "rival": sorted(claim.get("rival", ())),
            "when": claim.get("when", ""),
            "status": claim.get("status", "accepted"),
            "polarity": self._polarity(claim),
            "because": claim.get("because", ""),
            "dispute": claim.get("dispute", ""),
            "confidence": found.confidence,
            "independent_sources": found.independent_sources,
            **{name: claim.get(name, {}) for name in _TEXTS},
            "evidence": [
                {
                    "number": number,
                    "source": each["source"],
                    "group": self.groups[each["source"]],
                    "at": each.get("at", ""),
                    "direction": each.get("direction", "supports"),
                    "strength": each.get("strength", ""),
                    "gist": each.get("gist", {}),
                    "said_by": sorted(each.get("said_by", ())),
                }
                for number, each in enumerate(claim["evidence"], 1)
            ],
        }


OUTLINE = (
    *("subject", "relation", "object", "value", "unit", "when", "since", "begun", "until", "status", "polarity"),
    *("because", "dispute", "confidence", "independent_sources"),
)
"""The values of a card that its outline has as they are, in the order of its columns."""


@lru_cache(maxsize=REMEMBERED)
def _told(vocabulary: Vocabulary) -> str:
    return text(vocabulary_to_json(vocabulary))


def outline(id_: str, card: Mapping[str, Any]) -> Row:
    """A claim without its texts, which is what most questions weigh: read many at a time, and without JSON.

    Ids have no spaces: several are one text. A piece of evidence is a line: source, group, direction, strength, with
    tabs between them.
    """
    lists = (" ".join(card[name]) for name in ("through", "where", "rival"))
    pieces = ("\t".join((e["source"], e["group"], e["direction"], e["strength"])) for e in card["evidence"])
    return (id_, *(card[name] for name in OUTLINE), *lists, "\n".join(pieces))


def _period(claim: Record) -> dict[str, str]:
    """The bounds of a claim's period: earliest and latest start, latest end; empty where it is open or undated."""
    limits = bounds(claim["when"]) if "when" in claim.values else None
    return {
        "since": (limits and limits.start_earliest) or "",
        "begun": (limits and limits.start_latest) or "",
        "until": (limits and limits.end_latest) or "",
    }


# Made once: `json.dumps` makes an encoder a call.
text = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
