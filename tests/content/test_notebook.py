"""The lab's notebook: its stored outputs belong to its code and to the pinned versions."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "docs/labs/graph-and-eager.ipynb"
REQUIREMENTS = ROOT / "docs/labs/requirements.txt"
SLIDES = ROOT / "slides/tensorflow-vs-pytorch.md"
PIN = re.compile(r"^([\w-]+)==(\S+)$", re.MULTILINE)
MACHINE_TRACE = re.compile(r"0x[0-9a-f]{6,}|(?:/tmp|/home|/root|/usr)/|ipykernel")

Json = dict[str, Any]  # a notebook's JSON, as nbformat 4 describes it


@pytest.fixture(scope="module")
def notebook() -> Json:
    """The notebook as it is stored."""
    stored: Json = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    return stored


def code_cells(notebook: Json) -> list[Json]:
    """Gives the code cells in order."""
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def source_of(cell: Json) -> str:
    """Gives a cell's source as one text."""
    return "".join(cell["source"])


def printed(cell: Json) -> str:
    """Gives what a cell printed."""
    return "".join("".join(output["text"]) for output in cell["outputs"] if output["output_type"] == "stream")


def code_hash(sources: list[str]) -> str:
    """Gives the hash that belongs to the code of a notebook: of its code cells, parted by NUL."""
    return hashlib.sha256("\0".join(sources).encode()).hexdigest()


def test_the_stored_outputs_belong_to_the_code(notebook: Json) -> None:
    sources = [source_of(cell) for cell in code_cells(notebook)]

    assert notebook["metadata"]["comparison"]["code_sha256"] == code_hash(sources), "run the notebook again"


def test_any_change_of_the_code_changes_its_hash() -> None:
    assert code_hash(["a = 1", "b"]) != code_hash(["a = 2", "b"])
    assert code_hash(["a", "b"]) != code_hash(["b", "a"])
    assert code_hash(["a", "b"]) != code_hash(["ab"])


def test_every_cell_was_run_in_order(notebook: Json) -> None:
    counts = [cell["execution_count"] for cell in code_cells(notebook)]

    assert counts == list(range(1, len(counts) + 1))


def test_every_code_cell_prints_unless_it_is_tagged_silent(notebook: Json) -> None:
    silent = {cell["id"] for cell in code_cells(notebook) if "silent" in cell["metadata"].get("tags", ())}
    without_output = {cell["id"] for cell in code_cells(notebook) if not cell["outputs"]}

    assert without_output == silent


def test_no_cell_failed_or_warned(notebook: Json) -> None:
    kinds = {(output["output_type"], output.get("name")) for cell in code_cells(notebook) for output in cell["outputs"]}

    assert kinds == {("stream", "stdout")}


def test_outputs_hold_nothing_of_the_machine_they_were_made_on(notebook: Json) -> None:
    traces = [(cell["id"], MACHINE_TRACE.findall(printed(cell))) for cell in code_cells(notebook)]

    assert [(cell, found) for cell, found in traces if found] == []


def test_the_printed_versions_are_the_pinned_ones(notebook: Json) -> None:
    pins = dict(PIN.findall(REQUIREMENTS.read_text(encoding="utf-8")))
    table = next(printed(cell) for cell in code_cells(notebook) if cell["id"] == "imports")
    versions = dict(line.split() for line in table.splitlines()[1:])

    assert versions == {package: pins[package] for package in ("torch", "tensorflow-cpu", "keras", "numpy")}


def test_the_code_on_the_slides_is_code_of_the_notebook(notebook: Json) -> None:
    tokens = MarkdownIt().parse(SLIDES.read_text(encoding="utf-8"))
    listings = [token.content.strip() for token in tokens if token.type == "fence"]
    sources = [source_of(cell) for cell in code_cells(notebook)]

    assert len(listings) == 2
    assert [listing for listing in listings if listing not in sources] == []


def test_the_difference_on_the_slide_is_the_one_that_was_measured(notebook: Json) -> None:
    stated = re.search(r"differ by more than (\S+)\.\n", SLIDES.read_text(encoding="utf-8"))
    measured = re.search(r"between any two of them +(\S+)", printed(code_cells(notebook)[-1]))

    assert stated is not None
    assert measured is not None
    assert stated.group(1) == measured.group(1)
