"""HTML style: where a thing stands on a slide and in what size, as CSS custom properties."""

from __future__ import annotations

from deck.theme import Box, Step, Theme

POINTS_PER_INCH = 72


def place_style(box: Box, theme: Theme) -> str:
    """Gives a box as shares of the slide, so that it holds at every width."""
    x, y = box.x / theme.width, box.y / theme.height
    return f"--x:{x:.3%};--y:{y:.3%};--w:{box.width / theme.width:.3%};--h:{box.height / theme.height:.3%}"


def step_style(step: Step, after: float = 0.0) -> str:
    """Gives size, line and tracking of a step, and the space after the paragraph, in points."""
    found = f"--s:{step.size:g};--l:{step.line:g}"
    found += f";--t:{step.tracking:g}" if step.tracking else ""
    return found + (f";--a:{after:g}" if after else "")


def weight_class(step: Step, strong: bool) -> str:
    """Gives the class of bold text, or nothing."""
    return "bold" if step.bold or strong else ""
