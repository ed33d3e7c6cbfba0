"""The straightforward stacks that builds are measured beside, on the same synthetic facts.

    python -m tests.benchmarks.peers FOLDER OUT.ttl|OUT.nt

reads each file with PyYAML's C loader, adds the same statement nodes to an rdflib graph, and writes Turtle, which is
what rdflib writes by itself, or N-Triples, which it writes fastest. It says what the records say, in two thirds of
Agglo's quads: it checks nothing, computes nothing (bounds of dates, Traditional names, classes above, confidence),
derives nothing and keeps no lines of source. `as_linkml` writes the records as the data of `LINKML_SCHEMA`, from which
`linkml-convert` makes RDF.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, SKOS

BASE = Namespace("https://w3id.org/agglo/")
CITO = Namespace("http://purl.org/spar/cito/")
LINKML_SCHEMA = """
id: https://w3id.org/agglo/linkml
name: agglo
prefixes: {linkml: "https://w3id.org/linkml/", agglo: "https://w3id.org/agglo/ontology/"}
default_prefix: agglo
default_range: string
imports: [linkml:types]
classes:
  Collection:
    tree_root: true
    attributes:
      sources: {range: Source, multivalued: true, inlined_as_list: true}
      entities: {range: Entity, multivalued: true, inlined_as_list: true}
      claims: {range: Claim, multivalued: true, inlined_as_list: true}
  Source:
    attributes:
      id: {identifier: true, range: uriorcurie}
      title_en: {}
      publisher: {}
      published: {}
      kind: {}
      language: {}
  Entity:
    attributes:
      id: {identifier: true, range: uriorcurie}
      type: {}
      label_en: {}
      label_zh: {}
      definition_en: {}
      definition_zh: {}
      within: {range: Entity}
      broader: {range: Entity, multivalued: true}
  Evidence:
    attributes:
      source: {range: Source}
      gist_en: {}
      gist_zh: {}
  Claim:
    attributes:
      id: {identifier: true, range: uriorcurie}
      subject: {range: Entity}
      relation: {}
      object: {range: Entity}
      value: {}
      unit: {}
      when: {}
      through: {range: Entity, multivalued: true}
      evidence: {range: Evidence, multivalued: true, inlined_as_list: true}
"""

Record = dict[str, Any]


def trees(folder: Path) -> Iterator[Record]:
    """The tree of each file."""
    for path in sorted(folder.glob("*.yaml")):
        yield yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def graph_of(folder: Path) -> Graph:
    """The facts as an rdflib graph."""
    graph = Graph()
    for name in ("id", "claim", "source", "ontology", "claim-of", "value-of"):
        graph.bind(name, BASE[f"{name}/"])  # else Turtle takes five times as long
    graph.bind("cito", CITO)
    for tree in trees(folder):
        for id_, source in tree.get("sources", {}).items():
            node = BASE[f"source/{id_}"]
            graph.add((node, RDF.type, BASE["ontology/Source"]))
            graph.add((node, DCTERMS.title, Literal(source["title"]["en"], lang="en")))
            for key in ("publisher", "published", "kind", "language"):
                graph.add((node, BASE[f"ontology/{key}"], Literal(str(source[key]))))
        for id_, entity in tree.get("entities", {}).items():
            node = BASE[f"id/{id_}"]
            for type_ in (entity["type"], "Thing"):
                graph.add((node, RDF.type, BASE[f"ontology/{type_}"]))
            graph.add((node, BASE["ontology/type"], BASE[f"ontology/{entity['type']}"]))
            _texts(graph, node, SKOS.prefLabel, entity["label"])
            _texts(graph, node, SKOS.definition, entity.get("definition", {}))
            for key in ("in", "broader"):
                for other in [entity[key]] if isinstance(entity.get(key), str) else entity.get(key, []):
                    graph.add((node, BASE[f"ontology/{key}"], BASE[f"id/{other}"]))
        for claim in tree.get("claims", []):
            _claim(graph, claim)
    return graph


def _texts(graph: Graph, node: URIRef, predicate: URIRef, texts: dict[str, str]) -> None:
    for tag, text in texts.items():
        graph.add((node, predicate, Literal(text, lang=tag)))


def _claim(graph: Graph, claim: Record) -> None:
    id_, subject, relation, target = _parts(claim)
    node, start = BASE[f"claim/{id_}"], BASE[f"id/{subject}"]
    value = BASE[f"id/{target}"] if target else Literal(claim.get("value", True))
    graph.add((node, RDF.type, BASE["ontology/Claim"]))
    graph.add((start, BASE[f"claim-of/{relation}"], node))
    graph.add((node, BASE[f"value-of/{relation}"], value))
    graph.add((node, BASE["ontology/subject"], start))
    graph.add((node, BASE["ontology/relation"], BASE[f"ontology/{relation}"]))
    graph.add((node, BASE["ontology/object"], value))
    graph.add((node, BASE["ontology/status"], BASE["ontology/status/accepted"]))
    graph.add((node, BASE["ontology/polarity"], BASE["ontology/polarity/increases"]))
    graph.add((start, BASE[f"ontology/{relation}"], value))
    for key in ("unit", "when"):
        if key in claim:
            graph.add((node, BASE[f"ontology/{key}"], Literal(str(claim[key]))))
    for mechanism in claim.get("through", []):
        graph.add((node, BASE["ontology/through"], BASE[f"id/{mechanism}"]))
    for number, evidence in enumerate(claim["evidence"], 1):
        piece, source = BASE[f"claim/{id_}/evidence/{number}"], BASE[f"source/{evidence['source']}"]
        graph.add((piece, RDF.type, BASE["ontology/Evidence"]))
        graph.add((node, BASE["ontology/evidence"], piece))
        graph.add((node, PROV.wasDerivedFrom, piece))
        graph.add((piece, PROV.hadPrimarySource, source))
        graph.add((piece, BASE["ontology/direction"], BASE["ontology/direction/supports"]))
        graph.add((node, CITO.citesAsEvidence, source))
        _texts(graph, piece, BASE["ontology/gist"], evidence["gist"])


def _parts(claim: Record) -> tuple[str, str, str, str]:
    """Id, subject, relation and object (empty if it has none) of a claim."""
    subject, relation, *target = claim["claim"].split()
    return claim.get("id", claim["claim"].replace(" ", ".")), subject, relation, target[0] if target else ""


def as_linkml(folder: Path, out: Path) -> None:
    """Write the facts as the data of `LINKML_SCHEMA`."""
    found: dict[str, list[Record]] = {"sources": [], "entities": [], "claims": []}
    for tree in trees(folder):
        for id_, source in tree.get("sources", {}).items():
            kept = {key: str(source[key]) for key in ("publisher", "published", "kind", "language")}
            found["sources"].append({"id": f"agglo:{id_}", "title_en": source["title"]["en"], **kept})
        for id_, entity in tree.get("entities", {}).items():
            made: Record = {"id": f"agglo:{id_}", "type": entity["type"]}
            for key in ("label", "definition"):
                made |= {f"{key}_{tag[:2]}": text for tag, text in entity.get(key, {}).items()}
            made |= {"within": f"agglo:{entity['in']}"} if "in" in entity else {}
            made |= {"broader": [f"agglo:{each}" for each in entity["broader"]]} if "broader" in entity else {}
            found["entities"].append(made)
        found["claims"] += map(_linkml_claim, tree.get("claims", []))
    out.write_text(yaml.dump(found, allow_unicode=True, sort_keys=False), "utf-8")


def _linkml_claim(claim: Record) -> Record:
    id_, subject, relation, target = _parts(claim)
    made: Record = {"id": f"agglo:claim-{id_}", "subject": f"agglo:{subject}", "relation": relation}
    made |= {"object": f"agglo:{target}"} if target else {}
    made |= {key: str(claim[key]) for key in ("value", "unit", "when") if key in claim}
    made |= {"through": [f"agglo:{each}" for each in claim["through"]]} if "through" in claim else {}
    made["evidence"] = [
        {"source": f"agglo:{each['source']}", "gist_en": each["gist"]["en"], "gist_zh": each["gist"]["zh-Hans"]}
        for each in claim["evidence"]
    ]
    return made


def main() -> int:
    """Read, add, write."""
    folder, out = map(Path, sys.argv[1:])
    graph_of(folder).serialize(out, format="nt" if out.suffix == ".nt" else "turtle", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
