"""What a few files add to a release: quads, rows of the index, figures. Before and after, they tell what to change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from .. import namespaces as ns
from ..compile.belief import beliefs, source_groups
from ..compile.derivations import local_name
from ..compile.describe import Figures
from ..errors import Position
from ..light import dataclass
from ..records import SOURCE, Facts, Record
from ..vocabulary import Vocabulary
from .among import Beyond
from .contents import OUTLINE, Contents, Row
from .index import Index
from .index_writing import Rows
from .lexicon import lexicon_tables
from .lines import Lines
from .quads import said, types_in

# What other files' claims and entities are judged by: a change of one of these may concern them all.
_FAR_REACHING: Mapping[str, frozenset[str]] = {
    "Entity": frozenset({"type", "active", "in", "broader"}),
    "Source": frozenset({"kind", "copy", "author", "publisher", "derived_from", "same_study"}),
}


@dataclass(frozen=True)
class Part:
    """What some files say.

    Attributes:
        lines: their quads, as canonical lines.
        rows: what they add to each table of the index.
        figures: what the description of the dataset counts of their records.
        types: how often they say `rdf:type`, by the IRI of the class in `<` and `>`.
    """

    lines: frozenset[bytes]
    rows: Rows
    figures: Figures
    types: Counter[str]


@dataclass(frozen=True)
class Side:
    """The changed files at one time: their records among those of others, checks, what they say."""

    facts: Facts
    checks: int
    part: Part


def part(
    facts: Facts, vocabulary: Vocabulary, groups: Mapping[str, str], positions: Mapping[str, Any], work: Path
) -> Part:
    """What some files say.

    Args:
        facts: their records, which may see others.
        vocabulary: the ontology.
        groups: for each source, theirs and others, the name of its group.
        positions: where their records stand, as `read.folder.source_lines` tells it.
        work: a folder for what is needed meanwhile.
    """
    believed = beliefs(facts, groups, vocabulary)
    lines = Lines(work)
    lines.add("".join(said(facts, vocabulary, groups, believed, lambda record: Position(record.file))).encode())
    lines.write(written := work / "lines.nq")
    found = frozenset(written.read_bytes().splitlines(keepends=True))
    written.unlink()
    contents = Contents(facts, vocabulary, groups, believed, positions, lexicon_tables(facts, vocabulary))
    rows: dict[str, frozenset[Row]] = {}
    for table, each in contents.tables():
        rows[table] = rows.get(table, frozenset()).union(each)
    return Part(found, rows, Figures.of(facts), types_in(found))


def refuse_far_reaching(before: Facts, after: Facts, index: Index, referred: Callable[[str], Iterable[str]]) -> None:
    """See that no record of other files depends on what changed.

    Args:
        before: the records as they were.
        after: the records as they are.
        index: that of the release.
        referred: the claims that name a claim.

    Raises:
        Beyond: one may.
    """
    for kind, keys in _FAR_REACHING.items():
        was, now = before.of(kind), after.of(kind)
        for id_ in was:
            if id_ not in set(now) or any(was[id_].get(key) != now[id_].get(key) for key in keys):
                raise Beyond(id_)
    for id_ in before.claims.keys() - set(after.claims):
        if any(other not in set(before.claims) for other in referred(id_)):
            raise Beyond(id_)
    for kind in ("Entity", "Source", "Claim", "Question"):
        for id_ in set(after.of(kind)) - set(before.of(kind)):
            if index.line(kind, id_)[0]:
                raise Beyond(id_)  # it is in another file, too


def groups_after(cards: Mapping[str, Mapping[str, Any]], after: Facts) -> Mapping[str, str]:
    """The group of every source, new ones among them.

    Raises:
        Beyond: a new source joins others that stood apart.
    """
    groups = {id_: str(card["group"]) for id_, card in cards.items()}
    new = {id_: source for id_, source in after.sources.items() if id_ not in groups}
    if not new:
        return groups
    known = {id_: Record(SOURCE, id_, card, "", ()) for id_, card in cards.items()}
    found = source_groups(known | new)
    for id_, group in groups.items():
        if found[id_] != group:
            raise Beyond(id_)
    return found


def stated_by_others(quad: ox.Quad, index: Index, vocabulary: Vocabulary, own: Collection[str]) -> bool:
    """Whether a quad is the direct edge of a relation (`subject R object`) that claims of other files state, too.

    Args:
        quad: a quad that some files no longer say.
        index: that of the release.
        vocabulary: the ontology.
        own: the claims of those files.

    Raises:
        Beyond: it cannot be told.
    """
    name = quad.predicate.value.removeprefix(ns.ONTOLOGY)
    if name not in vocabulary.relations or not isinstance(quad.subject, ox.NamedNode):
        return False
    subject = quad.subject.value.removeprefix(ns.ENTITY)
    for row in index.outlines(set(index.mentions(subject)).difference(own)):
        said = dict(zip(("id", *OUTLINE), row, strict=False))
        if (said["subject"], said["relation"], said["status"]) != (subject, name, "accepted"):
            continue
        if isinstance(quad.object, ox.NamedNode):
            if said["object"] == quad.object.value.removeprefix(ns.ENTITY):
                return True
        elif not said["object"]:
            raise Beyond(name)  # of a figure or an event: the same number may be written in several ways
    return False


def refuse_given(quads: Iterable[ox.Quad], index: Index) -> None:
    """See that rules give none of some quads.

    Raises:
        Beyond: they give one: then it stays, or was there already, whatever records say.
    """
    for quad in quads:
        ends = (quad.subject, quad.predicate, quad.object)
        if index.derivations(*(local_name(str(end).strip("<>")) for end in ends)):
            raise Beyond(str(quad))
