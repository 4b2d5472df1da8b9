"""Case file: inputs and expected outputs as text that a person can review."""

from __future__ import annotations

from pathlib import Path

from text import case


def read_cases(path: Path) -> list[tuple[str, str, str]]:
    """Gives (name, input, expected) of every case; a name is the last line before its dot, the rest is a remark."""
    return [(one.name, one.written, one.expected) for one in case.read_cases(path)]
