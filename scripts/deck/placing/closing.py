"""Closing placing: the last slide, its title on the stair of the first one, and what to take away in a row below."""

from __future__ import annotations

from collections.abc import Sequence

from deck.model import Paragraph, Slide
from deck.placed import Part, PlacedParagraph, Shape, TextShape
from deck.placing.measure import break_lines, text_width
from deck.placing.metrics import advance
from deck.theme import INCHES_PER_POINT, Layout, Mark, Slot, Step, Theme
from text.run import Run, Text, slice_text, text
from text.values import replace

STAIR = 47.0  # points between the two lines
STRETCHED = Run(" ", soft=True)  # the blank in front of the second line, set as wide as the fold asks
SIDE_BEARING = 0.06  # inches: the stem of a large letter stands on the column edge
FACTS = ("fact-1", "fact-2", "fact-3")
BARS = ((1.250, 0.667), (3.417, 6.767))  # inches: y and x of the two bars
BAR = (5.900, 0.167)  # inches: their size


def closing_parts(slide: Slide, theme: Theme) -> tuple[Part, ...]:
    """Places a closing slide with at most three paragraphs; none when it holds something else or too much of it."""
    layout = theme.layouts["closing"]
    words = [block for block in slide.blocks if isinstance(block, Paragraph)]
    if len(words) != len(slide.blocks) or len(words) > len(FACTS) or slide.footnotes:
        return ()
    shapes: list[Shape] = []
    for name, block in zip(FACTS, words, strict=False):
        shape = _fact(block.text, layout[name], theme)
        if shape is None:
            return ()
        shapes.append(shape)
    if theme.template is not None:
        return (Part("closing", tuple(shapes), fullness=1.0),)
    colours = ("tensorflow", "pytorch") if slide.subject == "both" else ("ink", "ink")
    box = layout["title"].box
    bars = (
        Mark(replace(box, x=x, y=y, width=BAR[0], height=BAR[1]), colour)
        for (y, x), colour in zip(BARS, colours, strict=True)
    )
    return (Part("closing", tuple(shapes), tuple(bars), fullness=1.0),)


def closing_title(title: Text, layout: Layout, theme: Theme) -> tuple[PlacedParagraph, ...]:
    """Gives a title as two lines, the second from the fold on; none when it is one word or too wide for the stair.

    A template has its own place for titles, and no stair.
    """
    if theme.template is not None:
        return ()
    step = theme.fitting["display"][0]
    box, fold = layout["title"].box, layout["fact-3"].box.x - SIDE_BEARING
    plain = title.plain
    blanks = [at for at, character in enumerate(plain) if character == " "]
    for at in sorted(blanks, key=lambda place: abs(2 * place - len(plain))):
        first, second = slice_text(title, 0, at), slice_text(title, at + 1, len(plain))
        wide = text_width(first, step) * INCHES_PER_POINT > box.width
        if wide or text_width(second, step) * INCHES_PER_POINT > box.right - fold:
            continue
        gap = (fold - box.x) / INCHES_PER_POINT - advance(" ", True) * step.size
        low = Text((STRETCHED, *second.runs))
        return (PlacedParagraph(first, step), PlacedParagraph(low, step, before=STAIR, stretch=gap))
    return ()


def _fact(whole: Text, slot: Slot, theme: Theme) -> TextShape | None:
    """Sets a paragraph of several lines as a label over its value; the value as large as it fits."""
    label, value = _parted(whole)
    for step in (theme.steps["body"], theme.steps["label"], theme.steps["source"]):
        paragraphs = _paragraphs(label, value, step, theme)
        needed = sum(len(break_lines(one.text, one.step, slot.box.width)) * one.step.line for one in paragraphs)
        if needed * INCHES_PER_POINT <= slot.box.height:
            return TextShape(slot.name, slot.box, paragraphs, slot.colour)
    return None


def _parted(whole: Text) -> tuple[Text, Text]:
    place = whole.plain.find("\n")
    if place < 0:
        return Text(), whole
    return slice_text(whole, 0, place), slice_text(whole, place + 1, len(whole.plain))


def _paragraphs(label: Text, value: Text, step: Step, theme: Theme) -> tuple[PlacedParagraph, ...]:
    soft = label.each(lambda run: replace(run, soft=True))
    head: Sequence[PlacedParagraph] = (PlacedParagraph(soft, theme.steps["label"]),) if label else ()
    return (*head, PlacedParagraph(value or text(""), step))
