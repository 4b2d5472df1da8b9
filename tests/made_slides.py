"""Made slides: slides of one's own shapes, written and opened again with nothing of ours."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any  # lxml carries no types

from lxml import etree
from openxml_audit import validate_pptx  # type: ignore[import-untyped]  # it carries no types

from deck.placed import PlacedCell, PlacedDeck, PlacedParagraph, PlacedRow, PlacedSlide, Shape, TableShape, TextShape
from deck.powerpoint.write import write_pptx
from deck.theme import Box
from sample_deck import THEME, place_blocks
from text.run import Run, Text

STEP = THEME.steps["body"]
BOX = Box(1.0, 2.5, 6.0, 2.0)


def paragraph(*runs: Run | str, **how: Any) -> PlacedParagraph:
    """Gives a paragraph of runs, plain ones as characters."""
    return PlacedParagraph(Text(tuple(Run(run) if isinstance(run, str) else run for run in runs)), STEP, **how)


def box_of(*paragraphs: PlacedParagraph, **how: Any) -> TextShape:
    """Gives a box of its own with paragraphs."""
    return TextShape("", BOX, paragraphs, **how)


def deck_of(*shapes: Shape, **how: Any) -> PlacedDeck:
    """Gives the deck of one slide that shows the shapes below its title."""
    return deck_of_slides([shapes], **how)


def deck_of_slides(slides: Sequence[Sequence[Shape]], **how: Any) -> PlacedDeck:
    """Gives a deck of slides that show shapes below a title."""
    placed = place_blocks("Text.\n")
    made = tuple(_slide(placed.slides[0], shapes, number, how) for number, shapes in enumerate(slides, start=1))
    return replace(placed, slides=made)


def _slide(slide: PlacedSlide, shapes: Sequence[Shape], number: int, how: dict[str, Any]) -> PlacedSlide:
    title = slide.shapes[0]
    assert isinstance(title, TextShape)
    words = replace(title.paragraphs[0], text=Text((Run(f"Slide {number}"),)))
    named = replace(title, paragraphs=(words,))
    return replace(slide, id=f"slide-{number}", number=number, shapes=(named, *shapes), **how)


def part_of(deck: PlacedDeck, name: str = "ppt/slides/slide1.xml") -> Any:
    """Gives a part of the written deck as a tree."""
    return etree.fromstring(parts_of(deck)[name])


def parts_of(deck: PlacedDeck) -> dict[str, bytes]:
    """Gives the parts of the written deck by their names."""
    with zipfile.ZipFile(BytesIO(write_pptx(deck))) as package:
        return {name: package.read(name) for name in package.namelist()}


def findings(deck: PlacedDeck, folder: Path) -> list[str]:
    """Gives what a validator of Open XML finds in the written deck."""
    path = folder / "made.pptx"
    path.write_bytes(write_pptx(deck))
    return [str(error) for error in validate_pptx(path).errors]


def table_of(rows: Sequence[Sequence[str | PlacedCell]], **how: Any) -> TableShape:
    """Gives a table, plain cells as characters."""
    cells = ([one if isinstance(one, PlacedCell) else cell(one) for one in row] for row in rows)
    placed = tuple(PlacedRow(tuple(row), 0.4) for row in cells)
    return TableShape("", BOX, (1.5,) * len(rows[0]), placed, **how)


def cell(characters: str = "", **how: Any) -> PlacedCell:
    """Gives a table cell; one without characters that a merged one covers is `cell(covered=True)`."""
    return PlacedCell(Text((Run(characters),)) if characters else Text(), STEP, **how)
