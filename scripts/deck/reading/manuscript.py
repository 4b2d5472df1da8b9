"""Manuscript: the file that a deck is read from, where each thing stands in it and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from deck.reading.markdown import Attributes
from deck.reading.vocabulary import SPAN_ATTRIBUTES, SPAN_CLASSES, Vocabulary, check_name, words
from text.inline import Cursor, Manner, Piece, read_inline, read_pieces
from text.run import NO_TEXT, Run, Text
from text.source import Problems, Source
from text.values import dataclass


@dataclass(slots=True)
class Manuscript:
    """The lines of one file; `anchors` and `marks` belong to the slide that is being read."""

    lines: Sequence[str]
    file: str
    strict: bool
    problems: Problems
    variants: frozenset[str] = frozenset()
    anchors: list[str] = field(default_factory=list)  # ids inside the slide
    marks: dict[int, Run] = field(default_factory=dict)  # footnotes by the parser's number, as first marked
    in_notes: bool = False

    @property
    def manner(self) -> Manner:
        """How inline text is read here."""
        return Manner(self.problems, self.strict, self._mark, self._check_words)

    def note(self, place: Source, what: str, todo: str = "") -> None:
        """Notes a problem in a strict deck, a remark in a guest."""
        self.manner.note(place, what, todo)

    def check(self, attributes: Attributes, names: Vocabulary, place: Source) -> Attributes:
        """Gives the attributes that are used; notes the others, and keeps the id for links."""
        if "id" in attributes:
            self.anchors.append(attributes["id"])
        return {name: value for name, value in attributes.items() if self.knows(name, names, place)}

    def knows(self, name: str, names: Vocabulary, place: Source) -> bool:
        """Whether a name is used in its place; notes one that is not, at its own column."""
        return check_name(name, names, self.on_line(place, name), self.strict, self.problems)

    def inline(self, node: SyntaxTreeNode) -> Text:
        """Reads the inline content of a heading, a term or a cell."""
        cursor, last = self.cursor(node)
        parts = [read_inline(inline_tokens(child), cursor, last, self.manner) for child in node.children]
        return parts[0] if parts else NO_TEXT

    def pieces(self, tokens: Sequence[Token], node: SyntaxTreeNode) -> tuple[Piece, ...]:
        """Reads inline tokens of a paragraph, parted at pictures and display formulas."""
        cursor, last = self.cursor(node)
        return read_pieces(tokens, cursor, last, self.manner)

    def place(self, node: SyntaxTreeNode) -> Source:
        """Gives the first character of a block."""
        number = node.map[0] + 1 if node.map else 1
        line = self.lines[number - 1] if number <= len(self.lines) else ""
        return Source(self.file, number, len(line) - len(line.lstrip()) + 1)

    def on_line(self, place: Source, needle: str) -> Source:
        """Gives the place of `needle` in the braces on the line of `place`, else `place` itself."""
        line = self.lines[place.line - 1] if 0 < place.line <= len(self.lines) else ""
        found = line.find(needle, max(line.rfind("{"), 0))
        return place.at(place.line, found + 1) if found >= 0 else place

    def cursor(self, node: SyntaxTreeNode) -> tuple[Cursor, int]:
        """Gives a reading position at the start of a node, and the node's last line."""
        first, last = (node.map[0] + 1, max(node.map)) if node.map else (1, len(self.lines))
        return Cursor(self.lines, self.file, first), max(first, last)

    def _mark(self, footnote: int, place: Source) -> Run:
        """Gives the mark of a footnote, numbered from 1 on each slide and anew in its notes."""
        if footnote not in self.marks:
            number = len(self.marks) + 1
            shown = 0 if self.in_notes else number
            self.marks[footnote] = Run(str(number), shift="super", footnote=shown, source=place)
        return self.marks[footnote]

    def _check_words(self, attributes: Mapping[str, str], place: Source) -> None:
        used = self.check(dict(attributes), SPAN_ATTRIBUTES, place)
        for name in words(used):
            self.knows(name, SPAN_CLASSES, place)


def inline_tokens(node: SyntaxTreeNode) -> Sequence[Token]:
    """Gives the tokens of inline Markdown that a node holds."""
    return (node.token.children if node.type == "inline" and node.token else None) or ()
