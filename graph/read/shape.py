"""From a parsed tree to records: sections, keys and values, as the ontology says they must be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..names import did_you_mean
from ..records import CLAIM, ENTITY, EVIDENCE, QUESTION, SECTIONS, SOURCE, Path, Record
from ..vocabulary import Vocabulary
from .values import READERS, SLUG, Context, shown

PathFault = tuple[Path, str, str, str]
"""A fault before its line is known: path, code, message, hint."""


@dataclass
class Shaper:
    """Reads the trees of one file."""

    vocabulary: Vocabulary
    file: str
    faults: list[PathFault] = field(default_factory=list)
    default_source: str | None = None

    def report(self, path: Path, code: str, message: str, hint: str = "") -> None:
        """Note a fault."""
        self.faults.append((path, code, message, hint))

    def records(self, tree: dict[str, Any]) -> Iterator[Record]:
        """The records of a YAML file's tree; faults are noted, never raised."""
        default = tree.get("source")
        if default is not None and not (isinstance(default, str) and SLUG.match(default)):
            self.report(("source",), "not-an-id", f"{shown(default)} is not an id of a source", "")
        else:
            self.default_source = default
        for section, content in tree.items():
            if section == "source":
                continue
            if section not in SECTIONS:
                hint = did_you_mean(str(section), [*SECTIONS, "source"]) or f"one of: source, {', '.join(SECTIONS)}"
                self.report((str(section),), "unknown-section", f"there is no section {shown(section)}", hint)
            elif content is None:
                self.report((section,), "empty-section", f"the section `{section}` is empty", "leave it out")
            else:
                yield from self._section(section, content)

    def _section(self, section: str, content: object) -> Iterator[Record]:
        kind = SECTIONS[section]
        if kind in (ENTITY, SOURCE):
            if not isinstance(content, dict):
                self.report(
                    (section,),
                    "not-a-mapping",
                    f"`{section}` maps ids to records, found {shown(content)}",
                    "write ID: {…}",
                )
                return
            for id_, raw in content.items():
                yield from self.record(kind, raw, (section, id_), str(id_) if isinstance(id_, str) else id_)
        else:
            if not isinstance(content, list):
                self.report(
                    (section,),
                    "not-a-list",
                    f"`{section}` is a list, found {shown(content)}",
                    "start each with `- `",
                )
                return
            for index, raw in enumerate(content):
                yield from self.record(kind, raw, (section, index))

    def record(self, kind: str, raw: object, path: Path, id_: object = None) -> Iterator[Record]:
        """One record, unless it is no mapping or has no usable id."""
        if not isinstance(raw, dict):
            self.report(path, "not-a-mapping", f"{_article(kind)} is a mapping, found {shown(raw)}", "")
            return
        if kind in (ENTITY, SOURCE) and not (isinstance(id_, str) and SLUG.match(id_) and len(id_) <= 120):
            self.report(path, "not-an-id", f"{shown(id_)} is not an id", "lower-case letters, digits and hyphens")
            return
        values = self._values(kind, raw, path)
        if kind == CLAIM:
            if "claim" not in values:
                return
            subject, relation, target = values.pop("claim")
            values |= {"subject": subject, "relation": relation} | ({"object": target} if target else {})
            id_ = values.pop("id", None) or ".".join(filter(None, (subject, relation, target)))
            values["evidence"] = tuple(self._evidence(raw.get("evidence"), str(id_), path))
        elif kind == QUESTION:
            id_ = values.pop("id", None)
            if id_ is None:
                return
        yield Record(kind, str(id_), values, self.file, path)

    def _values(self, kind: str, raw: dict[Any, Any], path: Path) -> dict[str, Any]:
        keys = self.vocabulary.keys[kind]
        values: dict[str, Any] = {}
        for keyword, value in raw.items():
            key = keys.get(keyword) if isinstance(keyword, str) else None
            if key is None:
                self._unknown_key(kind, keyword, value, raw, path)
            elif key.value_kind != "evidence":
                read = READERS[key.value_kind]
                found = read(value, Context(self.vocabulary, key, (*path, keyword), self.report))
                if found is not None:
                    values[keyword] = found
        for keyword, key in keys.items():
            defaulted = keyword == "source" and self.default_source
            if key.required and keyword not in raw and not defaulted and key.value_kind != "evidence":
                hint = f"give the file a default `source:` or the {kind.lower()} its own" if keyword == "source" else ""
                self.report(path, "missing-key", f"{_article(kind)} needs `{keyword}`", hint)
        return values

    def _unknown_key(self, kind: str, keyword: object, value: object, raw: dict[Any, Any], path: Path) -> None:
        if value is None and isinstance(keyword, str) and " " in keyword:
            message = f"unquoted text was split at a comma: `{keyword}` became a key"
            self.report((*path, keyword), "comma-split", message, "put the whole text in quotes")
            return
        known = [k for k in self.vocabulary.keys[kind] if k not in raw]
        hint = did_you_mean(str(keyword), known) or f"one of: {', '.join(known)}"
        self.report((*path, str(keyword)), "unknown-key", f"{_article(kind)} has no key `{keyword}`", hint)

    def _evidence(self, raw: object, claim: str, path: Path) -> Iterator[Record]:
        where: Path = (*path, "evidence")
        if raw is None or raw == []:
            self.report(
                path,
                "no-evidence",
                f"the claim `{claim}` has no evidence",
                "add `evidence:` with source, at and gist",
            )
            return
        if not isinstance(raw, list):
            self.report(where, "not-a-list", f"`evidence` is a list, found {shown(raw)}", "start each piece with `- `")
            return
        for index, each in enumerate(raw):
            for record in self.record(EVIDENCE, each, (*where, index), f"{claim}/{index + 1}"):
                values = dict(record.values)
                if "source" not in values and self.default_source:
                    values["source"] = self.default_source
                yield Record(EVIDENCE, record.id, values, self.file, record.path)


def _article(kind: str) -> str:
    return {ENTITY: "an entity", EVIDENCE: "a piece of evidence"}.get(kind, f"a {kind.lower()}")
