"""Source: file, line and column of a thing, with the one error that points at it."""

from __future__ import annotations

from collections.abc import Iterable

from text.values import dataclass, replace


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """Where a thing was written; line and column count from 1, 0 means unknown."""

    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Gives `file:line:column`, as editors and terminals make clickable."""
        return f"{self.file}:{self.line}:{self.column}"

    def at(self, line: int, column: int = 1) -> Source:
        """Gives another place in the same file."""
        return replace(self, line=line, column=column)


NOWHERE = Source()


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One complaint: where, what is wrong, what to do about it."""

    source: Source
    what: str
    todo: str

    def __str__(self) -> str:
        """Gives the line that a command prints."""
        return f"{self.source}: {self.what}; {self.todo}" if self.todo else f"{self.source}: {self.what}"


class SourceError(Exception):
    """Stops a command after a stage; carries every problem that the stage found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Takes the problems in any order; keeps them sorted by place, each once."""
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


class Problems:
    """Collects the problems of one stage, so that one run reports all of them."""

    def __init__(self) -> None:
        """Starts empty."""
        self._found: list[Problem] = []
        self._remarks: list[Problem] = []

    def add(self, source: Source, what: str, todo: str = "") -> None:
        """Notes something that stops the build."""
        self._found.append(Problem(source, what, todo))

    def remark(self, source: Source, what: str, todo: str = "") -> None:
        """Notes something that is reported once and does not stop the build."""
        if all(remark.what != what for remark in self._remarks):
            self._remarks.append(Problem(source, what, todo))

    @property
    def remarks(self) -> tuple[Problem, ...]:
        """The remarks so far, in the order in which they came."""
        return tuple(self._remarks)

    @property
    def found(self) -> tuple[Problem, ...]:
        """The problems so far, in the order in which they came."""
        return tuple(self._found)

    def stop_if_any(self) -> None:
        """Raises one `SourceError` with everything that was added, if anything was."""
        if self._found:
            raise SourceError(self._found)


def nearest(name: str, known: Iterable[str]) -> str:
    """Gives `did you mean 'x'?` for the known name closest to `name`, or an empty text."""
    import difflib  # imported here: only a slip needs it

    close = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.5)
    return f"did you mean '{close[0]}'?" if close else ""
