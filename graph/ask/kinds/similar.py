"""What is most like a thing, by what the claims about them share.

Two things have the likeness J = sum of w over the features that both have / sum of w over those that either has: the
index of Jaccard ("The distribution of the flora in the alpine zone", New Phytologist 11, 1912) with weights. A feature
weighs w = ln(N / n), where n of the N things that are compared have it: the inverse document frequency of Spärck Jones
("A statistical interpretation of term specificity", Journal of Documentation 28, 1972). So what every city has counts
for nothing, and what two cities alone have counts most. J is 0 to 1, the same both ways, and says how alike the
*records* are: what was written down of two things, and not what they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import log
from typing import TYPE_CHECKING, Any

from ..answer import Answer, Named, Note, Row, RowsAtNeed, edges_that_pass, looked_at
from ..edges import Edge, Path, edges
from ..features import INDUSTRIES, MECHANISMS, MEMBERS, RELATIONS, Feature, Features, strongest
from ..look import Look
from ..parsing import maybe, seq
from ..reading import SIMILAR, Filters, Reading, Slot
from ..sentences import label_of, several
from . import OF_PATHS, Kind, text
from . import Named as Name

if TYPE_CHECKING:
    from ..inquiry import Inquiries
    from ..parsing import Parser

NOT_ENOUGH = "not-enough-on-record"
MINIMUM = 5
"""Of a thing with fewer features nothing is said."""
_TOPICS = (MECHANISMS, INDUSTRIES, MEMBERS, RELATIONS)
_Given = Mapping[Feature, Sequence[Edge]]


def similar(look: Look, reading: Reading) -> Answer:
    """One row for each thing of the class asked for (else of the thing's own) that shares a feature, likest first.

    If too little is on record of the thing, one row that says so. Things of which too little is on record are left out,
    and so are those that it is in or that are in it, since they have its claims.
    """
    thing = reading.subject.entity
    pool = look.instances(reading.object.type or look.release.index.type(thing)) | {thing}
    found = edges(look, look.release.vocabulary.relations)
    kept = edges_that_pass(found, reading.filters, look)
    given = {
        each: {feature: why for feature, why in features.items() if feature.topic in _TOPICS}
        for each, features in Features(look, kept).of(pool).items()
    }
    enough = {each: features for each, features in given.items() if len(features) >= MINIMUM}
    examined = looked_at(found, kept)
    if thing not in enough:
        said = Note("too-little", (Named(thing), len(given[thing]), MINIMUM))
        row = Row(
            look, Path(()), verdict=NOT_ENOUGH, ends=(thing, ""), title=Note("of", (Named(thing),)), notes=(said,)
        )
        return Answer(reading, (row,), examined)
    weights = rarity(enough.values())
    apart = [other for other in enough if thing not in look.within(other) and other not in look.within(thing)]
    likeness = {other: jaccard(enough[thing], enough[other], weights) for other in apart}
    ranked = sorted((other for other in likeness if likeness[other] > 0), key=lambda each: (-likeness[each], each))

    def found_like(other: str) -> Row:
        return _row(look, (thing, other), likeness[other], enough, weights, reading.language)

    return Answer(reading, RowsAtNeed(ranked, found_like), {**examined, "paths": len(likeness)})


def rarity(given: Collection[Collection[Any]]) -> dict[Any, float]:
    """The weight of each feature: ln(N / n), where n of N things have it.

    >>> {name: round(weight, 2) for name, weight in rarity([{"a", "b"}, {"a"}]).items()}
    {'a': 0.0, 'b': 0.69}
    """
    counts = Counter(feature for features in given for feature in sorted(features))
    return {feature: log(len(given) / count) for feature, count in counts.items()}


def jaccard(one: Collection[Any], other: Collection[Any], weights: Mapping[Any, float]) -> float:
    """The weight of what two things share, as a part of the weight of what either has; 0 if nothing weighs.

    >>> jaccard({"a", "b"}, {"b", "c"}, {"a": 1.0, "b": 2.0, "c": 1.0})
    0.5
    """
    either = sum(weights[each] for each in sorted({*one, *other}))
    return sum(weights[each] for each in sorted({*one} & {*other})) / either if either else 0.0


def _row(
    look: Look,
    ends: tuple[str, str],
    likeness: float,
    given: Mapping[str, _Given],
    weights: Mapping[Feature, float],
    language: str,
) -> Row:
    one, other = (given[end] for end in ends)
    # What all have weighs nothing, and is not counted either.
    either = sorted((f for f in {*one, *other} if weights[f] > 0), key=lambda f: (-weights[f], f))
    shared = [feature for feature in either if feature in one and feature in other]
    notes = [Note("likeness", (round(likeness, 3), len(shared), len(either)))]
    for topic in _TOPICS:
        features = [feature for feature in shared if feature.topic == topic]
        if features:
            names = tuple(_name(look, feature, language) for feature in features)
            notes.append(Note(topic, (names,), tuple(dict.fromkeys(_claims(features, one, other)))))
    title = Note("alike", (Named(ends[1]),))
    return Row(look, Path(()), ends=ends, title=title, notes=tuple(notes))


def _claims(features: Iterable[Feature], one: _Given, other: _Given) -> Iterator[str]:
    """Of each feature the strongest claim about either thing."""
    for feature in features:
        yield strongest(one[feature])[0]
        yield strongest(other[feature])[0]


def _name(look: Look, feature: Feature, language: str) -> Named | str:
    if feature.topic != RELATIONS:
        return Named(feature.thing)
    vocabulary = look.release.vocabulary
    before, _, after = label_of(vocabulary.relations[feature.relation], language).partition("…")
    kind = label_of(vocabulary.classes[feature.thing], language)
    return text(SIMILAR, "inward" if feature.inward else "outward", language, before, kind, after)


def _parts(look: Look, reading: Reading, named: Name) -> Sequence[str]:
    """The class that is asked for, if any, and the thing."""
    if not reading.object.type:
        return text(SIMILAR, "what", reading.language), named(reading.subject.entity)
    kind = several(look, reading.object.type, reading.language)
    return text(SIMILAR, "which", reading.language, kind), named(reading.subject.entity)


def _parsers(ask: Inquiries) -> Iterable[Parser]:
    word, words = ask.terms.word, ask.terms.words
    name, anything = ask.named, word("what").map(lambda _: Slot())
    kind = ask.terms.noun()
    asked = anything | maybe(word("which", "what", "list")) >> words("the") >> kind
    # what is similar to X; which cities (that) are like X; which cities resemble X; cities like X
    verb = maybe(word("that")) >> maybe(word("be")) >> words("the") >> word("similar") | word("resemble")
    clauses = [seq(asked << verb, name).map(lambda pair: pair[::-1])]
    # 哪些城市与X相似; 与X相似的城市有哪些; X与哪些城市相似; 哪些城市像X
    which = anything | word("which", "what") >> kind
    alike = word("similar") << words("de", "end")
    clauses += [seq(words("there") >> which << word("with"), name << alike).map(lambda pair: pair[::-1])]
    # 与X相似的有哪些; X像哪些城市
    listed = words("shi") >> words("there") >> word("which", "what") << words("end")
    clauses += [seq(word("with") >> name << word("similar") << word("de"), listed.map(lambda _: Slot()))]
    clauses += [seq(name << word("resemble"), which << words("end"))]
    clauses += [
        seq(word("with") >> name << word("similar") << word("de"), kind)
        << words("shi")
        << words("there")
        << word("which", "what")
        << words("end")
    ]
    clauses += [seq(name << word("with"), which << alike)]
    for clause in clauses:
        yield ask.framed(clause.map(lambda pair: Reading(SIMILAR, "", Slot(entity=pair[0].entity), pair[1])))


def _query(look: Look, reading: Reading) -> Sequence[str]:
    return ("?claim agglo:status status:accepted ; agglo:subject ?subject ; agglo:object ?object .",)


KIND = Kind(_parsers, similar, _query, filters=Filters.names() - OF_PATHS, parts=_parts)
