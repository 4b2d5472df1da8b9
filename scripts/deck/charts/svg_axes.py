"""Axes of a chart as SVG: hairlines with their numbers, a base line, the names of categories, all in points."""

from __future__ import annotations

from collections.abc import Iterator

from deck.charts.plan import ROUND, Plan
from deck.charts.scale import category_share, plain_form, slot_share
from deck.charts.svg_marks import BASE, POINTS, rule, words
from deck.placing.measure import break_lines
from text.run import text


def axes_svg(plan: Plan) -> Iterator[str]:
    """Gives the axes with what is written along them; a pie and a ring have none."""
    if plan.chart.kind in ROUND:
        return
    box, size = plan.plot, plan.label.size
    left, right, bottom = box.x * POINTS, box.right * POINTS, box.bottom * POINTS
    for tick in plan.values.ticks if plan.axis_shown else ():
        y = y_of(plan, tick)
        yield rule(left, y, right, y, "rule")
        yield words(plan.ticks.shown(tick), left - 6, y + size * BASE, size, "soft", "end")
    if plan.chart.kind == "bar":
        yield from _names_of_bars(plan)
        return
    base = y_of(plan, min(max(0.0, plan.values.low), plan.values.high))
    yield rule(left, base, right, base, "ink")
    yield from _across(plan, bottom)


def _names_of_bars(plan: Plan) -> Iterator[str]:
    box = plan.plot
    zero = (box.x + box.width * plan.values.share(0.0)) * POINTS
    yield rule(zero, box.y * POINTS, zero, box.bottom * POINTS, "ink")
    step = box.height / len(plan.chart.categories)
    for number, category in enumerate(plan.chart.categories):
        y = (box.y + (number + 0.5) * step) * POINTS
        yield from _lines(category, box.x - 0.1, box.x * POINTS - 7, y, plan, "end", "ink")


def _across(plan: Plan, bottom: float) -> Iterator[str]:
    box, size = plan.plot, plan.label.size
    y = bottom + size * 1.4
    if plan.across:
        form = plain_form(plan.across)
        for tick in plan.across.ticks:
            x = (box.x + box.width * plan.across.share(tick)) * POINTS
            yield rule(x, bottom, x, bottom + 4, "ink") + words(form.shown(tick), x, y + 3, size, "soft", "middle")
        yield words(plan.chart.x, (box.x + box.width / 2) * POINTS, y + 3 + plan.label.line, size, "soft", "middle")
        return
    if plan.dates:
        for number in plan.dates.labelled:
            x = x_of(plan, number)
            yield rule(x, bottom, x, bottom + 4, "ink")
            yield words(plan.dates.shown(number), x, y + 3, size, "soft", "middle")
        return
    for number in range(0, len(plan.chart.categories), plan.skip):
        yield from _category(plan, number, y)


def _category(plan: Plan, number: int, y: float) -> Iterator[str]:
    category, x, size = plan.chart.categories[number], x_of(plan, number), plan.label.size
    if plan.turned:
        turn = f' transform="rotate(-45 {x:.1f} {y:.1f})"'
        yield words(category, x, y, size, "soft", "end", more=turn)
    elif plan.skip > 1:
        yield words(category, x, y, size, "soft", "middle")
    else:
        slot = plan.plot.width / len(plan.chart.categories)
        lines = len(_broken(category, slot, plan))
        middle = y - size * BASE + (lines - 1) * plan.label.line / 2
        yield from _lines(category, slot, x, middle, plan, "middle", "soft")


def _broken(name: str, width: float, plan: Plan) -> list[str]:
    return [name[line.start : line.stop].strip() for line in break_lines(text(name), plan.label, width)]


def _lines(name: str, width: float, x: float, middle: float, plan: Plan, anchor: str, colour: str) -> Iterator[str]:
    """Gives a name on as many lines as a width in inches asks for, around a middle."""
    lines = _broken(name, width, plan)
    for number, line in enumerate(lines):
        y = middle + (number - (len(lines) - 1) / 2) * plan.label.line + plan.label.size * BASE
        yield words(line, x, y, plan.label.size, colour, anchor)


def x_of(plan: Plan, number: int) -> float:
    """Gives where a category stands across: on its point of a line, or in the middle of its bars."""
    if plan.chart.kind in ("line", "area"):
        share = category_share(plan.chart, number)
    else:
        start, width = slot_share(plan.chart, number)
        share = start + width / 2
    return (plan.plot.x + plan.plot.width * share) * POINTS


def y_of(plan: Plan, value: float) -> float:
    """Gives where a value stands on the axis upwards."""
    return (plan.plot.bottom - plan.plot.height * plan.values.share(value)) * POINTS
