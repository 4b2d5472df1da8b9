"""Flow: fills pages of a given height with pieces, and turns a page into shapes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby, pairwise

from deck.model import Chart, Picture
from deck.placed import PictureShape, PlacedParagraph, Shape, TableShape, TextShape
from deck.placing.measure import break_lines
from deck.placing.pieces import Area, Page, Piece
from deck.theme import INCHES_PER_POINT, Box, Step, Theme
from text.run import Text
from text.source import Problems
from text.values import replace

BALANCE_STEPS = 24  # how finely the pages of a parted slide are levelled
MOST_OPENED = 20  # points
OPENED = 2 / 3  # of the height to spare
SLACK = 1e-6
NO_NOTES: Mapping[int, float] = {}


def pages_of(
    pieces: Sequence[Piece], height: float, problems: Problems, notes: Mapping[int, float] = NO_NOTES
) -> tuple[Page, ...]:
    """Fills pages of `height` inches; levels them when there are several.

    `notes` gives the height of every footnote, which is taken from the page that holds its mark.
    """
    for piece in pieces:
        needed = used_height((piece,), notes)
        if needed > height + SLACK:
            what = f"this is {needed:.2f} in high and {height:.2f} in are there"
            problems.add(piece.source, what, "shorten it or part it")
    pages = _fill(pieces, height, notes)
    if len(pages) < 2:
        return pages
    for part in range(BALANCE_STEPS // 2, BALANCE_STEPS):
        level = _fill(pieces, height * part / BALANCE_STEPS, notes)
        if len(level) == len(pages):
            return level
    return pages


def _fill(pieces: Sequence[Piece], height: float, notes: Mapping[int, float]) -> tuple[Page, ...]:
    return tuple(fill(pieces, height, height, notes))


def fill(pieces: Sequence[Piece], first: float, height: float, notes: Mapping[int, float] = NO_NOTES) -> list[Page]:
    """Fills pages, the first of which has `first` inches left: it stays empty when not even one piece fits there."""
    pages: list[list[Piece]] = [[]]
    used, room = 0.0, first
    for piece in pieces:
        page = pages[-1]
        more = _more(page, piece) + sum(notes.get(note, 0.0) for note in _new_notes(page, piece))
        if used + more > room + SLACK and (page or first < height):
            kept: list[Piece] = []
            while page and page[-1].keep and len(page) > len(kept) + 1 and len(page) > 1:
                kept.insert(0, page.pop())
            pages.append(kept)
            page, room = pages[-1], height
            used = used_height(page, notes)
            more = _more(page, piece) + sum(notes.get(note, 0.0) for note in _new_notes(page, piece))
            first = height
        page.append(piece)
        used += more
    return [tuple(page) for page in pages]


def _more(page: Sequence[Piece], piece: Piece) -> float:
    """Gives the height by which a page grows with a piece."""
    before = page[-1] if page else None
    lead = piece.lead if before is None or before.group != piece.group else 0.0
    return (before.after if before else 0.0) + lead + piece.height


def _new_notes(page: Sequence[Piece], piece: Piece) -> tuple[int, ...]:
    if not piece.notes:
        return ()
    known = {note for other in page for note in other.notes}
    return tuple(note for note in piece.notes if note not in known)


def used_height(page: Sequence[Piece], notes: Mapping[int, float] = NO_NOTES) -> float:
    """Gives the height of a page's pieces with the gaps between them and the footnotes below them, in inches."""
    total = sum(_more(page[max(number - 1, 0) : number], piece) for number, piece in enumerate(page))
    return total + sum(notes.get(note, 0.0) for note in {note for piece in page for note in piece.notes})


def shapes_of(page: Page, area: Area, layout_slots: frozenset[str], theme: Theme) -> tuple[Shape, ...]:
    """Turns a page into shapes from the top of the area down."""
    shapes: list[Shape] = []
    y = area.box.y
    groups = [tuple(found) for _, found in groupby(page, key=lambda piece: piece.group)]
    free = set(layout_slots)
    main = _main(groups)
    for number, group in enumerate(groups):
        inset = group[0].inset
        box = Box(area.box.x + inset, y, area.box.width - inset, area.box.bottom - y)
        slot = area.slot if number == main else ""
        shape = _shape(group, box, replace(area, slot=slot), free, theme, len(groups) == 1)
        shapes.append(shape)
        free.discard(shape.slot)
        y += used_height(group) + (group[-1].after if number + 1 < len(groups) else 0.0)
    return tuple(shapes)


def _main(groups: Sequence[tuple[Piece, ...]]) -> int | None:
    """Gives which shape fills the placeholder of an area: plain text, else a listing, else a quotation or callout."""
    found = []
    for number, group in enumerate(groups):
        content = group[0].content
        label = isinstance(content, PlacedParagraph) and content.step.name == "label"
        if isinstance(content, PlacedParagraph) and not group[0].inset and not (label and len(groups) > 1):
            found.append((bool(group[0].bar), group[0].code, number))
    return min(found)[-1] if found else None


def _shape(group: tuple[Piece, ...], box: Box, area: Area, free: set[str], theme: Theme, alone: bool) -> Shape:
    first = group[0]
    own = replace(box, height=used_height(group))
    if first.plan is not None:
        return _table(group, box, free, theme, alone)
    if isinstance(first.content, Picture):
        picture = first.content
        fitted = _fit(picture, box if alone else own)
        slot = "picture" if "picture" in free else ""
        return PictureShape(slot, fitted, picture.file, picture.alt, picture.decorative, first.build)
    if isinstance(first.content, Chart):
        from deck.charts.shape import chart_shape  # imported here: only a deck with a chart needs it

        return replace(chart_shape(first.content, box if alone else own, "", theme), build=first.build)
    return _text(group, box if alone else own, box.height, area, free, alone)


def _table(group: tuple[Piece, ...], box: Box, free: set[str], theme: Theme, alone: bool) -> TableShape:
    plan = group[0].plan
    assert plan is not None
    firsts = [(piece.content, piece.count) for piece in group if isinstance(piece.content, int) and piece.content >= 0]
    numbers = [number for first, count in firsts for number in range(first, first + count)]
    whole = len(numbers) == len(plan.heights)
    rows = plan.rows(numbers, box.height if alone and whole else 0.0, theme.gaps.row)
    height = sum(row.height for row in rows)
    slot = "table" if "table" in free else ""
    return TableShape(
        slot, replace(box, width=sum(plan.widths), height=height), plan.widths, rows, build=group[0].build
    )


def _text(group: tuple[Piece, ...], box: Box, room: float, area: Area, free: set[str], alone: bool) -> TextShape:
    first = group[0]
    paragraphs = tuple(piece.content for piece in group if isinstance(piece.content, PlacedParagraph))
    if alone and not first.bar:
        paragraphs = _opened(paragraphs, room - used_height(group))
    if first.bar:
        box = replace(box, height=used_height(group))
    slot = area.slot if area.slot in free else ""
    build = 0
    if first.code or first.bar:
        builds = {piece.build for piece in group}
        build = first.build if len(builds) == 1 else 0
        paragraphs = tuple(replace(one, build=0) for one in paragraphs) if build else paragraphs
    colour = "soft" if paragraphs[0].step.name == "label" else "ink"
    return TextShape(
        slot, box, paragraphs, colour, code=first.code, side=area.side if first.code else "", bar=first.bar, build=build
    )


def _opened(paragraphs: tuple[PlacedParagraph, ...], spare: float) -> tuple[PlacedParagraph, ...]:
    """Opens the space between paragraphs where a slide has some to spare, so that few words do not hang at its top.

    What belongs together stays together: a heading and its text, an item and those nested in it.
    """
    pairs = enumerate(pairwise(paragraphs))
    gaps = [number for number, (one, other) in pairs if one.after and not one.strong and other.level < 2]
    if not gaps:
        return paragraphs
    extra = round(min(spare / INCHES_PER_POINT * OPENED / len(gaps), MOST_OPENED))
    if extra <= 0:
        return paragraphs
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
    """Gives the first choice that needs as few pages as the last one: continuation comes before shrinking further."""
    counts: list[int] = []
    for choice in range(choices):
        counts.append(len(make(choice)))
        if counts[-1] <= 1:
            return choice
    return counts.index(counts[-1]) if counts else -1


def fitting_step(whole: Text, steps: Sequence[Step], width: float, height: float) -> Step | None:
    """Gives the first step in which a text fits a box in inches; None when it fits in none."""
    return next((step for step in steps if text_height(whole, step, width) <= height + SLACK), None)


def text_height(whole: Text, step: Step, width: float) -> float:
    """Gives the inches that a text needs in a box of a width, broken into lines."""
    return len(break_lines(whole, step, width)) * step.line * INCHES_PER_POINT


def too_high(what: str, whole: Text, step: Step, box: Box) -> str:
    """Says how high a text is in its smallest step and how much room its box has, for an error."""
    needed = text_height(whole, step, box.width)
    return f"{what} needs {needed:.2f} in at {step.size:g} pt and {box.height:.2f} in are there"
