"""Inline: the tokens of inline Markdown as text, every run with its source position."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from text.html import safe_address
from text.run import Run, Text, join
from text.source import Problems, Source

STYLES = frozenset({"strong", "em", "s"})


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
        return Source(self.file, self.line, self.column)


def read_inline(tokens: Sequence[Token], cursor: Cursor, last_line: int, problems: Problems) -> Text:
    """Turns inline tokens into text; whatever would be lost is added to `problems` with its place."""
    look = Run("")
    links: list[Run] = []
    runs: list[Run] = []
    for token in tokens:
        kind, _, edge = token.type.rpartition("_")
        if edge in ("open", "close") and kind in STYLES:
            look = _styled(look, kind, edge == "open")
        elif token.type == "link_open":
            links.append(look)
            look = _linked(look, token, cursor, last_line, problems)
        elif token.type == "link_close":
            look = replace(look, link=links[-1].link, tooltip=links[-1].tooltip)
            links.pop()
        else:
            runs.append(_leaf(look, token, cursor, last_line, problems))
    return join(runs)


def _styled(look: Run, kind: str, on: bool) -> Run:
    match kind:
        case "strong":
            return replace(look, strong=on)
        case "em":
            return replace(look, emphasis=on)
        case _:
            return replace(look, struck=on)


def _leaf(look: Run, token: Token, cursor: Cursor, last_line: int, problems: Problems) -> Run:
    match token.type:
        case "text":
            return replace(look, text=token.content, source=cursor.find(token.content, last_line))
        case "text_special":
            return replace(look, text=token.content, source=cursor.find(token.markup, last_line))
        case "code_inline":
            return replace(look, text=token.content, code=True, source=cursor.find(token.content, last_line))
        case "softbreak":
            return replace(look, text=" ")
        case "hardbreak":
            return replace(look, text="\n")
        case "citation":
            return replace(look, text=token.content, citation=True, source=cursor.find(token.content, last_line))
        case "html_inline" if token.content.startswith("<!--"):
            return replace(look, text="")
        case "html_inline" if token.content.lower().rstrip(" />") == "<br":
            return replace(look, text="\n")
        case "span_open" | "span_close":
            return replace(look, text="")
        case "image":
            place = cursor.find("![", last_line)
            problems.add(place, "a picture stands inside a line of text", "give it a paragraph of its own")
        case "html_inline":
            place = cursor.find(token.content, last_line)
            problems.add(place, f"raw HTML is not set on slides: {token.content}", "write it as Markdown")
        case "footnote_ref":
            place = cursor.find("[^" if "label" in token.meta else "^[", last_line)
            problems.add(place, "a footnote cannot be set yet", "take it out for now")
        case _:
            place = cursor.find(token.content or token.markup, last_line)
            problems.add(place, f"{_named(token.type)} cannot be set yet", "take it out for now")
    return replace(look, text="")


def _linked(look: Run, token: Token, cursor: Cursor, last_line: int, problems: Problems) -> Run:
    address, tooltip = str(token.attrGet("href") or ""), str(token.attrGet("title") or "")
    if not address.startswith("#") and not (":" in address and safe_address(address)):
        place = Source(cursor.file, cursor.line, cursor.column)
        what = f"the link '{address}' is not an http, https or mailto address nor a slide"
        problems.add(place, what, "write https://…, mailto:… or #slide-id")
        return look
    return replace(look, link=address, tooltip=tooltip)


def _named(token_type: str) -> str:
    names = {
        "math_inline": "a formula",
        "value": "{{ }}",
    }
    return names.get(token_type, f"'{token_type}'")
