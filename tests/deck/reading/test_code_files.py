from __future__ import annotations

from pathlib import Path

import pytest

from deck.files import Folder
from deck.model import Code, all_blocks
from deck.reading.code_files import find_code
from sample_deck import HEADING, read
from text.source import Problems


def found(folder: Path, attributes: str, before: str = "") -> tuple[Code, list[str]]:
    """Gives the listing of a deck in a folder, filled, and what is wrong with it."""
    problems = Problems()
    deck = find_code(read(f"{HEADING}{before}```{{.python {attributes}}}\n```\n"), Folder(folder, folder), problems)
    [code] = [block for block in all_blocks(deck.slides[0].blocks) if isinstance(block, Code)]
    return code, [problem.what for problem in problems.found]


def test_a_listing_is_filled_from_its_file_and_labelled_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "height.py").write_bytes(b"\xef\xbb\xbfa = 1\r\n\r\nb = '\xc3\xa9'\n\n")
    code, problems = found(tmp_path, 'file="height.py" lines="3"')
    assert (code.characters, code.label, code.marked) == ("a = 1\n\nb = 'é'", "height.py", frozenset({3}))
    assert not problems


def test_an_own_label_stays_and_columns_are_searched(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x\n")
    code, _ = found(tmp_path, 'file="a.py" label="One"', before="- item\n\n")
    assert (code.characters, code.label) == ("x", "One")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("b.py", b"x", "no code file 'a.py'"),
        ("a.py", b"\xff\xfe", "the code file 'a.py' is not UTF-8 text"),
        ("a.py", b"x\n" * 600_000, "the code file 'a.py' is larger than a megabyte"),
        ("a.py", b"x\n", "line 7 is marked, the code has 1"),
    ],
)
def test_a_file_that_cannot_be_shown_is_a_problem(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert found(tmp_path, 'file="a.py" lines="7"')[1] == [said]


def test_characters_that_no_slide_can_hold_are_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"a\x00\x1bb")
    assert found(tmp_path, "file=a.py")[0].characters == "a\ufffd\ufffdb"
