from __future__ import annotations

from pathlib import Path

import pytest

from references.kind import KINDS
from references.make import read_library
from sample_library import sample_library
from text.source import Problems


def test_a_library_gives_references_by_key() -> None:
    library = sample_library()
    assert "king2018" in library
    assert "nobody" not in library
    assert library["king2018"].label == "King, 2018"
    assert library.get("nobody") is None
    assert len(library) == len(list(library))


def test_a_key_that_is_not_there_gets_the_nearest_one() -> None:
    assert sample_library().nearest("knig2018") == "did you mean 'king2018'?"
    assert sample_library().nearest("xxxxxxxxxxxx") == ""


@pytest.mark.parametrize(
    ("key", "kind"),
    [("king2018", "paper"), ("book2015", "book"), ("open2020", "repository"), ("numbers2022", "data set"),
     ("arxiv2017", "paper"), ("noyear", "other")],
)  # fmt: skip
def test_every_work_has_a_kind(key: str, kind: str) -> None:
    assert sample_library()[key].kind == kind
    assert {reference.kind for reference in sample_library()} <= set(KINDS)


def test_keywords_decide_the_kind(tmp_path: Path) -> None:
    bibliography = tmp_path / "x.bib"
    bibliography.write_text("@misc{a, author = {A, B.}, title = {T}, keywords = {talk, video}}", encoding="utf-8")
    assert read_library(bibliography, Problems())["a"].kind == "video"


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    problems = Problems()
    assert len(read_library(tmp_path / "no.bib", problems)) == 0
    assert [problem.what for problem in problems.found] == ["no such bibliography"]


def test_a_file_in_another_encoding_is_a_problem(tmp_path: Path) -> None:
    bibliography = tmp_path / "x.bib"
    bibliography.write_bytes("@misc{a, title = {Café}}".encode("latin-1"))
    problems = Problems()
    assert len(read_library(bibliography, problems)) == 0
    assert [problem.what for problem in problems.found] == ["not UTF-8 (byte 21)"]
