"""The original deck: every word of the author's text stands in the built file, in order."""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

ROOT = Path(__file__).resolve().parents[2]
ORIGINAL = ROOT / "tests/content/original.txt"
LINE_MARK = re.compile(r"^\s*(?:#+|-|\d+\.)\s+", re.MULTILINE)  # headings, bullets, numbers of a list
INLINE_MARK = re.compile(r"[*<>]")  # emphasis, bare addresses


def words_of(markdown: str) -> list[str]:
    """Gives the words of the author's text with their punctuation, Markdown's marks aside."""
    return INLINE_MARK.sub("", LINE_MARK.sub("", markdown)).split()


def first_missing(wanted: list[str], found: Iterable[str]) -> str:
    """Gives the first wanted word that does not follow in order, with the words before it; '' when all do."""
    remaining = iter(found)
    for position, word in enumerate(wanted):
        if word not in remaining:  # takes words up to and including the match
            return " ".join(wanted[max(position - 5, 0) : position + 1])
    return ""


def words_on(shapes: Iterable[Any]) -> Iterator[str]:  # Any: python-pptx carries no types
    """Walks the words of shapes in tree order, groups opened, tables row by row."""
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from words_on(shape.shapes)
        elif shape.has_text_frame:
            yield from shape.text_frame.text.split()
        elif getattr(shape, "has_table", False):
            for row in shape.table.rows:
                for cell in row.cells:
                    yield from cell.text_frame.text.split()


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The original deck, built as a reader would build it and opened again."""
    target = tmp_path_factory.mktemp("original") / "original.pptx"
    command = [sys.executable, "scripts/build_deck.py", "slides/original.md", "-o", str(target)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return Presentation(str(target))


def test_every_word_of_the_original_is_in_its_powerpoint_in_order(original: Any) -> None:
    found = [word for slide in original.slides for word in words_on(slide.shapes)]

    assert first_missing(words_of(ORIGINAL.read_text(encoding="utf-8")), found) == ""


def test_the_original_names_its_author_as_it_did(original: Any) -> None:
    assert original.core_properties.author == "Jeffery. Dirden"


def test_the_original_carries_no_licence_of_ours(original: Any) -> None:
    found = {word for slide in original.slides for word in words_on(slide.shapes)}

    assert not found & {"CC", "BY", "MIT", "licence", "license"}


def test_marks_of_the_text_are_not_words() -> None:
    text = "# Key Features: X\n\nFeature\tX\n- a *b* c.\n1. D. (2016). <https://d.example>\n"

    assert " ".join(words_of(text)) == "Key Features: X Feature X a b c. D. (2016). https://d.example"


def test_words_are_read_from_text_groups_and_tables_row_by_row(tmp_path: Path) -> None:
    made = Presentation()
    shapes = made.slides.add_slide(made.slide_layouts[6]).shapes
    shapes.add_textbox(0, 0, 9, 9).text_frame.text = "one\vtwo"
    shapes.add_group_shape().shapes.add_textbox(0, 0, 9, 9).text_frame.text = "three"
    table = shapes.add_table(2, 2, 0, 0, 9, 9).table
    for word, place in zip(("four", "five", "six", "seven"), ((0, 0), (0, 1), (1, 0), (1, 1)), strict=True):
        table.cell(*place).text = word
    made.save(str(tmp_path / "made.pptx"))

    read = Presentation(str(tmp_path / "made.pptx")).slides[0].shapes

    assert " ".join(words_on(read)) == "one two three four five six seven"


@pytest.mark.parametrize(
    ("found", "missing"),
    [
        ("one two three four", ""),
        ("one, two three four", "one"),  # punctuation belongs to the word
        ("0 one two 0 three four 0", ""),  # words of ours in between are let through
        ("one two four", "one two three"),
        ("one three two four", "one two three"),
        ("one two three", "one two three four"),
        ("", "one"),
    ],
)
def test_a_word_that_is_dropped_changed_or_moved_is_named(found: str, missing: str) -> None:
    assert first_missing(["one", "two", "three", "four"], found.split()) == missing


def test_a_slip_that_was_mended_is_noticed() -> None:
    wanted = words_of(ORIGINAL.read_text(encoding="utf-8"))
    mended = ["Jeffery" if word == "Jeffery." else word for word in wanted]

    assert first_missing(wanted, wanted) == ""
    assert first_missing(wanted, mended).endswith("Jeffery.")
