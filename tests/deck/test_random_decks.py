"""Random decks build: valid, whole, and inside the slide; the few that do not say where and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from openxml_audit import validate_pptx  # type: ignore[import-untyped]  # it carries no types

from deck.build import build_deck
from deck.placed import PlacedDeck, Shape, TextShape
from deck.placing.measure import break_lines
from deck.powerpoint.write import write_pptx
from deck.proof.prove import prove
from deck.theme import INCHES_PER_POINT
from random_deck import decks
from sample_deck import deck_folder
from text.source import Problems, SourceError

EXAMPLES = 60
CLOSE = 0.02  # inches: less than a pixel on a projector


@pytest.mark.slow
def test_random_decks_are_valid_whole_and_inside_the_slide(tmp_path: Path) -> None:
    folder, ends = deck_folder(tmp_path), Counter[str]()

    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    @given(decks())
    def builds(markdown: str) -> None:
        ends[_end_of(markdown, folder)] += 1

    builds()
    assert ends["refused"] < 0.1 * ends.total()


def _end_of(markdown: str, folder: Path) -> str:
    (folder / "deck.md").write_text(markdown, encoding="utf-8")
    problems = Problems()
    try:
        placed = build_deck(folder / "deck.md", problems)
    except SourceError as error:
        assert all(problem.source.file and problem.source.line for problem in error.problems), str(error)
        return "refused"
    content = write_pptx(placed)
    prove(content, placed, problems)
    assert not problems.found, "\n".join(map(str, problems.found))
    assert not list(_spills(placed))
    (folder / "deck.pptx").write_bytes(content)
    result = validate_pptx(folder / "deck.pptx")
    assert result.is_valid, result.errors
    return "built"


def _spills(placed: PlacedDeck) -> Iterator[str]:
    """Gives every shape that leaves its slide and every text that is taller than its box."""
    theme = placed.theme
    for slide in placed.slides:
        for shape in slide.shapes:
            hidden = isinstance(shape, TextShape) and shape.slot == "title" and slide.untitled
            if not hidden and not _inside(shape, theme.width, theme.height):
                yield f"slide {slide.number}: {shape.box} leaves the slide"
            measured = isinstance(shape, TextShape) and not shape.code and shape.slot != "numeral"  # it has one line
            if isinstance(shape, TextShape) and measured and _text_height(shape) > shape.box.height + CLOSE:
                yield f"slide {slide.number}: {_text_height(shape):.2f} in of text in {shape.box}"


def _inside(shape: Shape, width: float, height: float) -> bool:
    box = shape.box
    return box.x >= -CLOSE and box.y >= -CLOSE and box.right <= width + CLOSE and box.bottom <= height + CLOSE


def _text_height(shape: TextShape) -> float:
    points = 0.0
    for number, paragraph in enumerate(shape.paragraphs):
        lines = len(break_lines(paragraph.text, paragraph.step, shape.box.width - paragraph.indent))
        last = number == len(shape.paragraphs) - 1
        points += paragraph.before + lines * paragraph.step.line + (0 if last else paragraph.after)
    return points * INCHES_PER_POINT
