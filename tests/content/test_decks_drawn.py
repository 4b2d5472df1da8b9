"""The decks as LibreOffice draws them: nothing is cut off, nothing runs over the edge, no slide is empty."""

from __future__ import annotations

import itertools
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image
from pptx import Presentation

pytestmark = pytest.mark.office
POINTS = 960  # the width of a slide
LEFT, RIGHT, BOTTOM = 40.0, 922.0, 538.0  # points: the margins of the look, with room for the bearing of large letters
DECKS = ("tensorflow-vs-pytorch", "tensorflow-vs-pytorch-dark", "original", "original-dark")
MARGIN_PIXELS = 12  # on pictures of 480 pixels


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was drawn, in points from the top left corner of its slide."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@pytest.fixture(scope="session")
def drawn(built_decks: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Every deck as a PDF made by LibreOffice."""
    folder = tmp_path_factory.mktemp("drawn")
    office = shutil.which("soffice") or shutil.which("libreoffice") or ""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, built_decks.values())], check=True, capture_output=True, timeout=300)
    return {name: folder / f"{name}.pdf" for name in built_decks}


def words_drawn(pdf: Path) -> Iterator[list[Word]]:
    """Gives the words of every page with their boxes."""
    done = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True, timeout=60)
    for page in etree.fromstring(done.stdout, etree.HTMLParser()).iter("page"):
        scale = POINTS / float(page.get("width", "1"))
        boxes = ([float(word.get(side, "0")) * scale for side in ("xmin", "ymin", "xmax", "ymax")] for word in page)
        yield [Word(word.text or "", *box) for word, box in zip(page, boxes, strict=True)]


@pytest.mark.parametrize("name", DECKS)
def test_libreoffice_draws_every_slide(name: str, drawn: Mapping[str, Path], built_decks: Mapping[str, Path]) -> None:
    slides = Presentation(str(built_decks[name])).slides

    assert len(list(words_drawn(drawn[name]))) == len(slides)


@pytest.mark.parametrize("name", DECKS)
def test_every_word_lies_within_the_margins(name: str, drawn: Mapping[str, Path]) -> None:
    outside = [
        (number, word.text)
        for number, words in enumerate(words_drawn(drawn[name]), start=1)
        for word in words
        if not (word.left >= LEFT and word.right <= RIGHT and word.bottom <= BOTTOM) and not word.text.isdigit()
    ]

    assert outside == []


@pytest.mark.parametrize("name", DECKS)
def test_no_line_is_drawn_over_another(name: str, drawn: Mapping[str, Path]) -> None:
    covered = [
        (number, one.text, other.text)
        for number, words in enumerate(words_drawn(drawn[name]), start=1)
        for one, other in itertools.combinations(words, 2)
        if _overlap(one, other) and not {one.text, other.text} & {str(digit) for digit in range(10)}
    ]

    assert covered == []


def _overlap(one: Word, other: Word) -> bool:
    """Whether two words share more than the edges of their boxes: a third of the lower one's height."""
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > 1 and down > min(one.bottom - one.top, other.bottom - other.top) / 2


@pytest.mark.parametrize("name", DECKS)
def test_the_edges_of_every_slide_stay_empty_and_its_middle_does_not(
    name: str, drawn: Mapping[str, Path], tmp_path: Path
) -> None:
    subprocess.run(
        ["pdftoppm", "-scale-to-x", "480", "-scale-to-y", "270", "-png", str(drawn[name]), str(tmp_path / "slide")],
        check=True,
        timeout=120,
    )
    for picture in sorted(tmp_path.glob("slide*.png")):
        with Image.open(picture) as image:
            grey = image.convert("L")
        edges = [grey.crop(box).getextrema() for box in _edges(grey.width, grey.height)]
        low, high = grey.crop((24, 40, 456, 240)).getextrema()
        assert all(extrema[0] == extrema[1] for extrema in edges), f"something stands at the edge of {picture.name}"
        assert isinstance(low, int) and isinstance(high, int) and high - low > 60, f"{picture.name} is empty"


def _edges(width: int, height: int) -> tuple[tuple[int, int, int, int], ...]:
    margin = MARGIN_PIXELS
    return (
        (0, 0, margin, height),
        (width - margin, 0, width, height),
        (0, 0, width, 8),
        (0, height - 4, width, height),
    )
