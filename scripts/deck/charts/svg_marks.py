"""SVG marks: words, hairlines, end marks and slices as SVG, coloured by the custom properties of the page."""

from __future__ import annotations

import math
from html import escape

from deck.charts.look import PATTERNS, Look

POINTS = 72  # per inch; drawings are measured in points
BASE = 0.35  # of a size: how far a line's base is below its middle
EDGE = 1.5  # points of paper between slices
PATTERN_DASHES = ("", "6 3", "2 2", "8 2 2 2", "10 4", "4 4", "1 3", "12 2")  # of the outlines that stand for patterns


def words(
    shown: str, x: float, y: float, size: float, colour: str, anchor: str = "start", bold: bool = False, more: str = ""
) -> str:
    """Gives text whose base line is at `y`; anchor is start, middle or end."""
    weight = ' font-weight="bold"' if bold else ""
    held = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}"{held}{weight}{more} '
        f'style="fill:var(--{colour})">{escape(shown)}</text>'
    )


def rule(x: float, y: float, other_x: float, other_y: float, colour: str) -> str:
    """Gives a hairline."""
    ends = f'x1="{x:.1f}" y1="{y:.1f}" x2="{other_x:.1f}" y2="{other_y:.1f}"'
    return f'<line {ends} stroke-width="0.75" style="stroke:var(--{colour})"/>'


def paint(look: Look, edged: bool = False) -> str:
    """Gives how an area is filled; what has a pattern is an outline, lines of paper part areas that touch."""
    if not look.pattern and edged:
        return f'stroke-width="{EDGE}" style="fill:var(--{look.colour});stroke:var(--paper)"'
    if not look.pattern:
        return f'style="fill:var(--{look.colour})"'
    dash = PATTERN_DASHES[PATTERNS.index(look.pattern)]
    return f'stroke-width="2" stroke-dasharray="{dash}" style="fill:var(--paper);stroke:var(--{look.colour})"'


def marker(look: Look, x: float, y: float, size: float) -> str:
    """Gives the mark of a look around a point."""
    half = size / 2
    style = f'style="fill:var(--{look.colour});stroke:var(--{look.colour})"'
    place = f'transform="translate({x:.1f} {y:.1f})"'
    cross = f"M{-half} {-half}L{half} {half}M{-half} {half}L{half} {-half}"
    plus = f"M0 {-half}V{half}M{-half} 0H{half}"
    paths = {
        "square": f"M{-half} {-half}H{half}V{half}H{-half}Z",
        "diamond": f"M0 {-half}L{half} 0L0 {half}L{-half} 0Z",
        "triangle": f"M0 {-half}L{half} {half}H{-half}Z",
        "x": cross,
        "plus": plus,
        "star": cross + plus,
        "dash": f"M{-half} 0H{half}",
    }
    if look.marker == "circle":
        return f'<circle r="{half:g}" {place} {style}/>'
    return f'<path d="{paths[look.marker]}" stroke-width="1.5" {place} {style}/>'


def slice_path(middle: tuple[float, float], radius: float, hole: float, turn: float, share: float, look: Look) -> str:
    """Gives a slice that starts at `turn` and covers `share` of the circle, clockwise from the top."""
    whole = min(share, 0.99999)  # an arc that ends where it starts is not drawn
    large = int(whole > 0.5)

    def at(part: float, distance: float) -> str:
        angle = 2 * math.pi * part
        return f"{middle[0] + math.sin(angle) * distance:.2f} {middle[1] - math.cos(angle) * distance:.2f}"

    inner = radius * hole
    path = f"M{at(turn, radius)}A{radius:.2f} {radius:.2f} 0 {large} 1 {at(turn + whole, radius)}"
    path += f"L{at(turn + whole, inner)}"
    path += f"A{inner:.2f} {inner:.2f} 0 {large} 0 {at(turn, inner)}Z" if hole else "Z"
    return f'<path d="{path}" {paint(look, edged=True)}/>'
