"""What happened: which firms went bankrupt, when something closed. An event has a subject and no object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ...namespaces import ENTITY, ONTOLOGY
from ..answer import Answer, Named, Note, Row, looked_at
from ..claims import claim_views
from ..clauses import Phrase
from ..edges import Path
from ..english import base_form
from ..inquest import claim_passes, edge_of
from ..lexicon import RELATION
from ..look import Look
from ..parsing import Parser, Result, Sentence, alt, maybe, seq
from ..patterns import of_relations, shown, values
from ..reading import EVENTS, Filters, Reading, Slot
from ..sentences import label_of, several
from . import Kind, text
from . import Named as Naming

if TYPE_CHECKING:
    from ..inquiry import Inquiries
    from ..terminals import Terminals

_WAS = "was "
_BY_SOMEBODY = {"was_established": "founded"}
"""What happened to a thing by what somebody did to it: who was founded was established, too."""


def events(look: Look, reading: Reading) -> Answer:
    """The accepted claims that it happened, by the time of the event; each is one row.

    When a thing was established, those that somebody founded it say too; so does its record if it says since when the
    thing is active, which is the last row and no claim.
    """
    narrower = look.release.vocabulary.narrower_relations
    names = narrower[reading.relation]
    about, members = reading.subject.entity, look.instances(reading.subject.type) if reading.subject.type else None
    every = claim_views(look, look.release.index.of_relations(names))
    wanted = [
        claim
        for claim in every
        if claim.status == "accepted" and about in ("", claim.subject) and (members is None or claim.subject in members)
    ]
    if about and (done := _BY_SOMEBODY.get(reading.relation)):
        views = claim_views(look, look.release.index.mentions(about))
        wanted += [c for c in views if c.relation in narrower[done] and c.object == about and c.status == "accepted"]
    kept = (edge_of(claim) for claim in wanted if claim_passes(look, claim, reading.filters))
    edges = sorted(kept, key=lambda edge: (not edge.dated, edge.since, edge.claim))
    rows = tuple(Row(look, Path((edge,))) for edge in edges)
    return Answer(reading, (*rows, *_on_record(look, reading)), looked_at(wanted, rows, len(rows)))


def _on_record(look: Look, reading: Reading) -> Iterator[Row]:
    """What the record of a thing says of its beginning; it has no evidence, so no filter can be met."""
    about = reading.subject.entity
    if not about or reading.relation not in _BY_SOMEBODY or reading.filters.given():
        return
    for active in look.about(ENTITY + about).get(ONTOLOGY + "active", ()):
        file, line = look.release.position("Entity", about)
        title = Note("active", (Named(about), active.value, f"{file}:{line}"))
        yield Row(look, Path(()), ends=(about, ""), title=title)


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
    # 阿斯麦是什么时候成立的; 阿斯麦成立于哪一年: the verb is that of who founded it
    passive = alt(verb, _verb(ask.terms, done_to=True))
    asked = words("shi", "noise") >> word("when") << words("shi", "noise")
    yield ask.framed(seq(name << asked, passive << done).map(_of))
    yield ask.framed(seq(name, passive << word("when") << done).map(_of))


def _asked(found: tuple[Phrase, str]) -> Reading:
    phrase, relation = found
    slot = phrase.slot
    # Where the subject is, the event is: that place is a filter of the answer, wherever in the question it stands.
    return Reading(EVENTS, relation, Slot(type=slot.type), Slot(), Filters(places=slot.places))


def _of(found: tuple[Slot, str]) -> Reading:
    return Reading(EVENTS, found[1], found[0], Slot())


def _verb(terms: Terminals, before: str = "", *, done_to: bool = False) -> Parser:
    """A form of a relation without an object; yields its name.

    Args:
        terms: the words.
        before: what the vocabulary's form has before the words that stand here.
        done_to: the form is that of what somebody does to the thing; yields what happens to it.
    """
    meant = {name: name for name, term in terms.relations.items() if term.kind == "event"}
    if done_to:
        meant = {done: happened for happened, done in _BY_SOMEBODY.items()}
    table = terms.lexicon.tables[RELATION]

    def run(sentence: Sentence, index: int) -> Iterable[Result]:
        if before:
            found = [
                (end, name) for end, phrase in sentence.phrases(index, 6) for name in table.get(before + phrase, ())
            ]
        else:
            found = [(end, name) for end, _, names in terms.lexicon.at(RELATION, sentence, index) for name in names]
        found = [(end, meant[name]) for end, name in found if name in meant]
        if not found:
            sentence.missed(index, "verb")
        return found

    return Parser(run)


def _parts(look: Look, reading: Reading, named: Naming) -> Sequence[str]:
    """The whole question."""
    language = reading.language
    vocabulary = look.release.vocabulary
    label = label_of(vocabulary.relations[reading.relation], language)
    if reading.subject.entity:
        was = label.startswith(_WAS)
        form, verb = ("when-was", label.removeprefix(_WAS)) if was else ("when", base_form(label))
        return [text(EVENTS, form, language, named(reading.subject.entity), verb)]
    if not reading.subject.type:
        return [text(EVENTS, "what", language, label)]
    kind = several(look, reading.subject.type, language)
    if language == "en" and label.startswith(_WAS):
        label = label.replace(_WAS, "were ", 1)
    return [text(EVENTS, "which", language, kind, label)]


def _query(look: Look, reading: Reading) -> Sequence[str]:
    subject, narrower = reading.subject, look.release.vocabulary.narrower_relations
    about = values("?about", [ENTITY + subject.entity]) if subject.entity else ""
    happened = of_relations(narrower[reading.relation])
    if about and (done := _BY_SOMEBODY.get(reading.relation)):
        accepted = "?claim agglo:status status:accepted ;"
        itself = " ".join((about, f"{accepted} agglo:subject ?about .", *happened))
        by_somebody = " ".join((about, f"{accepted} agglo:object ?about .", *of_relations(narrower[done])))
        return f"{{ {itself} }}", f"UNION {{ {by_somebody} }}"
    return (
        about,
        "?claim agglo:subject ?about ; agglo:status status:accepted .",
        f"?about a {shown(ONTOLOGY + subject.type)} ." if subject.type else "",
        *happened,
    )


KIND = Kind(_parsers, events, _query, parts=_parts, general=True)
