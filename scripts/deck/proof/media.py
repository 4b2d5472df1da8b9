"""Prove media: the pictures, charts and front matter of a deck, sought in the parts of a file."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from html import unescape
from pathlib import Path

from deck.model import Chart, Picture, Settings
from deck.proof.expect import normal
from deck.proof.read_back import FoundShape, Package, plain
from text.source import Problems, Source

REPORT = "the build lost it: please report this with the deck"
SHOWN = 60  # characters of what is missing that a problem shows
SHOWN_SETTINGS = ("subtitle", "author", "institute", "credit", "license", "subject", "keywords", "version")
LONGEST_DAY = 6  # digits of a day that spreadsheets count
PROPERTIES = ("docProps/core.xml", "docProps/custom.xml")


class Losses:
    """Collects what a file lacks, each loss at its place in the source."""

    def __init__(self, problems: Problems) -> None:
        """Takes the problems to which the losses are added."""
        self.problems = problems

    def lost(self, source: Source, what: str) -> None:
        """Notes words that are nowhere in the file."""
        words = what if len(what) <= SHOWN else f"{what[: SHOWN - 1]}…"
        self.told(source, f"'{words}' is not in the file")

    def told(self, source: Source, what: str) -> None:
        """Notes something else that is not as the source has it."""
        self.problems.add(source, what, REPORT)


class Media:
    """Compares pictures and charts of the file with what the deck names; each file is read once."""

    def __init__(self, package: Package, losses: Losses) -> None:
        """Takes the parts of the file, and where to note what they lack."""
        self.package = package
        self.losses = losses
        self.files: dict[str, bytes] = {}

    def pictures(self, pictures: Sequence[Picture], shapes: Sequence[FoundShape]) -> None:
        """Looks for the very bytes of every picture, in order, with its text alternative."""
        found = [shape for shape in shapes if shape.pictures]
        position = 0
        for picture in pictures:
            wanted = self.file(picture.file)
            for number in range(position, len(found)):
                if any(self.package.content(part) == wanted for part in found[number].pictures):
                    if not picture.decorative and normal(picture.alt) != normal(found[number].alt):
                        self.losses.lost(picture.source, picture.alt)
                    position = number + 1
                    break
            else:
                name = Path(picture.file).name
                self.losses.told(picture.source, f"the picture '{name}' is not in the file where the source has it")

    def background(self, file: str, parts: Sequence[str], source: Source) -> None:
        """Looks for the picture behind a slide; a colour of the theme is no picture."""
        if not file or not Path(file).is_file():
            return
        if all(self.package.content(part) != self.file(file) for part in parts):
            self.losses.told(source, f"the background '{Path(file).name}' is not in the file")

    def charts(self, charts: Sequence[Chart], shapes: Sequence[FoundShape]) -> None:
        """Looks for the categories and numbers of every chart, its title, its workbook and its text alternative."""
        found = [shape for shape in shapes if shape.series is not None]
        for chart, shape in zip(charts, (*found, *[None] * len(charts)), strict=False):
            if shape is None or not same_numbers(chart, shape):
                name = Path(chart.data).name
                self.losses.told(chart.source, f"the numbers of '{name}' are not in the chart of the file")
            elif not (shape.workbook and shape.alt):
                lacks = "text alternative" if shape.workbook else "workbook"
                self.losses.told(chart.source, f"the chart in the file has no {lacks}")
            elif normal(chart.title) not in normal(" ".join([shape.words, *(plain(one.paragraphs) for one in shapes)])):
                self.losses.lost(chart.source, chart.title)

    def settings(self, settings: Settings, shapes: Sequence[FoundShape], source: Source) -> None:
        """Looks for what the front matter says on the title slide, or else in the properties of the document."""
        said = normal(" ".join(plain(shape.paragraphs) for shape in shapes))
        content = " ".join(self.package.content(name).decode("utf-8", "replace") for name in PROPERTIES)
        properties = normal(unescape(content))
        for name in SHOWN_SETTINGS:
            value = getattr(settings, name)
            for words in map(normal, (value,) if isinstance(value, str) else value):
                if words not in said and words not in properties:
                    self.losses.lost(settings.places.get(name, source), words)

    def file(self, path: str) -> bytes:
        """Gives the bytes of a file of the deck."""
        if path not in self.files:
            self.files[path] = Path(path).read_bytes()
        return self.files[path]


def same_numbers(chart: Chart, shape: FoundShape) -> bool:
    """Whether a chart of the file shows each series with its name, categories and numbers."""
    found = shape.series or ()
    if len(found) != len(chart.series):
        return False
    for wanted, there in zip(chart.series, found, strict=True):
        numbers = {number: value for number, value in enumerate(wanted.values) if value is not None}
        if normal(wanted.name) != normal(there.name) or not _close(numbers, there.values):
            return False
        if not _same_categories(chart.categories, there.categories):
            return False
    return True


def _same_categories(wanted: Sequence[str], found: Sequence[str]) -> bool:
    """Compares categories as words; numbers may be written in any way, and months are days."""
    if len(wanted) != len(found):
        return False
    pairs = zip(wanted, found, strict=True)
    return all(
        normal(one) == normal(two) or _number(one) == _number(two) is not None or _same_day(one, two)
        for one, two in pairs
    )


def _same_day(wanted: str, found: str) -> bool:
    """Whether a day that spreadsheets count from the end of 1899 is a day such as 2026-04-01 or a month, 2026-04."""
    if not found.isdecimal() or len(found) > LONGEST_DAY:
        return False
    day = (datetime.date(1899, 12, 30) + datetime.timedelta(days=int(found))).isoformat()
    return day in (wanted, f"{wanted}-01")


def _number(written: str) -> float | None:
    try:
        return float(written)
    except ValueError:
        return None


def _close(wanted: Mapping[int, float], found: Mapping[int, float]) -> bool:
    return wanted.keys() == found.keys() and all(
        abs(value - found[number]) <= 1e-9 * max(abs(value), 1.0) for number, value in wanted.items()
    )
