"""Report: prints what was checked, what is broken and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from text.source import Problem, Problems


def report(counts: Mapping[str, int], problems: Problems) -> str:
    """Gives the lines to print: one a problem, sorted by place, then one that says how much was checked."""
    broken = broken_lines(problems.found)
    checked = ", ".join(f"{count} in {name}" for name, count in counts.items()) or "nothing"
    verdict = f"{len(broken)} broken" if broken else "all hold"
    return "\n".join([*broken, f"Links checked: {checked}; {verdict}."])


def broken_lines(problems: Iterable[Problem]) -> list[str]:
    """Gives each problem once, sorted by place."""
    return [problem_line(problem) for problem in sorted(set(problems))]


def problem_line(problem: Problem) -> str:
    """Gives `file:line:column: what; what to do`; a file without lines, such as a .pptx, stands alone."""
    where = str(problem.source) if problem.source.line else problem.source.file
    return f"{where}: {problem.what}; {problem.todo}" if problem.todo else f"{where}: {problem.what}"
