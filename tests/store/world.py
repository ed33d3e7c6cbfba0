"""A copy of the tiny world that a test may change, and the builds of it."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from agglo.graph.store.build import Built, build
from agglo.graph.store.release import Release

ROOT = Path(__file__).parents[2]
TINY = ROOT / "tests" / "data" / "tiny"


@dataclass(frozen=True)
class World:
    """Folders of facts and of an ontology, and the root that they are built into."""

    facts: Path
    root: Path
    ontology: Path

    @classmethod
    def copied(cls, folder: Path, ontology: Path) -> World:
        shutil.copytree(TINY, folder / "facts")
        return cls(folder / "facts", folder / "out", ontology)

    def build(self, *, force: bool = False) -> Built:
        return build(self.facts, self.root, self.ontology, force=force)

    def open(self) -> Release:
        return Release.open(self.root)

    @property
    def yaml(self) -> Path:
        return self.facts / "world.yaml"

    def edit(self, old: str, new: str) -> None:
        text = self.yaml.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the tiny world"
        self.yaml.write_text(text.replace(old, new), "utf-8")

    def add_anchors(self, number: int) -> None:
        """Write `number` more firms, each with one accepted claim, in place of those written before."""
        entities = [f"  firm-{n}: {{type: Firm, label: {{en: Firm {n}, zh-Hans: 企业{n}}}}}" for n in range(number)]
        claims = [
            f"  - claim: firm-{n} anchors austin-chips\n    evidence:\n      - {{gist: {{en: Said of firm {n}.}}}}"
            for n in range(number)
        ]
        lines = ["source: second-report", "entities:", *entities, "claims:", *claims]
        # Renamed into place, so that a build never reads half a file.
        draft = self.facts / ".draft"
        draft.write_text("\n".join(lines) + "\n", "utf-8")
        draft.replace(self.facts / "more.yaml")

    def names(self) -> set[str]:
        """What stands in the root, without the lock and the link."""
        return {path.name for path in self.root.iterdir()} - {"lock", "current"}


def digests(folder: Path) -> dict[str, str]:
    """Every file below a folder with the digest of its bytes, and every link with its target."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = f"-> {path.readlink()}"
        elif path.is_file():
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found
