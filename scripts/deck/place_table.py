"""Table placing: column widths, row heights and the look of every cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from deck.measure import break_lines, longest_word, part_links, text_width
from deck.model import Table
from deck.placed import PlacedCell, PlacedRow
from deck.theme import INCHES_PER_POINT, Step, Theme
from text.run import Text
from text.source import Problems

HEADER_HEIGHT = 0.467  # inches, as the bars of the comparison table need it
HEAD_EASE = 0.040  # inches; a header row stands closer to its rule than body rows do
COLUMN_PITCH = 1.017  # inches from one grid column to the next
NUMBER = re.compile(r"[−+-]?[\d.,  ]*\d[\d.,  ]*\s?(%|×|x|ms|s|in|GB|MB)?")
FRAMEWORKS = {"TensorFlow": "tensorflow", "PyTorch": "pytorch"}


@dataclass(frozen=True, slots=True)
class TablePlan:
    """A measured table: widths and heights in inches, cells with their looks."""

    widths: tuple[float, ...]
    header: tuple[PlacedCell, ...]
    body: tuple[tuple[PlacedCell, ...], ...]
    heights: tuple[float, ...]
    header_height: float = HEADER_HEIGHT

    def rows(self, numbers: Sequence[int], fill: float, tallest: float) -> tuple[PlacedRow, ...]:
        """Gives the header and the numbered body rows, stretched towards `fill` inches but no row over `tallest`."""
        share = (fill - self.header_height) / max(len(numbers), 1)
        least = min(share, tallest)
        body = (PlacedRow(self.body[number], max(self.heights[number], least)) for number in numbers)
        rows = tuple(body)
        over = sum(row.height for row in rows) + self.header_height - fill
        if fill and over > 0:
            rows = _eased(rows, [self.heights[number] for number in numbers], over)
        header = (PlacedRow(self.header, self.header_height),) if self.header else ()
        return (*header, *rows)


def _eased(rows: Sequence[PlacedRow], least: Sequence[float], over: float) -> tuple[PlacedRow, ...]:
    """Takes `over` inches back from the rows that were stretched, in proportion to their stretch."""
    slack = sum(row.height - low for row, low in zip(rows, least, strict=True))
    part = min(over / slack, 1.0) if slack > 0 else 0.0
    return tuple(
        replace(row, height=row.height - (row.height - low) * part) for row, low in zip(rows, least, strict=True)
    )


def plan_table(
    table: Table, width: float, steps: Sequence[Step], grid: Sequence[float], theme: Theme, problems: Problems
) -> TablePlan:
    """Measures a table for a width in inches; a column whose longest word does not fit is a problem."""
    step = steps[0]
    header = tuple(_head(cell, theme) for cell in table.header)
    aligns = _alignments(table)
    side = len(grid) > 0
    body = tuple(
        tuple(_cell(cell, column, step, aligns[column], side, theme) for column, cell in enumerate(row))
        for row in table.rows
    )
    header = tuple(replace(cell, align=aligns[column]) for column, cell in enumerate(header))
    widths = tuple(grid) or _widths(header, body, width, theme)
    _check_words(table, header, body, widths, theme, problems)
    rooms = text_rooms(widths, theme)
    body = tuple(tuple(_parted(c, room) for c, room in zip(row, rooms, strict=True)) for row in body)
    heights = tuple(_height(row, widths, theme) for row in body)
    return TablePlan(widths, header, body, heights, max(HEADER_HEIGHT, _height(header, widths, theme) - HEAD_EASE))


def comparison_grid(table: Table, width: float) -> tuple[float, ...]:
    """Gives the column widths that keep TensorFlow and PyTorch on either side of the fold, or none for other tables."""
    names = [cell.plain.strip() for cell in table.header]
    if len(names) in (3, 4) and names[1:3] == ["TensorFlow", "PyTorch"]:
        first = (2.5 * COLUMN_PITCH, 3.5 * COLUMN_PITCH)
        rest = width - sum(first)
        return (*first, rest) if len(names) == 3 else (*first, first[1], rest - first[1])
    return ()


def _head(cell: Text, theme: Theme) -> PlacedCell:
    framework = FRAMEWORKS.get(cell.plain.strip())
    if framework:
        return PlacedCell(cell, theme.steps["head"], f"{framework}-text")
    return PlacedCell(cell, theme.steps["label"], "soft")


def _cell(cell: Text, column: int, step: Step, align: str, comparison: bool, theme: Theme) -> PlacedCell:
    if comparison and column == 3:
        sources = cell.each(lambda run: replace(run, text="\n") if run.text.strip() == ";" else run)
        return PlacedCell(sources, theme.steps["source"], "soft", align)
    return PlacedCell(cell, step, align=align, strong=column == 0)


def _alignments(table: Table) -> tuple[str, ...]:
    """Gives the author's alignments; columns of numbers stand right when the author said nothing."""
    found = []
    for column, wanted in enumerate(table.alignments):
        cells = [row[column].plain.strip() for row in table.rows if row[column].plain.strip()]
        numbers = bool(cells) and column > 0 and all(NUMBER.fullmatch(cell) for cell in cells)
        found.append(wanted or ("right" if numbers else "left"))
    return tuple(found)


def text_rooms(widths: Sequence[float], theme: Theme) -> tuple[float, ...]:
    """Gives the width that each column leaves to its text: all but the last keep a gutter at their right."""
    return tuple(
        width - (theme.gaps.gutter if column < len(widths) - 1 else 0.0) for column, width in enumerate(widths)
    )


def _parted(cell: PlacedCell, room: float) -> PlacedCell:
    return replace(cell, text=part_links(cell.text, break_lines(cell.text, _bold(cell), room)))


def _bold(cell: PlacedCell) -> Step:
    return replace(cell.step, bold=cell.step.bold or cell.strong)


def _height(row: Sequence[PlacedCell], widths: Sequence[float], theme: Theme) -> float:
    """Gives the height of the tallest cell with the distances to the rules above and below."""
    lines = (
        len(break_lines(cell.text, _bold(cell), room)) * cell.step.line
        for cell, room in zip(row, text_rooms(widths, theme), strict=True)
    )
    return max(lines, default=0.0) * INCHES_PER_POINT + 1.5 * theme.gaps.cell  # half as much below as above


def _widths(
    header: Sequence[PlacedCell], body: Sequence[Sequence[PlacedCell]], width: float, theme: Theme
) -> tuple[float, ...]:
    """Shares the width by what columns hold, each at least as wide as its longest word, on the grid if it can be."""
    columns = list(zip(header, *body, strict=True))
    gutter = theme.gaps.gutter
    least = [
        max(longest_word(c.text, _bold(c)) for c in column) * INCHES_PER_POINT / 0.98 + gutter for column in columns
    ]
    ideal = [max(text_width(c.text, _bold(c)) for c in column) * INCHES_PER_POINT / 0.98 + gutter for column in columns]
    if sum(least) > width:
        widths = [one * width / sum(least) for one in least]
    elif sum(ideal) <= width:
        widths = [one * width / sum(ideal) for one in ideal]
    else:
        spare = max(width - sum(least), 0.0)
        wish = [max(high - low, 0.0) for high, low in zip(ideal, least, strict=True)]
        widths = [low + spare * part / (sum(wish) or 1.0) for low, part in zip(least, wish, strict=True)]
    return _on_grid(widths, least, width)


def _on_grid(widths: Sequence[float], least: Sequence[float], width: float) -> tuple[float, ...]:
    """Moves the column edges to the nearest grid column, unless a word would no longer fit."""
    edges, total = [0.0], 0.0
    for one in widths[:-1]:
        total += one
        edges.append(round(total / COLUMN_PITCH) * COLUMN_PITCH)
    edges.append(width)
    snapped = tuple(right - left for left, right in pairwise(edges))
    if all(one >= low for one, low in zip(snapped, least, strict=True)):
        return snapped
    scale = width / sum(widths)
    return tuple(one * scale for one in widths)


def _check_words(
    table: Table,
    header: Sequence[PlacedCell],
    body: Sequence[Sequence[PlacedCell]],
    widths: Sequence[float],
    theme: Theme,
    problems: Problems,
) -> None:
    places = (table.source, *(table.row_sources or (table.source,) * len(body)))
    for place, row in zip(places, (header, *body), strict=False):
        for cell, width, inches in zip(row, widths, text_rooms(widths, theme), strict=True):
            room = inches / INCHES_PER_POINT
            linked = any(run.link for run in cell.text)  # addresses may break anywhere
            if not linked and longest_word(cell.text, _bold(cell)) > room:
                what = (
                    f"the column of '{cell.text.plain[:24]}' is {width:.2f} in wide and its longest word does not fit"
                )
                problems.add(place, what, "use fewer columns or shorter words")
