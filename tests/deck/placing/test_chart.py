from __future__ import annotations

import pytest

from deck.charts.plan import plan_chart
from deck.charts.shape import MOST_ALT, chart_alt
from deck.model import Chart, Paragraph
from deck.placed import ChartShape, PlacedDeck, TextShape
from deck.theme import Box
from sample_chart import FRAME, KINDS, framed, made_chart, placed_chart, sample_chart
from sample_deck import THEME, text_in
from text.run import Run, Text, text
from text.source import SourceError

FIGURE = Paragraph(Text((Run("3.9×", strong=True),)))
WORDS = Paragraph(text("as many downloads for PyTorch as for TensorFlow"))
LIMITS = Paragraph(Text((Run("Not users: automated installs count.", emphasis=True),)))
MONTHS = " ".join(f"{2020 + month // 12}-{month % 12 + 1:02d}" for month in range(60))


def chart_in(deck: PlacedDeck) -> ChartShape:
    [found] = [shape for shape in deck.slides[0].shapes if isinstance(shape, ChartShape)]
    return found


def test_a_chart_alone_has_the_whole_area() -> None:
    assert chart_in(placed_chart(sample_chart("line"))).box.width == pytest.approx(12.0)


def test_text_stands_left_of_its_chart() -> None:
    deck = placed_chart(WORDS, sample_chart("line"))
    assert text_in(deck.slides[0], "body").box.right <= chart_in(deck).box.x


def test_a_short_bold_paragraph_becomes_the_figure_and_one_in_italics_the_limits() -> None:
    slide = placed_chart(FIGURE, WORDS, LIMITS, sample_chart("line")).slides[0]
    [figure] = text_in(slide, "figure").paragraphs
    assert (figure.text.plain, figure.step.size) == ("3.9×", 96)
    assert text_in(slide, "limits").paragraphs[0].step.size == 14
    assert text_in(slide, "body").box.bottom <= text_in(slide, "limits").box.y
    assert any(mark.colour == "ink" for mark in slide.marks)


def test_a_long_bold_paragraph_is_text() -> None:
    slide = placed_chart(Paragraph(Text((Run("A whole sentence in bold", strong=True),))), sample_chart("pie")).slides[
        0
    ]
    assert not [shape for shape in slide.shapes if isinstance(shape, TextShape) and shape.slot == "figure"]


def test_what_was_written_first_is_read_first() -> None:
    slots = [
        [shape.slot for shape in deck.slides[0].shapes if shape.slot in ("body", "chart")]
        for deck in (placed_chart(WORDS, sample_chart("bar")), placed_chart(sample_chart("bar"), WORDS))
    ]
    assert slots == [["body", "chart"], ["chart", "body"]]


def test_more_text_than_fits_continues_beside_the_same_chart() -> None:
    deck = placed_chart(*[WORDS] * 6, sample_chart("line"))
    assert len(deck.slides) > 1
    assert all(any(isinstance(shape, ChartShape) for shape in slide.shapes) for slide in deck.slides)


def test_text_that_does_not_fit_below_a_figure_is_a_problem() -> None:
    with pytest.raises(SourceError, match="below the figure"):
        placed_chart(FIGURE, *[WORDS] * 6, sample_chart("line"))


@pytest.mark.parametrize(
    ("chart", "expected"),
    [
        (
            sample_chart("bar"),
            "Bar chart. models: TensorFlow 12.5; PyTorch 48.3; JAX 9.0; Keras, all backends 3.0.",
        ),
        (
            made_chart("line", "a b c d e f g h", one="3 1 - 4 9 2 6 5"),
            "Line chart. one: from 3 (a) to 5 (h), lowest 1 (b), highest 9 (e); no value for c.",
        ),
        (
            sample_chart("scatter"),
            "Scatter chart, in ms. TensorFlow: 4 points, batch from 8 to 128, values from 45.2 to 431.2. "
            "PyTorch: 5 points, batch from 8 to 128, values from 43.3 to 484.8.",
        ),
    ],
)
def test_the_text_alternative_says_what_an_eye_would_see(chart: Chart, expected: str) -> None:
    assert chart_alt(chart) == expected


def test_the_text_alternative_of_many_series_is_short_and_says_what_it_leaves_out() -> None:
    long = "a series with a name of its own that is very long indeed, number"
    names = {f"{long} {number}": "1 2 3 4 5 6 7 8" for number in range(8)}
    found = chart_alt(made_chart("line", "a b c d e f g h", **names))
    assert len(found) <= MOST_ALT
    assert "more series" in found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("box", [FRAME, Box(3.7, 2.25, 8.95, 4.4), Box(0.7, 2.25, 5.9, 2.2)])
def test_plot_and_labels_stay_inside_the_frame(kind: str, box: Box) -> None:
    plan = plan_chart(framed(sample_chart(kind), box), THEME)
    assert plan.plot.x >= 0 and plan.plot.right <= plan.width + 1e-6
    assert plan.plot.y >= 0 and plan.plot.bottom <= plan.height + 1e-6
    assert all(0 <= end.y + end.down <= plan.height for end in plan.ends)


def test_one_of_many_series_is_labelled_by_its_name_alone() -> None:
    chart = made_chart("line", MONTHS, **{f"s{n}": " ".join(["1"] * 60) for n in range(8)})
    plan = plan_chart(framed(chart, Box(0, 0, 6, 2.2)), THEME)
    assert {len(end.lines) for end in plan.ends} == {1}
