"""Chart SVG: a placed chart as a drawing for the HTML edition, with its numbers as a table behind it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from deck.charts.plan import KEY, Plan, heading_words, plan_chart
from deck.charts.scale import Form
from deck.charts.svg_axes import axes_svg, x_of, y_of
from deck.charts.svg_marks import BASE, POINTS, marker, paint, words
from deck.charts.svg_series import POINT, series_svg
from deck.placed import ChartShape
from deck.placing.measure import break_lines, text_width
from deck.theme import INCHES_PER_POINT, Theme
from text.run import text
from text.values import replace

MARK = 9.6  # points: 0.133 in
OUT_OF_SIGHT = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap"
NO_VALUE = "no value"


def chart_svg(shape: ChartShape, theme: Theme) -> str:
    """Gives a chart as an SVG that is announced by its text alternative, then its numbers for screen readers.

    Colours are the custom properties of the page, so that the drawing follows its light and dark mode.
    """
    plan = plan_chart(shape, theme)
    width, height = plan.width * POINTS, plan.height * POINTS
    drawn = "".join((*_heading(plan), *_legend(plan), *axes_svg(plan), *series_svg(plan), *_ends(plan)))
    return (
        f'<svg viewBox="0 0 {width:.1f} {height:.1f}" role="img" aria-label="{escape(shape.alt)}" '
        f'style="display:block;width:100%;height:100%;font-family:var(--font-text)">{drawn}</svg>{_table(plan)}'
    )


def _heading(plan: Plan) -> Iterator[str]:
    title, unit = heading_words(plan.title, plan.unit)
    whole, step = title + unit, replace(plan.label, bold=True)
    for number, line in enumerate(break_lines(text(whole), step, plan.width) if whole else ()):
        y = step.size + number * step.line
        cut = min(max(line.start, len(title)), line.stop)
        bold, soft = escape(whole[line.start : cut]), escape(whole[cut : line.stop])
        first = f'<tspan font-weight="bold" style="fill:var(--ink)">{bold}</tspan>' if bold else ""
        yield f'<text x="0" y="{y:g}" font-size="{step.size:g}" style="fill:var(--soft)">{first}{soft}</text>'


def _legend(plan: Plan) -> Iterator[str]:
    if plan.legend is None:
        return
    names = plan.chart.categories if plan.points else tuple(series.name for series in plan.chart.series)
    x, y = plan.legend.x, plan.legend.y
    line = plan.label.line * INCHES_PER_POINT
    for name, look in zip(names, plan.points or plan.series, strict=True):
        width = KEY + _inches(name, plan)
        if x + width > plan.legend.right and x > plan.legend.x:
            x, y = plan.legend.x, y + line + 0.05
        middle = (y + line / 2) * POINTS
        if plan.across:
            yield marker(look, (x + 0.1) * POINTS, middle, POINT)
        else:
            yield f'<rect x="{x * POINTS + 2:.1f}" y="{middle - 5:.1f}" width="10" height="10" {paint(look)}/>'
        base = middle + plan.label.size * BASE
        yield words(name, (x + 0.25) * POINTS, base, plan.label.size, "ink")
        x += width + 0.1


def _inches(name: str, plan: Plan) -> float:
    """Gives the width of a name in the step of the axes."""
    return text_width(text(name), plan.label) * INCHES_PER_POINT


def _ends(plan: Plan) -> Iterator[str]:
    """Gives the labels at the ends of lines, with their marks, or around a pie."""
    for end in plan.ends:
        line = plan.chart.kind == "line"
        look = plan.series[end.series] if line else plan.points[end.point]
        if line:
            value = plan.chart.series[end.series].values[end.point] or 0.0
            yield marker(look, x_of(plan, end.point), y_of(plan, value), MARK)
        top = (end.y + end.down) * POINTS - plan.name.line * (len(end.lines) - 1) / 2 + plan.name.size * BASE
        for number, shown in enumerate(end.lines):
            anchor = "start" if line else "middle"
            y = top + number * plan.name.line
            yield words(shown, (end.x + end.aside) * POINTS, y, plan.name.size, look.words, anchor, bold=number == 0)


def _table(plan: Plan) -> str:
    """Gives the numbers as a table that is there for screen readers alone."""
    chart = plan.chart
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in (chart.x, *(s.name for s in chart.series)))
    rows = ""
    for number, category in enumerate(chart.categories):
        cells = "".join(f"<td>{_cell(series.values[number], plan.form)}</td>" for series in chart.series)
        rows += f'<tr><th scope="row">{escape(category)}</th>{cells}</tr>'
    caption = escape(", ".join(filter(None, (plan.title or "The numbers of the chart", plan.unit))))
    table = f"<table><caption>{caption}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    return f'<div class="chart-data" style="{OUT_OF_SIGHT}">{table}</div>'


def _cell(value: float | None, form: Form) -> str:
    return NO_VALUE if value is None else escape(form.shown(value))
