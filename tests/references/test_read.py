from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from references.entry import Entry, Name
from references.read import read_entries
from sample_library import sample_library
from text.source import Problems, Source

BROKEN = """\
@misc{good, author = {A, B.}, title = {Good}, year = 2020}
@misc{good, author = {A, B.}, title = {Twin}, year = 2020}
@article{lacking,
  author = {A, B.},
  title  = {T}
}
@misc{malformed,
  author = {A, B.}, title = {T},
  doi    = {https://doi.org/10.1/x},
  url    = {example.org/a b},
  year   = {20x6},
  month  = {Smarch},
  eprint = {arXiv:1603.04467}, archiveprefix = {arXiv}
}
@misc{macro, author = {A, B.}, title = {T}, month = nevember}
@misc{comma, author = {A, B.} title = {T}}
@misc{unclosed, author = {A, B.}, title = {T
@misc{strange, author = {A, B.}, title = {\\foo{T}}, day = 40, month = may}
@mics{typo, author = {A, B.}, title = {T}}
@misc{child, author = {A, B.}, title = {T}, crossref = {god}}
@misc{, author = {A, B.}, title = {No Key}}
@misc{o'neil, author = {A, B.}, title = {T}}
@misc{twice, author = {A, B.}, title = {T}, title = {U}}
"""


def test_all_that_is_wrong_is_told_in_one_run_with_its_place() -> None:
    problems = Problems()
    read_entries(BROKEN, "x.bib", problems)
    assert sorted(str(problem) for problem in problems.found) == sorted(
        [
            "x.bib:2:1: the key 'good' is taken; line 1 has it; keys are unique",
            "x.bib:3:1: 'lacking' has no journal; an entry of type @article needs it",
            "x.bib:9:3: 'malformed': 'https://doi.org/10.1/x' is not a DOI; write it bare, as 10.1234/abc",
            "x.bib:10:3: 'malformed': 'example.org/a b' is not a web address; "
            "write https://… without spaces, quotes or backslashes",
            "x.bib:11:3: 'malformed': '20x6' is not a year; write four digits, or leave it out",
            "x.bib:12:3: 'malformed': 'Smarch' is not a month; write jan, feb, … dec",
            "x.bib:13:3: 'malformed': 'arXiv:1603.04467' is not an arXiv identifier; write it bare, as 1603.04467",
            "x.bib:15:61: undefined string nevember; mend the entry's BibTeX",
            "x.bib:16:31: '}' expected; mend the entry's BibTeX",
            "x.bib:17:1: this entry is not closed; a brace is missing in it",
            "x.bib:18:34: 'strange': \\foo cannot be read; write it as text",
            "x.bib:18:53: 'strange': '40' is not a day of a month; write 1 to 31, and a month",
            "x.bib:19:1: no such type: @mics; did you mean 'misc'?",
            "x.bib:20:45: no entry 'god' to take fields from; did you mean 'good'?",
            "x.bib:21:7: entry key expected; mend the entry's BibTeX",
            "x.bib:22:1: the key 'o'neil' cannot be cited; use letters, digits and inner _ : . - / +",
            "x.bib:23:1: entry with key twice has a duplicate title field; mend the entry's BibTeX",
        ]
    )


def test_an_entry_knows_where_it_and_its_fields_stand() -> None:
    entry = _read("% a comment with @misc{x}\n\n@misc{k,\n  author = {A, B.},\n  title = {T}, year = 2020\n}\n")
    assert (entry.source, entry.source_of("year")) == (Source("x.bib", 3, 1), Source("x.bib", 5, 16))


def test_an_equals_sign_inside_a_value_starts_no_field() -> None:
    entry = _read('@misc{k, author = {A, B.}, title = "year = {1} and", note = {url = x}, year = 2020}')
    assert entry.source_of("year").column == 72
    assert entry.plain("title") == "year = 1 and"


def test_people_have_particles_and_suffixes_and_organisations_are_whole() -> None:
    entry = _read(
        "@misc{k, author = {van der Berg, Jr., H. and {Ba Alawi}, Z. and {{Team and Co}} and others}, title = {T}}"
    )
    assert entry.authors == (
        Name("Berg", "H.", "van der", "Jr."),
        Name("Ba Alawi", "Z."),
        Name("Team and Co"),
    )
    assert entry.more_authors


def test_biblatex_names_of_fields_are_understood() -> None:
    entry = _read("@article{k, author = {A, B.}, title = {T}, journaltitle = {J}, date = {2023-04-05}}")
    assert [entry.fields[name] for name in ("journal", "year", "month", "day")] == ["J", "2023", "04", "05"]
    assert entry.month == "April"


def test_a_chapter_takes_what_it_lacks_from_its_book() -> None:
    entry = sample_library()["chapter2015"].entry
    assert entry.fields["booktitle"] == "The Big Book of {LaTeX} Things: Second Thoughts"
    assert entry.fields["title"] == "One Chapter"
    assert [name.last for name in entry.editors] == ["Whole", "Van Whole"]


@given(st.lists(st.sampled_from([*'@{}(),="#%\\ \n', "misc", "@misc{", "author = ", "title", "{A}", "2020", "é"])))
def test_any_file_can_be_read(pieces: list[str]) -> None:
    read_entries("".join(pieces), "x.bib", Problems())


def _read(written: str) -> Entry:
    problems = Problems()
    (entry,) = read_entries(written, "x.bib", problems)
    problems.stop_if_any()
    return entry
