from __future__ import annotations

from pathlib import Path

import pytest

from case_file import read_cases


def test_cases_are_parted_by_single_dots(tmp_path: Path) -> None:
    cases = tmp_path / "x.md"
    cases.write_text("A remark.\n\none\n.\na\n\nb\n.\n..\n.\ntwo\n.\n.\n.\n", encoding="utf-8")
    assert read_cases(cases) == [("one", "a\n\nb", ".."), ("two", "", "")]


def test_a_case_that_is_not_whole_is_an_error(tmp_path: Path) -> None:
    cases = tmp_path / "x.md"
    cases.write_text("one\n.\na\n.\n", encoding="utf-8")
    with pytest.raises(ValueError, match="not whole"):
        read_cases(cases)
