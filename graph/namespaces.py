"""The IRIs of Agglo and of the vocabularies that it uses, and how ids become IRIs."""

from collections.abc import Mapping
from types import MappingProxyType

BASE = "https://w3id.org/agglo/"
ONTOLOGY = BASE + "ontology/"
ENTITY = BASE + "id/"
CLAIM = BASE + "claim/"
SOURCE = BASE + "source/"
QUESTION = BASE + "question/"
RULE = BASE + "rule/"
ENTRY = BASE + "entry/"
CLAIM_OF = BASE + "prop/"  # p:  subject -> claim, one predicate a relation
VALUE_OF = BASE + "prop/statement/"  # ps: claim -> object or value

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
PROV = "http://www.w3.org/ns/prov#"
CITO = "http://purl.org/spar/cito/"
DCTERMS = "http://purl.org/dc/terms/"
SCHEMA = "https://schema.org/"
ORG = "http://www.w3.org/ns/org#"
GEO = "http://www.opengis.net/ont/geosparql#"
WGS84 = "http://www.w3.org/2003/01/geo/wgs84_pos#"
DCAT = "http://www.w3.org/ns/dcat#"
VOID = "http://rdfs.org/ns/void#"

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "agglo": ONTOLOGY,
        "id": ENTITY,
        "claim": CLAIM,
        "source": SOURCE,
        "rule": RULE,
        "entry": ENTRY,
        "p": CLAIM_OF,
        "ps": VALUE_OF,
        "status": ONTOLOGY + "status/",
        "polarity": ONTOLOGY + "polarity/",
        "direction": ONTOLOGY + "direction/",
        "unit": ONTOLOGY + "unit/",
        "rdf": RDF,
        "rdfs": RDFS,
        "owl": OWL,
        "xsd": XSD,
        "skos": SKOS,
        "prov": PROV,
        "cito": CITO,
        "dcterms": DCTERMS,
        "schema": SCHEMA,
        "org": ORG,
        "geo": GEO,
        "geof": "http://www.opengis.net/def/function/geosparql/",
        "wgs84": WGS84,
        "dcat": DCAT,
        "void": VOID,
    }
)
"""Prefixes that every SPARQL query may use without declaring them."""


def local_name(iri: str, namespace: str = ONTOLOGY) -> str:
    """The part of an IRI after its namespace.

    >>> local_name("https://w3id.org/agglo/ontology/anchors")
    'anchors'
    """
    return iri.removeprefix(namespace)
