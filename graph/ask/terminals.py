"""The smallest parts of a question: function words, names, nouns, verbs, numbers."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import wraps
from typing import Concatenate, ParamSpec

from ..vocabulary import RelationTerm
from . import lexicon as lx
from .parsing import Parser, Result, Sentence, skip
from .reading import Ambiguous, Slot

Fits = Callable[[str, Sequence[str]], bool]
"""Whether an entity, by its id, is of one of the classes."""

_WORD = 8
"""The longest function word, in atoms."""
_LONGEST_NUMBER = 12
_SPELT = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
_SPELT |= {"一": "1", "两": "2", "二": "2", "三": "3", "四": "4", "五": "5", "六": "6"}
"""Small numbers in words, as steps are counted."""
_BE = ("is ", "was ")
_PARTICIPLES = ("driven", "given", "drawn", "known", "grown", "shown", "taken", "written")


_P = ParamSpec("_P")


def _shared(make: Callable[Concatenate[Terminals, _P], Parser]) -> Callable[Concatenate[Terminals, _P], Parser]:
    """Make a parser once for the same arguments: what it reads at a place is then remembered for all that use it."""

    @wraps(make)
    def found(self: Terminals, /, *args: _P.args, **named: _P.kwargs) -> Parser:
        key = (make.__name__, args, tuple(sorted(named.items())))
        if key not in self.made:
            self.made[key] = make(self, *args, **named)
        return self.made[key]

    return found


class Terminals:
    """Parsers for the parts, over one release's lexicon."""

    def __init__(self, lexicon: lx.Lexicon, relations: Mapping[str, RelationTerm], fits: Fits) -> None:
        self.lexicon = lexicon
        self.relations = relations
        self.binary = {name for name, term in relations.items() if term.kind in ("causal", "structural")}
        """The relations between two things; events and figures have no object to ask for."""
        self._fits = fits
        self.made: dict[Hashable, Parser] = {}

    @_shared
    def word(self, *names: str) -> Parser:
        """A function word of one of the sorts that `ontology/words.ttl` names."""
        table = self.lexicon.tables[lx.WORD]

        def run(sentence: Sentence, index: int) -> Iterable[Result]:
            found = sentence.words(index, table)
            ways = [(end, name) for name in names for end in found.get(name, ())]
            if not ways:
                sentence.missed(index)
            return ways

        return Parser(run, frozenset(names), empty=False)

    def sorts(self, sentence: Sentence) -> set[str]:
        """The sorts of function words that stand anywhere in a question."""
        table = self.lexicon.tables[lx.WORD]
        starts = range(len(sentence.atoms))
        return {name for at in starts for _, phrase in sentence.phrases(at, _WORD) for name in table.get(phrase, ())}

    @_shared
    def words(self, *names: str) -> Parser:
        """Any number of them, for nothing but their being there."""
        return skip(self.word(*names))

    @_shared
    def noun(self) -> Parser:
        """The name of a class; yields a slot."""
        phrase = self._phrase(lx.CLASS, lambda name: Slot(type=name))

        def run(sentence: Sentence, index: int) -> Iterable[Result]:
            for end, slot in sentence.results(phrase, index):
                written = sentence.written(index, end)
                if "-" not in written or not _is_id(written, self.lexicon.lookup(lx.ENTITY, written)):
                    yield end, slot

        return Parser(run)

    @_shared
    def source(self) -> Parser:
        """A source by its id, title, author or publisher; yields the ids."""

        def run(sentence: Sentence, index: int) -> Iterable[Result]:
            found = [(end, tuple(ids)) for end, _, ids in self.lexicon.at(lx.SOURCE, sentence, index)]
            if not found:
                sentence.missed(index, "source")
            return found

        return Parser(run)

    @_shared
    def claim(self) -> Parser:
        """The id of a claim."""

        def run(sentence: Sentence, index: int) -> Iterable[Result]:
            found = [(end, id_) for end, _, ids in self.lexicon.at(lx.CLAIM, sentence, index) for id_ in ids]
            if not found:
                sentence.missed(index)
            return found

        return Parser(run)

    @_shared
    def entity(self, *classes: str, unlike_class: bool = False) -> Parser:
        """A named entity; yields its id, `Ambiguous` if several fit.

        Args:
            classes: the entity is of one of them, if any are given.
            unlike_class: only by a name that is not the name of a class too (`anchor institution`).
        """
        nouns = self.lexicon.tables[lx.CLASS]

        def run(sentence: Sentence, index: int) -> Iterable[Result]:
            found = []
            for end, form, ids in self.lexicon.at(lx.ENTITY, sentence, index):
                exact = _is_id(sentence.written(index, end), ids)
                if unlike_class and form in nouns and not exact:
                    continue
                fitting = [id_ for id_ in ids if not classes or self._fits(id_, classes)]
                if exact and sentence.written(index, end) in fitting:
                    found.append((end, sentence.written(index, end)))
                elif len(fitting) == 1:
                    found.append((end, fitting[0]))
                elif fitting:
                    span = sentence.atoms[index].start, sentence.atoms[end - 1].end
                    found.append((end, Ambiguous.among(fitting, *span)))
            if not found:
                sentence.missed(index, *(classes or ("name",)))
            return found

        return Parser(run)

    @_shared
    def verb(self, *, finite: bool = False, after_be: bool = False, participle: bool = False) -> Parser:
        """A form of a relation between two things; yields its name.

        Args:
            finite: only forms that can stand without an auxiliary: `drove`, not `driven`.
            after_be: only forms that tell what the subject does or is after `is`: `part of`, `driving`.
            participle: only forms that tell what is done to the subject after `is`: `driven`.
        """

        def fits(name: str, form: str) -> bool:
            if finite:
                return not form.partition(" ")[0].endswith(_PARTICIPLES)
            part = form.endswith(" of") and form.count(" ") == 1  # founder of
            nominal = part or (self.relations[name].label.get("en", "").startswith(_BE) and not form.startswith(_BE))
            acting = nominal or form.partition(" ")[0].endswith("ing")
            return acting if after_be else not acting and not form.startswith(_BE) if participle else True

        return self._relation(lx.RELATION, fits)

    @_shared
    def inverse(self, *, after_aux: bool = False) -> Parser:
        """A relation seen from its object (`driven by`); yields its name.

        Args:
            after_aux: also the forms of one word that need `has` before them (`part`, from `has part`).
        """
        tables = self.lexicon.tables
        whole = {phrase for phrase in tables[lx.INVERSE] if f"has {phrase}" in tables[lx.INVERSE]}

        def fits(name: str, form: str) -> bool:
            # What reads forwards too (`includes`, `is a partner of`) is read forwards.
            forwards = form in tables[lx.RELATION] or self.relations[name].symmetric
            return not forwards and (after_aux or form not in whole)

        return self._relation(lx.INVERSE, fits)

    def _relation(self, kind: str, fits: Callable[[str, str], bool]) -> Parser:
        def run(sentence: Sentence, index: int) -> Iterable[Result]:
            # `anchor institutions` is a noun, not a verb and its object.
            noun = max((end for end, *_ in self.lexicon.at(lx.CLASS, sentence, index)), default=0)
            found = [
                (end, name)
                for end, form, names in self.lexicon.at(kind, sentence, index)
                for name in names
                if end >= noun and name in self.binary and fits(name, form)
            ]
            if not found:
                sentence.missed(index, "verb")
            return found

        return Parser(run)

    def _phrase(self, kind: str, make: Callable[[str], object]) -> Parser:
        def run(sentence: Sentence, index: int) -> Iterable[Result]:
            found = [(end, make(n)) for end, _, names in self.lexicon.at(kind, sentence, index) for n in names]
            if not found:
                sentence.missed(index, kind)
            return found

        return Parser(run)

    @staticmethod
    def number(low: float, high: float, what: str) -> Parser:
        """A number in plain digits between two limits."""

        def run(sentence: Sentence, index: int) -> Iterable[Result]:
            text = sentence.atoms[index].text if index < len(sentence.atoms) else ""
            text = _SPELT.get(text, text)
            digits = text.replace(".", "", 1)
            plain = digits.isascii() and digits.isdecimal() and len(text) <= _LONGEST_NUMBER
            if plain and low <= float(text) <= high:
                return [(index + 1, float(text))]
            sentence.missed(index, what)
            return []

        return Parser(run)

    @staticmethod
    def whole_number(low: int, high: int, what: str) -> Parser:
        """The same without a fraction."""
        return Terminals.number(low, high, what).map(lambda n: int(n) if n == int(n) else None)


def _is_id(written: str, ids: Sequence[str]) -> bool:
    """Whether a text is one of some ids, and can be nothing else: words have no hyphens between them."""
    return "-" in written and written in ids
