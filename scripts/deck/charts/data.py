"""Chart data: the CSV files behind a deck's charts, read into categories and series."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from deck.files import Folder
from deck.model import Block, Chart, Deck, Series, change_blocks
from text.source import Problems, Source, nearest
from text.values import dataclass, replace

DELIMITERS = ",;\t"
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
LINE_END = re.compile(r"\r\n|\r|\n")
ROUND = frozenset({"pie", "doughnut"})  # kinds that show the parts of one whole
MOST_BYTES = 2_000_000  # a chart of more is a drawing of something else
MOST_SERIES = 8  # so many can be told apart without colour
# So many rows can still be read on one slide; more points than these lie closer than the width of a line.
MOST_ROWS = {"bar": 16, "column": 60, "stacked": 60, "pie": 8, "doughnut": 8, "line": 1000, "area": 1000}
MOST_POINTS = 1000  # of a scatter chart
MOST_NAME = 30  # characters of the name of a series
MOST_CATEGORY = 50  # characters of a category
SHOWN = {"tensorflow": "TensorFlow", "pytorch": "PyTorch"}  # names of columns that are names of frameworks
MOST_COMPLAINTS = 5  # about the cells of one file


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a CSV file, blanks around it taken off, and where it stands."""

    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Sheet:
    """A CSV file: the cells of its header and of its rows, each row as long as the header."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def column(self, name: str) -> tuple[Cell, ...]:
        """Gives the cells of a column; ValueError when there is none of that name."""
        number = self.names.index(name)
        return tuple(row[number] for row in self.rows)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(cell.text for cell in self.header)


def find_chart_data(deck: Deck, folder: Folder, problems: Problems) -> Deck:
    """Gives the deck with every chart's categories and series; what cannot be charted is a problem at its place."""

    def found(block: Block) -> tuple[Block, ...]:
        return (read_chart(block, folder, problems) if isinstance(block, Chart) else block,)

    return replace(
        deck, slides=tuple(replace(slide, blocks=change_blocks(slide.blocks, found)) for slide in deck.slides)
    )


def read_chart(chart: Chart, folder: Folder, problems: Problems) -> Chart:
    """Gives a chart with the numbers of its file, or as it was when something is wrong with them."""
    path = folder.find(chart.data, "data file", chart.source, problems)
    sheet = read_sheet(path, str(folder.path / chart.data), problems) if path else None
    if sheet is None:
        return chart
    before = len(problems.found)
    x, ys = _columns(chart, sheet, problems)
    _check_size(chart, sheet, len(ys), problems)
    if len(problems.found) > before:
        return chart
    _check_names([(name, chart.source) for name in ys], MOST_NAME, problems)
    _check_names([(cell.text, cell.source) for cell in sheet.column(x)], MOST_CATEGORY, problems)
    categories = _categories(chart, sheet, x, problems)
    series = _all_series(chart, sheet, ys, problems)
    if len(problems.found) > before:
        return chart
    return replace(chart, x=x, y=ys, categories=categories, series=series)


def read_sheet(path: Path, shown: str, problems: Problems) -> Sheet | None:
    """Reads a CSV file: UTF-8, a header row, parted by comma, semicolon or tab; lines that start with # are remarks.

    The delimiter is the one that stands most often in the header. `shown` is what the file is called in problems;
    None comes back when it cannot be read or its rows do not match its header.
    """
    characters = _characters(path, shown, problems)
    if characters is None:
        return None
    lines = ["" if line.startswith("#") else line for line in LINE_END.split(characters)]
    head = next((line for line in lines if line.strip()), "")
    delimiter = max(DELIMITERS, key=head.count)
    before = len(problems.found)
    rows = list(_rows(lines, delimiter, shown, problems))
    if len(problems.found) > before:
        return None
    if not rows:
        problems.add(Source(shown, 1, 1), "the data file is empty", "write a header row and a row for each category")
        return None
    header, body = rows[0], rows[1:]
    _check_header(header, problems)
    _check_widths(header, body, problems)
    if not body:
        problems.add(header[0].source, "the data file has a header and no rows", "write a row for each category")
    return Sheet(header, tuple(body)) if len(problems.found) == before else None


def _characters(path: Path, shown: str, problems: Problems) -> str | None:
    place = Source(shown, 1, 1)
    try:
        raw = path.read_bytes()
        if len(raw) > MOST_BYTES:
            problems.add(
                place, f"the data file has {len(raw):,} bytes", f"keep what is charted: {MOST_BYTES:,} at most"
            )
            return None
        return raw.decode("utf-8-sig")
    except OSError as error:
        problems.add(place, f"the data file cannot be read ({error.strerror})", "name a CSV file")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problems.add(place.at(line), "the data file is not UTF-8 text", "save it as CSV UTF-8")
    return None


def _rows(lines: Sequence[str], delimiter: str, shown: str, problems: Problems) -> Iterator[tuple[Cell, ...]]:
    reader = csv.reader((line + "\n" for line in lines), delimiter=delimiter, skipinitialspace=True, strict=True)
    first = 1
    try:
        for row in reader:
            columns = _starts(lines[first - 1], delimiter)
            if any(cell.strip() for cell in row):
                places = (columns[number] if number < len(columns) else 1 for number in range(len(row)))
                yield tuple(
                    Cell(" ".join(cell.split()), Source(shown, first, column))
                    for cell, column in zip(row, places, strict=True)
                )
            first = reader.line_num + 1
    except csv.Error as error:
        todo = 'put "quotes" around a cell that holds a delimiter, and double those inside'
        problems.add(Source(shown, first, 1), f"the row is not CSV ({error})", todo)


def _starts(line: str, delimiter: str) -> list[int]:
    """Gives the column, counted from 1, where each cell of a line starts."""
    starts, quoted = [1], False
    for number, character in enumerate(line, start=1):
        if character == '"':
            quoted = not quoted
        elif character == delimiter and not quoted:
            blanks = len(line[number:]) - len(line[number:].lstrip(" "))
            starts.append(number + blanks + 1)
    return starts


def _check_header(header: Sequence[Cell], problems: Problems) -> None:
    seen: set[str] = set()
    for cell in header:
        if not cell.text:
            problems.add(cell.source, "a column has no name", "name every column in the header row")
        elif cell.text in seen:
            problems.add(cell.source, f"the column '{cell.text}' stands twice", "give each column a name of its own")
        seen.add(cell.text)


def _check_widths(header: Sequence[Cell], rows: Sequence[Sequence[Cell]], problems: Problems) -> None:
    ragged = [row for row in rows if len(row) != len(header)]
    for row in ragged[:MOST_COMPLAINTS]:
        what = f"the row has {len(row)} cells, the header {len(header)}"
        problems.add(row[0].source, what, "leave a cell empty where there is no number; quote one that has a delimiter")


def _check_names(names: Sequence[tuple[str, Source]], most: int, problems: Problems) -> None:
    """Notes names that are too long to stand beside what they name."""
    for name, source in [(name, source) for name, source in names if len(name) > most][:MOST_COMPLAINTS]:
        what = f"the name '{name[:most]}…' has {len(name)} characters and {most} have room in a chart"
        problems.add(source, what, "shorten it")


def _columns(chart: Chart, sheet: Sheet, problems: Problems) -> tuple[str, tuple[str, ...]]:
    """Gives the column of the categories and those of the series; unknown names are problems in the deck."""
    x = chart.x or sheet.names[0]
    ys = chart.y or tuple(name for name in sheet.names if name != x)
    known = f"known: {', '.join(sheet.names)}"
    for name in (x, *ys):
        if name not in sheet.names:
            problems.add(chart.source, f"no column '{name}' in {chart.data}", nearest(name, sheet.names) or known)
    twice = sorted({name for name in ys if ys.count(name) > 1 or name == x})
    for name in twice:
        problems.add(chart.source, f"the chart names the column '{name}' twice", "x and y are different columns")
    if not ys:
        problems.add(chart.source, f"no column of numbers in {chart.data}", "give the file a second column")
    return x, ys


def _check_size(chart: Chart, sheet: Sheet, series: int, problems: Problems) -> None:
    most = MOST_ROWS.get(chart.kind, MOST_POINTS)
    if len(sheet.rows) > most:
        what = f"{chart.data} has {len(sheet.rows)} rows and a {chart.kind} chart shows {most} that can be read"
        problems.add(chart.source, what, "sum them up, or choose another kind")
    if chart.kind in ROUND and series > 1:
        what = f"a {chart.kind} chart shows one series and this one has {series}"
        problems.add(chart.source, what, "name one column in y, or choose type=stacked")
    elif series > MOST_SERIES:
        what = f"the chart has {series} series and {MOST_SERIES} can be told apart"
        problems.add(chart.source, what, "name those that matter in y")


def _categories(chart: Chart, sheet: Sheet, x: str, problems: Problems) -> tuple[str, ...]:
    cells = sheet.column(x)
    if chart.kind == "scatter":
        for cell, number in zip(cells, _numbers(cells, problems), strict=True):
            if number is None and not cell.text:
                problems.add(cell.source, f"the point has no {x}", "write a number, or take the row out")
        return tuple(cell.text for cell in cells)
    seen: dict[str, int] = {}
    for cell in cells:
        if not cell.text:
            problems.add(cell.source, f"the row has no {x}", "name its category")
        elif cell.text in seen:
            what = f"the category '{cell.text}' stands in line {seen[cell.text]} too"
            problems.add(cell.source, what, "give each category one row")
        seen.setdefault(cell.text, cell.source.line)
    return tuple(cell.text for cell in cells)


def _all_series(chart: Chart, sheet: Sheet, ys: Sequence[str], problems: Problems) -> tuple[Series, ...]:
    found = []
    for name in ys:
        cells = sheet.column(name)
        before = len(problems.found)
        values = _numbers(cells, problems)
        if len(problems.found) == before:
            _check_values(chart, name, cells, values, problems)
        found.append(Series(SHOWN.get(name, name), values))
    return tuple(found)


def _check_values(
    chart: Chart, name: str, cells: Sequence[Cell], values: Sequence[float | None], problems: Problems
) -> None:
    if all(value is None for value in values):
        problems.add(cells[0].source, f"the column '{name}' has no numbers", "fill it, or leave it out of y")
        return
    if chart.kind == "area":
        _check_gaps(name, cells, problems)
    if chart.kind not in ROUND:
        return
    for cell, value in zip(cells, values, strict=True):
        if value is not None and value < 0:
            problems.add(cell.source, f"{cell.text} is no part of a whole", f"a {chart.kind} chart has none below 0")
    if not any(values):
        problems.add(cells[0].source, f"the parts of '{name}' are all 0", "choose type=bar")


def _check_gaps(name: str, cells: Sequence[Cell], problems: Problems) -> None:
    for cell in [cell for cell in cells if not cell.text][:MOST_COMPLAINTS]:
        what = f"'{name}' has no number here and an area would fall to 0"
        problems.add(cell.source, what, "write it, or choose type=line, which leaves a gap")


def _numbers(cells: Sequence[Cell], problems: Problems) -> tuple[float | None, ...]:
    """Reads cells as numbers, an empty one as None; the first few that are none are problems at their places."""
    values = tuple(_number(cell.text) for cell in cells)
    wrong = [cell for cell, value in zip(cells, values, strict=True) if value is None and cell.text]
    for cell in wrong[:MOST_COMPLAINTS]:
        problems.add(cell.source, f"'{cell.text}' is not a number that can be charted", _advice(cell.text))
    if more := wrong[MOST_COMPLAINTS:]:
        what = f"{len(more)} more cells of this column are not numbers"
        problems.add(more[0].source, what, "leave a cell empty where there is no number")
    return values


def _number(written: str) -> float | None:
    if not NUMBER.fullmatch(written):
        return None
    value = float(written)
    return value if math.isfinite(value) else None


def _advice(written: str) -> str:
    if written.endswith("%"):
        return "write 45 and say unit=% in the deck"
    if re.fullmatch(r"[+-]?[\d.,' \u00a0\u202f]+", written):
        return "write 1234.5: a point before decimals and nothing between thousands"
    return "write 1234.5, or leave the cell empty where there is no number"
