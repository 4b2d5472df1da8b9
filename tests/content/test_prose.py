"""The prose: names as their owners spell them, no slips, no hype, in all that a reader sees."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "docs/labs").glob("*.ipynb"))
PROSE = sorted(
    path
    for folder in ("", "docs", "docs/authoring", "slides", "scripts")
    for path in (ROOT / folder).glob("*.md")
    if path != ROOT / "slides/original.md"  # its author's words
)
SPELLED = ("TensorFlow", "PyTorch", "PowerPoint", "GitHub", "NumPy", "BibTeX", "Keras", "MkDocs", "LibreOffice",
           "Google", "Facebook", "Hugging Face", "NVIDIA", "MLPerf", "ONNX", "TorchServe", "LiteRT")  # fmt: skip
NAMES = re.compile("|".join(re.escape(name).replace(r"\ ", "[ -]?") for name in SPELLED), re.IGNORECASE)
# Lower case is right in the marks of a div and in what the package index calls a package.
LOWER = re.compile(r":::+ \w+|\btensorflow(?:js|-serving-api|-cpu)?\b|\bmkdocs-jupyter\b")
ADDRESS = re.compile(r"https?://\S+|\b[\w.-]+/[\w./-]+|\b[\w-]+\.(?:md|bib|py|yml|pptx|ipynb|toml|cff|js)\b")
CITATION = re.compile(r"-?@[\w:./+-]+(?:, [^;\]]*)?")
DOUBLED = re.compile(r"\b([A-Za-z]+)\s+\1\b", re.IGNORECASE)
MEANT_TWICE = {"had", "that"}
HYPE = re.compile(
    r"very unique|cutting.edge|state.of.the.art|game.?chang\w+|revolutionary|seamless\w*|blazing\w*|world.class"
    r"|best.in.class|powerful|effortless\w*|unparalleled|next.generation|robust(?! to)|leverag\w+|delve\w*"
    r"|unlock\w*|supercharg\w+|simply|obviously|of course|needless to say|it is important to note",
    re.IGNORECASE,
)
# What belongs to a desk and not into a publication; put together here, so that this file does not hold it.
DESK = re.compile(
    "|".join([r"\bTODO" + r"\b", r"\bFIX" + r"ME\b", r"\bX" + r"XX\b", r"lorem" + " ipsum", "as you " + "asked",
              "per the " + "brief", "as an AI " + "language", r"\bissue" + r" #?2\b", "this " + "session",
              "our " + "helper", "DESIGN" + r"\.md", "HOUSE" + r"\.md"]),
)  # fmt: skip
DASH = "\u2014"

Line = tuple[str, str]  # where it stands, what it says


def markdown_of(path: Path) -> Iterator[Line]:
    """Gives the Markdown of a file: all of it, or that of a notebook's cells."""
    if path.suffix != ".ipynb":
        yield path.name, path.read_text(encoding="utf-8")
        return
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "markdown":
            yield f"{path.name}, cell {cell['id']}", "".join(cell["source"])


def prose() -> list[Line]:
    """Gives every paragraph, heading and cell without its code, addresses and citations."""
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    return [
        (f"{name}:{token.map[0] + 1 if token.map else 1}", spoken(token.children or []))
        for path in (*PROSE, *NOTEBOOKS)
        for name, written in markdown_of(path)
        for token in parser.parse(re.sub(r"\A---\n.*?\n---\n", "", written, flags=re.DOTALL))
        if token.type == "inline"
    ]


def spoken(tokens: list[Token]) -> str:
    """Gives the words of inline tokens; code stands as a dash, so that no two words meet over it."""
    says = {"softbreak": " ", "hardbreak": " ", "code_inline": " - ", "html_inline": ""}
    shown = "".join(says.get(token.type, token.content if token.type == "text" else "") for token in tokens)
    shown = re.sub(r"\{[^}]*\}", "", shown)
    return ADDRESS.sub("-", CITATION.sub("-", shown))


def test_there_is_prose_to_look_at() -> None:
    assert len(PROSE) > 10
    assert sum(len(said.split()) for _, said in prose()) > 5000


def test_names_are_spelled_as_their_owners_spell_them() -> None:
    found = [(place, match.group()) for place, said in prose() for match in NAMES.finditer(LOWER.sub("", said))]

    assert len(found) > 200
    assert [one for one in found if one[1] not in SPELLED] == []


@pytest.mark.parametrize("slip", ["Tensorflow", "Pytorch", "Powerpoint", "Github", "Numpy", "Bibtex"])
def test_a_slip_in_a_name_would_be_noticed(slip: str) -> None:
    assert NAMES.findall(slip) == [slip]
    assert slip not in SPELLED


def test_no_word_is_doubled() -> None:
    found = [(place, match.group()) for place, said in prose() for match in DOUBLED.finditer(said)]
    assert [one for one in found if one[1].split()[0].lower() not in MEANT_TWICE] == []


def test_nothing_is_praised_beyond_what_is_known() -> None:
    quoted = re.compile(r"“[^”]*”|\"[^\"]*\"")
    found = [(place, match.group()) for place, said in prose() for match in HYPE.finditer(quoted.sub("", said))]
    reported = [("tensorflow-vs-pytorch.md", "cutting-edge")]  # the original's word, in a speaker's note

    assert [one for one in found if (one[0].split(":")[0], one[1]) not in reported] == []


def test_sentences_hold_without_dashes() -> None:
    assert [place for place, said in prose() if DASH in said] == []


def test_quotation_marks_come_in_pairs() -> None:
    assert [(place, said) for place, said in prose() if said.count("“") != said.count("”")] == []


def test_no_space_stands_before_a_mark_or_twice() -> None:
    slips = re.compile(r"[a-z] [,;!?](?:\s|$)|\.\.(?!\.)|,,|;;")
    assert [(place, match.group()) for place, said in prose() for match in slips.finditer(said)] == []


def test_no_file_speaks_of_how_it_came_about() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    files = [path for path in map(ROOT.joinpath, listed or map(str, PROSE)) if path.is_file()]
    found = []
    for path in files:
        if path.suffix not in (".png", ".jpg", ".pptx", ".ico"):
            hits = DESK.findall(path.read_text(encoding="utf-8"))
            found += [(path.relative_to(ROOT).as_posix(), hit) for hit in hits]
    assert found == []
