"""Names: people and organisations as APA 7 writes them in a reference list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from references.entry import Name

LISTED = 20  # a work with more authors shows the first 19, an ellipsis and the last
CAPITALS = re.compile(r"[A-Z]{2,3}")  # CK and RJ stand for two given names each


def author_list(names: Sequence[Name], more: bool = False) -> str:
    """Gives the authors of a reference: `Le, Q. V., & Schuster, M.`; `more` ends the list in et al."""
    written = [inverted(name) for name in names]
    if more:
        return ", ".join([*written, "et al."])
    if len(written) > LISTED:
        return f"{', '.join(written[: LISTED - 1])}, … {written[-1]}"
    return _with_ampersand(written, comma_before_last=True)


def editor_list(names: Sequence[Name]) -> str:
    """Gives the editors of a book around a chapter: `M. Loukides & A. Oram (Eds.)`."""
    written = [_in_speaking_order(name) for name in names]
    return f"{_with_ampersand(written, comma_before_last=len(written) > 2)} ({editor_role(names)})"


def editor_role(names: Sequence[Name]) -> str:
    """Gives `Ed.` or `Eds.`."""
    return "Ed." if len(names) == 1 else "Eds."


def inverted(name: Name) -> str:
    """Gives a name as it stands in a list: `van der Berg, H., Jr.`."""
    return ", ".join(filter(None, (name.last, initials(name.given), name.suffix)))


def _in_speaking_order(name: Name) -> str:
    return ", ".join(filter(None, (f"{initials(name.given)} {name.last}".strip(), name.suffix)))


def initials(given: str) -> str:
    """Gives the initials of given names: `Jean-Luc Marie` is J.-L. M.; names without capitals stay whole."""
    return " ".join(filter(None, map(_initials_of_one, re.sub(r"\.(?=\w)", ". ", given).split())))


def _initials_of_one(name: str) -> str:
    if CAPITALS.fullmatch(name):
        return " ".join(f"{letter}." for letter in name)
    parts = [part for part in name.split("-") if part.strip(".")]
    if not parts or not any(character.isupper() or character.islower() for character in parts[0]):
        return name
    return "-".join(_initial(part) for part in parts)


def _initial(name: str) -> str:
    letter = next((character for character in name if character.isalpha()), "")
    return f"{letter.upper()}." if letter else name


def _with_ampersand(written: Sequence[str], comma_before_last: bool) -> str:
    if len(written) < 2:
        return "".join(written)
    return f"{', '.join(written[:-1])}{',' * comma_before_last} & {written[-1]}"
