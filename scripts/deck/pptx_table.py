"""Tables of the .pptx: placed tables as native ones with hairlines."""

from __future__ import annotations

from dataclasses import replace

from deck.master import rule_width
from deck.placed import PlacedCell, PlacedParagraph, TableShape
from deck.pptx_text import TextStyle, paragraph_xml
from deck.theme import Box, Theme
from deck.xml import NAMESPACES, attribute, emu, fill, transform

ALIGN = {"left": "l", "right": "r", "center": "ctr"}
HEAD_INSET = 0.067  # inches above the words of a header row
NO_LINE = '<a:{0} w="0"><a:noFill/></a:{0}>'


def table_xml(shape: TableShape, shape_id: int, placeholder: str, style: TextStyle) -> str:
    """Gives the graphic frame of a table; its alternative text names the columns and counts the rows."""
    grid = "".join(f'<a:gridCol w="{emu(width)}"/>' for width in shape.widths)
    rows = "".join(_row(shape, number, style) for number in range(len(shape.rows)))
    height = sum(row.height for row in shape.rows)
    box = Box(shape.box.x, shape.box.y, sum(shape.widths), height)
    return (
        f'<p:graphicFrame {NAMESPACES}><p:nvGraphicFramePr><p:cNvPr id="{shape_id}" name={attribute(shape.name)} '
        f'descr={attribute(description(shape))}/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/>'
        f"</p:cNvGraphicFramePr><p:nvPr>{placeholder}</p:nvPr></p:nvGraphicFramePr>{transform(box, 'p:xfrm')}"
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl>'
        f"<a:tblPr{' firstRow=' + chr(34) + '1' + chr(34) if shape.header else ''}/><a:tblGrid>{grid}</a:tblGrid>{rows}"
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


def _row(shape: TableShape, number: int, style: TextStyle) -> str:
    row = shape.rows[number]
    head = shape.header and number == 0
    last = number == len(shape.rows) - 1
    below = "" if last else ("ink" if head else "rule")
    above = "ink" if not shape.header and number == 0 else ("rule" if number > 1 or not shape.header else "")
    above = "ink" if shape.header and number == 1 else above
    gutters = [emu(style.theme.gaps.gutter)] * (len(row.cells) - 1) + [0]
    cells = "".join(
        _cell(cell, gutter, above, below, head, style) for cell, gutter in zip(row.cells, gutters, strict=True)
    )
    return f'<a:tr h="{emu(row.height)}">{cells}</a:tr>'


def _cell(cell: PlacedCell, gutter: int, above: str, below: str, head: bool, style: TextStyle) -> str:
    theme = style.theme
    look = replace(style, colour=cell.colour, slot=None)
    paragraph = PlacedParagraph(cell.text, cell.step, strong=cell.strong)
    written = paragraph_xml(paragraph, look)
    if cell.align != "left":
        written = written.replace("<a:pPr", f'<a:pPr algn="{ALIGN[cell.align]}"', 1)
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{written}</a:txBody>"
        f"{_cell_properties(theme, gutter, above, below, head)}</a:tc>"
    )


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
