"""The hooks, on a copy of the site with something wrong in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("docs", "slides", "scripts", "bibliography.bib", "mkdocs.yml", "tests/cases", "tests/sample")
NOT_NEEDED = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")

pytestmark = pytest.mark.slow


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of what the site is made from."""
    for part in PARTS:
        source, target = ROOT / part, tmp_path / part
        if source.is_dir():
            shutil.copytree(source, target, ignore=NOT_NEEDED)
        else:
            shutil.copyfile(source, target)
    return tmp_path


def build(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", *options]
    environment = {**os.environ, "SITE_URL": "", "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def append(file: Path, written: str) -> int:
    """Writes lines at the end of a file; gives the number of the first of them."""
    before = file.read_text(encoding="utf-8").rstrip("\n") + "\n\n"
    file.write_text(before + written, encoding="utf-8")
    return before.count("\n") + 1


def test_unknown_works_on_pages_in_tables_and_in_the_notebook_are_all_named_with_their_places(copied: Path) -> None:
    about = append(copied / "docs/about.md", "See [@abadi2016tensorflw, p. 3] and\n`[@in2020code]` and @nobody2020.\n")
    table = "| a | b |\n| --- | --- |\n| c | [@paszke2019pytorch; @paszke2019pytroch] |\n"
    compare = append(copied / "docs/compare.md", table)
    notebook = copied / "docs/labs/graph-and-eager.ipynb"
    stored = json.loads(notebook.read_text(encoding="utf-8"))
    stored["cells"][0]["source"].append("\n\nSee [@nothing2020here].\n")
    notebook.write_text(json.dumps(stored, indent=1), encoding="utf-8")

    built = build(copied)

    assert built.returncode == 1
    assert "4 problems\n" in built.stderr
    said = "no entry 'abadi2016tensorflw'; did you mean 'abadi2016tensorflow'?"
    assert f"docs/about.md:{about}:7: {said}" in built.stderr
    assert f"docs/about.md:{about + 1}:22: no entry 'nobody2020'; " in built.stderr
    assert f"docs/compare.md:{compare + 2}:29: no entry 'paszke2019pytroch'; " in built.stderr
    line = next(number for number, text in enumerate(notebook.read_text("utf-8").splitlines(), 1) if "@nothing" in text)
    assert f"docs/labs/graph-and-eager.ipynb:{line}:" in built.stderr
    assert "Traceback" not in built.stderr
    assert list(copied.glob("site/**/*.html")) == []


def test_whatever_is_wrong_in_both_decks_stops_the_site_before_any_page(copied: Path) -> None:
    deck = copied / "slides/tensorflow-vs-pytorch.md"
    slide = "## One more {#one-more layuot=text}\n\nA point [@abadi2016tensorflw].\n\n![](media/none.png)\n"
    line = append(deck, slide)

    built = build(copied)

    assert built.returncode == 1
    place = "slides/tensorflow-vs-pytorch.md"
    assert f"{place}:{line}:24: unknown slide attribute 'layuot'; did you mean 'layout'?" in built.stderr
    assert f"{place}:{line + 2}:11: no entry 'abadi2016tensorflw' in the bibliography; " in built.stderr
    assert f"{place}:{line + 4}:1: no picture 'media/none.png'; " in built.stderr
    assert f"{place}:{line + 4}:1: the picture 'media/none.png' has no text alternative; " in built.stderr
    assert list(copied.glob("site/**/*.html")) == []


def test_a_slip_in_the_bibliography_is_named_with_its_line(copied: Path) -> None:
    line = append(copied / "bibliography.bib", "@misc{abadi2016tensorflow,\n  title = {Twice}\n}\n")

    built = build(copied)

    assert built.returncode == 1
    assert f"bibliography.bib:{line}" in built.stderr
    assert "Traceback" not in built.stderr


def test_a_references_page_without_its_marker_is_named(copied: Path) -> None:
    page = copied / "docs/references.md"
    page.write_text(page.read_text(encoding="utf-8").replace("<!-- references -->", ""), encoding="utf-8")

    built = build(copied)

    assert built.returncode == 1
    assert "docs/references.md lacks the line <!-- references -->; put it where the list belongs" in built.stderr


def test_a_link_to_a_part_that_is_not_there_stops_a_strict_build(copied: Path) -> None:
    append(copied / "docs/about.md", "[Nowhere](compare.md#nowhere) and [no page](nothing.md).\n")

    built = build(copied, "--strict")

    assert built.returncode == 1
    assert "about.md" in built.stderr and "nowhere" in built.stderr and "nothing.md" in built.stderr


def test_without_an_address_none_is_made_up(copied: Path) -> None:
    built = build(copied, "--strict")
    pages = [page.read_text(encoding="utf-8") for page in copied.glob("site/**/*.html")]

    assert built.returncode == 0, built.stderr
    assert len(pages) > 5
    assert [page for page in pages if 'rel="canonical"' in page or "example.org/tensorflow" in page] == []


def test_a_build_writes_nothing_into_its_sources(copied: Path) -> None:
    def files() -> dict[Path, bytes]:
        return {path: path.read_bytes() for part in ("docs", "slides") for path in (copied / part).rglob("*")
                if path.is_file()}  # fmt: skip

    before = files()
    built = build(copied)

    assert built.returncode == 0, built.stderr
    assert files() == before
