from __future__ import annotations

from pathlib import Path

from links.judge import check_bibliography
from links.report import broken_lines
from text.source import Problems

ENTRIES = """% a comment
@string{host = "https://example.org/"}
@misc{good,
  title = {Good},
  url   = host # {a_b},
  doi   = {10.1234/abc},
  month = nov
}
@misc{bad,
  doi = {10.12/abc},
  url =
    {ftp://example.org/a}
}
@misc{spacey, URL = "https://example.org/a b"}
"""


def check(tmp_path: Path, text: str) -> tuple[int, list[str]]:
    bib = tmp_path / "made-up.bib"
    bib.write_text(text, encoding="utf-8")
    problems = Problems()
    count = check_bibliography(bib, problems)
    return count, [line.removeprefix(f"{tmp_path}/") for line in broken_lines(problems.found)]


def test_malformed_fields_are_broken_where_their_values_stand(tmp_path: Path) -> None:
    count, lines = check(tmp_path, ENTRIES)
    assert count == 5
    assert lines == [
        "made-up.bib:10:9: doi of 'bad': '10.12/abc' is not a DOI; write it bare, as 10.1234/abc",
        "made-up.bib:12:5: url of 'bad': 'ftp://example.org/a' has the scheme 'ftp:'; "
        "only http, https, mailto are let through",
        "made-up.bib:14:21: url of 'spacey': 'https://example.org/a b' holds ' ', which no address may hold; "
        "percent-encode it",
    ]


def test_a_mailbox_is_not_the_page_of_a_work(tmp_path: Path) -> None:
    _, [line] = check(tmp_path, "@misc{x, url = {mailto:a@example.org}}")
    assert "is not a page" in line


def test_broken_bibtex_is_a_problem_and_the_next_entry_is_still_read(tmp_path: Path) -> None:
    count, lines = check(tmp_path, "@misc{x, url = }\n@misc{y, url = {https://example.org/}}")
    assert count == 1
    assert len(lines) == 1 and lines[0].startswith("made-up.bib:1:1: pybtex cannot read this")


def test_a_bibliography_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    problems = Problems()
    assert check_bibliography(tmp_path / "none.bib", problems) == 0
    assert "there is no such bibliography" in broken_lines(problems.found)[0]
