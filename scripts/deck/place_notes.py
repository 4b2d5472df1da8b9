"""Notes placing: what the speaker says, then the works that the slide cites."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from deck.flow import paragraphs_of
from deck.model import Block
from deck.placed import PlacedParagraph
from deck.theme import Theme
from references.library import Library
from text.run import Run, Text


def place_notes(
    blocks: Sequence[Block], cited: Sequence[str], library: Library, theme: Theme
) -> tuple[PlacedParagraph, ...]:
    """Gives the paragraphs of the notes page; the full reference of every cited work closes them."""
    step = theme.steps["source"]
    paragraphs = [paragraph for block in blocks for paragraph, _ in paragraphs_of(block, step, theme.gaps)]
    said = [replace(paragraph, text=paragraph.text.each(_led_outside(library))) for paragraph in paragraphs]
    if cited:
        said.append(PlacedParagraph(Text((Run("Sources of this slide", strong=True),)), step))
        said += [PlacedParagraph(library[key].reference, step) for key in cited]
    return tuple(said)


def _led_outside(library: Library) -> Callable[[Run], Run]:
    """Leads the links of notes out of the deck: nobody can jump to a slide from a notes page."""

    def led(run: Run) -> Run:
        if not run.link.startswith("#"):
            return run
        return replace(run, link=library[run.key].url if run.key in library else "")

    return led
