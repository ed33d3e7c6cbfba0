"""A folder of fact files to records and faults. Every file is read before anything stops."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from ..errors import Fault, Position
from ..files import SUFFIXES, fact_files
from ..records import Facts, Record
from ..records import Path as Keys
from ..vocabulary import Vocabulary
from . import positions
from .outline import lines_of
from .shape import PathFault, Shaper
from .text import Broken, decode, load, parse_json_line, parse_yaml


@dataclass
class Reading:
    """What was read.

    Attributes:
        folder: the folder that was read.
        facts: the records that could be read.
        faults: what is wrong so far.
        flawed: file and path of every value with a fault in it, and of what is around it.
        defaults: the default source of each file that has one.
        unread: texts that did not become records, which names may be defined in; None if one is not even known.
    """

    folder: Path
    facts: Facts = field(default_factory=Facts)
    faults: list[Fault] = field(default_factory=list)
    flawed: set[tuple[str, Keys]] = field(default_factory=set)
    defaults: dict[str, str] = field(default_factory=dict)
    unread: list[str] | None = field(default_factory=list)


def read_folder(
    folder: Path, vocabulary: Vocabulary, progress: Callable[[int, int], None] = lambda done, of: None
) -> Reading:
    """Read all fact files of a folder.

    Args:
        folder: the folder.
        vocabulary: the ontology.
        progress: called with the number of files read and the number of all.

    Raises:
        AggloError: the folder does not exist.
    """
    reading = Reading(folder)
    files = fact_files(folder)
    twice: list[tuple[Record, Record]] = []
    for number, path in enumerate(files, 1):
        _read_file(path, path.relative_to(folder).as_posix(), vocabulary, reading, twice)
        progress(number, len(files))
    reading.faults += _duplicates(reading, twice)
    whole = Position(str(folder))
    if not files:
        hint = f"fact files end in {', '.join(SUFFIXES)}"
        reading.faults.append(Fault(whole, "facts.empty-folder", "no fact files in the folder", hint))
    elif not reading.faults and not any(reading.facts):
        hint = "add entities and claims"
        reading.faults.append(Fault(whole, "facts.nothing", "the fact files hold no records", hint))
    return reading


def _read_file(
    path: Path, name: str, vocabulary: Vocabulary, reading: Reading, twice: list[tuple[Record, Record]]
) -> None:
    shaper = Shaper(vocabulary, name)
    data: bytes | None = None
    text = ""
    try:
        data = load(path, name)
        text = decode(data, name)
        reading.facts.files[name] = hashlib.sha256(data).hexdigest()
        if path.suffix == ".jsonl":
            records = _json_lines(text, shaper, reading)
        else:
            records = shaper.records(parse_yaml(text, name, reading.faults))
        for record in records:
            first = reading.facts.of(record.kind).setdefault(record.id, record)
            if first is not record and not shaper.is_flawed((*record.path, "id")):
                twice.append((record, first))
    except Broken as broken:
        reading.faults += broken.faults
        _keep_unread(reading, data)
    except OSError as error:
        reading.faults.append(Fault(Position(name), "facts.unreadable", f"cannot be read: {error.strerror}"))
        _keep_unread(reading, data)
    if shaper.default_source:
        reading.defaults[name] = shaper.default_source
    reading.flawed |= {(name, keys[:n]) for keys, *_ in shaper.faults for n in range(1, len(keys) + 1)}
    reading.faults += locate(name, text, shaper.faults)


def _keep_unread(reading: Reading, data: bytes | None) -> None:
    if data is None:
        reading.unread = None
    elif reading.unread is not None:
        reading.unread.append(data.decode("utf-8", "replace"))


def _json_lines(text: str, shaper: Shaper, reading: Reading) -> Iterator[Record]:
    # Not `splitlines`: JSON may hold what it takes for line ends.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                raw = parse_json_line(line, shaper.file, number)
            except Broken as broken:
                reading.faults += broken.faults
                _keep_unread(reading, line.encode())
            else:
                yield from shaper.json_line(raw, number)


def _duplicates(reading: Reading, twice: list[tuple[Record, Record]]) -> Iterator[Fault]:
    firsts = positions_of(reading.folder, (first for _, first in twice))
    by_file: dict[str, list[PathFault]] = defaultdict(list)
    for record, first in twice:
        message = f"the {record.kind.lower()} `{record.id}` is already at {firsts[first.file, first.path]}"
        hint = "keep one of the two"
        if record.kind == "Claim":
            hint = "put both sources under one claim, or give this one an `id`"
        by_file[record.file].append((record.path, "duplicate-id", message, hint))
    for file, faults in by_file.items():
        yield from locate(file, _text(reading.folder / file), faults)


def locate(name: str, text: str, faults: list[PathFault]) -> list[Fault]:
    """Faults with their lines and columns."""
    spots = _spots(name, text, [path for path, *_ in faults])
    return [Fault(Position(name, *spots[path]), f"facts.{code}", message, hint) for path, code, message, hint in faults]


def locate_in(folder: Path, faults: dict[str, list[PathFault]]) -> Iterator[Fault]:
    """As `locate`, for the faults of several files of a folder, by file."""
    for file, each in faults.items():
        yield from locate(file, _text(folder / file), each)


def positions_of(folder: Path, records: Iterable[Record]) -> dict[tuple[str, Keys], Position]:
    """Where records stand, by file and path."""
    by_file: dict[str, list[Keys]] = defaultdict(list)
    for record in records:
        by_file[record.file].append(record.path)
    found: dict[tuple[str, Keys], Position] = {}
    for file, paths in by_file.items():
        spots = _spots(file, _text(folder / file), paths)
        found |= {(file, path): Position(file, *spots[path]) for path in paths}
    return found


def source_lines(folder: Path, facts: Facts) -> dict[str, Any]:
    """The release's side table of positions: `files`, and `records`, by `kind/id`, the file's number and the line."""
    by_file: dict[str, list[Record]] = defaultdict(list)
    for record in chain(facts, facts.evidence()):
        by_file[record.file].append(record)
    found: dict[str, tuple[int, int]] = {}
    for number, (file, records) in enumerate(by_file.items()):
        lines = _lines(folder, file, records)
        found |= {f"{each.kind}/{each.id}": (number, line) for each, line in zip(records, lines, strict=True)}
    return {"files": list(by_file), "records": found}


def _lines(folder: Path, file: str, records: Sequence[Record]) -> Iterable[int]:
    """The line of each record of a file."""
    paths = [each.path for each in records]
    if _in_json_lines(file):
        return (int(path[0]) for path in paths)
    text = _text(folder / file)
    texts = [tuple(map(str, path)) for path in paths]
    if plain := lines_of(text, texts):
        return map(plain.__getitem__, texts)
    spots = positions.of_paths(text, paths)
    return (spots[path][0] for path in paths)


def _in_json_lines(name: str) -> bool:
    return name.endswith(".jsonl")


def _text(path: Path) -> str:
    """The text as `decode` gave it, with line feeds alone; empty if the file has gone since."""
    with suppress(OSError):
        return path.read_text("utf-8-sig", errors="replace")
    return ""


def _spots(name: str, text: str, paths: list[Keys]) -> dict[Keys, positions.Spot]:
    if not paths:
        return {}
    if not _in_json_lines(name):
        return positions.of_paths(text, paths)
    by_line: dict[int, list[Keys]] = defaultdict(list)
    for path in paths:
        by_line[int(path[0])].append(path[1:])
    lines = text.split("\n") if any(map(any, by_line.values())) else []
    spots: dict[Keys, positions.Spot] = {}
    for number, inner in by_line.items():
        # A line of JSON is YAML too; what PyYAML cannot find is at the beginning of the line.
        found = positions.of_paths(lines[number - 1], inner) if number <= len(lines) else {}
        spots |= {(number, *path): (number, found.get(path, (0, 1))[1] or 1) for path in inner}
    return spots
