"""Subject, object, figure, status and evidence: what is right is let pass, and one cause is one fault."""

from __future__ import annotations

import pytest

from .conftest import Check

EVIDENCE = "    evidence: [{gist: {en: It says so.}}]\n"
DISPUTED = EVIDENCE.replace("{gist", "{direction: disputes, gist")


def claim(line: str, *keys: str, evidence: str = EVIDENCE) -> str:
    return f"source: first-paper\nclaims:\n  - claim: {line}\n" + "".join(f"    {key}\n" for key in keys) + evidence


@pytest.mark.parametrize(
    "text",
    [
        claim("philips went_bankrupt", "when: 1990"),
        claim("philips went_bankrupt"),
        claim("asml has_employment", "value: 5", "unit: jobs", "undated: true"),
        claim("asml has_employment", "value: 0", "unit: jobs", "when: 1990", "undated: false"),
        claim("philips attracts asml", "polarity: increases", "because: necessary"),
        claim("asml supplies philips", "status: rejected", "reason: {en: Nobody else says so.}"),
        claim("asml supplies philips", "status: accepted"),
        claim("asml supplies philips", evidence=EVIDENCE.replace("{gist", "{direction: qualifies, gist")),
        claim("asml supplies philips", evidence=EVIDENCE.replace("{gist", "{at: 'lines 1, 20 and 49–50', gist")),
        claim("asml supplies philips", evidence=EVIDENCE.replace("{gist", "{at: 'line 12, 2019 edition', gist")),
        claim("asml supplies philips", evidence=EVIDENCE.replace("{gist", "{at: page 900 of 1200, gist")),
        claim("asml supplies philips", evidence=EVIDENCE.replace("{gist", "{at: 'deadline 2030', gist")),
        claim("asml supplies philips", "when: 1984/.."),
    ],
)
def test_what_is_right_passes(faults_of: Check, text: str) -> None:
    assert faults_of(text) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (claim("asml has_employment", "value: many", "unit: jobs", "when: 1990"), "4:5: `value` is a number"),
        (claim("asml has_employment", "value: 5", "unit: job", "when: 1990"), "5:5: `job` is no unit"),
        (claim("asml has_employment", "value: 5", "unit: jobs", "when: soon"), "6:5: `soon` is not an EDTF date"),
        (claim("asml has_employment", "value: 5", "unit: jobs", "undated: NO"), "6:5: `undated` is true or false"),
        (claim("asml has_employment philips"), "3:5: `has_employment` takes no object"),
        (claim("asml has_employment", "when: 1990"), "3:5: `has_employment` needs `value` and `unit`"),
        (claim("asml has_employment", "unit: jobs"), "3:5: `has_employment` needs `value`"),
        (claim("asml supplies philips", "value: 5"), "4:5: `supplies` takes no value"),
        (claim("asml supplies philips", "status: rejectd"), "4:5: `rejectd` is no status"),
        (claim("asml supplies philips", "status: rejected", "reason: because"), "5:5: `reason` gives a text"),
        (claim("philips supplies asml", "polarity: up"), "4:5: `up` is no polarity"),
        (claim("asml supplies asml"), "3:5: `asml` cannot be both"),
        (claim("nobody supplies nobody"), "3:5: `nobody` cannot be both"),
        (claim("asml supplies philips", evidence="    evidence: [{gist: {en: 5}}]\n"), "4:24: `gist` in `en` is text"),
        (
            claim("asml supplies philips", evidence=EVIDENCE.replace("{gist", "{direction: disputed, gist")),
            "4:17: `disputed` is no direction",
        ),
        (
            claim(
                "asml supplies philips", "status: acepted", evidence=EVIDENCE.replace("{g", "{direction: disputes, g")
            ),
            "4:5: `acepted` is no status",
        ),
        (
            claim("asml supplies philips", evidence=EVIDENCE.replace("{gist", "{at: line 51, gist")),
            "4:17: there is no line 51",
        ),
        (
            claim("asml supplies philips", evidence=EVIDENCE.replace("{gist", f"{{at: line {'9' * 300}, gist")),
            "4:17: there is no line 99999999999999999999",
        ),
    ],
)
def test_one_cause_is_one_fault(faults_of: Check, text: str, fault: str) -> None:
    found = [line for line in faults_of(text) if "there is no entity `nobody`" not in line]
    assert len(found) == 1
    assert found[0].startswith(f"facts.yaml:{fault}")
