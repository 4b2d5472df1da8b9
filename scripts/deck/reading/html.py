"""Read HTML: a block of raw HTML in a guest's deck as the paragraphs and pictures that it holds."""

from __future__ import annotations

import re
from typing import Any

from deck.model import Block, Paragraph
from deck.reading.manuscript import Manuscript
from deck.reading.picture import read_picture
from text.characters import writable
from text.inline import InlinePicture, check_address, refuse_media, remark_tag, stripped
from text.run import Run, join
from text.source import Source
from text.tags import HIDDEN, LOOKS, REFUSED, Html
from text.values import replace

INLINE = frozenset({*LOOKS, "a", "span", "img", "br", "small", "abbr", "cite", "q", "mark", "time", "label", "font"})
ADDRESS = re.compile(r"(https?|mailto):|[^:]+@")  # in angle brackets: a link in Markdown, no tag of HTML


def read_html(written: str, place: Source, page: Manuscript) -> tuple[Block, ...]:
    """Gives the words and pictures of a block of HTML; its tags are remarked, scripts and styles left out."""
    reader = _BlockReader(place, page)
    reader.feed(written)
    reader.close()
    return reader.finished()


def check_html(written: str, place: Source, page: Manuscript) -> None:
    """Notes what a strict deck has no HTML for: anything but a comment."""
    tags = _Tags()
    tags.feed(written)
    tags.close()
    for name in tags.names & REFUSED:
        refuse_media(name, place, page.problems)
    if not tags.names & REFUSED and (tags.names or tags.words):
        page.problems.add(place, "raw HTML is not set on slides", "write it as Markdown")


class _Tags(Html):
    """Collects the names of tags and whether there are words."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.words = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)

    def handle_endtag(self, tag: str) -> None:
        self.names.add(tag)

    def handle_data(self, data: str) -> None:
        self.words = self.words or bool(data.strip())


class _BlockReader(Html):
    """Walks a block of HTML and collects paragraphs."""

    def __init__(self, place: Source, page: Manuscript) -> None:
        super().__init__()
        self.place, self.page = place, page
        self.open: list[str] = []
        self.links: list[str] = []
        self.runs: list[Run] = []
        self.blocks: list[Block] = []

    def finished(self) -> tuple[Block, ...]:
        """Gives the blocks that were found."""
        self.paragraph()
        return tuple(self.blocks)

    def here(self) -> Source:
        line, column = self.getpos()
        start = self.place.column if line == 1 else 1
        return self.place.at(self.place.line + line - 1, start + column)

    def paragraph(self) -> None:
        """Ends the paragraph so far."""
        found = stripped(join(self.runs))
        self.runs = []
        if found:
            self.blocks.append(Paragraph(found, self.place))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if ADDRESS.match(tag):
            self.handle_data((self.get_starttag_text() or "").strip("<>"))
        elif tag in REFUSED:
            refuse_media(tag, self.here(), self.page.problems)
        elif tag == "br":
            self.runs.append(Run("\n"))
        elif tag == "img" and attributes.get("src"):
            self.paragraph()
            found = InlinePicture(attributes, attributes.get("alt", ""), source=self.here())
            self.blocks += read_picture(found, self.page)
        else:
            if tag == "a":
                self.links.append(self.link(attributes.get("href", "")))
            elif tag not in LOOKS:
                remark_tag(tag, self.here(), self.page.problems)
            if tag not in INLINE:
                self.paragraph()
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            self.open.reverse()
            self.open.remove(tag)
            self.open.reverse()
            if tag == "a":
                self.links.pop()
        if tag not in INLINE:
            self.paragraph()

    def handle_data(self, data: str) -> None:
        if HIDDEN & set(self.open):
            return
        words = data if "pre" in self.open else _one_line(data, bool(self.runs))
        changes: dict[str, Any] = {"link": self.links[-1] if self.links else ""}  # Any: as in LOOKS
        for name in self.open:
            changes |= LOOKS.get(name, {})
        self.runs.append(replace(Run(writable(words), source=self.here()), **changes))

    def link(self, address: str) -> str:
        return check_address(address, self.here(), self.page.manner) if address else ""


def _one_line(words: str, inside: bool) -> str:
    """Gives words with their white space as one blank each, none at the start of a paragraph."""
    joined = re.sub(r"[ \t\n\r\f]+", " ", words)
    return joined if inside else joined.lstrip(" ")
