"""Expect: what the source of a slide says, as the pieces that a file made from it has to hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, assert_never

from deck.model import (
    Block,
    Callout,
    Chart,
    Code,
    Columns,
    Footnote,
    Formula,
    Item,
    List,
    Only,
    Paragraph,
    Pause,
    Picture,
    Quotation,
    References,
    Subheading,
    Table,
)
from text.run import Run, Text, text
from text.source import Source

# Characters that say nothing (where a line may be broken, which way it runs) or that no file can hold.
UNSEEN = (range(9), (0xB, 0xC), range(0xE, 0x20), (0xAD,), range(0x200B, 0x2010), range(0x202A, 0x202F), (0x2060,))
SILENT = dict.fromkeys(
    code for codes in (*UNSEEN, range(0x2066, 0x206A), (0xFEFF, 0xFFFD, 0xFFFE, 0xFFFF)) for code in codes
)


class Said(NamedTuple):
    """A paragraph of words; a display formula is one with its LaTeX."""

    text: Text
    source: Source
    latex: str = ""


class CodeLine(NamedTuple):
    """A line of code, every character of it."""

    characters: str
    source: Source


Flowing = Said | CodeLine | Table


class Expected(NamedTuple):
    """What a slide's blocks say: flows that each keep their order, and what only has to be there."""

    flows: tuple[list[Flowing], ...]
    loose: list[Said]
    pictures: list[Picture]
    charts: list[Chart]


def expected_of(blocks: Iterable[Block], footnotes: Sequence[Footnote] = (), agenda: bool = False) -> Expected:
    """Gives what blocks and footnotes say; columns, which stand side by side, are flows of their own.

    The list of an agenda may stand in the rows of a table beside the rest.
    """
    collector = _Collector()
    main: list[Flowing] = []
    collector.flows.append(main)
    for block in blocks:
        if agenda and isinstance(block, List):
            collector.row_names(block)
        else:
            collector.block(block, main)
    if footnotes:
        collector.flows.append([Said(one.text, one.source) for one in footnotes])
    return Expected(tuple(collector.flows), collector.loose, collector.pictures, collector.charts)


class _Collector:
    def __init__(self) -> None:
        self.flows: list[list[Flowing]] = []
        self.loose: list[Said] = []
        self.pictures: list[Picture] = []
        self.charts: list[Chart] = []

    def block(self, block: Block, flow: list[Flowing]) -> None:
        match block:
            case Paragraph(text=whole, source=source) | Subheading(text=whole, source=source):
                self.say(whole, source, flow)
            case Formula(latex=latex, plain=characters, source=source):
                flow.append(Said(text(characters, source), source, latex))
            case Table(caption=caption, source=source):
                flow.append(block)
                self.say(caption, source, self.loose)
            case Code():
                flow += code_lines(block)
            case Picture(caption=caption, source=source):
                self.pictures.append(block)
                self.say(caption, source, self.loose)
            case Chart(cited=cited, source=source):
                self.charts.append(block)
                self.say(cited, source, self.loose)
            case Columns(columns=columns):
                for column in columns:
                    beside: list[Flowing] = []
                    self.flows.append(beside)
                    for inner in column.blocks:
                        self.block(inner, beside)
            case List(items=items):
                for item in items:
                    self.block(item, flow)
            case Item(blocks=blocks) | Only(blocks=blocks):
                for inner in blocks:
                    self.block(inner, flow)
            case Quotation(blocks=blocks, attribution=attribution, source=source):
                for inner in blocks:
                    self.block(inner, flow)
                self.say(attribution, source, self.loose)
            case Callout(title=title, blocks=blocks, source=source):
                self.say(title, source, self.loose)
                for inner in blocks:
                    self.block(inner, flow)
            case Pause() | References():
                pass
            case _:
                assert_never(block)

    def row_names(self, block: List) -> None:
        beside: list[Flowing] = []
        self.block(block, beside)
        self.loose += [one for one in beside if isinstance(one, Said)]

    def say(self, whole: Text, source: Source, where: list[Said] | list[Flowing]) -> None:
        if normal(whole.plain):
            where.append(Said(whole, source))


def code_lines(code: Code) -> list[Flowing]:
    """Gives the lines of a listing with their places; those of a file have the place of the block."""
    if not code.characters:
        return []
    lines = code.characters.split("\n")
    places = (
        code.source if code.file else code.source.at(code.source.line + number) for number in range(1, len(lines) + 1)
    )
    return [CodeLine(line.translate(SILENT), place) for line, place in zip(lines, places, strict=True)]


def in_words(flow: Iterable[Flowing]) -> Iterator[Flowing]:
    """Gives a flow as notes have it: a table row by row, its cells parted by bars."""
    for item in flow:
        if not isinstance(item, Table):
            yield item
            continue
        places = (item.source, *(item.row_sources or (item.source,) * len(item.rows)))
        for row, place in zip((item.header, *item.rows), places, strict=True):
            parted = [run for cell in row for run in (Run(" | "), *cell)]
            if any(row):
                yield Said(Text(tuple(parted[1:])), place)


def normal(characters: str) -> str:
    """Gives words parted by single blanks, without what cannot be seen."""
    if not (characters.isascii() and characters.isprintable()):
        characters = characters.translate(SILENT)
    return " ".join(characters.split())
