"""Metrics: how wide each character is, from widths shipped as data."""

from __future__ import annotations

import functools
import json
import unicodedata
from collections.abc import Mapping
from pathlib import Path

WIDTHS = Path(__file__).with_name("widths.json")
CODE_EM = 0.6  # Courier New, Liberation Mono; every font that theme.yml may name for code is no wider
WIDE_EM = 1.0  # East Asian wide and full-width characters fill their em square
EMOJI_EM = 1.25  # Segoe UI Emoji draws 1.25 em, Apple Color Emoji 1.0
UNKNOWN_EM = 0.75  # wider than most, so that text we cannot measure is not cut


@functools.cache
def _advances(bold: bool) -> Mapping[str, float]:
    """Gives character → width in em of Arial's metric twin Liberation Sans."""
    data = json.loads(WIDTHS.read_text(encoding="utf-8"))
    units = data["units_per_em"]
    widths = data["widths"]["bold" if bold else "regular"]
    return {character: int(width) / units for width, characters in widths.items() for character in characters}


class _Ems(dict[str, float]):
    """Character → width in em, filled as characters are asked for."""

    def __init__(self, bold: bool, code: bool) -> None:
        self.bold = bold
        self.code = code

    def __missing__(self, character: str) -> float:
        self[character] = found = advance(character, self.bold, self.code)
        return found


@functools.cache
def advances(bold: bool, code: bool) -> Mapping[str, float]:
    """Gives character → width in em for text or code, as `advance` measures it: a look-up is faster than a call."""
    return _Ems(bold, code)


@functools.cache
def advance(character: str, bold: bool = False, code: bool = False) -> float:
    """Gives the advance width of one character in em; 0 for combining marks and joiners."""
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return EMOJI_EM if category == "So" else WIDE_EM
    if code:
        return CODE_EM
    return _advances(bold).get(character, UNKNOWN_EM)
