"""Inline: the tokens of inline Markdown as text, every run with its source position."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import Any
from urllib.parse import urlsplit

from markdown_it.token import Token

from text.characters import writable
from text.html import safe_address
from text.run import NO_TEXT, Run, Text, join, slice_text
from text.source import Problems, Source
from text.tags import HIDDEN, LOOKS, REFUSED, TASK, Tag, read_tag
from text.values import dataclass, replace

MARKS: Mapping[str, Mapping[str, Any]] = {  # Any: a look's fields are flags and words
    "strong": {"strong": True},
    "em": {"emphasis": True},
    "s": {"struck": True},
    "sub": {"shift": "sub"},
    "sup": {"shift": "super"},
}
UNDERLINES = frozenset({"underline", "ul"})
SHORTCODE = re.compile(r"\{\{<\s*(kbd(?=\s+[^=]+>)|pagebreak(?=\s*>))\s*([^<>]*?)\s*>\}\}")
LATEX_PICTURE = "\\includegraphics"
TODO_LINK = "write https://…, mailto:… or #slide-id"


@dataclass(slots=True)
class Cursor:
    """A reading position that moves through the source while tokens are turned into runs."""

    lines: Sequence[str]
    file: str
    line: int = 1
    column: int = 1

    def find(self, needle: str, last_line: int) -> Source:
        """Moves behind the next `needle` up to `last_line`; gives its place, or the cursor's own when there is none."""
        for number in range(self.line, min(last_line, len(self.lines)) + 1):
            start = self.column - 1 if number == self.line else 0
            found = self.lines[number - 1].find(needle, start)
            if found >= 0:
                self.line, self.column = number, found + 1 + len(needle)
                return Source(self.file, number, found + 1)
        return self.here

    @property
    def here(self) -> Source:
        """The place where the cursor stands."""
        return Source(self.file, self.line, self.column)


@dataclass(frozen=True, slots=True)
class InlinePicture:
    """A picture that stands in a line of text; `link` is where it leads."""

    attributes: Mapping[str, str]
    alt: str
    link: str = ""
    malformed: str = ""
    source: Source = field(default=Source(), compare=False)


@dataclass(frozen=True, slots=True)
class InlineFormula:
    """A display formula that stands in a line of text."""

    latex: str
    source: Source = field(default=Source(), compare=False)


Piece = Text | InlinePicture | InlineFormula


def no_footnotes(number: int, place: Source) -> Run:
    """Leaves a footnote's mark out, where there is no place for the footnote."""
    return Run("", source=place)


def accept_any(attributes: Mapping[str, str], place: Source) -> None:
    """Takes the attributes of words without a look at them."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a text is read: strictly or as a guest's, and what its footnotes and attributes are."""

    problems: Problems
    strict: bool = False
    footnote: Callable[[int, Source], Run] = no_footnotes
    attributes: Callable[[Mapping[str, str], Source], None] = accept_any

    def note(self, place: Source, what: str, todo: str = "") -> None:
        """Notes a problem in a strict deck, a remark in a guest."""
        if self.strict:
            self.problems.add(place, what, todo)
        else:
            self.problems.remark(place, what, todo)


def read_inline(tokens: Sequence[Token], cursor: Cursor, last_line: int, manner: Manner) -> Text:
    """Turns inline tokens into one text; what cannot stand in a line is added to the problems with its place."""
    whole = NO_TEXT
    for piece in read_pieces(tokens, cursor, last_line, manner):
        match piece:
            case Text():
                whole += piece
            case InlineFormula():
                whole += Text((Run(piece.latex, math=piece.latex, source=piece.source),))
            case InlinePicture():
                what = "a picture stands in a cell or a heading"
                manner.problems.add(piece.source, what, "give it a paragraph of its own")
    return whole


def read_pieces(tokens: Sequence[Token], cursor: Cursor, last_line: int, manner: Manner) -> tuple[Piece, ...]:
    """Turns inline tokens into text, parted where a picture or a display formula stands."""
    closing = (read_tag(token.content) for token in tokens if token.content.startswith("</"))
    reader = _Reader(cursor, last_line, manner, Counter(tag.name for tag in closing if tag))
    for token in tokens:
        reader.read(token)
    return reader.finished()


class _Reader:
    """Walks the tokens of one paragraph; `marks` are the looks that are open, the outer ones first."""

    def __init__(self, cursor: Cursor, last_line: int, manner: Manner, closing: Counter[str]) -> None:
        self.cursor, self.last_line, self.manner, self.closing = cursor, last_line, manner, closing
        self.marks: list[tuple[str, Mapping[str, Any]]] = []  # Any: as in MARKS
        self.look = Run("")
        self.runs: list[Run] = []
        self.pieces: list[Piece] = []

    def finished(self) -> tuple[Piece, ...]:
        """Gives what was read."""
        self.part()
        return tuple(self.pieces)

    def part(self, *pieces: Piece) -> None:
        """Ends the text so far, then adds other pieces."""
        if self.runs:
            self.pieces.append(join(self.runs))
            self.runs = []
        self.pieces += pieces

    def place(self, needle: str) -> Source:
        return self.cursor.find(needle, self.last_line)

    def add(self, characters: str, place: Source | None = None, **changes: Any) -> None:  # Any: as in MARKS
        if any(name in HIDDEN for name, _ in self.marks):
            return
        self.runs.append(replace(self.look, text=writable(characters), source=place or Source(), **changes))

    def open(self, name: str, changes: Mapping[str, Any]) -> None:  # Any: as in MARKS
        self.marks.append((name, changes))
        self.look = replace(self.look, **changes)

    def close(self, name: str) -> None:
        """Ends the innermost look of a name; others that were opened inside it go on."""
        at = next((at for at in range(len(self.marks) - 1, -1, -1) if self.marks[at][0] == name), None)
        if at is not None:
            del self.marks[at]
            self.look = Run("")
            for _, changes in self.marks:
                self.look = replace(self.look, **changes)

    def read(self, token: Token) -> None:
        kind, _, edge = token.type.rpartition("_")
        if edge == "close":
            self.close(kind)
        elif kind in MARKS and edge == "open":
            self.open(kind, MARKS[kind])
        elif token.type == "link_open":
            self.open("link", self.link(str(token.attrGet("href") or ""), str(token.attrGet("title") or "")))
            if others := {name: str(value) for name, value in token.attrs.items() if name not in ("href", "title")}:
                self.manner.attributes(others, self.cursor.here)
        elif token.type == "span_open":
            self.open("span", self.span(token))
        else:
            self.leaf(token)

    def leaf(self, token: Token) -> None:
        content = token.content
        match token.type:
            case "text":
                self.add(content, self.place(content))
            case "text_special":
                self.add(content, self.place(token.markup))
            case "code_inline":
                self.code(token)
            case "softbreak":
                self.add(" ")
            case "hardbreak":
                self.add("\n")
            case "citation":
                self.add(content, self.place(content), citation=True)
            case "math_inline":
                self.add(content.strip(), self.place(content), math=writable(content.strip()))
            case "math_inline_double":
                self.part(InlineFormula(writable(content.strip()), self.place(content)))
            case "image":
                self.picture(token)
            case "html_inline":
                self.html(token)
            case "footnote_ref":
                place = self.place("[^" if "label" in token.meta else "^[")
                self.runs.append(self.manner.footnote(int(token.meta["id"]), place))
            case "value" if not self.manner.strict and (said := SHORTCODE.fullmatch(content)):
                self.shortcode(said[1], said[2], self.place(content))
            case "value":
                named = "a shortcode of Quarto" if content.startswith("{{<") else "{{ }}"
                self.manner.problems.add(self.place(content), f"{named} cannot be set yet", "take it out for now")
            case "latex" if content == LATEX_PICTURE:
                what = f"a picture of LaTeX ({content}) is not set, it would be lost"
                self.manner.problems.add(self.place(content), what, "write ![what it shows](file)")
            case "latex":
                what = f"the LaTeX command {content} is not used here, its words are kept"
                self.manner.note(self.place(content), what)
            case "raw_inline":
                what = f"raw {token.info} is not used here"
                self.manner.note(self.place(content), what, "write it as Markdown")
            case _:
                place = self.place(content or token.markup)
                self.manner.problems.add(place, f"'{token.type}' cannot be set", "write it in another way")

    def link(self, address: str, tooltip: str) -> Mapping[str, Any]:  # Any: as in MARKS
        """Gives the look of a link; one that cannot be set is no link."""
        kept = check_address(address, self.cursor.here, self.manner)
        return {"link": kept, "tooltip": tooltip} if kept else {}

    def span(self, token: Token) -> Mapping[str, Any]:  # Any: as in MARKS
        """Gives the look of words with attributes: `[words]{.underline lang=fr}`."""
        attributes = {name: str(value) for name, value in token.attrs.items()}
        self.manner.attributes(attributes, self.cursor.here)
        look: dict[str, Any] = {"language": attributes["lang"]} if attributes.get("lang") else {}
        if UNDERLINES & set(attributes.get("class", "").split()):
            look["underlined"] = True
        return look

    def code(self, token: Token) -> None:
        """Reads code; its class is a language, which says nothing in a line of text."""
        place = self.place(token.content)
        attributes = {name: str(value) for name, value in token.attrs.items() if name != "class"}
        if attributes:
            self.manner.attributes(attributes, place)
        self.add(token.content, place, code=True, language=attributes.get("lang", ""))

    def shortcode(self, name: str, said: str, place: Source) -> None:
        """Reads a shortcode of Quarto that loses nothing: keys as code, the end of a page not at all."""
        if name == "kbd":
            self.add(said, place, code=True)
        else:
            self.manner.note(place, f"the shortcode '{name}' is not used here")

    def picture(self, token: Token) -> None:
        attributes = {name: str(value) for name, value in token.attrs.items()}
        malformed = str(token.meta.get("malformed", ""))
        alt = " ".join(_plain(token).split())
        self.part(InlinePicture(attributes, writable(alt), self.look.link, malformed, self.place("![")))

    def html(self, token: Token) -> None:
        """Reads a tag: what it means in a guest, a problem in a strict deck."""
        tag = read_tag(token.content)
        if TASK in token.content:
            self.add("☑" if "checked=" in token.content else "☐")
        elif tag is None or token.content.startswith("<!--"):
            return
        elif tag.name == "br":
            self.place(token.content)
            self.add("\n")
        elif tag.name in REFUSED:
            if not tag.closes:
                refuse_media(tag.name, self.place(token.content), self.manner.problems)
        elif self.manner.strict:
            what = f"raw HTML is not set on slides: {token.content}"
            self.manner.problems.add(self.place(token.content), what, "write it as Markdown")
        else:
            self.tag(tag, self.place(token.content))

    def tag(self, tag: Tag, place: Source) -> None:
        if tag.closes:
            self.closing[tag.name] -= 1
            self.close(tag.name)
        elif tag.name in LOOKS:
            self.open(tag.name, LOOKS[tag.name])
        elif tag.name == "a" and tag.attributes.get("href"):
            self.open("a", self.link(tag.attributes["href"], tag.attributes.get("title", "")))
        elif tag.name == "img" and tag.attributes.get("src"):
            self.part(InlinePicture(tag.attributes, tag.attributes.get("alt", ""), self.look.link, source=place))
        else:
            if self.closing[tag.name] > 0:  # one that nothing closes hides nothing
                self.open(tag.name, {})
            remark_tag(tag.name, place, self.manner.problems)


def stripped(whole: Text) -> Text:
    """Gives a text without white space at its ends."""
    plain = whole.plain
    start, stop = len(plain) - len(plain.lstrip()), len(plain.rstrip())
    return whole if (start, stop) == (0, len(plain)) else slice_text(whole, start, stop)


def check_address(address: str, place: Source, manner: Manner) -> str:
    """Gives the address of a link as it can be set, or ''; one that is not let through is a problem."""
    if address.startswith("#") and len(address) > 1:
        return writable(address)
    if _has_scheme(address):
        if safe_address(address):
            return writable(address)
        what = f"the link '{address}' is not an http, https or mailto address nor a slide"
        manner.problems.add(place, what, TODO_LINK)
        return ""
    if not address.strip("#"):
        manner.note(place, "a link leads nowhere", TODO_LINK)
        return ""
    what = f"the link '{address}' leads to a file beside the deck, not to an address nor a slide"
    manner.note(place, what, TODO_LINK)
    return writable(address)


def refuse_media(name: str, place: Source, problems: Problems) -> None:
    """Notes a tag that shows what a slide cannot."""
    problems.add(place, f"<{name}> cannot be set on a slide", "link to it, or show a picture of it")


def remark_tag(name: str, place: Source, problems: Problems) -> None:
    """Remarks that a tag has no effect; what stands in it is kept, but for scripts and styles."""
    kept = "what stands in it is left out" if name in HIDDEN else "what stands in it is kept"
    problems.remark(place, f"the HTML tag <{name}> is not used here, {kept}")


def _has_scheme(address: str) -> bool:
    try:
        return bool(urlsplit(address).scheme)
    except ValueError:  # a host in broken brackets
        return True


def _plain(token: Token) -> str:
    """Gives the characters of a picture's text alternative without their looks."""
    parts = []
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type == "html_inline":
            continue
        else:
            parts.append(_plain(child) if child.children else child.content)
    return "".join(parts)
