"""The JSON-LD context gives terms the IRIs that a built graph has."""

from __future__ import annotations

import json
from typing import Any

import pyoxigraph as ox

from agglo.graph import Release, Vocabulary
from agglo.graph.namespaces import ONTOLOGY as TERMS
from agglo.graph.namespaces import PREFIXES

from .conftest import ONTOLOGY, full

CONTEXT: dict[str, Any] = json.loads((ONTOLOGY / "context.jsonld").read_text("utf-8"))
ID = "claim:philips.anchors.eindhoven-high-tech"

DOCUMENT = {
    "@context": CONTEXT["@context"],
    "@id": ID,
    "@type": "Claim",
    "subject": "id:philips",
    "relation": "anchors",
    "object": "id:eindhoven-high-tech",
    "ps:anchors": {"@id": "id:eindhoven-high-tech"},
    "through": ["id:spin-off", "id:shared-campus"],
    "status": "accepted",
    "polarity": "increases",
    "when": "1984/..",
    "when_start_earliest": "1984-01-01",
    "independent_sources": 2,
    "wasDerivedFrom": f"{ID}/evidence/1",
    "citesAsEvidence": "source:second-report",
    "evidence": [
        {
            "@id": f"{ID}/evidence/1",
            "@type": "Evidence",
            "hadPrimarySource": "source:first-paper",
            "direction": "supports",
            "at": "section 2, line 12",
            "gist": {"en": "Philips held the cluster together, it says.", "zh-Hans": "飞利浦维系着集群。"},
        }
    ],
}


def expanded(document: dict[str, Any]) -> set[ox.Quad]:
    return set(ox.parse(json.dumps(document), format=ox.RdfFormat.JSON_LD))


def test_a_claim_written_as_json_is_the_claim_in_the_graph(tiny_release: Release) -> None:
    found = expanded(DOCUMENT)
    assert len(found) == 21
    assert [quad for quad in found if quad not in tiny_release.store] == []


def test_entities_and_sources_come_out_too(tiny_release: Release) -> None:
    entity = {
        "@context": CONTEXT["@context"],
        "@id": "id:eindhoven",
        "@type": ["City", "Place", "Entity"],
        "type": {"@id": "agglo:City"},
        "prefLabel": {"en": "Eindhoven", "zh-Hans": "埃因霍温"},
        "in": "id:netherlands",
        "exactMatch": "https://sws.geonames.org/2756253/",
    }
    source = {
        "@context": CONTEXT["@context"],
        "@id": "source:first-paper",
        "@type": "Source",
        "title": {"en": "On anchors"},
        "creator": "A. Author",
        "publisher": "First Press",
        "kind": "paper",
        "published": "2001",
    }
    found = expanded(entity) | expanded(source)
    assert len(found) == 8 + 6
    assert [quad for quad in found if quad not in tiny_release.store] == []


def test_its_prefixes_are_those_of_the_library() -> None:
    prefixes = {k: v for k, v in CONTEXT["@context"].items() if isinstance(v, str) and v.endswith(("/", "#"))}
    assert prefixes.pop("@vocab") == TERMS
    assert len(prefixes) > 8
    assert {name: PREFIXES[name] for name in prefixes} == prefixes


def test_its_terms_are_declared_or_others(vocabulary: Vocabulary) -> None:
    declared = {t.subject.value for t in vocabulary.triples if isinstance(t.subject, ox.NamedNode)}
    terms = {k: v for k, v in CONTEXT["@context"].items() if not k.startswith("@") and k not in PREFIXES}
    terms |= {k: v for k, v in CONTEXT["@context"].items() if isinstance(v, dict)}
    assert len(terms) > 40
    for name, given in terms.items():
        target = given.get("@id", name) if isinstance(given, dict) else given
        iri = full(target) if ":" in target else TERMS + target
        assert iri in declared or not iri.startswith(TERMS), name
