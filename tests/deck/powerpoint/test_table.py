from __future__ import annotations

from pathlib import Path
from typing import Any  # lxml carries no types

import pytest

from deck.placed import PlacedDeck
from deck.powerpoint.write import write_pptx
from made_slides import cell, deck_of, findings, part_of, table_of
from sample_deck import opened

COVERED = cell(covered=True)
MERGED = table_of([[cell("Both", columns=2), COVERED, "C"], ["a", cell("tall", rows=2), "1"], ["b", COVERED, "2"]])
BLOCK = table_of([["A", "B", "C"], [cell("block", rows=2, columns=2), COVERED, "1"], [COVERED, COVERED, "2"]])


def native(deck: PlacedDeck) -> Any:
    """Gives the first table of the written deck."""
    return next(shape for shape in opened(write_pptx(deck)).slides[0].shapes if shape.has_table).table


def rules(deck: PlacedDeck, side: str) -> list[list[bool]]:
    """Gives for each cell whether a rule is drawn on a side of it."""
    rows = part_of(deck).iter("{*}tr")
    return [[one.find(f"{{*}}{side}/{{*}}solidFill") is not None for one in row.iter("{*}tcPr")] for row in rows]


@pytest.mark.parametrize("table", [MERGED, BLOCK])
def test_a_validator_finds_nothing_in_merged_cells(tmp_path: Path, table: Any) -> None:
    assert findings(deck_of(table), tmp_path) == []


def test_merged_cells_are_merged_for_powerpoint() -> None:
    found = native(deck_of(MERGED))
    assert (found.cell(0, 0).is_merge_origin, found.cell(0, 0).span_width) == (True, 2)
    assert (found.cell(1, 1).span_height, found.cell(2, 1).is_spanned) == (2, True)


def test_a_block_of_cells_is_marked_as_powerpoint_marks_it() -> None:
    marks = ("rowSpan", "gridSpan", "hMerge", "vMerge")
    cells = [{key: one.get(key) for key in marks if one.get(key)} for one in part_of(deck_of(BLOCK)).iter("{*}tc")]
    assert cells[3:5] == [{"rowSpan": "2", "gridSpan": "2"}, {"rowSpan": "2", "hMerge": "1"}]
    assert cells[6:8] == [{"gridSpan": "2", "vMerge": "1"}, {"hMerge": "1", "vMerge": "1"}]


def test_rules_run_around_a_merged_cell_and_never_through_it() -> None:
    deck = deck_of(table_of([["A", "B"], [cell("tall", rows=2), "1"], [COVERED, "2"], ["x", "3"]]))
    assert rules(deck, "lnB") == [[True, True], [True, True], [True, True], [False, False]]


def test_a_table_says_which_row_and_column_are_heads() -> None:
    heads = native(deck_of(table_of([["A", "B"], [cell("a", strong=True), "1"]])))
    plain = native(deck_of(table_of([["A", "B"], ["a", "1"]])))
    assert [(one.first_row, one.first_col) for one in (heads, plain)] == [(True, True), (True, False)]


def test_a_table_without_head_flags_none() -> None:
    assert not native(deck_of(table_of([["a", "1"]], header=False))).first_row


def test_a_table_from_right_to_left_runs_so_with_its_cells() -> None:
    rows = [[cell("أ", rtl=True), cell("ب", rtl=True)], [cell("ج", rtl=True), cell("1")]]
    slide = part_of(deck_of(table_of(rows)))
    assert [one.get("rtl") for one in slide.iter("{*}tblPr")] == ["1"]
    table = next(slide.iter("{*}tbl"))
    assert [one.get("rtl") for one in table.iter("{*}pPr")] == ["1", "1", "1", None]


def test_a_table_is_called_as_its_caption() -> None:
    deck = deck_of(table_of([["A"], ["1"]], name="Downloads a month"))
    [frame] = [shape for shape in opened(write_pptx(deck)).slides[0].shapes if shape.has_table]
    assert frame.name == "Downloads a month"
    assert frame._element.xpath(".//p:cNvPr")[0].get("descr") == "Downloads a month with 1 row; columns: A"


@pytest.mark.parametrize(("align", "expected"), [("left", None), ("center", "ctr"), ("right", "r")])
def test_cells_are_aligned(align: str, expected: str | None) -> None:
    found = native(deck_of(table_of([[cell("A", align=align)], ["1"]])))
    assert found.cell(0, 0)._tc.txBody.p_lst[0].pPr.get("algn") == expected
