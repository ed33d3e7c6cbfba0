"""Which things of a kind there are, those of which most is on record first; or where a thing is.

One answer for each thing: what it lies in, by claims and by its record; what gives it a role; and how many claims name
it. A thing by itself is no claim, so no filter goes with the question but those on places.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from typing import TYPE_CHECKING

from ...light import replace
from ...namespaces import ENTITY, ONTOLOGY
from ..answer import Answer, Named, Note, Row, RowsAtNeed, all_looked_at, in_and_out
from ..edges import Path
from ..look import Look
from ..parsing import maybe, seq
from ..patterns import directly_in, shown, values
from ..reading import INSTANCES, Reading, Slot
from . import Kind, of_class, text
from . import Named as Naming

if TYPE_CHECKING:
    from ..inquiry import Inquiries
    from ..parsing import Parser


def instances(look: Look, reading: Reading) -> Answer:
    """One row for each thing of a class or role that is in the places that the filters name.

    Of a thing by itself one row, if anything says where it is.
    """
    here = {id_ for id_ in _members(look, reading) if in_and_out(look.within(id_), reading.filters)}
    index = look.release.index
    counts = index.mention_counts(here)
    ranked = sorted(here, key=lambda id_: (-counts.get(id_, 0), id_))
    rows = RowsAtNeed(ranked, lambda id_: _row(look, reading.subject.type, id_, counts.get(id_, 0)))
    return Answer(reading, rows, {**all_looked_at(index.mentioning(here)), "things": len(here)})


def _members(look: Look, reading: Reading) -> Set[str]:
    """What is of the class, as far as it can be in the places; or the thing itself, if anything says where it is."""
    about, kind = reading.subject.entity, reading.subject.type
    if about:
        return {about} if look.directly_in(about) else set()
    if places := reading.filters.places:
        return {id_ for place in places for id_ in look.inside(place) if look.is_a(id_, kind)}
    return look.instances(kind)


def _row(look: Look, kind: str, id_: str, count: int) -> Row:
    look.gather_naming([id_])
    notes = [*_where(look, id_), *_role(look, kind, id_), Note("claims", (count,))]
    return Row(look, Path(()), ends=(id_, ""), title=Note("thing", (Named(id_),)), notes=tuple(notes))


def _where(look: Look, id_: str) -> Iterable[Note]:
    relations = look.release.vocabulary.relations
    about = (look.outline(claim) for claim in look.mentions(id_))
    said = [
        c for c in about if c.subject == id_ and c.status == "accepted" and c.object and relations[c.relation].lifts
    ]
    around = sorted({claim.object for claim in said})
    if said:
        yield Note("in", (tuple(map(Named, around)),), _best(look, {claim.id for claim in said}))
    if recorded := sorted({*look.directly_in(id_)} - {*around}):
        file, line = look.release.position("Entity", id_)
        yield Note("in-record", (tuple(map(Named, recorded)), f"{file}:{line}"))


def _role(look: Look, kind: str, id_: str) -> Iterable[Note]:
    """The claims by which a rule gave it the role that is asked for."""
    ways = look.release.index.derivations(id_, "type", kind)
    claims = {claim for _, _, premises in ways for _, claim, *_ in premises if claim}
    if claims:
        yield Note("role", (Named(kind), len(claims)), _best(look, claims))


def _best(look: Look, claims: Set[str]) -> tuple[str, ...]:
    look.gather(claims)
    return tuple(sorted(claims, key=lambda id_: (-(look.outline(id_).confidence or 0), id_)))


def _parsers(ask: Inquiries) -> Iterable[Parser]:
    word, words, noun = ask.terms.word, ask.terms.words, ask.terms.noun()
    place = words("the") >> ask.terms.entity("Place")
    many = word("how_many") >> words("counted") >> noun
    there, have, which = word("there"), word("have"), word("which")
    # which clusters are (there) in X; which clusters in X; X有哪些集群; 哪些集群在X
    yield ask.framed((ask.asking << (word("be") | there) << words("end")).map(_asked))
    yield ask.framed((ask.asking << words("end")).map(lambda slot: _asked(slot) if slot.places else None))
    yield ask.framed(seq(ask.asking << word("in"), place << words("end")).map(_placed))
    # list the clusters; 有哪些集群; are there clusters in X; how many clusters are (there) in X; X有(多少)集群(吗)
    yield ask.framed((word("list") >> words("the") >> noun << words("end")).map(_asked))
    yield ask.framed((there >> words("the") << maybe(which) >> noun << words("end")).map(_asked))
    yield ask.framed((many << (word("be") | there)).map(_asked))
    yield ask.framed((there >> many << words("end")).map(_asked))
    # which clusters does X have; how many clusters does X have; X有集群吗; X有多少集群; X的集群有哪些
    yield ask.framed(seq(ask.asking << word("do"), place << have).map(_placed))
    yield ask.framed(seq(many << word("do"), place << have).map(_placed))
    yield ask.framed(seq(place << words("of"), there >> (many | noun) << words("end")).map(_turned))
    yield ask.framed(seq(place << words("of"), noun << there << which << words("end")).map(_turned))
    # where is X; X在哪里
    where = word("where") >> word("be") >> ask.named | ask.named << words("shi") << word("in") << word("where")
    yield ask.framed((where << words("end")).map(lambda slot: Reading(INSTANCES, "", slot, Slot())))


_asked = of_class(INSTANCES)


def _placed(found: tuple[Slot, str]) -> Reading | None:
    slot, place = found
    return None if slot.places else _asked(replace(slot, places=(place,)))


def _turned(found: tuple[str, Slot]) -> Reading | None:
    return _placed((found[1], found[0]))


def _query(look: Look, reading: Reading) -> Sequence[str]:
    subject = reading.subject
    if subject.entity:
        return (values("?thing", [ENTITY + subject.entity]), f"FILTER EXISTS {{ ?thing {directly_in(look)} ?around }}")
    return (f"?thing a {shown(ONTOLOGY + subject.type)} .",)


def _parts(look: Look, reading: Reading, named: Naming) -> Sequence[str]:
    """The whole question."""
    from ..sentences import several

    language = reading.language
    if reading.subject.entity:
        return [text(INSTANCES, "where", language, named(reading.subject.entity))]
    return [text(INSTANCES, "which", language, several(look, reading.subject.type, language))]


KIND = Kind(_parsers, instances, _query, filters=frozenset({"places", "not_places"}), parts=_parts, general=True)
