"""Prove flow: finds paragraphs, lines of code and table rows in the shapes of a file, each flow in its own order."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from copy import copy
from typing import NamedTuple

from deck.model import Table
from deck.proof.expect import SILENT, CodeLine, Flowing, Said, normal
from deck.proof.read_back import FoundCell, FoundParagraph, FoundShape, plain
from text.run import Text

TAB = "    "  # a tab in code is set as blanks
MOST_MISMATCHES = 20  # of one slide; more say nothing more
MOST_WAYS = 32  # to give shapes to flows that are followed side by side


class Mismatch(NamedTuple):
    """What was not found: an item of a flow, of a table the number of the row (0 is the header)."""

    item: Flowing
    row: int = 0


class Line(NamedTuple):
    """A text with the paragraphs of the file in which it was found, several where it continues."""

    said: Said
    found: tuple[FoundParagraph, ...]


class _Cell(NamedTuple):
    """What is still to come of a cell whose row continues, and where the rest was found."""

    rest: str
    found: tuple[FoundParagraph, ...] = ()


class _Track:
    """How far a flow has been found: the item that comes next, and how much of it was found already."""

    def __init__(self, items: Sequence[Flowing]) -> None:
        self.items = items
        self.next = 0
        self.rest: str | None = None  # what is still to come of a paragraph that continues
        self.row = 0  # of a table: the row that comes next
        self.parts: list[FoundParagraph] = []
        self.cells: tuple[_Cell, ...] = ()  # of a table row that continues
        self.lines: list[Line] = []
        self.slot = ""  # the placeholder where it was found last

    @property
    def done(self) -> bool:
        return self.next >= len(self.items)

    def fork(self) -> _Track:
        twin = copy(self)
        twin.parts, twin.lines = list(self.parts), list(self.lines)
        return twin

    def take(self, shape: FoundShape) -> int:
        """Moves through what a shape holds; gives how much of it belongs to this flow."""
        count = sum(self.paragraph(paragraph) for paragraph in shape.paragraphs)
        if shape.rows and not self.done and isinstance(item := self.items[self.next], Table):
            count += self.table(item, shape.rows)
        if count:
            self.slot = shape.slot
        return count

    def paragraph(self, paragraph: FoundParagraph) -> bool:
        if self.done:
            return False
        match self.items[self.next]:
            case Said() as said:
                return self.said(said, paragraph)
            case CodeLine(characters=characters):
                return self.code(characters, paragraph.text)
            case _:
                return False

    def said(self, said: Said, paragraph: FoundParagraph) -> bool:
        found = normal(paragraph.text)
        wanted = normal(said.text.plain)
        if self.rest is not None and found != wanted:
            wanted = self.rest
        if found == wanted or holds(found, wanted):
            self.lines.append(Line(said, (*self.parts, paragraph)))
            self.advance()
            return True
        if found and wanted.startswith(found):
            self.rest = wanted[len(found) :].lstrip()
            self.parts.append(paragraph)
            return True
        return False

    def code(self, characters: str, found: str) -> bool:
        wanted = characters.replace("\t", TAB) if self.rest is None else self.rest
        if found.replace("\t", TAB).translate(SILENT) == wanted:
            self.advance()
            return True
        return False

    def table(self, table: Table, rows: Sequence[Sequence[FoundCell]]) -> int:
        """Finds the header and the rows that come next; the header stands above every part of the table."""
        if not rows or not self.row_found(table, table.header, 0, rows[0]):
            return 0
        count = 1
        self.row = max(self.row, 1)
        for row in rows[1:]:
            number = self.row - 1
            if number >= len(table.rows):
                break
            if not (self.cells or self.row_found(table, table.rows[number], self.row, row)):
                self.cells = tuple(_Cell(normal(text.plain)) for text in table.rows[number])
            if self.cells and not self.part_found(table, table.rows[number], row):
                break
            self.row += not self.cells
            count += 1
        if self.row > len(table.rows):
            self.advance()
        return count

    def row_found(self, table: Table, wanted: Sequence[Text], number: int, row: Sequence[FoundCell]) -> bool:
        if len(wanted) != len(row):
            return False
        for column, (text, cell) in enumerate(zip(wanted, row, strict=True)):
            if not _same_cell(text, cell):
                return False
            span = next((one for one in table.spans if (one.row, one.column) == (number, column)), None)
            if span and (cell.columns != span.columns or cell.rows > span.rows):
                return False
        self.say(table, wanted, number, [cell.paragraphs for cell in row])
        return True

    def part_found(self, table: Table, wanted: Sequence[Text], row: Sequence[FoundCell]) -> bool:
        """Finds the next part of a row that continues: of every cell as much as stands there, in its order."""
        begun = any(one.found for one in self.cells)
        rests = [_rest_after(one.rest, cell) for one, cell in zip(self.cells, row, strict=False)]
        said = any(plain(cell.paragraphs).strip() for cell in row)
        if len(wanted) != len(row) or None in rests or not said or not (begun or any(rests)):
            self.cells = self.cells if begun else ()
            return False
        self.cells = tuple(
            _Cell(rest or "", (*one.found, *cell.paragraphs))
            for rest, one, cell in zip(rests, self.cells, row, strict=True)
        )
        if not any(one.rest for one in self.cells):
            self.say(table, wanted, self.row, [one.found for one in self.cells])
            self.cells = ()
        return True

    def say(
        self, table: Table, wanted: Sequence[Text], number: int, found: Sequence[tuple[FoundParagraph, ...]]
    ) -> None:
        """Keeps where the cells of a row were found."""
        source = table.row_sources[number - 1] if 0 < number <= len(table.row_sources) else table.source
        self.lines += [Line(Said(text, source), there) for text, there in zip(wanted, found, strict=True) if text]

    def advance(self) -> None:
        self.next, self.rest, self.row, self.parts, self.cells = self.next + 1, None, 0, [], ()


class _State(NamedTuple):
    """One way to give the shapes so far to flows, and how much was found in them."""

    tracks: tuple[_Track, ...]
    found: int = 0

    @property
    def key(self) -> Hashable:
        """How far every flow is: ways that are equally far go on alike."""
        return tuple((one.next, one.rest, one.row, one.cells, one.slot) for one in self.tracks)

    def with_track(self, number: int, track: _Track, count: int) -> _State:
        return _State((*self.tracks[:number], track, *self.tracks[number + 1 :]), self.found + count)


def search(flows: Sequence[Sequence[Flowing]], shapes: Sequence[FoundShape]) -> tuple[list[Line], list[Mismatch]]:
    """Gives every text that was found with where it was found, and what was not found in its order.

    What follows something that is missing is sought without it.
    """
    left = [list(flow) for flow in flows]
    lost: list[Mismatch] = []
    while True:
        tracks = _run(left, shapes)
        stuck = [(number, track) for number, track in enumerate(tracks) if not track.done]
        if not stuck or len(lost) >= MOST_MISMATCHES:
            return [line for track in tracks for line in track.lines], lost
        for number, track in stuck:
            lost.append(Mismatch(left[number][track.next], track.row))
            del left[number][track.next]


def _run(flows: Sequence[Sequence[Flowing]], shapes: Sequence[FoundShape]) -> tuple[_Track, ...]:
    """Gives every shape to one flow, so that the most is found.

    Where several flows want a shape all ways go on side by side: which one is right shows only further down.
    """
    states = [_State(tuple(map(_Track, flows)))]
    for shape in shapes:
        if not (shape.paragraphs or shape.rows):
            continue
        if len(states) == 1 and len(left := [track for track in states[0].tracks if not track.done]) == 1:
            left[0].take(shape)
            continue
        after: dict[Hashable, _State] = {}
        for state in sorted((new for old in states for new in _after(old, shape)), key=lambda new: -new.found):
            after.setdefault(state.key, state)
        states = list(after.values())[:MOST_WAYS]
    return states[0].tracks


def _after(state: _State, shape: FoundShape) -> list[_State]:
    """Gives the ways on: a shape belongs to the flow that finds the most in it; of two to the one found there before.

    The others that find something in it come behind.
    """
    tried = [(number, track.fork()) for number, track in enumerate(state.tracks) if not track.done]
    taken = [(track.take(shape), state.tracks[number].slot == shape.slot, -number, track) for number, track in tried]
    ranked = sorted((one for one in taken if one[0]), key=lambda one: one[:3], reverse=True)
    return [state.with_track(-number, track, count) for count, _, number, track in ranked] or [state]


def holds(found: str, wanted: str) -> bool:
    """Whether words stand in a paragraph as they are, set apart from what stands before and behind them."""
    start = found.find(wanted)
    while start >= 0:
        stop = start + len(wanted)
        before = start == 0 or not (found[start - 1].isalnum() and wanted[:1].isalnum())
        behind = stop == len(found) or not (found[stop].isalnum() and wanted[-1:].isalnum())
        if before and behind:
            return True
        start = found.find(wanted, start + 1)
    return False


def _same_cell(text: Text, cell: FoundCell) -> bool:
    """Whether a cell says what it should; where works are listed, one a line, the semicolons between them go."""
    wanted, found = normal(text.plain), normal(plain(cell.paragraphs))
    return wanted == found or _squeezed(wanted) == _squeezed(found)


def _rest_after(wanted: str, cell: FoundCell) -> str | None:
    """Gives what is to come of a cell after the part of it that was found; None when that is something else."""
    found = normal(plain(cell.paragraphs))
    if wanted.startswith(found):
        return wanted[len(found) :].lstrip()
    squeezed, part = _squeezed(wanted), _squeezed(found)
    return squeezed[len(part) :] if squeezed.startswith(part) else None


def _squeezed(words: str) -> str:
    return "".join(words.replace(";", "").split())
