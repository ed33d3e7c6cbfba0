"""Which claims bear the most load: how many competency answers would no longer hold if a claim fell.

What should be verified first stands first: the most answers, then the weaker evidence (not assessed, then the lower
confidence, then the fewer independent sources).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ...namespaces import ENTITY
from ..answer import Answer, Note, Row, RowsAtNeed
from ..claims import claim_view
from ..edges import Path
from ..inquest import claim_passes, concerns, edge_of
from ..look import Look
from ..parsing import alt, maybe, seq
from ..patterns import concerning, shown
from ..reading import LOAD, Filters, Reading, Slot
from . import Kind

if TYPE_CHECKING:
    from ..bearing import Bearing
    from ..expectations import Expected, Shortfall
    from ..inquiry import Inquiries
    from ..parsing import Parser


def load(look: Look, reading: Reading) -> Answer:
    """One row for each claim on which an answer rests, what should be verified first at the head.

    The clocks narrow the questions too, which are then asked as of that year; all other filters narrow the claims. What
    rests on each claim is kept beside the release (`kept`); with a clock every question is asked anew, which takes
    seconds.
    """
    from ..kept import bearing_of

    found = bearing_of(look, reading.filters)
    wanted, kept = _asked_for(look, reading, found.flips)
    examined = {
        "claims": found.claims,
        "claims left out by filters": len(wanted) - len(kept),
        "paths": found.paths,
        "questions": found.questions,
        "questions that fail already": found.failing,
    }
    return Answer(reading, RowsAtNeed(kept, lambda id_: _row(look, reading, id_, found)), examined)


def _asked_for(look: Look, reading: Reading, ids: Iterable[str]) -> tuple[list[str], list[str]]:
    """The claims that the question is about, and those of them that meet its filters."""
    wanted, about = list(ids), reading.subject.entity
    if about:
        wanted = [id_ for id_ in wanted if concerns(look, claim_view(look, id_), about)]
    if reading.filters == Filters():
        return wanted, wanted
    return wanted, [id_ for id_ in wanted if claim_passes(look, claim_view(look, id_), reading.filters)]


def _row(look: Look, reading: Reading, id_: str, found: Bearing) -> Row:
    from ..present import statement

    claim, fallen = claim_view(look, id_), found.flips[id_]
    head = Note("bears-one") if len(fallen) == 1 else Note("bears", (len(fallen),))
    notes = (head, *(_note(look, reading.language, id_, *each) for each in fallen))
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
    return concerning(look, shown(ENTITY + reading.subject.entity))


KIND = Kind(_parsers, load, _query, general=True)
