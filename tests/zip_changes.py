"""Zip changes: built files with a part of them changed, and what the proof says of them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from deck.placed import PlacedDeck
from deck.proof.prove import prove
from text.source import Problems

Parts = dict[str, bytes]


def complaints(placed: PlacedDeck, content: bytes) -> list[str]:
    """Gives `line: what` of everything that a file lacks."""
    problems = Problems()
    prove(content, placed, problems)
    return [f"{problem.source.line}: {problem.what}" for problem in problems.found]


def changed(content: bytes, change: Callable[[Parts], None]) -> bytes:
    """Gives the file with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return written.getvalue()


def replaced(content: bytes, pattern: str, old: str, new: str) -> bytes:
    """Gives the file with one text replaced in the parts whose names match."""

    def change(parts: Parts) -> None:
        found = [name for name in parts if re.search(pattern, name) and old.encode() in parts[name]]
        assert found, f"no part {pattern} holds {old}"
        for name in found:
            parts[name] = parts[name].replace(old.encode(), new.encode())

    return changed(content, change)
