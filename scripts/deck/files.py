"""Files: finds what a deck names by path, under the root and never outside it."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote

from text.source import Problems, Source, nearest
from text.values import dataclass

SHOWN_NAMES = 5  # of the files that lie where the wanted one does not
MOST_TEXT = 5_000_000  # bytes: a listing or a table of numbers that is longer is a mistake on a slide
ELSEWHERE = ("file:", "data:", "//")  # how an address starts that names no path below the deck
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".svg"})


@dataclass(frozen=True, slots=True)
class Folder:
    """Where a deck's paths start and which folder they may not leave, symbolic links followed."""

    path: Path
    root: Path

    def find(self, name: str, what: str, place: Source, problems: Problems) -> Path | None:
        """Gives the file that a deck calls `name`; notes why not when it is on the network, outside or missing.

        A name that Markdown has percent-encoded (`my%20file.png`) is found under its plain name too. What is found
        is a readable file: no folder, pipe or device.
        """
        if fault := _fault(name):
            problems.add(place, f"the {what} '{shown(name)}' {fault[0]}", fault[1])
            return None
        found = self._resolved(name)
        if found is None:
            problems.add(place, f"no {what} '{shown(name)}'", "its name is too long, or its links lead in a circle")
        elif not found.is_relative_to(self._root()):
            root = self._root()
            problems.add(place, f"the {what} '{shown(name)}' lies outside {root.name or root}", "copy it inside")
        elif fault := _unusable(found):
            problems.add(place, f"the {what} '{shown(name)}' {fault[0]}", fault[1])
        elif not found.is_file():
            problems.add(place, f"no {what} '{shown(name)}'", _near(found, what))
        else:
            return found
        return None

    def _resolved(self, name: str) -> Path | None:
        """Gives where a name leads: as it is written when a file lies there, else decoded; None when nowhere."""
        try:
            written, decoded = (self.path / name).resolve(), (self.path / unquote(name)).resolve()
            found = written if written == decoded or written.exists() else decoded
            found.exists()  # raises when the name is too long to be asked for
            return found
        except (OSError, RuntimeError):  # a circle of links is a RuntimeError before Python 3.13
            return None

    def _root(self) -> Path:
        return self.root.resolve()


def read_text(path: Path, what: str, place: Source, problems: Problems) -> str | None:
    """Gives the text of a file that was found; notes why not when it is too large or no UTF-8 text."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_TEXT + 1)
        if len(content) > MOST_TEXT:
            problems.add(place, f"the {what} '{path.name}' is larger than 5 MB", "keep the part that is shown")
            return None
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        problems.add(place, f"the {what} '{path.name}' cannot be read ({error.strerror})", "name another file")
    except UnicodeDecodeError:
        problems.add(place, f"the {what} '{path.name}' is not UTF-8 text", "save it as UTF-8")
    return None


def shown(name: str) -> str:
    """Gives a name as an error may print it: on one line, not longer than one."""
    printable = "".join(c if c.isprintable() else "?" for c in name)
    return printable if len(printable) <= 100 else f"{printable[:97]}…"


def _fault(name: str) -> tuple[str, str] | None:
    """Says what is wrong with a name before any file is looked for, and what to do."""
    plain = unquote(name)
    if not plain.strip():
        return "has no name", "write its path as seen from the deck"
    if any(ord(c) < ord(" ") for c in plain):
        return "has a character in its name that no path can hold", "rename it"
    if "://" in plain and not plain.lower().startswith(ELSEWHERE):
        return "is on the network", "nothing is fetched: copy it here"
    if plain.lower().startswith(ELSEWHERE):
        return "is an address and not a path", "write its path as seen from the deck"
    return None


def _unusable(path: Path) -> tuple[str, str] | None:
    """Says why something that is there cannot be used as a file."""
    if path.is_dir():
        return "is a folder", "name a file in it"
    if path.exists() and not path.is_file():
        return "is a pipe or a device", "name a file"
    if path.is_file() and not os.access(path, os.R_OK):
        return "cannot be read (Permission denied)", "give yourself the right to read it"
    return None


def _near(path: Path, what: str) -> str:
    """Says what lies where a file was looked for: the nearest name, else those of its kind, else what there is."""
    try:
        names = sorted(other.name for other in path.parent.iterdir() if other.is_file())
    except OSError:
        return "its folder is not there either"
    if not names:
        return "its folder is empty"
    if what == "picture":
        names = [name for name in names if Path(name).suffix.lower() in PICTURES]
    stems = {Path(name).stem: name for name in sorted(names, key=lambda name: Path(name).suffix == path.suffix)}
    if hint := nearest(path.stem, stems):
        stem = hint.split("'")[1]
        return f"did you mean '{stems[stem]}'?"
    alike = [name for name in names if Path(name).suffix == path.suffix]
    if not alike:
        return f"no file of its kind ({path.suffix or 'without ending'}) lies in its folder"
    more = len(alike) - SHOWN_NAMES
    return f"in its folder: {', '.join(alike[:SHOWN_NAMES])}" + (f" and {more} more" if more > 0 else "")
