"""Table placing: column widths, row heights and the look of every cell."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from itertools import combinations, pairwise

from deck.model import Table
from deck.placed import PlacedCell, PlacedRow
from deck.placing.formula import raised
from deck.placing.measure import Line, break_lines, is_rtl, longest_word, part_links, text_width
from deck.theme import INCHES_PER_POINT, Step, Theme
from text.run import Text, slice_text
from text.source import Problems
from text.values import dataclass, replace

HEADER_HEIGHT = 0.467  # inches, as the bars of the comparison table need it
HEAD_EASE = 0.040  # inches; a header row stands closer to its rule than body rows do
FEWEST_LINES = 3  # of a row that continues: with room for less it starts on the next slide
ROW_AIR = 1.5  # of the gap in a cell: above the text of a row, and half as much below it
TWELVE_COLUMNS = 12.0  # inches: the width of the grid
ALIKE = 0.010  # inches by which columns of one width may differ
GUTTER = 0.200  # inches between grid columns
COLUMN_PITCH = 1.017  # inches from one grid column to the next
NUMBER = re.compile(r"[−+-]?[\d.,  ]*\d[\d.,  ]*\s?(%|×|x|ms|s|in|GB|MB)?")
SMALLEST_STEP = "label"  # 14 pt: the least for the cells of a table
FRAMEWORKS = {"TensorFlow": "tensorflow", "PyTorch": "pytorch"}


@dataclass(frozen=True, slots=True)
class TablePlan:
    """A measured table: widths and heights in inches, cells with their looks."""

    widths: tuple[float, ...]
    header: tuple[PlacedCell, ...]
    body: tuple[tuple[PlacedCell, ...], ...]
    heights: tuple[float, ...]
    header_height: float = HEADER_HEIGHT
    joined: frozenset[int] = frozenset()  # body rows that a merged cell holds together with the row above
    origins: tuple[int, ...] = ()  # for each body row the row of the table that it shows, or shows a part of

    def together(self) -> tuple[tuple[int, int], ...]:
        """Gives the first row and the number of rows of every part that no page may part."""
        firsts = [number for number in range(len(self.body)) if number not in self.joined]
        return tuple((first, after - first) for first, after in pairwise((*firsts, len(self.body))))

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

    def parted(self, room: float, theme: Theme) -> TablePlan:
        """Gives the plan with each row that is higher than `room` inches parted between the lines of its cells.

        Rows that merged cells hold together stay as they are.
        """
        alone = {first for first, count in self.together() if count == 1}
        if not any(self.heights[number] > room + 1e-6 for number in alone):
            return self
        body: list[tuple[PlacedCell, ...]] = []
        heights: list[float] = []
        origins: list[int] = []
        joined: set[int] = set()
        used = 0.0  # of the page that the rows so far have reached
        for number, (row, height) in enumerate(zip(self.body, self.heights, strict=True)):
            if number in self.joined:
                joined.add(len(body))
            tall = number in alone and height > room + 1e-6
            parts = _row_parts(row, self.widths, room - used, room, theme) if tall else [row]
            body += parts
            high = [_height(part, self.widths, theme) for part in parts] if tall else [height]
            heights += high
            used = high[-1] if tall or used + height > room else used + height
            origins += [number] * len(parts)
        return replace(self, body=tuple(body), heights=tuple(heights), joined=frozenset(joined), origins=tuple(origins))


def _row_parts(
    row: Sequence[PlacedCell], widths: Sequence[float], first: float, room: float, theme: Theme
) -> list[tuple[PlacedCell, ...]]:
    """Gives a row as several, each with as many lines of every cell as `room` inches hold, the first one `first`."""
    left = [list(_lines(cell, column, widths, theme)) for column, cell in enumerate(row)]
    tallest = max(cell.step.line for cell in row) * INCHES_PER_POINT
    inside = first if first >= FEWEST_LINES * tallest + ROW_AIR * theme.gaps.cell else room
    parts = []
    while any(left):
        part = []
        for column, cell in enumerate(row):
            lines = (inside - ROW_AIR * theme.gaps.cell) / (cell.step.line * INCHES_PER_POINT)
            held = max(int(lines + 1e-6), 1)
            part.append(replace(cell, text=_lines_of(cell.text, left[column][:held])))
            left[column] = left[column][held:]
        parts.append(tuple(part))
        inside = room
    return parts


def _lines_of(whole: Text, lines: Sequence[Line]) -> Text:
    return slice_text(whole, lines[0].start, lines[-1].stop) if lines else Text()


def _eased(rows: Sequence[PlacedRow], least: Sequence[float], over: float) -> tuple[PlacedRow, ...]:
    """Takes `over` inches back from the rows that were stretched, in proportion to their stretch."""
    slack = sum(row.height - low for row, low in zip(rows, least, strict=True))
    part = min(over / slack, 1.0) if slack > 0 else 0.0
    return tuple(
        replace(row, height=row.height - (row.height - low) * part) for row, low in zip(rows, least, strict=True)
    )


def plan_table(
    table: Table,
    width: float,
    steps: Sequence[Step],
    grid: Sequence[float],
    theme: Theme,
    problems: Problems,
    strict: bool = False,
) -> TablePlan:
    """Measures a table for a width in inches, in the first step or, where a word would be broken, in the smallest.

    In a strict deck a column whose longest word still does not fit is a problem; otherwise the word is broken.
    """
    for step in (steps[0], theme.steps[SMALLEST_STEP]):
        header, body = _cells(table, step, bool(grid), theme)
        least, ideal, words = _needs(header, body, theme)
        own = _near(header, body, ideal, width)
        widths = tuple(grid) or _author_widths(table, width) or _widths(least, ideal, own)
        rooms = text_rooms(widths, theme)
        broken = any(low > room + 1e-6 for room, low in zip(rooms, words, strict=True))
        if not broken:
            break
    if strict:
        _check_words(table, header, body, widths, theme, problems)
    elif broken:
        problems.remark(table.source, "words of a table are wider than their columns: they are broken")
    header, *rows = (_parted(row, widths, theme) for row in (header, *body))
    heights = [_height(row, widths, theme) for row in rows]
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell.rows > 1:  # what its own rows do not hold goes into the last of them
                last = number + cell.rows - 1
                needed = _cell_height(cell, column, widths, theme) + ROW_AIR * theme.gaps.cell
                heights[last] += max(needed - sum(heights[number : last + 1]), 0.0)
    joined = {low for one in table.spans if one.row for low in range(one.row, one.row + one.rows - 1)}
    top = max(HEADER_HEIGHT, _height(header, widths, theme) - HEAD_EASE)
    return TablePlan(widths, header, tuple(rows), tuple(heights), top, frozenset(joined), tuple(range(len(rows))))


def _cells(
    table: Table, step: Step, side: bool, theme: Theme
) -> tuple[tuple[PlacedCell, ...], tuple[tuple[PlacedCell, ...], ...]]:
    """Gives the cells of header and body with their looks and spans."""
    aligns = _alignments(table)
    heads = [replace(_head(cell, theme), align=aligns[column]) for column, cell in enumerate(table.header)]
    rows = [
        [_cell(cell, column, step, aligns[column], side, theme) for column, cell in enumerate(row)]
        for row in table.rows
    ]
    found = [heads, *rows]
    for span in table.spans:
        down = span.rows if span.row else 1  # the header is repeated, so no cell of it reaches into the body
        for row in range(span.row, min(span.row + down, len(found))):
            for column in range(span.column, min(span.column + span.columns, len(heads))):
                found[row][column] = replace(found[row][column], covered=True)
        first = found[span.row][span.column]
        found[span.row][span.column] = replace(first, rows=down, columns=span.columns, covered=False)
    header, *body = (tuple(row) for row in found)
    return header, tuple(body)


def _author_widths(table: Table, width: float) -> tuple[float, ...]:
    if len(table.widths) != len(table.header) or sum(table.widths) <= 0:
        return ()
    return tuple(width * share / sum(table.widths) for share in table.widths)


def comparison_grid(table: Table, width: float) -> tuple[float, ...]:
    """Gives the column widths that keep TensorFlow and PyTorch on either side of the fold, or none for other tables."""
    names = [cell.plain.strip() for cell in table.header]
    if len(names) in (3, 4) and names[1:3] == ["TensorFlow", "PyTorch"]:
        pitch = COLUMN_PITCH * width / TWELVE_COLUMNS
        first = (2.5 * pitch, 3.5 * pitch)
        if len(names) == 3:  # it ends with the bar over its last column
            return (*first, first[1] - GUTTER * width / TWELVE_COLUMNS)
        return (*first, first[1], width - sum(first) - first[1])
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
    return PlacedCell(cell, raised(step, cell), align=align, strong=column == 0)


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


def _parted(row: Sequence[PlacedCell], widths: Sequence[float], theme: Theme) -> tuple[PlacedCell, ...]:
    """Gives a row with its links parted where their lines end, and each cell with the way that its text runs."""
    return tuple(
        replace(cell, text=part_links(cell.text, _lines(cell, column, widths, theme)), rtl=is_rtl(cell.text))
        for column, cell in enumerate(row)
    )


def _bold(cell: PlacedCell) -> Step:
    return _bolder(cell.step) if cell.strong else cell.step


@functools.cache  # a deck has some ten steps, and every cell of a first column is asked for its own five times
def _bolder(step: Step) -> Step:
    return replace(step, bold=True)


def _lines(cell: PlacedCell, column: int, widths: Sequence[float], theme: Theme) -> Sequence[Line]:
    room = sum(widths[column : column + cell.columns])
    room -= theme.gaps.gutter if column + cell.columns < len(widths) else 0.0
    return break_lines(cell.text, _bold(cell), room)


def _cell_height(cell: PlacedCell, column: int, widths: Sequence[float], theme: Theme) -> float:
    return len(_lines(cell, column, widths, theme)) * cell.step.line * INCHES_PER_POINT


def _height(row: Sequence[PlacedCell], widths: Sequence[float], theme: Theme) -> float:
    """Gives the height of the tallest cell with the distances to the rules above and below; without merged ones."""
    heights = (
        _cell_height(cell, column, widths, theme)
        for column, cell in enumerate(row)
        if cell.rows == 1 and not cell.covered
    )
    least = max((cell.step.line for cell in row), default=0.0) * INCHES_PER_POINT
    return max((least, *heights)) + ROW_AIR * theme.gaps.cell


def _needs(
    header: Sequence[PlacedCell], body: Sequence[Sequence[PlacedCell]], theme: Theme
) -> tuple[list[float], list[float], list[float]]:
    """Gives the widths that columns need for their longest words, for their texts on one line, and without links."""
    gutter = theme.gaps.gutter
    least, ideal, plain = [], [], []
    for column in zip(header, *body, strict=True):
        own = [cell for cell in column if cell.columns == 1 and not cell.covered]
        words = [(_unbroken(c), any(run.link for run in c.text)) for c in own]
        whole = max((text_width(c.text, _bold(c)) for c in own), default=0.0)
        longest = max((width for width, _ in words), default=0.0)
        least.append(longest * INCHES_PER_POINT / 0.98 + gutter)
        ideal.append(whole * INCHES_PER_POINT / 0.98 + gutter)
        plain.append(max((width for width, linked in words if not linked), default=0.0) * INCHES_PER_POINT)
    numbers = [column for column in range(1, len(header)) if _is_numeric([row[column] for row in body])]
    for needs in (least, ideal):  # columns of numbers are read across, so they are as wide as the widest of them
        widest = max((needs[number] for number in numbers), default=0.0)
        for number in numbers:
            needs[number] = widest
    return least, ideal, plain


def _unbroken(cell: PlacedCell) -> float:
    """Gives the width of the longest word or formula of a cell, in points."""
    formulas = (text_width(Text((run,)), _bold(cell)) for run in cell.text if run.math)
    return max((longest_word(cell.text, _bold(cell)), *formulas))


def _near(
    header: Sequence[PlacedCell], body: Sequence[Sequence[PlacedCell]], ideal: Sequence[float], width: float
) -> float:
    """Gives the width of a table: half of it where a name and its one number would stand too far apart to be read."""
    apart = len(header) == 2 and header[1].align == "right" and _is_numeric([row[1] for row in body])
    half = width / 2 - GUTTER / 2
    return half if apart and sum(ideal) <= half else width


def _is_numeric(cells: Sequence[PlacedCell]) -> bool:
    """Whether a column holds numbers; a cell that is merged across says nothing about it."""
    own = [cell.text.plain.strip() for cell in cells if cell.columns == 1 and not cell.covered]
    return any(own) and all(NUMBER.fullmatch(one) for one in own if one)


def _widths(least: Sequence[float], ideal: Sequence[float], width: float) -> tuple[float, ...]:
    """Shares the width by what columns hold, each at least as wide as its longest word, on the grid if it can be."""
    if sum(least) > width:
        widths = _short_first([0.0] * len(least), least, width)
    elif sum(ideal) <= width:
        widths = [one * width / sum(ideal) for one in ideal]
    else:
        widths = _short_first(least, ideal, width)
    kept = [high if one >= high else low for one, low, high in zip(widths, least, ideal, strict=True)]
    return _on_grid(widths, kept, width)


def _short_first(least: Sequence[float], ideal: Sequence[float], width: float) -> list[float]:
    """Gives columns of short texts the width of their texts, as long as the words of the others have room."""
    widths, rest, room = list(least), set(range(len(least))), width
    while rest:
        short = {column for column in rest if ideal[column] <= room / len(rest)}
        taken = sum(ideal[column] for column in short)
        if not short or room - taken < sum(least[column] for column in rest - short):
            break
        for column in short:
            widths[column] = ideal[column]
        rest, room = rest - short, room - taken
    spare = max(room - sum(least[column] for column in rest), 0.0)
    wish = {column: max(ideal[column] - least[column], 0.0) for column in rest}
    for column in rest:
        widths[column] += spare * wish[column] / (sum(wish.values()) or 1.0)
    return widths


def _on_grid(widths: Sequence[float], least: Sequence[float], width: float) -> tuple[float, ...]:
    """Moves the column edges to the nearest grid column, unless one of them would become too narrow."""
    edges, total = [0.0], 0.0
    for one in widths[:-1]:
        total += one
        edges.append(round(total / COLUMN_PITCH) * COLUMN_PITCH)
    edges.append(width)
    snapped = tuple(right - left for left, right in pairwise(edges))
    holds = all(one >= low for one, low in zip(snapped, least, strict=True))
    both = tuple(zip(widths, snapped, strict=True))
    uneven = any(abs(a - b) < ALIKE < abs(c - d) for (a, c), (b, d) in combinations(both, 2))
    if holds and not uneven:
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
