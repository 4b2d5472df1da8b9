from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html as lxml_html

from deck.examples import build_example, show_examples
from deck.powerpoint.write import write_pptx
from deck_outline import outline
from sample_deck import opened
from sample_library import CASES, TESTS
from text.case import Case, read_cases
from text.source import Problems, Source, SourceError

BLOCKS = CASES / "blocks.md"
SAMPLE = TESTS / "sample"
PAGE = Source("docs/page.md", 1, 1)


@pytest.mark.parametrize("case", (*read_cases(BLOCKS), *read_cases(CASES / "awkward.md")), ids=lambda case: case.name)
def test_every_row_of_the_format_becomes_a_presentation(
    tmp_path: Path, case: Case, check_case: Callable[[Case, str], None]
) -> None:
    check_case(case, outline(opened(write_pptx(build_example(case, SAMPLE, tmp_path)))))


def written_cases(path: Path, markdown: str) -> Path:
    path.write_text(f"A remark.\n\none\n.\n{markdown}\n.\n.\n", encoding="utf-8")
    return path


def test_a_page_shows_the_markdown_beside_its_slides(tmp_path: Path) -> None:
    cases = written_cases(tmp_path / "cases.md", "## A & B {#one}\n\nText.")
    shown = show_examples("<h1>x</h1><h3>y</h3><!-- example:one -->", PAGE, cases, SAMPLE, Problems())
    page = lxml_html.fragment_fromstring(shown, create_parent="div")
    assert page.findtext(".//pre/code") == "## A & B {#one}\n\nText.\n"
    assert [(one.get("id"), one.findtext(".//h4")) for one in page.iter("section")] == [("one-one", "A & B")]


def test_an_unknown_example_is_named_with_the_nearest_known_one(tmp_path: Path) -> None:
    problems = Problems()
    show_examples("<!-- example:onne -->", PAGE, written_cases(tmp_path / "cases.md", "## A"), SAMPLE, problems)
    [problem] = problems.found
    assert (problem.source, problem.todo) == (PAGE, "did you mean 'one'?")


def test_an_example_that_cannot_be_built_names_its_line_of_the_case_file(tmp_path: Path) -> None:
    cases, problems = written_cases(tmp_path / "cases.md", "## A\n\n![x](none.png)"), Problems()
    show_examples("<!-- example:one -->", PAGE, cases, SAMPLE, problems)
    assert [(Path(one.source.file).name, one.source.line) for one in problems.found] == [("cases.md", 7)]


def test_examples_are_built_away_from_the_sample(tmp_path: Path) -> None:
    before = sorted(SAMPLE.rglob("*"))
    [case] = read_cases(written_cases(tmp_path / "cases.md", "## A\n\n![x](none.png)"))
    with pytest.raises(SourceError, match=r"cases\.md:7"):
        build_example(case, SAMPLE, tmp_path / "deck")
    assert sorted(SAMPLE.rglob("*")) == before
