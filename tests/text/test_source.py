from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from text.source import NOWHERE, Problem, Problems, Source, SourceError, nearest

PLACES = st.builds(Source, st.sampled_from(["a.md", "b.md"]), st.integers(0, 99), st.integers(0, 99))
PROBLEMS = st.builds(Problem, PLACES, st.text(), st.text())


def test_a_problem_says_where_what_and_what_to_do() -> None:
    problem = Problem(Source("talk.md", 41, 12), "no entry 'x'", "did you mean 'y'?")
    assert str(problem) == "talk.md:41:12: no entry 'x'; did you mean 'y'?"


def test_a_problem_without_advice_ends_with_what_is_wrong() -> None:
    assert str(Problem(Source("talk.md", 1, 1), "empty", "")) == "talk.md:1:1: empty"


def test_another_place_is_in_the_same_file() -> None:
    assert Source("talk.md", 4, 2).at(9) == Source("talk.md", 9, 1)


def test_problems_stop_a_stage_together_and_remarks_do_not() -> None:
    problems = Problems()
    problems.remark(NOWHERE, "not used")
    problems.stop_if_any()
    problems.add(Source("b.md", 1, 1), "second")
    problems.add(Source("a.md", 1, 1), "first")
    with pytest.raises(SourceError, match=r"a.md:1:1: first\nb.md:1:1: second"):
        problems.stop_if_any()


@given(st.lists(PROBLEMS))
def test_an_error_holds_every_problem_once_sorted_by_place(found: list[Problem]) -> None:
    kept = SourceError([*found, *reversed(found)]).problems
    assert set(kept) == set(found)
    assert [problem.source for problem in kept] == sorted(problem.source for problem in kept)
    assert len(kept) == len(set(found))


@pytest.mark.parametrize(
    ("name", "hint"),
    [("pytroch", "did you mean 'pytorch'?"), ("jax", ""), ("", ""), ("PyTorch", "did you mean 'pytorch'?")],
)
def test_the_nearest_known_name_is_offered_when_one_is_near(name: str, hint: str) -> None:
    assert nearest(name, {"pytorch", "tensorflow"}) == hint
