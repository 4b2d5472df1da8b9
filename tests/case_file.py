"""Case file: inputs and expected outputs as text that a person can review."""

from __future__ import annotations

from pathlib import Path

PARTS = 3  # name, input, expected, each ended by a line with a single dot


def read_cases(path: Path) -> list[tuple[str, str, str]]:
    """Gives (name, input, expected) of every case; a name is the last line before its dot, the rest is a remark."""
    parts: list[str] = []
    lines: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line == ".":
            parts.append("\n".join(lines))
            lines = []
        else:
            lines.append(line)
    if len(parts) % PARTS or "".join(lines).strip():
        raise ValueError(f"{path}: the last case is not whole; each has a name, an input and what is expected")
    return [
        (name.strip().splitlines()[-1], written, expected)
        for name, written, expected in zip(parts[::PARTS], parts[1::PARTS], parts[2::PARTS], strict=True)
    ]
