"""The examples of the CommonMark specification as slides: valid files that hold every word, or a reason."""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TypedDict

import pytest
from openxml_audit import validate_pptx  # type: ignore[import-untyped]  # it carries no types
from PIL import Image
from pptx import Presentation

from case_file import read_cases
from deck.build import build_deck
from deck.powerpoint.write import write_pptx
from fetch_commonmark import EXAMPLES
from sample_library import CASES
from text.source import Problems, SourceError

MOST_REFUSED = 60
COUNT = 652
PICTURES = ("foo", "moon.jpg", "train.jpg", "uri3", "url")  # those that the examples show by a relative path
WORDS = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
# What differs between two files of one shape: texts, names, positions. What is left is audited once for each shape.
TEXTS = re.compile(rb">[^<>]+<")
VALUES = re.compile(rb' (name|descr|tooltip|title|x|y|cx|cy|h)="[^"]*"')
HIDDEN = frozenset({"script", "style"})  # nobody reads them in a browser either


class Example(TypedDict):
    """One example of the specification, as its file has it."""

    example: int
    markdown: str
    html: str


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    """The examples; without them the tests are skipped, with REQUIRE_TOOLS=1 they fail."""
    if not EXAMPLES.is_file():
        reason = "the examples of CommonMark are missing: python tests/fetch_commonmark.py"
        (pytest.fail if os.environ.get("REQUIRE_TOOLS") == "1" else pytest.skip)(reason)
    found: list[Example] = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    return found


@pytest.mark.slow
def test_every_example_is_a_valid_and_whole_slide_or_refused_for_a_listed_reason(
    examples: list[Example], tmp_path: Path
) -> None:
    assert len(examples) == COUNT
    listed = {int(name): expected.strip() for name, _, expected in read_cases(CASES / "commonmark_refused.md")}
    assert len(listed) <= MOST_REFUSED
    assert dict(refused(examples, tmp_path)) == listed


def refused(examples: list[Example], folder: Path) -> Iterator[tuple[int, str]]:
    """Walks the examples that are not built, with the reason; an invalid file or a lost word fails the test."""
    (folder / "pyproject.toml").touch()
    for name in PICTURES:
        Image.new("RGB", (40, 30), "#D55E00").save(folder / name, "PNG")
    audited: set[tuple[tuple[str, bytes], ...]] = set()
    for example in examples:
        number = example["example"]
        deck, file = folder / "deck.md", folder / "deck.pptx"
        deck.write_text(f"## Example {number}\n\n{example['markdown']}", encoding="utf-8")
        try:
            file.write_bytes(write_pptx(build_deck(deck, Problems())))
        except SourceError as error:
            yield number, "\n".join(problem.what.replace(folder.name, "the folder") for problem in error.problems)
            continue
        if (shape := shape_of(file)) not in audited:
            assert validate_pptx(file).is_valid, f"example {number} is no valid file"
            audited.add(shape)
        assert not lost(example["html"], file.read_bytes()), f"example {number} lost a word"


def shape_of(file: Path) -> tuple[tuple[str, bytes], ...]:
    """Gives the parts of a file without texts, names and positions; those of two files are equal or have to be audited.

    That every part is well-formed, whatever its text, shows when python-pptx opens the file.
    """
    with zipfile.ZipFile(file) as parts:
        return tuple((name, VALUES.sub(rb' \1=""', TEXTS.sub(b"><", parts.read(name)))) for name in parts.namelist())


def lost(html: str, content: bytes) -> str:
    """Gives the first word of a page that a file of slides does not hold behind those before it; '' for none."""
    slides = Presentation(io.BytesIO(content)).slides
    said = "".join(run.text or "" for slide in slides for run in slide._element.iter(WORDS))
    joined, position = "".join(said.split()), 0
    for word in words(html):
        found = joined.find(word, position)
        if found < 0:
            return word
        position = found + len(word)
    return ""


def words(html: str) -> list[str]:
    """Gives what somebody reads on a page."""
    page = Page()
    page.feed(html)
    page.close()
    return "".join(page.found).split()


class Page(HTMLParser):
    """Collects the text of a page, without scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in HIDDEN

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in HIDDEN

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.found.append(data)
