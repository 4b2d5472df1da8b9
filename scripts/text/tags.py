"""Tags: the HTML that may stand in Markdown, what each tag means on a slide."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from html.parser import HTMLParser

from text.values import dataclass

LOOKS: Mapping[str, Mapping[str, bool | str]] = {
    "b": {"strong": True},
    "strong": {"strong": True},
    "i": {"emphasis": True},
    "em": {"emphasis": True},
    "u": {"underlined": True},
    "ins": {"underlined": True},
    "s": {"struck": True},
    "del": {"struck": True},
    "strike": {"struck": True},
    "sub": {"shift": "sub"},
    "sup": {"shift": "super"},
    "code": {"code": True},
    "kbd": {"code": True},
    "tt": {"code": True},
}
REFUSED = frozenset({"video", "audio", "iframe", "object", "embed", "svg", "canvas"})  # no slide shows what they do
HIDDEN = frozenset({"script", "style"})  # what stands in them is for a browser
TASK = "task-list-item-checkbox"  # the class by which the parser marks the box of a task
MEDIA = re.compile(r"\.(mp4|m4v|webm|mov|avi|mkv|ogv|mp3|m4a|wav|ogg|flac|aac)([?#].*)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: its name, whether it closes an element, and its attributes."""

    name: str
    closes: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)


def read_tag(written: str) -> Tag | None:
    """Reads `<a href="b">` or `</a>`; None for a comment, a declaration and the like."""
    reader = _TagReader()
    reader.feed(written)
    return reader.tag


class Html(HTMLParser):
    """The parser of the standard library, for text too that it would give up on."""

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """Passes `<![CDATA[…]]>` and what looks like it over, as a browser does."""
        end = "]]>" if self.rawdata.startswith("<![CDATA[", i) else ">"
        found = self.rawdata.find(end, i)
        return found + len(end) if found >= 0 else -1


class _TagReader(Html):
    """Keeps the first tag that it meets."""

    def __init__(self) -> None:
        super().__init__()
        self.tag: Tag | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tag = self.tag or Tag(tag, False, {name: value or "" for name, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        self.tag = self.tag or Tag(tag, True)
