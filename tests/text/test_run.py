from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from text.run import Run, Text, join, slice_text, text

RUNS = st.builds(Run, st.text(max_size=5), st.booleans(), link=st.sampled_from(["", "#a", "https://example.org/"]))
TEXTS = st.lists(RUNS, max_size=6).map(join)


def test_neighbours_of_one_look_become_one_run() -> None:
    assert join([Run("a"), Run("b"), Run("c", strong=True)]).runs == (Run("ab"), Run("c", strong=True))


def test_the_place_of_a_run_is_no_part_of_its_look() -> None:
    assert text("ab") == join([Run("a"), Run("b")])


def test_line_breaks_and_citations_stay_runs_of_their_own() -> None:
    runs = (Run("a"), Run("\n"), Run("\n"), Run("[@a]", citation=True), Run("[@b]", citation=True))
    assert join(runs).runs == runs


def test_an_empty_text_is_false() -> None:
    assert not text("")
    assert not Text((Run(""),))
    assert text(" ")


def test_every_run_can_be_changed() -> None:
    changed = join([Run("a"), Run("b", strong=True)]).each(lambda run: replace(run, strong=False))
    assert changed == text("ab")


@given(st.lists(RUNS))
def test_joining_loses_no_character_and_leaves_no_empty_run(runs: list[Run]) -> None:
    joined = join(runs)
    assert joined.plain == "".join(run.text for run in runs)
    assert all(run.text for run in joined)
    assert join(joined) == joined


@given(TEXTS, TEXTS)
def test_the_sum_of_two_texts_has_the_characters_of_both(one: Text, other: Text) -> None:
    assert (one + other).plain == one.plain + other.plain


@given(TEXTS, st.integers(0, 30), st.integers(0, 30))
def test_a_slice_has_the_characters_of_the_slice(whole: Text, start: int, stop: int) -> None:
    assert slice_text(whole, start, stop).plain == whole.plain[start:stop]


@given(TEXTS, st.integers(0, 30))
def test_two_slices_make_the_whole_with_every_look(whole: Text, cut: int) -> None:
    assert slice_text(whole, 0, cut) + slice_text(whole, cut, len(whole.plain)) == whole
