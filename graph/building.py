"""Builds of the library: facts to a release, with what takes long to find out of it kept beside it."""

from __future__ import annotations

from pathlib import Path

from .ask.kept import keep_bearing
from .store import build as store
from .store.build import Built, Say
from .store.release import Release
from .store.renew import Progress


def build(
    facts: Path,
    root: Path,
    ontology: Path,
    *,
    say: Say = lambda _: None,
    progress: Progress = lambda done, of: None,
    force: bool = False,
) -> Built:
    """Build the facts of a folder into a release below `root`, ready for every question.

    Takes the arguments of `store.build.build`, and raises its errors.
    """
    return store.build(facts, root, ontology, say=say, progress=progress, force=force, prepare=_prepared)


def _prepared(release: Release) -> None:
    """Keep what takes long to find out: what rests on each claim, and where things stand in the page."""
    from .view.plane import keep_plane

    keep_bearing(release)
    keep_plane(release)
