"""Foot placing: the footnotes of a slide below its content, and the room that they and a long title take from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from deck.model import Footnote, Slide
from deck.placed import Part, PlacedParagraph, Shape, TableShape, TextShape
from deck.placing.flow import fitting_step
from deck.placing.formula import raised
from deck.placing.measure import break_lines, is_rtl, part_links
from deck.placing.pieces import marks_in
from deck.theme import INCHES_PER_POINT, Box, Layout, Mark, Slot, Theme
from text.run import Run, Text, join
from text.source import Problems
from text.values import replace

FURNITURE = frozenset({"title", "kicker", "sources", "footer", "number", "footnotes", "numeral"})
FOOT_AIR = 0.140  # inches between content, hairline and footnotes
FOOT_RULE = (1.833, 0.010)  # inches: two columns of the grid, 0.75 pt
MOST_FOOT = 0.6  # of the height for content
CONTINUED = " (10/10)"  # what a title may still grow by
FLOWING = frozenset({"text", "lead", "code", "table", "comparison-table"})  # pages that make room for their footnotes
OWN_TITLES = frozenset({"quote", "statement", "closing"})  # layouts whose title is part of the content


def fitted_theme(slide: Slide, layout: str, theme: Theme, strict: bool) -> Theme:
    """Gives the theme with the boxes of one slide moved: up where no title is shown, down below a long one.

    A guest's title of any length is set in the smallest step, and what it needs is taken from the content; footnotes
    take theirs from the foot where a layout has several boxes.
    """
    if slide.kind != "content" or layout not in theme.layouts:
        return theme
    taller = _taller(slide, layout, theme, strict)
    foot = 0.0
    if slide.footnotes and layout not in FLOWING:
        foot = sum(foot_heights(slide, theme).values()) + FOOT_AIR
    raised_by = 0.0
    if slide.untitled and not _has_bars(theme.layouts[layout], theme):
        raised_by = theme.layouts["text"]["body"].box.y - theme.layouts["text"]["title"].box.y
    own_title = layout in OWN_TITLES and theme.template is None
    if not (taller or foot or raised_by) or layout == "references" or own_title:
        return theme
    moved = {name: _moved(one, taller, raised_by, foot, theme) for name, one in theme.layouts.items()}
    return replace(theme, layouts=moved)


def _taller(slide: Slide, layout: str, theme: Theme, strict: bool) -> float:
    """Gives the height that a title needs beyond its box in the smallest step; strict decks must shorten theirs."""
    slot = theme.layouts[layout]["title"]
    if strict or slide.untitled or _has_bars(theme.layouts[layout], theme):
        return 0.0
    if len(slide.title.plain) < 40 and not any(run.is_break for run in slide.title):
        return 0.0
    title = slide.title + Text((Run(CONTINUED),))
    steps = theme.fitting["title"]
    if fitting_step(title, steps, slot.box.width, slot.box.height):
        return 0.0
    needed = len(break_lines(title, steps[-1], slot.box.width)) * steps[-1].line * INCHES_PER_POINT
    most = theme.layouts["text"]["body"].box.height * MOST_FOOT
    return min(needed - slot.box.height, most)


def _has_bars(layout: Layout, theme: Theme) -> bool:
    """Whether marks of a layout lie among its content, where boxes cannot be moved away from them."""
    top, bottom = theme.layouts["text"]["body"].box.y, theme.layouts["text"]["body"].box.bottom
    return any(top - 0.01 <= mark.box.y < bottom for mark in layout.marks)


def _moved(layout: Layout, taller: float, raised_by: float, foot: float, theme: Theme) -> Layout:
    top = 0.0 if _has_bars(layout, theme) else taller - raised_by
    content = [slot.box for slot in layout.slots if slot.name not in FURNITURE and not slot.name.startswith("fact")]
    if not content:
        return layout
    middle = (min(box.y for box in content) + max(box.bottom for box in content)) / 2
    return replace(layout, slots=tuple(_moved_slot(slot, top, taller, foot, middle) for slot in layout.slots))


def _moved_slot(slot: Slot, top: float, taller: float, foot: float, middle: float) -> Slot:
    box = slot.box
    if slot.name == "title" and top > 0:
        return replace(slot, box=replace(box, height=box.height + taller))
    if slot.name in FURNITURE:
        return slot
    y = box.y + top if box.y < middle else box.y - foot
    bottom = box.bottom - foot if box.bottom > middle else box.bottom + top
    return replace(slot, box=Box(box.x, y, box.width, max(bottom - y, 0.1)))


def foot_heights(slide: Slide, theme: Theme) -> Mapping[int, float]:
    """Gives the height of each footnote of a slide in inches, the space below it included."""
    if not slide.footnotes:
        return {}
    slot = theme.layouts["text"]["footnotes"]
    return {note.number: _height(note, slot) for note in slide.footnotes}


def _height(note: Footnote, slot: Slot) -> float:
    said = _numbered(note)
    step = raised(slot.step, said)
    return (len(break_lines(said, step, slot.box.width)) * step.line + step.after) * INCHES_PER_POINT


def _numbered(note: Footnote) -> Text:
    mark = Run(str(note.number), shift="super", footnote=note.number)
    return join((mark, Run(" "), *note.text))


def with_footnotes(parts: Sequence[Part], slide: Slide, theme: Theme, problems: Problems) -> tuple[Part, ...]:
    """Sets every footnote on the first part of its slide that holds its mark, above the rule at the foot."""
    if not slide.footnotes or not parts:
        return tuple(parts)
    box = theme.layouts["text"]["body"].box
    heights, left = foot_heights(slide, theme), {note.number: note for note in slide.footnotes}
    made = []
    for number, part in enumerate(parts):
        marks = set(_marks(part.shapes))
        last = number == len(parts) - 1
        shown = [note for note in left.values() if note.number in marks or last]
        for note in shown:
            left.pop(note.number)
        made.append(_footed(part, shown, heights, slide, theme, problems, box.height * MOST_FOOT) if shown else part)
    return tuple(made)


def _footed(
    part: Part,
    notes: Sequence[Footnote],
    heights: Mapping[int, float],
    slide: Slide,
    theme: Theme,
    problems: Problems,
    most: float,
) -> Part:
    slot = theme.layouts["text"]["footnotes"]
    needed = sum(heights[note.number] for note in notes)
    if needed > most:
        what = f"the footnotes need {needed:.2f} in and {most:.2f} in are there"
        problems.add(notes[0].source, what, "shorten them, or part the slide")
    box = replace(slot.box, y=slot.box.bottom - needed, height=needed)
    paragraphs = []
    for note in notes:
        said = _numbered(note)
        step = raised(slot.step, said)
        lines = break_lines(said, step, box.width)
        paragraphs.append(PlacedParagraph(part_links(said, lines), step, after=step.after, rtl=is_rtl(note.text)))
    rule = Mark(Box(box.x, box.y - FOOT_AIR / 2, *FOOT_RULE), "rule")
    shape = TextShape("footnotes", box, tuple(paragraphs), slot.colour)
    return replace(part, shapes=(*part.shapes, shape), marks=(*part.marks, rule))


def _marks(shapes: Sequence[Shape]) -> tuple[int, ...]:
    texts: list[Text] = []
    for shape in shapes:
        if isinstance(shape, TextShape):
            texts += [paragraph.text for paragraph in shape.paragraphs]
        elif isinstance(shape, TableShape):
            texts += [cell.text for row in shape.rows for cell in row.cells]
    return marks_in(*texts)
