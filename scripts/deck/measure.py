"""Measure: how wide text runs and where its lines break."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from deck.metrics import advance
from deck.theme import INCHES_PER_POINT, Step
from text.run import Run, Text, join, slice_text

TAB_STOP = 72.0  # points; PowerPoint's default tab distance is one inch
SHORT_LAST_LINE = 0.45  # of the widest line: a shorter last line of large type looks forgotten
SAFETY = 0.985  # of the width of a box: renderers round and hint, so lines are filled no further


@dataclass(frozen=True, slots=True)
class Line:
    """One line: characters from `start` to `stop` of the text, and how wide they are in points."""

    start: int
    stop: int
    width: float


def run_widths(whole: Text, step: Step) -> Iterator[float]:
    """Gives the width of every character in points, in order."""
    for run in whole:
        scale = 0.66 if run.shift else 1.0
        for character in run.text:
            if character == "\t":
                yield TAB_STOP
            elif character == "\n":
                yield 0.0
            else:
                em = advance(character, step.bold or run.strong, run.code)
                yield em * step.size * scale + (step.tracking if em else 0.0)


def text_width(whole: Text, step: Step) -> float:
    """Gives the width of a text set on one line, in points."""
    return sum(run_widths(whole, step))


def break_lines(whole: Text, step: Step, width: float) -> tuple[Line, ...]:
    """Breaks a text into lines for a box `width` inches wide; a word wider than the box breaks inside."""
    plain, widths = whole.plain, list(run_widths(whole, step))
    limit = width / INCHES_PER_POINT * SAFETY
    lines: list[Line] = []
    for start, stop in _paragraphs(plain):
        lines.extend(_fill(plain, widths, start, stop, limit))
    return tuple(lines) or (Line(0, 0, 0.0),)


def without_widow(whole: Text, step: Step, width: float) -> Text:
    """Levels the lines of large type where a word or two would stand alone on the last one, by breaks of our own."""
    lines = break_lines(whole, step, width)
    widest = max(line.width for line in lines)
    if len(lines) < 2 or lines[-1].width > SHORT_LAST_LINE * widest or any(run.is_break for run in whole):
        return whole
    level = lines
    for part in range(98, 48, -2):
        narrower = break_lines(whole, step, width * part / 100)
        if len(narrower) > len(lines):
            break
        level = narrower
    pieces = [slice_text(whole, line.start, line.stop) for line in level]
    return join([run for piece in pieces for run in (Run("\n"), *piece)][1:])


def part_links(whole: Text, lines: Sequence[Line]) -> Text:
    """Parts linked runs where a line ends inside them, because LibreOffice breaks a link only between its runs."""
    starts = {line.start for line in lines}
    runs: list[Run] = []
    position = 0
    for run in whole:
        cuts = [0, *(cut - position for cut in sorted(starts) if position < cut < position + len(run.text))]
        if run.link and len(cuts) > 1:
            runs += [replace(run, text=run.text[a:b]) for a, b in zip(cuts, [*cuts[1:], len(run.text)], strict=True)]
        else:
            runs.append(run)
        position += len(run.text)
    return Text(tuple(runs))


def longest_word(whole: Text, step: Step) -> float:
    """Gives the width of the widest piece that does not break, in points."""
    plain, widths = whole.plain, list(run_widths(whole, step))
    ends = [*_chances(plain, 0, len(plain)), len(plain)]
    starts = [0, *ends[:-1]]
    return max((_visible(plain, widths, a, b) for a, b in zip(starts, ends, strict=True)), default=0.0)


def _paragraphs(plain: str) -> Iterator[tuple[int, int]]:
    start = 0
    for part in plain.split("\n"):
        yield start, start + len(part)
        start += len(part) + 1


def _chances(plain: str, start: int, stop: int) -> Iterator[int]:
    """Gives where a line may end: after blanks, hyphens, dashes and slashes, and around East Asian characters."""
    for position in range(start + 1, stop):
        before, after = plain[position - 1], plain[position]
        wide = unicodedata.east_asian_width
        if wide(before) in "WF" or wide(after) in "WF":
            if not (unicodedata.category(after).startswith("P") or before.isspace()):
                yield position
        elif before in " \t\u200b\u2013\u2014-/" and not after.isspace() and not _inside_number(plain, position):
            yield position


def _inside_number(plain: str, position: int) -> bool:
    """Whether the hyphen or slash before `position` belongs to what follows, as in `-1` or ` /path`."""
    mark = plain[position - 1]
    if mark not in "-/":
        return False
    return position < 2 or plain[position - 2].isspace() or plain[position - 2] in "(/:" or plain[position].isdigit()


def _fill(plain: str, widths: Sequence[float], start: int, stop: int, limit: float) -> Iterator[Line]:
    first, last_fit = start, start
    for chance in [*_chances(plain, start, stop), stop]:
        if _visible(plain, widths, first, chance) > limit and last_fit > first:
            yield Line(first, last_fit, _visible(plain, widths, first, last_fit))
            first = last_fit
        while first < chance and _visible(plain, widths, first, chance) > limit:
            cut = _cut(widths, first, chance, limit)
            yield Line(first, cut, sum(widths[first:cut]))
            first = cut
        last_fit = chance
    yield Line(first, stop, _visible(plain, widths, first, stop))


def _visible(plain: str, widths: Sequence[float], start: int, stop: int) -> float:
    """Gives the width without the blanks at the end, which hang over."""
    end = start + len(plain[start:stop].rstrip())
    return sum(widths[start:end])


def _cut(widths: Sequence[float], start: int, stop: int, limit: float) -> int:
    """Gives the last place at which a word that is too wide still fits; at least one character is taken."""
    total = 0.0
    for position in range(start, stop):
        total += widths[position]
        if total > limit:
            return max(position, start + 1)
    return stop
