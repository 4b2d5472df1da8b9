"""Chart plan: where plot, axes and labels of a chart stand in its frame, the same for both writers."""

from __future__ import annotations

import math
from collections.abc import Sequence

from deck.charts.labels import (
    GAP,
    MARKER,
    EndLabel,
    labels_apart,
    last_point,
    line_ends,
    round_plot,
    slice_ends,
    step_height,
    words_width,
)
from deck.charts.look import Look, point_looks, series_looks
from deck.charts.scale import (
    Axis,
    Dates,
    Form,
    chart_dates,
    chart_values,
    tick_form,
    unit_words,
    value_axis,
    value_form,
)
from deck.model import Chart
from deck.placed import ChartShape
from deck.placing.measure import break_lines, longest_word, text_width
from deck.theme import INCHES_PER_POINT, Box, Step, Theme
from text.run import text
from text.values import dataclass, replace

KEY = 0.350  # the mark of a legend entry with the space around it
WIDE_FRAME = 7.0  # from here on names stand in body size
MOST_NAMED = 4  # series whose names do
BAR_GAP = 0.6  # of the width of a bar, at least
MOST_GAP = 5.0  # more is not allowed in PowerPoint
MOST_BAR = 1.2  # inches: no bar is wider, unless that needs a larger gap than there can be
NEAR_TOP = 0.6  # lines whose lowest value is above so much of the highest do not start at zero
LABEL_SHARE = 0.25  # of the frame's width, for a name in body size
NAMES_SHARE = 0.4  # of the frame's width, for the names left of bars
MOST_LABEL_LINES = 3
TURNED = math.sin(math.pi / 4)
BARS = frozenset({"bar", "column", "stacked"})
ROUND = frozenset({"pie", "doughnut"})
HEADROOM = 1.2  # for the values beside bars on the other side of zero


@dataclass(frozen=True, slots=True)
class Plan:
    """A chart worked out: inches from the frame's top left corner, and how numbers and names are written."""

    chart: Chart
    width: float
    height: float
    plot: Box
    title: str
    unit: str
    values: Axis
    ticks: Form
    form: Form
    across: Axis | None  # of a scatter chart
    dates: Dates | None
    skip: int  # each so many categories one is labelled
    turned: bool  # whether their labels are
    axis_shown: bool  # gridlines with their numbers
    valued: bool  # a value at the end of every bar
    legend: Box | None
    series: tuple[Look, ...]
    points: tuple[Look, ...]  # of each category, where they look different; else none
    label: Step  # of the axes
    name: Step  # of the labels at the lines' ends or around a pie
    ends: tuple[EndLabel, ...]
    start: int  # degrees from the top to the first slice

    @property
    def gap(self) -> float:
        """Gives the room between the bars of neighbouring categories, as a part of the width of a bar."""
        count = 1 if self.chart.kind == "stacked" else len(self.chart.series)
        along = self.plot.height if self.chart.kind == "bar" else self.plot.width
        slot = along / len(self.chart.categories)
        return min(max(round(slot / MOST_BAR - count, 2), BAR_GAP), MOST_GAP)


def plan_chart(shape: ChartShape, theme: Theme) -> Plan:
    """Works out a chart for its frame."""
    chart, label = shape.chart, shape.step
    width, height = shape.box.width, shape.box.height
    values, across = _axes(chart)
    ticks, form = tick_form(chart, values), value_form(chart)
    dates = chart_dates(chart)
    title = chart.title or _sole_name(chart)
    unit = unit_words(chart)
    top = _heading_height(title, unit, width, label) + (GAP if title or unit else 0.0)
    legend = _legend(chart, label, width, top)
    top += legend.height + GAP if legend else GAP
    name = _name_step(chart, width, height - top, label, theme)
    names = _end_lines(chart, form, name, height - top)
    axis_shown = chart.kind not in ROUND and chart.kind != "bar"
    left = _left_room(chart, values, ticks, label, width) if axis_shown or chart.kind == "bar" else 0.0
    right = _right_room(chart, names, name, form, label)
    plot_width = max(width - left - right, width / 4)
    valued = _valued(chart, form, plot_width, label)
    axis_shown = axis_shown and not (valued and chart.kind == "column")
    if valued and chart.kind == "column":
        left, plot_width = GAP, max(width - right - GAP, width / 4)
    skip, turned, bottom = _below(chart, across, dates, plot_width, label)
    above = step_height(label) if valued and chart.kind == "column" else step_height(label) / 2
    plot = Box(left, top + above, plot_width, max(height - top - above - bottom, height / 5))
    start = 0
    if chart.kind in ROUND:
        plot, start = round_plot(chart, names, name, width, height, top)
    if chart.kind == "pie":
        ends = labels_apart(slice_ends(chart, names, name, plot, start, True), name, plot, top, height)
    else:
        ends = line_ends(chart, names, name, plot, values, height)
    return Plan(
        chart, width, height, plot, title, unit, values, ticks, form, across, dates, skip, turned, axis_shown, valued,
        legend, series_looks([series.name for series in chart.series]), point_looks(chart), label, name, ends, start,
    )  # fmt: skip


def _axes(chart: Chart) -> tuple[Axis, Axis | None]:
    values = chart_values(chart)
    low, high = min(values, default=0.0), max(values, default=0.0)
    if chart.kind in BARS | {"area"} | ROUND:
        mixed = chart.kind != "area" and low < 0 < high
        return value_axis([value * HEADROOM for value in values] if mixed else values), None
    axis = value_axis(values, from_zero=not (low > NEAR_TOP * high > 0))
    if chart.kind != "scatter":
        return axis, None
    xs = [float(category) for category in chart.categories]
    return axis, value_axis(xs, from_zero=not (min(xs) > NEAR_TOP * max(xs) > 0))


def _sole_name(chart: Chart) -> str:
    """Gives the name of the only series where nothing else on the chart says it."""
    return chart.series[0].name if len(chart.series) == 1 and chart.kind != "line" else ""


def heading_words(title: str, unit: str) -> tuple[str, str]:
    """Gives the bold and the soft part of the line above a chart."""
    return (title, f", {unit}") if title and unit else (title, unit)


def _heading_height(title: str, unit: str, width: float, label: Step) -> float:
    words = "".join(heading_words(title, unit))
    bold = replace(label, bold=True)
    return step_height(label, len(break_lines(text(words), bold, width))) if words else 0.0


def _legend(chart: Chart, label: Step, width: float, top: float) -> Box | None:
    """Gives the box of a legend, for charts whose series cannot carry their names themselves."""
    if chart.kind == "doughnut":
        names: Sequence[str] = chart.categories
    elif chart.kind in ("line", "pie") or len(chart.series) == 1:
        return None
    else:
        names = [series.name for series in chart.series]
    wanted = sum(words_width(name, label) + KEY + GAP for name in names)
    rows = math.ceil(wanted / width)
    return Box(0.0, top, min(wanted + GAP, width), rows * (step_height(label) + GAP / 2))


def _name_step(chart: Chart, width: float, height: float, label: Step, theme: Theme) -> Step:
    names = chart.categories if chart.kind == "pie" else tuple(series.name for series in chart.series)
    body = theme.steps["body"]
    short = all(words_width(name, replace(body, bold=True)) <= width * LABEL_SHARE for name in names)
    roomy = width >= WIDE_FRAME and len(names) <= MOST_NAMED and height >= len(names) * step_height(body, 2) and short
    return Step("body", body.size, body.line) if roomy else label


def _end_lines(chart: Chart, form: Form, name: Step, height: float) -> tuple[tuple[str, ...], ...]:
    """Gives the lines of each direct label: the name, and the value where there is room for it."""
    if chart.kind == "pie":
        pairs = zip(chart.categories, chart.series[0].values, strict=True)
        return tuple((category, form.shown(value or 0.0)) for category, value in pairs)
    if chart.kind != "line":
        return ()
    two = len(chart.series) * step_height(name, 2) <= height
    lasts = [last_point(series.values) for series in chart.series]
    ends = [form.shown(s.values[last] or 0.0) for s, last in zip(chart.series, lasts, strict=True)]
    return tuple((s.name, end) if two else (s.name,) for s, end in zip(chart.series, ends, strict=True))


def _left_room(chart: Chart, values: Axis, ticks: Form, label: Step, width: float) -> float:
    if chart.kind != "bar":
        return max(words_width(ticks.shown(tick), label) for tick in values.ticks) + GAP
    return min(max(words_width(category, label) for category in chart.categories), width * NAMES_SHARE) + 2 * GAP


def _right_room(chart: Chart, names: Sequence[Sequence[str]], name: Step, form: Form, label: Step) -> float:
    if chart.kind == "line":
        bold = replace(name, bold=True)
        return max(words_width(line, bold) for lines in names for line in lines) + MARKER + 2 * GAP
    if chart.kind == "bar":
        found = (value for series in chart.series for value in series.values if value is not None)
        return max(words_width(form.shown(value), label) for value in found) + 2 * GAP
    return 2 * GAP


def _valued(chart: Chart, form: Form, plot_width: float, label: Step) -> bool:
    """Whether every bar has room for its value at its end."""
    if chart.kind != "column":
        return chart.kind == "bar"
    bar = plot_width / len(chart.categories) / (len(chart.series) + BAR_GAP)
    room = bar * (1 + BAR_GAP / 2 if len(chart.series) == 1 else 1)
    found = (value for series in chart.series for value in series.values if value is not None)
    return max(words_width(form.shown(value), label) for value in found) <= room


def _below(
    chart: Chart, across: Axis | None, dates: Dates | None, plot_width: float, label: Step
) -> tuple[int, bool, float]:
    """Gives which categories are labelled, whether the labels are turned, and the height that they take."""
    one = step_height(label) + GAP
    if chart.kind == "bar" or chart.kind in ROUND:
        return 1, False, GAP
    if across:
        return 1, False, one + step_height(label)  # the name of the axis stands below its numbers
    if dates:
        return 1, False, one
    slot = plot_width / len(chart.categories)
    found = [text(category) for category in chart.categories]
    lines = max(len(break_lines(whole, label, slot)) for whole in found)
    words = max(longest_word(whole, label) for whole in found) * INCHES_PER_POINT
    if words < slot * 0.95 and lines <= MOST_LABEL_LINES:
        return 1, False, step_height(label, lines) + GAP
    widest = max(text_width(whole, label) for whole in found) * INCHES_PER_POINT
    if chart.kind in ("line", "area") or all(category[:1].isdigit() for category in chart.categories):
        return math.ceil((widest + 2 * GAP) / slot), False, one
    return 1, True, (widest + step_height(label)) * TURNED + GAP
