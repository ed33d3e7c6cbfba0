"""What a claim or a derived fact rests on: its evidence weighed, or the smallest sets of premises that prove it.

Of a claim: every piece of evidence with what it counts, and the arithmetic of its confidence. Of a derived fact (a
role, a place that is lifted, a membership, a broader mechanism): for each smallest set of premises one row, with the
rule and, for each claim in the set, its evidence. Such a fact is as sure as the weakest of its claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ...compile.premises import Fact, Premise
from ...namespaces import CLAIM, ENTITY, ONTOLOGY
from ..answer import Answer, Named, Note, Row
from ..claims import ClaimView, claim_view
from ..edges import Path
from ..inquest import claim_passes, edge_of
from ..look import Look
from ..parsing import Parser, alt, maybe, seq
from ..patterns import shown, values
from ..proofs import Leaves, Step, proof, recorded, smallest
from ..reading import WHY, Filters, Reading, Slot
from . import Kind, text
from . import Named as Name

if TYPE_CHECKING:
    from ..inquiry import Inquiries

INTERESTED_ONLY = "only-interested"
ROLE, WITHIN, MEMBER, THROUGH = "type", "lies_within", "member_of", "through_broader"
_IN = "in"


def why(look: Look, reading: Reading) -> Answer:
    """The claims asked about, each with its evidence, and the derived facts, each with its smallest proofs."""
    asked = _Asked(look, reading)
    found = list(asked.claims())
    kept = [claim for claim in found if claim_passes(look, claim, reading.filters)]
    rows = [_claim_row(look, claim) for claim in kept]
    for fact in asked.facts():
        rows += asked.derived(fact)
    examined = {"claims": len(found) + len(asked.used), "claims left out by filters": len(found) - len(kept)}
    examined["claims left out by filters"] += sum(not stood for stood in asked.used.values())
    return Answer(reading, tuple(rows), {**examined, "paths": len(rows)})


def _claim_row(look: Look, claim: ClaimView) -> Row:
    from ..weighed import only_interested

    return Row(look, Path((edge_of(claim),)), verdict=INTERESTED_ONLY if only_interested(look, claim) else "")


class _Asked:
    """What a reading asks about."""

    def __init__(self, look: Look, reading: Reading) -> None:
        self.look, self.reading = look, reading
        self.used: dict[str, bool] = {}
        """The claims that a proof might use, and whether the filters let them."""

    def claims(self) -> Iterator[ClaimView]:
        """The claims asked about, of every status."""
        look, reading = self.look, self.reading
        if reading.claim:
            claim = claim_view(look, reading.claim)
            if reading.object.entity in ("", *claim.through):
                yield claim
            return
        if not reading.relation:
            return
        relations = look.release.vocabulary.narrower_relations[reading.relation]
        symmetric = look.release.vocabulary.relations[reading.relation].symmetric
        ends = reading.subject.entity, reading.object.entity
        for id_ in look.mentions(reading.subject.entity):
            claim = claim_view(look, id_)
            said = claim.subject, claim.object
            if claim.relation in relations and (said == ends or (symmetric and said == ends[::-1])):
                yield claim

    def facts(self) -> Iterator[Fact]:
        """The facts asked about that rules, or records, may give."""
        reading, subject, target = self.reading, self.reading.subject.entity, self.reading.object.entity
        if reading.claim:
            if target:
                yield Fact(reading.claim, THROUGH, target)
        elif reading.object.type:
            yield Fact(subject, ROLE, reading.object.type)
        elif reading.relation and self.look.release.vocabulary.relations[reading.relation].lifts:
            yield Fact(subject, _IN, target)
            yield Fact(subject, WITHIN, target)
        elif reading.relation == MEMBER:
            yield Fact(subject, MEMBER, target)

    def derived(self, fact: Fact) -> Iterator[Row]:
        """A row for each smallest set of premises of a fact; one for what a record says by itself."""
        if _is_entry(self.look, fact):
            yield self._row(fact, Premise("entry", "", *fact), frozenset(), ())
            return
        ways = recorded(self.look)
        sets = smallest(fact, ways, self._stands)
        number = (Note("one-of", (len(sets),)),) if len(sets) > 1 else ()
        rows = []
        for leaves in sets:
            if step := proof(fact, ways, leaves):
                rows.append(self._row(fact, step, leaves, number))
        yield from sorted(rows, key=lambda row: (len(row.path.edges), *row.path.rank()[1:]) if row.path.edges else (0,))

    def _stands(self, premise: Premise) -> bool:
        if premise.kind != "claim":
            return True
        if premise.claim not in self.used:
            claim = claim_view(self.look, premise.claim)
            self.used[premise.claim] = claim_passes(self.look, claim, self.reading.filters)
        return self.used[premise.claim]

    def _row(self, fact: Fact, reason: Step | Premise, leaves: Leaves, notes: tuple[Note, ...]) -> Row:
        from ..weighed import only_interested

        look, language = self.look, self.reading.language
        claims = sorted((claim_view(look, each.claim) for each in leaves if each.kind == "claim"), key=lambda c: c.id)
        if len(claims) > 1:
            notes += (Note("weakest"),)
        if any(only_interested(look, claim) for claim in claims):
            notes += (Note("rests-on-interested"),)
        start = claim_view(look, fact.subject).subject if fact.relation == THROUGH else fact.subject
        path = Path(tuple(map(edge_of, claims)))
        title = _title(look, fact, language)
        return Row(look, path, ends=(start, fact.object), title=title, notes=notes, proof=reason)


def _is_entry(look: Look, fact: Fact) -> bool:
    """Whether a record says something by itself: its class, or what it is in."""
    if fact.relation == ROLE:
        term = look.release.vocabulary.classes[fact.object]
        return not term.role and fact.object in look.types(fact.subject)
    if fact.relation != _IN or fact.object not in look.directly_in(fact.subject):
        return False
    # The index has what claims lift in the same table.
    lifting = {name for name, each in look.release.vocabulary.relations.items() if each.lifts}
    views = (claim_view(look, id_) for id_ in look.mentions(fact.subject))
    said = ((v.subject, v.object, v.status) for v in views if v.relation in lifting)
    return (fact.subject, fact.object, "accepted") not in said


def _title(look: Look, fact: Fact, language: str) -> Note:
    """A fact as a note of this kind."""
    if fact.relation == THROUGH:
        from ..present import statement

        return Note(THROUGH, (statement(look, claim_view(look, fact.subject), language), Named(fact.object)))
    article = (_article(look, fact.object),) if fact.relation == ROLE else ()
    return Note(fact.relation, (Named(fact.subject), Named(fact.object), *article))


def _article(look: Look, name: str) -> str:
    """The English article of a class."""
    return "an" if look.release.vocabulary.classes[name].label["en"][0] in "aeiou" else "a"


def _details(row: Row, language: str) -> dict[str, Any]:
    from ..weighed import weighed

    found: dict[str, Any] = {"weighing": [weighed(row.look, claim, language) for claim in row.claims]}
    if row.proof:
        found["proof"] = _reason(row.look, row.proof, language)
    return found


def _reason(look: Look, reason: Step | Premise, language: str) -> dict[str, Any]:
    """A step or a premise as JSON."""
    if isinstance(reason, Premise) and reason.kind == "claim":
        return {"claim": reason.claim}
    fact = reason.fact
    said = {"statement": _said(look, fact, language), **fact._asdict()}
    if isinstance(reason, Premise):
        file, line = look.release.position("Entity", fact.subject)
        return {"entry": {**said, "file": file, "line": line}}
    rule = look.release.vocabulary.rules[reason.rule]
    named = {"id": rule.name, "label": rule.label[language], "meaning": rule.meaning[language]}
    return {**said, "rule": named, "premises": [_reason(look, each, language) for each in reason.premises]}


def _said(look: Look, fact: Fact, language: str) -> str:
    from ..sentences import label_of

    classes, note = look.release.vocabulary.classes, _title(look, fact, language)
    values = map(str, note.values)
    labels = (label_of(classes[v], language) if v in classes else look.shown(v, language) for v in values)
    return text(WHY, note.name, language, *labels)


def _parsers(ask: Inquiries) -> Iterable[Parser]:
    word, words, name = ask.terms.word, ask.terms.words, ask.named
    ends = words("end")
    # why is X an anchor; what makes X an anchor; 为什么X是锚机构; X为什么是锚机构
    role = words("the") >> ask.terms.noun()
    for pair in (
        seq(word("why") >> word("be") >> name, role),
        seq(word("makes") >> name, role),
        seq(word("why") >> name, word("shi") >> role << ends),
        seq(name, word("why") >> word("shi") >> role << ends),
    ):
        yield ask.framed(pair.map(lambda found: Reading(WHY, "", found[0], found[1])))
    # why is it said that X anchors Y; how sure is it that …; 为什么说X锚定了Y; X锚定Y有多可信
    clause = alt(*ask.clauses())
    said = word("why_said") >> clause << ends | clause << word("how_sure") << ends
    yield ask.framed(said.map(lambda found: Reading(WHY, found[1], found[0], found[2])))
    # what does claim C rest on; 论断C有何依据; why does claim C work through M; 论断C为什么通过M起作用
    claim = words("the") >> word("claim") >> ask.terms.claim()
    about = maybe(word("what", "why") >> word("do", "be")) >> claim << word("rests_on")
    yield ask.framed((about << ends).map(lambda id_: Reading(WHY, "", Slot(), Slot(), claim=id_)))
    through = word("works_through") >> words("the") >> ask.terms.entity("Mechanism") << words("works_through_end")
    asked = word("why")
    for both in (
        seq(asked >> maybe(word("do")) >> claim, through << ends),
        seq(claim << asked, through << ends),
    ):
        yield ask.framed(both.map(lambda f: Reading(WHY, "", Slot(), Slot(entity=f[1]), claim=f[0])))


def _question(look: Look, reading: Reading, named: Name) -> Sequence[str]:
    """The whole question: there are four forms."""
    language = reading.language
    if reading.claim:
        target = reading.object.entity
        ends = (reading.claim, named(target)) if target else (reading.claim,)
        return (text(WHY, "question-through" if target else "question-claim", language, *ends),)
    subject = named(reading.subject.entity)
    if reading.object.type:
        from ..sentences import label_of

        label = label_of(look.release.vocabulary.classes[reading.object.type], language)
        return (text(WHY, "question-role", language, subject, label, _article(look, reading.object.type)),)
    return (text(WHY, "question-said", language, _clause(look, reading, named)),)


def _clause(look: Look, reading: Reading, named: Name) -> str:
    """What is said, as a clause."""
    from ..sentences import Chinese, label_of

    subject, target = named(reading.subject.entity), named(reading.object.entity)
    if reading.language.startswith("zh"):
        before, _, after = Chinese(look, reading).verb().partition("…")
        return f"{subject}{before}{target}{after}"
    return f"{subject} {label_of(look.release.vocabulary.relations[reading.relation], 'en')} {target}"


def _query(look: Look, reading: Reading) -> Sequence[str]:
    target = reading.object.entity
    if reading.claim:
        lines = [values("?claim", [CLAIM + reading.claim])]
        return [*lines, f"?claim agglo:through/skos:broader* {shown(ENTITY + target)} ."] if target else lines
    subject = shown(ENTITY + reading.subject.entity)
    node = "?fact a agglo:Derivation ; prov:wasDerivedFrom+ ?claim ;"
    derived = node + " agglo:subject {} ; agglo:relation {} ; agglo:object {} ."
    if reading.object.type:
        return [derived.format(subject, "rdf:type", shown(ONTOLOGY + reading.object.type))]
    ends, vocabulary = shown(ENTITY + target), look.release.vocabulary
    relations = values("?relation", (ONTOLOGY + n for n in sorted(vocabulary.narrower_relations[reading.relation])))
    stated = f"?claim agglo:subject {subject} ; agglo:object {ends} ; agglo:relation ?relation . {relations}"
    branches = [stated]
    if vocabulary.relations[reading.relation].symmetric:
        branches.append(
            stated.replace(f"subject {subject} ; agglo:object {ends}", f"subject {ends} ; agglo:object {subject}")
        )
    if vocabulary.relations[reading.relation].lifts:
        branches.append(derived.format(subject, f"agglo:{WITHIN}", ends))
    if reading.relation == MEMBER:
        branches.append(derived.format(subject, f"agglo:{MEMBER}", ends))
    return [" UNION ".join(f"{{ {each} }}" for each in branches)]


KIND = Kind(
    _parsers,
    why,
    _query,
    filters=Filters.names() - {"places", "not_places"},
    parts=_question,
    details=_details,
    general=True,
)
