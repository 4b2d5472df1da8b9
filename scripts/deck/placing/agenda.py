"""Agenda placing: the parts of a deck in a table with their times or first slides, or the list of the slide itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count

from deck.model import Block, Deck, List, Paragraph, Slide
from deck.placed import Part, PlacedCell, PlacedParagraph, PlacedRow, Shape, TableShape, TextShape
from deck.placing.flow import pages_of
from deck.placing.measure import break_lines, text_width
from deck.placing.pieces import Piece
from deck.theme import INCHES_PER_POINT, Step, Theme
from text.run import Run, Text, text
from text.source import Problems
from text.values import replace

WIDTHS = (0.559, 3.508, 2.850, 1.017)  # inches: number, name to column 8, what it is about, minutes or slide
TALLEST_ROW = 0.717  # inches
PADDING = 0.150  # inches above and below together
MINUTES = "min"


def agenda_rows(deck: Deck, numbers: Mapping[str, int]) -> list[tuple[Text, Text, Text]]:
    """Gives name, sentence and linked time, or slide number, of every section."""
    sections = [other for other in deck.slides if other.kind == "section"]
    timed = any(other.minutes for other in deck.slides)
    rows = []
    for section in sections:
        about = next((block.text for block in section.blocks if isinstance(block, Paragraph)), Text())
        when = _minutes(section, deck) if timed else str(numbers.get(section.id, 1))
        link = Run(when or str(numbers.get(section.id, 1)), link=f"#{section.id}")
        rows.append((section.title, about, Text((link,))))
    return rows


def _minutes(section: Slide, deck: Deck) -> str:
    title = section.section or section.title.plain
    whole = sum(other.minutes or 0.0 for other in deck.slides if other.section == title)
    return f"{whole:g} {MINUTES}" if whole else ""


def can_be_agenda(slide: Slide) -> bool:
    """Whether nothing of a slide would be lost as an agenda: short paragraphs, and one list of plain items."""
    lists = [block for block in slide.blocks if isinstance(block, List)]
    plain = all(len(item.blocks) == 1 and isinstance(item.blocks[0], Paragraph) for one in lists for item in one.items)
    others = [block for block in slide.blocks if not isinstance(block, List)]
    return len(lists) < 2 and plain and all(isinstance(block, Paragraph) for block in others) and not slide.footnotes


def agenda_parts(
    slide: Slide, deck: Deck, numbers: Mapping[str, int], theme: Theme, problems: Problems
) -> tuple[Part, ...]:
    """Places an agenda; words beside the list stand at its left, a short bold one of them as the figure."""
    lists = [block for block in slide.blocks if isinstance(block, List)]
    beside = _beside([block for block in slide.blocks if not isinstance(block, List)], theme)
    box = theme.layouts["agenda"]["table"].box
    if beside is None or not can_be_agenda(slide):
        return ()
    if lists:
        return _listed(slide, lists[0], beside, theme)
    rows = agenda_rows(deck, numbers)
    if not rows:
        return ()
    widths = tuple(width * box.width / sum(WIDTHS) for width in WIDTHS)
    step = _name_step([name for name, _, _ in rows], widths[1], theme)
    placed = [_row(number, *row, widths, step, theme) for number, row in enumerate(rows, start=1)]
    pieces = [Piece(row.height, 0.0, 1, number) for number, row in enumerate(placed)]
    parts = []
    for page in pages_of(pieces, box.height, problems):
        shown = [placed[piece.content] for piece in page if isinstance(piece.content, int)]
        tall = min(TALLEST_ROW, box.height / len(shown))
        even = tuple(replace(row, height=max(row.height, tall)) for row in shown)
        height = sum(row.height for row in even)
        if height > box.height:
            even, height = tuple(shown), sum(row.height for row in shown)
        table = TableShape("table", replace(box, height=height), widths, even, header=False, name="Agenda")
        parts.append(Part("agenda", (*beside, table), fullness=height / box.height))
    return tuple(parts)


def _listed(slide: Slide, block: List, beside: tuple[Shape, ...], theme: Theme) -> tuple[Part, ...]:
    """Sets the slide's own list as the rows of the table; nothing when it does not fit there."""
    box = theme.layouts["agenda"]["table"].box
    widths = tuple(width * box.width / sum(WIDTHS) for width in WIDTHS)
    names = [inner.text for item in block.items for inner in item.blocks if isinstance(inner, Paragraph)]
    step = _name_step(names, sum(widths[1:]), theme)
    numbers = count(block.start)
    pairs = zip(numbers, names, strict=False)
    rows = [_row(number, name, Text(), Text(), widths, step, theme) for number, name in pairs]
    used = sum(row.height for row in rows)
    if used > box.height:
        return ()
    tall = min(TALLEST_ROW, box.height / len(rows))
    even = tuple(replace(row, height=max(row.height, tall)) for row in rows)
    even = even if sum(row.height for row in even) <= box.height + 1e-6 else tuple(rows)
    height = sum(row.height for row in even)
    table = TableShape("table", replace(box, height=height), widths, even, header=False, name="Agenda")
    first = slide.blocks[0] is block
    return (Part("agenda", (table, *beside) if first else (*beside, table), fullness=used / box.height),)


def _name_step(names: Sequence[Text], width: float, theme: Theme) -> Step:
    """Gives the size of the names: that of text where one of them would need a second line in the larger one."""
    lead = theme.steps["lead"]
    bold = replace(lead, bold=True)
    one_line = all(len(break_lines(name, bold, width - theme.gaps.gutter)) == 1 for name in names)
    return lead if one_line else theme.steps["body"]


def _row(
    number: int, name: Text, about: Text, when: Text, widths: Sequence[float], lead: Step, theme: Theme
) -> PlacedRow:
    body = theme.steps["body"]
    bold = name.each(lambda run: replace(run, strong=True))
    cells = [
        PlacedCell(text(str(number)), lead, "soft"),
        PlacedCell(bold, lead),
        PlacedCell(about, body, "soft"),
        PlacedCell(when, body, align="right"),
    ]
    if not about:
        cells[1:3] = [replace(cells[1], columns=2), replace(cells[2], covered=True)]
    heights = []
    for column, cell in enumerate(cells):
        room = sum(widths[column : column + cell.columns]) - (theme.gaps.gutter if column < len(cells) - 1 else 0)
        if not cell.covered:
            heights.append(len(break_lines(cell.text, cell.step, room)) * cell.step.line * INCHES_PER_POINT)
    return PlacedRow(tuple(cells), max(heights) + PADDING)


def _beside(blocks: Sequence[Block], theme: Theme) -> tuple[Shape, ...] | None:
    """Gives the figure and the words at the left; None when they do not fit there."""
    layout = theme.layouts["agenda"]
    words = [block.text for block in blocks if isinstance(block, Paragraph)]
    shapes: list[Shape] = []
    slot, top = layout["figure"], layout["figure"].box.y
    if words and all(run.strong for run in words[0] if run.text.strip()):
        plain = words[0].each(lambda run: replace(run, strong=False))
        if text_width(plain, slot.step) * INCHES_PER_POINT <= slot.box.width:
            shapes.append(TextShape("figure", slot.box, (PlacedParagraph(plain, slot.step),), slot.colour))
            words, top = words[1:], layout["body"].box.y
    if words:
        body = layout["body"]
        box = replace(body.box, y=top, height=body.box.bottom - top)
        if _height(words, body.step, box.width) > box.height:
            return None
        paragraphs = tuple(PlacedParagraph(one, body.step, after=body.step.after) for one in words)
        shapes.append(TextShape("body", box, paragraphs, body.colour))
    return tuple(shapes)


def _height(words: Sequence[Text], step: Step, width: float) -> float:
    lines = sum(len(break_lines(one, step, width)) for one in words)
    return (lines * step.line + (len(words) - 1) * step.after) * INCHES_PER_POINT
