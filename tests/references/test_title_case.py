from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from case_file import read_cases
from references.latex import plain_text, rich_text
from references.title_case import sentence_case
from sample_library import CASES


@pytest.mark.parametrize(("name", "written", "expected"), read_cases(CASES / "title_case.md"))
def test_a_title_is_set_in_sentence_case(name: str, written: str, expected: str) -> None:
    assert str(sentence_case(rich_text(written))) == expected


@given(st.text(st.characters(blacklist_characters="\\{}$~`'-.", blacklist_categories=["Cs"])))
@example("ı")
def test_only_the_case_of_letters_changes(title: str) -> None:
    assert str(sentence_case(rich_text(title))).casefold() == plain_text(title).casefold()


@given(st.text(st.sampled_from("aA {}\\$_^'~&\"-emph.é")))
def test_any_markup_can_be_read(latex: str) -> None:
    assert isinstance(str(sentence_case(rich_text(latex))), str)
