"""A release written as another one with some quads changed: the store, what rules give, the lines, the index."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from .. import namespaces as ns
from ..compile import terms
from ..compile.branches import Branch
from ..compile.derivations import derivations
from ..compile.describe import Figures, description
from ..compile.rederive import DERIVED_FROM, Rederivation, nodes_of, taken_apart
from ..compile.rules import depends
from ..files import sha256_of
from ..vocabulary import Vocabulary
from .among import Beyond
from .change import Part, Side, refuse_given, stated_by_others
from .contents import Row, given, rows_of
from .index import NAME as INDEX
from .index import Index
from .index_writing import Rows, edit_index
from .inputs import FORMAT
from .quads import lines_of, quads_in, types_in
from .release import Marker, Release
from .workings import Unknown, Workings


def write_renewed(
    old: Release,
    work: Path,
    before: Side,
    after: Side,
    vocabulary: Vocabulary,
    rules: Mapping[str, str],
    workings: Workings,
) -> Marker:
    """Write a release as another one with what some files say exchanged.

    Args:
        old: the other one.
        work: the folder.
        before: what the files said.
        after: what they say.
        vocabulary: the ontology.
        rules: the text of each rule by its name.
        workings: those of the old release, which become those of the new one.

    Raises:
        Beyond, TooInvolved, Unknown: there is no short way.
        OSError, RuntimeError: the disk does not take it, or the engine.
    """
    own = before.facts.claims
    going, coming = quads_in(before.part.lines - after.part.lines), quads_in(after.part.lines - before.part.lines)
    refuse_given((*going, *coming), old.index)
    going = [quad for quad in going if not stated_by_others(quad, old.index, vocabulary, own)]
    coming = [quad for quad in coming if quad not in old.store]
    store = _taken_over(old.folder / "store", work / "store")
    _edit(store, going, coming)
    rows, gone, come = _ruled(old, store, going, coming, vocabulary, rules, workings)
    going, coming = [*going, *gone], [*coming, *come]
    state = workings.state("figures")
    was, types = Figures(**{name: state[name] for name in Figures._fields}), Counter(state["types"])
    size = old.marker.quads - len(description(was, vocabulary, types, 0))
    said_before = set(description(was, vocabulary, types, size))
    figures = _exchanged(was, before.part, after.part)
    types = _counted(types, before.part.types + types_in(lines_of(gone)), after.part.types + types_in(lines_of(come)))
    said_after = set(description(figures, vocabulary, types, size + len(coming) - len(going)))
    _edit(store, said_before - said_after, said_after - said_before)
    store.flush()
    del store
    going, coming = [*going, *(said_before - said_after)], [*coming, *(said_after - said_before)]
    edited = workings.edit_lines(lines_of(going), lines_of(coming))
    if [workings.state("release"), edited.before] != [old.marker.sha256, old.marker.quads]:
        raise Unknown("lines that are not those of the release")
    if [edited.added, edited.removed] != [len(coming), len(going)]:
        raise Unknown("lines that were there, or were not")
    workings.keep_state("release", edited.after)
    workings.keep_state("figures", {**figures._asdict(), "types": types})
    old_rows, new_rows = _with_above(old, before.part.rows, after.part.rows, vocabulary, own), after.part.rows
    index = work / INDEX
    edit_index(
        old.folder / INDEX,
        old.marker.index,
        index,
        _together(old_rows, rows[0]),
        _together(new_rows, rows[1]),
        edited.after[:12],
    )
    derived = len(come) - len(gone)
    was_so, is_so = _counts(before, 0), _counts(after, derived)
    examined = {name: old.marker.examined[name] - was_so[name] + is_so[name] for name in is_so}
    quads = old.marker.quads + len(coming) - len(going)
    return Marker(FORMAT, edited.after[:12], edited.after, quads, sha256_of(index), index.stat().st_size, examined)


def _taken_over(old: Path, new: Path) -> ox.Store:
    """A store that begins as another one. They share the files that the engine never writes again."""
    new.mkdir()
    for path in old.iterdir():
        if path.suffix == ".sst":
            (new / path.name).hardlink_to(path)
        else:
            shutil.copyfile(path, new / path.name)
    return ox.Store(str(new))


def _edit(store: ox.Store, going: Iterable[ox.Quad], coming: Iterable[ox.Quad]) -> None:
    for quad in going:
        store.remove(quad)
    store.extend(coming)


def _ruled(
    old: Release,
    store: ox.Store,
    going: Collection[ox.Quad],
    coming: Collection[ox.Quad],
    vocabulary: Vocabulary,
    rules: Mapping[str, str],
    workings: Workings,
) -> tuple[tuple[Rows, Rows], set[ox.Quad], set[ox.Quad]]:
    """Bring what rules give up to date: rows of the index before and after, quads that go and that come."""
    concerns = depends(rules.values())
    gone, come = list(filter(concerns, going)), list(filter(concerns, coming))
    if not gone and not come:
        return ({}, {}), set(), set()
    work = Rederivation(old.store, store, _taken_apart(workings, rules))
    work.run(gone, come)
    _refuse_said(work.facts, {*going, *coming}, old.index, vocabulary)
    claims = {q.subject for q in (*gone, *come) if str(q.subject).startswith(f"<{ns.CLAIM}")}
    sides = []
    for each in (old.store, store):
        nodes = set(chain.from_iterable(nodes_of(each, fact) for fact in work.facts))
        for claim in claims:  # their derivations say what they state
            resting = each.quads_for_pattern(None, DERIVED_FROM, claim, ox.DefaultGraph())
            nodes |= {quad.subject for quad in resting if isinstance(quad.subject, ox.NamedNode)}
        rows = frozenset(rows_of(derivations(each, nodes)))
        sides.append({"derivation": rows, **_roles(each, work.facts, vocabulary)})
    return (sides[0], sides[1]), work.gone, work.come


def _taken_apart(workings: Workings, rules: Mapping[str, str]) -> list[Branch]:
    """The branches of the rules, which an earlier build has kept: to find them takes a third of a second."""
    try:
        return list(map(Branch.of, workings.state("branches")))
    except Unknown:
        found = taken_apart(rules.values())
        workings.keep_state("branches", found)
        return found


def _refuse_said(facts: Iterable[ox.Quad], said: Collection[ox.Quad], index: Index, vocabulary: Vocabulary) -> None:
    """See that no record says what a rule gives: then it would not be told which of the two it is there by.

    Raises:
        Beyond: one may.
    """
    keys = {key.compiles_to for kind in vocabulary.keys.values() for key in kind.values()}
    roles = {role.iri for role in vocabulary.classes.values() if role.role}  # never typed in
    for fact in facts:
        if fact.predicate == terms.TYPE and isinstance(fact.object, ox.NamedNode) and fact.object.value in roles:
            continue
        if fact in said or fact.predicate.value in keys or stated_by_others(fact, index, vocabulary, ()):
            raise Beyond(str(fact))


def _roles(store: ox.Store, facts: Iterable[ox.Quad], vocabulary: Vocabulary) -> Rows:
    """The rows of the roles that facts give, of those that are in a store."""
    names = {role.iri: name for name, role in vocabulary.classes.items() if role.role}
    pairs = [
        (names[fact.object.value], fact.subject.value.removeprefix(ns.ENTITY))
        for fact in facts
        if fact.predicate == terms.TYPE and isinstance(fact.object, ox.NamedNode) and fact.object.value in names
        if isinstance(fact.subject, ox.NamedNode) and fact in store
    ]
    return {table: frozenset(rows) for table, rows in given(pairs)}


def _with_above(old: Release, was: Rows, now: Rows, vocabulary: Vocabulary, own: Collection[str]) -> Rows:
    """Rows as they were, less what other claims still say to be above another."""
    lifting = [terms.term(name) for name, relation in vocabulary.relations.items() if relation.lifts]

    def stays(row: Row) -> bool:
        kind, one, up = row
        edges = (ox.Quad(terms.entity(one), relation, terms.entity(up)) for relation in lifting)
        held = ox.Quad(terms.entity(one), terms.term("in"), terms.entity(up)) in old.store
        return kind == "in" and (held or any(stated_by_others(edge, old.index, vocabulary, own) for edge in edges))

    gone = was.get("above", frozenset()) - now.get("above", frozenset())
    return {**was, "above": was.get("above", frozenset()) - {row for row in gone if stays(row)}}


def _together(one: Rows, other: Rows) -> Rows:
    return {name: one.get(name, frozenset()) | other.get(name, frozenset()) for name in one.keys() | other.keys()}


def _counted(all_: Mapping[str, int], old: Mapping[str, int], new: Mapping[str, int]) -> Counter[str]:
    """Counts with some exchanged."""
    found = Counter(all_)
    found.subtract(old)
    found.update(new)
    return +found


def _exchanged(figures: Figures, was: Part, now: Part) -> Figures:
    """Figures with those of some files exchanged."""
    return Figures(
        figures.entities - was.figures.entities + now.figures.entities,
        figures.sources - was.figures.sources + now.figures.sources,
        _counted(figures.relations, was.figures.relations, now.figures.relations),
        _counted(figures.schemes, was.figures.schemes, now.figures.schemes),
    )


def _counts(side: Side, derived: int) -> dict[str, int]:
    return {**side.facts.counts(), "derived": derived, "checks": side.checks}
