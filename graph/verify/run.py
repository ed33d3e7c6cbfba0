"""Check the facts, and the graph that they make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..ask.look import Look
from ..check.run import CheckReport
from ..errors import Fault
from .checks import load_checks, run_checks
from .competency import run_questions


@dataclass(frozen=True)
class GraphReport:
    """What was found of a graph, for programs; true when nothing is wrong.

    Attributes:
        faults: what is wrong, by file and line.
        examined: for each check how many things it looked at, and how many of them fail.
        warnings: what may be right and is worth a second look, by file and line.
        warned: the same as `examined` for the checks that warn.
    """

    faults: tuple[Fault, ...]
    examined: Mapping[str, tuple[int, int]]
    warnings: tuple[Fault, ...] = ()
    warned: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return not self.faults


def check_graph(look: Look, report: CheckReport, folder: Path, ontology: Path) -> GraphReport:
    """Run the ontology's checks and the facts' competency questions over the graph that was built from the facts.

    Args:
        look: the graph.
        report: of the facts, without faults.
        folder: where the fact files are.
        ontology: folder of the ontology.

    Raises:
        OntologyError: a check of the ontology cannot be run.
    """
    faults: list[Fault] = []
    warnings: list[Fault] = []
    examined: dict[str, tuple[int, int]] = {}
    warned: dict[str, tuple[int, int]] = {}
    for check, number, found in run_checks(look, load_checks(ontology / "checks")):
        (warned if check.warns else examined)[check.name] = (number, len(found))
        (warnings if check.warns else faults).extend(found)
    asked, expectations, found = run_questions(look, report.facts, folder)
    failing = {fault.message.partition(":")[0] for fault in found}
    examined["competency questions"] = (asked, len(failing))
    examined["expectations of their answers"] = (expectations, len(found))
    return GraphReport(tuple(sorted([*faults, *found])), examined, tuple(sorted(warnings)), warned)
