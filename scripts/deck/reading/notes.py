"""Read notes: what a speaker's notes and a footnote can hold of the blocks of a slide."""

from __future__ import annotations

from collections.abc import Iterable

from deck.model import (
    Block,
    Code,
    Formula,
    Item,
    List,
    Only,
    Paragraph,
    Pause,
    Picture,
    Quotation,
    Subheading,
    Table,
    inner_blocks,
)
from deck.reading.manuscript import Manuscript
from text.run import Run, Text, join
from text.source import Source
from text.values import replace


def read_notes(blocks: Iterable[Block], page: Manuscript) -> tuple[Block, ...]:
    """Gives the blocks that notes can hold; others are a problem, in a guest their words are kept."""
    return tuple(kept for block in blocks for kept in _noted(block, page))


def flat_text(blocks: Iterable[Block], page: Manuscript) -> Text:
    """Gives blocks as one text with a line for each; what has no text is a problem."""
    runs: list[Run] = []
    for block in blocks:
        for whole in _lines(block, page):
            runs += [Run("\n")] if runs else []
            runs += whole.runs
    return join(runs)


def _noted(block: Block, page: Manuscript) -> tuple[Block, ...]:
    match block:
        case Paragraph() | Subheading() | Code() | Table():
            return (block,)
        case List():
            return (
                replace(
                    block, items=tuple(replace(item, blocks=read_notes(item.blocks, page)) for item in block.items)
                ),
            )
        case Quotation() | Only():
            return (replace(block, blocks=read_notes(block.blocks, page)),)
        case Formula(latex=latex, source=source):
            return (Paragraph(Text((Run(latex, math=latex, source=source),)), source),)
        case Pause():
            return ()
        case Picture(alt=alt, file=file, caption=caption, source=source):
            _refuse(block, source, page)
            words = Text((Run(alt or file, source=source),))
            return tuple(Paragraph(whole, source) for whole in (words, caption) if whole)
        case _:
            _refuse(block, block.source, page)
            return read_notes(inner_blocks(block), page)


def _refuse(block: Block, place: Source, page: Manuscript) -> None:
    what = f"notes hold text, code, tables and quotations, and here stands: {type(block).__name__.lower()}"
    page.note(place, what, "set it on the slide itself")


def _lines(block: Block, page: Manuscript) -> tuple[Text, ...]:
    match block:
        case Paragraph(text=whole) | Subheading(text=whole):
            return (whole,)
        case Formula(latex=latex, source=source):
            return (Text((Run(latex, math=latex, source=source),)),)
        case Code(characters=characters, source=source) if characters:
            return tuple(Text((Run(line, code=True, source=source),)) for line in characters.split("\n"))
        case List() | Item() | Quotation() | Only():
            attribution = (block.attribution,) if isinstance(block, Quotation) and block.attribution else ()
            return (*(line for inner in inner_blocks(block) for line in _lines(inner, page)), *attribution)
        case _:
            what = f"a footnote holds text, and here stands: {type(block).__name__.lower()}"
            page.problems.add(block.source, what, "set it on the slide itself")
            return ()
