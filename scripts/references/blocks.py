"""Blocks: where every entry and every field of a BibTeX file stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from text.source import Problems, Source
from text.values import dataclass

OPENING = re.compile(r"@\s*([A-Za-z]+)\s*([{(])\s*")
KEY = re.compile(r"[^\s,}]+")
FIELD = re.compile(r"([A-Za-z][\w:+-]*)\s*=")
CLOSING = {"{": "}", "(": ")"}
COMMANDS = frozenset({"string", "preamble", "comment"})


@dataclass(frozen=True, slots=True)
class Block:
    """One `@type{…}` of the file: its text, its key ("" for @string and the like) and the places of its fields."""

    type: str
    key: str
    text: str
    source: Source
    fields: tuple[tuple[str, Source], ...] = ()


class Places:
    """Turns offsets of one text into sources."""

    def __init__(self, text: str, file: str) -> None:
        """Takes the text and the name of its file."""
        self._starts = [0, *(match.end() for match in re.finditer(r"\n", text))]
        self._file = file

    def at(self, offset: int) -> Source:
        """Gives file, line and column of an offset."""
        line = bisect_right(self._starts, offset)
        return Source(self._file, line, offset - self._starts[line - 1] + 1)


def find_blocks(text: str, file: str, problems: Problems) -> Iterator[Block]:
    """Walks the blocks of a file; what stands between them is a comment, an unclosed block is a problem."""
    places = Places(text, file)
    start = _next_opening(text, 0)
    while start >= 0:
        end = _end_of_block(text, start)
        if end < 0:
            problems.add(places.at(start), "this entry is not closed", "a brace is missing in it")
            end = start + 1
        elif block := _block(text, start, end, places):
            yield block
        start = _next_opening(text, end)


def _next_opening(text: str, start: int) -> int:
    """Gives the offset of the next `@type{` outside of `%` lines, or -1."""
    for match in OPENING.finditer(text, start):
        line_start = text.rfind("\n", 0, match.start()) + 1
        if not text[line_start : match.start()].lstrip().startswith("%"):
            return match.start()
    return -1


def _end_of_block(text: str, start: int) -> int:
    """Gives the offset behind the closing brace, or -1; an `@type{` at the start of a line means it is missing."""
    match = OPENING.match(text, start)
    if not match:
        return -1
    depth, opening = 0, match.start(2)
    for position in range(opening, len(text)):
        character = text[position]
        if character == "@" and position > opening and text[position - 1] == "\n" and OPENING.match(text, position):
            return -1
        if character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
        if character == CLOSING[match.group(2)] and depth == 0:
            return position + 1
    return -1


def _block(text: str, start: int, end: int, places: Places) -> Block | None:
    match = OPENING.match(text, start, end)
    if not match:
        return None
    kind = match.group(1).lower()
    key = None if kind in COMMANDS else KEY.match(text, match.end(), end)
    fields = tuple((name, places.at(offset)) for name, offset in _fields(text, key.end(), end)) if key else ()
    return Block(kind, key.group() if key else "", text[start:end], places.at(start), fields)


def _fields(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """Finds `name =` outside of braces and quotation marks."""
    depth, quoted, position = 0, False, start
    while position < end:
        character = text[position]
        if depth == 0 and not quoted and (match := FIELD.match(text, position, end)):
            yield match.group(1).lower(), position
            position = match.end()
            continue
        depth += (character == "{") - (character == "}")
        quoted ^= character == '"' and depth == 0
        position += 1
