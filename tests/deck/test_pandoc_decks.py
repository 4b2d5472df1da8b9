"""Decks in pandoc's dialect, one for each part of its chapter on slide shows: here and in pandoc they hold the same."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any  # python-pptx carries no types for the things that are walked here

import pypandoc  # type: ignore[import-untyped]
import pytest
from openxml_audit import validate_pptx  # type: ignore[import-untyped]  # it carries no types
from PIL import Image
from pptx import Presentation

from deck.build import build_deck
from deck.powerpoint.write import write_pptx
from text.source import Problems

DECKS = Path(__file__).parents[1] / "pandoc"
OURS_ALONE = frozenset({"Kicker", "Numeral", "Slides of this part", "Number", "Sources", "Contents"})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The decks with the pictures that some of them show."""
    shutil.copytree(DECKS, tmp_path / "decks")
    for name in ("shore", "dune"):
        Image.new("RGB", (160, 90), "#B0C4DE").save(tmp_path / "decks" / f"{name}.png")
    return tmp_path / "decks"


@pytest.mark.parametrize("name", [path.stem for path in sorted(DECKS.glob("*.md"))])
def test_a_deck_of_pandocs_dialect_holds_the_words_that_pandoc_sets(name: str, folder: Path) -> None:
    ours, theirs = folder / f"{name}-ours.pptx", folder / f"{name}-pandoc.pptx"
    ours.write_bytes(write_pptx(build_deck(folder / f"{name}.md", Problems())))
    subprocess.run(
        [pypandoc.get_pandoc_path(), "--from=markdown-smart", "--slide-level=2", f"{name}.md", "-o", theirs.name],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    assert validate_pptx(ours).is_valid
    assert words_of(ours) == words_of(theirs)


def words_of(file: Path) -> Counter[str]:
    """Counts the words of slides and notes, without what only our layouts add and commas between authors.

    The dots of a pause are left out: pandoc prints them in PowerPoint, here they make a build.
    """
    texts = (text for slide in Presentation(str(file)).slides for text in _texts(slide))
    return Counter(word.strip(",") for text in texts for word in text.split() if word != ".")


def _texts(slide: Any) -> Iterator[str]:
    for shape in slide.shapes:
        hidden = shape.top is not None and shape.top < 0
        if shape.name in OURS_ALONE or hidden or shape.name.startswith("Slide Number"):
            continue
        if shape.has_text_frame:
            yield shape.text_frame.text
        elif getattr(shape, "has_table", False):
            yield from (cell.text for row in shape.table.rows for cell in row.cells)
    if slide.has_notes_slide:
        yield slide.notes_slide.notes_text_frame.text
