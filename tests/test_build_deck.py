from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from build_deck import main
from case_file import read_cases
from deck.build import build_deck, find_root
from sample_deck import HEADING, SAMPLE_DECK, complaints, deck_folder, opened
from sample_library import CASES, TESTS
from text.source import Problems, SourceError

COMMAND = TESTS.parent / "scripts" / "build_deck.py"
WRONG = "---\ntitle: A: B\n---\n" + HEADING + "![](none.png)\n\n{{ value }}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with the sample deck, its bibliography and its picture."""
    folder = deck_folder(tmp_path)
    (folder / "deck.md").write_text(SAMPLE_DECK.read_text(encoding="utf-8"), encoding="utf-8")
    return folder


def write(folder: Path, written: str | bytes, name: str = "deck.md") -> str:
    """Writes a file into a folder and gives its path."""
    path = folder / name
    path.write_bytes(written.encode() if isinstance(written, str) else written)
    return str(path)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def run(*arguments: str, folder: Path, timeout: float = 60) -> subprocess.CompletedProcess[str]:
    """Runs the command as a user does, from a folder."""
    command = [sys.executable, str(COMMAND), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=timeout)


@pytest.mark.parametrize(("name", "written", "expected"), read_cases(CASES / "deck_errors.md"))
def test_a_problem_is_told_with_its_place_and_what_to_do(
    tmp_path: Path, name: str, written: str, expected: str
) -> None:
    assert complaints(deck_folder(tmp_path), written) == expected.splitlines()


def test_the_command_writes_the_deck_beside_its_source(folder: Path) -> None:
    done = run("deck.md", folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("deck.pptx: 11 slides, ")
    assert len(opened((folder / "deck.pptx").read_bytes()).slides) == 11


def test_the_command_makes_the_folder_of_its_output(folder: Path) -> None:
    assert main([str(folder / "deck.md"), "-o", str(folder / "new" / "folder" / "x.pptx")]) == 0
    assert (folder / "new" / "folder" / "x.pptx").stat().st_mode & 0o444 == 0o444


def test_an_output_that_ends_in_html_is_a_page(folder: Path) -> None:
    assert main([str(folder / "deck.md"), "-o", str(folder / "deck.html")]) == 0
    assert (folder / "deck.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_an_output_of_another_kind_is_refused(folder: Path) -> None:
    assert run("deck.md", "-o", "deck.pdf", folder=folder).returncode != 0
    assert not (folder / "deck.pdf").exists()


def test_the_source_is_never_written_over(folder: Path) -> None:
    before = files(folder)
    assert run("deck.md", "-o", "deck.md", folder=folder).returncode != 0
    assert files(folder) == before


def test_the_mode_of_the_command_wins_over_that_of_the_deck(folder: Path) -> None:
    for mode in ("light", "dark"):
        assert main([str(folder / "deck.md"), "--mode", mode, "-o", str(folder / f"{mode}.pptx")]) == 0
    assert (folder / "light.pptx").read_bytes() != (folder / "dark.pptx").read_bytes()


def test_problems_end_the_command_with_1_and_all_of_them_are_told(folder: Path) -> None:
    write(folder, WRONG)
    done = run("deck.md", folder=folder)
    assert (done.returncode, done.stdout) == (1, "")
    *told, last = done.stderr.splitlines()
    assert [line.split(": ")[0] for line in told] == ["deck.md:2:9", "deck.md:6:1", "deck.md:8:1"]
    assert last == "3 problems; nothing was written"


def test_one_problem_is_one_problem(folder: Path) -> None:
    write(folder, HEADING + "{{ value }}\n")
    assert run("deck.md", folder=folder).stderr.splitlines()[-1] == "1 problem; nothing was written"


def test_a_failed_build_writes_nothing_and_leaves_what_was_there(folder: Path) -> None:
    write(folder, WRONG)
    write(folder, "built before", "deck.pptx")
    before = files(folder)
    assert main([str(folder / "deck.md")]) == 1
    assert files(folder) == before


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("none.md", None, "none.md:0:0: the deck cannot be read (No such file or directory); name a Markdown file"),
        (".", None, ".:0:0: the deck cannot be read (Is a directory); name a Markdown file"),
        ("x.md", b"## A\n\n\xff\n", "x.md:3:1: the deck is not UTF-8 text; save it as UTF-8 Markdown"),
        ("x.md", "## Ä\n".encode("utf-16"), "x.md:1:1: the deck is not UTF-8 text; save it as UTF-8 Markdown"),
    ],
)
def test_a_wrong_file_is_told_with_its_place(folder: Path, name: str, content: bytes | None, told: str) -> None:
    if content is not None:
        write(folder, content, name)
    done = run(name, folder=folder)
    place, what = told.split(": ", 1)
    assert (done.returncode, done.stderr.splitlines()[0].split(": ", 1)[1]) == (1, what)
    assert done.stderr.startswith(place.replace(":0:0", ":"))


@pytest.mark.parametrize("content", [b"PK\x03\x04\x14\x00\x8f", b"\x89PNG\r\n\x1a\n"])
def test_a_file_that_is_no_text_is_a_problem(folder: Path, content: bytes) -> None:
    write(folder, content, "x.md")
    done = run("x.md", folder=folder)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)


@pytest.mark.parametrize("written", ["", "\n", "<!-- nothing yet -->\n", "---\n---\n"])
def test_a_deck_without_a_slide_is_not_written(folder: Path, written: str) -> None:
    write(folder, written)
    assert main([str(folder / "deck.md")]) == 1
    assert not (folder / "deck.pptx").exists()


def test_a_bibliography_with_problems_stops_the_deck_with_their_places(folder: Path) -> None:
    write(folder, "@misc{x,\n  title = {A},\n  year = 2020\n", "bibliography.bib")
    done = run("deck.md", folder=folder)
    assert done.returncode == 1
    assert "bibliography.bib:" in done.stderr


def test_an_unknown_layout_is_told_in_the_same_run_as_other_names(folder: Path) -> None:
    write(folder, "## A slide {layout=poster subject=jax}\n\nText.\n")
    told = run("deck.md", folder=folder).stderr
    assert "unknown subject 'jax'" in told
    assert "unknown layout 'poster'" in told


def test_a_guest_builds_with_remarks_and_a_strict_deck_does_not(folder: Path) -> None:
    write(folder, "---\ntitle: A\nfontsize: 12pt\n---\n" + HEADING + "![](sketch.png)\n")
    guest, strict = run("deck.md", folder=folder), run("deck.md", "--strict", "-o", "x.pptx", folder=folder)
    assert (guest.returncode, guest.stderr) == (0, "remark: deck.md:3:1: the setting 'fontsize' is not used here\n")
    assert (strict.returncode, (folder / "x.pptx").exists()) == (1, False)


def test_a_remark_is_told_once_for_every_name(folder: Path) -> None:
    write(folder, "".join(f"## Slide {number} {{data-x={number}}}\n\nText.\n\n" for number in range(3)))
    assert run("deck.md", folder=folder).stderr.count("'data-x'") == 1


def test_an_output_that_cannot_be_written_is_told_where_errors_are_told(folder: Path) -> None:
    (folder / "taken.pptx").mkdir()
    done = run("deck.md", "-o", "taken.pptx", folder=folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert "cannot write taken.pptx" in done.stderr


def test_a_long_address_in_a_table_does_not_hang_the_build(folder: Path) -> None:
    write(folder, f"{HEADING}| A | B |\n| --- | --- |\n| a | <https://example.org/{'x' * 300}> |\n")
    assert run("deck.md", folder=folder, timeout=5).returncode in (0, 1)


def test_the_same_deck_gives_the_same_bytes_in_another_process_and_folder(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    folder.rename(other)
    first, second = (run("deck.md", "-o", name, folder=other) for name in ("a.pptx", "b.pptx"))
    assert (first.returncode, second.returncode) == (0, 0)
    assert (other / "a.pptx").read_bytes() == (other / "b.pptx").read_bytes()


def test_the_bytes_do_not_depend_on_the_order_of_hashes(folder: Path) -> None:
    built = []
    for seed in ("1", "2"):
        command = [sys.executable, str(COMMAND), "deck.md", "-o", f"{seed}.pptx"]
        subprocess.run(command, cwd=folder, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True)
        built.append((folder / f"{seed}.pptx").read_bytes())
    assert built[0] == built[1]


def test_a_deck_with_the_line_ends_and_the_mark_of_windows_is_read(folder: Path) -> None:
    write(folder, b"\xef\xbb\xbf" + SAMPLE_DECK.read_bytes().replace(b"\n", b"\r\n"))
    assert main([str(folder / "deck.md"), "-o", str(folder / "windows.pptx")]) == 0
    write(folder, SAMPLE_DECK.read_bytes())
    assert main([str(folder / "deck.md"), "-o", str(folder / "unix.pptx")]) == 0
    assert (folder / "windows.pptx").read_bytes() == (folder / "unix.pptx").read_bytes()


def test_the_root_is_the_nearest_folder_with_a_mark_or_the_deck_s_own(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "a" / "mkdocs.yml").touch()
    assert find_root(inner / "deck.md") == tmp_path / "a"


def test_a_root_that_is_named_lets_pictures_lie_beside_the_deck_s_folder(folder: Path) -> None:
    (folder.parent / "sketch.png").write_bytes((folder / "sketch.png").read_bytes())
    write(folder, HEADING + "![A sketch](../sketch.png)\n")
    with pytest.raises(SourceError, match="outside"):
        build_deck(folder / "deck.md", Problems())
    assert build_deck(folder / "deck.md", Problems(), root=folder.parent).slides


def test_no_theme_is_taken_from_outside_the_root(folder: Path) -> None:
    (folder.parent / "theme.yml").write_bytes((TESTS.parent / "slides" / "theme.yml").read_bytes())
    assert complaints(folder, f"---\ndeck-theme: ../theme.yml\n---\n{HEADING}Text.\n")


def test_several_outputs_are_built_in_one_run(folder: Path) -> None:
    done = run("deck.md", "-o", "a.pptx", "-o", "a.html", "-o", "a.txt", folder=folder)
    assert done.returncode == 0
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == ["a.pptx", "a.html", "a.txt"]
    assert (folder / "a.txt").read_text(encoding="utf-8").startswith("1. ")


def test_of_several_outputs_none_is_replaced_when_one_cannot_be_written(folder: Path) -> None:
    write(folder, "built before", "a.pptx")
    (folder / "a.txt").mkdir()
    before = files(folder)
    done = run("deck.md", "-o", "a.pptx", "-o", "a.txt", folder=folder)
    assert (done.returncode, files(folder)) == (1, before)
    assert "cannot write a.txt (Is a directory); name another file with -o" in done.stderr


VARIANTS = """\
---
title: A talk
variants: {short: 1, long: 9}
---
## First {minutes=1}

Text.

## Second {minutes=2 .long}

Text.
"""


def test_a_variant_is_built_with_its_slides_and_scheduled(folder: Path) -> None:
    write(folder, VARIANTS)
    done = run("deck.md", "--variant", "short", "--schedule", folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "| 0:00 | 2 | First | 1 |" in done.stdout
    assert len(opened((folder / "deck.pptx").read_bytes()).slides) == 2


def test_an_unknown_variant_is_a_problem(folder: Path) -> None:
    write(folder, VARIANTS)
    done = run("deck.md", "--variant", "shrot", folder=folder)
    assert done.stderr.splitlines()[0] == (
        "deck.md:3:1: unknown variant 'shrot'; did you mean 'short'? known: short, long"
    )


def test_what_is_wrong_in_another_variant_stops_the_build_too(folder: Path) -> None:
    write(folder, VARIANTS.replace("## Second {minutes=2 .long}\n\nText.", "## Second {.long}\n\nText [a](#nowhere)."))
    done = run("deck.md", "--variant", "short", "--strict", folder=folder)
    told = [line.split("; ")[0] for line in done.stderr.splitlines()[:-1]]
    assert told == [
        "deck.md:9:1: the slide 'Second' has no minutes, and others have",
        "deck.md:11:7: no slide has the id 'nowhere'",
    ]


def test_a_report_is_printed_beside_the_output(folder: Path) -> None:
    done = run("deck.md", "--report", folder=folder)
    assert done.stdout.startswith("| No. | Slide ")
    assert len(done.stdout.split("\n\n")[0].splitlines()) == 2 + 11


@pytest.mark.office
@pytest.mark.slow
def test_a_preview_shows_all_slides_on_one_picture(folder: Path) -> None:
    assert main([str(folder / "deck.md"), "--preview", str(folder / "sheet.png")]) == 0
    with Image.open(folder / "sheet.png") as sheet:
        assert sheet.size[0] == 4 * (480 + 12) + 12
        assert sheet.size[1] == pytest.approx(3 * (270 + 12) + 12, abs=5)


def test_a_preview_without_its_programs_says_what_to_install(folder: Path) -> None:
    command = [sys.executable, str(COMMAND), "deck.md", "--preview", "sheet.png"]
    environment = {**os.environ, "PATH": str(folder)}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, (folder / "deck.pptx").exists()) == (1, False)
    assert "deck.md:1:1: a preview needs soffice, which is not installed; apt-get install" in done.stderr


def test_a_deck_outside_its_root_is_told(folder: Path) -> None:
    (folder / "inner").mkdir()
    done = run("deck.md", "--root", "inner", folder=folder)
    assert done.stderr.splitlines()[0] == "deck.md:1:1: the deck lies outside the root 'inner'; name a folder above it"


LINKED = {
    "a picture": "## A slide\n\n![A sketch](linked.png)\n",
    "a picture in a column": ":::: columns\n::: column\n![A](linked.png)\n:::\n::: column\nb\n:::\n::::\n",
    "a bibliography": "---\nbibliography: linked.bib\n---\n## A slide\n\nText.\n",
    "a theme": "---\ndeck-theme: linked.yml\n---\n## A slide\n\nText.\n",
    "a template": "---\ndeck-template: linked.pptx\n---\n## A slide\n\nText.\n",
    "a drawing": "## A slide\n\n![A sketch](linked.svg)\n",
    "numbers": '## A slide\n\n::: {.chart type=bar data="linked.csv" x=a title=b}\n:::\n',
    "code": '## A slide\n\n```{.python file="linked.py"}\n```\n',
    "a background": "## A slide {background=linked.png}\n\nText.\n",
}


@pytest.mark.parametrize("name", LINKED)
def test_no_file_of_a_deck_is_reached_through_a_link_that_leaves_the_root(folder: Path, name: str) -> None:
    for ending in ("png", "bib", "yml", "pptx", "svg", "csv", "py"):
        (folder.parent / f"secret.{ending}").write_text("secret", encoding="utf-8")
        (folder / f"linked.{ending}").symlink_to(folder.parent / f"secret.{ending}")
    told = complaints_of(folder, LINKED[name])
    assert [line for line in told if "lies outside project; copy it inside" in line]
    assert not any("secret" in line for line in told)


def complaints_of(folder: Path, written: str) -> list[str]:
    """Gives what the command prints of a deck in a folder that is there already."""
    write(folder, written)
    return run("deck.md", folder=folder).stderr.splitlines()
