"""Two things side by side: one row for each topic on which something is on record of either.

What is on record of one thing only is said so, and not that the other lacks it: what is not recorded is not absent.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from ...errors import QuestionError
from ...light import dataclass
from ...namespaces import ENTITY
from ..answer import Answer, Named, Note, Row, all_count, all_looked_at, edges_that_pass, looked_at
from ..claims import claim_views
from ..edges import Edge, Path, edges
from ..features import INDUSTRIES, MECHANISMS, POLICIES, Feature, Features, strongest
from ..figures import Pairs, paired
from ..inquest import claim_passes, inquest
from ..look import Look
from ..near import by_end, edges_about
from ..parsing import maybe, seq
from ..patterns import inside_of, values
from ..reading import COMPARE, DISPUTES, Filters, Reading, Slot
from ..sentences import label_of
from . import OF_PATHS, Kind, text
from .gaps import ends_of, members, signs_of

if TYPE_CHECKING:
    from ..inquiry import Inquiries
    from ..parsing import Parser

_TOPICS = (MECHANISMS, INDUSTRIES, POLICIES)
_APART = ((1, 2), (2, 1))
_Ends = tuple[str, str]
_Given = Mapping[Feature, Sequence[Edge]]


def compare(look: Look, reading: Reading) -> Answer:
    """One row for each topic: its notes say what is on record of both, of one alone, of neither, each with the claims.

    Raises:
        QuestionError: both are the same thing.
    """
    ends = one, other = reading.subject.entity, reading.object.entity
    if one == other:
        raise QuestionError(
            text(COMPARE, "same", reading.language, look.shown(one, reading.language)), language=reading.language
        )
    kept, examined = _claims(look, reading)
    features, side = Features(look, kept, relations=False), _siding(look, ends)
    given = features.of(ends)
    figures = paired(look, ends, reading)
    topics: list[tuple[str, Iterable[Note]]] = [
        ("kinds", _kinds(look, ends, reading.language)),
        ("clusters", _clusters(look, ends, kept)),
        *((topic, _shared(ends, *_of_topic(look, [given[end] for end in ends], topic))) for topic in _TOPICS),
        ("figures", _figures(ends, figures)),
        ("between", _between(side, kept)),
        ("disputes", _disputes(look, ends, reading)),
        ("frameworks", _frameworks(look, ends, _Held(look, reading.filters, side, kept, features.where))),
    ]
    rows = [
        Row(look, Path(()), ends=ends, title=Note(name), notes=tuple(notes))
        for name, said in topics
        if (notes := list(said))
    ]
    examined["claims"] += figures.examined
    examined["claims left out by filters"] += figures.left_out
    return Answer(reading, tuple(rows), examined)


def _claims(look: Look, reading: Reading) -> tuple[list[Edge], dict[str, int]]:
    """The claims that may say something of either thing, and what was examined."""
    relations = look.release.vocabulary.relations
    if all_count(look, reading.filters):
        near = edges_about(look, relations, look.inside(reading.subject.entity) | look.inside(reading.object.entity))
        return near, all_looked_at(look.release.index.edge_count(relations))
    found = edges(look, relations)
    kept = edges_that_pass(found, reading.filters, look)
    return kept, looked_at(found, kept)


def _siding(look: Look, ends: _Ends) -> Callable[[str], int]:
    """Which of the two things an entity is in: 1 the first, 2 the second, 3 both, 0 neither."""
    one, other = map(look.inside, ends)
    return lambda id_: (id_ in one) + 2 * (id_ in other)


def _kinds(look: Look, ends: _Ends, language: str) -> Iterator[Note]:
    """What they are, where that differs, and whether one is in the other."""
    types = [look.release.index.type(end) for end in ends]
    if types[0] != types[1]:
        classes = look.release.vocabulary.classes
        for end, name in zip(ends, types, strict=True):
            yield Note("kind", (Named(end), label_of(classes[name], language)))
    for inner, outer in (ends, ends[::-1]):
        if outer in look.within(inner):
            yield Note("inside", (Named(inner), Named(outer)))


def _clusters(look: Look, ends: _Ends, kept: Sequence[Edge]) -> Iterator[Note]:
    """The clusters in each of them, or that it bears on if it is no place; with the claims of their anchors."""
    drives = look.release.vocabulary.narrower_relations["drives"]
    led = [e for e in kept if e.relation in drives and e.sign > 0 and look.is_a(e.object, "Cluster")]
    leading = by_end((e for e in led if look.is_a(e.subject, "Anchor")), ends=True)
    for end in ends:
        inside = look.inside(end)
        own = {id_ for id_ in inside if look.is_a(id_, "Cluster")}
        why = {cluster: strongest(leading.get(cluster, ())) for cluster in own}
        if not own and not look.is_a(end, "Place"):
            mine = [edge for edge in led if edge.subject in inside]
            own = {edge.object for edge in mine}
            why = {cluster: strongest(edge for edge in mine if edge.object == cluster) for cluster in own}
        for cluster in sorted(own, key=lambda each: (-len(why[each]), each)):
            if why[cluster]:
                yield Note("cluster", (Named(end), Named(cluster)), tuple(why[cluster]))
        if bare := sorted(cluster for cluster in own if not why[cluster]):
            yield Note("clusters-alone", (Named(end), _names(bare)))


def _of_topic(look: Look, given: Sequence[_Given], topic: str) -> Iterator[dict[str, tuple[str, ...]]]:
    """For each of some things what it has of a topic, with the claims, the strongest first.

    Who has a narrower mechanism has the broader one too, if another has that one on record.
    """
    own = [{f.thing: strongest(why) for f, why in each.items() if f.topic == topic} for each in given]
    every = sorted(set().union(*own))
    for mine in own:
        found = {each: [each, *sorted(look.with_narrower(each) - {each})] for each in every}
        yield {
            each: claims
            for each, kinds in found.items()
            if (claims := _in_turn(*(mine[kind] for kind in kinds if kind in mine)))
        }


def _shared(ends: _Ends, one: Mapping[str, Sequence[str]], other: Mapping[str, Sequence[str]]) -> Iterator[Note]:
    """What is on record of both, each with the claims of either in turn; then what is of one alone."""
    both = sorted(one.keys() & other.keys(), key=lambda each: (-min(len(one[each]), len(other[each])), each))
    for each in both:
        yield Note("both", (Named(each),), _in_turn(one[each], other[each]))
    if (one or other) and not both:
        yield Note("both-none")
    for end, mine, others in ((ends[0], one, other), (ends[1], other, one)):
        if alone := sorted(mine.keys() - others.keys(), key=lambda each: (-len(mine[each]), each)):
            yield Note("only", (Named(end), _names(alone)), _in_turn(*(mine[each] for each in alone)))
        elif others and not mine:
            yield Note("unrecorded", (Named(end),))


def _frameworks(look: Look, ends: _Ends, present: _Held) -> Iterator[Note]:
    """For each framework of which a member is on record of either, as `gaps` has it: its members by of whom they are.

    The framework with most members on record of both comes first, then the one with most of either.
    """
    frameworks = sorted(look.instances("Framework"))
    look.gather_naming(frameworks)
    held = {framework: members(look, framework) for framework in frameworks}
    seen = present.of({member for those in held.values() for member in those})
    found: list[tuple[tuple[int, int, str], list[str]]] = []
    for framework, those in held.items():
        both = sum(all(seen[member]) for member in those)
        either = sum(any(seen[member]) for member in those)
        if either and not set(ends) & {framework}:
            found.append(((-both, -either, framework), those))
    for (*_, framework), those in sorted(found):
        groups: dict[tuple[bool, bool], list[str]] = {}
        for member in those:
            one, other = seen[member]
            groups.setdefault((bool(one), bool(other)), []).append(member)
        for which, name in (
            ((True, True), "framework-both"),
            ((True, False), "framework-only"),
            ((False, True), "framework-only"),
            ((False, False), "framework-neither"),
        ):
            if group := groups.get(which):
                end = (Named(ends[which.index(True)]),) if sum(which) == 1 else ()
                claims = _in_turn(*(_in_turn(*seen[member])[:2] for member in group))
                yield Note(name, (Named(framework), _names(group), *end), claims)


@dataclass(frozen=True)
class _Held:
    """What is on record in either of two things of members of frameworks, as `gaps` has it.

    Attributes:
        look: the release.
        filters: those of the question.
        side: which of the two an entity is in.
        kept: the accepted claims between two things that pass the filters.
        where: for claims that say so, where they hold.
    """

    look: Look
    filters: Filters
    side: Callable[[str], int]
    kept: Sequence[Edge]
    where: Mapping[str, Sequence[str]]

    def of(self, members: Collection[str]) -> dict[str, tuple[list[str], list[str]]]:
        """For each member the accepted claims by which it is in either: its own, then those of what stands for it."""
        look = self.look
        look.gather_naming(members)
        signs = {member: signs_of(look, member) for member in members}
        look.gather_naming((sign for those in signs.values() for sign in those), outlines=False)
        naming = {sign: {*look.mentions(sign), *look.through(sign)} for those in signs.values() for sign in those}
        sides = self._sides(set().union(*naming.values()))
        found = {}
        for member, those in signs.items():
            named = ((len(those[sign]), id_) for sign in those for id_ in naming[sign] & sides.keys())
            ordered = sorted((many, -(look.outline(id_).confidence or 0), id_) for many, id_ in named)
            one, other = (list(dict.fromkeys(id_ for *_, id_ in ordered if sides[id_] & bit)) for bit in (1, 2))
            found[member] = one, other
        return found

    def _sides(self, claims: set[str]) -> dict[str, int]:
        """Which of the two each of some claims is about; what is about neither, or does not count, is left out."""
        ends: dict[str, Sequence[str]] = {e.claim: (e.subject, e.object) for e in self.kept if e.claim in claims}
        others = (view for view in claim_views(self.look, claims - ends.keys()) if view.status == "accepted")
        ends |= {view.id: ends_of(view) for view in others if claim_passes(self.look, view, self.filters)}
        found = {}
        for claim, about in ends.items():
            sides = 0
            for id_ in self.where.get(claim, about):
                sides |= self.side(id_)
            if sides:
                found[claim] = sides
        self.look.gather(found)
        return found


def _figures(ends: _Ends, figures: Pairs) -> Iterator[Note]:
    for pair in figures.pairs:
        kind = (pair.relation, pair.unit)
        years = () if pair.apart is None else (pair.apart,)
        name = "undated" if not years else "apart" if pair.apart else "same-year"
        yield Note(f"figure-{name}", (*kind, *(years if pair.apart else ())), pair.claims)
        if not pair.alike:
            yield Note("figure-unlike")
    for end, alone in zip(ends, figures.alone, strict=True):
        if alone:
            yield Note("only", (Named(end), tuple(dict.fromkeys(alone.values()))), tuple(alone))


def _between(side: Callable[[str], int], kept: Iterable[Edge]) -> Iterator[Note]:
    """The claims that join what is of one alone to what is of the other alone."""
    found = [edge for edge in kept if (side(edge.subject), side(edge.object)) in _APART]
    if found:
        yield Note("joined", (len(found),), tuple(strongest(found)))


def _disputes(look: Look, ends: _Ends, reading: Reading) -> Iterator[Note]:
    for end in ends:
        rows = inquest(look, Reading(DISPUTES, "", Slot(entity=end), Slot(), reading.filters)).rows
        if rows:
            claims = tuple(row.path.edges[0].claim for row in rows)
            yield Note("disputed", (Named(end), len(claims)), claims)


def _in_turn(*lists: Iterable[str]) -> tuple[str, ...]:
    """The first of each list, then the second of each, and so on; each once."""
    return tuple(dict.fromkeys(each for each in chain.from_iterable(zip_longest(*lists)) if each is not None))


def _names(ids: Iterable[str]) -> tuple[Named, ...]:
    return tuple(map(Named, ids))


def _parsers(ask: Inquiries) -> Iterable[Parser]:
    word, words = ask.terms.word, ask.terms.words
    name = ask.named
    two = seq(name << word("versus"), name)
    # compare X and Y; how do X and Y differ; how does X compare with Y; X和Y有什么不同; 比较X和Y
    for clause in (
        word("compare") >> two << words("end"),
        word("how", "what") >> word("do", "be") >> two << word("differ"),
        seq(word("how") >> word("do") >> name << word("differs_from"), name),
        maybe(word("compare")) >> two << word("differ") << words("end"),
    ):
        yield ask.framed(clause.map(lambda pair: Reading(COMPARE, "", *pair)))


def _query(look: Look, reading: Reading) -> Sequence[str]:
    both = values("?about", (ENTITY + slot.entity for slot in (reading.subject, reading.object)))
    return (f"{both} ?named {inside_of(look)} ?about .", "?claim agglo:subject|agglo:object|agglo:where ?named .")


KIND = Kind(_parsers, compare, _query, filters=Filters.names() - OF_PATHS)
