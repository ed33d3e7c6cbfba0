"""How many of what a graph holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from .claims import ClaimView, claim_views
from .look import Look
from .tongues import LANGUAGES, chosen, marked

# What is counted, in the order in which it is told; without a query what is known in another way.
_COUNTS = {
    "quads": "",
    "entities": "SELECT (COUNT(*) AS ?n) WHERE { ?e agglo:type ?t }",
    "claims": "SELECT (COUNT(*) AS ?n) WHERE { ?c a agglo:Claim }",
    "causal claims": "",
    "claims not accepted": "",
    "claims disputed by a source": "SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE "
    "{ ?c agglo:evidence/agglo:direction direction:disputes }",
    "claims with two or more independent sources": "SELECT (COUNT(*) AS ?n) WHERE "
    "{ ?c agglo:independent_sources ?k FILTER(?k > 1) }",
    "pieces of evidence": "SELECT (COUNT(*) AS ?n) WHERE { ?e a agglo:Evidence }",
    "sources": "SELECT (COUNT(*) AS ?n) WHERE { ?s a agglo:Source }",
    "anchors": "SELECT (COUNT(*) AS ?n) WHERE { ?a a agglo:Anchor }",
    "anchor-cluster pairs": "SELECT (COUNT(*) AS ?n) WHERE { ?a agglo:anchors ?c . ?c a agglo:Cluster }",
    "clusters": "SELECT (COUNT(*) AS ?n) WHERE { ?c a agglo:Cluster }",
    "cities": "SELECT (COUNT(*) AS ?n) WHERE { ?c a agglo:City }",
    "mechanisms": "SELECT (COUNT(*) AS ?n) WHERE { ?c a agglo:Mechanism }",
    "frameworks": "SELECT (COUNT(*) AS ?n) WHERE { ?c a agglo:Framework }",
}


def statistics(look: Look) -> dict[str, int]:
    """How many of what the graph holds."""
    release = look.release
    kinds = release.vocabulary.relations.items()
    causal = claim_views(look, release.index.of_relations(name for name, each in kinds if each.kind == "causal"))
    disputed = claim_views(look, release.index.disputed())
    # Known without the store, which takes its time over what it can only count one by one.
    known = {
        "quads": release.marker.quads,
        "causal claims": len(causal),
        "claims not accepted": sum(claim.status != "accepted" for claim in disputed),
    }
    counts = {name: _counted(look, query) if query else known[name] for name, query in _COUNTS.items()}
    counts["disputes with both sides"] = _two_sided(disputed)
    placed = [claim for claim in causal if _stands(claim, look)]
    held = [claim for claim in placed if _supporters(claim) > 1]
    counts["causal claims about named places"] = len(placed)
    counts["of them supported by two or more independent sources"] = len(held)
    counts["of them in per cent"] = round(100 * len(held) / len(placed)) if placed else 0
    return counts


def _counted(look: Look, query: str) -> int:
    return sum(int(row["n"].value) for row in look.rows(query))


def missing_texts(look: Look) -> dict[str, dict[str, dict[str, int]]]:
    """How many texts nobody gave in a language, by language and kind of text: `missing`, `of` how many, `converted`.

    A text that is missing is shown in another language, and marked. One that was made from the other script of Chinese
    is missing no more, and counted as `converted`.
    """
    index = look.release.index
    kinds = {
        "labels": (labels for _, labels in index.labels()),
        "gists": (each["gist"] for card in index.claims() for each in card["evidence"] if each["gist"]),
        "source titles": (card["title"] for card in index.sources()),
    }
    # Which text a reader gets depends on the languages that there are, and those are few.
    counts = {kind: Counter(map(frozenset, texts)) for kind, texts in kinds.items()}
    return {tag: {kind: _missing(count, tag) for kind, count in counts.items()} for tag in LANGUAGES}


def _missing(given: Mapping[frozenset[str], int], language: str) -> dict[str, int]:
    """What texts lack, of which so many are given in each set of languages."""
    tags = Counter[str]()
    for languages, number in given.items():
        tags[chosen(dict.fromkeys(languages, ""), language)[1]] += number
    converted = sum(number for tag, number in tags.items() if tag.startswith(f"{language}-t-"))
    missing = sum(number for tag, number in tags.items() if marked("", tag, language))
    return {"missing": missing, "of": tags.total(), "converted": converted}


def _supporters(claim: ClaimView) -> int:
    """How many independent groups of sources support a claim as it stands; what only qualifies it does not count."""
    return len({each.group for each in claim.backing if each.direction == "supports"})


def _stands(claim: ClaimView, look: Look) -> bool:
    """Whether a claim is upheld by somebody and about a named place, or something that lies in one."""
    if claim.status not in ("accepted", "contested"):
        return False
    return any(look.places_of(each) for each in (claim.subject, claim.object, *claim.where) if each)


def _two_sided(disputed: Iterable[ClaimView]) -> int:
    """The disputes of which both sides are in the graph.

    A claim with evidence for and against it is one; so is a claim that is not accepted and names a rival.
    """
    number = 0
    for claim in disputed:
        sides = {each.direction == "disputes" for each in claim.backing}
        number += len(sides) == 2 or bool(claim.rival)
    return number
