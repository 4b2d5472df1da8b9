"""Pieces: what stays together on a page, measured: paragraphs, rows of tables, lines of code, pictures and charts."""

from __future__ import annotations

from collections.abc import Iterator

from deck.model import Chart, Code, Formula, Picture
from deck.placed import PlacedParagraph
from deck.placing.formula import FORMULA_AIR, formula_size, raised
from deck.placing.measure import break_lines, is_rtl, part_links, text_width
from deck.placing.metrics import CODE_EM
from deck.placing.table import TablePlan
from deck.theme import INCHES_PER_POINT, Box, Step, Theme
from text.highlight import highlight
from text.run import Run, Text, slice_text
from text.source import NOWHERE, Problems, Source
from text.values import dataclass, replace

CODE_INSET = 0.150  # inches; room for the bar of a marked line


@dataclass(frozen=True, slots=True)
class Piece:
    """What stays together on a page: a paragraph, rows, a line of code, a picture or a chart; inches."""

    height: float
    after: float
    group: int  # neighbours of one group become one shape
    content: PlacedParagraph | int | Picture | Chart  # an int is the number of a table's body row
    lead: float = 0.0  # height that every page repeats before the group: a table's header
    plan: TablePlan | None = None
    keep: bool = False  # with the next piece, as a heading
    count: int = 1  # of rows, when merged cells hold several together
    inset: float = 0.0  # from the left edge of the area to the shape
    bar: str = ""  # the colour of the bar at its left
    code: bool = False
    build: int = 0
    notes: tuple[int, ...] = ()  # the footnotes whose marks it holds
    source: Source = NOWHERE


Page = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """Where blocks flow: a box, the slot its text may fill, the type steps for text and tables."""

    box: Box
    slot: str
    text: Step
    table: tuple[Step, ...]
    grid: tuple[float, ...] = ()  # fixed column widths of a table
    side: str = ""
    captions: bool = True  # whether the captions of pictures flow too, or have a box of their own
    labels: bool = True  # likewise the labels of code
    strict: bool = False  # whether what would have to be broken inside a word or a line of code is a problem


def marks_in(*texts: Text) -> tuple[int, ...]:
    """Gives the numbers of the footnotes whose marks stand in texts, in order."""
    return tuple(dict.fromkeys(run.footnote for whole in texts for run in whole if run.footnote))


def text_pieces(paragraph: PlacedParagraph, piece: Piece, area: Area) -> Iterator[Piece]:
    """Measures a paragraph; one that is higher than the area is parted between its lines."""
    step = raised(replace(paragraph.step, bold=paragraph.step.bold or paragraph.strong), paragraph.text)
    paragraph = replace(paragraph, step=replace(paragraph.step, line=step.line), rtl=is_rtl(paragraph.text))
    lines = break_lines(paragraph.text, step, area.box.width - piece.inset - paragraph.indent)
    room = max(int(area.box.height / (step.line * INCHES_PER_POINT) + 1e-6), 1)
    parts = [lines[start : start + room] for start in range(0, len(lines), room)]
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        begin = part[0].start
        inner = [replace(line, start=line.start - begin) for line in part]
        cut = part_links(slice_text(paragraph.text, begin, part[-1].stop), inner)
        marker = paragraph.marker if number == 0 or not paragraph.marker else "continued"
        shown = replace(paragraph, text=cut, marker=marker, after=paragraph.after if last else 0.0)
        height = len(part) * step.line * INCHES_PER_POINT
        yield replace(
            piece,
            height=height,
            after=shown.after * INCHES_PER_POINT,
            content=shown,
            keep=piece.keep or paragraph.strong,
            notes=marks_in(cut),
        )


def formula_piece(block: Formula, paragraph: PlacedParagraph, piece: Piece, area: Area, problems: Problems) -> Piece:
    """Measures a display formula; one that is wider than its area is a problem."""
    step = paragraph.step
    size = formula_size(block.latex, True)
    height = size[1] if size else 1.2
    line = max(step.line, round(height * step.size * FORMULA_AIR, 1))
    room = area.box.width - piece.inset - paragraph.indent
    width = size[0] * step.size * INCHES_PER_POINT if size else 0.0
    if width > room:
        what = f"the formula is {width:.2f} in wide and {room:.2f} in are there"
        problems.add(block.source, what, "part it into two formulas")
    whole = Text((Run(block.plain or block.latex, math=block.latex, source=block.source),))
    shown = replace(paragraph, text=whole, step=replace(step, line=line), formula=True)
    return replace(
        piece, height=line * INCHES_PER_POINT, after=shown.after * INCHES_PER_POINT, content=shown, source=block.source
    )


def code_pieces(block: Code, piece: Piece, area: Area, theme: Theme, problems: Problems) -> Iterator[Piece]:
    """Measures a listing line by line; a line that is too long is a problem in a strict deck, else it is wrapped."""
    step = theme.steps["code"]
    room = area.box.width - piece.inset - CODE_INSET
    for number, line in enumerate(highlight(block.characters, block.language, block.source), start=1):
        spaced = line.each(lambda run: replace(run, text=run.text.replace("\t", "    ")))
        lines = 1
        if text_width(spaced, step) * INCHES_PER_POINT > room:
            _check_width(block, number, len(spaced.plain), room, step, area, problems)
            lines = len(break_lines(spaced, step, room))
        paragraph = PlacedParagraph(spaced, step, marked=number in block.marked)
        yield replace(piece, height=lines * step.line * INCHES_PER_POINT, content=paragraph, code=True)


def _check_width(
    block: Code, number: int, length: int, room: float, step: Step, area: Area, problems: Problems
) -> None:
    fits = max(int(room / (step.size * CODE_EM * INCHES_PER_POINT)), 1)
    place = block.source if block.file else block.source.at(block.source.line + number)
    what = f"line {number} of the code has {length} characters, {fits} fit"
    if area.strict:
        problems.add(place, what, "shorten the line: code is not wrapped")
    else:
        problems.remark(place, f"lines of code are longer than the {fits} characters that fit: they are wrapped")
