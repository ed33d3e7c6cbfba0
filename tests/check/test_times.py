"""Only what no reading of the dates allows is a fault."""

from __future__ import annotations

import pytest

from .conftest import Check

TEXT = """\
source: first-paper
entities:
  cause: {{type: Firm, label: {{en: Cause, zh-Hans: 因}}, active: {cause}}}
  effect: {{type: Firm, label: {{en: Effect, zh-Hans: 果}}, active: {effect}}}
claims:
  - claim: cause {relation} effect
    when: {when}
    evidence: [{{gist: {{en: It says so.}}}}]
"""


def text(cause: str, effect: str, when: str, relation: str = "spun_off") -> str:
    return TEXT.format(cause=cause, effect=effect, when=when, relation=relation)


@pytest.mark.parametrize(
    ("cause", "effect", "when"),
    [
        ("1891/..", "1984/..", "1984"),
        ("1891/..", "1984/..", "1891"),
        ("1984/..", "1950/1984", "1984"),
        ("198X/..", "1950/1980", "1980"),
        ("../1990", "1984/..", "1800"),
        ("1984/1990", "1985/..", "2020"),
    ],
)
def test_what_may_be_passes(faults_of: Check, cause: str, effect: str, when: str) -> None:
    assert faults_of(text(cause, effect, when)) == []


@pytest.mark.parametrize(
    ("cause", "effect", "when", "fault"),
    [
        ("1984/..", "1950/1983", "1984/..", "6:5: effect before cause"),
        ("1984/..", "1984/..", "1983", "7:5: the claim is of 1983, before `cause` (1984/..) began"),
        ("1900/..", "1950/1983", "1984", "7:5: the claim is of 1984, after `effect` (1950/1983) was over"),
        ("-0400/..", "-0500/-0450", "-0300", "6:5: effect before cause"),
    ],
)
def test_what_cannot_be_is_a_fault(faults_of: Check, cause: str, effect: str, when: str, fault: str) -> None:
    assert faults_of(text(cause, effect, when))[0].startswith(f"facts.yaml:{fault}")


def test_a_structural_claim_may_outlive_its_object(faults_of: Check) -> None:
    assert faults_of(text("1984/..", "1950/1960", "1990", relation="succeeded")) == []


def test_dates_that_cannot_be_read_are_not_compared(faults_of: Check) -> None:
    (fault,) = faults_of(text("1984/..", "1950/1983/1990", "1990"))
    assert "an interval has two ends" in fault


CHECKED = "sources:\n  page: {{title: {{en: A page}}, kind: report, published: {published}, checked_on: {checked}}}\n"


@pytest.mark.parametrize(
    ("published", "checked", "fault"),
    [
        ("2019", "2019-01-01", ""),
        ("2019-05", "2019-05-01", ""),
        ("2019~", "2018-12-31", ""),
        ("2019-05-02", "2019-05-01", "checked on 2019-05-01, before it was published (2019-05-02)"),
        ("1990", "2999-01-01", "`checked_on: 2999-01-01` has not come yet"),
        ("1990", "2019", "`checked_on: 2019` is not one day"),
        ("1990", "2019-05", "`checked_on: 2019-05` is not one day"),
        ("1990", "2019-05-01~", "`checked_on: 2019-05-01~` is not one day"),
        ("1990", "2019-05-01/..", "`checked_on: 2019-05-01/..` is not one day"),
    ],
)
def test_a_source_is_checked_on_one_day_that_has_come(
    faults_of: Check, published: str, checked: str, fault: str
) -> None:
    found = [str(each) for each in faults_of(CHECKED.format(published=published, checked=checked))]
    assert [fault in each for each in found] == ([True] if fault else []), found
