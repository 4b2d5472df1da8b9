"""Quote placing: a quotation that has a slide to itself, in large type with its opening mark in the margin."""

from __future__ import annotations

from collections.abc import Sequence

from deck.model import Paragraph, Quotation, Slide
from deck.placed import Part, PlacedParagraph, Shape, TextShape
from deck.placing.flow import fitting_step
from deck.placing.formula import raised
from deck.placing.measure import break_lines, is_rtl, text_width
from deck.theme import INCHES_PER_POINT, Mark, Step, Theme
from text.run import Run, Text, join
from text.values import replace

OPENING, CLOSING = "“", "”"
QUOTED = frozenset("“„«»‘‚‹\"'「『")
RULE_HEIGHT = 0.010  # inches: 0.75 pt
RULE_GAP = 0.133
DROPPED = 0.4  # of the height that a short quotation leaves: how much of it stands above


def is_quote(slide: Slide) -> bool:
    """Whether a slide holds nothing but a quotation in words."""
    quotation = slide.blocks[0] if len(slide.blocks) == 1 else None
    return isinstance(quotation, Quotation) and all(isinstance(block, Paragraph) for block in quotation.blocks)


def quote_parts(slide: Slide, theme: Theme, language: str) -> tuple[Part, ...]:
    """Places a quotation in the largest step that holds it; none when it is too long or the slide is no quotation."""
    layout = theme.layouts["quote"]
    quotation = slide.blocks[0] if is_quote(slide) else None
    if not isinstance(quotation, Quotation) or slide.footnotes:
        return ()
    said = _quoted([block.text for block in quotation.blocks if isinstance(block, Paragraph)], language)
    slot = layout["body"]
    step = _step(said, theme.fitting["statement"], slot.box.width, slot.box.height)
    source = layout["attribution"]
    fits = fitting_step(quotation.attribution, (source.step,), source.box.width, source.box.height)
    if step is None or fits is None or not said:
        return ()
    paragraphs, hung = _hung(said, step)
    lines = sum(len(break_lines(one, step, slot.box.width)) for one in said)
    spare = slot.box.height - lines * step.line * INCHES_PER_POINT
    drop = spare * DROPPED if spare > slot.box.height / 3 and theme.template is None else 0.0
    box = replace(
        slot.box, x=slot.box.x - hung, width=slot.box.width + hung, y=slot.box.y + drop, height=slot.box.height - drop
    )
    shapes: list[Shape] = [TextShape("body", box, paragraphs, slot.colour)]
    marks: tuple[Mark, ...] = ()
    if quotation.attribution:
        by = PlacedParagraph(quotation.attribution, source.step, rtl=is_rtl(quotation.attribution))
        shapes.append(TextShape("attribution", source.box, (by,), source.colour))
        marks = (Mark(replace(source.box, y=source.box.y - RULE_GAP, height=RULE_HEIGHT), "ink"),)
    return (Part("quote", tuple(shapes), marks, fullness=lines * step.line * INCHES_PER_POINT / slot.box.height),)


def _quoted(texts: Sequence[Text], language: str) -> list[Text]:
    """Sets English quotation marks around words that have none; other languages keep theirs."""
    found = [whole for whole in texts if whole]
    if not found or found[0].plain.lstrip()[:1] in QUOTED or not language.lower().startswith("en"):
        return found
    found[0] = join((Run(OPENING), *found[0]))
    found[-1] = join((*found[-1], Run(CLOSING)))
    return found


def _step(texts: Sequence[Text], steps: Sequence[Step], width: float, height: float) -> Step | None:
    for step in steps:
        lines = sum(len(break_lines(one, step, width)) * raised(step, one).line for one in texts)
        if lines * INCHES_PER_POINT <= height:
            return step
    return None


def _hung(texts: Sequence[Text], step: Step) -> tuple[tuple[PlacedParagraph, ...], float]:
    """Gives the paragraphs with an opening mark hung out to the left, and how far it hangs in inches."""
    first = texts[0].plain[:1]
    hung = 0.0
    if first in QUOTED and not is_rtl(texts[0]):
        bold = replace(step, bold=True)
        hung = text_width(Text((Run(first),)), bold) * INCHES_PER_POINT
    made = [PlacedParagraph(one, raised(step, one), indent=hung, rtl=is_rtl(one)) for one in texts]
    return (replace(made[0], hanging=hung), *made[1:]), hung
