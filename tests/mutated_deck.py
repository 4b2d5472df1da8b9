"""Mutated deck: a text cut, doubled, joined and strewn with odd characters, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

ODD = (
    ":::", "::: {.columns}", "::::", "```", "~~~", "$$", "$", "---", "...", "- ", "    ", "\t", "> ", "| ", "|---|",
    "{", "}", "{.x #y z=", "[", "](", "![](", "[^1]", "[^1]:", "^[", "[@", "@king2018", "<div>", "</div>", "<", "<!--",
    "-->", "{{", "}}", "\\", "\\begin{align}", "\\textbf{", "*", "**", "_", "`", "&amp;", "&#0;", "\x00", "\x0b",
    "\u2028", "\u200d", "\u202e", "\ufeff", "🙂", "é", "中",
    "مر", "%", "#", "## ", "1. ", "(@a) ", ": ", "+---+", "^", "~", "=", "a" * 300, "*" * 40, "[" * 40, "> " * 12,
)  # fmt: skip
MOST_LINES = 60  # of one deck: a fault shows in a part of a file as well


def mutated(markdown: str, chance: random.Random) -> str:
    """Gives a part of a text with one to six changes."""
    lines = markdown.split("\n")
    start = chance.randrange(max(len(lines) - MOST_LINES, 0) + 1)
    lines = lines[start : start + MOST_LINES]
    for _ in range(chance.randint(1, 6)):
        lines = chance.choice(CHANGES)(lines or [""], chance)
    return "\n".join(lines)


def _without(lines: Sequence[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(lines))
    return [*lines[:at], *lines[at + chance.randint(1, 3) :]]


def _doubled(lines: Sequence[str], chance: random.Random) -> list[str]:
    at, count = chance.randrange(len(lines)), chance.randint(1, 4)
    return [*lines[: at + count], *lines[at : at + count], *lines[at + count :]]


def _joined(lines: Sequence[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(lines))
    return [*lines[:at], "".join(lines[at : at + 2]), *lines[at + 2 :]]


def _cut(lines: Sequence[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(lines))
    return [*lines[:at], lines[at][: chance.randint(0, len(lines[at]))], *lines[at + 1 :]]


def _strewn(lines: Sequence[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(lines))
    column = chance.choice((0, 0, len(lines[at]), chance.randint(0, len(lines[at]))))
    return [*lines[:at], lines[at][:column] + chance.choice(ODD) + lines[at][column:], *lines[at + 1 :]]


def _indented(lines: Sequence[str], chance: random.Random) -> list[str]:
    at, count, by = chance.randrange(len(lines)), chance.randint(1, 6), chance.choice(("  ", "    ", "> ", "- "))
    return [*lines[:at], *(by + line for line in lines[at : at + count]), *lines[at + count :]]


CHANGES: tuple[Callable[[Sequence[str], random.Random], list[str]], ...] = (
    _without, _doubled, _joined, _cut, _strewn, _strewn, _strewn, _indented,
)  # fmt: skip
