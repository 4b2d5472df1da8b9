from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from deck.model import Settings
from deck.reading.settings import read_settings
from text.source import Problems

NAMES = st.sampled_from(["title", "author", "date", "keywords", "strict", "mode", "subtitle", "fontsize"])
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.dates()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(), inner, max_size=3)),
    max_leaves=5,
)


def settings(written: str, *, strict: bool = False) -> Settings:
    """Gives settings that are without a problem."""
    problems = Problems()
    found = read_settings(written, "x.md", 2, strict, problems)
    problems.stop_if_any()
    return found


def complaints(written: str, *, strict: bool = False) -> list[str]:
    problems = Problems()
    read_settings(written, "x.md", 2, strict, problems)
    return [str(problem).removeprefix("x.md:") for problem in problems.found]


def test_nothing_written_means_the_defaults() -> None:
    assert settings("") == settings("# a remark") == Settings()


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("title: A deck", Settings(title="A deck")),
        ("title: 2026", Settings(title="2026")),
        ("version: 1.10", Settings(version="1.10")),
        ("title: no", Settings(title="no")),
        ("author: Ada", Settings(author=("Ada",))),
        ("author: [Ada, Bob]", Settings(author=("Ada", "Bob"))),
        ("keywords: [a, b c]", Settings(keywords=("a", "b c"))),
        ("keywords: a, b c", Settings(keywords=("a", "b c"))),
        ("subtitle: |\n  one\n  two", Settings(subtitle=("one", "two"))),
        ("lang: de", Settings(language="de")),
        ("mode: dark", Settings(mode="dark")),
        ("deck-theme: x.yml", Settings(theme="x.yml")),
        ("date: 2026-11-22", Settings(date="2026-11-22")),
        ("title:", Settings(title="")),
        ("author: {name: Ada}", Settings(author=("Ada",))),
        ("author: [{name: {given: Ada, family: Example}}]", Settings(author=("Ada Example",))),
        ("institute: [One, Two]", Settings(institute="One, Two")),
        ("deck-template: x.potx", Settings(template="x.potx")),
        ("footer: A foot", Settings(footer="A foot")),
        ("incremental: true", Settings(incremental=True)),
        ("notes: |\n  Said.", Settings(notes="Said.")),
    ],
)
def test_values_are_taken_as_written(written: str, wanted: Settings) -> None:
    assert settings(written) == wanted


@pytest.mark.parametrize("written", ["true", "True", "TRUE", "yes", "on"])
def test_no_true_of_yaml_leaves_a_deck_a_guest(written: str) -> None:
    assert complaints(f"strict: {written}\ntilte: A deck")


@pytest.mark.parametrize("written", ["false", "False", "no", "off", ""])
def test_a_deck_that_is_not_strict_is_made_so_by_the_command(written: str) -> None:
    assert not settings(f"strict: {written}").strict
    assert settings(f"strict: {written}", strict=True).strict


def test_strictness_holds_for_names_above_it() -> None:
    assert complaints("tilte: A\nstrict: true") == ["2:1: unknown setting 'tilte'; did you mean 'title'?"]


def test_authors_with_more_than_a_name_are_not_lost() -> None:
    written = "author:\n  - name: Ada Example\n    affiliation: Example Foundation"
    assert complaints(written) or settings(written).author == ("Ada Example",)


def test_an_unknown_name_is_remarked_once_in_a_guest() -> None:
    problems = Problems()
    read_settings("fontsize: 12pt\ntheme: metropolis", "x.md", 2, False, problems)
    assert [str(remark) for remark in problems.remarks] == [
        "x.md:2:1: the setting 'fontsize' is not used here",
        "x.md:3:1: the setting 'theme' is not used here",
    ]


@pytest.mark.parametrize("language", ["x&<", "not a language", '"'])
def test_a_language_that_is_none_is_a_problem_when_strict_and_left_out_otherwise(language: str) -> None:
    assert complaints(f"lang: '{language}'", strict=True)
    assert settings(f"lang: '{language}'").language == "en"


def test_variants_have_their_minutes_in_order() -> None:
    assert list(settings("variants: {talk: 15, lightning: 5.5}").variants.items()) == [("talk", 15), ("lightning", 5.5)]


@pytest.mark.parametrize(
    "written", ["[talk]", "talk", "{talk: soon}", "{talk: 0}", "{talk: -1}", "{1: 2}", "{talk: [1]}"]
)
def test_variants_without_minutes_are_a_problem(written: str) -> None:
    assert complaints(f"variants: {written}")


@pytest.mark.parametrize("written", ["last spring", "2026", "1 April 2026"])
def test_a_date_in_words_is_shown_as_it_is_written_in_a_guest(written: str) -> None:
    assert (settings(f"date: {written}").date, settings(f"date: {written}").credit) == ("", written)
    assert complaints(f"date: {written}", strict=True)


def test_a_date_that_another_tool_would_fill_in_is_left_out() -> None:
    assert (settings("date: today").date, settings("date: today").credit) == ("", "")


@given(
    st.one_of(
        st.text(),
        st.dictionaries(st.one_of(NAMES, VALUES.filter(lambda v: not isinstance(v, dict | list))), VALUES).map(
            yaml.safe_dump
        ),
    )
)
@example("a: &a [*a]")
@example("? [a]\n: b")
@example("\x00")
@example("title: \ud800".encode("utf-8", "replace").decode())
@example("a: *b")
@example("--- a\n--- b")
@example("%YAML 9.9\n---\na: b")
@example("!!python/object:os.system x")
def test_any_front_matter_gives_settings_or_problems_on_its_lines(written: str) -> None:
    problems = Problems()
    found = read_settings(written, "x.md", 2, True, problems)
    assert isinstance(found, Settings)
    assert all(problem.source.line >= 2 and problem.source.column >= 1 for problem in problems.found)
