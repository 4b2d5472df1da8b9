from __future__ import annotations

import os
from pathlib import Path

import pytest

from deck.files import MOST_TEXT, Folder, read_text
from text.source import Problems, Source

PLACE = Source("deck.md", 3, 1)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A root with a deck's folder, files beside it, and secrets outside of the root."""
    root, deck = tmp_path / "root", tmp_path / "root" / "slides"
    deck.mkdir(parents=True)
    (tmp_path / "secret.png").touch()
    for name in ("a.png", "my file.png", "50%25.png", "Ä.png"):
        (deck / name).touch()
    (deck / "readme.md").touch()
    (root / "beside.png").touch()
    (deck / "sub").mkdir()
    (deck / "out.png").symlink_to(tmp_path / "secret.png")
    (deck / "away").symlink_to(tmp_path)
    (deck / "loop.png").symlink_to(deck / "loop.png")
    (deck / "in.png").symlink_to(root / "beside.png")
    os.mkfifo(deck / "pipe.png")
    return Folder(deck, root)


def said(folder: Folder, name: str) -> str:
    problems = Problems()
    assert folder.find(name, "picture", PLACE, problems) is None
    [problem] = problems.found
    assert problem.source == PLACE
    return f"{problem.what}; {problem.todo}"


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("a.png", "slides/a.png"),
        ("./sub/../a.png", "slides/a.png"),
        ("../beside.png", "beside.png"),
        ("my%20file.png", "slides/my file.png"),
        ("my file.png", "slides/my file.png"),
        ("50%25.png", "slides/50%25.png"),
        ("%C3%84.png", "slides/Ä.png"),
        ("in.png", "beside.png"),
    ],
)
def test_a_file_under_the_root_is_found_as_written_or_decoded(folder: Folder, name: str, file: str) -> None:
    problems = Problems()
    assert folder.find(name, "picture", PLACE, problems) == folder.root / file
    assert not problems.found


@pytest.mark.parametrize(
    "name",
    [
        "../../secret.png",
        "%2e%2e/%2e%2e/secret.png",
        "%2E%2E%2F%2E%2E%2Fsecret.png",
        "sub/../../../secret.png",
        "/etc/passwd",
        "%2Fetc%2Fpasswd",
        "out.png",
        "away/secret.png",
        "/dev/zero",
    ],
)
def test_no_path_leaves_the_root(folder: Folder, name: str) -> None:
    assert said(folder, name) == f"the picture '{name}' lies outside root; copy it inside"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("https://example.org/a.png", "is on the network; nothing is fetched: copy it here"),
        ("file:///etc/passwd", "is an address and not a path; write its path as seen from the deck"),
        ("file:a.png", "is an address and not a path; write its path as seen from the deck"),
        ("data:image/png;base64,AAAA", "is an address and not a path; write its path as seen from the deck"),
        ("//host/a.png", "is an address and not a path; write its path as seen from the deck"),
        ("", "has no name; write its path as seen from the deck"),
        ("sub", "is a folder; name a file in it"),
        (".", "is a folder; name a file in it"),
        ("pipe.png", "is a pipe or a device; name a file"),
    ],
)
def test_what_is_no_file_is_refused_with_the_reason(folder: Folder, name: str, expected: str) -> None:
    assert said(folder, name) == f"the picture '{name}' {expected}"


@pytest.mark.parametrize("name", ["a\0.png", "a%00.png", "a%0A.png"])
def test_a_name_with_a_control_character_is_refused(folder: Folder, name: str) -> None:
    assert "has a character in its name that no path can hold; rename it" in said(folder, name)


@pytest.mark.parametrize("name", ["loop.png", "x" * 5000, "x/" * 3000 + "a.png"])
def test_a_name_that_leads_nowhere_is_a_problem_and_no_crash(folder: Folder, name: str) -> None:
    assert said(folder, name).startswith("no picture '")


@pytest.mark.parametrize(
    ("name", "todo"),
    [
        ("aa.png", "did you mean 'a.png'?"),
        ("a.jpg", "did you mean 'a.png'?"),
        ("sub/a.png", "its folder is empty"),
        ("none/a.png", "its folder is not there either"),
        ("readme.png", "in its folder: 50%25.png, a.png, in.png, my file.png, out.png and 1 more"),
        ("zzz.bib", "no file of its kind (.bib) lies in its folder"),
    ],
)
def test_a_missing_file_has_the_nearest_name_or_what_lies_there(folder: Folder, name: str, todo: str) -> None:
    assert said(folder, name) == f"no picture '{name}'; {todo}"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told_so(folder: Folder) -> None:
    (folder.path / "a.png").chmod(0)
    assert "cannot be read (Permission denied)" in said(folder, "a.png")


def test_a_text_is_read_without_mark_and_line_ends_of_windows(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"\xef\xbb\xbfa\r\nb\n")
    assert read_text(tmp_path / "a.csv", "data", PLACE, Problems()) == "a\nb\n"


@pytest.mark.parametrize(
    ("content", "what"),
    [(b"x" * (MOST_TEXT + 1), "is larger than 5 MB"), (b"\xff", "is not UTF-8 text"), (None, "cannot be read")],
)
def test_a_text_that_is_too_large_or_none_is_a_problem(tmp_path: Path, content: bytes | None, what: str) -> None:
    problems = Problems()
    if content is not None:
        (tmp_path / "a.csv").write_bytes(content)
    assert read_text(tmp_path / "a.csv", "data", PLACE, problems) is None
    assert what in problems.found[0].what
