"""Case: an input and what is expected of it, from a file that tests run and people read."""

from __future__ import annotations

from pathlib import Path

from text.source import Source
from text.values import dataclass

PARTS = 3  # name, input, expected, each ended by a line with a single dot
END = "."


@dataclass(frozen=True, slots=True)
class Case:
    """One case: `source` is where its input starts."""

    name: str
    written: str
    expected: str
    source: Source


def read_cases(path: Path) -> tuple[Case, ...]:
    """Gives every case of a file; a name is the last line before its dot, the lines above it are a remark."""
    parts: list[tuple[int, str]] = []
    lines: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line == END:
            parts.append((number - len(lines), "\n".join(lines)))
            lines = []
        else:
            lines.append(line)
    if len(parts) % PARTS or "".join(lines).strip():
        raise ValueError(f"{path}: the last case is not whole; each has a name, an input and what is expected")
    return tuple(
        Case(name.strip().splitlines()[-1], written, expected, Source(str(path), line, 1))
        for (_, name), (line, written), (_, expected) in zip(
            parts[::PARTS], parts[1::PARTS], parts[2::PARTS], strict=True
        )
    )


def with_expected(content: str, name: str, expected: str) -> str:
    """Gives the content of a case file with what is expected of one case written anew; ValueError without it."""
    lines = content.splitlines()
    ends = [number for number, line in enumerate(lines) if line == END]
    for name_end, first, last in zip(ends[::PARTS], ends[1::PARTS], ends[2::PARTS], strict=True):
        if lines[name_end - 1].strip() == name:
            return "\n".join([*lines[: first + 1], *expected.splitlines(), *lines[last:]]) + "\n"
    raise ValueError(f"no case '{name}'")
