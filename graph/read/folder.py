"""A folder of fact files to records and faults. Every file is read before anything stops."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import Fault, Position
from ..files import SUFFIXES, fact_files
from ..records import SECTIONS, Facts, Record
from ..vocabulary import Vocabulary
from . import positions
from .shape import PathFault, Shaper
from .text import Broken, decode, parse_json_line, parse_yaml


@dataclass
class Reading:
    """What was read.

    Attributes:
        facts: the records that could be read.
        faults: what is wrong so far.
        folder: the folder that was read.
    """

    facts: Facts = field(default_factory=Facts)
    faults: list[Fault] = field(default_factory=list)
    folder: Path = field(default_factory=Path)


def read_folder(
    folder: Path, vocabulary: Vocabulary, progress: Callable[[int, int], None] = lambda done, of: None
) -> Reading:
    """Read all fact files of a folder.

    Args:
        folder: the folder.
        vocabulary: the ontology.
        progress: called with the number of files read and the number of all.
    """
    reading = Reading(folder=folder)
    files = fact_files(folder)
    if not files:
        hint = f"fact files end in {', '.join(SUFFIXES)}"
        reading.faults.append(Fault(Position(str(folder)), "facts.empty-folder", "no fact files in the folder", hint))
    for number, path in enumerate(files, 1):
        _read_file(path, path.relative_to(folder).as_posix(), vocabulary, reading)
        progress(number, len(files))
    if files and not reading.faults and not list(reading.facts):
        reading.faults.append(
            Fault(
                Position(str(folder)),
                "facts.nothing",
                "the fact files hold no records",
                "add entities and claims",
            )
        )
    return reading


def _read_file(path: Path, name: str, vocabulary: Vocabulary, reading: Reading) -> None:
    try:
        text = decode(path, name)
        reading.facts.files[name] = hashlib.sha256(path.read_bytes()).hexdigest()
        shaper = Shaper(vocabulary, name)
        records = (
            _json_lines(text, shaper, reading) if path.suffix == ".jsonl" else shaper.records(parse_yaml(text, name))
        )
        for record in records:
            _keep(record, reading, shaper)
        reading.faults += locate(name, text, shaper.faults)
    except Broken as broken:
        reading.faults.append(broken.fault)
    except OSError as error:
        reading.faults.append(Fault(Position(name), "facts.unreadable", f"cannot be read: {error.strerror}"))


def _json_lines(text: str, shaper: Shaper, reading: Reading) -> Iterator[Record]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            raw = parse_json_line(line, shaper.file, number)
        except Broken as broken:
            reading.faults.append(broken.fault)
            continue
        section = raw.pop("section", None)
        if section not in SECTIONS:
            shaper.report(
                (number,),
                "unknown-section",
                f"there is no section `{section}`",
                f"one of: {', '.join(SECTIONS)}",
            )
            continue
        kind = SECTIONS[section]
        id_ = raw.pop("id", None) if section in ("entities", "sources") else None
        yield from shaper.record(kind, raw, (number,), id_)


def _keep(record: Record, reading: Reading, shaper: Shaper) -> None:
    known = reading.facts.of(record.kind)
    if record.id in known:
        first = known[record.id]
        where = position_of(reading.folder, first)
        what, hint = record.kind.lower(), "keep one of the two"
        if record.kind == "Claim":
            hint = "put both sources under one claim, or give this one an `id`"
        shaper.report(record.path, "duplicate-id", f"the {what} `{record.id}` is already at {where}", hint)
        return
    known[record.id] = record


def locate(name: str, text: str, faults: list[PathFault]) -> list[Fault]:
    """Faults with their lines and columns."""
    if not faults:
        return []
    if name.endswith(".jsonl"):
        spots = {path: (int(path[0]), 1) for path, *_ in faults}
    else:
        spots = positions.of_paths(text, [path for path, *_ in faults])
    return [Fault(Position(name, *spots[path]), f"facts.{code}", message, hint) for path, code, message, hint in faults]


def position_of(folder: Path, record: Record) -> Position:
    """Where a record stands."""
    text = (folder / record.file).read_text("utf-8-sig")
    spot = (int(record.path[0]), 1) if record.file.endswith(".jsonl") else positions.of_path(text, record.path)
    return Position(record.file, *spot)


def source_lines(folder: Path, facts: Facts) -> dict[str, Any]:
    """The release's side table of positions: `files`, and `records`, by `kind/id`, the file's number and the line."""
    by_file: dict[str, list[Record]] = {}
    for record in (*facts, *facts.evidence()):
        by_file.setdefault(record.file, []).append(record)
    records: dict[str, tuple[int, int]] = {}
    for number, (file, found) in enumerate(by_file.items()):
        if file.endswith(".jsonl"):
            spots = {record.path: (int(record.path[0]), 1) for record in found}
        else:
            spots = positions.of_paths((folder / file).read_text("utf-8-sig"), [record.path for record in found])
        records |= {f"{record.kind}/{record.id}": (number, spots[record.path][0]) for record in found}
    return {"files": list(by_file), "records": records}
