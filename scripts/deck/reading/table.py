"""Read table: a pipe table with its caption, widths and merged cells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.tree import SyntaxTreeNode

from deck.model import Span, Table
from deck.reading.manuscript import Manuscript, inline_tokens
from deck.reading.markdown import Attributes, split_attributes
from deck.reading.vocabulary import CAPTION_ATTRIBUTES
from text.inline import read_inline
from text.run import NO_TEXT, Text, slice_text
from text.source import Source
from text.values import replace

CAPTION = re.compile(r"(?:[Tt]able)?:[ \t]+")
LEFT, UP = "<", "^"
Cell = tuple[int, int]  # row and column


def read_table(node: SyntaxTreeNode, page: Manuscript) -> Table:
    """Reads a pipe table; cells that hold nothing but `<` or `^` merge into their left or upper neighbour."""
    rows = [row for part in node.children for row in part.children]
    for row in rows:
        _check_length(row, len(rows[0].children), page)
    spans, covered = _merged(rows, page)
    texts = [_row(at, row, covered, page) for at, row in enumerate(rows)]
    styles = (str(cell.attrs.get("style", "")) for cell in rows[0].children)
    alignments = tuple(style.removeprefix("text-align:") for style in styles)
    sources = tuple(page.place(row) for row in rows[1:])
    place = page.place(node)
    return Table(texts[0], tuple(texts[1:]), alignments, spans=spans, row_sources=sources, source=place)


def is_caption(node: SyntaxTreeNode) -> bool:
    """Whether a paragraph is the caption of the table beside it: `: words` or `Table: words`."""
    return node.type == "paragraph" and bool(CAPTION.match(node.children[0].content))


def with_caption(table: Table, node: SyntaxTreeNode, page: Manuscript) -> Table:
    """Gives the table with the caption that a paragraph holds."""
    whole = page.inline(node)
    found = CAPTION.match(whole.plain)
    start = found.end() if found else 0
    stop = len(whole.plain)
    attributes: Attributes = {}
    try:
        kept, attributes = split_attributes(whole.plain)
        stop = len(kept)
    except ValueError as error:
        page.problems.add(page.place(node), str(error), "write : caption {#id}")
    page.check(attributes, CAPTION_ATTRIBUTES, page.place(node))
    return replace(table, caption=slice_text(whole, start, stop))


def with_widths(table: Table, attributes: Attributes, place: Source, page: Manuscript) -> Table:
    """Gives the table with the widths of `widths="3 1 1"`, one positive number a column."""
    written = attributes.get("widths", "").replace(",", " ").split()
    if not written:
        return table
    numbers = [float(one) for one in written if re.fullmatch(r"\d{1,6}(\.\d{1,6})?", one)]
    if len(numbers) != len(written) or not all(numbers):
        page.problems.add(place, f"the widths '{attributes['widths']}' are not numbers", 'write widths="3 1 1"')
        return table
    if len(numbers) != len(table.header):
        what = f"{len(numbers)} widths for {len(table.header)} columns"
        page.problems.add(place, what, "write one number for each column")
        return table
    return replace(table, widths=tuple(numbers))


def _row(at: int, row: SyntaxTreeNode, covered: frozenset[Cell], page: Manuscript) -> tuple[Text, ...]:
    """Reads the cells of a row; those that a merged cell covers are empty."""
    cursor, line = page.cursor(row)
    return tuple(
        NO_TEXT if (at, column) in covered else read_inline(inline_tokens(cell.children[0]), cursor, line, page.manner)
        for column, cell in enumerate(row.children)
    )


def _check_length(row: SyntaxTreeNode, columns: int, page: Manuscript) -> None:
    """Notes a row with more cells than the header, which Markdown would drop."""
    if row.meta.get("drawn"):  # with plus signs or dashes: its cells are where its lines are
        return
    place = page.place(row)
    written = page.lines[place.line - 1].strip() if place.line <= len(page.lines) else ""
    cells = len(re.findall(r"(?<!\\)\|", written.strip("|"))) + 1
    if cells > columns:
        page.problems.add(place, f"the row has {cells} cells, the header {columns}", "write \\| for a bar in a cell")


def _merged(rows: Sequence[SyntaxTreeNode], page: Manuscript) -> tuple[tuple[Span, ...], frozenset[Cell]]:
    """Gives the merged cells and the cells that they cover; a shape that is no rectangle is a problem."""
    owners: dict[Cell, Cell] = {}
    for at, row in enumerate(rows):
        for column, cell in enumerate(row.children):
            written = cell.children[0].content.strip()
            beside = {LEFT: (at, column - 1), UP: (at - 1, column)}.get(written)
            if beside and (beside not in owners or (at == 1 and written == UP)):
                where = "in the first column" if written == LEFT else "in the first row"
                todo = f"write \\{written} for the character"
                page.problems.add(page.place(row), f"the cell '{written}' {where} has nothing to merge into", todo)
                beside = None
            owners[at, column] = owners[beside] if beside else (at, column)
    return _rectangles(owners, rows, page), frozenset(cell for cell, owner in owners.items() if cell != owner)


def _rectangles(owners: dict[Cell, Cell], rows: Sequence[SyntaxTreeNode], page: Manuscript) -> tuple[Span, ...]:
    areas: dict[Cell, list[Cell]] = {}
    for cell, owner in owners.items():
        areas.setdefault(owner, []).append(cell)
    spans = []
    for (row, column), cells in areas.items():
        if len(cells) == 1:
            continue
        high = max(at for at, _ in cells) - row + 1
        wide = max(at for _, at in cells) - column + 1
        if high * wide != len(cells) or min(at for _, at in cells) < column:
            page.problems.add(page.place(rows[row]), "the merged cells form no rectangle", "merge whole rows of cells")
            continue
        spans.append(Span(row, column, high, wide))
    return tuple(spans)
