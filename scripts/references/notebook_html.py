"""Notebook HTML: citations in the text of a rendered notebook, its code left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from html import escape, unescape
from html.parser import HTMLParser
from itertools import groupby, takewhile

from references.citation import cite, scan_citation
from references.library import Library
from references.page_source import Cited, PageCitations, PageSource
from text.run import Run
from text.source import Problems

LEFT_ALONE = frozenset({"a", "button", "code", "kbd", "math", "pre", "samp", "script", "select", "style", "svg",
                        "template", "textarea", "title"})  # fmt: skip
HEADING = re.compile(r"h[2-6]")
PILCROW = "¶"  # what notebooks put behind a heading to link to it


class Role(Enum):
    """What a piece of HTML is."""

    MARKUP = auto()
    TEXT = auto()
    CODE = auto()  # text in which nothing is cited
    HEADING_START = auto()
    HEADING_END = auto()


Piece = tuple[Role, str]  # the HTML as it was written


def cite_notebook(html: str, library: Library, page: PageSource, problems: Problems, cited: Cited) -> str:
    """Gives the HTML with its citations linked; all that is no citation stays as it is, to the character."""
    citations = PageCitations(page, library, problems, cited)
    pieces = list(_pieces(html))
    written = []
    heading = ""
    for number, (role, raw) in enumerate(pieces):
        if role is Role.HEADING_START:
            heading = _heading_text(pieces[number:])
        written.append(_cite_text(raw, library, citations, heading) if role is Role.TEXT else raw)
    return "".join(written)


def _pieces(html: str) -> Iterator[Piece]:
    """Parts the HTML into pieces of one role; joined, they are the HTML again."""
    events = _Splitter(html).events
    ends = [*(offset for offset, _ in events[1:]), len(html)]
    parts = [(role, html[start:end]) for (start, role), end in zip(events, ends, strict=True)]
    for role, same in groupby(parts, key=lambda part: part[0]):
        yield role, "".join(raw for _, raw in same)


class _Splitter(HTMLParser):
    """Notes where each tag and each stretch of text begins."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.events: list[tuple[int, Role]] = [(0, Role.MARKUP)]
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", html))]
        self._left_alone = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._left_alone += tag in LEFT_ALONE
        self._note(Role.HEADING_START if HEADING.fullmatch(tag) else Role.MARKUP)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self._note(Role.MARKUP)

    def handle_endtag(self, tag: str) -> None:
        self._left_alone = max(self._left_alone - (tag in LEFT_ALONE), 0)
        self._note(Role.HEADING_END if HEADING.fullmatch(tag) else Role.MARKUP)

    def handle_data(self, data: str) -> None:
        self._note(Role.CODE if self._left_alone else Role.TEXT)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(name)

    def handle_charref(self, name: str) -> None:
        self.handle_data(name)

    def handle_comment(self, data: str) -> None:
        self._note(Role.MARKUP)

    def handle_decl(self, decl: str) -> None:
        self._note(Role.MARKUP)

    def handle_pi(self, data: str) -> None:
        self._note(Role.MARKUP)

    def unknown_decl(self, data: str) -> None:
        self._note(Role.MARKUP)

    def _note(self, role: Role) -> None:
        line, column = self.getpos()
        self.events.append((max(self._line_starts[line - 1] + column, self.events[-1][0]), role))


def _heading_text(pieces: Sequence[Piece]) -> str:
    """Gives the characters from here to the end of the heading."""
    inside = takewhile(lambda piece: piece[0] is not Role.HEADING_END, pieces)
    raw = "".join(raw for role, raw in inside if role in (Role.TEXT, Role.CODE))
    return " ".join(unescape(raw).replace(PILCROW, "").split())


def _cite_text(raw: str, library: Library, citations: PageCitations, heading: str) -> str:
    """Gives a stretch of text with its citations as links; without any it comes back as it was."""
    characters = unescape(raw)
    written, copied, position = [], 0, 0
    while (position := _next(characters, position)) >= 0:
        scanned = scan_citation(characters, position)
        if scanned is None:
            position += 1
            continue
        group, end = scanned
        runs = cite(group, library, lambda key: f"#{key}")
        written += [_escaped(characters[copied:position]), *(_run_html(run, citations, heading) for run in runs)]
        copied = position = end
    return "".join([*written, _escaped(characters[copied:])]) if written else raw


def _next(characters: str, start: int) -> int:
    """Gives the offset of the next character that may begin a citation, or -1."""
    return next((position for position in range(start, len(characters)) if characters[position] in "[@"), -1)


def _run_html(run: Run, citations: PageCitations, heading: str) -> str:
    if not run.key:
        return _escaped(run.text)
    attributes = citations.attributes(run.key, heading)
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    element = "a" if run.link else "span"
    return f"<{element}{written}>{_escaped(run.text)}</{element}>"


def _escaped(characters: str) -> str:
    return escape(characters, quote=False)
