"""Model: a deck as its author wrote it, what it says and never how it looks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from text.run import NO_TEXT, Run, Text
from text.source import NOWHERE, Source


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
    """A bulleted list, or a numbered one that starts at `start`."""

    items: tuple[Item, ...]
    numbered: bool = False
    start: int = 1
    source: Source = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: one header row, body rows of as many cells, an alignment a column ('', left, right, center)."""

    header: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    alignments: tuple[str, ...]
    row_sources: tuple[Source, ...] = field(default=(), compare=False)
    source: Source = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Code:
    """A listing in a language that Pygments knows, or plain when the language is empty."""

    characters: str
    language: str = ""
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
    pixels: tuple[int, int] = (0, 0)  # known once the file is found
    source: Source = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Columns:
    """Two columns side by side; `compare` means TensorFlow left and PyTorch right, under their heads."""

    left: tuple[Block, ...]
    right: tuple[Block, ...]
    compare: bool = False
    share: float = 0.5  # of the left column in the width
    source: Source = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class References:
    """The place where the references of every cited work go."""

    source: Source = field(default=NOWHERE, compare=False)


Block = Paragraph | Subheading | Item | List | Table | Code | Picture | Columns | References


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: a title and what stands under it; `kind` is title, section or content."""

    id: str
    title: Text
    blocks: tuple[Block, ...] = ()
    notes: tuple[Block, ...] = ()
    kind: str = "content"
    layout: str = ""  # as the author named it; empty: chosen from the content
    subject: str = ""  # tensorflow, pytorch, both
    kicker: Text = NO_TEXT
    untitled: bool = False
    section: str = ""  # title of the section it belongs to
    cited: tuple[Run, ...] = ()  # works cited by the slide as a whole: shown in its source line only
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


def texts_of(block: Block) -> tuple[Text, ...]:
    """Gives every inline text of a block in reading order."""
    match block:
        case Paragraph(text=whole) | Subheading(text=whole):
            return (whole,)
        case Item(blocks=blocks):
            return tuple(part for inner in blocks for part in texts_of(inner))
        case List(items=items):
            return tuple(part for item in items for part in texts_of(item))
        case Table(header=header, rows=rows):
            return (*header, *(cell for row in rows for cell in row))
        case Picture(caption=caption):
            return (caption,)
        case Columns(left=left, right=right):
            return tuple(part for inner in (*left, *right) for part in texts_of(inner))
        case Code() | References():
            return ()


def runs_of(slide: Slide) -> tuple[Run, ...]:
    """Gives every run of a slide in reading order: kicker, title, blocks, then notes."""
    blocks = (part for block in (*slide.blocks, *slide.notes) for part in texts_of(block))
    return (*(run for part in (slide.kicker, slide.title, *blocks) for run in part), *slide.cited)


def change_texts(block: Block, change: Callable[[Text], Text]) -> Block:
    """Gives the block with every inline text changed, everything else kept."""

    def inside(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(change_texts(inner, change) for inner in blocks)

    match block:
        case Paragraph() | Subheading():
            return replace(block, text=change(block.text))
        case Item():
            return replace(block, blocks=inside(block.blocks))
        case List():
            items = tuple(replace(item, blocks=inside(item.blocks)) for item in block.items)
            return replace(block, items=items)
        case Table():
            rows = tuple(tuple(change(cell) for cell in row) for row in block.rows)
            return replace(block, header=tuple(change(cell) for cell in block.header), rows=rows)
        case Picture():
            return replace(block, caption=change(block.caption))
        case Columns():
            return replace(block, left=inside(block.left), right=inside(block.right))
        case Code() | References():
            return block
