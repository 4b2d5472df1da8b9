"""Grid, simple and multiline tables are read as pandoc's manual draws them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from markdown_it.tree import SyntaxTreeNode

from deck.reading.markdown import slide_parser
from sample_library import CASES
from text.case import Case, read_cases


@pytest.mark.parametrize("case", read_cases(CASES / "drawn_tables.md"), ids=lambda case: case.name)
def test_a_drawn_table_has_the_cells_that_it_shows(case: Case, check_case: Callable[[Case, str], None]) -> None:
    tree = SyntaxTreeNode(slide_parser().parse(case.written))
    check_case(case, "\n".join(line for node in tree.children for line in _drawn(node)))


def _drawn(node: SyntaxTreeNode) -> list[str]:
    """Gives a table as one line a row, cells parted by bars; other blocks by their kind."""
    if node.type != "table":
        return [node.type]
    rows = [row for part in node.children for row in part.children]
    aligns = (str(cell.attrs.get("style", "text-align:none")).removeprefix("text-align:") for cell in rows[0].children)
    cells = (" | ".join(cell.children[0].content.replace("\n", "/") for cell in row.children) for row in rows)
    return [" | ".join(aligns), *cells]
