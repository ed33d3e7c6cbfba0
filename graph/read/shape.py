"""From a parsed tree to records: sections, keys and values, as the ontology says they must be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from sys import intern
from typing import Any

from ..errors import Fault, Position
from ..names import asked, did_you_mean
from ..records import CLAIM, ENTITY, EVIDENCE, QUESTION, SECTIONS, SOURCE, Path, Record
from ..vocabulary import Vocabulary
from .context import Context, Suggestions
from .text import Broken
from .values import READERS, id_hint, is_id
from .wording import a, choice, shown, spelled

MAX_FAULTS = 10_000
"""Faults of one file, after which the rest of it is not read."""

PathFault = tuple[Path, str, str, str]
"""A fault before its line is known: path, code, message, hint."""

_NAMED = {ENTITY: "entities", SOURCE: "sources"}


@dataclass
class Shaper:
    """Reads the trees of one file.

    Attributes:
        faults: what is wrong so far.
        default_source: what the file says for evidence without a source of its own.
        has_default: whether it says anything, be it readable or not.
    """

    vocabulary: Vocabulary
    file: str
    faults: list[PathFault] = field(default_factory=list)
    default_source: str | None = None
    has_default: bool = False
    suggestions: Suggestions = field(default_factory=Suggestions)
    _needed: dict[str, list[str]] = field(default_factory=dict)

    def report(self, path: Path, code: str, message: str, hint: str = "") -> None:
        """Note a fault.

        Raises:
            Broken: there are too many.
        """
        self.faults.append((path, code, message, hint))
        if len(self.faults) >= MAX_FAULTS:
            message = f"more than {MAX_FAULTS:,} faults: the rest of the file was not read"
            raise Broken(Fault(Position(self.file), "facts.too-many", message, "mend the cause of the first"))

    def is_flawed(self, path: Path) -> bool:
        """Whether a value, or anything in it, has a fault."""
        return any(each[: len(path)] == path for each, *_ in self.faults)

    def records(self, tree: dict[Any, Any]) -> Iterator[Record]:
        """The records of a YAML file's tree; faults are noted.

        Raises:
            Broken: there are too many faults.
        """
        self.has_default = "source" in tree
        if self.has_default:
            default = tree["source"]
            if is_id(default):
                self.default_source = default
            else:
                message = f"`source` names the file's default source, found {shown(default)}"
                self.report(("source",), "not-an-id", message, id_hint(default))
        for section, content in tree.items():
            if section == "source":
                continue
            if section not in SECTIONS:
                self._unknown_section(section, (spelled(section),))
            elif content is None:
                self.report((section,), "empty-section", f"the section `{section}` is empty", "leave it out")
            else:
                yield from self._section(section, content)

    def json_line(self, raw: dict[str, Any], number: int) -> Iterator[Record]:
        """The record on one line of a JSON lines file."""
        section = raw.pop("section", None)
        if section is None:
            self.report((number,), "missing-key", "the line needs `section`", choice(SECTIONS))
        elif not isinstance(section, str) or section not in SECTIONS:
            self._unknown_section(section, (number, "section"))
        elif (kind := SECTIONS[section]) not in _NAMED:
            yield from self.record(kind, raw, (number,))
        elif "id" in raw:
            id_ = raw.pop("id")
            if is_id(id_):
                yield from self.record(kind, raw, (number,), intern(id_))
            else:
                self.report((number, "id"), "not-an-id", f"{shown(id_)} is not an id", id_hint(id_))
        else:
            self.report((number,), "missing-key", f"{a(kind)} on a line of its own needs `id`")

    def _unknown_section(self, section: object, path: Path) -> None:
        near = did_you_mean(section, [*SECTIONS, "source"]) if isinstance(section, str) else ""
        if not near and isinstance(section, str):
            near = next((f"`{section}` is a key of {a(k)}" for k in self._kinds_with(section)), "")
        hint = near or f"one of: source, {', '.join(SECTIONS)}"
        message = f"there is no section {shown(section)}"
        if not isinstance(section, str):
            message = f"a section has a name, found {shown(section)}"
        self.report(path, "unknown-section", message, hint)

    def _kinds_with(self, keyword: str) -> list[str]:
        return [kind for kind, keys in self.vocabulary.keys.items() if keyword in keys]

    def _section(self, section: str, content: object) -> Iterator[Record]:
        kind = SECTIONS[section]
        if kind in _NAMED:
            if not isinstance(content, dict):
                message = f"`{section}` maps ids to records, found {shown(content)}"
                self.report((section,), "not-a-mapping", message, "write ID: {…} below it")
                return
            for id_, raw in content.items():
                if is_id(id_):
                    yield from self.record(kind, raw, (section, id_), intern(id_))
                else:
                    self.report((section, spelled(id_)), "not-an-id", f"{shown(id_)} is not an id", id_hint(id_))
        elif not isinstance(content, list):
            message = f"`{section}` is a list, found {shown(content)}"
            self.report((section,), "not-a-list", message, "begin each with `- `")
        else:
            for index, raw in enumerate(content):
                yield from self.record(kind, raw, (section, index))

    def record(self, kind: str, raw: object, path: Path, id_: str = "") -> Iterator[Record]:
        """One record, unless nothing tells what it is about. What is wrong in it is missing from its values."""
        if not isinstance(raw, dict):
            needed = [k for k, key in self.vocabulary.keys[kind].items() if key.required]
            hint = f"write {{{', '.join(f'{k}: …' for k in needed)}}}"
            self.report(path, "not-a-mapping", f"{a(kind)} is a mapping of keys, found {shown(raw)}", hint)
            if kind in _NAMED:
                # Named all the same: what refers to it is not wrong.
                yield Record(kind, id_, {}, self.file, path)
            return
        values = self._values(kind, raw, path)
        if kind == CLAIM:
            line = values.pop("claim", None)
            subject, relation, target = line or ("", "", None)
            id_ = values.pop("id", None) or ".".join(filter(None, (subject, relation, target)))
            values["evidence"] = tuple(self._evidence(raw, id_, path))
            if line is None:
                return
            values |= {"subject": subject, "relation": relation} | ({"object": target} if target else {})
        elif kind == QUESTION:
            id_ = values.pop("id", "")
            if not id_:
                return
        yield Record(kind, id_, values, self.file, path)

    def _values(self, kind: str, raw: dict[Any, Any], path: Path) -> dict[str, Any]:
        keys = self.vocabulary.keys[kind]
        values: dict[str, Any] = {}
        meant: set[str] = set()
        for keyword, value in raw.items():
            key = keys.get(keyword) if isinstance(keyword, str) else None
            if key is None:
                meant |= self._unknown_key(kind, keyword, value, raw, path)
            elif key.value_kind != "evidence":
                context = Context(self.vocabulary, key, (*path, keyword), self.report, self.suggestions)
                found = READERS[key.value_kind](value, context)
                if found is not None:
                    values[key.keyword] = found  # not the file's own copy of the text
        for keyword in self._required(kind):
            defaulted = kind == EVIDENCE and keyword == "source" and self.has_default
            if keyword not in raw and keyword not in meant and not defaulted:
                hint = ""
                if keyword == "source" and not self.file.endswith(".jsonl"):
                    hint = "give the file a default `source:` or the evidence its own"
                self.report(path, "missing-key", f"{a(kind)} needs `{keyword}`", hint)
        return values

    def _required(self, kind: str) -> list[str]:
        """The keys that each record of a kind needs, but for evidence."""
        if kind not in self._needed:
            keys = self.vocabulary.keys[kind].items()
            self._needed[kind] = [name for name, key in keys if key.required and key.value_kind != "evidence"]
        return self._needed[kind]

    def _unknown_key(self, kind: str, keyword: object, value: object, raw: dict[Any, Any], path: Path) -> set[str]:
        """Say that there is no such key; returns the keys that may be meant."""
        keys = self.vocabulary.keys[kind]
        where = (*path, spelled(keyword))
        others = [k for k in self._kinds_with(keyword) if k != kind] if isinstance(keyword, str) else []
        near = [] if others else self.suggestions.near(keyword, keys)
        meant = [k for k in near if k not in raw]
        if value is None and not others and not near:
            message = f"{shown(keyword)} is a key without a value: was a text split at a comma?"
            self.report(where, "comma-split", message, "put the whole text in quotes")
            return set()
        if kind == CLAIM and EVIDENCE in others:
            hint = "it belongs to a piece of evidence: indent it below `evidence:`"
        elif others:
            hint = f"it is a key of {' and of '.join(a(k) for k in others)}"
        elif near and not meant:
            hint = f"`{near[0]}` is there already"
        else:
            hint = asked(meant) or choice({k: key for k, key in keys.items() if k not in raw})
        self.report(where, "unknown-key", f"{a(kind)} has no key {shown(keyword)}", hint)
        return set(meant)

    def _evidence(self, claim: dict[Any, Any], claim_id: str, path: Path) -> Iterator[Record]:
        raw = claim.get("evidence")
        where: Path = (*path, "evidence")
        if raw is None or raw == []:
            # An empty list stands somewhere; evidence that is not there is missed where the claim begins.
            hint = "add `evidence:` with source, at and gist"
            self.report(where if "evidence" in claim else path, "no-evidence", "a claim without evidence", hint)
        elif not isinstance(raw, list):
            message = f"`evidence` is a list, found {shown(raw)}"
            self.report(where, "not-a-list", message, "begin each piece with `- `")
        else:
            for index, each in enumerate(raw):
                for record in self.record(EVIDENCE, each, (*where, index), f"{claim_id}/{index + 1}"):
                    own = {} if "source" in each or not self.default_source else {"source": self.default_source}
                    yield Record(EVIDENCE, record.id, {**record.values, **own}, self.file, record.path)
