"""Outline: a placed deck as plain text, for who reads without slides and for comparing two versions of a talk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from deck.placed import (
    ChartShape,
    PictureShape,
    PlacedCell,
    PlacedDeck,
    PlacedParagraph,
    PlacedSlide,
    TableShape,
    TextShape,
)
from text.run import Run, Text

LEFT_OUT = frozenset({"title", "numeral"})  # boxes whose words the outline says in its own way
INDENT = "  "


def outline(placed: PlacedDeck) -> str:
    """Gives every slide with its number and title, then texts, tables, text alternatives, sources and notes.

    A table is one line a row, its cells parted by ` | `; a link to a slide says its number, one that leads outside
    says its address behind the words. Pictures and charts are told by their text alternatives.
    """
    numbers = {anchor: slide.number for slide in placed.slides for anchor in (slide.id, *slide.anchors)}
    return "\n".join(line for slide in placed.slides for line in _slide(slide, numbers)) + "\n"


def _slide(slide: PlacedSlide, numbers: Mapping[str, int]) -> Iterator[str]:
    title = " ".join(slide.title.plain.split())
    yield f"{slide.number}. {title}"
    for shape in slide.shapes:
        match shape:
            case TextShape(slot=slot) if slot in LEFT_OUT:
                continue
            case TextShape(slot="sources", paragraphs=paragraphs):
                yield from _under("Sources: ", paragraphs, numbers)
            case TextShape(paragraphs=paragraphs, code=code):
                yield from (f"{INDENT}{line}" for line in _paragraphs(paragraphs, numbers, code))
            case TableShape(rows=rows):
                yield from (f"{INDENT}{_row(row.cells, numbers)}" for row in rows)
            case PictureShape(alt=alt, decorative=decorative):
                yield from () if decorative or not alt else (f"{INDENT}[Picture: {alt}]",)
            case ChartShape(alt=alt):
                yield f"{INDENT}[Chart: {alt}]"
    if slide.notes:
        yield f"{INDENT}Notes:"
        yield from (f"{INDENT * 2}{line}" for line in _paragraphs(slide.notes, numbers, False))
    yield ""


def _under(label: str, paragraphs: Sequence[PlacedParagraph], numbers: Mapping[str, int]) -> Iterator[str]:
    yield f"{INDENT}{label}" + " ".join(_words(paragraph.text, numbers) for paragraph in paragraphs)


def _paragraphs(paragraphs: Sequence[PlacedParagraph], numbers: Mapping[str, int], code: bool) -> Iterator[str]:
    for paragraph in paragraphs:
        if code:
            yield paragraph.text.plain
            continue
        markers = {"bullet": "- ", "number": f"{paragraph.number}. ", "continued": INDENT}
        indent = INDENT * max(paragraph.level - 1, 0)
        yield indent + markers.get(paragraph.marker, "") + _words(paragraph.text, numbers)


def _row(cells: Sequence[PlacedCell], numbers: Mapping[str, int]) -> str:
    return " | ".join("" if cell.covered else _words(cell.text, numbers) for cell in cells)


def _words(whole: Text, numbers: Mapping[str, int]) -> str:
    """Gives a text on one line; where each link leads stands behind its last word."""
    said = []
    runs = whole.runs
    for run, behind in zip(runs, (*runs[1:], Run("")), strict=True):
        said.append(f"[{run.footnote}]" if run.footnote else run.text)
        if run.link and run.link != behind.link:
            said.append(_leads(run, numbers))
    return " ".join("".join(said).split())


def _leads(run: Run, numbers: Mapping[str, int]) -> str:
    """Says where a link leads, unless its words do; a citation leads to a work that is listed anyway."""
    if run.key:
        return ""
    if not run.link.startswith("#"):
        return "" if run.text.strip() in (run.link, run.link.partition(":")[2].lstrip("/")) else f" <{run.link}>"
    number = numbers.get(run.link.removeprefix("#"))
    return f" (slide {number})" if number and run.text.strip() != str(number) else ""
