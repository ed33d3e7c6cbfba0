"""The grammar of questions, in English and Chinese, over the lexicon of a release.

Here are the questions that a relation makes; `inquiry.py` has those that ask for claims. Every alternative is tried,
and every reading of the whole question is kept: one with two readings is asked back, never guessed at (`ask.read`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ..light import replace
from ..vocabulary import RelationTerm
from . import kinds
from . import lexicon as lx
from .clauses import Clause, Fault, Phrase
from .forms import Halves, around, chinese_halves, forms, split_all
from .narrowing import Narrowing, Said, together
from .parsing import LATIN, UNBROKEN, Parser, Result, Sentence, alt, maybe, seq
from .reading import DEFAULT_HOPS, OBJECTS, PAIRS, PATHS, SUBJECTS, Filters, Reading, Slot
from .terminals import Fits, Terminals

_SPLIT = "…"
_PLACE = "Place"


class Grammar:
    """The parser for one release; `question` yields readings and faults."""

    def __init__(self, lexicon: lx.Lexicon, relations: Mapping[str, RelationTerm], fits: Fits) -> None:
        self.terms = Terminals(lexicon, relations, fits)
        self.narrow = Narrowing(self.terms)
        self.opening = self.terms.words("please") >> self.narrow.margin
        """What may stand before a question."""
        ends = self.terms.words("end"), self.terms.words("end", "de")
        self._closings = [end >> self.narrow.margin << end for end in ends]
        self._noun_phrases()
        self._verbs()
        self.question = alt(*self._english(), *self._chinese(), *forms(self))

    # Noun phrases

    def _noun_phrases(self) -> None:
        word, words, noun = self.terms.word, self.terms.words, self.terms.noun()
        places = self.narrow.places
        before = ((word("in", "from") >> places << word("of")) | (places << maybe(word("of", "there")))) << UNBROKEN
        # In Chinese, where a thing is stands before it: in 哪些企业位于北京 the place is what the verb 位于 takes.
        after = LATIN >> word("in", "of", "from") >> places

        def placed(values: tuple[Any, ...]) -> Slot | None:
            around, slot, behind = values
            return None if around and behind else replace(slot, places=around or behind)

        kind = seq(maybe(before), words("the") >> noun, maybe(after)).map(placed)
        nothing = Slot()
        which = words("there") >> word("which") >> words("of") >> words("the")
        asked = seq(maybe(before), which >> noun, maybe(after)).map(placed) | which >> kind
        listed = word("list") >> words("the") >> kind << maybe(word("that"))
        bare = word("what").map(lambda _: nothing) | (places << word("of") << word("what")).map(_in)
        self.where = word("where").map(lambda _: Phrase(Slot(type=_PLACE), asks=True))
        self.asking_kind = (asked | listed).map(lambda slot: Phrase(slot, asks=True))
        self.asking = self.asking_kind | bare.map(lambda slot: Phrase(slot, asks=True)) | self.where
        self.named = words("the") >> self.terms.entity().map(lambda id_: Phrase(Slot(entity=id_)))
        """A name, also one that a class has: only where no class can stand."""
        self.called = words("the") >> self.terms.entity(unlike_class=True).map(lambda id_: Phrase(Slot(entity=id_)))
        self.any = alt(self.asking, self.called, self._unnamed(kind).map(Phrase))

    def _unnamed(self, kind: Parser) -> Parser:
        """A class in a place, unless that is the name of something: `University of Catania`."""

        def run(sentence: Sentence, index: int) -> Iterable[Result]:
            named = {end for end, _ in sentence.results(self.called, index)}
            for end, slot in sentence.results(kind, index):
                if not slot.places or end not in named:
                    yield end, slot

        return Parser(run)

    # Verbs; each yields the name of a relation

    def _verbs(self) -> None:
        word, words = self.terms.word, self.terms.words
        verb = self.terms.verb()
        self.plain = words("noise") >> verb << words("aspect")
        being = words("have") >> word("be") >> words("be")
        acting = being >> words("the") >> self.terms.verb(after_be=True)
        finite = words("noise") >> self.terms.verb(finite=True) << words("aspect")
        self.active = alt(finite, word("have", "do") >> self.plain, acting)
        done = self.terms.verb(participle=True) << word("by")
        self.back = self.terms.inverse() << words("aspect")
        """A relation from its object: `spun off from`."""
        self.passive = alt(
            being >> done, maybe(being) >> self.back, word("have", "do") >> self.terms.inverse(after_aux=True)
        )
        self.participle = self.terms.verb(participle=True)
        self.nominal = words("the") >> self.terms.verb(after_be=True)
        aspect = words("aspect")
        self.around = around(self, lambda: chinese_halves(self.terms), aspect)
        self.around_back = around(self, self._halves_back, aspect)

    def _halves_back(self) -> Halves:
        """Inverse labels that their object stands inside of (`以…为锚`), which mark its place themselves."""
        phrases = ((phrase.partition(_SPLIT), names) for phrase, names in self.terms.lexicon.tables[lx.AROUND].items())
        return split_all((first, last, name) for (first, _, last), names in phrases for name in names)

    # Questions

    def parts(self, make: Callable[..., Clause | None], *parts: Parser, de: bool = False) -> Parser:
        """A question made of parts, with filters before, between and after them; `de` if 的 may close it."""
        narrow = self.narrow
        spread: list[Parser] = [self.opening]
        for part in parts[:-1]:
            spread += [part, narrow.gap]
        spread += [parts[-1], self._closings[de]]

        def built(values: tuple[Any, ...]) -> Reading | Fault | None:
            clause = make(*values[1::2])
            if clause is None:
                return None
            relation = self.terms.relations[clause.relation]
            if together(values[0::2]).toward and not relation.local:
                return None
            return _reading(clause, values[0::2], chains=relation.transitive)

        return seq(*spread).map(built)

    def _english(self) -> Iterable[Parser]:
        word, parts = self.terms.word, self.parts
        some, asking, named, called = self.any, self.asking, self.named, self.called
        how, by, be, aux = word("how", "why"), word("by"), word("be"), word("do", "have")
        done = self.participle << by | self.terms.inverse()
        yield parts(lambda s, v, o: Clause(v, s, o), some, self.active, some)
        yield parts(lambda o, v, s: Clause(v, s, o), some, self.passive, some)
        # which clusters did Philips drive; which city is Philips headquartered in; which clusters Philips drove
        yield parts(lambda o, _, s, v: Clause(v, s, o), asking, aux, some, self.plain)
        yield parts(lambda o, _, s, v: Clause(v, s, o), asking, be, some, self.nominal)
        yield parts(lambda o, s, v: Clause(v, s, o), self.asking_kind, called, self.plain)
        # by whom was ASML founded; who was ASML founded by
        yield parts(lambda _, s, __, o, v: Clause(v, s, o), by, asking, be, some, self.participle)
        yield parts(lambda s, _, o, v: Clause(v, s, o), asking, be, called, done)
        # how did Philips drive X; how Philips drove X; how was X driven by Philips
        yield parts(lambda _, __, s, v, o: Clause(v, s, o, True), how, aux, named, self.plain, named)
        yield parts(lambda _, s, v, o: Clause(v, s, o, True), how, named, self.active, named)
        yield parts(lambda _, __, s, v, o: Clause(v, s, o, True), how, be, named, self.nominal, named)
        yield parts(lambda _, __, o, v, s: Clause(v, s, o, True), how, be, named, done, named)
        # why did Sematech choose Austin; which city did Sematech choose
        yield parts(lambda _, __, o, v, s: Clause(v, s, o, True), how, aux, named, self.back, named)
        yield parts(lambda s, _, o, v: Clause(v, s, o), asking, aux, called, self.back)
        # did Philips drive X; was X driven by Philips; has X been driven by Philips; is X part of Y
        yield parts(lambda _, s, v, o: Clause(v, s, o), aux, called, self.plain, called)
        yield parts(lambda _, o, v, s: Clause(v, s, o), be, called, done, called)
        yield parts(lambda _, o, __, v, s: Clause(v, s, o), word("have"), called, be, done, called)
        yield parts(lambda _, s, v, o: Clause(v, s, o), be, called, self.nominal, called)

    def _chinese(self) -> Iterable[Parser]:
        word, words, parts = self.terms.word, self.terms.words, self.parts
        some, asking, named, called, plain = self.any, self.asking, self.named, self.called, self.plain
        be, how, of = word("shi"), word("how", "why"), word("of")
        agent = words("shi") >> word("agent")
        wondering = words("shi") >> how
        # 哪些集群(是)由哪些锚机构带动(的); 阿斯麦是谁创立的
        yield parts(lambda o, _, s, v: Clause(v, s, o), some, agent, some, plain, de=True)
        yield parts(lambda o, _, s, v: Clause(v, s, o), some, be, some, plain << word("de"))
        # 是什么导致了…(的); 飞利浦是否带动了…; 哪些企业的总部位于哪些城市
        yield parts(lambda _, s, v, o: Clause(v, s, o), be, some, plain, some, de=True)
        yield parts(lambda s, _, v, o: Clause(v, s, o), some, word("whether", "shi"), plain, some, de=True)
        yield parts(lambda s, _, v, o: Clause(v, s, o), asking | called, of, plain, some)
        # 飞利浦(是)如何带动…(的); 某集群是如何由飞利浦带动的; 为什么飞利浦带动了…
        yield parts(lambda s, _, v, o: Clause(v, s, o, True), named, wondering, plain, named, de=True)
        yield parts(
            lambda o, _, __, s, v: Clause(v, s, o, True), named, wondering, word("agent"), named, plain, de=True
        )
        yield parts(lambda _, o, __, s, v: Clause(v, s, o, True), how, named, agent, named, plain, de=True)
        # 为什么Sematech选择奥斯汀; Sematech为什么选择奥斯汀(的)
        yield parts(lambda _, o, v, s: Clause(v, s, o, True), how, named, self.back, named, de=True)
        yield parts(lambda o, _, v, s: Clause(v, s, o, True), named, wondering, self.back, named, de=True)
        # 哪些企业与阿斯麦合作; 什么使…成为可能; 哪些集群以飞利浦为锚
        yield parts(lambda s, v: Clause(v[0], s, v[1]), words("shi") >> some, self.around, de=True)
        yield parts(lambda o, v: Clause(v[0], v[1], o), some, self.around_back, de=True)
        yield parts(lambda s, _, v: Clause(v[0], s, v[1], True), named, wondering, self.around, de=True)
        # 飞利浦和阿斯麦如何合作
        yield parts(self._mutual, called, word("with"), called, maybe(wondering), plain)
        # 飞利浦带动的是哪些集群; 带动硅沼的是哪些机构; 列出带动硅沼的机构
        listed = self.terms.noun().map(lambda slot: Phrase(slot, asks=True))
        yield parts(lambda s, v, o: Clause(v, s, o), called, plain << of << be, asking)
        yield parts(lambda v, o, s: Clause(v, s, o), plain, called << of << be, asking)
        yield parts(lambda _, v, o, s: Clause(v, s, o), word("list"), plain, called << of, listed)

    @staticmethod
    def narrowed(reading: Reading, said: Iterable[Said]) -> Reading | Fault | None:
        """A reading with the filters that were said, beside its own."""
        all_said = together([*said, Said(reading.filters)])
        if all_said.toward:
            return None
        if all_said.clash:
            return Fault("contradicts")
        fitting, chains = kinds.narrowing(reading.kind)
        if all_said.filters.given() - fitting or (all_said.hops is not None and not chains):
            return Fault("unfit-filter")
        hops = reading.hops if all_said.hops is None else all_said.hops
        return replace(reading, filters=all_said.filters, hops=hops)

    def _mutual(self, one: Phrase, _: str, other: Phrase, __: object, relation: str) -> Clause | None:
        return Clause(relation, one, other) if self.terms.relations[relation].symmetric else None


def _in(places: tuple[str, ...]) -> Slot:
    return Slot(places=places)


def _reading(clause: Clause, said: Iterable[Said], *, chains: bool) -> Reading | Fault:
    """The reading of a clause and its filters; without chains, one claim is all that any limit of steps allows."""
    subject, target = clause.subject.slot, clause.object.slot
    # The place of the effect is a filter of the answer, wherever in the question it stands.
    all_said = together([*said, Said(Filters(places=target.places))])
    both = bool(subject.entity and target.entity)
    if not both and (clause.how or not (clause.subject.asks or clause.object.asks)):
        return Fault("asks-nothing")
    if all_said.clash:
        return Fault("contradicts")
    kind = PATHS if both else OBJECTS if subject.entity else SUBJECTS if target.entity else PAIRS
    hops = DEFAULT_HOPS if all_said.hops is None or not chains else all_said.hops
    return Reading(kind, clause.relation, subject, replace(target, places=()), all_said.filters, hops)
