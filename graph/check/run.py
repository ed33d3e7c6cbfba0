"""Read a folder and run every check over it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..errors import FactError, Fault
from ..read.folder import Reading, locate_in, read_folder
from ..read.shape import PathFault
from ..records import Facts
from ..vocabulary import Vocabulary
from . import claims, naming, times
from .context import Check, Finding, Scope

CHECKS: tuple[Check, ...] = (
    naming.references,
    naming.labels,
    naming.key_places,
    naming.cycles,
    claims.subjects_and_objects,
    claims.figures,
    claims.status,
    claims.evidence_lines,
    times.effects,
    times.lifetimes,
    times.last_looks,
)
"""Every check; each counts what it examines."""


@dataclass(frozen=True)
class CheckReport:
    """What a check run found, for programs; `faults` is empty when all is well.

    Attributes:
        facts: the records read.
        faults: what is wrong, by file and line.
        examined: how many things of each sort were looked at.
    """

    facts: Facts
    faults: tuple[Fault, ...]
    examined: dict[str, int]

    def __bool__(self) -> bool:
        return not self.faults

    def facts_or_raise(self) -> Facts:
        """The facts.

        Raises:
            FactError: there are faults.
        """
        if self.faults:
            raise FactError(self.faults)
        return self.facts


def check_folder(
    folder: Path, vocabulary: Vocabulary, progress: Callable[[int, int], None] = lambda done, of: None
) -> CheckReport:
    """Read and check a folder of fact files.

    Raises:
        AggloError: the folder does not exist.
    """
    return check_reading(read_folder(folder, vocabulary, progress), vocabulary)


def check_reading(reading: Reading, vocabulary: Vocabulary) -> CheckReport:
    """Check what was read of a folder."""
    scope = Scope(reading, vocabulary)
    scope.count("files", len(reading.facts.files))
    for check in CHECKS:
        check(scope)
    faults = {*reading.faults, *locate_in(reading.folder, _by_file(scope.findings))}
    return CheckReport(reading.facts, tuple(sorted(faults)), dict(sorted(scope.examined.items())))


def _by_file(findings: list[Finding]) -> dict[str, list[PathFault]]:
    by_file: dict[str, list[PathFault]] = defaultdict(list)
    for each in findings:
        by_file[each.file].append((each.path, each.code, each.message, each.hint))
    return by_file
