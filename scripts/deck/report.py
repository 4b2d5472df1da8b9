"""Report: how full each slide of a placed deck is, as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from deck.placed import PlacedDeck, PlacedSlide, TableShape, TextShape

HEAD = ("No.", "Slide", "Layout", "Type", "Full", "Part", "Title")
CONTENT_LESS = frozenset({"title", "kicker", "sources", "numeral"})  # boxes that are no measure of the content
LONGEST_TITLE = 48


def report(placed: PlacedDeck) -> str:
    """Gives a row for each slide: number, id, layout, size of its text in points, how full, which part of how many."""
    parts = Counter(slide.origin or slide.id for slide in placed.slides)
    seen: Counter[str] = Counter()
    rows = [HEAD]
    for slide in placed.slides:
        origin = slide.origin or slide.id
        seen[origin] += 1
        part = f"{seen[origin]}/{parts[origin]}" if parts[origin] > 1 else ""
        title = " ".join(slide.title.plain.split())
        shown = title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"
        size, full = _size(slide), f"{slide.fullness:.0%}" if slide.fullness else ""
        rows.append((str(slide.number), slide.id, slide.layout, size, full, part, shown))
    return _table(rows)


def _size(slide: PlacedSlide) -> str:
    """Gives the smallest size of what stands in the content of a slide."""
    sizes = [
        paragraph.step.size
        for shape in slide.shapes
        if isinstance(shape, TextShape) and shape.slot not in CONTENT_LESS
        for paragraph in shape.paragraphs
    ]
    tables = (shape for shape in slide.shapes if isinstance(shape, TableShape))
    sizes += [cell.step.size for shape in tables for row in shape.rows[1:] for cell in row.cells]
    return f"{min(sizes):g} pt" if sizes else ""


def _table(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    rule = "| " + " | ".join("-" * width for width in widths) + " |"
    return "\n".join([lines[0], rule, *lines[1:]]) + "\n"
