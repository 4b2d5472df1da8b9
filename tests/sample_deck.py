"""Sample deck: decks made up for the tests, read, placed, built and opened again."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

from PIL import Image
from pptx import Presentation
from pptx.presentation import Presentation as PresentationFile

from deck.build import OWN_THEME, build_deck
from deck.model import Deck
from deck.placed import PlacedDeck, PlacedSlide, TableShape, TextShape
from deck.placing.content import check_layouts
from deck.placing.layout import place_deck
from deck.powerpoint.write import write_pptx
from deck.reading.deck import read_deck
from deck.resolve import resolve_deck
from deck.theme import read_theme
from sample_library import BIBLIOGRAPHY, TESTS, sample_library
from text.run import Text
from text.source import Problems, SourceError

SAMPLE_DECK = TESTS / "sample" / "deck.md"
THEME = read_theme(OWN_THEME)
HEADING = "## A slide\n\n"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 60"><path d="M0 60 L40 0 L80 60 Z"/></svg>'
NUMBERS = "month,clay,sand\n2020-01,12.5,7\n2020-02,,8\n2020-03,11,9.5\n"


def read(markdown: str, *, strict: bool = False) -> Deck:
    """Gives a deck as it was written; what is wrong with it is raised."""
    problems = Problems()
    deck = read_deck(markdown, "deck.md", strict, problems)
    problems.stop_if_any()
    return deck


def place(markdown: str) -> PlacedDeck:
    """Gives a deck without pictures, placed and cited from the sample bibliography; what is wrong is raised."""
    problems = Problems()
    deck = resolve_deck(read_deck(markdown, "deck.md", False, problems), sample_library(), problems)
    check_layouts(deck, THEME, problems)
    problems.stop_if_any()
    placed = place_deck(deck, THEME, sample_library(), problems)
    problems.stop_if_any()
    return placed


def place_blocks(blocks: str) -> PlacedDeck:
    """Gives the deck of one slide that holds the blocks."""
    return place(HEADING + blocks)


def build(markdown: str) -> PresentationFile:
    """Gives a deck without pictures as the PowerPoint file that it becomes, opened again."""
    return opened(write_pptx(place(markdown)))


def opened(content: bytes) -> PresentationFile:
    """Opens the bytes of a PowerPoint file."""
    return Presentation(io.BytesIO(content))


def deck_folder(parent: Path) -> Path:
    """Makes a project with a bibliography, a picture, a drawing and a table of numbers, where a deck can be built."""
    folder = parent / "project"
    folder.mkdir()
    (folder / "pyproject.toml").touch()
    shutil.copy(BIBLIOGRAPHY, folder / "bibliography.bib")
    Image.new("RGB", (40, 30), "#D55E00").save(folder / "sketch.png")
    (folder / "drawing.svg").write_text(DRAWING, encoding="utf-8")
    (folder / "numbers.csv").write_text(NUMBERS, encoding="utf-8")
    return folder


def build_in(folder: Path, markdown: str, *, strict: bool = False, mode: str | None = None) -> PlacedDeck:
    """Writes a deck into a folder and gives it placed."""
    deck = folder / "deck.md"
    deck.write_text(markdown, encoding="utf-8")
    return build_deck(deck, Problems(), strict=strict, mode=mode)


def complaints(folder: Path, markdown: str, *, strict: bool = False) -> list[str]:
    """Gives `line:column: what; todo` of every problem of a deck in a folder."""
    try:
        build_in(folder, markdown, strict=strict)
    except SourceError as error:
        return [str(problem).removeprefix(f"{folder}/").removeprefix("deck.md:") for problem in error.problems]
    return []


def told(folder: Path, written: str) -> list[str]:
    """Gives `line:column: what; todo` of every problem and remark of a deck.

    `=== name` starts a file beside the deck; `⟨120 words⟩` stands for that many.
    """
    whole = re.sub("⟨([0-9]+) words⟩", lambda found: " ".join(["word"] * int(found[1])), written)
    problems, (deck, *others) = Problems(), whole.split("=== ")
    for name, _, content in (part.partition("\n") for part in others):
        (folder / name).write_text(content, encoding="utf-8")
    lines = []
    try:
        (folder / "deck.md").write_text(deck, encoding="utf-8")
        build_deck(folder / "deck.md", problems)
    except SourceError as error:
        lines = [str(problem) for problem in error.problems]
    lines += [f"remark: {remark}" for remark in problems.remarks]
    return [line.replace(f"{folder}/", "").replace("deck.md:", "", 1) for line in lines]


def shown_texts(slide: PlacedSlide) -> tuple[Text, ...]:
    """Gives every text on a slide in reading order, tables cell by cell."""
    found: list[Text] = []
    for shape in slide.shapes:
        if isinstance(shape, TextShape):
            found += [paragraph.text for paragraph in shape.paragraphs]
        elif isinstance(shape, TableShape):
            found += [cell.text for row in shape.rows for cell in row.cells]
    return tuple(found)


def shown_words(deck: PlacedDeck) -> list[str]:
    """Gives every word of a deck in reading order, titles that are there for screen readers alone left out."""
    texts = (whole for slide in deck.slides for whole in shown_texts(slide)[int(slide.untitled) :])
    return [word for whole in texts for word in whole.plain.split()]


def titles(deck: PlacedDeck) -> list[str]:
    """Gives the title of every slide."""
    return [slide.title.plain for slide in deck.slides]


def tables(deck: PlacedDeck) -> list[TableShape]:
    """Gives the tables of all slides."""
    return [shape for slide in deck.slides for shape in slide.shapes if isinstance(shape, TableShape)]


def text_in(slide: PlacedSlide, slot: str) -> TextShape:
    """Gives the one text in a slot of a slide."""
    [found] = [shape for shape in slide.shapes if isinstance(shape, TextShape) and shape.slot == slot]
    return found
