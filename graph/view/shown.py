"""A page that was made, as a notebook shows it and as it is written to a file."""

from __future__ import annotations

import html
from pathlib import Path

_HEIGHT = 720


class Page(str):
    """The page's HTML text; in a notebook it shows itself."""

    def _repr_html_(self) -> str:
        """The page in a frame of its own: its styles and scripts touch nothing of the notebook's, nor they its."""
        # The frame has an origin of its own, so the page can reach neither the notebook nor what it keeps.
        rights = "allow-scripts allow-downloads allow-popups"
        return (
            f'<iframe srcdoc="{html.escape(self)}" sandbox="{rights}" width="100%" height="{_HEIGHT}" '
            'frameborder="0" title="Agglo"></iframe>'
        )

    def write(self, out: Path | str) -> Path:
        """Write the page in UTF-8, whole or not at all.

        Raises:
            OSError: the file cannot be written.
        """
        from ..writing import written_whole

        path = Path(out)
        with written_whole(path) as file:
            file.write(self.encode("utf-8"))
        return path
