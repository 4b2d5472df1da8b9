"""Chart scale: the axes of a chart, how its numbers are written and which of its dates are labelled."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from deck.model import Chart
from text.values import dataclass

MOST_STEPS = 5  # gridlines above the base line
MOST_DATES = 8  # labels under an axis of dates
FEW_DATES = 12  # so many are labelled one by one
DECIMALS = ((1, 3), (10, 2), (1000, 1), (math.inf, 0))  # at most, where the largest value is below a bound
FINEST = 6  # decimals
WORDS = ((1e9, "billion"), (1e6, "million"))
FROM_WORDS = 10  # from ten million on, numbers are written in millions
SCALE_WORDS = frozenset({"thousand", "million", "billion"})
DATED = frozenset({"line", "area", "column", "stacked"})  # kinds with an axis across that may be one of dates
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(-01)?", re.ASCII)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240)  # distances between labelled dates
YEARS_ALONE = 36  # months: from here on the years are enough, if the dates start with one
DAYS_A_MONTH = 30
EXCEL_EPOCH = datetime.date(1899, 12, 30)  # day 0 as spreadsheets count from March 1900 on


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis of numbers: its ends and the distance of its gridlines."""

    low: float
    high: float
    step: float

    @property
    def ticks(self) -> tuple[float, ...]:
        """The labelled numbers, from the lowest to the highest."""
        count = round((self.high - self.low) / self.step)
        return tuple(_clean(self.low + number * self.step) for number in range(count + 1))

    def share(self, value: float) -> float:
        """Gives where a number stands between the ends, 0 to 1."""
        return (value - self.low) / (self.high - self.low)


@dataclass(frozen=True, slots=True)
class Form:
    """How numbers are written: divided by a power of ten, with so many decimals and a word or sign behind."""

    divisor: float
    decimals: int
    suffix: str = ""

    def shown(self, value: float) -> str:
        """Gives a number as people read it."""
        exact = Decimal(repr(value)) / Decimal(self.divisor)
        rounded = exact.quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)  # as spreadsheets round
        return f"{rounded or abs(rounded):,f}{self.suffix}"

    @property
    def code(self) -> str:
        """The same as a number format of a spreadsheet: each comma at its end divides by a thousand."""
        decimals = "." + "0" * self.decimals if self.decimals else ""
        thousands = "," * round(math.log10(self.divisor) / 3)
        return f"#,##0{decimals}{thousands}" + (f'"{self.suffix}"' if self.suffix else "")


@dataclass(frozen=True, slots=True)
class Dates:
    """An axis of dates: the day of each category, the labelled ones, and how they are written."""

    days: tuple[datetime.date, ...]
    labelled: tuple[int, ...]  # numbers of categories
    months: int  # between labels; 0: the labels stand `step_days` apart
    step_days: int
    monthly: bool  # whether the categories are months rather than days
    code: str  # yyyy, yyyy-mm or yyyy-mm-dd

    def shown(self, number: int) -> str:
        """Gives the label of a category."""
        return self.days[number].isoformat()[: len(self.code)]


def value_axis(values: Iterable[float], from_zero: bool = True) -> Axis:
    """Gives an axis of round numbers that holds all values; `from_zero` makes zero a part of it."""
    found = list(values) or [0.0]
    low, high = min(found), max(found)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        low, high = (low - abs(low) / 2, high + abs(high) / 2) if low else (0.0, 1.0)
    step = _step((high - low) / MOST_STEPS)
    return Axis(_clean(math.floor(low / step + 1e-9) * step), _clean(math.ceil(high / step - 1e-9) * step), step)


def _step(wanted: float) -> float:
    """Gives the next larger of 1, 2, 2.5, 5 times a power of ten."""
    power = float(10.0 ** math.floor(math.log10(wanted)))
    return next(_clean(part * power) for part in (1, 2, 2.5, 5, 10) if part * power >= wanted * (1 - 1e-9))


def _clean(value: float) -> float:
    """Takes off what binary fractions add: 0.30000000000000004 is 0.3."""
    return float(f"{value:.12g}")


def chart_values(chart: Chart) -> tuple[float, ...]:
    """Gives every number of a chart that its axis has to hold: sums where series are stacked."""
    if chart.kind not in ("stacked", "area"):
        return tuple(value for series in chart.series for value in series.values if value is not None)
    columns = [[series.values[number] or 0.0 for series in chart.series] for number in range(len(chart.categories))]
    above = (sum(value for value in column if value > 0) for column in columns)
    below = (sum(value for value in column if value < 0) for column in columns)
    return (*above, *below)


def value_form(chart: Chart) -> Form:
    """Gives the form of a chart's single values: about three digits that count, never more than the data has."""
    values = [value for series in chart.series for value in series.values if value is not None]
    divisor, word = _word(chart)
    largest = max((abs(value) for value in values), default=0.0) / divisor
    kept = next(decimals for below, decimals in DECIMALS if largest < below)
    decimals = min(kept, max((_decimals(value / divisor) for value in values), default=0))
    return Form(divisor, decimals, _suffix(chart.unit, word))


def tick_form(chart: Chart, axis: Axis) -> Form:
    """Gives the form of the numbers along the value axis: no word behind, as the unit is said once."""
    divisor, _ = _word(chart)
    return Form(divisor, _decimals(axis.step / divisor), "%" if chart.unit == "%" else "")


def plain_form(axis: Axis) -> Form:
    """Gives the form of numbers as they are, for an axis across."""
    return Form(1.0, _decimals(axis.step))


def unit_words(chart: Chart) -> str:
    """Gives what the numbers of the axis count: `million downloads`; nothing where each carries its sign."""
    return "" if chart.unit == "%" else f"{_word(chart)[1]} {chart.unit}".strip()


def _word(chart: Chart) -> tuple[float, str]:
    """Gives the power of ten that numbers are divided by, and its name; none where the unit names one already."""
    largest = max(map(abs, chart_values(chart)), default=0.0)
    if SCALE_WORDS & set(chart.unit.split()[:1]) or chart.unit == "%":
        return 1.0, ""
    return next(((size, word) for size, word in WORDS if largest >= size * FROM_WORDS), (1.0, ""))


def _suffix(unit: str, word: str) -> str:
    if unit == "%":
        return "%"
    word = word or next((first for first in unit.split()[:1] if first in SCALE_WORDS), "")
    return f" {word}" if word else ""


def _decimals(value: float) -> int:
    written = f"{value:.{FINEST}f}".rstrip("0")
    return len(written.partition(".")[2])


def chart_dates(chart: Chart) -> Dates | None:
    """Gives the dates along a chart; None where its categories are labelled as they are written."""
    return date_axis(chart.categories) if chart.kind in DATED else None


def date_axis(categories: Sequence[str]) -> Dates | None:
    """Gives the dates of categories like 2022-01 or 2022-01-31; None when they are words, few, or out of order."""
    if len(categories) <= FEW_DATES:
        return None
    months = [MONTH.fullmatch(category) for category in categories]
    monthly = all(months)
    try:
        if monthly:
            days = [datetime.date.fromisoformat(f"{category[:7]}-01") for category in categories]
        else:
            days = [datetime.date.fromisoformat(c) for c in categories if DAY.fullmatch(c)]
    except ValueError:
        return None
    if len(days) != len(categories) or sorted(set(days)) != days or days[0].year < EXCEL_EPOCH.year + 2:
        return None
    return _labelled(tuple(days), monthly)


def _labelled(days: tuple[datetime.date, ...], monthly: bool) -> Dates:
    first, last = days[0], days[-1]
    span = (last.year - first.year) * 12 + last.month - first.month
    if not monthly and span < MOST_DATES // 2:
        step = math.ceil(((last - first).days + 1) / MOST_DATES)
        labelled = tuple(number for number, day in enumerate(days) if (day - first).days % step == 0)
        return Dates(days, labelled, 0, step, False, "yyyy-mm-dd")
    apart = next((months for months in MONTHS if span // months < MOST_DATES), MONTHS[-1])
    if span >= YEARS_ALONE and (first.month, first.day) == (1, 1):
        apart = max(apart, 12)
    labelled = tuple(
        number
        for number, day in enumerate(days)
        if day.day == first.day and ((day.year - first.year) * 12 + day.month - first.month) % apart == 0
    )
    yearly = apart % 12 == 0 and (first.month, first.day) == (1, 1)
    code = "yyyy" if yearly else "yyyy-mm" if first.day == 1 else "yyyy-mm-dd"
    return Dates(days, labelled, apart, 0, monthly, code)


def serial(day: datetime.date) -> int:
    """Gives a day as spreadsheets count it."""
    return (day - EXCEL_EPOCH).days


def category_share(chart: Chart, number: int) -> float:
    """Gives where a point of a line stands between the ends of its axis, 0 to 1."""
    if chart_dates(chart):
        start, width = slot_share(chart, number)
        return start / (1 - width)
    return number / (len(chart.categories) - 1) if len(chart.categories) > 1 else 0.5


def slot_share(chart: Chart, number: int) -> tuple[float, float]:
    """Gives where the room for a category's bars starts between the ends of its axis, and how wide it is, 0 to 1."""
    dates = chart_dates(chart)
    if not dates:
        return number / len(chart.categories), 1 / len(chart.categories)
    first, last = dates.days[0], dates.days[-1]
    if dates.monthly:
        before, whole = ((day.year - first.year) * 12 + day.month - first.month for day in (dates.days[number], last))
    else:
        before, whole = ((day - first).days for day in (dates.days[number], last))
    return before / (whole + 1), 1 / (whole + 1)
