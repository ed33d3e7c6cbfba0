"""The portfolio of policies: which name no mechanism, which mechanisms no policy names, which lean on an unproven one.

A policy names a mechanism where a claim that somebody upholds (accepted or contested) is about the policy and works
through the mechanism, or joins the two; a claim that the policy is held back is none. A mechanism has a policy where
one names it or a narrower one. It is unproven where each causal claim through it, or about what it does, has one
independent source at most or is contested.

With a place: the policies that lie there, come from there or act there, and the mechanisms that claims name as at work
there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from ...light import dataclass, field, replace
from ..answer import Answer, Named, Note, Row, in_and_out
from ..claims import ClaimView, claim_views
from ..edges import Path
from ..inquest import claim_passes
from ..look import Look
from ..mechanisms import claims_of, effect_around, strength
from ..parsing import seq
from ..reading import PORTFOLIO, Filters, Reading, Slot
from . import Kind, text

if TYPE_CHECKING:
    from ..inquiry import Inquiries
    from ..parsing import Parser
    from . import Named as NamedIn

NO_MECHANISM, NO_POLICY, UNPROVEN = "no-mechanism", "no-policy", "unproven"
_POLICY, _MECHANISM = Slot(type="Policy"), Slot(type="Mechanism")
_UPHELD = frozenset({"accepted", "contested"})


@dataclass
class Portfolio:
    """The policies and mechanisms of a release, or of some places; counts the claims that it looks at."""

    look: Look
    filters: Filters
    examined: dict[str, bool] = field(default_factory=dict)
    """The claims that were looked at, and whether each passed the filters."""

    @cached_property
    def claims(self) -> dict[str, list[ClaimView]]:
        """For each policy the upheld claims about it, those about other places included."""
        found = {}
        policies = sorted(self.look.instances("Policy"))
        self.look.gather_naming(policies)
        for policy in policies:
            upheld = self._upheld(claim_views(self.look, self.look.mentions(policy)))
            if self._is_here(policy, upheld):
                found[policy] = upheld
        return found

    def _upheld(self, claims: Iterable[ClaimView]) -> list[ClaimView]:
        """The claims that somebody upholds and that pass all filters but those on places, the strongest first."""
        anywhere = replace(self.filters, places=(), not_places=())
        kept = []
        for claim in claims:
            passes = claim_passes(self.look, claim, anywhere)
            self.examined[claim.id] = passes
            if passes and claim.status in _UPHELD:
                kept.append(claim)
        return sorted(kept, key=strength)

    def _is_here(self, policy: str, claims: Iterable[ClaimView]) -> bool:
        """Whether a policy lies in the places asked about, acts there, or comes from there."""
        around = set(self.look.within(policy))
        for claim in claims:
            if claim.subject == policy:
                around |= effect_around(self.look, claim)
            elif self.look.release.vocabulary.relations[claim.relation].kind == "structural":
                around |= self.look.within(claim.subject)
        return in_and_out(around, self.filters)

    @cached_property
    def named(self) -> dict[str, dict[str, list[ClaimView]]]:
        """For each policy the mechanisms that its claims name, and those claims."""
        found: dict[str, dict[str, list[ClaimView]]] = {}
        for policy, claims in self.claims.items():
            by_mechanism = found.setdefault(policy, {})
            for claim in claims:
                for mechanism in self._names(policy, claim):
                    by_mechanism.setdefault(mechanism, []).append(claim)
        return found

    def _names(self, policy: str, claim: ClaimView) -> set[str]:
        if claim.polarity == "decreases" and claim.object == policy:
            return set()
        other = claim.object if claim.subject == policy else claim.subject
        return {*claim.through, *({other} & self.look.instances("Mechanism"))}

    def policies_without(self) -> Iterator[Row]:
        """The policies whose claims name no mechanism."""
        for policy, by_mechanism in self.named.items():
            if not by_mechanism:
                claims = self.claims[policy]
                ids = tuple(claim.id for claim in claims)
                notes = (Note("claims" if ids else "no-claims", (len(ids),), ids),)
                yield Row(self.look, Path(()), 0, NO_MECHANISM, ends=(policy, ""), notes=notes)

    def mechanisms_without(self) -> Iterator[Row]:
        """The mechanisms that no policy names, the one with most claims first."""
        backed = {mechanism for by_mechanism in self.named.values() for mechanism in by_mechanism}
        self.look.gather_naming(self.look.instances("Mechanism"))
        alone = [m for m in self.look.instances("Mechanism") if not backed & self.look.with_narrower(m)]
        found = {each: self.at_work(each) for each in alone}
        for each in sorted(found, key=lambda one: (-len(found[one]), one)):
            ids = tuple(claim.id for claim in found[each])
            if ids or not (self.filters.places or self.filters.not_places):
                notes = (Note("at-work" if ids else "not-at-work", (len(ids),), ids),)
                yield Row(self.look, Path(()), 0, NO_POLICY, ends=(each, ""), notes=notes)

    def at_work(self, mechanism: str) -> list[ClaimView]:
        """The accepted causal claims that name a mechanism itself, with an effect in the places asked about."""
        return [
            claim
            for claim in self.causal(mechanism)
            if claim.status == "accepted"
            and mechanism in (claim.subject, *claim.through)
            and in_and_out(effect_around(self.look, claim), self.filters)
        ]

    def causal(self, mechanism: str) -> list[ClaimView]:
        """Every upheld causal claim through a mechanism or a narrower one, or about what it does, anywhere."""
        return self._upheld(claims_of(self.look, mechanism))

    def leaning(self) -> Iterator[Row]:
        """The mechanisms that two policies or more name and that are unproven, the one with most policies first."""
        groups: dict[str, dict[str, list[ClaimView]]] = {}
        for policy, by_mechanism in self.named.items():
            for mechanism, claims in by_mechanism.items():
                groups.setdefault(mechanism, {})[policy] = claims
        for mechanism, policies in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])):
            causal = self.causal(mechanism)
            if len(policies) > 1 and not any(map(proven, causal)):
                notes = [Note("policy", (Named(p),), tuple(c.id for c in policies[p])) for p in sorted(policies)]
                ids = tuple(claim.id for claim in causal)
                proof = Note("all-weak" if ids else "no-causal", (len(ids),), ids)
                title = Note("title-leaning", (Named(mechanism), len(policies)))
                yield Row(self.look, Path(()), 0, UNPROVEN, ends=(mechanism, ""), title=title, notes=(proof, *notes))


def proven(claim: ClaimView) -> bool:
    """Whether a claim is accepted and has two independent sources or more."""
    return claim.status == "accepted" and claim.independent_sources > 1


def portfolio(look: Look, reading: Reading) -> Answer:
    """The rows of one of the three questions, or of all."""
    found = Portfolio(look, reading.filters)
    wanted = {
        (True, False): [found.policies_without],
        (False, True): [found.mechanisms_without],
        (True, True): [found.leaning],
    }.get(_view(reading), [found.leaning, found.policies_without, found.mechanisms_without])
    rows = tuple(row for part in wanted for row in part())
    left_out = sum(not passed for passed in found.examined.values())
    examined = {"claims": len(found.examined), "claims left out by filters": left_out, "paths": len(rows)}
    return Answer(reading, rows, examined)


def _view(reading: Reading) -> tuple[bool, bool]:
    """Whether policies are asked for, and whether mechanisms are."""
    return bool(reading.subject.type), bool(reading.object.type)


def _parsers(ask: Inquiries) -> Iterable[Parser]:
    word, words = ask.terms.word, ask.terms.words
    end = words("end")

    def noun(name: str) -> Parser:
        return ask.terms.noun().map(lambda slot: slot if slot.type == name else None)

    def asked(name: str, subject: Slot, target: Slot) -> Parser:
        """`which policies in Town`, with the reading that it begins."""

        def made(slot: Slot) -> Reading | None:
            filters = Filters(places=slot.places)
            return Reading(PORTFOLIO, "", subject, target, filters) if slot.type == name else None

        return ask.asking.map(made)

    none, how = word("have_no"), word("how")
    policies, mechanisms = noun("Policy"), noun("Mechanism")
    # which policies have no mechanism; which mechanisms have no policy; 哪些机制没有政策支撑
    yield ask.framed(asked("Policy", _POLICY, Slot()) << none << mechanisms << end)
    yield ask.framed(asked("Mechanism", Slot(), _MECHANISM) << none << (policies | word("policy_backing")) << end)
    # 没有机制的政策有哪些
    which = words("shi", "there") >> word("which") << end
    yield ask.framed(
        (none >> mechanisms << word("de") << policies << which).map(lambda _: Reading(PORTFOLIO, "", _POLICY, Slot()))
    )
    yield ask.framed(
        (none >> policies << word("de") << mechanisms << which).map(
            lambda _: Reading(PORTFOLIO, "", Slot(), _MECHANISM)
        )
    )
    # which policies rest on the same unproven mechanism; 哪些政策依靠同一个未经证实的机制
    unproven = word("lean_on") >> word("unproven")
    yield ask.framed(asked("Policy", _POLICY, _MECHANISM) << unproven << mechanisms << end)
    # how do policies and mechanisms match; 政策与机制如何对应
    every = seq(policies, word("and"), mechanisms).map(lambda _: Reading(PORTFOLIO, "", Slot(), Slot()))
    yield ask.framed(how >> word("do") >> every << word("match"))
    yield ask.framed(every << how << word("match") << end)


def _parts(look: Look, reading: Reading, named: NamedIn) -> Sequence[str]:
    views = {(True, False): "ask-policies", (False, True): "ask-mechanisms", (True, True): "ask-leaning"}
    return [text(PORTFOLIO, views.get(_view(reading), "ask-all"), reading.language)]


def _query(look: Look, reading: Reading) -> Sequence[str]:
    return (
        "{ ?policy a agglo:Policy . ?claim agglo:subject|agglo:object ?policy }",
        "UNION { ?mechanism a agglo:Mechanism . ?claim agglo:subject|agglo:through ?mechanism . FILTER EXISTS {",
        "  ?claim agglo:relation ?relation . ?relation a agglo:CausalRelation } }",
        "FILTER EXISTS { VALUES ?upheld { status:accepted status:contested } ?claim agglo:status ?upheld }",
    )


KIND = Kind(
    _parsers, portfolio, _query, filters=Filters.names() - {"through", "not_through"}, parts=_parts, general=True
)
