"""Further forms of the questions that a relation makes, beside those in `grammar.py`.

Where something is; verbs that their object stands inside of (`made X possible`); nouns for who does it (`the founder of
X`); what role one thing played for another; and why something rose or fell, which asks for its causes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from . import lexicon as lx
from .clauses import Clause, Phrase
from .parsing import Parser, Result, Sentence
from .reading import DRIVES, Slot

if TYPE_CHECKING:
    from .grammar import Grammar
    from .terminals import Terminals

_CAUSES = {"rises": DRIVES, "falls": "led_to_decline_of"}
"""The relation to its cause of what rose, or fell, by the sort of word that says so."""

_SPLIT = "…"
_LONGEST = 8
# The last characters of Chinese nouns for somebody who does something: 创始人, 竞争对手, 投资方.
_ROLES = "人者方手"

Halves = dict[str, dict[str, set[str]]]
"""Verbs in two parts: the part before what stands inside, the part after it, the relations."""


def forms(grammar: Grammar) -> Iterable[Parser]:
    """Every form; each reads a whole question."""
    terms, parts = grammar.terms, grammar.parts
    word, words = terms.word, terms.words
    some, asking, called, named = grammar.any, grammar.asking, grammar.called, grammar.named
    be = word("be")
    # where is Philips headquartered
    yield parts(lambda o, _, s, v: Clause(v, s, o), grammar.where, be, called, _stranded(terms))
    # what made the cluster possible; who brought X about
    inside = around(grammar, lambda: _english_halves(terms), words("the"))
    yield parts(lambda s, v: Clause(v[0], s, v[1]), some, inside)
    # 阿斯麦的竞争对手有哪些; 谁是阿斯麦的创始人
    role, of = _role(terms), words("of")
    mutual = {name for name, term in terms.relations.items() if term.symmetric}

    def of_role(one: Phrase, relation: str, other: Phrase) -> Clause:
        return Clause(relation, one, other) if relation in mutual else Clause(relation, other, one)

    yield parts(lambda o, v, _, s: of_role(o, v, s), called << of, role, word("shi", "there"), asking)
    yield parts(lambda s, _, o, v: of_role(o, v, s), asking, word("shi"), called << of, role)
    # what role did Sematech play in Austin; Sematech在奥斯汀起了什么作用
    if DRIVES in terms.relations:
        yield parts(lambda _, s, __, o: Clause(DRIVES, s, o, True), word("role"), named, word("play_in"), named)
        yield parts(lambda s, _, o, __: Clause(DRIVES, s, o, True), named, word("in", "on"), named, word("played"))
    # why did the cluster rise; 集群靠什么发展起来; 集群为什么衰落
    known = {sort: name for sort, name in _CAUSES.items() if name in terms.relations}
    anything = Phrase(Slot(), asks=True)
    if known:
        rose = word(*known).map(lambda sort: known[str(sort)])
        yield parts(
            lambda _, __, o, v: Clause(v, anything, o), word("how", "why"), word("do", "have"), named, rose, de=True
        )
        yield parts(lambda o, _, v: Clause(v, anything, o), named, words("shi") >> word("by_what"), rose, de=True)
        yield parts(lambda _, o, v: Clause(v, anything, o), word("why"), named, rose, de=True)


def around(grammar: Grammar, halves: Callable[[], Halves], first: Parser) -> Parser:
    """A verb in two halves; yields its relation and what stands inside.

    Args:
        grammar: the grammar, which must have its noun phrases.
        halves: the verbs; asked for when the first question needs them.
        first: what may stand after the first half.
    """
    table: Halves = {}
    joint = grammar.terms.word("with").map(lambda _: "与")

    def begins(sentence: Sentence, index: int) -> Iterable[tuple[int, str]]:
        yield from sentence.results(joint, index)
        yield from ((end, phrase) for end, phrase in sentence.phrases(index, 6) if phrase in table)

    def run(sentence: Sentence, index: int) -> Iterable[Result]:
        if not table:
            table.update(halves())
        for end, half in begins(sentence, index):
            for start, phrase in sentence.results(first >> grammar.any, end):
                for last, rest in sentence.phrases(start, _LONGEST):
                    for name in sorted(table.get(half, {}).get(rest, ())):
                        yield last, (name, phrase)

    return Parser(run)


def split_all(found: Iterable[tuple[str, str, str]]) -> Halves:
    """Verbs by their two parts, from (first part, second part, relation)."""
    result: Halves = {}
    for first, rest, name in found:
        result.setdefault(first, {}).setdefault(rest, set()).add(name)
    return result


def chinese_halves(terms: Terminals) -> Halves:
    """Chinese verbs that their object may stand inside of (`使…成为可能`, `与…合作`)."""
    return split_all(
        (phrase[:at], phrase[at:], name)
        for phrase, names in terms.lexicon.tables[lx.RELATION].items()
        if not phrase.isascii() and " " not in phrase
        for at in range(1, len(phrase))
        for name in names
        if name in terms.binary
    )


def _english_halves(terms: Terminals) -> Halves:
    particles: Mapping[str, Any] = terms.lexicon.tables[lx.WORD]
    pairs = ((phrase.rpartition(" "), names) for phrase, names in terms.lexicon.tables[lx.RELATION].items())
    return split_all(
        (verb, last, name)
        for (verb, _, last), names in pairs
        if verb and "particle" in particles.get(last, ())
        for name in names
        if name in terms.binary
    )


def _stranded(terms: Terminals) -> Parser:
    """A relation to a place whose `in` has gone with the place: `where is it headquartered`."""
    table = terms.lexicon.tables[lx.RELATION]

    def run(sentence: Sentence, index: int) -> Iterable[Result]:
        for end, phrase in sentence.phrases(index, _LONGEST):
            yield from ((end, name) for name in table.get(f"{phrase} in", ()) if name in terms.binary)

    return Parser(run)


def _role(terms: Terminals) -> Parser:
    """A Chinese noun for who does something; yields its relation."""
    table = terms.lexicon.tables[lx.RELATION]

    def run(sentence: Sentence, index: int) -> Iterable[Result]:
        for end, phrase in sentence.phrases(index, _LONGEST):
            if phrase[-1] in _ROLES:
                yield from ((end, name) for name in table.get(phrase, ()) if name in terms.binary)

    return Parser(run)
