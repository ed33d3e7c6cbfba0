"""Checks of time over a built graph: what no reading of the dates allows fails, what only some allow is a warning."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from agglo.graph import GraphReport, KnowledgeGraph, check_folder, check_graph, load_vocabulary
from agglo.graph.resources import shipped_ontology

WORLD = """
source: study
sources: {study: {title: {en: Study}, publisher: One Press, kind: paper}}
entities:
  land: {type: Country, label: {en: Land, zh-Hans: 兰国}}
  town: {type: City, label: {en: Town, zh-Hans: 镇}, in: land}
"""
KINDS = {"mill": "Firm", "owner": "Person", "lab": "ResearchInstitute", "yarn": "Cluster", "plan": "Policy"}


def world(active: dict[str, str], claims: list[str]) -> str:
    """Facts about five things with their `active`; a claim is `SUBJECT RELATION OBJECT @ WHEN ! STATUS`."""
    lines = []
    for id_, class_ in KINDS.items():
        place = ", in: town" if class_ == "Cluster" else ""
        life = f", active: {active[id_]}" if id_ in active else ""
        lines.append(f"  {id_}: {{type: {class_}, label: {{en: {id_.title()}, zh-Hans: {id_}}}{place}{life}}}")
    lines.append("claims:")
    for claim in claims:
        said, _, status = claim.partition(" ! ")
        said, _, when = said.partition(" @ ")
        more = f", when: {when}" if when else ""
        more += f", status: {status}, dispute: date, reason: {{en: No.}}" if status else ""
        lines.append(f"  - {{claim: {said}{more}, evidence: [{{gist: {{en: So.}}}}]}}")
    return WORLD + "\n".join(lines) + "\n"


@pytest.fixture
def checked(own_cache: Path, tmp_path: Path) -> Callable[..., GraphReport]:
    """The report on a world."""

    def check(active: dict[str, str], claims: list[str]) -> GraphReport:
        (tmp_path / "world.yaml").write_text(world(active, claims), "utf-8")
        report = check_folder(tmp_path, load_vocabulary(shipped_ontology()))
        assert report, [str(fault) for fault in report.faults]
        return check_graph(KnowledgeGraph.open(tmp_path).look, report, tmp_path, shipped_ontology())

    return check


TIMES = ("before", "after")


def found(report: GraphReport) -> list[str]:
    """The checks of time that found something; those that warn end in a question mark."""
    wrong = {fault.code.removeprefix("graph.") for fault in report.faults}
    unsure = {f"{fault.code.removeprefix('graph.')}?" for fault in report.warnings}
    return sorted(each for each in wrong | unsure if any(word in each for word in TIMES))


@pytest.mark.parametrize(
    ("active", "claims", "expected"),
    [
        # a claim and the beginning of its subject
        ({"mill": "1950/.."}, ["mill anchors yarn @ 1950/.."], []),
        ({"mill": "1950/.."}, ["mill anchors yarn @ 1949/1990"], ["claim-before-subject"]),
        ({"mill": "1950/.."}, ["mill anchors yarn @ 1949/1990 ! rejected"], []),
        ({"mill": "1950/.."}, ["mill anchors yarn @ ../1990"], []),
        ({"mill": "1950-06/.."}, ["mill anchors yarn @ 1950"], []),
        ({"mill": "195X/.."}, ["mill anchors yarn @ 1954"], ["claim-before-subject?"]),
        ({"mill": "195X/.."}, ["mill anchors yarn @ 1949/1990"], ["claim-before-subject"]),
        ({"mill": "1955/.."}, ["mill anchors yarn @ 195X/.."], ["claim-before-subject?"]),
        ({"mill": "1955~/.."}, ["mill anchors yarn @ 1953"], ["claim-before-subject?"]),
        ({"mill": "1955/.."}, ["mill anchors yarn @ 1953?"], ["claim-before-subject?"]),
        ({"mill": "1955~/.."}, ["mill anchors yarn @ 1955"], []),
        ({"owner": "1900/1980"}, ["owner founded mill @ 1899/1901"], ["claim-before-subject"]),
        # a claim and the beginning of its object: what must be there, and what a cause may come before
        ({"lab": "1950/.."}, ["mill owns lab @ 1940/1949"], ["claim-before-object"]),
        ({"lab": "1950/.."}, ["mill owns lab @ 1940/1950"], []),
        ({"lab": "1950~/.."}, ["mill owns lab @ 1940/1949"], ["claim-before-object?"]),
        ({"lab": "195X/.."}, ["mill owns lab @ 1951"], ["claim-before-object?"]),
        ({"lab": "1950/.."}, ["mill funds lab @ 1940/1949"], []),
        ({"lab": "1950/.."}, ["mill proposes lab @ 1940"], []),
        # a cause that was over
        ({"mill": "1900/1950", "yarn": "1960/.."}, ["mill anchors yarn"], ["cause-over-before-effect"]),
        ({"mill": "1900/1950", "yarn": "1960/.."}, ["mill anchors yarn @ 1960/.."], ["cause-over-before-effect"]),
        ({"mill": "1900/1950", "yarn": "1960/.."}, ["mill anchors yarn @ 1949"], []),
        ({"mill": "1900/1950", "yarn": "1960/.."}, ["mill anchors yarn @ ../1970"], []),
        ({"mill": "1900/1950", "yarn": "1950/.."}, ["mill anchors yarn"], []),
        ({"mill": "1900/1950~", "yarn": "1960/.."}, ["mill anchors yarn"], ["cause-over-before-effect?"]),
        ({"mill": "1900/195X", "yarn": "1955/.."}, ["mill anchors yarn"], ["cause-over-before-effect?"]),
        ({"yarn": "1960/.."}, ["mill anchors yarn", "mill closed @ 1950"], ["cause-over-before-effect"]),
        ({"yarn": "1960/.."}, ["mill anchors yarn", "mill closed @ 1950 ! contested"], []),
        ({"yarn": "1960/..", "mill": "1900/.."}, ["mill anchors yarn", "mill closed @ 1950"], []),
        # an effect that was over; by `active` alone the check of the files finds it
        ({"mill": "1960/.."}, ["mill anchors yarn", "yarn closed @ 1950"], ["effect-over-before-cause"]),
        ({"mill": "1960~/.."}, ["mill anchors yarn", "yarn closed @ 1950"], []),
        # a founding
        ({"lab": "1950/.."}, ["mill founded lab @ 1951"], ["founding-after-beginning"]),
        ({"lab": "1950/.."}, ["mill founded lab @ 1950"], []),
        ({"lab": "1950?/.."}, ["mill founded lab @ 1951"], []),
        ({}, ["mill founded lab @ 1951", "lab anchors yarn @ 1945/1950"], ["claim-before-founding?"]),
        ({}, ["mill founded lab @ 1951", "lab anchors yarn @ 1945/.."], []),
        ({}, ["mill founded lab @ 1951", "lab was_established @ 1940", "lab anchors yarn @ 1945/1950"], []),
        # a policy
        ({}, ["mill enacted plan @ 1990", "plan protects yarn @ 1989"], ["policy-before-enactment"]),
        ({}, ["mill enacted plan @ 1990", "plan protects yarn @ 1990"], []),
        ({}, ["mill enacted plan @ ../1990", "plan protects yarn @ 1989"], []),
        ({}, ["mill enacted plan @ 1990~", "plan protects yarn @ 1989"], []),
        ({}, ["mill enacted plan @ 1990 ! contested", "plan protects yarn @ 1989"], []),
        ({}, ["plan was_adopted @ 1990", "mill enacted plan @ 1988", "plan protects yarn @ 1989"], []),
        ({"plan": "1990/.."}, ["plan protects yarn @ 1989/.."], ["claim-before-subject", "policy-before-enactment"]),
    ],
)
def test_what_the_checks_of_time_find(
    checked: Callable[..., GraphReport], active: dict[str, str], claims: list[str], expected: list[str]
) -> None:
    """Worked out by hand."""
    assert found(checked(active, claims)) == expected


def test_both_lines_are_said(checked: Callable[..., GraphReport]) -> None:
    report = checked({"mill": "1950/.."}, ["mill anchors yarn @ 1949/1990"])
    (fault,) = (fault for fault in report.faults if fault.code == "graph.claim-before-subject")
    text = world({"mill": "1950/.."}, ["mill anchors yarn @ 1949/1990"]).splitlines()
    claim, mill = (1 + next(n for n, line in enumerate(text) if sign in line) for sign in ("- {claim", "  mill:"))
    assert str(fault).startswith(f"world.yaml:{claim}:1: claim `mill.anchors.yarn`, when `1949/1990`")
    assert f"subject `mill` [world.yaml:{mill}], active `1950/..`" in str(fault)


def test_warnings_are_counted_and_fail_nothing(checked: Callable[..., GraphReport]) -> None:
    report = checked({"mill": "195X/.."}, ["mill anchors yarn @ 1954"])
    assert report.warned["claim-before-subject"] == (1, 1)
    assert [fault.code for fault in report.warnings] == ["graph.claim-before-subject"]
    assert all(each.code != "graph.claim-before-subject" for each in report.faults)
