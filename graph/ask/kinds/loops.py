"""Feedback loops: the simple cycles of accepted causal claims, signed.

A loop is reinforcing where the product of its signs is positive and balancing where it is negative (Sterman, Business
Dynamics, 2000, chapter 5); where a claim says no sign the loop has none, and is listed last as work to do. Its claims
must carry on all the way round, as those of a path must (`answer.carries_on`): a loop that gets from one city to
another through an idea is no loop. In time they must carry on from one of them at least, which is where it is told
from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from ...errors import QuestionError
from ..answer import Answer, Named, Note, Row, carries_on, edges_that_pass, looked_at
from ..claims import claim_view
from ..edges import Edge, Path, edges
from ..look import Look
from ..parsing import maybe
from ..patterns import of_relations
from ..reading import LOOPS, Filters, Reading, Slot
from . import OF_PATHS, Kind, text

if TYPE_CHECKING:
    from ..inquiry import Inquiries
    from ..parsing import Parser

REINFORCING, BALANCING, UNSIGNED = "reinforcing", "balancing", "unknown-sign"
_VERDICTS = {1: REINFORCING, -1: BALANCING, 0: UNSIGNED}
_LONGEST = 6
MOST = 50_000
"""With more cycles than that a question is refused: their number grows with a power of their length."""


def loops(look: Look, reading: Reading) -> Answer:
    """One row for each ring of entities and sign, told by the claims with the strongest weakest link.

    Signed ones first, then the shorter, then the stronger. Of a reading about an entity, the loops that run through it
    or through something in it.

    Raises:
        QuestionError: there are more cycles than anybody would read.
    """
    found = edges(look, look.release.vocabulary.of_kind("causal"))
    kept = edges_that_pass(found, reading.filters, look)
    about = reading.subject.entity
    cycles = list(islice(simple_cycles(kept, reading.hops), MOST + 1))
    if len(cycles) > MOST:
        raise QuestionError(text(LOOPS, "too-many", reading.language, MOST, reading.hops), language=reading.language)
    told = [
        path
        for cycle in cycles
        if not about or any(about in look.within(edge.subject) for edge in cycle)
        if (path := in_order(look, cycle))
    ]
    rings: dict[tuple[frozenset[tuple[str, str]], int], list[Path]] = {}
    for path in told:
        rings.setdefault((frozenset((e.subject, e.object) for e in path.edges), path.sign), []).append(path)
    best = [(min(ways, key=Path.rank), len(ways) - 1) for ways in rings.values()]
    best.sort(key=lambda each: (not each[0].sign, each[0].rank()))
    rows = tuple(_row(look, path, others) for path, others in best)
    return Answer(reading, rows, looked_at(found, kept, len(told)))


def simple_cycles(found: Iterable[Edge], hops: int) -> Iterator[tuple[Edge, ...]]:
    """Every cycle of at most `hops` edges that comes through no entity twice, once, from its first entity by id.

    Of parallel edges each makes a cycle of its own; an edge from an entity to itself is a cycle. What cannot get back
    in the hops left is not walked into.
    """
    outgoing: dict[str, list[Edge]] = {}
    incoming: dict[str, list[str]] = {}
    for edge in found:
        outgoing.setdefault(edge.subject, []).append(edge)
        incoming.setdefault(edge.object, []).append(edge.subject)
    for root in sorted(outgoing.keys() & incoming.keys()):
        yield from _back(root, (), root, outgoing, _distances(incoming, root, hops), hops)


def _distances(incoming: Mapping[str, Sequence[str]], root: str, hops: int) -> dict[str, int]:
    """The number of edges from each entity after `root` by id back to it, where it is less than `hops`."""
    distance, frontier = {root: 0}, [root]
    for step in range(1, hops):
        frontier = sorted({up for here in frontier for up in incoming.get(here, ()) if up > root} - distance.keys())
        distance.update(dict.fromkeys(frontier, step))
    return distance


def _back(
    here: str,
    trail: tuple[Edge, ...],
    root: str,
    outgoing: Mapping[str, Sequence[Edge]],
    distance: Mapping[str, int],
    left: int,
) -> Iterator[tuple[Edge, ...]]:
    """The ways from `here` back to `root` with `left` edges to go."""
    for edge in outgoing.get(here, ()):
        way = (*trail, edge)
        if edge.object == root:
            yield way
        elif distance.get(edge.object, left) < left and all(edge.object != one.subject for one in way):
            yield from _back(edge.object, way, root, outgoing, distance, left - 1)


def in_order(look: Look, cycle: Sequence[Edge]) -> Path | None:
    """A cycle as the path along which its claims can have come about; None if they do not carry on all the way round.

    Of several such paths, the one whose first claim begins first, then the first by id.
    """
    turns = [(*cycle[number:], *cycle[:number]) for number in range(len(cycle))]
    for first, *others in turns:
        # Who goes round has been everywhere before; when a claim began says nothing of the second time round.
        if not carries_on(look, others or [first], first._replace(begun="")):
            return None
    ways = [t for t in turns if all(carries_on(look, t[:place], t[place]) for place in range(1, len(t)))]
    ways.sort(key=lambda turn: (turn[0].since or "~", turn[0].claim))
    return Path(ways[0]) if ways else None


def delay(path: Path) -> tuple[int, int] | None:
    """The years from the beginning of the first claim of a loop to that of the last: at least and at most.

    None unless two of its claims say when they began.
    """
    dated = [(int(edge.since[:4]), int(edge.begun[:4])) for edge in path.edges if edge.since and edge.begun]
    if len(dated) < 2:
        return None
    since, begun = zip(*dated, strict=True)
    return max(0, max(since) - min(begun)), max(begun) - min(since)


def _row(look: Look, path: Path, others: int) -> Row:
    ring = (*(Named(edge.subject) for edge in path.edges), Named(path.end))
    return Row(
        look,
        path,
        others,
        _VERDICTS[path.sign],
        title=Note(f"loop-{len(path.edges)}", ring),
        notes=(*_delays(path), *_unsigned(look, path)),
    )


def _delays(path: Path) -> Iterator[Note]:
    years = delay(path)
    if years is None:
        return
    least, most = years
    yield Note("delay-between", years) if least != most else Note("delay", (most,)) if most else Note("delay-none")
    undated = sum(not (edge.since and edge.begun) for edge in path.edges)
    if undated:
        yield Note("undated", (undated, len(path.edges)))


def _unsigned(look: Look, path: Path) -> Iterator[Note]:
    """The claims that the sign of a loop waits for."""
    for edge in path.edges:
        if not edge.sign:
            claim = claim_view(look, edge.claim)
            yield Note(
                "sign-wanted", (Named(edge.subject), Named(edge.object), edge.claim, f"{claim.file}:{claim.line}")
            )


def _parsers(ask: Inquiries) -> Iterable[Parser]:
    word, words = ask.terms.word, ask.terms.words
    loop, name, nothing = words("the") >> word("loop"), ask.named, Slot()
    asked = word("which", "what", "list") >> loop
    passing = maybe(word("that")) >> word("run_through") >> name
    # which feedback loops (are there | run through X | are there in X); 哪些循环经过硅谷
    every = asked << words("there")
    clauses = [every.map(lambda _: nothing), every >> passing]
    # 有哪些反馈循环; 硅谷有哪些反馈循环; 经过硅谷的循环有哪些
    some = word("there") >> word("which", "what") >> loop
    clauses += [some.map(lambda _: nothing), words("in") >> name << words("of") << some << words("end")]
    clauses += [some >> passing]
    clauses += [
        word("run_through") >> name << word("of") << loop << words("there") << word("which", "what") << words("end")
    ]
    for clause in clauses:
        yield ask.framed(clause.map(lambda slot: Reading(LOOPS, "", slot, Slot(), hops=_LONGEST)))


def _query(look: Look, reading: Reading) -> Sequence[str]:
    return (
        "?claim agglo:status status:accepted ; agglo:subject ?subject ; agglo:object ?object .",
        *of_relations(look.release.vocabulary.of_kind("causal")),
    )


KIND = Kind(_parsers, loops, _query, filters=Filters.names() - OF_PATHS, hops=True, longest=_LONGEST, general=True)
