from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from case_file import read_cases
from references.citation import Citation, CitationGroup, cite, missing, scan_citation
from sample_library import CASES, sample_library

PIECES = st.sampled_from([*"[]()@;,-\\ \n!^.:/_{}é", "@king2018", "see ", "p. 3", "a@b.org", "https://x.org/", "[@k]"])
TEXTS = st.one_of(st.text(), st.lists(PIECES).map("".join))


@pytest.mark.parametrize(("name", "written", "expected"), read_cases(CASES / "citation.md"))
def test_a_citation_is_written_out(name: str, written: str, expected: str) -> None:
    assert _written_out(written) == expected


@given(TEXTS, st.integers(-2, 60))
@example("[@a", 0)
@example("@", 0)
@example("[@a;", 0)
@example("[[@a]", 0)
def test_any_text_can_be_scanned_at_any_place(text: str, start: int) -> None:
    scanned = scan_citation(text, start)
    if scanned:
        group, end = scanned
        assert start < end <= len(text)
        assert group.citations
        assert all(text[one.offset :].startswith(one.key) and text[one.offset - 1] == "@" for one in group.citations)
        assert all(start < one.offset < end for one in group.citations)


@given(st.text().filter(lambda text: "@" not in text), st.integers(0, 20))
def test_a_text_without_an_at_sign_holds_no_citation(text: str, start: int) -> None:
    assert scan_citation(text, start) is None


@given(TEXTS)
def test_any_citation_can_be_written_out(text: str) -> None:
    for start in range(len(text)):
        if scanned := scan_citation(text, start):
            assert cite(scanned[0], sample_library(), str).plain


def test_the_scan_gives_keys_prefix_locator_and_places() -> None:
    text = "so [see @king2018, p. 3; -@noyear]."
    first = Citation("king2018", prefix="see", locator="p. 3", offset=9)
    second = Citation("noyear", suppress_author=True, offset=27)
    assert scan_citation(text, 3) == (CitationGroup((first, second)), 34)


def test_every_label_leads_to_its_reference_and_nothing_else_does() -> None:
    group, _ = scan_citation("[see @king2018, p. 3]", 0) or pytest.fail()
    runs = cite(group, sample_library(), lambda key: f"../references/#{key}").runs
    assert [(run.text, run.key, run.link) for run in runs] == [
        ("(see ", "", ""),
        ("King, 2018", "king2018", "../references/#king2018"),
        (", p. 3)", "", ""),
    ]


def test_a_citation_in_a_sentence_is_one_link() -> None:
    group, _ = scan_citation("@king2018 [p. 3]", 0) or pytest.fail()
    (run,) = cite(group, sample_library(), str).runs
    assert (run.text, run.link, run.tooltip) == ("King (2018, p. 3)", "king2018", "On graphs and gradients")


def test_missing_works_are_named() -> None:
    group, _ = scan_citation("[@king2018; @nobody2000]", 0) or pytest.fail()
    assert [citation.key for citation in missing(group, sample_library())] == ["nobody2000"]


def _written_out(text: str) -> str:
    written, position = "", 0
    while position < len(text):
        scanned = scan_citation(text, position)
        written += cite(scanned[0], sample_library(), str).plain if scanned else text[position]
        position = scanned[1] if scanned else position + 1
    return written
