"""Why there is no path from one thing to another: what hides one, and which hop is missing.

First the filters of the question, each by itself, then the rules of paths, then what only several of them together
hide; each with the path that it hides. Then the farthest thing that the cause leads to, the nearest from which the
effect is reached, and the hop between the two. If there is a path, that is the answer: the question was wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ...light import dataclass, replace
from ..answer import Answer, Named, Note, Row, answer, carries_on
from ..claims import claim_view
from ..edges import Edge, Path, distances
from ..english import base_form
from ..frontier import Gap, Nearness, missing_hop, reached, reaching
from ..hidden import Hindered
from ..hindrance import HOPS, RULES, Findings, single_filters, what_hides
from ..hindrance_notes import Telling
from ..inquest import edge_of
from ..look import Look
from ..parsing import maybe, seq
from ..patterns import of_relations
from ..reading import DRIVES, MAX_HOPS, PATHS, WHY_NOT, Reading, Slot
from ..sentences import label_of
from . import Kind
from . import Named as Namer

if TYPE_CHECKING:
    from ..clauses import Phrase
    from ..inquiry import Inquiries
    from ..parsing import Parser

_NOWHERE = Path(())


def why_not(look: Look, reading: Reading) -> Answer:
    """One row that says whether there is a path, then what hides one, then the frontier."""
    reading = replace(reading, relation=reading.relation or DRIVES)
    found = answer(look, replace(reading, kind=PATHS))
    ends = _ends(reading)
    if found.rows:
        exists = replace(found.rows[0], verdict="path-exists", title=Note("exists", ends))
        return Answer(reading, (exists,), found.examined)
    case = _Case(look, reading, what_hides(look, reading))
    rows = (case.lead(), *case.hidden(), *case.frontier(), *case.other_way())
    return Answer(reading, rows, {**found.examined, "paths": case.findings.looked_at})


def _ends(reading: Reading) -> tuple[Named, Named]:
    return Named(reading.subject.entity), Named(reading.object.entity)


@dataclass(frozen=True)
class _Case:
    """A question without a path, and what was found of it."""

    look: Look
    reading: Reading
    findings: Findings

    @property
    def _transitive(self) -> bool:
        return self.look.release.vocabulary.relations[self.reading.relation].transitive

    @property
    def _hops(self) -> int:
        return self.reading.hops if self._transitive else 1

    def _asked(self) -> list[str]:
        """The names of the question's own filters that can be dropped."""
        longer = [HOPS] if self._transitive and self.reading.hops < MAX_HOPS else []
        return [*single_filters(self.reading), *longer]

    # Whether there is a path

    def lead(self) -> Row:
        """There is none; whether that is due to the filters; and whether anything joins the two."""
        one, other = _ends(self.reading)
        notes = [*self._on_filters(), *self._on_connection()]
        if self.findings.cut:
            notes.append(Note("cut", (self.findings.cut,)))
        title = Note("none", (one, other))
        return Row(self.look, _NOWHERE, verdict="no-path", ends=(one, other), title=title, notes=tuple(notes))

    def _on_filters(self) -> Iterator[Note]:
        asked = set(self._asked())
        if not asked or self.findings.cut or any(each <= asked for each in self.findings.hidden):
            return
        if asked == {HOPS}:
            yield Note("no-longer-path", (MAX_HOPS,))
        else:
            yield Note("not-the-filters", (MAX_HOPS,)) if self._transitive else Note("not-the-filters-direct")

    def _on_connection(self) -> Iterator[Note]:
        one, other = _ends(self.reading)
        claims = self.findings.claims
        if one == other:
            yield Note("same", (one,))
            return
        apart = False
        if not any(edge.subject == one for edge in claims):
            yield Note("no-cause", (one,))
            apart = True
        if not any(edge.object == other for edge in claims):
            yield Note("no-effect", (other,))
            apart = True
        if not joined(claims, one, other):
            yield Note("not-connected")
        elif not apart and not self.findings.hidden and not self.findings.cut:
            length = shortest(claims, one, other)
            yield Note("too-long", (length, MAX_HOPS)) if length else Note("wrong-way")

    # What hides one

    def hidden(self) -> Iterator[Row]:
        """What hides a path, single filters first; sets that hold a rule and more are shown where nothing less is."""
        order = [*self._asked(), *RULES]
        every = self.findings.hidden
        asked, fewest = set(self._asked()), min(map(len, every), default=0)
        own = min((len(each) for each in every if each <= asked), default=0)
        for hindered in sorted(every, key=lambda each: (len(each), [order.index(name) for name in _in(order, each)])):
            if len(hindered) in (1, fewest) or (hindered <= asked and len(hindered) <= max(own, 2)):
                yield self._hidden(_in(order, hindered), *every[hindered])

    def _hidden(self, names: Sequence[str], look: Look, path: Path) -> Row:
        telling = Telling(look, self.reading)
        several = len(names) > 1
        own = set(names) <= set(self._asked())
        verdict = "hidden-by-several" if several else "hidden-by-filter" if own else "hidden-by-rule"
        notes = tuple(note for name in names for note in telling.details(name, path))
        title = Note("hidden-together" if several else "hidden", (telling.phrases(names), *_ends(self.reading)))
        return Row(look, path, verdict=verdict, title=title, notes=notes)

    # How far one gets

    def frontier(self) -> Iterator[Row]:
        """How far the chains from the cause go, how far back those to the effect, and the missing hop."""
        one, other = _ends(self.reading)
        gap = None if one == other else self._gap()
        if gap is None or (self.findings.hidden and not gap.before.edges and not gap.after.edges):
            return  # no hop is missing, or the one that hidden paths take
        look = self.look
        if gap.before.edges:
            title = Note("reached", (one, Named(gap.one)))
            yield Row(look, gap.before, verdict="reached", title=title, ends=(one, gap.one))
        if gap.after.edges:
            title = Note("reaching", (other, Named(gap.other)))
            yield Row(look, gap.after, verdict="reaching", title=title, ends=(gap.other, other))
        yield self._missing(gap)

    def _gap(self) -> Gap | None:
        def follows(trail: Sequence[Edge], edge: Edge) -> bool:
            return carries_on(self.look, trail, edge)

        one, other = _ends(self.reading)
        kept, hops = self.findings.kept, self._hops - 1
        ahead, back = reached(kept, one, hops, follows), reaching(kept, other, hops, follows)
        gap = missing_hop(self.look, ahead, back, self._hops)
        starts, ends = any(edge.subject == one for edge in kept), any(edge.object == other for edge in kept)
        return gap and replace(gap, starts_nothing=not starts, ends_nothing=not ends)

    def _missing(self, gap: Gap) -> Row:
        one, other = Named(gap.one), Named(gap.other)
        notes = []
        if gap.starts_nothing:
            notes.append(Note("leads-nowhere", (one,)))
        if gap.ends_nothing:
            notes.append(Note("comes-from-nowhere", (other,)))
        shared: tuple[Named | str, ...] = (Named(gap.shared),) if gap.shared else ()
        path = _NOWHERE
        if gap.nearness == Nearness.CLAIM:
            path = Path((edge_of(claim_view(self.look, gap.shared)),))
            shared = (Telling(self.look, self.reading).said(path.edges[0]),)
        notes.append(Note(f"near-{gap.nearness.name.lower()}", shared))
        title = Note("missing", (one, other))
        return Row(self.look, path, verdict="missing-hop", title=title, notes=tuple(notes), ends=(one, other))

    def other_way(self) -> Iterator[Row]:
        """The best path from the effect to the cause, if there is one."""
        turned = replace(self.reading, kind=PATHS, subject=self.reading.object, object=self.reading.subject)
        for row in answer(self.look, turned).rows[:1]:
            yield replace(row, verdict="other-way", title=Note("other-way", _ends(turned)))


def _in(order: Sequence[str], names: Hindered) -> list[str]:
    return [name for name in order if name in names] + sorted(names - set(order))


def joined(claims: Iterable[Edge], one: str, other: str) -> bool:
    """Whether claims join two things, in whichever direction they are read."""
    both = [*claims, *(edge._replace(subject=edge.object, object=edge.subject) for edge in claims)]
    return shortest(both, one, other) > 0


def shortest(claims: Iterable[Edge], one: str, other: str) -> int:
    """The number of claims in the shortest chain from one thing to another; 0 if there is none."""
    incoming: dict[str, list[Edge]] = {}
    for edge in claims:
        incoming.setdefault(edge.object, []).append(edge)
    return distances(incoming, [other], len(incoming) + 1).get(one, 0)


def _parsers(ask: Inquiries) -> Iterable[Parser]:
    word, grammar, name, terms = ask.terms.word, ask.grammar, ask.named, ask.terms
    why, no, end = word("why"), word("not"), terms.words("end")
    relations = terms.relations
    verb, nominal, done = grammar.plain, grammar.nominal, grammar.participle << word("by") | terms.inverse()

    def form(part: Parser) -> Parser:
        """A question; `part` yields cause, relation and effect."""

        def read(found: tuple[Slot, str, Slot]) -> Reading | None:
            subject, relation, target = found
            causal = relations[relation].kind == "causal"
            return Reading(WHY_NOT, relation, subject, target) if causal else None

        return ask.framed(part.map(read))

    def turned(found: tuple[Slot, str, Slot]) -> tuple[Slot, str, Slot]:
        return found[2], found[1], found[0]

    def inside(found: tuple[Slot, tuple[str, Phrase]]) -> tuple[Slot, str, Slot] | None:
        subject, (relation, phrase) = found
        return (subject, relation, phrase.slot) if phrase.slot.entity else None

    def driving(found: tuple[Slot, Slot]) -> tuple[Slot, str, Slot]:
        return found[0], DRIVES, found[1]

    # why did X not drive Y; why didn't X drive Y; why was Y not driven by X; why is X not driving Y
    yield form(seq(why >> word("do", "have") >> name << no, verb, name))
    yield form(seq(why >> word("not_do") >> name, verb, name))
    yield form(seq(why >> name << word("not_do"), verb, name))
    yield form(seq(why >> word("be") >> name << no, done, name).map(turned))
    yield form(seq(why >> word("not_be") >> name, done, name).map(turned))
    yield form(seq(why >> word("have") >> name << no << word("be"), done, name).map(turned))
    yield form(seq(why >> word("be") >> name << no, nominal, name))
    yield form(seq(why >> word("not_be") >> name, nominal, name))
    # why not X → Y; why is there no path from X to Y
    yield form(seq(why >> no >> name << maybe(word("to")), name).map(driving))
    yield form(seq(why >> word("no_path") >> word("from") >> name << word("to"), name).map(driving))
    # 为什么 X 没有带动 Y; X 为什么没有带动 Y; 为什么 X 没有使 Y 衰落; 为什么从 X 到 Y 没有路径
    for first in (why >> name << no, name << why << no):
        yield form(seq(first, verb, name) << end)
        yield form(seq(first, grammar.around).map(inside) << end)
    pair = seq(maybe(word("since")) >> name << word("to"), name)
    yield form((why >> pair << word("no_path") << end).map(driving))
    yield form((pair << why << word("no_path") << end).map(driving))


def _parts(look: Look, reading: Reading, named: Namer) -> Sequence[str]:
    """English: auxiliary, cause, verb, effect; Chinese: cause, verb before and after the effect, effect."""
    relation = look.release.vocabulary.relations[reading.relation or DRIVES]
    one, other = named(reading.subject.entity), named(reading.object.entity)
    label = label_of(relation, reading.language)
    if reading.language.startswith("zh"):
        before, _, after = label.partition("…")
        return one, before, after, other
    return "did", one, base_form(label), other


def _query(look: Look, reading: Reading) -> Sequence[str]:
    return (*of_relations(look.release.vocabulary.of_kind("causal")), "?claim agglo:object ?object .")


KIND = Kind(_parsers, why_not, _query, hops=True, parts=_parts)
