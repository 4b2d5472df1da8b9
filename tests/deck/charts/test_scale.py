from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deck.charts.labels import spread
from deck.charts.scale import Axis, Form, date_axis, unit_words, value_axis, value_form
from sample_chart import made_chart

NUMBERS = st.floats(min_value=-1e12, max_value=1e12, allow_nan=False).filter(lambda value: not 0 < abs(value) < 1e-6)


@given(st.lists(NUMBERS, min_size=1, max_size=20))
def test_an_axis_holds_all_values_with_few_gridlines(values: list[float]) -> None:
    axis = value_axis(values)
    room = axis.step * 1e-6
    assert axis.low - room <= min(values) and max(values) <= axis.high + room
    assert 2 <= len(axis.ticks) <= 8


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([87.3e6], Axis(0, 100e6, 20e6)),
        ([0.3], Axis(0, 0.3, 0.1)),
        ([-12.5, 20], Axis(-20, 20, 10)),
        ([0], Axis(0, 1, 0.2)),
    ],
)
def test_an_axis_has_round_numbers_and_zero(values: list[float], expected: Axis) -> None:
    assert value_axis(values) == expected


@pytest.mark.parametrize(
    ("value", "form", "expected"),
    [
        (87.3e6, Form(1e6, 1, " million"), "87.3 million"),
        (48.25, Form(1, 1), "48.3"),
        (1234.5, Form(1, 0), "1,235"),
        (-0.04, Form(1, 1), "0.0"),
        (45, Form(1, 0, "%"), "45%"),
    ],
)
def test_numbers_are_written_as_spreadsheets_round_them(value: float, form: Form, expected: str) -> None:
    assert form.shown(value) == expected


def test_large_numbers_are_divided_in_the_workbooks_own_format() -> None:
    form = value_form(made_chart("line", "a b", one="12345678 87300000"))
    assert form.code == '#,##0.0,," million"'
    assert unit_words(made_chart("line", "a b", one="12345678 87300000")) == "million"


def test_months_are_labelled_year_by_year() -> None:
    dates = date_axis([f"{2022 + month // 12}-{month % 12 + 1:02d}" for month in range(52)])
    assert dates and [dates.shown(number) for number in dates.labelled] == ["2022", "2023", "2024", "2025", "2026"]


def test_years_alone_are_labelled_once_there_are_several() -> None:
    months = [f"{year}-{month:02}" for year in range(2022, 2026) for month in range(1, 13)]
    found = date_axis(months)
    assert found and [found.shown(number) for number in found.labelled] == ["2022", "2023", "2024", "2025"]


def test_days_are_labelled_with_their_dates() -> None:
    dates = date_axis([f"2024-03-{day:02d}" for day in range(1, 29)])
    assert dates and not dates.monthly
    assert [dates.shown(number) for number in dates.labelled][:2] == ["2024-03-01", "2024-03-05"]


@pytest.mark.parametrize("categories", [["b", "a"] * 10, ["2022-01"] * 20, [f"2022-{n:02d}-40" for n in range(20)]])
def test_words_and_dates_out_of_order_are_no_axis_of_dates(categories: list[str]) -> None:
    assert date_axis(categories) is None


@given(st.lists(st.floats(min_value=0, max_value=4), min_size=1, max_size=8))
def test_labels_are_spread_until_none_covers_another(wanted: list[float]) -> None:
    placed = spread(sorted(wanted), 0.5, 0.25, 4.25)
    assert all(after - before >= 0.5 - 1e-9 for before, after in pairwise(placed))
    assert placed[0] >= 0.25 - 1e-9 and placed[-1] <= 4.25 + 1e-9
