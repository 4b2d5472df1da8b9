from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from text.highlight import highlight, known_language
from text.run import Run

LANGUAGES = st.sampled_from(["python", "", "cpp", "bash", "json", "html", "yaml"])


def test_keywords_are_strong_and_comments_soft() -> None:
    [line] = highlight("def x():  # why", "python")
    assert [run.text for run in line if run.strong] == ["def"]
    assert [run.text for run in line if run.soft] == ["# why"]
    assert all(run.code for run in line)


def test_words_that_are_operators_are_strong() -> None:
    [line] = highlight("a and not b", "python")
    assert [run.text for run in line if run.strong] == ["and", "not"]


def test_a_string_over_several_lines_stays_on_its_lines() -> None:
    assert [line.plain for line in highlight('"""a\n\nb"""\n', "python")] == ['"""a', "", 'b"""', ""]


def test_code_without_a_language_is_plain() -> None:
    assert highlight("def x", "") == (highlight("def x", "text")[0],)
    assert highlight("def x", "")[0].runs == (Run("def x", code=True),)


@pytest.mark.parametrize(("language", "known"), [("python", True), ("PYTHON", True), ("pyhton", False), ("", False)])
def test_a_language_is_known_by_the_names_that_pygments_has(language: str, known: bool) -> None:
    assert known_language(language) is known


@given(st.text(alphabet=st.characters(exclude_characters="\r", codec="utf-8")), LANGUAGES)
def test_every_line_of_a_listing_keeps_its_characters(characters: str, language: str) -> None:
    assert [line.plain for line in highlight(characters, language)] == characters.split("\n")
