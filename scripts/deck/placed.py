"""Placed deck: every slide as shapes with boxes and sizes, what both writers draw."""

from __future__ import annotations

from dataclasses import dataclass, field

from deck.model import Settings
from deck.theme import Box, Mark, Step, Theme
from text.run import Text
from text.source import NOWHERE, Source


@dataclass(frozen=True, slots=True)
class PlacedParagraph:
    """A paragraph with its size; `level` 1 to 3 is a list level, `marker` its bullet or the form of its number."""

    text: Text
    step: Step
    level: int = 0
    marker: str = ""  # "" none, "bullet", "number", "continued" (indented without a marker)
    number: int = 1
    after: float = 0.0  # points to the next paragraph
    before: float = 0.0
    strong: bool = False
    stretch: float = 0.0  # points by which a run of one blank is wider, as on the stair of the title
    indent: float = 0.0  # inches from the box's left edge to the text
    hanging: float = 0.0  # inches that the marker stands left of the text
    marked: bool = False  # a code line with the wash behind it


@dataclass(frozen=True, slots=True)
class TextShape:
    """Text in a box; `slot` is the placeholder it fills, empty for a box of its own."""

    slot: str
    box: Box
    paragraphs: tuple[PlacedParagraph, ...]
    colour: str = "ink"
    code: bool = False
    side: str = ""  # tensorflow or pytorch: whose bar marks the lines of code


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """One table cell."""

    text: Text
    step: Step
    colour: str = "ink"
    align: str = "left"
    strong: bool = False


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """One table row, in inches high."""

    cells: tuple[PlacedCell, ...]
    height: float


@dataclass(frozen=True, slots=True)
class TableShape:
    """A native table; when `header` holds, the first row is the header row."""

    slot: str
    box: Box
    widths: tuple[float, ...]
    rows: tuple[PlacedRow, ...]
    header: bool = True
    name: str = "Table"


@dataclass(frozen=True, slots=True)
class PictureShape:
    """A picture fitted into its box; `file` is the path as found."""

    slot: str
    box: Box
    file: str
    alt: str
    decorative: bool = False


Shape = TextShape | TableShape | PictureShape


@dataclass(frozen=True, slots=True)
class Part:
    """One slide's worth of a slide's content: the layout and the shapes, not yet dressed with title and sources."""

    layout: str
    shapes: tuple[Shape, ...]
    marks: tuple[Mark, ...] = ()
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedSlide:
    """One slide as it will be seen; `continued` counts the parts of a slide that was parted."""

    id: str
    number: int
    layout: str
    title: Text
    shapes: tuple[Shape, ...]
    marks: tuple[Mark, ...] = ()
    notes: tuple[PlacedParagraph, ...] = ()
    section: str = ""
    untitled: bool = False
    cited: tuple[str, ...] = ()  # keys of the works cited on it and in its notes
    anchors: tuple[str, ...] = ()  # further ids that links may name, such as the references on it
    source: Source = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class PlacedDeck:
    """A deck ready to be written."""

    settings: Settings
    theme: Theme
    slides: tuple[PlacedSlide, ...]

    def slide_of(self, anchor: str) -> PlacedSlide | None:
        """Gives the slide that an id leads to: its own or one of its anchors."""
        for slide in self.slides:
            if slide.id == anchor or anchor in slide.anchors:
                return slide
        return None
