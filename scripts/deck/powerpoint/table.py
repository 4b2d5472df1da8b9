"""Tables of the .pptx: placed tables as native ones with hairlines."""

from __future__ import annotations

from collections.abc import Mapping

from deck.placed import PlacedCell, PlacedParagraph, TableShape
from deck.powerpoint.master import rule_width
from deck.powerpoint.text import TextStyle, list_style, paragraph_xml
from deck.powerpoint.xml import attribute, emu, fill, transform
from deck.theme import Box, Theme
from text.values import replace

HEAD_INSET = 0.067  # inches above the words of a header row
Owners = Mapping[tuple[int, int], tuple[int, int]]  # of each merged place, the row and column where its cell starts
NO_LINE = '<a:{0} w="0"><a:noFill/></a:{0}>'


def table_xml(shape: TableShape, shape_id: int, placeholder: str, style: TextStyle) -> str:
    """Gives the graphic frame of a table; its alternative text names the columns and counts the rows."""
    grid = "".join(f'<a:gridCol w="{emu(width)}"/>' for width in shape.widths)
    owners = _owners(shape)
    rows = "".join(_row(shape, number, owners, style) for number in range(len(shape.rows)))
    height = sum(row.height for row in shape.rows)
    box = Box(shape.box.x, shape.box.y, sum(shape.widths), height)
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{shape_id}" name={attribute(shape.name)} '
        f'descr={attribute(description(shape))}/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/>'
        f"</p:cNvGraphicFramePr><p:nvPr>{placeholder}</p:nvPr></p:nvGraphicFramePr>{transform(box, 'p:xfrm')}"
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl>'
        f"<a:tblPr{_flags(shape)}/><a:tblGrid>{grid}</a:tblGrid>{rows}"
        "</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def description(shape: TableShape) -> str:
    """Gives the alternative text of a table."""
    rows = len(shape.rows) - int(shape.header)
    counted = f"{rows} row" + ("" if rows == 1 else "s")
    if not shape.header:
        return f"{shape.name}: {counted}"
    columns = ", ".join(cell.text.plain.strip() or "no head" for cell in shape.rows[0].cells)
    return f"{shape.name} with {counted}; columns: {columns}"


def _flags(shape: TableShape) -> str:
    """Gives the flags of a table: right to left, header row, and heads of rows in the first column."""
    head, body = shape.rows[0].cells, shape.rows[int(shape.header) :]
    flags = {
        "rtl": all(cell.rtl for cell in head if cell.text) and any(cell.rtl for cell in head),
        "firstRow": shape.header,
        "firstCol": bool(body) and all(row.cells[0].strong for row in body if not row.cells[0].covered),
    }
    return "".join(f' {name}="1"' for name, holds in flags.items() if holds)


def _owners(shape: TableShape) -> Owners:
    return {
        (row + down, column + across): (row, column)
        for row, placed in enumerate(shape.rows)
        for column, cell in enumerate(placed.cells)
        if cell.rows > 1 or cell.columns > 1
        for down in range(cell.rows)
        for across in range(cell.columns)
    }


def _row(shape: TableShape, number: int, owners: Owners, style: TextStyle) -> str:
    row = shape.rows[number]
    cells = "".join(_cell(shape, number, column, owners, style) for column in range(len(row.cells)))
    return f'<a:tr h="{emu(row.height)}">{cells}</a:tr>'


def _cell(shape: TableShape, row: int, column: int, owners: Owners, style: TextStyle) -> str:
    cell = shape.rows[row].cells[column]
    first_row, first_column = owners.get((row, column), (row, column))
    owner = shape.rows[first_row].cells[first_column]
    look = replace(style, colour=cell.colour, slot=None)
    paragraph = PlacedParagraph(cell.text, cell.step, strong=cell.strong, align=cell.align, rtl=cell.rtl)
    last = len(shape.rows[row].cells) - 1
    gutter = emu(style.theme.gaps.gutter) if first_column + owner.columns - 1 < last else 0
    lines = (_above(shape, first_row), _below(shape, first_row + owner.rows - 1))
    return (
        f"<a:tc{_merged(owner, row - first_row, column - first_column)}><a:txBody><a:bodyPr/>"
        f"{list_style((paragraph,), look)}{paragraph_xml(paragraph, look)}</a:txBody>"
        f"{_cell_properties(style.theme, gutter, *lines, shape.header and first_row == 0)}</a:tc>"
    )


def _merged(owner: PlacedCell, down: int, across: int) -> str:
    """Gives the marks of a merged place as PowerPoint writes them, on the cell itself and on those it covers."""
    wide = f' gridSpan="{owner.columns}"' if owner.columns > 1 and not across else ""
    tall = f' rowSpan="{owner.rows}"' if owner.rows > 1 and not down else ""
    return f"{tall}{wide}" + (' hMerge="1"' if across else "") + (' vMerge="1"' if down else "")


def _above(shape: TableShape, row: int) -> str:
    """Gives the colour of the rule above a row: ink under the head, or on top of a table without one."""
    if row == int(shape.header):
        return "ink"
    return "rule" if row > int(shape.header) else ""


def _below(shape: TableShape, row: int) -> str:
    if row >= len(shape.rows) - 1:
        return ""
    return "ink" if shape.header and row == 0 else "rule"


def _cell_properties(theme: Theme, gutter: int, above: str, below: str, head: bool) -> str:
    top = emu(HEAD_INSET if head else theme.gaps.cell)
    sides = NO_LINE.format("lnL") + NO_LINE.format("lnR")
    lines = sides + _line("lnT", above) + _line("lnB", below)
    return f'<a:tcPr marL="0" marR="{gutter}" marT="{top}" marB="0" anchor="t">{lines}<a:noFill/></a:tcPr>'


def _line(name: str, colour: str) -> str:
    if not colour:
        return NO_LINE.format(name)
    line = f'{fill(colour)}<a:prstDash val="solid"/>'
    return f'<a:{name} w="{rule_width()}" cap="flat" cmpd="sng" algn="ctr">{line}</a:{name}>'
