"""Read code: a fenced or indented listing with its language, file, label and marked lines."""

from __future__ import annotations

import re

from markdown_it.tree import SyntaxTreeNode

from deck.model import Block, Code
from deck.reading.manuscript import Manuscript
from deck.reading.markdown import Attributes, parse_attributes
from deck.reading.vocabulary import CODE_ATTRIBUTES, words
from text.characters import writable
from text.highlight import known_language
from text.source import Problems, Source

MOST_LINES = 100_000  # of one listing; more is a slip
RAW = re.compile(r"\{=([\w-]+)\}")
CELL = re.compile(r"\{(\w[\w+-]*)\s*(?:[,\s].*)?\}")  # ```{python} as Quarto and R Markdown write it


def read_code(node: SyntaxTreeNode, page: Manuscript) -> tuple[Block, ...]:
    """Reads a listing; one in a raw format (`{=html}`) is written for that format alone and left out."""
    place = page.place(node)
    info = node.info.strip()
    if raw := RAW.fullmatch(info):
        page.note(place, f"raw {raw[1]} is not used here", "write it as Markdown")
        return ()
    language, attributes = _info(info, page, place)
    attributes = page.check(attributes, CODE_ATTRIBUTES, place)
    classes = list(words(attributes))
    language = language or (classes.pop(0) if classes else "")
    for name in classes:
        page.note(place, f"the code class '{name}' is not used here", "take it out")
    characters = writable(node.content.rstrip("\n"))
    file = attributes.get("file", "")
    if file and characters.strip():
        page.problems.add(place, f"the code stands here and in '{file}'", "leave the block empty, or take file= out")
    count = MOST_LINES if file else characters.count("\n") + 1
    marked = marked_lines(attributes.get("lines", ""), count, place, page.problems)
    label = attributes.get("label", "") or attributes.get("filename", "")  # the latter is Quarto's
    return (Code(characters, _known(language, page, place), file, marked, label, source=place),)


def marked_lines(written: str, count: int, place: Source, problems: Problems) -> frozenset[int]:
    """Reads `3,5-7`; a line that the listing does not have is a problem."""
    marked: set[int] = set()
    for part in filter(None, (piece.strip() for piece in written.split(","))):
        first, _, last = part.partition("-")
        if not all(re.fullmatch(r"[0-9]{1,9}", number) for number in (first, last or first)):
            problems.add(place, f"the lines '{part}' are not numbers", 'write lines="3,5-7"')
            continue
        if beyond := next((line for line in (int(first), int(last or first)) if not 1 <= line <= count), 0):
            problems.add(place, f"line {beyond} is marked, the code has {count}", "mark lines that are there")
            continue
        marked.update(range(int(first), int(last or first) + 1))
    return frozenset(marked)


def _info(info: str, page: Manuscript, place: Source) -> tuple[str, Attributes]:
    """Parts what stands behind the fence into a language and attributes."""
    before, brace, rest = info.partition("{")
    if (cell := CELL.fullmatch(info)) and not page.strict:
        return cell[1], {}
    language, _, further = before.strip().partition(" ")
    if further:
        page.note(place, f"'{further}' behind the language of the code is not used", 'write ```python {lines="3"}')
    if not brace:
        return language, {}
    try:
        return language, parse_attributes("{" + rest)
    except ValueError as error:
        page.note(place, str(error), 'write ```python {lines="3,5-7"}')
        return language, {}


def _known(language: str, page: Manuscript, place: Source) -> str:
    """Gives the language when Pygments knows it, else none; mermaid drawings are refused."""
    if language == "mermaid":
        page.problems.add(place, "mermaid drawings are not built yet", "use a picture for now")
    elif language and not known_language(language):
        page.note(place, f"Pygments knows no language '{language}'", "write the name of one, or none for plain text")
        return ""
    return language
