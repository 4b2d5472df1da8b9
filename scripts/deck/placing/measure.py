"""Measure: how wide text runs and where its lines break."""

from __future__ import annotations

import functools
import math
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from itertools import accumulate

from deck.placing.metrics import EMOJI_EM, advances
from deck.theme import INCHES_PER_POINT, Step
from text.run import Run, Text, join, slice_text
from text.values import dataclass, replace

TAB_STOP = 72.0  # points; PowerPoint's default tab distance is one inch
SHIFTED = 0.66  # of the size: characters set above or below the line
SHORT_LAST_LINE = 0.45  # of the widest line: a shorter last line of large type looks forgotten
ROUNDED = 1e-6  # points: what widths that were added up and taken off again may be out by
MEASURED = 4096  # texts whose measures are kept: a table cell is asked for five times, a slide once for each step
TAB, LINE_END = -1.0, -2.0  # in the place of a width
JOINER, KEYCAP, EMOJI_STYLE = "\u200d", "\u20e3", "\ufe0f"
FLAG_LETTERS = frozenset(map(chr, range(0x1F1E6, 0x1F200)))
SKIN_TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
SELECTORS = frozenset((*range(0xFE00, 0xFE10), *range(0x300, 0x370)))
GLUED = SKIN_TONES | {JOINER, KEYCAP, "\u2060", "\u00a0", "\u202f", "\ufeff"}
ADDRESS_MARKS = "._?&="
WIDE = (
    "\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6"
    "\U0001f300-\U0001faff\U00020000-\U0003fffd"
)
ASCII_CHANCE = re.compile(r"[ \t/\-._?&=](?=\S)")
BLANKS_AND_DASHES = r"[ \t\u200b\u2000-\u2006\u2008-\u200a\u2013\u2014\u2010\u3000/\-._?&=](?=\S)"
NARROW = re.compile("[\0-\u10ff\u2000-\u2e7f]*")
NARROW_CHANCE = re.compile(BLANKS_AND_DASHES)
# Japanese and Chinese rules (kinsoku): what may not start and what may not end a line.
NO_START = frozenset(
    "、。，．：；？！）］｝〕〉》」』】〙〗〟’”｠»ゝゞ々〻ーァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎゕゖ"
    "‼⁇⁈⁉・…‥,.;:!?)]}%％"
)
NO_END = frozenset("（［｛〔〈《「『【〘〖〝‘“｟«([{")
RIGHT_TO_LEFT = frozenset({"R", "AL"})  # classes of characters, as Unicode Annex 9 names them
LEFT_TO_RIGHT = "L"
SAFETY = 0.985  # of the width of a box: renderers round and hint, so lines are filled no further


@dataclass(frozen=True, slots=True)
class Line:
    """One line: characters from `start` to `stop` of the text, and how wide they are in points."""

    start: int
    stop: int
    width: float


def run_widths(whole: Text, step: Step) -> Iterator[float]:
    """Gives the width of every character in points, in order; a tab reaches to the next stop."""
    position = 0.0
    for run in whole:
        for width in _measured(run, step):
            if width < 0:  # a tab or the end of a line
                reached = position if width == LINE_END else math.floor(position / TAB_STOP + 1) * TAB_STOP
                yield reached - position
                position = 0.0 if width == LINE_END else reached
            else:
                yield width
                position += width


def _measured(run: Run, step: Step) -> Sequence[float]:
    if run.math:
        return _formula_widths(run, step)
    bold, code = step.bold or run.strong, run.code
    scale = step.size * (SHIFTED if run.shift else 1.0) * (1.0 if code else step.wider)
    ems = list(map(advances(bold, code).__getitem__, run.text))
    if not run.text.isascii():
        _join_clusters(run.text, ems)
    elif "\t" not in run.text and "\n" not in run.text:
        return [em * scale + step.tracking for em in ems]
    marks = {"\t": TAB, "\n": LINE_END}
    return [
        marks[character] if character in marks else em * scale + (step.tracking if em else 0.0)
        for character, em in zip(run.text, ems, strict=True)
    ]


def _formula_widths(run: Run, step: Step) -> Sequence[float]:
    """Spreads the width of an inline formula over the characters that say it."""
    from deck.formulas.formula import equation  # imported here: only a deck with a formula needs it

    try:
        width = equation(run.math).width * step.size
    except ValueError:  # a problem already
        width = len(run.text) * step.size * 0.5
    return [width / len(run.text)] * len(run.text)


def _join_clusters(plain: str, ems: list[float]) -> None:
    """Takes the width of what joins the character before it into one picture: emoji sequences, flags, keycaps."""
    flag = False
    for at, character in enumerate(plain):
        joined = at > 0 and plain[at - 1] == JOINER and ems[at] > 1.0
        if joined or character in SKIN_TONES or (flag and character in FLAG_LETTERS):
            ems[at] = 0.0
        elif character == KEYCAP or (character == EMOJI_STYLE and at > 0):
            ems[at] = 0.0
            if plain[at - 1] != EMOJI_STYLE:
                ems[at - 1] = max(ems[at - 1], EMOJI_EM)
        elif character in FLAG_LETTERS:
            ems[at] = EMOJI_EM
        flag = character in FLAG_LETTERS and not flag


def text_width(whole: Text, step: Step) -> float:
    """Gives the width of a text set on one line, in points."""
    return sum(run_widths(whole, step))


@functools.lru_cache(MEASURED)
def break_lines(whole: Text, step: Step, width: float) -> tuple[Line, ...]:
    """Breaks a text into lines for a box `width` inches wide; a word wider than the box breaks inside."""
    plain, ends = whole.plain, _ends(whole, step)
    limit = width / INCHES_PER_POINT * SAFETY + ROUNDED
    lines: list[Line] = []
    for start, stop in _paragraphs(plain):
        lines.extend(_fill(plain, ends, start, stop, limit))
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
    plain = whole.plain
    if any(not plain[line.start - 1].isspace() for line in level[1:]):
        return whole  # a break of our own inside a word would be a blank to whoever copies the text
    pieces = [slice_text(whole, line.start, line.stop) for line in level]
    return join([run for piece in pieces for run in (Run("\n"), *piece)][1:])


def part_links(whole: Text, lines: Sequence[Line]) -> Text:
    """Parts linked runs where a line ends inside them, because LibreOffice breaks a link only between its runs.

    For it a line may end in front of any link as well: a bracket that starts a line becomes part of the link behind it.
    """
    starts = {line.start for line in lines}
    runs: list[Run] = []
    position = 0
    for run in _with_brackets(whole, starts):
        cuts = [0, *(cut - position for cut in sorted(starts) if position < cut < position + len(run.text))]
        if run.link and len(cuts) > 1:
            runs += [replace(run, text=run.text[a:b]) for a, b in zip(cuts, [*cuts[1:], len(run.text)], strict=True)]
        else:
            runs.append(run)
        position += len(run.text)
    return Text(tuple(runs))


def _with_brackets(whole: Text, starts: Set[int]) -> tuple[Run, ...]:
    """Gives the runs of a text; an opening bracket that starts a line and is followed by a link goes to the link."""
    runs = list(whole)
    position = 0
    for number in range(len(runs) - 1):
        run, follower = runs[number], runs[number + 1]
        position += len(run.text)
        opens = run.text[-1:] in NO_END and position - 1 in starts
        if opens and follower.link and not (run.link or follower.math):
            runs[number] = replace(run, text=run.text[:-1])
            runs[number + 1] = replace(follower, text=run.text[-1] + follower.text)
            position -= 1
    return tuple(run for run in runs if run.text)


def is_rtl(whole: Text) -> bool:
    """Whether a text runs right to left: its first letter that runs either way decides."""
    plain = whole.plain
    if plain.isascii():
        return False
    for character in plain:
        direction = unicodedata.bidirectional(character)
        if direction == LEFT_TO_RIGHT:
            return False
        if direction in RIGHT_TO_LEFT:
            return True
    return False


@functools.lru_cache(MEASURED)
def longest_word(whole: Text, step: Step) -> float:
    """Gives the width of the widest piece that does not break, in points."""
    plain, ends = whole.plain, _ends(whole, step)
    stops = [*_chances(plain, 0, len(plain)), len(plain)]
    starts = [0, *stops[:-1]]
    return max((_visible(plain, ends, a, b) for a, b in zip(starts, stops, strict=True)), default=0.0)


def _ends(whole: Text, step: Step) -> list[float]:
    """Gives how far the text reaches before each character and at its end, in points."""
    return list(accumulate(run_widths(whole, step), initial=0.0))


def _paragraphs(plain: str) -> Iterator[tuple[int, int]]:
    start = 0
    for part in plain.split("\n"):
        yield start, start + len(part)
        start += len(part) + 1


def _chances(plain: str, start: int, stop: int) -> Iterator[int]:
    """Gives where a line may end, as Unicode Annex 14 says for what decks contain.

    Lines end after blanks, hyphens, dashes and slashes, in addresses after their marks as well, and around East
    Asian characters but not before closing and after opening punctuation; Thai and the like are left whole.
    """
    part = plain[start:stop]
    pattern = ASCII_CHANCE if part.isascii() else NARROW_CHANCE if NARROW.fullmatch(part) else _wide_chance()
    for match in pattern.finditer(plain, start, stop):
        position = match.end()
        if not start < position < stop or plain[position].isspace():
            continue
        mark = plain[position - 1]
        if mark in "-/" and _inside_number(plain, position):
            continue
        if mark in ADDRESS_MARKS and not _in_address(plain, start, position):
            continue
        if plain[position] in NO_START and mark not in " \t":
            continue
        if mark in NO_END or (mark == JOINER or plain[position] in GLUED or ord(plain[position]) in SELECTORS):
            continue
        yield position


@functools.cache
def _wide_chance() -> re.Pattern[str]:
    """Gives where lines of East Asian text may end; only a deck that has some waits until it is compiled."""
    return re.compile(rf"{BLANKS_AND_DASHES}|[{WIDE}]|[^\s{WIDE}](?=[{WIDE}])")


def _in_address(plain: str, start: int, position: int) -> bool:
    """Whether the mark before a position stands inside an address, and not in the middle of its `//`."""
    begin = max(plain.rfind(" ", start, position), plain.rfind("\n", start, position), start - 1) + 1
    word = plain[begin:position]
    slashes = word.find("//")
    if slashes < 0:
        return bool(re.match(r"www\.", word)) and len(word) > 4
    return len(word) > slashes + 2


def _inside_number(plain: str, position: int) -> bool:
    """Whether the hyphen or slash before `position` belongs to what follows, as in `-1` or ` /path` or `http://`."""
    before = plain[position - 2] if position > 1 else " "
    return before.isspace() or before in "(/:" or plain[position].isdigit() or plain[position] == "/"


def _fill(plain: str, ends: Sequence[float], start: int, stop: int, limit: float) -> Iterator[Line]:
    first, last_fit = start, start
    for chance in [*_chances(plain, start, stop), stop]:
        if _visible(plain, ends, first, chance) > limit and last_fit > first:
            yield Line(first, last_fit, _visible(plain, ends, first, last_fit))
            first = last_fit
        while first < chance and _visible(plain, ends, first, chance) > limit:
            cut = _cut(ends, first, chance, limit)
            yield Line(first, cut, ends[cut] - ends[first])
            first = cut
        last_fit = chance
    yield Line(first, stop, _visible(plain, ends, first, stop))


def _visible(plain: str, ends: Sequence[float], start: int, stop: int) -> float:
    """Gives the width without the blanks at the end, which hang over."""
    while stop > start and plain[stop - 1].isspace():
        stop -= 1
    return ends[stop] - ends[start]


def _cut(ends: Sequence[float], start: int, stop: int, limit: float) -> int:
    """Gives the last place at which a word that is too wide still fits; at least one character is taken."""
    return max(bisect_right(ends, ends[start] + limit, start, stop + 1) - 1, start + 1)
