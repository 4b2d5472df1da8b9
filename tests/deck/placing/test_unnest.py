from __future__ import annotations

import pytest

from deck.placed import PictureShape, PlacedDeck, PlacedParagraph, PlacedSlide, TableShape, TextShape
from deck.placing.pieces import Area
from deck.placing.unnest import Builds, pieces_of
from deck.theme import Box
from sample_deck import HEADING, THEME, place_blocks, read, tables
from text.source import Problems

BODY = THEME.steps["body"]
AREA = Area(Box(0, 0, 9, 90), "body", BODY, THEME.fitting["table"])
HOLDING = "1. one\n\n   ```python\n   x\n   ```\n\n   more\n2. two\n\n   | a |\n   |---|\n   | b |\n\n3. three\n"


def kinds(slide: PlacedSlide) -> list[str]:
    """Gives what the shapes between the title and the foot are, in reading order."""
    names = {TableShape: "table", PictureShape: "picture"}
    found = [shape for shape in slide.shapes if shape.slot not in ("title", "kicker", "sources")]
    return ["code" if isinstance(one, TextShape) and one.code else names.get(type(one), "text") for one in found]


def markers(deck: PlacedDeck) -> list[tuple[str, str, int]]:
    """Gives text, marker and number of every paragraph in a list."""
    paragraphs = (
        p for s in deck.slides for shape in s.shapes if isinstance(shape, TextShape) for p in shape.paragraphs
    )
    return [(one.text.plain, one.marker, one.number) for one in paragraphs if one.level]


def builds(blocks: str) -> list[tuple[str, int]]:
    """Gives the words of every paragraph with the click that shows it."""
    found = pieces_of(read(HEADING + blocks).slides[0].blocks, AREA, THEME, Problems(), Builds())
    return [(one.content.text.plain, one.build) for one in found if isinstance(one.content, PlacedParagraph)]


def test_a_list_that_holds_code_and_tables_keeps_their_order() -> None:
    assert kinds(place_blocks(HOLDING).slides[0]) == ["text", "code", "text", "table", "text"]


def test_the_numbers_of_a_list_go_on_behind_what_it_holds() -> None:
    assert markers(place_blocks(HOLDING)) == [
        ("one", "number", 1),
        ("more", "continued", 1),
        ("two", "number", 2),
        ("three", "number", 3),
    ]


def test_what_an_item_holds_stands_under_its_text() -> None:
    [table] = tables(place_blocks(HOLDING))
    assert table.box.x == pytest.approx(0.667 + THEME.gaps.number)


def test_an_item_that_starts_with_code_keeps_its_number() -> None:
    assert markers(place_blocks("1. ```\n   x\n   ```\n2. two\n")) == [("\u00a0", "number", 1), ("two", "number", 2)]


def test_a_callout_has_a_bar_and_a_bold_label() -> None:
    [callout] = place_blocks("::: {.callout .warning}\nText.\n:::\n").slides[0].shapes[1:]
    assert isinstance(callout, TextShape)
    assert (callout.bar, [one.text.plain for one in callout.paragraphs]) == ("ink", ["Warning", "Text."])
    assert callout.paragraphs[0].strong


def test_a_quotation_among_other_blocks_stands_beside_a_rule_and_its_source_is_soft() -> None:
    said = place_blocks("Text.\n\n> Said.\n>\n> — somebody\n").slides[0].shapes[-1]
    assert isinstance(said, TextShape)
    assert (said.bar, said.paragraphs[0].text.plain) == ("rule", "Said.")
    assert all(run.soft for run in said.paragraphs[-1].text)


def test_the_items_of_an_incremental_list_appear_one_by_one_and_nested_ones_on_their_own() -> None:
    found = builds("::: incremental\n- a\n- b\n  - c\n- d\n:::\n\nafter\n")
    assert found == [("a", 1), ("b", 2), ("c", 3), ("d", 4), ("after", 0)]


def test_what_stands_behind_a_pause_appears_on_the_next_click() -> None:
    assert builds("a\n\n. . .\n\nb\n\n- c\n\n. . .\n\nd\n") == [("a", 0), ("b", 1), ("c", 1), ("d", 2)]


def test_a_table_behind_a_pause_appears_as_a_whole() -> None:
    deck = place_blocks("a\n\n. . .\n\n| b |\n|---|\n| c |\n")
    assert [table.build for table in tables(deck)] == [1]


def test_a_long_line_of_code_is_wrapped_for_a_guest_and_keeps_every_character() -> None:
    deck = place_blocks(f"```\n{'y ' * 130}\nz\n```\n")
    [code] = [one for one in deck.slides[0].shapes if isinstance(one, TextShape) and one.code]
    assert [one.text.plain for one in code.paragraphs] == ["y " * 130, "z"]


def test_a_display_formula_carries_its_latex_and_lines_as_high_as_it_is() -> None:
    [piece] = pieces_of(read(HEADING + "$$\\frac{a}{b}$$\n").slides[0].blocks, AREA, THEME, Problems())
    assert isinstance(piece.content, PlacedParagraph)
    assert piece.content.formula
    assert [run.math for run in piece.content.text] == ["\\frac{a}{b}"]
    assert piece.content.step.line > BODY.line


def test_a_formula_that_is_wider_than_its_box_is_a_problem_with_both_widths() -> None:
    problems = Problems()
    latex = "+".join("x_{abcdef}" for _ in range(60))
    pieces_of(read(f"{HEADING}$${latex}$$\n").slides[0].blocks, AREA, THEME, problems)
    assert "in wide and 9.00 in are there" in problems.found[0].what
