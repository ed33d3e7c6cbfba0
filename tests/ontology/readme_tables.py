"""The tables of `ontology/README.md`, from the vocabulary. To write them: `python -m tests.ontology.readme_tables`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from agglo.graph.ontology import load_vocabulary
from agglo.graph.vocabulary import ClassTerm, KeyTerm, RelationTerm, Term, Vocabulary

README = Path(__file__).parents[2] / "ontology" / "README.md"
_INDENT = "&emsp;"
_SIGNS = {"increases": "+", "decreases": "−"}
_KINDS = {
    "causal": "Causal relations",
    "structural": "Structural relations",
    "event": "Events: no object, a time",
    "attribute": "Attributes: a figure with a unit and a time",
}


def tables(vocabulary: Vocabulary) -> dict[str, str]:
    """Each table by its name in the README."""
    return {
        "classes": "\n".join(_classes(vocabulary)),
        "relations": "\n\n".join("\n".join(_relations(vocabulary, kind)) for kind in _KINDS),
        "keys": "\n".join(_keys(vocabulary)),
    }


def with_tables(text: str, vocabulary: Vocabulary) -> str:
    """The README's text with fresh tables between its marks."""
    for name, table in tables(vocabulary).items():
        between = rf"(<!-- {name}: [^>]*-->\n).*?(<!-- end of {name} -->)"
        text, found = re.subn(between, lambda m, t=table: f"{m[1]}\n{t}\n\n{m[2]}", text, flags=re.DOTALL)  # type: ignore[misc]
        assert found == 1, f"the README has no marks for {name}"
    return text


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    heads = list(heads)
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def _forms(term: Term, language: str) -> str:
    label, *others = term.forms.get(language, ("",))
    return label + (f" ({', '.join(others)})" if others else "")


def _both(term: Term) -> tuple[str, str]:
    return _forms(term, "en"), _forms(term, "zh-Hans")


def _classes(vocabulary: Vocabulary) -> Iterator[str]:
    below: dict[str, list[ClassTerm]] = {}
    for term in vocabulary.classes.values():
        below.setdefault(term.ancestors[0] if term.ancestors else "", []).append(term)

    def rows(above: str, depth: int) -> Iterator[tuple[str, ...]]:
        for term in sorted(below.get(above, ()), key=lambda t: t.name):
            name = f"{_INDENT * depth}`{term.name}`" + (" (role)" if term.role else "")
            yield name, *_both(term), term.definition
            yield from rows(term.name, depth + 1)

    return _table(("class", "English", "中文", "meaning"), rows("", 0))


def _relations(vocabulary: Vocabulary, kind: str) -> Iterator[str]:
    yield f"### {_KINDS[kind]}"
    yield ""
    terms = {term.name: term for term in vocabulary.relations.values() if term.kind == kind}
    with_object = kind in ("causal", "structural")

    def cells(term: RelationTerm, depth: int) -> tuple[str, ...]:
        ends = ", ".join(term.domain) + (f" → {', '.join(term.range)}" if with_object else "")
        sign = (_SIGNS.get(term.polarity, "?"),) if kind == "causal" else ()
        return f"{_INDENT * depth}`{term.name}`", *_both(term), ends, *sign, term.definition

    def rows(above: str, depth: int) -> Iterator[tuple[str, ...]]:
        for term in terms.values():
            parents = [parent for parent in term.parents if parent in terms]
            if above in parents or (not above and not parents):
                yield cells(term, depth)
                yield from rows(term.name, depth + 1)

    heads = ["relation", "English", "中文", "of → to" if with_object else "of", "meaning"]
    yield from _table([*heads[:4], "sign", heads[4]] if kind == "causal" else heads, rows("", 0))


def _keys(vocabulary: Vocabulary) -> Iterator[str]:
    def cells(record: str, key: KeyTerm) -> tuple[str, ...]:
        name = f"**`{key.keyword}`**" if key.required else f"`{key.keyword}`"
        takes = f"`{key.value_kind}`" + (f" ({', '.join(key.range)})" if key.range else "")
        choices = vocabulary.choices.get(key.keyword, {}) if key.value_kind == "choice" else {}
        takes += f": {', '.join(sorted(choices))}" if choices else ""
        return record, name, ", ".join(key.types) or "all", takes, key.definition

    rows = (cells(record, keys[name]) for record, keys in sorted(vocabulary.keys.items()) for name in sorted(keys))
    return _table(("record", "key", "of classes", "takes", "meaning"), rows)


if __name__ == "__main__":
    README.write_text(with_tables(README.read_text("utf-8"), load_vocabulary(README.parent)), "utf-8")
