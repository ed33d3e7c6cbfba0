"""The run as a whole: what it counts, what it gives back, and that it says nothing twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from agglo.graph.check.run import CheckReport, check_folder
from agglo.graph.errors import AggloError, FactError
from agglo.graph.resources import shipped_facts
from agglo.graph.vocabulary import Vocabulary

from .conftest import DATA, WORLD, Command


def test_a_world_without_faults(report_of: Callable[..., CheckReport]) -> None:
    report = report_of()
    assert report
    assert report.facts_or_raise() is report.facts
    assert report.examined == {
        "causal claims": 5,
        "chains": 2 * 16 + 3,
        "claims": 6,
        "dated claims": 4,
        "evidence": 9,
        "evidence lines": 4,
        "figures": 1,
        "files": 1,
        "gists": 9,
        "keys": 51,
        "labels": 16,
        "references": 22,
        "source references": 11,
        "statuses": 6,
    }


def test_faults_are_raised_all_together(report_of: Callable[..., CheckReport]) -> None:
    report = report_of("entities:\n  x: {type: Citty, label: {en: X}}\n")
    assert not report
    with pytest.raises(FactError) as raised:
        report.facts_or_raise()
    assert raised.value.faults == report.faults
    assert str(raised.value).splitlines()[-1] == "2 faults in the facts"


def test_faults_are_in_the_order_of_files_and_lines_and_none_is_twice(vocabulary: Vocabulary) -> None:
    report = check_folder(DATA / "broken", vocabulary)
    assert len(report.faults) > 200
    assert list(report.faults) == sorted(set(report.faults))
    assert len({fault.code for fault in report.faults}) > 45


def test_the_shipped_facts_are_right(vocabulary: Vocabulary) -> None:
    report = check_folder(shipped_facts(), vocabulary)
    assert report.examined["claims"] > 1000
    assert [str(fault) for fault in report.faults] == []


def test_an_empty_folder_exits_with_1_and_no_folder_with_2(tmp_path: Path, command: Command) -> None:
    status, out, _ = command("check", "--facts", str(tmp_path))
    assert status == 1
    assert out.startswith(f"{tmp_path}: no fact files in the folder (fact files end in .yaml, .yml, .jsonl)\n")
    for no_folder in (tmp_path / "none", WORLD):
        status, out, err = command("check", "--facts", str(no_folder))
        assert (status, out) == (2, "")
        assert str(no_folder) in err
        assert "Traceback" not in err


def test_no_folder_is_an_error_and_no_fault(tmp_path: Path, vocabulary: Vocabulary) -> None:
    with pytest.raises(AggloError, match="there is no folder"):
        check_folder(tmp_path / "none", vocabulary)
