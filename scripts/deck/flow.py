"""Flow: parts blocks into pieces that do not break, and the pieces into pages of a given height."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from deck.measure import break_lines, part_links, text_width
from deck.metrics import CODE_EM
from deck.model import (
    TEXT_BLOCKS,
    Block,
    Callout,
    Chart,
    Code,
    Columns,
    Formula,
    Item,
    List,
    Only,
    Paragraph,
    Pause,
    Picture,
    Quotation,
    References,
    Subheading,
    Table,
)
from deck.place_table import TablePlan, plan_table
from deck.placed import PictureShape, PlacedParagraph, Shape, TableShape, TextShape
from deck.theme import INCHES_PER_POINT, Box, Gaps, Step, Theme
from text.highlight import highlight
from text.run import Text, slice_text, text
from text.source import NOWHERE, Problems, Source

BALANCE_STEPS = 24  # how finely the pages of a parted slide are levelled
MOST_OPENED = 12  # points
HEADER_ALONE = -1  # the number of the row that a table without rows has
CODE_INSET = 0.150  # inches; room for the bar of a marked line


@dataclass(frozen=True, slots=True)
class Piece:
    """What stays together on a page: a paragraph, a row, a line of code or a picture; inches."""

    height: float
    after: float
    group: int  # neighbours of one group become one shape
    content: PlacedParagraph | int | Picture  # an int is the number of a table's body row
    lead: float = 0.0  # height that every page repeats before the group: a table's header
    plan: TablePlan | None = None
    keep: bool = False  # with the next piece, as a heading
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


def pieces_of(blocks: Sequence[Block], area: Area, theme: Theme, problems: Problems) -> tuple[Piece, ...]:
    """Measures blocks for an area; what cannot be set there is a problem with its place."""
    found: list[Piece] = []
    group = 0
    for index, block in enumerate(blocks):
        was_text = index > 0 and isinstance(blocks[index - 1], TEXT_BLOCKS)
        if not (was_text and isinstance(block, TEXT_BLOCKS)):
            group += 2
            if found:
                found[-1] = replace(found[-1], after=theme.gaps.block)
        found.extend(replace(piece, group=group + piece.group) for piece in _pieces(block, area, theme, problems))
    return tuple(found)


def _pieces(block: Block, area: Area, theme: Theme, problems: Problems) -> Iterator[Piece]:
    match block:
        case Paragraph() | Subheading() | List() | Item():
            for paragraph, source in paragraphs_of(block, area.text, theme.gaps):
                yield from _text_pieces(paragraph, source, area, theme)
        case Table():
            plan = plan_table(block, area.box.width, area.table, area.grid, theme, problems)
            if not plan.heights:
                yield Piece(plan.header_height, 0.0, 0, HEADER_ALONE, 0.0, plan, source=block.source)
            for number, height in enumerate(plan.heights):
                source = block.row_sources[number] if block.row_sources else block.source
                yield Piece(height, 0.0, 0, number, plan.header_height, plan, source=source)
        case Code():
            if block.label and area.labels:
                label = PlacedParagraph(text(block.label), theme.steps["label"])
                yield from (replace(piece, keep=True) for piece in _text_pieces(label, block.source, area, theme))
            code = _code_pieces(block, area, theme, problems)
            yield from (replace(piece, group=1) for piece in code)
        case Picture():
            yield from _picture_pieces(block, area, theme)
        case Columns():
            problems.add(block.source, "columns stand beside other blocks", "give them a slide of their own")
        case References():
            problems.add(block.source, "the references stand beside other blocks", "give them a slide of their own")
        case Chart() | Formula() | Quotation() | Callout() | Only() | Pause():
            problems.add(block.source, f"{type(block).__name__} cannot be set yet", "take it out for now")


def _picture_pieces(block: Picture, area: Area, theme: Theme) -> Iterator[Piece]:
    """Gives a picture half of the area, and its caption below it; one that stands alone is fitted by the caller."""
    captioned = bool(block.caption) and area.captions
    gap = theme.gaps.cell if captioned else 0.0
    yield Piece(area.box.height / 2, gap, 0, block, keep=captioned, source=block.source)
    if captioned:
        caption = PlacedParagraph(block.caption, theme.steps["label"])
        for piece in _text_pieces(caption, block.source, area, theme):
            yield replace(piece, group=1)


def paragraphs_of(
    block: Block, step: Step, gaps: Gaps, level: int = 0, outer: float = 0.0
) -> Iterator[tuple[PlacedParagraph, Source]]:
    """Gives the paragraphs of text blocks with levels, markers and indents; `outer` is that of the list around."""
    match block:
        case Paragraph(text=whole, source=source):
            yield PlacedParagraph(whole, step, level, after=step.after, indent=outer), source
        case Subheading(text=whole, source=source):
            yield PlacedParagraph(whole, step, level, after=step.after / 2, strong=True, indent=outer), source
        case List(items=items, numbered=numbered, start=start):
            hanging = gaps.number if numbered else gaps.bullet
            for number, item in enumerate(items, start=start):
                marker = "number" if numbered else "bullet"
                for paragraph, source in paragraphs_of(item, step, gaps, level + 1, outer + hanging):
                    if paragraph.level == level + 1 and not paragraph.marker:
                        paragraph = replace(paragraph, marker=marker, number=number, hanging=hanging)
                        marker = "continued"
                    yield paragraph, source
        case Item(blocks=blocks):
            for inner in blocks:
                yield from paragraphs_of(inner, step, gaps, level, outer)
        case _:
            return


def _text_pieces(paragraph: PlacedParagraph, source: Source, area: Area, theme: Theme) -> Iterator[Piece]:
    step = replace(paragraph.step, bold=paragraph.step.bold or paragraph.strong)
    lines = break_lines(paragraph.text, step, area.box.width - paragraph.indent)
    room = max(int(area.box.height / (step.line * INCHES_PER_POINT)), 1)
    parts = [lines[start : start + room] for start in range(0, len(lines), room)]
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        begin = part[0].start
        inner = [replace(line, start=line.start - begin) for line in part]
        cut = part_links(slice_text(paragraph.text, begin, part[-1].stop), inner)
        marker = paragraph.marker if number == 0 or not paragraph.marker else "continued"
        shown = replace(paragraph, text=cut, marker=marker, after=paragraph.after if last else 0.0)
        height = len(part) * step.line * INCHES_PER_POINT
        yield Piece(height, shown.after * INCHES_PER_POINT, 0, shown, keep=paragraph.strong, source=source)


def _code_pieces(block: Code, area: Area, theme: Theme, problems: Problems) -> Iterator[Piece]:
    step = theme.steps["code"]
    room = area.box.width - CODE_INSET
    for number, line in enumerate(highlight(block.characters, block.language, block.source), start=1):
        spaced = line.each(lambda run: replace(run, text=run.text.replace("\t", "    ")))
        if text_width(spaced, step) * INCHES_PER_POINT > room:
            fits = int(room / (step.size * CODE_EM * INCHES_PER_POINT))
            what = f"line {number} of the code has {len(spaced.plain)} characters, {fits} fit"
            problems.add(block.source.at(block.source.line + number), what, "shorten the line: code is not wrapped")
        paragraph = PlacedParagraph(spaced, step, marked=number in block.marked)
        yield Piece(step.line * INCHES_PER_POINT, 0.0, 0, paragraph, source=block.source)


def pages_of(pieces: Sequence[Piece], height: float, problems: Problems) -> tuple[Page, ...]:
    """Fills pages of `height` inches; levels them when there are several."""
    for piece in pieces:
        if piece.height + piece.lead > height + 1e-6:
            what = f"this is {piece.height + piece.lead:.2f} in high and {height:.2f} in are there"
            problems.add(piece.source, what, "shorten it or part it")
    pages = _fill(pieces, height)
    if len(pages) < 2:
        return pages
    for part in range(BALANCE_STEPS // 2, BALANCE_STEPS):
        level = _fill(pieces, height * part / BALANCE_STEPS)
        if len(level) == len(pages):
            return level
    return pages


def _fill(pieces: Sequence[Piece], height: float) -> tuple[Page, ...]:
    pages: list[list[Piece]] = [[]]
    for piece in pieces:
        if pages[-1] and used_height([*pages[-1], piece]) > height + 1e-6:
            kept = [pages[-1].pop()] if pages[-1][-1].keep and len(pages[-1]) > 1 else []
            pages.append(kept)
        pages[-1].append(piece)
    return tuple(tuple(page) for page in pages)


def used_height(page: Sequence[Piece]) -> float:
    """Gives the height of a page's pieces with the gaps between them, in inches."""
    total = 0.0
    for number, piece in enumerate(page):
        if number == 0 or page[number - 1].group != piece.group:
            total += piece.lead
        total += piece.height + (piece.after if number + 1 < len(page) else 0.0)
    return total


def shapes_of(page: Page, area: Area, layout_slots: frozenset[str], theme: Theme) -> tuple[Shape, ...]:
    """Turns a page into shapes from the top of the area down."""
    shapes: list[Shape] = []
    y = area.box.y
    groups = [tuple(found) for _, found in groupby(page, key=lambda piece: piece.group)]
    free = set(layout_slots)
    for number, group in enumerate(groups):
        alone = len(groups) == 1
        rest = area.box.bottom - y
        shape = _shape(group, Box(area.box.x, y, area.box.width, rest), area, free, theme, alone)
        shapes.extend(shape)
        free -= {made.slot for made in shape}
        y += used_height(group) + (group[-1].after if number + 1 < len(groups) else 0.0)
    return tuple(shapes)


def _shape(
    group: tuple[Piece, ...], box: Box, area: Area, free: set[str], theme: Theme, alone: bool
) -> tuple[Shape, ...]:
    first = group[0]
    own = replace(box, height=used_height(group))
    if first.plan is not None:
        numbers = [piece.content for piece in group if isinstance(piece.content, int) and piece.content >= 0]
        whole = len(numbers) == len(first.plan.heights)
        rows = first.plan.rows(numbers, box.height if alone and whole else 0.0, theme.gaps.row)
        height = sum(row.height for row in rows)
        slot = "table" if "table" in free else ""
        return (TableShape(slot, replace(box, height=height), first.plan.widths, rows),)
    if isinstance(first.content, Picture):
        picture = first.content
        fitted = _fit(picture, box if alone else own)
        shape = PictureShape(
            "picture" if "picture" in free else "", fitted, picture.file, picture.alt, picture.decorative
        )
        return (shape,)
    paragraphs = tuple(piece.content for piece in group if isinstance(piece.content, PlacedParagraph))
    if alone:
        paragraphs = _opened(paragraphs, box.height - used_height(group))
    code = any(run.code for run in paragraphs[0].text) and paragraphs[0].step.name == "code"
    slot = area.slot if area.slot in free else ""
    return (TextShape(slot, box if alone else own, paragraphs, code=code, side=area.side),)


def _opened(paragraphs: tuple[PlacedParagraph, ...], spare: float) -> tuple[PlacedParagraph, ...]:
    """Opens the space between paragraphs where a slide has some to spare, so that few words do not hang at its top."""
    gaps = [number for number, paragraph in enumerate(paragraphs[:-1]) if paragraph.after]
    if not gaps:
        return paragraphs
    extra = round(min(spare / INCHES_PER_POINT / (2 * len(gaps)), MOST_OPENED))
    return tuple(
        replace(paragraph, after=paragraph.after + extra) if number in gaps else paragraph
        for number, paragraph in enumerate(paragraphs)
    )


def _fit(picture: Picture, box: Box) -> Box:
    """Gives the largest box of the picture's own shape inside a box, at its top left corner."""
    across, down = picture.pixels
    if not across or not down:
        return box
    width = min(box.width * picture.share, box.height * across / down)
    return Box(box.x, box.y, width, width * down / across)


def fits(make: Callable[[int], Sequence[Page]], choices: int) -> int:
    """Gives the first choice that needs one page, else the last: continuation comes before shrinking further."""
    return next((choice for choice in range(choices) if len(make(choice)) <= 1), choices - 1)


def fitting_step(whole: Text, steps: Sequence[Step], width: float, height: float) -> Step | None:
    """Gives the first step in which a text fits a box in inches; None when it fits in none."""
    for step in steps:
        if len(break_lines(whole, step, width)) * step.line * INCHES_PER_POINT <= height + 1e-6:
            return step
    return None
