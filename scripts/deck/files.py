"""Files: finds what a deck names by path, under the root and never outside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from text.source import Problems, Source, nearest

SHOWN_NAMES = 5  # of the files that lie where the wanted one does not


@dataclass(frozen=True, slots=True)
class Folder:
    """Where a deck's paths start and which folder they may not leave, symbolic links followed."""

    path: Path
    root: Path

    def find(self, name: str, what: str, place: Source, problems: Problems) -> Path | None:
        """Gives the file that a deck calls `name`; notes why not when it is on the network, outside or missing."""
        if "://" in name:
            problems.add(place, f"the {what} '{name}' is on the network", "nothing is fetched: copy it here")
            return None
        path = (self.path / name).resolve()
        root = self.root.resolve()
        if not path.is_relative_to(root):
            problems.add(place, f"the {what} '{name}' lies outside {root.name or root}", "copy it inside")
            return None
        if not path.is_file():
            problems.add(place, f"no {what} '{name}'", self._near(path))
            return None
        return path

    def _near(self, path: Path) -> str:
        """Says what lies where a file was looked for."""
        if not path.parent.is_dir():
            return "its folder is not there either"
        names = sorted(other.name for other in path.parent.iterdir() if other.is_file())
        if not names:
            return "its folder is empty"
        return nearest(path.name, names) or f"in its folder: {', '.join(names[:SHOWN_NAMES])}"
