"""When a source was last checked: shown where a claim is shown, and asked for with an option."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ask.test_checked import FACTS

from .conftest import Command

ASKED = ("which", "anchors", "drove", "which", "clusters")


@pytest.fixture
def facts(tmp_path: Path) -> list[str]:
    (tmp_path / "world.yaml").write_text(FACTS, "utf-8")
    return ["--facts", str(tmp_path)]


def test_an_old_claim_is_shown_and_marked(command: Command, facts: list[str]) -> None:
    shown = command("show", "mill", *facts).out
    assert "Mill anchors Yarn\n    last checked 2019-05-01\n" in shown
    assert "最近核查于 2019-05-01" in command("show", "mill", *facts, "--lang", "zh-Hans").out
    # Of a dispute only the supporting source counts; of a source that nobody dated, nothing is said.
    assert "Forge anchors Dyes\n    last checked 2019-05-01\n" in command("show", "dyes", *facts).out
    assert "Yarn drives Dyes\n    world.yaml" in command("show", "dyes", *facts).out


def test_it_stands_in_the_evidence(command: Command, facts: list[str]) -> None:
    told = command("ask", *ASKED, "--evidence", *facts, columns=200).out
    assert "supports: Old page (1990; last checked 2019-05-01) [world.yaml:" in told
    assert "supports: New page (last checked 2024-02-29) [world.yaml:" in told
    assert "supports: Page [world.yaml:" in told
    why = command("why", "mill.anchors.yarn", *facts, columns=200).out
    assert "supports: Old page (last checked 2019-05-01) [world.yaml:" in why


def test_it_is_left_out_only_when_asked(command: Command, facts: list[str]) -> None:
    everything = command("ask", *ASKED, *facts).out
    assert "Mill → Yarn" in everything
    narrowed = command("ask", *ASKED, "--checked-since", "2019-05-02", *facts, columns=200).out
    assert narrowed.startswith(
        "Read as: Which anchors drove which clusters, checked since 2019-05-02, in at most 3 steps?"
    )
    assert "Forge → Rope" in narrowed
    assert "Mill → Yarn" not in narrowed


def test_the_option_takes_a_date(command: Command, facts: list[str]) -> None:
    ran = command("ask", *ASKED, "--checked-since", "lately", *facts)
    assert (ran.status, ran.out) == (2, "")
    assert "`lately` is no year, month or day" in ran.err
    again = command("ask", *ASKED, "checked", "since", "2019", "--checked-since", "2020", *facts)
    assert again.status == 2
