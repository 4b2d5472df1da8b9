"""Chart shape: a chart in its box with its text alternative, made from the data."""

from __future__ import annotations

from collections.abc import Sequence

from deck.charts.scale import Form, unit_words, value_form
from deck.model import Chart, Series
from deck.placed import ChartShape
from deck.theme import Box, Theme

KIND_NAMES = {
    "bar": "Bar chart", "column": "Column chart", "stacked": "Stacked column chart", "line": "Line chart",
    "area": "Stacked area chart", "pie": "Pie chart", "doughnut": "Doughnut chart", "scatter": "Scatter chart",
}  # fmt: skip
MOST_ALT = 600  # characters; more is a table, which the chart's workbook holds
MOST_LISTED = 6  # values that are listed one by one
MOST_GAPS = 3  # that are named


def chart_shape(chart: Chart, box: Box, slot: str, theme: Theme) -> ChartShape:
    """Gives a chart as a shape with its text alternative; an empty slot makes it a shape of its own."""
    return ChartShape(slot, box, chart, theme.steps["label"], chart_alt(chart))


def chart_alt(chart: Chart) -> str:
    """Gives what a chart shows in words: its kind, title and unit, and of each series what an eye would pick out."""
    form = value_form(chart)
    head = ": ".join(filter(None, (KIND_NAMES.get(chart.kind, "Chart"), chart.title)))
    unit = unit_words(chart)
    head += f", in {unit}. " if unit else ". "
    said = [_series_words(series, chart, form) for series in chart.series]
    whole = head + " ".join(said)
    if len(whole) <= MOST_ALT:
        return whole
    return _shortened(head, chart, form)


def _series_words(series: Series, chart: Chart, form: Form) -> str:
    pairs = [(c, v) for c, v in zip(chart.categories, series.values, strict=True) if v is not None]
    if chart.kind == "scatter":
        return f"{series.name}: {_points(series, chart)}."
    missing = [c for c, v in zip(chart.categories, series.values, strict=True) if v is None]
    if len(pairs) <= MOST_LISTED:
        listed = "; ".join(f"{category} {form.shown(value)}" for category, value in pairs)
        return f"{series.name}: {listed}{_missing(missing)}."
    (first, start), (last, end) = pairs[0], pairs[-1]
    low = min(pairs, key=lambda pair: pair[1])
    high = max(pairs, key=lambda pair: pair[1])
    return (
        f"{series.name}: from {form.shown(start)} ({first}) to {form.shown(end)} ({last}), "
        f"lowest {form.shown(low[1])} ({low[0]}), highest {form.shown(high[1])} ({high[0]}){_missing(missing)}."
    )


def _missing(categories: Sequence[str]) -> str:
    if not categories:
        return ""
    more = len(categories) - MOST_GAPS
    named = ", ".join(categories[:MOST_GAPS]) + (f" and {more} more" if more > 0 else "")
    return f"; no value for {named}"


def _points(series: Series, chart: Chart) -> str:
    pairs = [(float(x), y) for x, y in zip(chart.categories, series.values, strict=True) if y is not None]
    xs, ys = [x for x, _ in pairs], [y for _, y in pairs]
    return f"{len(pairs)} points, {chart.x} from {min(xs):g} to {max(xs):g}, values from {min(ys):g} to {max(ys):g}"


def _shortened(head: str, chart: Chart, form: Form) -> str:
    """Gives the first and last value of as many series as the length allows, and says how many are left out."""
    said = head
    for number, series in enumerate(chart.series):
        pairs = [(c, v) for c, v in zip(chart.categories, series.values, strict=True) if v is not None]
        (first, start), (last, end) = pairs[0], pairs[-1]
        one = f"{series.name}: from {form.shown(start)} ({first}) to {form.shown(end)} ({last}). "
        rest = f"And {len(chart.series) - number} more series."
        if len(said) + len(one) + len(rest) > MOST_ALT:
            return (said + rest)[:MOST_ALT]
        said += one
    return said.rstrip()
