"""Chart look: the colour, dash, mark and filling of every series, so that colour alone never tells."""

from __future__ import annotations

from collections.abc import Sequence

from deck.model import Chart
from text.values import dataclass

FRAMEWORKS = ("tensorflow", "pytorch")
OTHERS = ("ink", "soft")  # in turn, for what is no framework; the rule colour is too faint for a mark
DASHES = ("solid", "dash", "sysDot", "dashDot", "lgDash", "lgDashDot", "sysDash", "lgDashDotDot")
PATTERNS = ("", "wdUpDiag", "pct20", "wdDnDiag", "ltHorz", "ltVert", "smGrid", "diagCross")
MARKERS = {"tensorflow": "square", "pytorch": "circle"}
OTHER_MARKERS = ("diamond", "triangle", "x", "plus", "star", "dash")


@dataclass(frozen=True, slots=True)
class Look:
    """How a series or a slice is drawn; colours are those of the theme, the rest names of DrawingML."""

    colour: str
    words: str  # the colour of its name
    dash: str = "solid"
    marker: str = "diamond"
    pattern: str = ""  # empty: filled whole


def framework(name: str) -> str:
    """Gives the framework that a name is about, or nothing."""
    found = [known for known in FRAMEWORKS if known in name.lower()]
    return found[0] if len(found) == 1 else ""


def series_looks(names: Sequence[str]) -> tuple[Look, ...]:
    """Gives a look for each name; two of one colour differ in dash, mark and filling."""
    used: dict[str, int] = {}
    found: list[Look] = []
    others = 0
    for name in names:
        known = framework(name)
        colour = known or OTHERS[others % len(OTHERS)]
        marker = MARKERS.get(known) or OTHER_MARKERS[others % len(OTHER_MARKERS)]
        others += not known
        turn = used[colour] = used.get(colour, -1) + 1
        words = f"{known}-text" if known else colour
        found.append(Look(colour, words, DASHES[turn % len(DASHES)], marker, PATTERNS[turn % len(PATTERNS)]))
    return tuple(found)


def point_looks(chart: Chart) -> tuple[Look, ...]:
    """Gives a look for each category where the categories are what is told apart; otherwise none."""
    if chart.kind in ("pie", "doughnut"):
        return series_looks(chart.categories)
    alone = chart.kind in ("bar", "column") and len(chart.series) == 1
    if not alone or framework(chart.series[0].name) or not any(map(framework, chart.categories)):
        return ()
    return tuple(
        Look(framework(category) or "soft", f"{framework(category)}-text" if framework(category) else "soft")
        for category in chart.categories
    )
