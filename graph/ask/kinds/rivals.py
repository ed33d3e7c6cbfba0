"""Rival explanations of one thing: the causes on record, and whether anybody weighed one against another.

A cause is on record where a claim says that it brought the thing about, by the relation asked for or a kind of it. That
claim may be contested, which is marked; one that was rejected is shown last and does not count. Two causes were tested
against each other where one's claim names the other's as its `rival`, or where a source speaks for one and disputes the
other. A cause that another one here leads to may be a step of the same chain, and is marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from ...light import dataclass
from ...namespaces import ENTITY
from ..answer import Answer, Named, Note, Row, carries_on, edges_that_pass, looked_at
from ..causes import STATES, Causes, surest_first
from ..claims import ClaimView, claim_view
from ..edges import Edge, Path, simple_paths
from ..english import past_form
from ..inquest import claim_passes, edge_of
from ..look import Look
from ..near import edges_near
from ..parsing import maybe, seq
from ..patterns import of_relations, shown
from ..present import statement
from ..reading import DRIVES, RIVALS, Reading, Slot
from ..sentences import label_of, message, source_title
from ..tongues import in_text
from . import Kind, text
from . import Named as Namer

if TYPE_CHECKING:
    from ..clauses import Phrase
    from ..inquiry import Inquiries
    from ..parsing import Parser

_CHAIN = 2
"""So many claims at most lead from one cause to another."""


def rivals(look: Look, reading: Reading) -> Answer:
    """One row that says how many causes there are and who weighed them, then one for each cause but the one named."""
    relation = look.release.vocabulary.relations[reading.relation or DRIVES]
    names = look.release.vocabulary.narrower_relations[relation.name]
    effect = reading.subject.entity
    views = [claim_view(look, id_) for id_ in look.mentions(effect)]
    found = [v for v in views if v.object == effect != v.subject and v.relation in names and v.status in STATES]
    found = [view for view in found if edge_of(view).sign != relation.against]
    kept = [view for view in found if claim_passes(look, view, reading.filters)]
    case = _Case(look, reading, Causes(look, sorted(kept, key=surest_first)))
    rows = (case.lead(), *case.rows())
    return Answer(reading, rows, looked_at(found, kept, len(case.others)))


@dataclass(frozen=True)
class _Case:
    """A question for rivals, and the causes that pass its filters."""

    look: Look
    reading: Reading
    causes: Causes

    @property
    def _effect(self) -> Named:
        return Named(self.reading.subject.entity)

    @property
    def _given(self) -> str:
        """The cause that the question names; empty if it names none."""
        return self.reading.object.entity

    @cached_property
    def others(self) -> list[str]:
        """The causes but the one named."""
        return self.causes.in_order((self._given,))

    # What is said of all

    def lead(self) -> Row:
        """How many causes, by which mechanisms, and who weighed one against another."""
        standing = self.causes.standing
        tests = list(self._tests())
        notes = [*tests]
        if len(standing) > 1:
            notes += [*self._groups(), *self._on_several()]
        if self._given and self._given not in standing:
            notes.insert(0, Note("not-a-cause", (Named(self._given),)))
        verdict = "rivals-tested" if tests else "rivals-untested"
        if not standing:
            verdict = "no-cause-recorded"
        elif len(standing) == 1:
            verdict = "rivals-rejected" if len(self.causes.claims_of) > 1 else "no-rival-recorded"
        own = self.causes.claims_of.get(self._given, ())[:1]
        notes += [Note("known", (statement(self.look, claim, self.reading.language),)) for claim in own]
        title = Note("causes", (self._effect, len(standing)))
        ends = (self._given or self._effect, self._effect)
        path = Path(tuple(map(edge_of, own)))
        return Row(self.look, path, verdict=verdict, ends=ends, title=title, notes=tuple(notes))

    def _groups(self) -> Iterator[Note]:
        alone = []
        for mechanism, causes in self.causes.by_mechanism:
            if len(causes) > 1:
                yield self._listed("by-mechanism", causes, Named(mechanism))
            else:
                alone.append((mechanism, *causes))
        if alone:
            joint, language = message("list", self.reading.language), self.reading.language
            said = joint.join(text(RIVALS, "placed", language, *map(self._label, pair)) for pair in alone)
            yield Note("by-one-each", (said, *(Named(each) for pair in alone for each in pair)))
        of = self.causes.claims_of
        if none := [cause for cause in self.causes.standing if not any(claim.through for claim in of[cause])]:
            yield self._listed("by-none", none)

    def _listed(self, name: str, causes: Sequence[str], *first: Named | str) -> Note:
        """A note with a list of causes; their ids come after it for programs."""
        joint = message("list", self.reading.language)
        return Note(name, (*first, joint.join(map(self._label, causes)), *map(Named, causes)))

    def _label(self, id_: str) -> str:
        return self.look.shown(id_, self.reading.language)

    def _on_several(self) -> Iterator[Note]:
        """The sources that speak for several causes at once."""
        several = self.causes.witnesses_of_several()
        for source, causes in several.items():
            yield self._listed("speaks-for", causes, self._title(source))
        if not several:
            yield Note("nobody-speaks-for-two")

    def _tests(self) -> Iterator[Note]:
        """The claims of two causes that were set against each other."""
        for each in self.causes.contests():
            pair = self._said(each.one), self._said(each.other)
            yield Note("tested", (self._title(each.source), *pair)) if each.source else Note("set-against", pair)

    def _title(self, source: str) -> str:
        return source_title(self.look, source, self.reading.language)

    def _said(self, claim: ClaimView) -> str:
        """A claim as a sentence, with its place in the fact files."""
        language = self.reading.language
        line = f"{claim.file}:{claim.line}"
        return text(RIVALS, "placed", language, statement(self.look, claim, language), line)

    # Each cause

    def rows(self) -> Iterator[Row]:
        """One for each cause but the one named."""
        for cause in self.others:
            first, *more = self.causes.claims_of[cause]
            notes = [*self._on_state(first), *self._on_rivals(cause), *self._on_chain(cause)]
            notes += [Note(f"also-{each.status}", (self._said(each),)) for each in more]
            state = "" if first.status == "accepted" else first.status
            yield Row(self.look, Path((edge_of(first),)), verdict=state, notes=tuple(notes))

    def _on_state(self, claim: ClaimView) -> Iterator[Note]:
        if claim.reason:
            yield Note("reason", (in_text(claim.reason, self.reading.language),))

    def _on_rivals(self, cause: str) -> Iterator[Note]:
        """Rival claims that are about something else than a cause of the same thing."""
        here = {claim.id for claim in self.causes.claims}
        for id_ in sorted({each for claim in self.causes.claims_of[cause] for each in claim.rival} - here):
            yield Note("rival-claim", (self._said(claim_view(self.look, id_)),))

    def _on_chain(self, cause: str) -> Iterator[Note]:
        """The cause named, or else another one here, that leads to this cause or has it as a part."""
        for other in [self._given] if self._given else self.causes.standing:
            if other != cause and other in self.look.within(cause):
                yield Note("part", (Named(other),))
        if path := self._chains.get(cause):
            joint = message("list", self.reading.language)
            said = joint.join(self._said(claim_view(self.look, edge.claim)) for edge in path.edges)
            yield Note("chain", (Named(path.start), said))

    @cached_property
    def _chains(self) -> Mapping[str, Path]:
        """For each cause the best chain to it from the cause named, or else from another one."""
        look = self.look
        starts = {self._given} if self._given else set(self.causes.standing)
        drives = look.release.vocabulary.narrower_relations[DRIVES]
        near = edges_near(look, drives, starts, set(self.others), _CHAIN)
        found = [edge for edge in near if edge.sign >= 0 and edge.subject != self._effect]
        found = edges_that_pass(found, self.reading.filters, look)

        def follows(trail: Sequence[Edge], edge: Edge) -> bool:
            return carries_on(look, trail, edge)

        best: dict[str, Path] = {}
        for path in simple_paths(found, starts.__contains__, set(self.others).__contains__, _CHAIN, follows):
            if path.end not in best or path.rank() < best[path.end].rank():
                best[path.end] = path
        return best


def _parsers(ask: Inquiries) -> Iterable[Parser]:
    word, words, name, grammar = ask.terms.word, ask.terms.words, ask.named, ask.grammar
    relations, end = ask.terms.relations, words("end")
    else_ = word("what_else")
    known = word("besides") >> name << maybe(word("besides_end"))
    some = maybe(known, Slot())

    def form(part: Parser) -> Parser:
        """A question; `part` yields the known cause, the relation, and the effect."""

        def read(found: tuple[Slot, str, Slot]) -> Reading | None:
            cause, relation, effect = found
            return Reading(RIVALS, relation, effect, cause) if relations[relation].kind == "causal" else None

        return ask.framed(part.map(read))

    def drives(found: tuple[Slot, Slot]) -> tuple[Slot, str, Slot]:
        return found[0], DRIVES, found[1]

    def inside(found: tuple[Slot, tuple[str, Phrase]]) -> tuple[Slot, str, Slot] | None:
        cause, (relation, phrase) = found
        return (cause, relation, phrase.slot) if phrase.slot.entity else None

    # what else could explain X; what else drove X besides A; besides A, what (else) drove X; 除了 A 还有什么带动了 X
    explained = (seq(some << else_, word("explains") >> name), seq(else_ >> some, word("explains") >> name))
    yield form(explained[0].map(drives))
    yield form(seq(else_ >> word("explains") >> name, known).map(lambda found: drives(found[::-1])))
    yield form(seq(some << else_, grammar.active, name << end))
    yield form(seq(known << word("what"), grammar.active, name))
    yield form(seq(else_ >> known, grammar.active, name))
    yield form(seq(else_ >> grammar.active, name, known).map(lambda found: (found[2], found[0], found[1])))
    yield form(seq(some << else_, grammar.around).map(inside))
    # which rival explanations are there for X (besides A); (除了 A，) X 还有哪些解释
    asked = word("explanations") >> word("explained") >> name
    yield form(seq(asked, some).map(lambda found: drives(found[::-1])))
    yield form(seq(known, asked).map(drives))
    yield form(seq(some, name << words("of") << word("explanations") << end).map(drives))


def _parts(look: Look, reading: Reading, named: Namer) -> Sequence[str]:
    """The effect; the verb before and after it, where another than `drives` or a known cause is named; that cause."""
    relation = look.release.vocabulary.relations[reading.relation or DRIVES]
    effect, cause = named(reading.subject.entity), reading.object.entity
    if relation.name == DRIVES and not cause:
        return (effect,)
    label = label_of(relation, reading.language)
    if reading.language.startswith("zh"):
        before, mark, after = label.partition("…")
        # As in other questions: what is done already has 了, unless the verb ends in 给 or has two halves.
        verb = before + ("" if mark or before[-1] in "给給" else "了")
    else:
        verb, after = past_form(label), ""
    return (effect, verb, after, *((named(cause),) if cause else ()))


def _query(look: Look, reading: Reading) -> Sequence[str]:
    relation = look.release.vocabulary.relations[reading.relation or DRIVES]
    names = look.release.vocabulary.narrower_relations[relation.name]
    against = {"increases": "decreases", "decreases": "increases"}.get(relation.polarity)
    return (
        f"?claim agglo:object {shown(ENTITY + reading.subject.entity)} ; agglo:subject ?cause .",
        f"FILTER(?cause != {shown(ENTITY + reading.subject.entity)})",
        f"FILTER EXISTS {{ {' '.join(of_relations(names))} }}",
        "FILTER EXISTS { VALUES ?status { status:accepted status:contested status:rejected } "
        "?claim agglo:status ?status }",
        f"FILTER NOT EXISTS {{ ?claim agglo:polarity polarity:{against} }}" if against else "",
    )


KIND = Kind(_parsers, rivals, _query, parts=_parts)
