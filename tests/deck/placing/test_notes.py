from __future__ import annotations

import pytest

from deck.model import (
    Block,
    Callout,
    Chart,
    Code,
    Column,
    Columns,
    Formula,
    Item,
    List,
    Paragraph,
    Pause,
    Picture,
    Quotation,
    Series,
    Table,
)
from deck.placed import PlacedParagraph
from deck.placing.notes import place_notes
from references.library import Library
from sample_deck import THEME
from text.run import Run, Text, text


def said(*blocks: Block) -> tuple[PlacedParagraph, ...]:
    return place_notes(blocks, (), Library(), THEME)


def lines(*blocks: Block) -> list[str]:
    return [paragraph.text.plain for paragraph in said(*blocks)]


WORDS = Paragraph(text("Words"))
SERIES = (Series("a", (1.5, None)), Series("b", (1234567.0, 2.0)))


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (Code("a = 1\n\nb = 2\n", "python", label="two.py"), ["two.py", "a = 1", "", "b = 2"]),
        (
            Table((text("A"), text("B")), ((text("1"), text("2")),), ("", ""), caption=text("C")),
            ["A | B", "1 | 2", "C"],
        ),
        (Formula("x^2", "x²"), ["x²"]),
        (Picture("a.png", "A dike", text("In winter")), ["A dike", "In winter"]),
        (Quotation((WORDS,), text("Ada")), ["Words", "Ada"]),
        (Callout("note", text("Note"), (WORDS,)), ["Note", "Words"]),
        (Columns((Column((WORDS,), 0.5), Column((WORDS,), 0.5))), ["Words", "Words"]),
        (
            Chart("line", "a.csv", "x", (), "Title", "per day", text("Source"), ("Jan", "Feb"), SERIES),
            ["Title (per day)", "x | a | b", "Jan | 1.5 | 1234567", "Feb |  | 2", "Source"],
        ),
        (Pause(), []),
    ],
)
def test_nothing_that_is_said_is_lost(block: Block, expected: list[str]) -> None:
    assert lines(block) == expected


def test_lists_keep_their_markers_and_what_stands_in_them() -> None:
    inside = List((Item((WORDS, Code("a = 1\n"))), Item((WORDS,))), numbered=True, start=3)
    found = said(List((Item((WORDS, inside)),)))
    assert [(one.level, one.marker, one.number) for one in found] == [
        (1, "bullet", 1),
        (2, "number", 3),
        (2, "continued", 3),
        (2, "number", 4),
    ]


def test_code_in_notes_is_set_as_code() -> None:
    [line] = said(Code("a = 1\n"))
    assert [run.code for run in line.text] == [True]


def test_a_link_to_a_slide_is_plain_text_in_notes() -> None:
    [line] = said(Paragraph(Text((Run("there", link="#there"), Run(" or "), Run("out", link="https://example.org")))))
    assert [run.link for run in line.text] == ["", "https://example.org"]
