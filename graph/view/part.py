"""A part of a graph that has a page of its own: some claims, with all that they name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from ..ask.answer import Answer
from ..ask.claims import FALLEN, claim_views
from ..ask.look import Look
from ..ask.lookups import closure
from ..ask.reading import ABOUT, INSTANCES, Reading, Slot
from ..ask.sentences import sentence
from ..ask.tongues import LANGUAGES
from ..errors import QuestionError
from ..light import dataclass, replace
from .focus import around, claims_among
from .opening import Hop

Paths = Sequence[Sequence[Hop]]


@dataclass(frozen=True)
class Part:
    """What a page shows of a graph.

    Attributes:
        claims: the ids of its claims, ordered.
        things: the ids of the entities that these name, with all that they lie in or are a kind of, ordered.
        ends: those that claims join, and those that it is about, ordered: what is drawn.
        paths: what its first picture draws, the most important first.
        title: what it shows, by language.
        start: the address of what its page opens on; the first picture if empty.
    """

    claims: Sequence[str]
    things: Sequence[str]
    ends: Sequence[str]
    paths: Paths
    title: Mapping[str, str]
    start: str = ""


def part_of(
    look: Look, claims: Iterable[str], paths: Paths, title: Mapping[str, str], about: Iterable[str] = ()
) -> Part:
    """The part of a graph that some claims make; they are drawn after the paths, each by itself.

    Args:
        look: the release.
        claims: ids of the claims.
        paths: what is drawn first, as far as it can be.
        title: what the part is, by language.
        about: ids of things that belong to it even if no claim of it names them.
    """
    ids = list(dict.fromkeys(claims))
    views = claim_views(look, ids)
    drawn = {claim.id: claim for claim in views if claim.object and claim.status not in FALLEN}
    told = {hop.claim for path in paths for hop in path}
    single = ([Hop(id_, claim.subject, claim.object)] for id_, claim in drawn.items() if id_ not in told)
    shown = [chain for path in (*paths, *single) for chain in _chains(path, drawn)]
    named = {id_: None for id_ in about if look.exists(id_)}
    ends = {*named}
    for claim in views:
        named |= dict.fromkeys((claim.subject, claim.object, *claim.through, *claim.where))
        named |= dict.fromkeys(id_ for evidence in claim.evidence for id_ in evidence.said_by)
    things: set[str] = set()
    for id_ in filter(look.exists, named):
        things |= look.within(id_)
    index = look.release.index
    things = {up for id_ in things for up in closure(id_, lambda each: index.directly_above("broader", each))}
    # Figures and events of one thing are no lines of a picture, nor are things by themselves.
    start = "o=0&all=yes" if ends else "" if shown or not ids else "w=table"
    ends |= {end for claim in views for end in (claim.subject, claim.object) if end}
    return Part(sorted(ids), sorted(things), sorted(ends & things), shown, title, start)


def _chains(path: Sequence[Hop], drawn: Collection[str]) -> Iterator[list[Hop]]:
    """The pieces of a path that can be drawn: in each of them every claim begins where the one before it ends."""
    chain: list[Hop] = []
    for hop in path:
        if hop.claim not in drawn or hop.cause == hop.effect:
            continue
        if chain and chain[-1].effect != hop.cause:
            yield chain
            chain = []
        chain.append(hop)
    if chain:
        yield chain


def chosen(look: Look, focus: Sequence[str], hops: int, found: Answer | None) -> Part:
    """The part of a page that holds nothing but what it opens on: an answer, else things and what is around them.

    Raises:
        QuestionError: there is neither.
    """
    if found:
        return part_of_answer(look, found)
    if focus:
        return part_around(look, focus, hops)
    raise QuestionError("nothing is named that the page could be of", "name a thing, or ask a question")


def part_of_answer(look: Look, found: Answer) -> Part:
    """The part that an answer names."""
    # Things by themselves are the answer; elsewhere they are what its claims name.
    about = [row.start for row in found.rows] if found.reading.kind == INSTANCES else []
    return part_of(look, found.claims, hops_of(found), titled(look, found.reading), about)


def part_around(look: Look, focus: Sequence[str], hops: int) -> Part:
    """The part that things make with all that is linked with them within some steps; what is about the things first."""
    focus = list(dict.fromkeys(focus))
    found = around(look, focus, hops)
    own = [id_ for each in focus for id_ in look.mentions(each)]
    title = titled(look, Reading(ABOUT, "", Slot(entity=focus[0]), Slot()))
    if len(focus) > 1:
        names = {tag: [look.shown(id_, tag) for id_ in focus] for tag in LANGUAGES}
        title = {tag: (", " if tag == "en" else "、").join(each) for tag, each in names.items()}
    made = part_of(look, (*own, *claims_among(look, found.seen)), (), title)
    return replace(made, start=found.address)


def hops_of(found: Answer) -> list[list[Hop]]:
    """The paths of an answer, as a picture draws them."""
    return [[Hop(edge.claim, edge.subject, edge.object) for edge in row.path.edges] for row in found.rows]


def titled(look: Look, reading: Reading) -> dict[str, str]:
    """A question as the title of a page."""
    return {tag: sentence(look, reading.in_language(tag)) for tag in LANGUAGES}
