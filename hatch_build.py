"""Make the top-level folders importable as `agglo.*` in an editable install."""

import os
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class LinkSources(BuildHookInterface[Any]):
    """Link every entry of the wheel's `sources` table into `.links`, the `dev-mode-dirs` folder."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run before a build; only an editable one needs the links."""
        if version != "editable":
            return
        for source, target in self.build_config.sources.items():
            folder, link = Path(self.root, source), Path(self.root, ".links", target)
            link.parent.mkdir(parents=True, exist_ok=True)
            link.unlink(missing_ok=True)
            link.symlink_to(os.path.relpath(folder, link.parent), target_is_directory=True)
