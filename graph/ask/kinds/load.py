"""Which claims bear the most load: how many competency answers would no longer hold if a claim fell.

What should be verified first stands first: the most answers, then the weaker evidence (not assessed, then the lower
confidence, then the fewer independent sources).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ...namespaces import ENTITY
from ..answer import Answer, Note, Row
from ..claims import ClaimView, claim_view
from ..edges import Path
from ..inquest import claim_passes, concerns, edge_of
from ..look import Look
from ..parsing import alt, maybe, seq
from ..patterns import shown
from ..reading import LOAD, Reading, Slot
from . import Kind

if TYPE_CHECKING:
    from ..bearing import Bearing
    from ..expectations import Expected, Shortfall
    from ..inquiry import Inquiries
    from ..parsing import Parser

_NOT_ASSESSED = -1.0


def load(look: Look, reading: Reading) -> Answer:
    """One row for each claim on which an answer rests, what should be verified first at the head.

    The clocks narrow the questions too, which are then asked as of that year; all other filters narrow the claims.
    """
    from ..bearing import bearing

    found = bearing(look, reading.filters)
    about = reading.subject.entity
    views = [claim_view(look, id_) for id_ in found.flips]
    wanted = [claim for claim in views if not about or concerns(look, claim, about)]
    kept = [claim for claim in wanted if claim_passes(look, claim, reading.filters)]
    kept.sort(key=lambda claim: verified_first(claim, len(found.flips[claim.id])))
    rows = tuple(_row(look, reading, claim, found) for claim in kept)
    examined = {
        "claims": found.claims,
        "claims left out by filters": len(wanted) - len(kept),
        "paths": found.paths,
        "questions": found.questions,
        "questions that fail already": found.failing,
    }
    return Answer(reading, rows, examined)


def verified_first(claim: ClaimView, answers: int) -> tuple[int, float, int, str]:
    """The order: more answers, then weaker evidence, then the id."""
    confidence = _NOT_ASSESSED if claim.confidence is None else claim.confidence
    return -answers, confidence, claim.independent_sources, claim.id


def _row(look: Look, reading: Reading, claim: ClaimView, found: Bearing) -> Row:
    from ..present import statement

    fallen = found.flips[claim.id]
    head = Note("bears-one") if len(fallen) == 1 else Note("bears", (len(fallen),))
    notes = (head, *(_note(look, reading.language, claim.id, *each) for each in fallen))
    title = Note("title", (statement(look, claim, reading.language),))
    return Row(look, Path((edge_of(claim),)), title=title, notes=notes)


def _note(look: Look, language: str, claim: str, expected: Expected, lost: Shortfall) -> Note:
    """How one answer would fall short, with the line of the question."""
    text, place = expected.shown(language), "{}:{}".format(*look.release.position("Question", expected.id))
    others = sorted(lost.missing - {claim})
    if lost.too_few:
        return Note("too-few", (text, lost.rows, int(expected.least), place))
    if others:
        return Note("missing", (text, ", ".join(others), place))
    if lost.missing:
        return Note("named", (text, place))
    return Note("unwanted", (text, ", ".join(sorted(lost.unwanted)), place))


def _parsers(ask: Inquiries) -> Iterable[Parser]:
    word, words = ask.terms.word, ask.terms.words
    nothing, on = Slot(), word("on")
    claims, bear = word("which_claims"), word("bear_load")
    about = on >> ask.named
    # which claims (about X) bear the most load; (关于X)哪些论断最关键; (关于X)应先核实哪些论断
    for clause in (
        (claims >> maybe(about) << bear),
        (claims >> bear >> maybe(about)),
        seq(maybe(about), alt(claims >> bear, word("verify_first"))).map(lambda pair: pair[0]),
    ):
        asked = (clause << words("end")).map(lambda slot: Reading(LOAD, "", slot or nothing, Slot()))
        yield ask.framed(asked)


def _query(look: Look, reading: Reading) -> Sequence[str]:
    if not reading.subject.entity:
        return ()
    from ..sparql import concerning

    return concerning(look, shown(ENTITY + reading.subject.entity))


KIND = Kind(_parsers, load, _query, general=True)
