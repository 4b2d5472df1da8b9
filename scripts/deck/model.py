"""Model: a deck as its author wrote it, what it says and never how it looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field

from text.run import NO_TEXT, Run, Text
from text.source import NOWHERE, Source
from text.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of inline text."""

    text: Text
    source: Source = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading inside a slide."""

    text: Text
    source: Source = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list: its own text, then the lists and paragraphs nested in it."""

    blocks: tuple[Block, ...]
    source: Source = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class List:
    """A bulleted list, or a numbered one that starts at `start`; an incremental one appears item by item."""

    items: tuple[Item, ...]
    numbered: bool = False
    start: int = 1
    incremental: bool = False
    source: Source = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Span:
    """A merged cell: where it starts (row 0 is the header) and how many rows and columns it covers."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table: one header row, body rows of as many cells, an alignment a column ('', left, right, center).

    `widths` are the author's shares of the columns, none when he named none; cells that a span covers are empty.
    """

    header: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    alignments: tuple[str, ...]
    widths: tuple[float, ...] = ()
    spans: tuple[Span, ...] = ()
    caption: Text = NO_TEXT
    row_sources: tuple[Source, ...] = field(default=(), compare=False)
    source: Source = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Code:
    """A listing in a language that Pygments knows, or plain when the language is empty."""

    characters: str  # empty until the file is read when `file` names one
    language: str = ""
    file: str = ""
    marked: frozenset[int] = frozenset()  # lines counted from 1
    label: str = ""  # what the head of its column says, mostly a file name
    source: Source = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture file with its text alternative; `share` is the wanted part of the box's width, 0 to 1."""

    file: str
    alt: str
    caption: Text = NO_TEXT
    share: float = 1.0
    decorative: bool = False
    pixels: tuple[int, int] = (0, 0)  # known once the file is found; the user units of an SVG
    source: Source = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of several: its blocks and its share of the width, 0 to 1."""

    blocks: tuple[Block, ...]
    share: float
    source: Source = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns side by side; `compare` means two of them, TensorFlow left and PyTorch right, under their heads."""

    columns: tuple[Column, ...]
    compare: bool = False
    source: Source = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart: a name and a number for each category, None where there is none."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart from a CSV file; categories and series are known once the file is read."""

    kind: str  # one of deck.reading.settings.CHART_KINDS
    data: str  # the file, as seen from the deck
    x: str  # the column of the categories; of the x values in a scatter chart
    y: tuple[str, ...]  # the columns of the series; none: all but x
    title: str = ""
    unit: str = ""
    cited: Text = NO_TEXT  # where the numbers come from
    categories: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    source: Source = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Formula:
    """A display formula in LaTeX; `plain` says it in plain characters, once it is understood."""

    latex: str
    plain: str = ""
    source: Source = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation: its blocks, and who said it where."""

    blocks: tuple[Block, ...]
    attribution: Text = NO_TEXT
    source: Source = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Callout:
    """Blocks set apart under a label: a note, a warning and the like."""

    kind: str  # one of deck.reading.settings.CALLOUTS
    title: Text
    blocks: tuple[Block, ...]
    source: Source = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Only:
    """Blocks for some variants; gone once a variant is chosen."""

    variants: frozenset[str]
    blocks: tuple[Block, ...]
    source: Source = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Pause:
    """What stands behind it on the slide appears on the next click."""

    source: Source = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class References:
    """The place where the references of every cited work go."""

    source: Source = field(default=NOWHERE, compare=False)


Block = (
    Paragraph
    | Subheading
    | Item
    | List
    | Table
    | Code
    | Picture
    | Columns
    | Chart
    | Formula
    | Quotation
    | Callout
    | Only
    | Pause
    | References
)


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote of a slide; its mark in the text is a run with the same number."""

    number: int
    text: Text
    source: Source = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: a title and what stands under it; `kind` is title, section or content."""

    id: str
    title: Text
    blocks: tuple[Block, ...] = ()
    notes: tuple[Block, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    kind: str = "content"
    layout: str = ""  # as the author named it; empty: chosen from the content
    subject: str = ""  # tensorflow, pytorch, both
    kicker: Text = NO_TEXT
    untitled: bool = False
    section: str = ""  # title of the section it belongs to
    cited: tuple[Run, ...] = ()  # works cited by the slide as a whole: shown in its source line only
    variants: frozenset[str] = frozenset()  # none: it belongs to all of them
    minutes: float | None = None
    background: str = ""  # a colour of the theme, or a picture file
    transition: str = ""
    source: Source = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the front matter says, paths as written."""

    title: str = ""
    subtitle: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    institute: str = ""
    credit: str = ""
    date: str = ""
    language: str = "en"
    license: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    version: str = ""
    mode: str = "light"
    bibliography: str = ""
    theme: str = ""
    template: str = ""
    footer: str = ""
    incremental: bool = False  # lists appear item by item unless they say otherwise
    notes: str = ""  # what the speaker says on the title slide
    background: str = ""  # the picture behind every slide without a background of its own
    slide_level: int = 0  # of the headings that start slides; 0: as the deck's headings suggest
    variants: Mapping[str, float] = field(default_factory=dict)  # name to minutes
    variant: str = ""  # the one that was chosen; empty: everything
    strict: bool = False
    places: Mapping[str, Source] = field(default_factory=dict, compare=False)  # where each setting is written


@dataclass(frozen=True, slots=True)
class Deck:
    """A whole deck: settings and slides in order, title slide first when there is a title."""

    settings: Settings
    slides: tuple[Slide, ...]
    remarks: tuple[str, ...] = field(default=(), compare=False)
    source: Source = field(default=NOWHERE, compare=False)


TEXT_BLOCKS = (Paragraph, Subheading, List)  # blocks that flow together in one box of text


def inner_blocks(block: Block) -> tuple[Block, ...]:
    """Gives the blocks that a block holds itself, in reading order."""
    match block:
        case List(items=items):
            return items
        case Columns(columns=columns):
            return tuple(inner for column in columns for inner in column.blocks)
        case Item(blocks=blocks) | Quotation(blocks=blocks) | Callout(blocks=blocks) | Only(blocks=blocks):
            return blocks
        case _:
            return ()


def all_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Walks blocks and all that they hold, outer ones first."""
    for block in blocks:
        yield block
        yield from all_blocks(inner_blocks(block))


def texts_of(block: Block) -> tuple[Text, ...]:
    """Gives every inline text of a block in reading order."""
    inside = tuple(part for inner in inner_blocks(block) for part in texts_of(inner))
    match block:
        case Paragraph(text=whole) | Subheading(text=whole):
            return (whole,)
        case Table(header=header, rows=rows, caption=caption):
            return (*header, *(cell for row in rows for cell in row), caption)
        case Picture(caption=caption):
            return (caption,)
        case Chart(cited=cited):
            return (cited,)
        case Quotation(attribution=attribution):
            return (*inside, attribution)
        case Callout(title=title):
            return (title, *inside)
        case _:
            return inside


def runs_of(slide: Slide) -> tuple[Run, ...]:
    """Gives every run of a slide in reading order: kicker, title, blocks, footnotes, then notes."""
    blocks = (part for block in slide.blocks for part in texts_of(block))
    notes = (part for block in slide.notes for part in texts_of(block))
    foot = (footnote.text for footnote in slide.footnotes)
    return (*(run for part in (slide.kicker, slide.title, *blocks, *foot, *notes) for run in part), *slide.cited)


def change_blocks(blocks: tuple[Block, ...], change: Callable[[Block], tuple[Block, ...]]) -> tuple[Block, ...]:
    """Gives blocks with each one replaced by what `change` makes of it, inner ones first."""
    return tuple(new for block in blocks for new in change(_with_inner(block, change)))


def _with_inner(block: Block, change: Callable[[Block], tuple[Block, ...]]) -> Block:
    match block:
        case List(items=items):
            kept = (item for item in change_blocks(items, change) if isinstance(item, Item))
            return replace(block, items=tuple(kept))
        case Columns(columns=columns):
            changed = (replace(column, blocks=change_blocks(column.blocks, change)) for column in columns)
            return replace(block, columns=tuple(changed))
        case Item() | Quotation() | Callout() | Only():
            return replace(block, blocks=change_blocks(block.blocks, change))
        case _:
            return block


def change_texts(block: Block, change: Callable[[Text], Text]) -> Block:
    """Gives the block with every inline text changed, everything else kept."""

    def one(inner: Block) -> tuple[Block, ...]:
        return (_with_texts(inner, change),)

    [changed] = change_blocks((block,), one)
    return changed


def _with_texts(block: Block, change: Callable[[Text], Text]) -> Block:
    match block:
        case Paragraph() | Subheading():
            return replace(block, text=change(block.text))
        case Table():
            rows = tuple(tuple(change(cell) for cell in row) for row in block.rows)
            header = tuple(change(cell) for cell in block.header)
            return replace(block, header=header, rows=rows, caption=change(block.caption))
        case Picture():
            return replace(block, caption=change(block.caption))
        case Chart():
            return replace(block, cited=change(block.cited))
        case Quotation():
            return replace(block, attribution=change(block.attribution))
        case Callout():
            return replace(block, title=change(block.title))
        case _:
            return block
