"""References placing: the works that a deck cites as tables on as many slides as they need."""

from __future__ import annotations

from collections.abc import Mapping

from deck.placed import PlacedCell, PlacedRow, TableShape
from deck.placing.flow import pages_of
from deck.placing.measure import break_lines, part_links
from deck.placing.pieces import Piece
from deck.placing.table import text_rooms
from deck.theme import INCHES_PER_POINT, Theme
from references.library import Library
from text.run import Run, join, text
from text.source import Problems
from text.values import dataclass, replace

WIDTHS = (2.034, 8.949, 1.017)  # inches: columns 1-2, 3-11, 12 of the grid
HEAD = ("Cited as", "Work", "On slides")
HEAD_HEIGHT = 0.433
PADDING = 0.083  # inches above and below


@dataclass(frozen=True, slots=True)
class ReferencePage:
    """The table of one references slide and the keys it holds."""

    table: TableShape
    keys: tuple[str, ...]


def reference_pages(
    cited_on: Mapping[str, tuple[tuple[int, str], ...]], library: Library, theme: Theme, problems: Problems
) -> tuple[ReferencePage, ...]:
    """Makes the tables; `cited_on` gives for a key the numbers and ids of the slides that cite it."""
    keys = [reference.key for reference in library if reference.key in cited_on]
    slot = theme.layouts["references"]["table"]
    first = WIDTHS[0] * slot.box.width / sum(WIDTHS)
    widths = (first, slot.box.width - first - WIDTHS[2], WIDTHS[2])
    rows = [_row(key, cited_on[key], widths, library, theme) for key in keys]
    pieces = [
        Piece(row.height, 0.0, 1, number, HEAD_HEIGHT, source=library[key].entry.source)
        for number, (key, row) in enumerate(zip(keys, rows, strict=True))
    ]
    pages = []
    for page in pages_of(pieces, slot.box.height, problems):
        numbers = [piece.content for piece in page if isinstance(piece.content, int)]
        shown = (_head(theme), *(rows[number] for number in numbers))
        table = TableShape("table", slot.box, widths, shown, name="References")
        pages.append(ReferencePage(table, tuple(keys[number] for number in numbers)))
    return tuple(pages)


def _head(theme: Theme) -> PlacedRow:
    step = theme.steps["source"]
    aligns = ("left", "left", "right")
    cells = (PlacedCell(text(words), step, "soft", align) for words, align in zip(HEAD, aligns, strict=True))
    return PlacedRow(tuple(cells), HEAD_HEIGHT)


def _row(
    key: str, places: tuple[tuple[int, str], ...], widths: tuple[float, ...], library: Library, theme: Theme
) -> PlacedRow:
    step = theme.steps["source"]
    reference = library[key]
    numbers = [part for number, slide in places for part in (Run(", "), Run(str(number), link=f"#{slide}"))]
    cells: tuple[PlacedCell, ...] = (
        PlacedCell(text(reference.label), step, strong=True),
        PlacedCell(reference.reference, step),
        PlacedCell(join(numbers[1:]), step, "soft", "right"),
    )
    broken = [
        break_lines(cell.text, replace(step, bold=cell.strong), room)
        for cell, room in zip(cells, text_rooms(widths, theme), strict=True)
    ]
    cells = tuple(replace(c, text=part_links(c.text, lines)) for c, lines in zip(cells, broken, strict=True))
    return PlacedRow(cells, max(map(len, broken)) * step.line * INCHES_PER_POINT + 2 * PADDING)
