"""Refusals that help: what could not be read, what would fit there, and questions near it that can be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from ..errors import QuestionError
from ..folding import key
from ..light import dataclass
from . import lexicon as lx
from .edges import edges
from .look import Look
from .parsing import Sentence
from .reading import ABOUT, GAPS, INSTANCES, OBJECTS, PAIRS, PATHS, SUBJECTS, Ambiguous, Filters, Reading, Slot
from .sentences import examples, message, sentence

_SUGGESTIONS = 3
# The kinds of word that a message names, in this order.
_MAIN_KINDS = ("name", "class", "verb")
_KINDS = ("Place", "Mechanism", "source", "year", "confidence-line", "chain")
# Words that open a part of a question, for the message to begin with.
_OPENING = {
    "not",
    "lacking",
    "through",
    "in",
    "since",
    "after",
    "before",
    "until",
    "according",
    "confidence",
    "at_most",
    "how_many",
    "and",
    "or",
}
# How many atoms a misspelt name may have; a Chinese character is one.
_WINDOWS = (1, 2, 3, 4, 6)
_QUOTED = 60
# How like a word a name must be, in per cent: a slip of the pen, not another word.
_LIKE = 72.0
# How like a question an example must be, to be that question with a word or two of its own.
_SAME = 80.0


@dataclass(frozen=True)
class Refusal:
    """Makes the errors for one question.

    Attributes:
        look: the store.
        language: the question's.
        attempt: reads a text, or gives None; every suggestion passes it.
    """

    look: Look
    language: str
    attempt: Callable[[str], Reading | None]

    def say(self, name: str, *values: object) -> str:
        """A message in the question's language."""
        return message(name, self.language, *values)

    def _error(self, said: str, hint: str = "", suggestions: Sequence[str] = ()) -> QuestionError:
        return QuestionError(said, hint, suggestions, language=self.language)

    def plain(self, name: str, *values: object) -> QuestionError:
        """A refusal of the whole question."""
        return self._error(self.say(name, *values), suggestions=self._three(self._examples()))

    def unread(self, text: str, read: Sentence) -> QuestionError:
        """A refusal at the place that was reached."""
        atoms, index = read.atoms, read.furthest
        if index >= len(atoms):
            found = self._three(self._ranked(text, _SAME), self._near(text, read), self._examples(text))
            return self._error(self.say("stops"), suggestions=found)
        opening = self._opening(read)
        rest = text[atoms[opening].start :]
        said = self.say("unread", rest if len(rest) <= _QUOTED else rest[:_QUOTED] + "…")
        # After a word such as `in`, all that may follow it; elsewhere filters may begin too, which is no news.
        kinds = [kind for kind in (_KINDS if opening < index else _MAIN_KINDS) if kind in read.expected]
        hints = []
        if kinds:
            hints.append(self.say("fits", self._either([self.say(kind) for kind in kinds])))
        word, near = self._spelling(read)
        if near:
            hints.append(self.say("near", word, ", ".join(near)))
        respelt, others = self._respelt(text, read, word, near), (self._near(text, read), self._examples(text))
        return self._error(said, "; ".join(hints), self._three(respelt, self._ranked(text, _SAME), *others))

    def ambiguous(self, readings: Sequence[Reading]) -> QuestionError:
        """A refusal of a question with several readings."""
        ways = [sentence(self.look, each.in_language(self.language)) for each in readings]
        return self._error(self.say("ambiguous", len(ways)), self.say("say-which"), ways)

    def ambiguous_name(self, text: str, name: Ambiguous) -> QuestionError:
        """A question back: which of several entities of one name."""
        start, end = name.span
        shown = []
        for id_ in name.candidates:
            around = [self.look.shown(p, self.language) for p in sorted(self.look.directly_in(id_))]
            shown.append(f"{id_} = {', '.join([self.look.shown(id_, self.language), *around])}")
        said = self.say("ambiguous-name", text[start:end], len(shown), "; ".join(shown))
        asked = [text[:start] + id_ + text[end:] for id_ in name.candidates]
        return self._error(said, self.say("choose"), asked)

    def _either(self, texts: Sequence[str]) -> str:
        return self.say("or").join(filter(None, (self.say("list").join(texts[:-1]), texts[-1])))

    # Suggestions

    def _three(self, *found: Iterable[str]) -> list[str]:
        """The first three different suggestions that can be read."""
        kept: dict[Reading, str] = {}
        for each in (text for texts in found for text in texts):
            reading = self.attempt(each)
            if reading is not None:
                kept.setdefault(reading, each)
            if len(kept) == _SUGGESTIONS:
                break
        return list(kept.values())

    def _ranked(self, text: str, least: float = 0) -> Iterator[str]:
        """The examples, those most like a text first; none that is less like it."""
        from rapidfuzz import fuzz, process

        known, scorer = examples(self.language), fuzz.token_sort_ratio
        found = process.extract(text, known, scorer=scorer, processor=str.lower, score_cutoff=least, limit=None)
        yield from (hit[0] for hit in found)

    def _examples(self, text: str = "") -> Iterator[str]:
        """The examples, those most like a text first; then questions made from names that the release has."""
        yield from self._ranked(text) if text else examples(self.language)
        for edge in edges(self.look, self.look.release.vocabulary.relations):
            relation, ends = edge.relation, (Slot(entity=edge.subject), Slot(entity=edge.object))
            yield from map(
                self._sentence, (Reading(PATHS, relation, *ends), Reading(OBJECTS, relation, ends[0], Slot()))
            )

    def _sentence(self, reading: Reading) -> str:
        return sentence(self.look, reading.in_language(self.language))

    def _near(self, text: str, read: Sentence) -> Iterator[str]:
        """Questions with the names, kinds and verbs of this one."""
        things, places, kinds, verbs = _mentioned(self.look, read)
        relations = self.look.release.vocabulary.relations
        general = next((r for r in ("drives", *relations) if r in relations and relations[r].transitive), "")
        verb = next((v for v in verbs if relations[v].kind in ("causal", "structural")), general)
        if not verb:
            return
        slots = [Slot(type=kind) for kind in kinds]
        one, two, *_ = [*slots, Slot(), Slot()]
        if len(things) > 1:
            yield self._sentence(Reading(PATHS, verb, Slot(entity=things[0]), Slot(entity=things[1])))
        for thing in things[:2]:
            yield self._sentence(Reading(OBJECTS, verb, Slot(entity=thing), one))
            yield self._sentence(Reading(SUBJECTS, verb, one, Slot(entity=thing)))
        if len(slots) > 1:
            yield self._sentence(Reading(PAIRS, verb, one, two))
        for place in places[:1]:
            yield from map(self._sentence, self._of_place(place, slots[:1] if general else (), general, read))

    def _of_place(self, place: str, kinds: Sequence[Slot], verb: str, read: Sentence) -> Iterator[Reading]:
        """What may be asked of a place: what it lacks, if that is the word; a kind of thing in it; all of it."""
        look = self.look
        if self._has(read, "lack"):
            size = look.release.index.members
            for framework in sorted(look.instances("Framework"), key=lambda id_: (-len(size(id_)), id_))[:2]:
                yield Reading(GAPS, "", Slot(entity=place), Slot(entity=framework))
        for kind in kinds:
            yield Reading(INSTANCES, "", kind, Slot(), Filters(places=(place,)))
            ends = (kind, Slot()) if look.release.vocabulary.classes[kind.type].role else (Slot(), kind)
            yield Reading(PAIRS, verb, *ends, Filters(places=(place,)))
        yield Reading(ABOUT, "", Slot(entity=place), Slot())

    def _has(self, read: Sentence, word: str) -> bool:
        """Whether a text has a word of some sort anywhere."""
        at = self.look.lexicon.at
        return any(word in sorts for start in range(len(read.atoms)) for _, _, sorts in at(lx.WORD, read, start))

    def _opening(self, read: Sentence) -> int:
        """Where the part begins that could not be read: at the word that opens it, such as `in` or `not`."""
        table = self.look.lexicon.tables[lx.WORD]
        for start in range(max(0, read.furthest - 4), read.furthest):
            if _OPENING & set(table.get(key(read.atoms[start : read.furthest]), ())):
                return start
        return read.furthest

    def _spelling(self, read: Sentence) -> tuple[str, list[str]]:
        """The word that was not understood, and names and words near it; none if it is a known word out of place."""
        from rapidfuzz import fuzz, process

        from ..names import nearest

        lexicon = self.look.lexicon
        kinds = (lx.RELATION, lx.CLASS, lx.ENTITY)
        if any(list(lexicon.at(kind, read, read.furthest)) for kind in (*kinds, lx.WORD)):
            return "", []
        known = list(dict.fromkeys(phrase for kind in kinds for phrase in lexicon.phrases(kind)))
        for size in _WINDOWS:
            word = key(read.atoms[read.furthest : read.furthest + size])
            like = process.extract_iter(word, known, scorer=fuzz.ratio, score_cutoff=_LIKE) if len(word) > 2 else ()
            near = nearest(word, [each for each, *_ in like])
            if near:
                return word, list(dict.fromkeys(map(self._called, near)))
        return "", []

    def _called(self, phrase: str) -> str:
        """A folded phrase as people write it: for an entity, its label."""
        ids = self.look.lexicon.tables[lx.ENTITY].get(phrase, ())
        return self.look.shown(ids[0], self.language) if len(ids) == 1 else phrase

    def _respelt(self, text: str, read: Sentence, word: str, near: Sequence[str]) -> Iterator[str]:
        """The question with a near name in place of the word that was not understood."""
        first, *_ = read.atoms[read.furthest :]
        end = next((end for end, phrase in read.phrases(read.furthest, max(_WINDOWS)) if phrase == word), 0)
        yield from (text[: first.start] + name + text[read.atoms[end - 1].end :] for name in near)


def _mentioned(look: Look, read: Sentence) -> tuple[list[str], list[str], list[str], list[str]]:
    """The entities, places, classes and relations that a text mentions; no mechanisms, which mostly narrow."""
    found: dict[str, dict[str, None]] = {lx.CLASS: {}, lx.ENTITY: {}, lx.RELATION: {}}
    places: dict[str, None] = {}
    index = 0
    while index < len(read.atoms):
        longest: tuple[int, str, str] = (index + 1, "", "")
        for kind in found:
            for end, _, meanings in look.lexicon.at(kind, read, index):
                if end > longest[0] or not longest[1]:
                    longest = (end, kind, meanings[0])
                break
        index, kind, meaning = longest
        types = look.types(meaning) if kind == lx.ENTITY else set()
        if "Place" in types:
            places[meaning] = None
        elif kind and "Mechanism" not in types:
            found[kind][meaning] = None
    return list(found[lx.ENTITY]), list(places), list(found[lx.CLASS]), list(found[lx.RELATION])
