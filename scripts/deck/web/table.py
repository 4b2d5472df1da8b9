"""HTML table: a placed table with its header cells, merged cells and column widths."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from deck.placed import PlacedCell, PlacedRow, TableShape
from deck.web.style import POINTS_PER_INCH, step_style, weight_class
from deck.web.text import Frame, text_of


def table_html(shape: TableShape, frame: Frame, described: str = "") -> str:
    """Gives the table; `described` is the id of its caption, which stands in a box of its own."""
    total = sum(shape.widths)
    columns = "".join(f'<col style="width:{width / total:.3%}">' for width in shape.widths)
    count = _head_rows(shape)
    head = "".join(_row(row, ["col"] * len(row.cells), frame) for row in shape.rows[:count])
    body = "".join(_row(row, _body_scopes(row, shape), frame, tall=True) for row in shape.rows[count:])
    names = "slide-table" if shape.header else "slide-table bare"
    label = f' aria-label="{escape(shape.name)}"' + (f' aria-describedby="{escape(described)}"' if described else "")
    thead = f"<thead>{head}</thead>" if head else ""
    return f'<table class="{names}"{label}><colgroup>{columns}</colgroup>{thead}<tbody>{body}</tbody></table>'


def _head_rows(shape: TableShape) -> int:
    """Gives how many rows head the table: a cell merged downwards takes the rows that it covers with it."""
    if not shape.header or not shape.rows:
        return 0
    return max((cell.rows for cell in shape.rows[0].cells if not cell.covered), default=1)


def _body_scopes(row: PlacedRow, shape: TableShape) -> list[str]:
    first = "row" if shape.header else ""
    return [first if number == 0 else "" for number in range(len(row.cells))]


def _row(row: PlacedRow, scopes: Sequence[str], frame: Frame, *, tall: bool = False) -> str:
    height = f' style="height:calc({row.height * POINTS_PER_INCH:.2f} * var(--pt))"' if tall else ""
    shown = zip(row.cells, scopes, strict=True)
    return f"<tr{height}>{''.join(_cell(cell, scope, frame) for cell, scope in shown if not cell.covered)}</tr>"


def _cell(cell: PlacedCell, scope: str, frame: Frame) -> str:
    scope = scope if cell.text else ""  # an empty cell heads nothing
    element = "th" if scope else "td"
    names = f"c-{cell.colour} {weight_class(cell.step, cell.strong)} {cell.align}"
    attributes = f' scope="{_scope(cell, scope)}"' if scope else ""
    attributes += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    attributes += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    attributes += ' dir="rtl"' if cell.rtl else ""
    style = step_style(cell.step)
    return f'<{element}{attributes} class="{names}" style="{style}">{text_of(cell.text, frame)}</{element}> '


def _scope(cell: PlacedCell, scope: str) -> str:
    """Gives what a header cell heads: a merged one heads a group."""
    merged = cell.columns > 1 if scope == "col" else cell.rows > 1
    return f"{scope}group" if merged else scope
