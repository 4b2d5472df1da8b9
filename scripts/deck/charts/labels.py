"""Chart labels: where the names at the ends of lines and around pies stand, so that none covers another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations

from deck.charts.scale import Axis, category_share
from deck.model import Chart
from deck.placing.measure import text_width
from deck.theme import INCHES_PER_POINT, Box, Step
from text.run import text
from text.values import dataclass, replace

GAP = 0.100  # inches between a label and what it labels
MARKER = 0.133  # the square and the circle at the end of a line
ROUND_SHARE = 0.96  # of the room that a ring fills at most
PIE_STEPS = 40  # in which the size of a pie is tried
TURN = 15  # degrees by which a pie is turned until its labels stand clear
NEAR = 0.01  # inches that do not show


@dataclass(frozen=True, slots=True)
class EndLabel:
    """The label of one point, a line's last or a slice: its lines, and how far it is moved, in inches."""

    series: int
    point: int
    lines: tuple[str, ...]
    x: float  # where it stands unmoved: the middle of its left edge beside a line, its middle beside a slice
    y: float
    aside: float = 0.0
    down: float = 0.0


def line_ends(
    chart: Chart, names: Sequence[Sequence[str]], name: Step, plot: Box, values: Axis, height: float
) -> tuple[EndLabel, ...]:
    """Gives the labels at the ends of lines, `names` the words of each, apart from each other and inside the height."""
    found = [_line_end(chart, number, lines, plot, values) for number, lines in enumerate(names)]
    return _spread_ends(found, name, height)


def _line_end(chart: Chart, number: int, lines: Sequence[str], plot: Box, values: Axis) -> EndLabel:
    series = chart.series[number].values
    last = last_point(series)
    x = plot.x + plot.width * category_share(chart, last)
    y = plot.bottom - plot.height * values.share(series[last] or 0.0)
    return EndLabel(number, last, tuple(lines), x + MARKER / 2 + GAP, y)


def last_point(values: Sequence[float | None]) -> int:
    """Gives the number of the last value that is there."""
    return max((number for number, value in enumerate(values) if value is not None), default=0)


def _spread_ends(ends: Sequence[EndLabel], name: Step, height: float) -> tuple[EndLabel, ...]:
    """Moves labels up or down until none covers another."""
    if not ends:
        return ()
    apart = step_height(name, len(ends[0].lines))
    order = sorted(range(len(ends)), key=lambda number: ends[number].y)
    placed = spread([ends[number].y for number in order], apart, apart / 2, height - apart / 2)
    moved = dict(zip(order, placed, strict=True))
    return tuple(
        EndLabel(end.series, end.point, end.lines, end.x, end.y, down=moved[number] - end.y)
        for number, end in enumerate(ends)
    )


def spread(wanted: Sequence[float], apart: float, low: float, high: float) -> list[float]:
    """Gives rising places at least `apart` from each other and inside the bounds, as near as can be to the wanted."""
    groups: list[list[float]] = []  # sum of wanted starts, how many
    for number, place in enumerate(wanted):
        groups.append([place - number * apart, 1])
        while len(groups) > 1 and groups[-2][0] / groups[-2][1] > groups[-1][0] / groups[-1][1]:
            last = groups.pop()
            groups[-1] = [groups[-1][0] + last[0], groups[-1][1] + last[1]]
    starts = [total / count for total, count in groups for _ in range(int(count))]
    most = max(high - (len(wanted) - 1) * apart, low)
    return [min(max(start, low), most) + number * apart for number, start in enumerate(starts)]


def round_plot(
    chart: Chart, names: Sequence[Sequence[str]], name: Step, width: float, height: float, top: float
) -> tuple[Box, int]:
    """Gives the largest square of a ring, or of a pie whose labels fit around it, and the angle where it starts."""
    most, start = min(width, height - top) * ROUND_SHARE, 0
    for part in range(PIE_STEPS, PIE_STEPS // 4, -1):
        across = most * part / PIE_STEPS
        box = Box((width - across) / 2, top + (height - top - across) / 2, across, across)
        start = _start(chart, names, name, box) if names else 0
        both = (slice_ends(chart, names, name, box, start, cornered) for cornered in (False, True))
        tall = step_height(name, 2) / 2
        ends = [end for found in both for end in found] if names else []
        if all(top + tall <= end.y <= height - tall for end in ends) and _fit_across(ends, name, width):
            break
    return box, start


def _fit_across(ends: Sequence[EndLabel], name: Step, width: float) -> bool:
    halves = (_end_width(end, name) / 2 for end in ends)
    return all(half <= end.x <= width - half for end, half in zip(ends, halves, strict=True))


def _start(chart: Chart, names: Sequence[Sequence[str]], name: Step, plot: Box) -> int:
    """Gives the angle from the top at which a pie starts: the first at which no label covers another."""
    for start in range(0, 360, TURN):
        both = (slice_ends(chart, names, name, plot, start, cornered) for cornered in (False, True))
        if not any(_covers(one, other, name) for ends in both for one, other in combinations(ends, 2)):
            return start
    return 0


def slice_ends(
    chart: Chart, names: Sequence[Sequence[str]], name: Step, plot: Box, start: int, cornered: bool = False
) -> list[EndLabel]:
    """Gives the labels around a pie that starts at an angle in degrees.

    Programs differ in where they put a label outside its slice: in the line from the middle, or with its nearest corner
    at the slice, which `cornered` means.
    """
    parts = [value or 0.0 for value in chart.series[0].values]
    radius, turn, found = plot.width / 2, start / 360, []
    for number, (part, lines) in enumerate(zip(parts, names, strict=True)):
        angle = 2 * math.pi * (turn + part / 2 / sum(parts))
        turn += part / sum(parts)
        aside, up = math.sin(angle), math.cos(angle)
        half_width = max(words_width(line, replace(name, bold=True)) for line in lines) / 2
        half_height = step_height(name, len(lines)) / 2
        turned_x, turned_y = (_sign(aside), _sign(up)) if cornered else (aside, up)
        x = plot.x + radius + aside * (radius + GAP) + turned_x * half_width
        y = plot.y + radius - up * (radius + GAP) - turned_y * half_height
        found.append(EndLabel(0, number, tuple(lines), x, y))
    return found


def _sign(value: float) -> float:
    return 0.0 if abs(value) < NEAR else math.copysign(1.0, value)


def labels_apart(ends: Sequence[EndLabel], name: Step, plot: Box, top: float, bottom: float) -> tuple[EndLabel, ...]:
    """Moves labels around a pie until none covers another: outer ones up or down, then inner ones aside."""
    x, y = plot.x + plot.width / 2, plot.y + plot.height / 2
    placed: list[EndLabel] = []
    for end in sorted(ends, key=lambda end: abs(end.y - y)):
        high = step_height(name, len(end.lines))
        way = -1 if end.y < y else 1
        for other in placed:
            if _covers(end, other, name):
                moved = min(max(other.y + other.down + way * high, top + high / 2), bottom - high / 2)
                end = replace(end, down=moved - end.y)
        placed.append(end)
    for number, end in enumerate(placed):
        for other in placed[number + 1 :]:
            if _covers(end, other, name):
                way = -1 if end.x < x else 1
                reach = (_end_width(end, name) + _end_width(other, name)) / 2
                end = placed[number] = replace(end, aside=other.x + other.aside + way * reach - end.x)
    return tuple(sorted(placed, key=lambda end: end.point))


def _covers(one: EndLabel, other: EndLabel, name: Step) -> bool:
    reach = (_end_width(one, name) + _end_width(other, name)) / 2
    across, down = one.x + one.aside - other.x - other.aside, one.y + one.down - other.y - other.down
    return abs(across) < reach - NEAR and abs(down) < step_height(name, len(one.lines)) - NEAR


def _end_width(end: EndLabel, name: Step) -> float:
    bold = replace(name, bold=True)
    return max(words_width(line, bold) for line in end.lines)


def step_height(step: Step, lines: int = 1) -> float:
    """Gives the height of lines of a step, in inches."""
    return lines * step.line * INCHES_PER_POINT


def words_width(words: str, step: Step) -> float:
    """Gives the width of words on one line, in inches."""
    return text_width(text(words), step) * INCHES_PER_POINT
