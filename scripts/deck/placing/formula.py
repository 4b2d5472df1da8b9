"""Formula placing: how large formulas are, and how high the lines that hold them."""

from __future__ import annotations

from deck.theme import Step
from text.run import Text
from text.values import replace

FORMULA_AIR = 1.15  # of the height of a formula: what its line takes


def raised(step: Step, whole: Text) -> Step:
    """Gives the step with lines as high as the tallest formula in a text asks for."""
    sizes = [formula_size(run.math, False) for run in whole if run.math]
    if not sizes:
        return step
    tallest = max(size[1] if size else 1.0 for size in sizes)
    return replace(step, line=max(step.line, round(tallest * step.size * FORMULA_AIR, 1)))


def formula_size(latex: str, display: bool) -> tuple[float, float] | None:
    """Gives width and height of a formula in ems; None for one that is not understood, which is a problem already."""
    from deck.formulas.formula import equation  # imported here: only a deck with a formula needs it

    try:
        made = equation(latex, display)
    except ValueError:
        return None
    return made.width, made.height
