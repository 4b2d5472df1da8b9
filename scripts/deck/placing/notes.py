"""Notes placing: what the speaker says, then the works that the slide cites."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import assert_never

from deck.model import (
    Block,
    Callout,
    Chart,
    Code,
    Columns,
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
    inner_blocks,
)
from deck.placed import PlacedParagraph
from deck.placing.measure import is_rtl
from deck.theme import Gaps, Step, Theme
from references.library import Library
from text.run import NO_TEXT, Run, Text, join, text
from text.values import dataclass, replace

BETWEEN_CELLS = Run(" | ")  # of a table, for which notes have no other form


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a block of the notes stands: in how many lists, and how far in."""

    step: Step
    gaps: Gaps
    level: int = 0
    indent: float = 0.0


def place_notes(
    blocks: Sequence[Block], cited: Sequence[str], library: Library, theme: Theme
) -> tuple[PlacedParagraph, ...]:
    """Gives the paragraphs of the notes page; the full reference of every cited work closes them.

    A notes page holds text alone: tables and charts are written row by row, pictures by their text alternative.
    """
    place = _Place(theme.steps["source"], theme.gaps)
    led = _led_outside(library)
    said = [
        replace(paragraph, text=paragraph.text.each(led), rtl=is_rtl(paragraph.text))
        for block in blocks
        for paragraph in _said(block, place)
    ]
    if cited:
        said.append(PlacedParagraph(Text((Run("Sources of this slide", strong=True),)), place.step))
        said += [PlacedParagraph(library[key].reference, place.step) for key in cited]
    return tuple(said)


def _said(block: Block, place: _Place) -> Iterator[PlacedParagraph]:
    match block:
        case Paragraph(text=whole):
            yield _paragraph(whole, place)
        case Subheading(text=whole):
            yield _paragraph(whole, place, strong=True)
        case List():
            yield from _list(block, place)
        case Code(characters=characters, label=label):
            yield from _shown(place, text(label), strong=True)
            lines = characters.rstrip("\n").split("\n")
            yield from (_paragraph(Text((Run(line, code=True),)) if line else NO_TEXT, place) for line in lines)
        case Formula(latex=latex, plain=plain):
            yield _paragraph(Text((Run(plain or latex, math=latex),)), place)
        case Picture(alt=alt, caption=caption):
            yield from _shown(place, text(alt), caption)
        case Table(header=header, rows=rows, caption=caption):
            yield from _rows((header, *rows), place)
            yield from _shown(place, caption)
        case Chart():
            yield from _chart(block, place)
        case Callout(title=title):
            yield from _shown(place, title, strong=True)
            yield from _inner(block, place)
        case Quotation(attribution=attribution):
            yield from _inner(block, place)
            yield from _shown(place, attribution)
        case Item() | Columns() | Only():
            yield from _inner(block, place)
        case Pause() | References():
            return
        case _:
            assert_never(block)


def _inner(block: Block, place: _Place) -> Iterator[PlacedParagraph]:
    return (paragraph for inner in inner_blocks(block) for paragraph in _said(inner, place))


def _shown(place: _Place, *texts: Text, strong: bool = False) -> Iterator[PlacedParagraph]:
    """Gives a paragraph for each text that says something."""
    return (_paragraph(one, place, strong=strong) for one in texts if one)


def _paragraph(words: Text, place: _Place, *, strong: bool = False) -> PlacedParagraph:
    after = 0.0 if any(run.code for run in words) else place.step.after
    return PlacedParagraph(words, place.step, place.level, strong=strong, indent=place.indent, after=after)


def _list(block: List, place: _Place) -> Iterator[PlacedParagraph]:
    hanging = place.gaps.number if block.numbered else place.gaps.bullet
    inside = replace(place, level=place.level + 1, indent=place.indent + hanging)
    for number, item in enumerate(block.items, start=block.start):
        marker = "number" if block.numbered else "bullet"
        for paragraph in _inner(item, inside):
            if paragraph.level == inside.level and not paragraph.marker:
                paragraph = replace(paragraph, marker=marker, number=number, hanging=hanging)
                marker = "continued"
            yield paragraph


def _rows(rows: Sequence[Sequence[Text]], place: _Place) -> Iterator[PlacedParagraph]:
    for number, row in enumerate(rows):
        if any(row):
            cells = [run for cell in row for run in (BETWEEN_CELLS, *cell)]
            yield _paragraph(join(cells[1:]), place, strong=number == 0)


def _chart(chart: Chart, place: _Place) -> Iterator[PlacedParagraph]:
    names = (chart.x, *(one.name for one in chart.series))
    numbers = zip(*(one.values for one in chart.series), strict=True)
    values = (["" if value is None else f"{value:.15g}" for value in row] for row in numbers)
    rows = [names, *((category, *row) for category, row in zip(chart.categories, values, strict=False))]
    title = f"{chart.title} ({chart.unit})" if chart.title and chart.unit else chart.title or chart.unit
    yield from _shown(place, text(title), strong=True)
    yield from _rows([[text(cell) for cell in row] for row in rows], place)
    yield from _shown(place, chart.cited)


def _led_outside(library: Library) -> Callable[[Run], Run]:
    """Leads the links of notes out of the deck: nobody can jump to a slide from a notes page."""

    def led(run: Run) -> Run:
        if not run.link.startswith("#"):
            return run
        return replace(run, link=library[run.key].url if run.key in library else "")

    return led
