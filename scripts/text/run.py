"""Run: a stretch of inline text with one look, the unit that every renderer shares."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import field, fields
from operator import attrgetter

from text.source import NOWHERE, Source
from text.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with one look; `link` is an address, or `#id` of a slide or reference."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    soft: bool = False  # second text: quieter than ink
    struck: bool = False
    shift: str = ""  # "sub", "super" or nothing
    link: str = ""
    tooltip: str = ""
    key: str = ""  # the work in the bibliography that this run cites or names
    citation: bool = False  # the text is a citation as it was written, not resolved yet
    math: str = ""  # an inline formula in LaTeX; the text is what it says in plain characters
    footnote: int = 0  # the number of the footnote that this run, its mark, refers to
    underlined: bool = False
    language: str = ""  # when it is not that of the text around it, as in BCP 47
    source: Source = field(default=NOWHERE, compare=False)

    @property
    def is_break(self) -> bool:
        """Whether this run is a forced line break."""
        return self.text == "\n"


# Everything by which two runs differ but their characters.
look_of = attrgetter(*(one.name for one in fields(Run) if one.compare and one.name != "text"))


@dataclass(frozen=True, slots=True)
class Text:
    """Inline text: runs in reading order."""

    runs: tuple[Run, ...] = ()

    def __bool__(self) -> bool:
        """An empty text is false."""
        return any(run.text for run in self.runs)

    def __iter__(self) -> Iterator[Run]:
        """Walks the runs in reading order."""
        return iter(self.runs)

    def __add__(self, other: Text) -> Text:
        """Joins two texts; neighbours of one look become one run."""
        return join((*self.runs, *other.runs))

    @property
    def plain(self) -> str:
        """The characters alone, line breaks as newlines."""
        return "".join(run.text for run in self.runs)

    def each(self, change: Callable[[Run], Run]) -> Text:
        """Gives the text with every run changed."""
        return join(change(run) for run in self.runs)


NO_TEXT = Text()


def text(characters: str, source: Source = NOWHERE) -> Text:
    """Makes a text of one plain run."""
    return Text((Run(characters, source=source),)) if characters else Text()


def join(runs: Iterable[Run]) -> Text:
    """Makes a text, merging neighbours that look and lead the same and dropping empty runs."""
    merged: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        mergeable = merged and not run.is_break and not merged[-1].is_break and not run.citation
        if mergeable and look_of(merged[-1]) == look_of(run):
            merged[-1] = replace(merged[-1], text=merged[-1].text + run.text)
        else:
            merged.append(run)
    return Text(tuple(merged))


def slice_text(whole: Text, start: int, stop: int) -> Text:
    """Gives the characters from `start` to `stop` (counted as in `plain`) with their looks."""
    cut: list[Run] = []
    position = 0
    for run in whole:
        first, last = max(start - position, 0), min(stop - position, len(run.text))
        if first < last:
            uncut = last - first == len(run.text)
            cut.append(run if uncut else replace(run, text=run.text[first:last]))
        position += len(run.text)
    return join(cut)
