from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deck.model import Table
from deck.placing.measure import longest_word
from deck.placing.table import TablePlan, comparison_grid, plan_table, text_rooms
from deck.theme import INCHES_PER_POINT
from sample_deck import THEME
from text.run import Run, Text, text
from text.source import Problems

STEPS = THEME.fitting["table"]
CELLS = st.text(alphabet="abcdef 123数-", max_size=30)
ROWS = st.integers(1, 6).flatmap(
    lambda count: st.lists(st.lists(CELLS, min_size=count, max_size=count), min_size=1, max_size=6)
)
WIDTH = 12.0


def make_table(*rows: str, alignments: tuple[str, ...] = ()) -> Table:
    """Makes a table of rows whose cells are parted by bars; the first one is the header."""
    header, *body = (tuple(text(cell.strip()) for cell in row.split("|")) for row in rows)
    return Table(header, tuple(body), alignments or ("",) * len(header))


def plan(table: Table) -> TablePlan:
    problems = Problems()
    found = plan_table(table, WIDTH, STEPS, (), THEME, problems)
    problems.stop_if_any()
    return found


def aligned(*rows: str, alignments: tuple[str, ...] = ()) -> list[str]:
    return [cell.align for cell in plan(make_table(*rows, alignments=alignments)).header]


def test_columns_of_numbers_stand_right() -> None:
    rows = (
        "Name | Count | Share | Time | Signed | Date",
        "a | 1,024 | 12.5 % | 3 ms | −4 | 2026-11-22",
        "b | 7 | | 1 s | +2 | x",
    )
    assert aligned(*rows) == ["left", "right", "right", "right", "right", "left"]


def test_the_first_column_names_the_rows_and_stands_left() -> None:
    assert aligned("Year | Count", "2019 | 1") == ["left", "right"]


def test_the_author_decides_where_a_column_stands() -> None:
    assert aligned("A | B", "a | 1", alignments=("right", "center")) == ["right", "center"]


def test_tensorflow_stands_left_of_the_fold_and_pytorch_right() -> None:
    widths = comparison_grid(make_table("Criterion | TensorFlow | PyTorch | Source"), WIDTH)
    assert sum(widths) == pytest.approx(WIDTH)
    assert sum(widths[:2]) == pytest.approx(6.1, abs=0.01)


@pytest.mark.parametrize(
    "header", ["A | PyTorch | TensorFlow", "TensorFlow | PyTorch", "A | TensorFlow | PyTorch | B | C"]
)
def test_another_table_has_no_fold(header: str) -> None:
    assert comparison_grid(make_table(header), WIDTH) == ()


def test_a_long_text_gets_more_room_than_a_short_one() -> None:
    widths = plan(make_table("A | B", f"short | {'word ' * 60}")).widths
    assert widths[1] > 2 * widths[0]


def test_short_columns_are_not_wrapped_for_long_ones() -> None:
    found = plan(make_table("Model name | What it is | Size", f"BERT base | {'word ' * 60} | 110 MB"))
    assert found.header_height < 0.5
    assert max(found.widths) == found.widths[1]


def test_one_long_word_takes_no_room_from_words_that_fit() -> None:
    found = plan(make_table("Name | Formula | Address", f"Sigmoid | x | {'address_' * 40}"))
    assert found.header_height < 0.5


def test_columns_of_numbers_are_equally_wide() -> None:
    found = plan(make_table("Model | Images a second | Watts | W", "a | 1 | 2,345.6 | 3", "b | 1.5 | 2 | 3"))
    assert len({round(width, 3) for width in found.widths[1:]}) == 1


def test_a_fraction_in_a_cell_makes_its_row_higher_and_is_not_broken() -> None:
    plain = plan(make_table("A | B", "a | x"))
    formula = Run("x/y", math=r"\frac{x_1}{\sum_j x_j}")
    found = plan(Table(tuple(map(text, "AB")), ((text("a"), Text((formula,))),), ("", "")))
    assert found.heights[0] > plain.heights[0]


def test_a_number_stands_near_its_name() -> None:
    assert sum(plan(make_table("Year | Releases", "2016 | 11")).widths) == pytest.approx(5.9)
    assert sum(plan(make_table("Year | Release", "2016 | first")).widths) == pytest.approx(WIDTH)


def test_a_comparison_of_two_ends_with_its_second_bar() -> None:
    widths = comparison_grid(make_table("Criterion | TensorFlow | PyTorch"), WIDTH)
    layout = THEME.layouts["comparison-table"]
    [bar] = (mark.box for mark in layout.marks if mark.colour == "pytorch")
    assert layout["table"].box.x + sum(widths) == pytest.approx(bar.right, abs=0.01)


def test_a_table_too_wide_for_its_words_is_a_problem_in_a_strict_deck() -> None:
    problems = Problems()
    plan_table(make_table(" | ".join(["internationalisation"] * 12)), WIDTH, STEPS, (), THEME, problems, strict=True)
    assert {problem.what for problem in problems.found} == {
        "the column of 'internationalisation' is 1.00 in wide and its longest word does not fit"
    }


@given(
    st.integers(1, 6).flatmap(
        lambda count: st.lists(st.lists(CELLS, min_size=count, max_size=count), min_size=1, max_size=6)
    )
)
def test_the_columns_of_any_table_fill_the_width_and_hold_their_words(rows: list[list[str]]) -> None:
    header, *body = (tuple(map(text, row)) for row in rows)
    problems = Problems()
    found = plan_table(Table(header, tuple(body), ("",) * len(header)), WIDTH, STEPS, (), THEME, problems)
    assert sum(found.widths) == pytest.approx(WIDTH)
    assert min(found.widths) > 0
    for row in (*found.body, found.header) if not problems.found else ():
        for cell, room in zip(row, text_rooms(found.widths, THEME), strict=True):
            assert longest_word(cell.text, cell.step) <= room / INCHES_PER_POINT + 1e-6


@given(st.integers(1, 30), st.floats(0.0, 6.0))
def test_stretched_rows_never_run_over_nor_under_their_text(count: int, fill: float) -> None:
    found = plan(make_table("A | B", *["a | b"] * count))
    rows = found.rows(range(count), fill, THEME.gaps.row)
    least = found.header_height + sum(found.heights)
    assert sum(row.height for row in rows) <= max(fill, least) + 1e-6
    assert all(row.height >= low - 1e-6 for row, low in zip(rows[1:], found.heights, strict=True))
