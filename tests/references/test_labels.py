from __future__ import annotations

from references.library import Library
from references.make import make_library
from references.read import read_entries
from text.source import Problems


def test_one_two_and_more_authors_make_a_label() -> None:
    library = _library("A, X.", "A, X. and B, Y.", "A, X. and B, Y. and C, Z.", "D, X. and others")
    assert [library[key].authors for key in "abcd"] == ["A", "A & B", "A et al.", "D et al."]
    assert library["b"].narrative == "A and B"


def test_works_of_the_same_authors_and_year_get_letters_in_the_order_of_the_list() -> None:
    written = "".join(f"@misc{{k{n}, author = {{A, X.}}, title = {{{n:02}}}, year = 2020}}" for n in range(28))
    library = make_library(read_entries(written, "x.bib", Problems()))
    assert [reference.year for reference in library][:2] == ["2020a", "2020b"]
    assert [reference.year for reference in library][25:] == ["2020z", "2020aa", "2020ab"]


def test_undated_works_of_one_author_get_letters_behind_a_hyphen() -> None:
    written = "@misc{a, author = {A, X.}, title = {T}} @misc{b, author = {A, X.}, title = {U}}"
    assert [work.label for work in make_library(read_entries(written, "x.bib", Problems()))] == [
        "A, n.d.-a",
        "A, n.d.-b",
    ]


def test_more_names_tell_works_of_one_year_apart() -> None:
    library = _library(
        "A, X. and B, Y. and C, Z. and D, W. and E, V.", "A, X. and B, Y. and F, Z. and G, W. and H, V.", "A, X."
    )
    assert [library[key].authors for key in "abc"] == ["A, B, C, et al.", "A, B, F, et al.", "A"]


def test_the_same_many_authors_in_one_year_get_letters_not_more_names() -> None:
    library = _library("A, X. and B, Y. and C, Z.", "A, X. and B, Y. and C, Z.")
    assert [library[key].label for key in "ab"] == ["A et al., 2020a", "A et al., 2020b"]


def test_namesakes_get_initials_and_one_person_with_more_or_fewer_initials_does_not() -> None:
    library = _library("Wu, Yi", "Wu, An", "Li, Greg S.", "Li, Greg")
    assert [library[key].authors for key in "abcd"] == ["Y. Wu", "A. Wu", "Li", "Li"]


def test_a_work_without_author_goes_by_its_title() -> None:
    written = "@online{a, title = {The {Long} Story: It Never, Ever Ends}, url = {https://example.org}, year = 2020}"
    (work,) = make_library(read_entries(written, "x.bib", Problems()))
    assert work.label == "“The Long Story: It Never”, 2020"


def test_the_list_is_in_the_order_of_names_then_years() -> None:
    written = """
    @misc{e, author = {van Kem, H.}, title = {T}, year = 2020}
    @misc{d, author = {{The Team}}, title = {T}, year = 2020}
    @misc{c, author = {Öst, A. and Zet, B.}, title = {T}, year = 2001}
    @misc{b, author = {Ost, A.}, title = {T}, year = 2021}
    @misc{a, author = {Ost, A.}, title = {T}, year = 2020}
    @misc{f, author = {Łuk, A.}, title = {T}, year = {in press}}
    @online{g, title = {A Story}, url = {https://example.org}, year = 2020}
    """
    library = make_library(read_entries(written, "x.bib", Problems()))
    assert [reference.key for reference in library] == ["f", "a", "b", "c", "g", "d", "e"]


def _library(*authors: str) -> Library:
    """Makes a library of works of 2020 under the keys a, b, c, …"""
    works = zip("abcdefgh", authors, strict=False)
    written = "".join(
        f"@misc{{{key}, author = {{{names}}}, title = {{T {key}}}, year = 2020}}\n" for key, names in works
    )
    return make_library(read_entries(written, "x.bib", Problems()))
