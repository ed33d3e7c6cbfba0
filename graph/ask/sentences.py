"""Readings as questions in their own language. What is written here can be read again, to the same reading."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from ..namespaces import SOURCE as SOURCE_IRI
from ..vocabulary import RelationTerm, Term
from . import kinds
from .english import base_form, past_form, plural, plural_form
from .lexicon import CLASS, ENTITY, RELATION, SOURCE
from .look import Look
from .reading import PAIRS, PATHS, RELATIONAL, SUBJECTS, Reading, Slot
from .tongues import in_text, unmarked

_SPLIT = "…"


def label_of(term: Term, language: str) -> str:
    """A vocabulary term's label in a language, marked where it is in another."""
    return in_text(term.label, language)


def several(look: Look, class_name: str, language: str) -> str:
    """A class as it stands after `which`."""
    label = label_of(look.release.vocabulary.classes[class_name], language)
    return plural(label) if language == "en" else label


def sentence(look: Look, reading: Reading) -> str:
    """A reading as a question in its own language."""
    if reading.kind not in RELATIONAL:
        from .inquest_sentences import inquest_sentence

        return inquest_sentence(look, reading)
    write = Chinese if reading.language.startswith("zh") else English
    return write(look, reading).text()


def source_title(look: Look, id_: str, language: str) -> str:
    """A source's title as a text has it, marked where it is not in the language; else its id."""
    return in_text(look.source(id_).titles, language) or id_


class Writer:
    """What both languages share."""

    def __init__(self, look: Look, reading: Reading) -> None:
        self.look = look
        self.reading = reading

    @property
    def relation(self) -> RelationTerm:
        """The relation of a reading that has one."""
        return self.look.release.vocabulary.relations[self.reading.relation]

    @property
    def direct(self) -> bool:
        """Whether only chains of one claim are asked for."""
        return self.relation.transitive and self.reading.hops == 1

    def say(self, name: str, *values: object) -> str:
        """A message in the reading's language."""
        return message(name, self.reading.language, *values)

    def label(self, id_: str) -> str:
        """An entity's label; its id where that is the name of another one, or at an end of a relation of a class."""
        language, lookup = self.reading.language, self.look.lexicon.lookup
        name = self.look.label(id_, language)
        end = self.reading.kind in RELATIONAL and id_ in (self.reading.subject.entity, self.reading.object.entity)
        # A name that itself holds what looks like a mark would lose it where another one has a mark.
        if len(lookup(ENTITY, name)) > 1 or (end and lookup(CLASS, name)) or unmarked(name) != name:
            return id_
        return self.look.shown(id_, language)

    def names(self, ids: Sequence[str], joint: str) -> str:
        """The labels of several entities, joined."""
        return self.say(joint).join(map(self.label, ids))

    def kind(self, slot: Slot) -> str:
        """The label of a slot's class."""
        return label_of(self.look.release.vocabulary.classes[slot.type], self.reading.language)

    def anything(self, takes: Sequence[str]) -> str:
        """The word that asks for an end that takes certain classes: for one that only people can be, `who`."""
        return self.say("who" if set(takes) == {"Person"} else "what")

    def filters(self) -> list[str]:
        """The filters except the place, each as a phrase."""
        filters = self.reading.filters
        groups = filters.through
        if len(groups) > 1 and all(len(group) == 1 for group in groups):
            yes = [self.say("through", self.names([one for (one,) in groups], "and"))]
        else:
            yes = [self.say("through", self.names(group, "or")) for group in groups]
        no = [self.say("not_through", self.names(filters.not_through, "or"))] if filters.not_through else []
        sources = [self.say("sources", self._sources())] if filters.sources else []
        sure = [] if filters.confidence is None else [self.say("confidence", f"{filters.confidence:g}")]
        outside = [self.say("not_places", self.names(filters.not_places, "or"))] if filters.not_places else []
        years = ((name, getattr(filters, name)) for name in ("as_of", "known_by", "checked_since"))
        clocks = [self.say(name, year) for name, year in years if year is not None]
        return [*yes, *no, *outside, *self._period(), *clocks, *sources, *sure, *self._chain()]

    def _chain(self) -> list[str]:
        if self.reading.kind in kinds.NAMES:
            said = kinds.kind(self.reading.kind).hops
            return [self.say("hops" if self.reading.hops > 1 else "one-hop", self.reading.hops)] if said else []
        paths = self.reading.kind in RELATIONAL and self.relation.transitive and not self.direct
        return [self.say("hops", self.reading.hops)] if paths else []

    def _sources(self) -> str:
        """The publisher or author that all the sources have and no other, else their titles."""
        ids = self.reading.filters.sources
        if len(ids) > 1:
            about = self.look.about(SOURCE_IRI + ids[0])
            for value in (v.value for values in about.values() for v in values if isinstance(v.value, str)):
                if set(self.look.lexicon.lookup(SOURCE, value)) == set(ids):
                    return value
        return self.say("or").join(dict.fromkeys(map(self._title, ids)))

    def _title(self, id_: str) -> str:
        """A source's title, or its id where the title holds a mark or may be that of another source, too."""
        held = any(unmarked(title) != title for title in self.look.source(id_).titles.values())
        title = source_title(self.look, id_, self.reading.language)
        shared = set(self.look.lexicon.lookup(SOURCE, unmarked(title))) - set(self.reading.filters.sources)
        return id_ if held or shared else title

    def _period(self) -> list[str]:
        since, until = self.reading.filters.since, self.reading.filters.until
        if since is not None and until is not None:
            return [self.say("in", since) if since == until else self.say("between", since, until)]
        if since is not None:
            return [self.say("since", since)]
        return [] if until is None else [self.say("until", until)]


class English(Writer):
    """Writes English questions."""

    def text(self) -> str:
        """The whole question."""
        filters = "".join(self.say("comma") + each for each in self.filters())
        question = self.clause() + self._in(self.reading.filters.places) + filters + self.say("end")
        return question[0].upper() + question[1:]

    def _in(self, places: Sequence[str]) -> str:
        return self.say("place", self.say("or").join(map(self._place, places))) if places else ""

    def _place(self, id_: str) -> str:
        name = self.label(id_)
        article = name.startswith("United ") or id_ in self.look.lexicon.lookup(ENTITY, f"the {name}")
        return f"the {name}" if article else name

    def clause(self) -> str:
        """The question without its filters."""
        reading, label = self.reading, label_of(self.relation, "en")
        relation = self.relation
        subject, target = self._slot(reading.subject, relation.domain), self._slot(reading.object, relation.range)
        causal = relation.kind == "causal"
        direct = self.say("hop") if self.direct else ""
        if reading.kind in (PAIRS, SUBJECTS):
            verb = past_form(label) if causal else plural_form(label) if reading.subject.type else label
            return f"{subject} {direct}{verb} {target}"
        first = self.say("how") if reading.kind == PATHS else f"{target} "
        last = f" {target}" if reading.kind == PATHS else ""
        verb, _, rest = label.partition(" ")
        if verb in ("is", "was"):
            return f"{first}{verb} {subject} {rest}{last}"
        did = "did" if causal or not verb.endswith("s") else "does"
        return f"{first}{did} {subject} {direct}{base_form(label)}{last}"

    def _slot(self, slot: Slot, takes: Sequence[str]) -> str:
        if slot.entity:
            return self.named(slot.entity)
        named = self.say("which", plural(self.kind(slot))) if slot.type else self.anything(takes)
        return named + self._in(slot.places)

    def named(self, id_: str) -> str:
        """A name with its article: "the lithography cluster", "the Lighter cluster of Shaodong", but "Silicon Fen"."""
        name = self.label(id_)
        head = name.partition(" of ")[0].rpartition(" ")[2]
        common = head.islower() and self.look.types(id_).intersection(self.look.lexicon.lookup(CLASS, head))
        return f"the {name}" if common else name


class Chinese(Writer):
    """Writes Chinese questions."""

    def text(self) -> str:
        """The whole question."""
        reading = self.reading
        inside = bool(reading.filters.places) and not reading.object.entity
        subject = self._slot(reading.subject, reading.subject.places, self.relation.domain)
        target = self._slot(reading.object, reading.filters.places if inside else (), self.relation.range)
        how = self.say("how") if reading.kind == PATHS else ""
        verb, mark, rest = self.verb().partition(_SPLIT)
        done = "了" if self.relation.kind == "causal" and not (mark or how or verb[-1] in "给給") else ""
        filters = self.filters()
        if reading.filters.places and not inside:
            filters.insert(0, self.say("place", self.names(reading.filters.places, "or")))
        said = "".join(self.say("comma") + each for each in filters)
        direct = self.say("hop") if self.direct else ""
        return f"{subject}{how}{direct}{verb}{done}{target}{rest}{said}{self.say('end')}"

    def verb(self) -> str:
        """The verb, with `…` where the object stands if it stands inside."""
        label = label_of(self.relation, self.reading.language)
        mutual = self.relation.symmetric and self.look.lexicon.lookup(RELATION, f"与{label}")
        return f"{self.say('with')}{_SPLIT}{label}" if mutual else label

    def _slot(self, slot: Slot, places: Sequence[str], takes: Sequence[str]) -> str:
        if slot.entity:
            return self.label(slot.entity)
        around = self.say("of", self.names(places, "or")) if places else ""
        return around + (self.say("which", self.kind(slot)) if slot.type else self.anything(takes))


@cache
def _messages() -> dict[str, dict[str, str | list[str]]]:
    found: dict[str, dict[str, str | list[str]]] = json.loads((Path(__file__).parent / "messages.json").read_bytes())
    return found


def all_messages() -> dict[str, dict[str, str | list[str]]]:
    """Every text of the question language, by language and name; with `{0}`, `{1}`, … for values."""
    return _messages()


def message(name: str, language: str, *values: object) -> str:
    """A text of the question language's messages, with values for its `{0}`, `{1}`, …."""
    found = _messages()
    return str(found.get(language, found["en"])[name]).format(*values)


def examples(language: str) -> list[str]:
    """Questions that can be read over the facts that ship, in a language."""
    found = _messages()
    return [str(text) for text in found.get(language, found["en"])["examples"]]
