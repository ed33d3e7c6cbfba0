"""The checks over a built graph find nothing in what ships, and find what they are for."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from agglo.graph import Release
from agglo.graph.namespaces import PREFIXES

from .conftest import ONTOLOGY, examines, rows

WARNINGS = sorted((ONTOLOGY / "checks").glob("*-warning.rq"))
"""What these find may be right: `tests/verify/test_times.py`."""
CHECKS = {
    path.name.removesuffix("-violation.rq"): path
    for path in sorted((ONTOLOGY / "checks").glob("*"))
    if path not in WARNINGS
}

CLAIM = "https://w3id.org/agglo/claim/"
# In full: Oxigraph's SPARQL takes no prefixed name with two dots in it.
PHILIPS = f"<{CLAIM}philips.anchors.eindhoven-high-tech>"
SPIN_OFF = f"<{CLAIM}philips.spun_off.asml>"
SEMATECH = f"<{CLAIM}sematech.anchors.austin-chips>"
MIT = f"<{CLAIM}mit.anchors.austin-chips>"
JOBS = f"<{CLAIM}eindhoven-high-tech.has_employment>"
ROLE = f"<{CLAIM}derived/anchor-role/philips.anchors.eindhoven-high-tech>"
NEW = f"<{CLAIM}new>"


def day(subject: str, key: str, date: str) -> str:
    """An update that gives a bound of a date another day."""
    value = f'"{date}"^^xsd:date'
    return f"DELETE WHERE {{ {subject} agglo:{key} ?day }} ; INSERT DATA {{ {subject} agglo:{key} {value} }}"


BROKEN = {
    "accepted-claim-without-direct-edge": "DELETE DATA { id:philips agglo:spun_off id:asml }",
    "anchor-without-accepted-claim": "INSERT DATA { id:mit a agglo:Anchor }",
    "cause-over-before-effect": day("id:philips", "active_end_latest", "1983-12-31"),
    "claim-before-object": f"""INSERT DATA {{ {NEW} agglo:relation agglo:owns ; agglo:status status:accepted ;
        agglo:object id:asml ; agglo:when "1980" ; agglo:when_end_latest "1980-12-31"^^xsd:date }}""",
    "claim-before-subject": day(SPIN_OFF, "when_start_latest", "1890-12-31"),
    "effect-over-before-cause": day("id:asml", "active_end_latest", "1890-12-31"),
    "founding-after-beginning": f"""INSERT DATA {{ {NEW} agglo:relation agglo:founded ; agglo:status status:accepted ;
        agglo:object id:asml ; agglo:when "1990" ; agglo:when_start_earliest "1990-01-01"^^xsd:date }}""",
    "policy-before-enactment": f"""INSERT DATA {{ id:sematech a agglo:Policy .
        {NEW} agglo:relation agglo:enacted ; agglo:status status:accepted ; agglo:object id:sematech ;
        agglo:when "1990" ; agglo:when_start_earliest "1990-01-01"^^xsd:date }}""",
    "claim-without-evidence": f"DELETE WHERE {{ {PHILIPS} agglo:evidence ?evidence }}",
    "cluster-without-place": "DELETE DATA { id:austin-chips agglo:in id:austin }",
    "derivation-without-standing-premise": f"""
        DELETE DATA {{ {SEMATECH} agglo:status status:accepted }} ;
        INSERT DATA {{ {SEMATECH} agglo:status status:withdrawn }}""",
    "direct-edge-without-accepted-claim": "INSERT DATA { id:mit agglo:anchors id:austin-chips }",
    "entity-without-label": """
        DELETE { id:asml skos:prefLabel ?label } WHERE { id:asml skos:prefLabel ?label FILTER(LANG(?label) = "en") }""",
    "dispute-without-type": f"DELETE WHERE {{ {MIT} agglo:dispute ?type }}",
    "entity-without-use": "DELETE WHERE { id:austin-chips agglo:in id:austin }",
    "figure-without-unit-or-time": f"DELETE WHERE {{ {JOBS} agglo:when ?when }}",
    "mechanism-of-other-class": f"INSERT DATA {{ {PHILIPS} agglo:through id:asml }}",
    "mechanism-without-claim": "DELETE WHERE { ?claim agglo:through id:shared-campus }",
    "mechanism-without-definition": "DELETE WHERE { id:spin-off skos:definition ?text }",
    "member-without-claim": "INSERT DATA { id:asml agglo:members id:mit }",
    "precondition-without-claim": "INSERT DATA { id:spin-off agglo:precondition id:mit }",
}
"""For each check a change to the tiny world that it must find."""

FOUND = {
    "accepted-claim-without-direct-edge": {"claim": SPIN_OFF},
    "anchor-without-accepted-claim": {"anchor": "id:mit"},
    "cause-over-before-effect": {
        "claim": SPIN_OFF,
        "cause": "id:philips",
        "over": "1891/..",
        "effect": "id:asml",
        "active": "1984/..",
    },
    "claim-before-object": {"claim": NEW, "when": "1980", "object": "id:asml", "active": "1984/.."},
    "claim-before-subject": {"claim": SPIN_OFF, "when": "1984", "subject": "id:philips", "active": "1891/.."},
    "effect-over-before-cause": {
        "claim": SPIN_OFF,
        "effect": "id:asml",
        "over": "1984/..",
        "cause": "id:philips",
        "active": "1891/..",
    },
    "founding-after-beginning": {"claim": NEW, "when": "1990", "founded": "id:asml", "active": "1984/.."},
    "policy-before-enactment": {
        "claim": SEMATECH,
        "when": "1988/1995",
        "policy": "id:sematech",
        "act": NEW,
        "enacted": "1990",
    },
    "claim-without-evidence": {"claim": PHILIPS},
    "cluster-without-place": {"cluster": "id:austin-chips"},
    "derivation-without-standing-premise": {
        "derivation": f"<{CLAIM}derived/anchor-role/sematech.anchors.austin-chips>",
        "premise": SEMATECH,
    },
    "direct-edge-without-accepted-claim": {
        "subject": "id:mit",
        "relation": "agglo:anchors",
        "object": "id:austin-chips",
    },
    "entity-without-label": {"entity": "id:asml", "language": "en"},
    "dispute-without-type": {"claim": MIT},
    "entity-without-use": {"entity": "id:austin"},
    "figure-without-unit-or-time": {"claim": JOBS},
    "mechanism-of-other-class": {"claim": PHILIPS, "mechanism": "id:asml"},
    "mechanism-without-claim": {"mechanism": "id:shared-campus"},
    "mechanism-without-definition": {"mechanism": "id:spin-off"},
    "member-without-claim": {"framework": "id:asml", "member": "id:mit"},
    "precondition-without-claim": {"mechanism": "id:spin-off", "needed": "id:mit"},
}

LEFT = {"entity-without-use": [{"entity": "id:cambridge-england"}, {"entity": "id:cambridge-massachusetts"}]}
"""What the checks rightly find in the tiny world: two cities of one name that nothing is said of."""

MORE = {
    # An edge from a claim that is not accepted is not backed by it.
    "direct-edge-without-accepted-claim": f"""
        DELETE DATA {{ {PHILIPS} agglo:status status:accepted }} ;
        INSERT DATA {{ {PHILIPS} agglo:status status:contested }}""",
    "accepted-claim-without-direct-edge": f"DELETE WHERE {{ {SPIN_OFF} agglo:relation ?relation }}",
    "cause-over-before-effect": f"""
        DELETE WHERE {{ {SPIN_OFF} agglo:when ?when }} ; DELETE WHERE {{ {SPIN_OFF} agglo:when_start_earliest ?day }} ;
        {day("id:philips", "active_end_latest", "1980-12-31")}""",
    "claim-before-object": f"""
        DELETE WHERE {{ {SPIN_OFF} agglo:relation ?r }} ; INSERT DATA {{ {SPIN_OFF} agglo:relation agglo:owns }} ;
        {day(SPIN_OFF, "when_end_latest", "1983-12-31")}""",
    "claim-before-subject": day("id:philips", "active_start_earliest", "1985-01-01"),
    "effect-over-before-cause": f"""
        DELETE WHERE {{ id:asml agglo:active_start_latest ?day }} ;
        {day("id:asml", "active_end_latest", "1984-12-31")} ;
        {day("id:philips", "active_start_earliest", "1985-01-01")}""",
    "founding-after-beginning": f"""
        DELETE WHERE {{ {SPIN_OFF} agglo:relation ?r }} ; INSERT DATA {{ {SPIN_OFF} agglo:relation agglo:founded }} ;
        {day(SPIN_OFF, "when_start_earliest", "1985-01-01")}""",
    "policy-before-enactment": f"""
        DELETE WHERE {{ id:philips a ?class }} ; INSERT DATA {{ id:philips a agglo:Policy }} ;
        {day("id:philips", "active_start_earliest", "1985-01-01")}""",
    "claim-without-evidence": "DELETE WHERE { ?evidence prov:hadPrimarySource source:reprint }",
    "cluster-without-place": "DELETE { ?s a agglo:Place } WHERE { ?s a agglo:Place }",
    "derivation-without-standing-premise": f"DELETE WHERE {{ {ROLE} prov:wasDerivedFrom ?premise }}",
    "anchor-without-accepted-claim": f"DELETE WHERE {{ {ROLE} ?p ?o }}",
    "entity-without-label": "DELETE WHERE { id:asml skos:prefLabel ?label }",
    "dispute-without-type": f"""
        DELETE {{ {SPIN_OFF} agglo:status status:accepted }} INSERT {{ {SPIN_OFF} agglo:status status:rejected }}
        WHERE {{}}""",
    "entity-without-use": "DELETE WHERE { ?claim agglo:through id:shared-campus }",
    "figure-without-unit-or-time": f"DELETE WHERE {{ {JOBS} agglo:unit ?unit }}",
    "mechanism-of-other-class": "DELETE WHERE { id:spin-off a agglo:Mechanism }",
    "mechanism-without-claim": "DELETE WHERE { ?claim agglo:through ?mechanism }",
    "mechanism-without-definition": "DELETE WHERE { ?mechanism skos:definition ?text }",
    "member-without-claim": """
        DELETE { id:austin-chips agglo:in id:austin } INSERT { id:austin-chips agglo:members id:austin } WHERE {}""",
    "precondition-without-claim": """
        DELETE { id:austin-chips agglo:in id:austin } INSERT { id:spin-off agglo:precondition id:austin } WHERE {}""",
}
"""A second way to break each."""


@pytest.fixture
def tiny(tiny_release: Release) -> ox.Store:
    store = ox.Store()
    store.bulk_load(tiny_release.nquads(), ox.RdfFormat.N_QUADS)
    return store


def local(term: object) -> str:
    """A claim in full, another term as a prefixed name, a literal as its text."""
    value = str(getattr(term, "value", term))
    if value.startswith(CLAIM):
        return f"<{value}>"
    spaces = sorted(PREFIXES.items(), key=lambda pair: -len(pair[1]))
    return next((f"{prefix}:{value[len(base) :]}" for prefix, base in spaces if value.startswith(base)), value)


def violations(store: ox.Store, path: Path) -> list[dict[str, str]]:
    query = path.read_text("utf-8")
    result = store.query(query, prefixes=dict(PREFIXES))
    assert isinstance(result, ox.QuerySolutions)
    names = [variable.value for variable in result.variables]
    return [{name: local(row[name]) for name in names if row[name] is not None} for row in result]


def test_every_check_is_named_for_what_it_finds_and_has_its_seeds() -> None:
    assert [path.name for path in CHECKS.values() if not path.name.endswith("-violation.rq")] == []
    assert set(CHECKS) == set(BROKEN) == set(FOUND) == set(MORE)
    for path in CHECKS.values():
        assert path.read_text("utf-8").startswith("# "), "a check says what it means"


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_the_shipped_facts_pass_and_something_was_examined(name: str, release_of_shipped_facts: Release) -> None:
    store = release_of_shipped_facts.store
    pattern = examines(CHECKS[name].read_text("utf-8"))
    (counted,) = rows(store, f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
    assert int(counted["n"].value) >= 40
    assert violations(store, CHECKS[name]) == []


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_the_tiny_world_passes(name: str, tiny: ox.Store) -> None:
    assert violations(tiny, CHECKS[name]) == LEFT.get(name, [])


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_each_check_finds_what_it_is_for(name: str, tiny: ox.Store) -> None:
    tiny.update(BROKEN[name], prefixes=dict(PREFIXES))
    found = [each for each in violations(tiny, CHECKS[name]) if each not in LEFT.get(name, [])]
    assert found == [FOUND[name]]


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_each_check_finds_it_another_way(name: str, tiny: ox.Store) -> None:
    size = len(tiny)
    tiny.update(MORE[name], prefixes=dict(PREFIXES))
    assert len(tiny) <= size
    assert len(violations(tiny, CHECKS[name])) > len(LEFT.get(name, []))


def test_a_role_that_rests_on_several_claims_stands_while_one_of_them_does(tiny: ox.Store) -> None:
    """A premise that fell is found, even where others still stand: the rule would not have named it."""
    tiny.update(
        f"INSERT DATA {{ {ROLE} prov:wasDerivedFrom {MIT} }}",
        prefixes=dict(PREFIXES),
    )
    found = violations(tiny, CHECKS["derivation-without-standing-premise"])
    assert found == [{"derivation": ROLE, "premise": MIT}]
    assert violations(tiny, CHECKS["anchor-without-accepted-claim"]) == []


def test_an_entry_stands_while_its_record_has_it(tiny: ox.Store) -> None:
    tiny.update("DELETE DATA { id:eindhoven agglo:in id:netherlands }", prefixes=dict(PREFIXES))
    found = violations(tiny, CHECKS["derivation-without-standing-premise"])
    assert {each["premise"] for each in found} == {"entry:eindhoven/in/netherlands"}


def test_a_derived_edge_needs_no_claim(tiny: ox.Store) -> None:
    tiny.update(
        f"""INSERT DATA {{
          id:philips agglo:drives id:lithography-cluster .
          <{CLAIM}derived/chain/1> a agglo:Derivation ; agglo:subject id:philips ; agglo:relation agglo:drives ;
            agglo:object id:lithography-cluster ; prov:wasDerivedFrom {ROLE} }}""",
        prefixes=dict(PREFIXES),
    )
    assert violations(tiny, CHECKS["direct-edge-without-accepted-claim"]) == []
    assert violations(tiny, CHECKS["derivation-without-standing-premise"]) == []


@pytest.mark.parametrize("said", ["agglo:was_established true", "agglo:has_employment 5", "agglo:anchors id:eindhoven"])
@pytest.mark.parametrize("status", ["accepted", "contested"])
def test_an_edge_of_any_kind_needs_an_accepted_claim(tiny: ox.Store, said: str, status: str) -> None:
    relation, thing = said.split()
    value = "" if thing == "true" else f"; agglo:{'object' if ':' in thing else 'value'} {thing}"
    claim = f"claim:new agglo:subject id:mit ; agglo:relation {relation} ; agglo:status status:{status} {value} ."
    tiny.update(f"INSERT DATA {{ id:mit {said} . {claim} }}", prefixes=dict(PREFIXES))
    found = violations(tiny, CHECKS["direct-edge-without-accepted-claim"])
    assert len(found) == (status == "contested")
    # A claim of something else does not do.
    other = {"true": "false", "5": "6", "id:eindhoven": "id:philips"}[thing]
    tiny.update(f"INSERT DATA {{ id:mit {relation} {other} }}", prefixes=dict(PREFIXES))
    assert len(violations(tiny, CHECKS["direct-edge-without-accepted-claim"])) == len(found) + 1
