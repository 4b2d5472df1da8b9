"""Series of a chart as SVG: lines, areas, bars, slices and dots, all in points."""

from __future__ import annotations

import math
from collections.abc import Iterator

from deck.charts.look import Look
from deck.charts.plan import Plan
from deck.charts.scale import slot_share
from deck.charts.svg_axes import x_of, y_of
from deck.charts.svg_marks import BASE, POINTS, marker, paint, slice_path, words

HOLE = 0.6  # of a ring's width
POINT = 8.0  # points, in a scatter chart
DASHES = {
    "dash": "12 9", "sysDot": "3 3", "dashDot": "12 9 3 9", "lgDash": "24 9", "lgDashDot": "24 9 3 9", "sysDash": "9 3",
    "lgDashDotDot": "24 9 3 9 3 9",
}  # fmt: skip
OUT_OF_SIGHT = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap"
NO_VALUE = "no value"


def series_svg(plan: Plan) -> Iterator[str]:
    """Gives the marks of all series."""
    match plan.chart.kind:
        case "pie" | "doughnut":
            yield from _slices(plan)
        case "scatter":
            yield from _dots(plan)
        case "area":
            yield from _areas(plan)
        case "bar" | "column":
            yield from _bars(plan)
        case "stacked":
            yield from _stacks(plan)
        case _:
            yield from _curves(plan)


def _curves(plan: Plan) -> Iterator[str]:
    for series, look in zip(plan.chart.series, plan.series, strict=True):
        path, drawing = "", False
        for number, value in enumerate(series.values):
            if value is not None:
                path += f"{'L' if drawing else 'M'}{x_of(plan, number):.1f} {y_of(plan, value):.1f}"
            drawing = value is not None
        dash = f' stroke-dasharray="{DASHES[look.dash]}"' if look.dash in DASHES else ""
        yield (
            f'<path d="{path}" fill="none" stroke-width="3" stroke-linejoin="round"{dash} '
            f'style="stroke:var(--{look.colour})"/>'
        )


def _areas(plan: Plan) -> Iterator[str]:
    count = len(plan.chart.categories)
    below = [0.0] * count
    for series, look in zip(plan.chart.series, plan.series, strict=True):
        above = [low + (value or 0.0) for low, value in zip(below, series.values, strict=True)]
        there = [f"{x_of(plan, number):.1f} {y_of(plan, above[number]):.1f}" for number in range(count)]
        back = [f"{x_of(plan, number):.1f} {y_of(plan, below[number]):.1f}" for number in reversed(range(count))]
        yield f'<path d="M{"L".join((*there, *back))}Z" {paint(look, edged=True)}/>'
        below = above


def _dots(plan: Plan) -> Iterator[str]:
    assert plan.across is not None
    for series, look in zip(plan.chart.series, plan.series, strict=True):
        for category, value in zip(plan.chart.categories, series.values, strict=True):
            if value is not None:
                x = (plan.plot.x + plan.plot.width * plan.across.share(float(category))) * POINTS
                yield marker(look, x, y_of(plan, value), POINT)


def _bars(plan: Plan) -> Iterator[str]:
    upright = plan.chart.kind == "column"
    count = len(plan.chart.series)
    for index, series in enumerate(plan.chart.series):
        for number, value in enumerate(series.values):
            if value is None:
                continue
            look = plan.points[number] if plan.points else plan.series[index]
            start, width = slot_share(plan.chart, number)
            bar = width / (count + plan.gap)
            first = start + bar * (plan.gap / 2 + index)
            yield _upright(plan, first, bar, 0.0, value, look) if upright else _lying(plan, first, bar, value, look)
            if plan.valued:
                yield _bar_value(plan, first + bar / 2, value)


def _upright(plan: Plan, start: float, width: float, low: float, high: float, look: Look) -> str:
    ends = sorted((y_of(plan, low), y_of(plan, high)))
    x, across = (plan.plot.x + plan.plot.width * start) * POINTS, plan.plot.width * width * POINTS
    painted = paint(look, edged=plan.chart.kind == "stacked")
    return f'<rect x="{x:.1f}" y="{ends[0]:.1f}" width="{across:.1f}" height="{ends[1] - ends[0]:.1f}" {painted}/>'


def _lying(plan: Plan, start: float, width: float, value: float, look: Look) -> str:
    box = plan.plot
    ends = sorted((box.x + box.width * plan.values.share(end)) * POINTS for end in (0.0, value))
    y, down = (box.y + box.height * start) * POINTS, box.height * width * POINTS
    return f'<rect x="{ends[0]:.1f}" y="{y:.1f}" width="{ends[1] - ends[0]:.1f}" height="{down:.1f}" {paint(look)}/>'


def _bar_value(plan: Plan, middle: float, value: float) -> str:
    box, size = plan.plot, plan.label.size
    shown = plan.form.shown(value)
    if plan.chart.kind == "column":
        down = size * 1.1 if value < 0 else -size * 0.4
        x = (box.x + box.width * middle) * POINTS
        return words(shown, x, y_of(plan, value) + down, size, "ink", "middle")
    x = (box.x + box.width * plan.values.share(value)) * POINTS
    y = (box.y + box.height * middle) * POINTS + size * BASE
    return words(shown, x + (-5 if value < 0 else 5), y, size, "ink", "end" if value < 0 else "start")


def _stacks(plan: Plan) -> Iterator[str]:
    for number in range(len(plan.chart.categories)):
        start, width = slot_share(plan.chart, number)
        bar = width / (1 + plan.gap)
        ends = {True: 0.0, False: 0.0}
        for series, look in zip(plan.chart.series, plan.series, strict=True):
            if value := series.values[number]:
                low = ends[value > 0]
                ends[value > 0] = low + value
                yield _upright(plan, start + bar * plan.gap / 2, bar, low, low + value, look)


def _slices(plan: Plan) -> Iterator[str]:
    radius = plan.plot.width / 2 * POINTS
    middle = (plan.plot.x * POINTS + radius, plan.plot.y * POINTS + radius)
    hole = HOLE if plan.chart.kind == "doughnut" else 0.0
    parts = [value or 0.0 for value in plan.chart.series[0].values]
    turn = plan.start / 360
    for part, look in zip(parts, plan.points, strict=True):
        share = part / sum(parts)
        if share:
            yield slice_path(middle, radius, hole, turn, share, look)
        if hole and share:
            angle = 2 * math.pi * (turn + share / 2)
            out = radius * (1 + hole) / 2
            x, y = middle[0] + math.sin(angle) * out, middle[1] - math.cos(angle) * out
            size = plan.label.size
            yield words(plan.form.shown(part), x, y + size * BASE, size, "paper", "middle", bold=True)
        turn += share
