from __future__ import annotations

from pathlib import Path

import pytest

from text.case import read_cases, with_expected

CONTENT = "About.\n\none\n.\na\n\nb\n.\nold\n.\n\ntwo\n.\n\n.\n.\n"


def test_a_case_knows_the_line_of_its_input(tmp_path: Path) -> None:
    path = tmp_path / "cases.md"
    path.write_text(CONTENT, encoding="utf-8")
    assert [(case.name, case.source.line) for case in read_cases(path)] == [("one", 5), ("two", 14)]


def test_what_is_expected_of_one_case_can_be_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "cases.md"
    path.write_text(with_expected(with_expected(CONTENT, "one", "new\nlines"), "two", "x"), encoding="utf-8")
    assert [(case.name, case.written, case.expected) for case in read_cases(path)] == [
        ("one", "a\n\nb", "new\nlines"),
        ("two", "", "x"),
    ]


def test_an_unknown_case_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="three"):
        with_expected(CONTENT, "three", "")
