from __future__ import annotations

import pytest

from deck.model import Deck, Paragraph, Table, runs_of
from deck.resolve import cited_keys, resolve_deck
from references.library import Library
from sample_deck import HEADING, read
from sample_library import sample_library
from text.run import Text
from text.source import Problems

REFERENCES = "\n\n## References\n\n::: {#refs}\n:::\n"


def resolve(markdown: str) -> Deck:
    problems = Problems()
    deck = resolve_deck(read(markdown), sample_library(), problems)
    problems.stop_if_any()
    return deck


def first_text(markdown: str) -> Text:
    block = resolve(markdown).slides[0].blocks[0]
    assert isinstance(block, Paragraph)
    return block.text


def test_a_citation_leads_to_the_references_slide() -> None:
    found = first_text(HEADING + "So [@king2018, p. 3]." + REFERENCES)
    assert found.plain == "So (King, 2018, p. 3)."
    assert [(run.text, run.link) for run in found if run.key] == [("King, 2018", "#ref-king2018")]


def test_a_citation_leads_to_the_work_when_there_is_no_references_slide() -> None:
    [run] = [run for run in first_text(HEADING + "So [@noyear].") if run.key]
    assert run.link == "https://example.org/undated"


def test_a_column_of_sources_has_no_brackets() -> None:
    table = resolve(HEADING + "| A | B |\n|--|--|\n| x [@noyear] | [@noyear; @king2018] |").slides[0].blocks[0]
    assert isinstance(table, Table)
    assert [cell.plain for cell in table.rows[0]] == ["x (Doe, n.d.)", "Doe, n.d.; King, 2018"]


def test_a_statement_keeps_its_citations_for_the_source_line() -> None:
    [slide] = resolve("## A slide {layout=statement}\n\nSo it is. [@noyear; @king2018, p. 3]").slides
    assert isinstance(slide.blocks[0], Paragraph)
    assert slide.blocks[0].text.plain == "So it is."
    assert [(run.key, run.tooltip) for run in slide.cited] == [("noyear", ""), ("king2018", "p. 3")]


def test_every_cited_work_counts_once_wherever_it_is_cited() -> None:
    [slide] = resolve("## A [@noyear]\n\n- [@king2018]\n\n::: notes\n[@noyear; @noauthor]\n:::\n").slides
    assert cited_keys(slide, sample_library()) == ("noyear", "king2018", "noauthor")


def test_a_looked_up_run_keeps_its_weight_and_place() -> None:
    found = first_text(HEADING + "**So [@noyear]**")
    assert all(run.strong for run in found)
    assert {(run.source.line, run.source.column) for run in found if run.key} == {(3, 6)}


@pytest.mark.parametrize("link", ["#two", "#ref-king2018"])
def test_a_link_to_a_slide_or_a_reference_holds(link: str) -> None:
    resolve(f"{HEADING}[a]({link}) [@king2018]\n\n## Two {{#two}}\n\nText.{REFERENCES}")


def test_a_link_to_a_reference_that_no_slide_shows_is_a_problem() -> None:
    problems = Problems()
    resolve_deck(read(HEADING + "[a](#ref-nobody)", strict=True), sample_library(), problems)
    assert [str(problem.source) for problem in problems.found] == ["deck.md:3:2"]


def test_a_link_in_notes_is_checked_too() -> None:
    problems = Problems()
    resolve_deck(read(HEADING + "Text.\n\n::: notes\n[a](#nowhere)\n:::\n", strict=True), sample_library(), problems)
    assert [problem.source.line for problem in problems.found] == [6]


def test_a_link_to_no_slide_keeps_its_words_in_a_guest_and_is_remarked() -> None:
    problems = Problems()
    deck = resolve_deck(read(HEADING + "[a](#nowhere) b"), sample_library(), problems)
    assert [(run.text, run.link) for run in runs_of(deck.slides[0])][-1] == ("a b", "")
    assert len(problems.remarks) == 1


def test_citations_stay_as_they_are_written_in_a_guest_without_a_bibliography() -> None:
    problems = Problems()
    deck = resolve_deck(read(HEADING + "Ask @ada or [see @bob]."), Library(), problems)
    assert runs_of(deck.slides[0])[-1].text == "Ask @ada or [see @bob]."
    assert (len(problems.found), len(problems.remarks)) == (0, 1)


def test_nothing_stays_unresolved() -> None:
    slides = resolve(HEADING + "[@noyear] and @king2018 and [-@noauthor].").slides
    assert not any(run.citation for slide in slides for run in runs_of(slide))


def test_references_to_figures_stay_as_they_are_written_in_a_guest() -> None:
    problems = Problems()
    deck = resolve_deck(read(HEADING + "As @fig-one shows [@tbl-two]."), sample_library(), problems)
    assert runs_of(deck.slides[0])[-1].text == "As @fig-one shows [@tbl-two]."
    assert (len(problems.found), len(problems.remarks)) == (0, 1)
