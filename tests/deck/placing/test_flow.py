from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deck.placed import PlacedParagraph
from deck.placing.flow import pages_of, used_height
from deck.placing.pieces import Area, Piece
from deck.placing.unnest import pieces_of
from deck.theme import Box
from sample_deck import HEADING, THEME, read
from text.run import text
from text.source import Problems

BODY = THEME.steps["body"]
HEIGHTS = st.lists(st.floats(0.1, 1.0), min_size=1, max_size=40)


def piece(height: float, *, group: int = 1, lead: float = 0.0, keep: bool = False, after: float = 0.1) -> Piece:
    return Piece(height, after, group, PlacedParagraph(text("x"), BODY), lead, keep=keep)


def paragraphs(blocks: str) -> list[PlacedParagraph]:
    """Gives the paragraphs that blocks are set as."""
    area = Area(Box(0, 0, 9, 90), "body", BODY, THEME.fitting["table"])
    found = pieces_of(read(HEADING + blocks).slides[0].blocks, area, THEME, Problems())
    return [one.content for one in found if isinstance(one.content, PlacedParagraph)]


@given(HEIGHTS, st.floats(1.2, 5.0))
def test_pages_hold_every_piece_in_order_and_none_runs_over(heights: list[float], height: float) -> None:
    pieces = [piece(one, lead=0.2) for one in heights]
    pages = pages_of(pieces, height, Problems())
    assert [one for page in pages for one in page] == pieces
    assert all(page and used_height(page) <= height + 1e-6 for page in pages)


def test_pages_are_level() -> None:
    pages = pages_of([piece(1.0, after=0.0)] * 9, 8.0, Problems())
    assert [len(page) for page in pages] == [5, 4]


def test_a_heading_goes_over_with_what_it_heads() -> None:
    pages = pages_of([piece(1.0), piece(1.0), piece(0.5, keep=True), piece(2.0)], 3.4, Problems())
    assert [len(page) for page in pages] == [2, 2]


def test_a_piece_that_fits_no_page_is_a_problem() -> None:
    problems = Problems()
    pages_of([piece(3.0, lead=0.2)], 3.1, problems)
    assert [problem.what for problem in problems.found] == ["this is 3.20 in high and 3.10 in are there"]


def test_no_space_counts_after_the_last_piece() -> None:
    assert used_height([piece(1.0, after=0.5), piece(1.0, after=0.5)]) == pytest.approx(2.5)


def test_every_group_repeats_its_lead_once_a_page() -> None:
    assert used_height([piece(1.0, lead=0.2, after=0.0)] * 2) == pytest.approx(2.2)


def test_list_levels_have_their_markers() -> None:
    found = paragraphs("- a\n\n  2. b\n  3. c\n\n     more\n")
    assert [(one.text.plain, one.level, one.marker) for one in found] == [
        ("a", 1, "bullet"),
        ("b", 2, "number"),
        ("c", 2, "number"),
        ("more", 2, "continued"),
    ]


def test_numbers_count_from_where_the_author_starts() -> None:
    assert [one.number for one in paragraphs("4. a\n5. b\n")] == [4, 5]


@pytest.mark.parametrize("blocks", ["- a\n\n  b\n", "- a\n  - b\n\n  c\n", "1. a\n   - b\n\n   c\n"])
def test_an_item_has_one_marker_however_many_paragraphs_it_has(blocks: str) -> None:
    shown = {one.text.plain: one.marker for one in paragraphs(blocks)}
    assert shown["a"] in ("bullet", "number")
    assert shown["c" if "c" in shown else "b"] == "continued"


def test_a_paragraph_longer_than_a_page_is_parted_between_lines() -> None:
    area = Area(Box(0, 0, 3, 1), "body", BODY, THEME.fitting["table"])
    words = " ".join(str(number) for number in range(200))
    found = pieces_of(read(HEADING + words).slides[0].blocks, area, THEME, Problems())
    assert len(found) > 3
    assert all(one.height <= 1 for one in found)
    assert "".join(one.content.text.plain for one in found if isinstance(one.content, PlacedParagraph)) == words


def test_an_item_stands_closer_to_what_is_nested_in_it() -> None:
    outer, inner, last = paragraphs("- a\n  - b\n- c\n")
    assert outer.after < inner.after == last.after
