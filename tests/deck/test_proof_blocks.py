from __future__ import annotations

from pathlib import Path

import pytest

from deck.placed import PlacedDeck
from deck.powerpoint.write import write_pptx
from sample_deck import build_in, deck_folder
from zip_changes import complaints, replaced

DECK = """\
---
title: Blocks
---
## Formulas

The cost is $O(n^2)$ in all.

$$\\sum_{i=1}^{n} x_i = \\frac{a}{b}$$

## Numbers

::: {.chart type=column data="numbers.csv" x=month y="alpha,beta" title="Downloads"}
:::

## Drawing

![A drawing](drawing.svg "Its caption")

## Merged

| A | B | C |
| - | - | - |
| one | 1 | < |
| ^ | 2 | two |

## Footnotes

Text[^1] and more^[inline [link](https://example.org/f)].

[^1]: A note of its own.

## Quotation

> Dikes hold.
>
> Somebody, 2018

## Callout

::: {.callout .warning}
Mind the gap.
:::

## Three columns

::: {.columns}
::: {.column}
first
:::
::: {.column}
second
:::
::: {.column}
third
:::
:::
"""
SLIDE = r"slides/slide\d+\.xml$"
NO_NUMBERS = "12: the numbers of 'numbers.csv' are not in the chart of the file"
CHART = r"charts/[^/]*\.xml$"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[PlacedDeck, bytes]:
    """The deck above, placed and written."""
    folder = deck_folder(tmp_path_factory.mktemp("proof"))
    (folder / "numbers.csv").write_text("month,alpha,beta\nJanuary,1,2\nFebruary,3.5,\n", encoding="utf-8")
    placed = build_in(folder, DECK)
    return placed, write_pptx(placed)


def test_every_block_of_the_format_is_found(built: tuple[PlacedDeck, bytes]) -> None:
    assert complaints(*built) == []


@pytest.mark.parametrize(
    ("pattern", "old", "new", "expected"),
    [
        (SLIDE, ">n</m:t>", ">k</m:t>", "6: '$O(n^2)$' is not in the file"),
        (SLIDE, ">a</m:t>", "></m:t>", "8: '$\\sum_{i=1}^{n} x_i = \\frac{a}{b}$' is not in the file"),
        (CHART, "<c:v>3.5</c:v>", "<c:v>4.5</c:v>", NO_NUMBERS),
        (CHART, "<c:v>February</c:v>", "<c:v>May</c:v>", NO_NUMBERS),
        (CHART, ">Downloads<", ">Uploads<", "12: 'Downloads' is not in the file"),
        (SLIDE, "Its caption", "A caption", "17: 'Its' is not in the file"),
        (SLIDE, ' gridSpan="2"', "", "23: the row 'one | 1 | ' is not in the file as it is written"),
        (SLIDE, "of its own", "of its", "30: 'its own.' is not in the file"),
        (SLIDE, "Dikes hold", "Dykes hold", "34: 'Dikes' is not in the file"),
        (SLIDE, "Somebody, 2018", "Somebody, 2019", "36: '2018' is not in the file"),
        (SLIDE, "Mind the gap", "Mind the cap", "41: 'gap.' is not in the file"),
        (SLIDE, ">third<", ">fourth<", "54: 'third' is not in the file"),
    ],
)  # fmt: skip
def test_what_is_changed_in_a_block_is_told_with_its_line(
    built: tuple[PlacedDeck, bytes], pattern: str, old: str, new: str, expected: str
) -> None:
    placed, content = built
    assert expected in complaints(placed, replaced(content, pattern, old, new))


def test_the_vectors_of_a_drawing_are_compared_byte_for_byte(built: tuple[PlacedDeck, bytes]) -> None:
    placed, content = built
    told = complaints(placed, replaced(content, r"media/.*\.svg$", "<", " <"))
    assert told == ["17: the picture 'drawing.svg' is not in the file where the source has it"]


def test_a_footer_that_is_gone_is_told(tmp_path: Path) -> None:
    placed = build_in(deck_folder(tmp_path), "---\ntitle: A\nfooter: Said below\n---\n## B\n\nText.\n")
    content = write_pptx(placed)
    assert complaints(placed, content) == []
    assert complaints(placed, replaced(content, SLIDE, "Said below", "")) == ["3: 'Said below' is not in the file"]


def test_a_chart_without_its_workbook_is_told(built: tuple[PlacedDeck, bytes]) -> None:
    placed, content = built
    told = complaints(placed, replaced(content, r"charts/_rels", "relationships/package", "relationships/other"))
    assert told == ["12: the chart in the file has no workbook"]
