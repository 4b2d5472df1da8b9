"""Sense: where the lines of large type break, so that each of them says something by itself."""

from __future__ import annotations

from collections.abc import Sequence

from deck.placing.measure import break_lines, without_widow
from deck.theme import Step
from text.run import Run, Text, join, slice_text

SHORTEST_LINE = 14  # characters: a title is not broken for fewer
# Words that belong to what follows: a line of large type does not end with one.
LINKED = (
    "a an the and or but nor of to in on at by for from with as than that is are no not "
    "und oder der die das den dem ein eine von zu mit im am für et ou le la les un une de des du à au "
    "y o el los las del con e il lo gli di da che een het en van voor os um uma do dos das"
)
LINKING = frozenset(LINKED.split())


def broken_by_sense(whole: Text, step: Step, width: float) -> Text:
    """Gives large type with breaks of our own where those of the box, `width` inches wide, would part its sense.

    A text of two lines breaks behind a colon, semicolon or comma where both parts fit; no word or two stand alone on
    the last line; and a line that would end in "and" or "the" ends in front of it, where that takes no further line.
    """
    broken = without_widow(_behind_a_mark(whole, step, width), step, width)
    return broken if any(run.is_break for run in broken) else _before_linking_words(broken, step, width)


def _behind_a_mark(whole: Text, step: Step, width: float) -> Text:
    if len(break_lines(whole, step, width)) != 2 or any(run.is_break for run in whole):
        return whole
    plain = whole.plain
    for marks in (":;", ","):
        for place in range(len(plain) - 1, 0, -1):
            first, second = slice_text(whole, 0, place), slice_text(whole, place, len(plain))
            apart = plain[place - 2] in marks and plain[place - 1] == " " if place > 1 else False
            even = apart and min(place, len(plain) - place) >= SHORTEST_LINE
            if even and all(len(break_lines(part, step, width)) == 1 for part in (first, second)):
                return first + Text((Run("\n"),)) + second
    return whole


def _before_linking_words(whole: Text, step: Step, width: float) -> Text:
    count, plain = len(break_lines(whole, step, width)), whole.plain
    starts = [0]
    while len(starts) <= count:
        lines = break_lines(slice_text(whole, starts[-1], len(plain)), step, width)
        if len(lines) == 1:
            break
        starts.append(starts[-1] + _stop(plain[starts[-1] : starts[-1] + lines[0].stop]))
    if len(starts) != count or starts == [line.start for line in break_lines(whole, step, width)]:
        return whole
    if any(not plain[start - 1].isspace() for start in starts[1:]):
        return whole  # a break of our own inside a word would be a blank to whoever copies the text
    return _parted(whole, starts)


def _stop(line: str) -> int:
    """Gives where a line ends once the linking words at its end are taken off; never all of it."""
    words = line.split()
    while len(words) > 1 and words[-1].lower() in LINKING:
        line = line.rstrip()[: -len(words.pop())]
    return len(line)


def _parted(whole: Text, starts: Sequence[int]) -> Text:
    stops = (*starts[1:], len(whole.plain))
    pieces = [slice_text(whole, start, stop) for start, stop in zip(starts, stops, strict=True)]
    return join([run for piece in pieces for run in (Run("\n"), *piece)][1:])
