"""Which things rest on one witness: every claim of a cause behind them comes from one group of sources.

Sources are one group, and count once, when they share an author or a publisher, when one is derived from the other, or
when they report one study (`compile.belief`). The last step of every causal route to a thing is a claim about it, and
is itself a route; so all routes rest on one group when all the claims that lead to the thing do. A claim that a second
group supports stands without the first. A thing to which no claim leads rests on no witness, and is not listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ...light import replace
from ...namespaces import ONTOLOGY
from ..answer import Answer, Note, Row, in_and_out, looked_at
from ..claims import claim_view
from ..edges import Edge, Path, edges
from ..inquest import claim_passes
from ..look import Look, SourceView
from ..patterns import of_relations, shown
from ..reading import WITNESSES, Reading
from ..weighed import INTERESTED
from . import Kind, Named, of_class

if TYPE_CHECKING:
    from ..inquiry import Inquiries
    from ..parsing import Parser

ONE, PARTLY, SIDE = "single-witness", "single-witness-partly-interested", "single-interested-witness"
_ORDER = (SIDE, PARTLY, ONE)


def witnesses(look: Look, reading: Reading) -> Answer:
    """One row for each thing of a class that rests on one witness, the interested ones first.

    Its path holds all the claims that lead to the thing, which are no chain. Filters on places are about the thing, the
    others about the claims: what they leave out counts as not said.
    """
    filters, unplaced = reading.filters, replace(reading.filters, places=(), not_places=())
    drives = look.release.vocabulary.narrower_relations["drives"]
    members = {id_ for id_ in look.instances(reading.subject.type) if in_and_out(look.within(id_), filters)}
    found = [edge for edge in edges(look, drives) if edge.sign > 0 and edge.object in members]
    look.gather(edge.claim for edge in found)
    kept = [edge for edge in found if claim_passes(look, claim_view(look, edge.claim), unplaced)]
    led: dict[str, list[Edge]] = {}
    for edge in kept:
        led.setdefault(edge.object, []).append(edge)
    rows = [row for end, causes in led.items() if (row := _row(look, reading.language, end, causes))]
    rows.sort(key=lambda row: (_ORDER.index(row.verdict), -len(row.claims), row.start))
    return Answer(reading, tuple(rows), {**looked_at(found, kept, len(kept)), "things": len(led)})


def _row(look: Look, language: str, end: str, causes: Sequence[Edge]) -> Row | None:
    ordered = sorted(causes, key=lambda edge: Path((edge,)).rank())
    claims = [claim_view(look, edge.claim) for edge in ordered]
    if len(set().union(*(claim.groups for claim in claims))) != 1 or not all(claim.groups for claim in claims):
        return None
    sources = [look.source(id_) for id_ in sorted(set().union(*(claim.supporting for claim in claims)))]
    interests = {source.interest for source in sources}
    verdict = SIDE if interests <= INTERESTED else PARTLY if interests & INTERESTED else ONE
    notes = _notes(look, language, sources)
    return Row(look, Path(tuple(ordered)), verdict=verdict, ends=(end, ""), notes=notes)


def _notes(look: Look, language: str, sources: Sequence[SourceView]) -> tuple[Note, ...]:
    """Who the witness is: the makers that all its texts share, else the texts; and what stake it has."""
    from ..sentences import label_of, message, source_title

    makers = [[*each.author, *filter(None, (each.publisher,))] for each in sources]
    shared = [maker for maker in dict.fromkeys(makers[0]) if all(maker in others for others in makers)]
    titles = [source_title(look, each.id, language) for each in sources]
    comma = message("list", language)
    witness = Note("witness", (comma.join(dict.fromkeys(shared or titles)), len(sources)))
    stakes = look.release.vocabulary.choices["interest"]
    known = [label_of(stakes[name], language) for name in sorted({s.interest for s in sources} & stakes.keys())]
    return (witness, Note("interest", (comma.join(known),))) if known else (witness,)


def _parsers(ask: Inquiries) -> Iterable[Parser]:
    word, words = ask.terms.word, ask.terms.words
    # which clusters (in X) rest on one witness; (X的)哪些集群只有一个来源
    clause = ask.asking << word("one_witness") << words("end")
    yield ask.framed(clause.map(of_class(WITNESSES)))


def _query(look: Look, reading: Reading) -> Sequence[str]:
    return (
        "?claim agglo:status status:accepted ; agglo:polarity polarity:increases ; agglo:object ?end .",
        f"?end a {shown(ONTOLOGY + reading.subject.type)} .",
        *of_relations(look.release.vocabulary.narrower_relations["drives"]),
    )


def _parts(look: Look, reading: Reading, _: Named) -> Sequence[str]:
    """The class, as it stands after `which`."""
    from ..sentences import several

    return (several(look, reading.subject.type, reading.language),)


KIND = Kind(_parsers, witnesses, _query, parts=_parts, general=True)
