from __future__ import annotations

import pytest

from deck.placing.sense import broken_by_sense
from sample_deck import THEME
from text.run import text


@pytest.mark.parametrize(
    ("written", "step", "expected"),
    [
        (
            "Both run eagerly by default and both compile on request.",
            "statement",
            ["Both run eagerly by default ", "and both compile on request."],
        ),
        (
            "TensorFlow replaced DistBelief; PyTorch kept the C core of Lua Torch",
            "title",
            ["TensorFlow replaced DistBelief; ", "PyTorch kept the C core of Lua Torch"],
        ),
        ("One line", "title", ["One line"]),
        ("A break\nof the author's own", "title", ["A break", "of the author's own"]),
    ],
)
def test_no_line_of_large_type_ends_in_the_middle_of_a_thought(written: str, step: str, expected: list[str]) -> None:
    assert broken_by_sense(text(written), THEME.steps[step], 12.1).plain.split("\n") == expected
