from __future__ import annotations

import io
import re
import tempfile
import zipfile
from pathlib import Path
from typing import Any  # python-pptx carries no types for charts

import hypothesis
import pytest
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import validate_pptx  # type: ignore[import-untyped]  # it carries no types

from deck.charts.plan import plan_chart
from deck.model import Chart, Series
from deck.placed import ChartShape
from deck.powerpoint.write import write_pptx
from deck.proof.prove import prove
from sample_chart import KINDS, framed, made_chart, placed_chart, sample_chart
from sample_deck import THEME, opened
from text.source import Problems

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CELL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
XL_TYPES = {
    "line": "LINE", "bar": "BAR_CLUSTERED", "column": "COLUMN_CLUSTERED", "stacked": "COLUMN_STACKED",
    "area": "AREA_STACKED", "pie": "PIE", "doughnut": "DOUGHNUT", "scatter": "XY_SCATTER",
}  # fmt: skip
CLOSE = made_chart("line", "a b c", TensorFlow="1 2 10", PyTorch="2 3 10.1", JAX="3 4 9.9")


VALUES = st.none() | st.integers(-(10**12), 10**12) | st.floats(-1e6, 1e6, allow_nan=False)
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=30)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    """Draws a chart of any kind, as it comes out of a file: no round one below zero, no series without a number."""
    kind = draw(st.sampled_from(list(KINDS)))
    rows = draw(st.integers(1, 8))
    round_one = kind in ("pie", "doughnut")
    names = draw(st.lists(NAMES, min_size=rows, max_size=rows, unique=True))
    xs = tuple(str(number) for number in range(rows)) if kind == "scatter" else tuple(names)
    series = []
    for number in range(1 if round_one else draw(st.integers(1, 8))):
        values = draw(st.lists(VALUES, min_size=rows, max_size=rows))
        shown = [abs(value) if round_one and value is not None else value for value in values]
        series.append(Series(f"{draw(NAMES)[:28]}{number}", (1.0, *shown[1:])))
    return Chart(kind, "made.csv", "x", (), draw(NAMES), "", categories=xs, series=tuple(series))


@pytest.mark.parametrize("kind", ["bar", "column", "stacked"])
def test_no_bar_is_as_broad_as_a_wall(kind: str) -> None:
    few, many = (
        plan_chart(framed(made_chart(kind, names, A="5 " * len(names.split()))), THEME)
        for names in ("a b", "a b c d e f g h i j")
    )
    along = few.plot.height if kind == "bar" else few.plot.width
    assert along / 2 / (1 + few.gap) <= 1.21
    assert many.gap == 0.6


def frame_of(content: bytes) -> Any:
    """Gives the frame of the one chart in a file, opened with python-pptx."""
    [found] = [shape for shape in opened(content).slides[0].shapes if shape.has_chart]
    return found


def written(kind: str, mode: str = "light") -> bytes:
    return write_pptx(placed_chart(sample_chart(kind), mode=mode))


def part_of(content: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return etree.fromstring(file.read("ppt/charts/chart1.xml"))


def rows_of(content: bytes) -> list[list[str]]:
    """Gives the cells of the workbook inside a file, read from its XML."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        [name] = [name for name in file.namelist() if name.endswith(".xlsx")]
        with zipfile.ZipFile(io.BytesIO(file.read(name))) as book:
            shared = [item.findtext(f"{CELL}t") or "" for item in etree.fromstring(book.read("xl/sharedStrings.xml"))]
            sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    return [
        [
            shared[int(cell.findtext(f"{CELL}v") or 0)] if cell.get("t") == "s" else cell.findtext(f"{CELL}v") or ""
            for cell in row
        ]
        for row in sheet.iter(f"{CELL}row")
    ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_kind_of_chart_is_valid(kind: str, mode: str, tmp_path: Path) -> None:
    (tmp_path / "deck.pptx").write_bytes(written(kind, mode))
    assert [str(error) for error in validate_pptx(tmp_path / "deck.pptx").errors] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_chart_is_native_and_holds_its_numbers(kind: str) -> None:
    chart, native = sample_chart(kind), frame_of(written(kind)).chart
    assert native.chart_type.name == XL_TYPES[kind]
    [plot] = native.plots
    assert [series.name for series in plot.series] == [series.name for series in chart.series]
    assert [tuple(series.values) for series in plot.series] == [series.values for series in chart.series]


@pytest.mark.parametrize("kind", ["bar", "column", "stacked", "area", "pie", "doughnut"])
def test_categories_are_those_of_the_file(kind: str) -> None:
    assert tuple(frame_of(written(kind)).chart.plots[0].categories) == sample_chart(kind).categories


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_holds_its_workbook(kind: str) -> None:
    chart, rows = sample_chart(kind), rows_of(written(kind))
    assert rows[0] == [chart.x, *(series.name for series in chart.series)]
    assert len(rows) == len(chart.categories) + 1
    assert float(rows[1][1]) == chart.series[0].values[0]


@pytest.mark.parametrize("kind", KINDS)
def test_the_cells_that_a_chart_names_are_those_of_its_workbook(kind: str) -> None:
    content = written(kind)
    last = len(rows_of(content))
    named = {formula.text for formula in part_of(content).iter(f"{CHART}f")}
    assert {"Sheet1!$B$1", f"Sheet1!$A$2:$A${last}", f"Sheet1!$B$2:$B${last}"} <= named


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_is_the_same_bytes_twice(kind: str) -> None:
    assert written(kind) == written(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_axes_have_positive_ids_of_their_own(kind: str) -> None:
    axes = list(part_of(written(kind)).iter(f"{CHART}catAx", f"{CHART}valAx", f"{CHART}dateAx"))
    ids = [int(axis.find(f"{CHART}axId").get("val")) for axis in axes]
    assert len(set(ids)) == len(ids) and all(number > 0 for number in ids)


@pytest.mark.parametrize("kind", KINDS)
def test_colours_are_those_of_the_theme(kind: str) -> None:
    written_colours = etree.tostring(part_of(written(kind)))
    assert b"srgbClr" not in written_colours and b"accent1" in written_colours


def test_tensorflow_and_pytorch_keep_their_colours_in_any_order() -> None:
    chart = made_chart("line", "a b", PyTorch="1 2", JAX="3 4", TensorFlow="5 6")
    found = part_of(write_pptx(placed_chart(chart)))
    lines = [str(etree.tostring(series.find(f"{CHART}spPr"))) for series in found.iter(f"{CHART}ser")]
    assert [re.findall(r'schemeClr val="(\w+)"', line)[0] for line in lines] == ["accent2", "tx1", "accent1"]


def test_two_series_of_one_colour_differ_in_dash_and_mark() -> None:
    chart = made_chart("line", "a b", a="1 2", b="2 3", c="3 4", d="4 5")
    found = etree.tostring(part_of(write_pptx(placed_chart(chart)))).decode()
    assert {"solid", "dash"} <= set(re.findall(r'prstDash val="(\w+)"', found))
    assert len(set(re.findall(r'symbol val="(\w+)"', found)) - {"none"}) == 4


def test_a_missing_month_is_a_gap() -> None:
    found = part_of(written("line"))
    assert found.find(f".//{CHART}dispBlanksAs").get("val") == "gap"
    values = found.find(f".//{CHART}val")
    assert "26" not in {point.get("idx") for point in values.iter(f"{CHART}pt")}


def test_many_months_become_an_axis_of_dates() -> None:
    axis = part_of(written("line")).find(f".//{CHART}dateAx")
    assert axis is not None and axis.find(f"{CHART}baseTimeUnit").get("val") == "months"


def test_ends_of_lines_that_meet_are_labelled_apart() -> None:
    found = part_of(write_pptx(placed_chart(CLOSE)))
    moved = [label.find(f".//{CHART}manualLayout/{CHART}y") for label in found.iter(f"{CHART}dLbl")]
    assert len([place for place in moved if place is not None]) >= 2


def test_the_frame_is_a_placeholder_with_the_text_alternative() -> None:
    placed = placed_chart(sample_chart("pie"))
    frame = frame_of(write_pptx(placed))
    [shape] = [shape for shape in placed.slides[0].shapes if isinstance(shape, ChartShape)]
    assert frame.is_placeholder
    assert frame._element.xpath("./p:nvGraphicFramePr/p:cNvPr/@descr") == [shape.alt]


@hypothesis.settings(max_examples=25)
@hypothesis.given(charts())
def test_any_chart_is_valid_and_stays_inside_its_frame(chart: Chart) -> None:
    placed = placed_chart(chart)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "deck.pptx").write_bytes(write_pptx(placed))
        assert not validate_pptx(Path(folder) / "deck.pptx").errors
    plan = plan_chart(framed(chart), THEME)
    assert plan.plot.x >= -1e-6 and plan.plot.right <= plan.width + 1e-6
    assert all(0 <= end.y + end.down <= plan.height for end in plan.ends)


@pytest.mark.parametrize("kind", KINDS)
def test_the_proof_finds_every_number_of_a_chart(kind: str) -> None:
    problems, placed = Problems(), placed_chart(sample_chart(kind))
    prove(write_pptx(placed), placed, problems)
    assert problems.found == ()


def test_names_that_xml_would_read_are_escaped(tmp_path: Path) -> None:
    chart = made_chart("column", "<a> b&c", **{'x "<&>"': "1 2", "=1+1": "3 4"})
    (tmp_path / "deck.pptx").write_bytes(content := write_pptx(placed_chart(chart)))
    assert not validate_pptx(tmp_path / "deck.pptx").errors
    assert rows_of(content)[0] == ["x", 'x "<&>"', "=1+1"]
