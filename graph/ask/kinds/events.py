"""What happened: which firms went bankrupt, when something closed. An event has a subject and no object."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ...namespaces import ENTITY, ONTOLOGY
from ..answer import Answer, Row, looked_at
from ..claims import claim_views
from ..clauses import Phrase
from ..edges import Path
from ..english import base_form, plural
from ..inquest import claim_passes, edge_of
from ..lexicon import RELATION
from ..look import Look, in_language
from ..parsing import Parser, Result, Sentence, alt, maybe, seq
from ..patterns import of_relations, shown, values
from ..reading import EVENTS, Filters, Reading, Slot
from . import Kind, Named, text

if TYPE_CHECKING:
    from ..inquiry import Inquiries
    from ..terminals import Terminals

_WAS = "was "


def events(look: Look, reading: Reading) -> Answer:
    """The accepted claims that it happened, by the time of the event; each is one row."""
    names = look.release.vocabulary.narrower_relations[reading.relation]
    about, members = reading.subject.entity, look.instances(reading.subject.type) if reading.subject.type else None
    every = claim_views(look, look.release.index.of_relations(names))
    wanted = [
        claim
        for claim in every
        if claim.status == "accepted" and about in ("", claim.subject) and (members is None or claim.subject in members)
    ]
    kept = (edge_of(claim) for claim in wanted if claim_passes(look, claim, reading.filters))
    edges = sorted(kept, key=lambda edge: (not edge.dated, edge.since, edge.claim))
    rows = tuple(Row(look, Path((edge,))) for edge in edges)
    return Answer(reading, rows, looked_at(wanted, rows, len(rows)))


def _parsers(ask: Inquiries) -> Iterable[Parser]:
    word, words = ask.terms.word, ask.terms.words
    verb, after_be = _verb(ask.terms), _verb(ask.terms, before=_WAS)
    noise, done = words("noise"), words("aspect", "de", "end")
    # which firms went bankrupt; which firms were closed; 哪些企业破产了
    being = words("have") >> word("be") >> words("be")
    happened = alt(noise >> verb << done, word("have", "do") >> verb, being >> after_be)
    yield ask.framed(seq(ask.asked, happened).map(_asked))
    # when did X close; has X gone bankrupt; when was X established; 尔必达何时破产; 尔必达破产了吗
    when, name = maybe(word("when")), ask.named
    yield ask.framed(seq(when >> word("do", "have") >> name, verb).map(_of))
    yield ask.framed(seq(when >> word("be") >> name, after_be).map(_of))
    wondering = words("shi", "noise") << maybe(word("when", "whether")) << words("shi", "noise")
    yield ask.framed(seq(name << wondering, verb << done).map(_of))


def _asked(found: tuple[Phrase, str]) -> Reading:
    phrase, relation = found
    slot = phrase.slot
    # Where the subject is, the event is: that place is a filter of the answer, wherever in the question it stands.
    return Reading(EVENTS, relation, Slot(type=slot.type), Slot(), Filters(places=slot.places))


def _of(found: tuple[Slot, str]) -> Reading:
    return Reading(EVENTS, found[1], found[0], Slot())


def _verb(terms: Terminals, before: str = "") -> Parser:
    """A form of a relation without an object; yields its name.

    Args:
        terms: the words.
        before: what the vocabulary's form has before the words that stand here.
    """
    happenings = {name for name, term in terms.relations.items() if term.kind == "event"}
    table = terms.lexicon.tables[RELATION]

    def run(sentence: Sentence, index: int) -> Iterable[Result]:
        if before:
            found = [
                (end, name) for end, phrase in sentence.phrases(index, 6) for name in table.get(before + phrase, ())
            ]
        else:
            found = [(end, name) for end, _, names in terms.lexicon.at(RELATION, sentence, index) for name in names]
        found = [(end, name) for end, name in found if name in happenings]
        if not found:
            sentence.missed(index, "verb")
        return found

    return Parser(run)


def _parts(look: Look, reading: Reading, named: Named) -> Sequence[str]:
    """The whole question."""
    language = reading.language
    vocabulary = look.release.vocabulary
    label = in_language(vocabulary.relations[reading.relation].label, language)
    if reading.subject.entity:
        was = label.startswith(_WAS)
        form, verb = ("when-was", label.removeprefix(_WAS)) if was else ("when", base_form(label))
        return [text(EVENTS, form, language, named(reading.subject.entity), verb)]
    if not reading.subject.type:
        return [text(EVENTS, "what", language, label)]
    kind = in_language(vocabulary.classes[reading.subject.type].label, language)
    if language == "en":
        kind, label = plural(kind), label.replace(_WAS, "were ", 1) if label.startswith(_WAS) else label
    return [text(EVENTS, "which", language, kind, label)]


def _query(look: Look, reading: Reading) -> Sequence[str]:
    subject = reading.subject
    return (
        values("?about", [ENTITY + subject.entity]) if subject.entity else "",
        "?claim agglo:subject ?about ; agglo:status status:accepted .",
        f"?about a {shown(ONTOLOGY + subject.type)} ." if subject.type else "",
        *of_relations(look.release.vocabulary.narrower_relations[reading.relation]),
    )


KIND = Kind(_parsers, events, _query, parts=_parts, general=True)
