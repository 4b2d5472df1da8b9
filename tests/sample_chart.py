"""Sample charts: charts of every kind from the numbers made up for the tests."""

from __future__ import annotations

from deck.charts.data import read_chart
from deck.charts.shape import chart_shape
from deck.files import Folder
from deck.model import Block, Chart, Deck, Series, Settings, Slide
from deck.placed import ChartShape, PlacedDeck
from deck.placing.layout import place_deck
from deck.theme import Box
from references.library import Library
from sample_deck import THEME
from sample_library import TESTS
from text.run import text
from text.source import Problems

SAMPLE = TESTS / "sample"
FRAME = Box(0.667, 2.25, 12.0, 4.417)
# Every kind: file, x, y, title, unit.
KINDS = {
    "line": ("downloads", "month", "TensorFlow,PyTorch", "Downloads in 30 days", "downloads"),
    "bar": ("frameworks", "framework", "models", "", ""),
    "column": ("years", "year", "TensorFlow,PyTorch,JAX", "Share of repositories", "%"),
    "stacked": ("years", "year", "TensorFlow,PyTorch,JAX", "", "%"),
    "area": ("years", "year", "TensorFlow,PyTorch", "", "%"),
    "pie": ("frameworks", "framework", "models", "", ""),
    "doughnut": ("frameworks", "framework", "papers", "Papers", ""),
    "scatter": ("batches", "batch", "TensorFlow,PyTorch", "", "ms"),
}


def sample_chart(kind: str) -> Chart:
    """Gives the sample chart of a kind with its numbers."""
    file, x, y, title, unit = KINDS[kind]
    problems = Problems()
    chart = Chart(kind, f"data/{file}.csv", x, tuple(y.split(",")), title, unit)
    read = read_chart(chart, Folder(SAMPLE, SAMPLE), problems)
    problems.stop_if_any()
    return read


def made_chart(kind: str, categories: str, **series: str) -> Chart:
    """Gives a chart of words: categories parted by blanks, values too, a dash where there is none."""
    found = tuple(
        Series(name, tuple(None if value == "-" else float(value) for value in values.split()))
        for name, values in series.items()
    )
    return Chart(kind, "made.csv", "x", tuple(series), categories=tuple(categories.split()), series=found)


def framed(chart: Chart, box: Box = FRAME) -> ChartShape:
    """Gives a chart in a box."""
    return chart_shape(chart, box, "", THEME)


def placed_chart(*blocks: Block, mode: str = "light") -> PlacedDeck:
    """Gives the deck of one slide with a chart and what stands beside it; what is wrong is raised."""
    problems = Problems()
    deck = Deck(Settings(title="Charts", mode=mode), (Slide("chart", text("A chart"), blocks),))
    placed = place_deck(deck, THEME, Library(), problems)
    problems.stop_if_any()
    return placed
