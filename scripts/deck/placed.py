"""Placed deck: every slide as shapes with boxes and sizes, what both writers draw."""

from __future__ import annotations

from dataclasses import field

from deck.model import Chart, Deck, Settings
from deck.theme import Box, Mark, Step, Theme
from text.run import Text
from text.source import NOWHERE, Source
from text.values import dataclass


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
    align: str = "left"  # left, center, right; mirrored where the paragraph runs right to left
    rtl: bool = False  # whether it runs right to left
    formula: bool = False  # a display formula: its one run carries the LaTeX
    build: int = 0  # builds of a slide appear click by click in rising order; 0 is there from the start


@dataclass(frozen=True, slots=True)
class TextShape:
    """Text in a box; `slot` is the placeholder it fills, empty for a box of its own."""

    slot: str
    box: Box
    paragraphs: tuple[PlacedParagraph, ...]
    colour: str = "ink"
    code: bool = False
    side: str = ""  # tensorflow or pytorch: whose bar marks the lines of code
    bar: str = ""  # the colour of a bar that stands left of the text, as of a callout
    wash: bool = False  # whether the wash lies behind it
    name: str = ""  # what a shape without a slot is called; empty: Text
    build: int = 0  # of the whole shape


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """One table cell."""

    text: Text
    step: Step
    colour: str = "ink"
    align: str = "left"
    strong: bool = False
    rows: int = 1  # how many rows it covers, itself among them
    columns: int = 1
    covered: bool = False  # whether the cell left of it or above it, merged, lies over it
    rtl: bool = False


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
    build: int = 0


@dataclass(frozen=True, slots=True)
class PictureShape:
    """A picture fitted into its box; `file` is the path as found, an SVG is drawn as vectors with a PNG behind."""

    slot: str
    box: Box
    file: str
    alt: str
    decorative: bool = False
    build: int = 0


@dataclass(frozen=True, slots=True)
class ChartShape:
    """A native chart; `alt` is its text alternative, made from the data."""

    slot: str
    box: Box
    chart: Chart
    step: Step
    alt: str
    build: int = 0


Shape = TextShape | TableShape | PictureShape | ChartShape


@dataclass(frozen=True, slots=True)
class Part:
    """One slide's worth of a slide's content: the layout and the shapes, not yet dressed with title and sources."""

    layout: str
    shapes: tuple[Shape, ...]
    marks: tuple[Mark, ...] = ()
    anchors: tuple[str, ...] = ()
    fullness: float = 0.0  # how much of the height for content is used, 0 to 1


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
    origin: str = ""  # the id of the slide of the model that it shows, or shows a part of
    background: str = ""  # a colour of the theme or a picture file; empty: the paper
    transition: str = ""
    fullness: float = 0.0  # how much of the height for content is used, 0 to 1
    source: Source = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class PlacedDeck:
    """A deck ready to be written."""

    settings: Settings
    theme: Theme
    slides: tuple[PlacedSlide, ...]
    deck: Deck = field(compare=False)  # what it shows, citations written out: the proof holds the file against it

    def slide_of(self, anchor: str) -> PlacedSlide | None:
        """Gives the slide that an id leads to: its own or one of its anchors."""
        for slide in self.slides:
            if slide.id == anchor or anchor in slide.anchors:
                return slide
        return None
