"""Pandoc rules: what pandoc's Markdown has beyond CommonMark, as rules of markdown-it."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block import StateBlock, list_block
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from text.tags import read_tag

FANCY = re.compile(
    r"(?:\((?P<example>@[\w-]*)\)|\((?P<both>[a-z]|[ivx]+|\d{1,7})\)|(?P<auto>#)[.)]"
    r"|(?P<lower>[a-z]|[ivx]+)[.)]|(?P<upper>[A-Z]|[IVX]+)(?:\)|\.(?=[ \t]{2})))(?=[ \t]|$)"
)
ROMAN = {"i": 1, "v": 5, "x": 10}
LINE_BLOCK = re.compile(r"\|(?: |$)")
EXAMPLE = re.compile(r"@([\w-]+)")
RAW = re.compile(r"\{=([\w-]+)\}")
HTML_DIV = re.compile(
    r"""<div\s[^<>]*\bclass=(?P<quote>["'])[^"'<>]*\b
    (?:notes|columns?|incremental|nonincremental|callout[\w-]*|compare|only)\b[^"'<>]*(?P=quote)[^<>]*>\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
HTML_DIV_EDGE = re.compile(r"<(/?)div\b", re.IGNORECASE)
KEY = re.compile(r"([a-z_][\w-]*):(?=\s|$)")  # a word that starts with a capital is one of a slide
METADATA_LINE = re.compile(r"[a-z_][\w-]*:(\s|$)|[ \t]+\S|#")
FOOTNOTES_TWICE = "footnotes twice"  # in markdown-it's environment: labels with lines
EXAMPLES = "examples"  # in markdown-it's environment: the numbers of labelled examples, and how many there were


def pandoc_plugin(parser: MarkdownIt) -> None:
    """Adds line blocks, fancy and example lists, raw attributes and links to headings by their words."""
    parser.block.ruler.before("list", "fancy_list", _fancy_list, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.block.ruler.before("paragraph", "line_block", _line_block)
    parser.block.ruler.before("hr", "metadata", _metadata)
    parser.block.ruler.before("html_block", "html_div", _html_div, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.core.ruler.before("inline", "heading_references", _heading_references)
    parser.core.ruler.before("inline", "footnotes_twice", _footnotes_twice)
    parser.core.ruler.after("inline", "raw_inline", _raw_inline)
    parser.inline.ruler.before("link", "example", _example)


def pandoc_id(title: str) -> str:
    """Makes the id that pandoc gives a heading: lower case, hyphens for blanks, nothing before the first letter."""
    kept = "".join(letter for letter in title.lower() if letter.isalnum() or letter in "_-. \n\t")
    joined = re.sub(r"\s+", "-", unicodedata.normalize("NFC", kept).strip())
    return re.sub(r"^[^a-z\u00aa-\uffff]+", "", joined) or "section"


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _fancy_list(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Reads `a.`, `(i)`, `#.` and `(@label)` as the markers of a numbered list, in place and of equal width."""
    if state.is_code_block(start_line):
        return False
    marker = FANCY.match(_line(state, start_line))
    if not marker:
        return False
    if silent:
        return state.listIndent >= 0
    kind, first, indent, after_blank = marker.lastgroup, _line(state, start_line)[0], state.sCount[start_line], False
    for number in range(start_line, end_line):
        line = _line(state, number)
        if not line or state.sCount[number] > indent:
            after_blank = not line
            continue
        found = FANCY.match(line)
        if found and found.lastgroup == kind and state.sCount[number] == indent:
            _write_number(state, number, found, first == "(")
        elif after_blank or state.sCount[number] < state.blkIndent:
            break
        after_blank = False
    return list_block(state, start_line, end_line, False)


def _write_number(state: StateBlock, line: int, marker: re.Match[str], round_brackets: bool) -> None:
    """Puts the number of an item in the place of its marker."""
    written = marker[0]
    end = ")" if round_brackets or written.endswith(")") else "."
    digits = str(_number(marker, state.env)).rjust(len(written) - 1, "0")[-9:]
    if len(digits) + 1 > len(written):
        digits = "9" * (len(written) - 1)
    filled = (digits + end).ljust(len(written))
    start = state.bMarks[line] + state.tShift[line]
    state.src = state.src[:start] + filled + state.src[start + len(written) :]


def _number(marker: re.Match[str], environment: Any) -> int:  # Any: markdown-it's environment
    match marker.lastgroup:
        case "example":
            examples = environment.setdefault(EXAMPLES, {"": 0})
            examples[""] += 1
            if len(marker["example"]) > 1:
                examples[marker["example"][1:]] = examples[""]
            return int(examples[""])
        case "auto":
            return 1
        case group:
            written = marker[str(group)].lower()
            if written.isdigit():
                return int(written)
            return _roman(written) if len(written) > 1 or written == "i" else ord(written) - ord("a") + 1


def _roman(written: str) -> int:
    values = [ROMAN[letter] for letter in written]
    return sum(-one if one < other else one for one, other in pairwise([*values, 0]))


def _example(state: StateInline, silent: bool) -> bool:
    """Reads `@label` where an example of that label stands in the deck: it becomes its number."""
    if state.src[state.pos] != "@" or EXAMPLES not in state.env:
        return False
    found = EXAMPLE.match(state.src, state.pos, state.posMax)
    if not found or found[1] not in state.env[EXAMPLES]:
        return False
    if not silent:
        state.pending += str(state.env[EXAMPLES][found[1]])
    state.pos = found.end()
    return True


def _line_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Reads lines that start with a bar as one paragraph whose lines and indents are kept."""
    if silent or not LINE_BLOCK.match(_line(state, start_line)):
        return False
    written: list[str] = []
    line = start_line
    while line < end_line and not state.isEmpty(line):
        found = _line(state, line)
        if LINE_BLOCK.match(found):
            verse = found[2:].rstrip()
            words = verse.lstrip(" ")
            written.append("\u00a0" * (len(verse) - len(words)) + words)
        elif state.sCount[line] > state.blkIndent:
            written[-1] += f" {found}"
        else:
            break
        line += 1
    state.line = line
    state.push("paragraph_open", "p", 1).map = [start_line, line]
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = "\\\n".join(written), [start_line, line], []
    state.push("paragraph_close", "p", -1)
    return True


def _metadata(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Reads `name: value` between two rules inside a deck, as pandoc allows and others start slides with."""
    if silent or state.level or _line(state, start_line).rstrip() != "---" or start_line + 1 >= end_line:
        return False
    if not KEY.match(_line(state, start_line + 1)) or state.sCount[start_line + 1]:
        return False
    line = start_line + 1
    while line < end_line and _line(state, line).rstrip() not in ("---", "..."):
        if not METADATA_LINE.match(state.src[state.bMarks[line] : state.eMarks[line]]):
            return False
        line += 1
    if line >= end_line:
        return False
    token = state.push("metadata", "", 0)
    token.content = state.getLines(start_line + 1, line, 0, False)
    token.map, state.line = [start_line, line + 1], line + 1
    return True


def _html_div(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Reads `<div class="notes">` … `</div>`, each on a line of its own, as the fenced div that it stands for."""
    opening = HTML_DIV.match(_line(state, start_line))
    if not opening or state.is_code_block(start_line):
        return False
    depth, last = 1, start_line
    while depth and last + 1 < end_line:
        last += 1
        if _line(state, last) and state.sCount[last] < state.blkIndent:  # the list around it ends here
            return False
        depth += sum(-1 if edge[1] else 1 for edge in HTML_DIV_EDGE.finditer(_line(state, last)))
    if depth or _line(state, last).strip().lower() != "</div>":
        return False
    if silent:
        return True
    tag = read_tag(opening[0])
    classes = "".join(f".{name} " for name in (tag.attributes.get("class", "") if tag else "").split())
    token = state.push("div_open", "div", 1)
    token.info, token.map, token.block, token.meta = f"{{{classes.strip()}}}", [start_line, last], True, {"html": True}
    kept_type, kept_max = state.parentType, state.lineMax
    state.parentType, state.lineMax = "div", last
    state.md.block.tokenize(state, start_line + 1, last)
    state.parentType, state.lineMax = kept_type, kept_max
    state.push("div_close", "div", -1).block = True
    state.line = last + 1
    return True


def _heading_references(state: StateCore) -> None:
    """Gives every heading pandoc's id, and lets `[Its words]` lead to it where no other reference is defined."""
    taken: dict[str, int] = {}
    references = state.env.setdefault("references", {})
    for heading, inline in pairwise(state.tokens):
        if heading.type != "heading_open":
            continue
        name = str(heading.attrs.get("id") or pandoc_id(inline.content))
        if not heading.attrs.get("id"):
            taken[name] = taken.get(name, -1) + 1
            name = f"{name}-{taken[name]}" if taken[name] else name
        heading.meta["pandoc_id"] = name
        if label := normalizeReference(inline.content):
            references.setdefault(label, {"title": "", "href": f"#{name}", "map": inline.map})


def _footnotes_twice(state: StateCore) -> None:
    """Keeps the lines on which a footnote is written that had been written before: only one can be shown."""
    met: set[str] = set()
    for token in state.tokens:
        if token.type == "footnote_reference_open" and token.map:
            label = str(token.meta["label"])
            if label in met:
                state.env.setdefault(FOOTNOTES_TWICE, []).append((label, token.map[0] + 1))
            met.add(label)


def _raw_inline(state: StateCore) -> None:
    """Makes code with `{=format}` behind it a token of its own: it is written for that format alone."""
    for block in state.tokens:
        children = block.children or []
        for code, behind in pairwise(children):
            if code.type == "code_inline" and behind.type == "text" and (found := RAW.match(behind.content)):
                code.type, code.info = "raw_inline", found[1]
                behind.content = behind.content[found.end() :]
