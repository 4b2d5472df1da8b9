"""Outputs: a placed deck as the files that were asked for, all of them or none."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from deck.lazy import load_lazily
from deck.placed import PlacedDeck
from text.source import Problems

# python-pptx brings them with it: a web client, and what only pictures and measuring by font files need.
SELDOM_USED = ("urllib.request", "PIL.Image", "PIL.ImageFont", "hashlib")
SUFFIXES = (".pptx", ".html", ".txt")


def contents_of(placed: PlacedDeck, suffixes: frozenset[str], problems: Problems) -> Mapping[str, bytes]:
    """Gives the content for each suffix; a .pptx is read back, and what it lost is a problem at its line."""
    found: dict[str, bytes] = {}
    if ".pptx" in suffixes:
        load_lazily(*SELDOM_USED)
        # imported here: only who writes a .pptx needs them
        from deck.powerpoint.write import write_pptx
        from deck.proof.prove import prove

        found[".pptx"] = write_pptx(placed)
        prove(found[".pptx"], placed, problems)
    if ".html" in suffixes:
        from deck.web.write import write_html_page  # imported here: only who writes a page needs it

        found[".html"] = write_html_page(placed).encode()
    if ".txt" in suffixes:
        from deck.outline import outline  # imported here: only who writes an outline needs it

        found[".txt"] = outline(placed).encode()
    return found


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Writes every file whole, or none of them: none is replaced before all of them are on the disk."""
    ready: dict[Path, Path] = {}
    try:
        for path, content in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.is_dir():
                raise IsADirectoryError(21, os.strerror(21), str(path))
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
            ready[path] = Path(name)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            ready[path].chmod(0o644)
        for path, written in ready.items():
            written.replace(path)
    finally:
        for written in ready.values():
            written.unlink(missing_ok=True)
