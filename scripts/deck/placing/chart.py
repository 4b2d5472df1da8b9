"""Chart placing: a chart with the figure, the words and the limits beside it."""

from __future__ import annotations

from collections.abc import Sequence

from deck.charts.shape import chart_shape
from deck.model import Block, Chart, Paragraph, Slide
from deck.placed import Part, PlacedParagraph, Shape, TextShape
from deck.placing.flow import pages_of, shapes_of, used_height
from deck.placing.measure import break_lines, text_width
from deck.placing.pieces import Area, Page
from deck.placing.unnest import pieces_of
from deck.theme import INCHES_PER_POINT, Box, Layout, Mark, Theme
from text.source import Problems
from text.values import replace

RULE_HEIGHT = 0.010  # inches: 0.75 pt


def chart_parts(slide: Slide, theme: Theme, problems: Problems) -> tuple[Part, ...]:
    """Places one chart with the text of its slide at its left, on as many slides as the text needs.

    A first short paragraph in bold becomes the figure, a last one in italics the limits at its foot. Without
    text the chart has the whole area.
    """
    [chart] = [block for block in slide.blocks if isinstance(block, Chart)]
    words = [block for block in slide.blocks if not isinstance(block, Chart)]
    if not chart.series:  # what is wrong with its data is a problem already
        return ()
    layout = theme.layouts["chart"]
    if not words:
        return (Part("chart", (chart_shape(chart, _whole(layout, slide), "chart", theme),)),)
    shown = chart_shape(chart, layout["chart"].box, "chart", theme)
    first = slide.blocks[0] is chart
    return tuple(
        Part("chart", (shown, *beside) if first else (*beside, shown), marks)
        for beside, marks in _beside(words, layout, theme, problems)
    )


def _whole(layout: Layout, slide: Slide) -> Box:
    left, box = layout["body"].box.x, layout["chart"].box
    top = layout["title"].box.y if slide.untitled else box.y
    return Box(left, top, box.right - left, box.bottom - top)


def _beside(
    words: Sequence[Block], layout: Layout, theme: Theme, problems: Problems
) -> list[tuple[tuple[Shape, ...], tuple[Mark, ...]]]:
    """Gives the shapes beside the chart, and their rule, for each slide that they need."""
    figure = _figure(words[0], layout, theme)
    limits = _limits(words[-1], layout) if len(words) > 1 else None
    middle = words[len(figure) : -1 if limits else None]
    top = layout["body"].box.y if figure else layout["figure"].box.y
    lower = limits.box.y - theme.gaps.block if limits else layout["chart"].box.bottom
    box = replace(layout["body"].box, y=top, height=lower - top)
    area = Area(box, "body", theme.steps["body"], theme.fitting["table"][-1:])
    pages: Sequence[Page] = ()
    if middle:
        pages = pages_of(pieces_of(middle, area, theme, problems), box.height, problems)
    if figure and len(pages) > 1:
        needed = used_height(pieces_of(middle, area, theme, problems))
        what = f"the text below the figure needs {needed:.2f} in and {box.height:.2f} in are there"
        problems.add(middle[0].source, what, "shorten it: three or four short lines read well")
    foot: tuple[Shape, ...] = (limits,) if limits else ()
    marks = (_rule(limits, theme),) if limits else ()
    slots = frozenset({"body"})
    return [((*figure, *shapes_of(page, area, slots, theme), *foot), marks) for page in pages or ((),)]


def _figure(block: Block, layout: Layout, theme: Theme) -> tuple[TextShape, ...]:
    """Gives the figure when a block is one: a paragraph in bold, short enough for a line of large type."""
    if not isinstance(block, Paragraph) or not all(run.strong for run in block.text if run.text.strip()):
        return ()
    slot = layout["figure"]
    plain = block.text.each(lambda run: replace(run, strong=False))
    for step in (slot.step, theme.steps["statement"]):
        if text_width(plain, step) * INCHES_PER_POINT <= slot.box.width and not any(run.is_break for run in plain):
            return (TextShape("figure", slot.box, (PlacedParagraph(plain, step),), slot.colour),)
    return ()


def _limits(block: Block, layout: Layout) -> TextShape | None:
    """Gives the limits when a block is a paragraph in italics or in second text; they stand at the foot."""
    if not isinstance(block, Paragraph) or not all(run.soft or run.emphasis for run in block.text if run.text.strip()):
        return None
    slot = layout["limits"]
    quiet = block.text.each(lambda run: replace(run, soft=False, emphasis=False))
    needed = len(break_lines(quiet, slot.step, slot.box.width)) * slot.step.line * INCHES_PER_POINT
    top = min(slot.box.y, slot.box.bottom - needed)
    box = replace(slot.box, y=top, height=slot.box.bottom - top)
    return TextShape("limits", box, (PlacedParagraph(quiet, slot.step),), slot.colour)


def _rule(limits: TextShape, theme: Theme) -> Mark:
    return Mark(replace(limits.box, y=limits.box.y - theme.gaps.cell, height=RULE_HEIGHT), "ink")
