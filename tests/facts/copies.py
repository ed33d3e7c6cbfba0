"""Gists that run along a source's own words: `python -m tests.facts.copies ARTICLES PUBLIC_FACTS`.

ARTICLES is the folder of the texts, PUBLIC_FACTS a file of JSON lines with a `gist` each. A Chinese gist may share a
run of at most 12 characters with a line of a text, an English one a run of at most 8 words with a gist of the file,
both without counting names and figures: those carry over, sentences do not.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from opencc import OpenCC

from agglo.graph import check_folder, load_vocabulary
from agglo.graph.records import Facts
from agglo.graph.resources import shipped_facts, shipped_ontology

CHARACTERS, WORDS = 12, 8
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_FIGURE = re.compile(r"[\d.,%]+[万亿千百]?|[一二三四五六七八九十百千万亿]+")
_LEAST_NAME = 2


@dataclass(frozen=True)
class Run:
    """A run that a gist shares with a source: the gist's record, the run, its length without names and figures."""

    evidence: str
    where: str
    text: str
    length: int


class Sources:
    """Texts to compare with, as tokens; finds the runs that another text shares with them."""

    def __init__(self, texts: Iterable[Sequence[str]], longest: int) -> None:
        self._size = longest + 1
        self._grams = {tuple(t[i : i + self._size]) for t in texts for i in range(len(t) - self._size + 1)}

    def __len__(self) -> int:
        return len(self._grams)

    def runs(self, tokens: Sequence[str]) -> Iterator[Sequence[str]]:
        """The longest runs of tokens above the limit that stand in the sources too."""
        start = None
        for index in range(len(tokens) + 1):
            inside = tuple(tokens[index : index + self._size]) in self._grams
            if inside and start is None:
                start = index
            elif not inside and start is not None:
                yield tokens[start : index - 1 + self._size]
                start = None


def characters(text: str, simplify: Callable[[str], str]) -> str:
    """A text's letters and digits alone, in Simplified characters."""
    return "".join(_WORD.findall(simplify(text)))


def words(text: str) -> list[str]:
    """A text's words in lower case."""
    return [word.lower() for word in _WORD.findall(text)]


def shared(facts: Facts, articles: Iterable[str], gists: Iterable[str]) -> tuple[int, list[Run]]:
    """How many gists were compared, and every run above the limits."""
    simplify = OpenCC("t2s").convert
    chinese = Sources((characters(line, simplify) for line in articles), CHARACTERS)
    english = Sources((words(gist) for gist in gists), WORDS)
    assert len(chinese) > 0, "no article was read"
    assert len(english) > 0, "no public fact was read"
    names = sorted(_names(facts, "", lambda name: characters(name, simplify)), key=len, reverse=True)
    spoken = {word for name in _names(facts, "en", str) for word in words(name) if name[:1].isupper() or " " in name}
    compared, found = 0, []
    for evidence in facts.evidence():
        for tag, gist in evidence.get("gist", {}).items():
            compared += 1
            if tag.startswith("zh"):
                for run in chinese.runs(characters(gist, simplify)):
                    found.append(Run(evidence.id, evidence.file, str(run), _without(str(run), names)))
            else:
                for run in english.runs(words(gist)):
                    plain = [word for word in run if word not in spoken and not word.isdecimal()]
                    found.append(Run(evidence.id, evidence.file, " ".join(run), len(plain)))
    limits = {True: WORDS, False: CHARACTERS}
    return compared, [run for run in found if run.length > limits[run.text.isascii()]]


def _names(facts: Facts, tag: str, form: Callable[[str], str]) -> set[str]:
    found = set()
    for entity in facts.entities.values():
        if entity["type"] in ("Mechanism", "Concept", "Indicator"):
            continue  # what they are called is a phrase of the source, not a name
        texts = [text for key, text in entity["label"].items() if key.startswith(tag)]
        texts += [text for key, many in entity.get("also", {}).items() if key.startswith(tag) for text in many]
        found |= {form(text) for text in texts}
    return {name for name in found if len(name) >= _LEAST_NAME}


def _without(run: str, names: Sequence[str]) -> int:
    for name in names:
        run = run.replace(name, "")
    return len(_FIGURE.sub("", run))


def main(articles: str, public: str) -> int:
    """Print every run above the limits; 1 if there is one."""
    report = check_folder(shipped_facts(), load_vocabulary(shipped_ontology()))
    lines = [line for path in sorted(Path(articles).iterdir()) for line in path.read_text("utf-8").splitlines()]
    gists = [json.loads(line)["gist"] for line in Path(public).read_text("utf-8").splitlines() if line.strip()]
    compared, found = shared(report.facts, lines, gists)
    for run in sorted(found, key=lambda run: (run.where, -run.length)):
        sys.stdout.write(f"{run.where}: {run.evidence}: {run.length} of its own: {run.text}\n")
    sys.stdout.write(f"{compared} gists compared with {len(lines)} lines and {len(gists)} gists: {len(found)} runs\n")
    return int(bool(found) or not compared)


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
