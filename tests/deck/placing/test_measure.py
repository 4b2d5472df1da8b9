from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deck.placing.measure import SAFETY, break_lines, longest_word, part_links, run_widths, text_width
from deck.theme import INCHES_PER_POINT
from sample_deck import THEME
from text.run import Run, Text, join, text

BODY = THEME.steps["body"]
WORDS = st.one_of(
    st.text(max_size=80), st.lists(st.sampled_from([*"ab -/—\n\t 数。🙂(1.", "word "]), max_size=60).map("".join)
)
TEXTS = st.lists(st.builds(Run, WORDS, st.booleans(), code=st.booleans()), max_size=4).map(join)
WIDTHS = st.floats(0.01, 12)


def lines_of(written: str, width: float) -> list[str]:
    return [written[line.start : line.stop].rstrip() for line in break_lines(text(written), BODY, width)]


def test_a_line_ends_after_a_blank_a_hyphen_or_a_slash() -> None:
    assert lines_of("time-critical input/output done", 0.75) == ["time-", "critical", "input/", "output", "done"]


@pytest.mark.parametrize("kept", ["-1", "(-1)", "1/2", "2026-11-22", "/path", "a -b"])
def test_a_sign_and_a_number_stay_together(kept: str) -> None:
    last = kept.split()[-1]
    assert longest_word(text(kept), BODY) == pytest.approx(text_width(text(last), BODY))


def test_east_asian_text_breaks_anywhere_but_before_punctuation() -> None:
    width = 2.5 * BODY.size * INCHES_PER_POINT
    assert lines_of("数数数。数", width) == ["数数", "数。", "数"]


def test_a_word_without_blanks_breaks_inside() -> None:
    lines = lines_of("x" * 200, 2)
    assert len(lines) > 1
    assert "".join(lines) == "x" * 200


def test_a_forced_break_starts_a_line_and_an_empty_text_has_one() -> None:
    assert lines_of("a\n\nb", 5) == ["a", "", "b"]
    assert lines_of("", 5) == [""]


def test_bold_text_is_wider_and_code_has_one_width() -> None:
    assert text_width(Text((Run("word", strong=True),)), BODY) > text_width(text("word"), BODY)
    assert len(set(run_widths(Text((Run("iWm.", code=True),)), BODY))) == 1


def test_combining_marks_and_joiners_take_no_room() -> None:
    assert text_width(text("e\u0301"), BODY) == text_width(text("e"), BODY)
    assert text_width(text("a\u200db"), BODY) == text_width(text("ab"), BODY)


def test_characters_that_are_not_measured_are_taken_as_wide() -> None:
    assert text_width(text("\U000131e7"), BODY) >= 0.75 * BODY.size


def test_a_link_is_parted_where_its_line_ends() -> None:
    link = Text((Run("aaa bbb ccc", link="https://example.org/"),))
    lines = break_lines(link, BODY, 0.6)
    assert [run.text for run in part_links(link, lines)] == ["aaa ", "bbb ", "ccc"]


@given(TEXTS, WIDTHS)
def test_lines_cover_every_character_once_and_in_order(whole: Text, width: float) -> None:
    plain, lines = whole.plain, break_lines(whole, BODY, width)
    gaps = [plain[a.stop : b.start] for a, b in itertools.pairwise(lines)]
    assert set(gaps) <= {"", "\n"}
    assert (lines[0].start, lines[-1].stop) == (0, len(plain))
    assert all(line.start <= line.stop for line in lines)


@given(TEXTS, WIDTHS)
def test_no_line_is_wider_than_its_box_unless_it_is_one_character(whole: Text, width: float) -> None:
    limit = width / INCHES_PER_POINT * SAFETY + 1e-6
    widths = list(run_widths(whole, BODY))
    for line in break_lines(whole, BODY, width):
        assert line.width <= limit or sum(map(bool, widths[line.start : line.stop])) <= 1


@given(TEXTS, WIDTHS)
def test_parted_links_keep_every_character(whole: Text, width: float) -> None:
    linked = whole.each(lambda run: Run(run.text, link="#a"))
    assert part_links(linked, break_lines(linked, BODY, width)).plain == whole.plain


def test_a_line_does_not_start_with_closing_marks_or_small_kana_nor_end_with_opening_ones() -> None:
    for written in ("数数」数数", "ああっああ", "数「数数数", "数数、数数"):
        lines = lines_of(written, 2.4 * BODY.size * INCHES_PER_POINT)
        assert not any(line[0] in "」っ、" or line[-1] == "「" for line in lines), lines


def test_an_address_breaks_behind_its_marks_but_not_behind_its_scheme() -> None:
    lines = lines_of("https://example.org/a.b?c=d&e=f", 1.6)
    assert "".join(lines) == "https://example.org/a.b?c=d&e=f"
    assert not any(line.endswith(("https:", "https:/", "https://")) for line in lines)


@pytest.mark.parametrize("kept", ["a\u00a0b", "a\u2011b", "ภาษาไทย", "co\u00adoperate", "e.g.this"])
def test_what_may_not_break_stays_together(kept: str) -> None:
    assert longest_word(text(kept), BODY) == pytest.approx(text_width(text(kept), BODY))


@pytest.mark.parametrize("emoji", ["👩\u200d💻", "👍🏽", "🇩🇪", "1\ufe0f\u20e3"])
def test_an_emoji_sequence_is_one_picture(emoji: str) -> None:
    assert text_width(text(emoji), BODY) == pytest.approx(1.25 * BODY.size)


def test_a_tab_reaches_to_the_next_inch() -> None:
    assert text_width(text("a\tb"), BODY) == pytest.approx(72 + text_width(text("b"), BODY))


def test_a_bracket_that_starts_a_line_goes_with_the_link_behind_it() -> None:
    whole = Text((Run("aaa ("), Run("bbb", link="#b"), Run(")")))
    lines = break_lines(whole, BODY, text_width(text("aaa (b"), BODY) * INCHES_PER_POINT)
    assert [(run.text, run.link) for run in part_links(whole, lines)] == [("aaa ", ""), ("(bbb", "#b"), (")", "")]
