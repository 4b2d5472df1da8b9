from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html

from deck.charts.svg import chart_svg
from sample_chart import KINDS, framed, made_chart, sample_chart
from sample_deck import THEME


def drawn(kind: str) -> html.HtmlElement:
    return html.fromstring(f"<div>{chart_svg(framed(sample_chart(kind)), THEME)}</div>")


@pytest.mark.parametrize("kind", KINDS)
def test_a_drawing_is_announced_by_its_text_alternative(kind: str) -> None:
    [svg] = drawn(kind).findall("svg")
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == framed(sample_chart(kind)).alt


@pytest.mark.parametrize("kind", KINDS)
def test_the_numbers_stand_in_a_table_behind_the_drawing(kind: str) -> None:
    chart, table = sample_chart(kind), drawn(kind).find(".//table")
    assert [cell.text for cell in table.findall("thead/tr/th")] == [chart.x, *(series.name for series in chart.series)]
    assert [row.find("th").text for row in table.findall("tbody/tr")] == list(chart.categories)
    assert len(table.findall("tbody/tr/td")) == len(chart.categories) * len(chart.series)


@pytest.mark.parametrize("kind", KINDS)
def test_colours_follow_the_mode_of_the_page(kind: str) -> None:
    found = chart_svg(framed(sample_chart(kind)), THEME)
    assert "var(--tensorflow)" in found and "#" not in found


def test_a_missing_value_leaves_a_gap_and_is_said_in_the_table() -> None:
    found = chart_svg(framed(made_chart("line", "a b c d e", one="1 2 - 4 5")), THEME)
    [path] = [part for part in html.fromstring(found).iter("path") if part.get("fill") == "none"]
    assert path.get("d").count("M") == 2
    assert "no value" in found


def test_names_are_escaped() -> None:
    found = chart_svg(framed(made_chart("bar", "<a> b&c", **{"x<script>": "1 2"})), THEME)
    assert "<script>" not in found and "&lt;script&gt;" in found


def test_every_bar_is_drawn_with_its_value() -> None:
    found = html.fromstring(chart_svg(framed(made_chart("column", "a b c", one="1 -2 3")), THEME))
    assert len(list(found.iter("rect"))) == 3
    assert {"1", "-2", "3"} <= {part.text for part in found.iter("text")}


def test_a_long_title_is_broken_into_lines() -> None:
    chart = replace(sample_chart("line"), title="A title of many words " * 9)
    svg = html.fromstring(f"<div>{chart_svg(framed(chart), THEME)}</div>").find("svg")
    lines = [part for part in svg.findall("text") if "title" in part.text_content() or "words" in part.text_content()]
    assert len(lines) == 2
    assert " ".join(line.text_content().strip() for line in lines).startswith(" ".join(["A title of many words"] * 9))
