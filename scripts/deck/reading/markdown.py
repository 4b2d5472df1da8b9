"""Markdown: the parser of the slide dialect, pandoc's slide syntax on markdown-it."""

from __future__ import annotations

import re
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from deck.reading.pandoc_rules import pandoc_plugin
from deck.reading.pandoc_tables import drawn_tables_plugin
from deck.reading.raw_latex import raw_latex_plugin
from references.citation import scan_citation

Attributes = dict[str, str]  # 'id' and 'class' (words parted by blanks) among them
ATTRIBUTE = re.compile(r"""\s*(?:#([\w:.-]+)|\.([\w-]+)|([\w:-]+)=(?:("[^"]*"|'[^']*')|([^\s"'{}]+))|$)(?=\s|$)\s*""")
DEEPEST = 60  # blocks inside blocks; what lies deeper is not read, so read.py refuses it
DIV_FENCE = re.compile(r"(:{3,})[ \t]*(.*?)[ \t]*:*[ \t]*$")


def slide_parser() -> MarkdownIt:
    """Makes a parser whose tokens hold divs, citations, attributes and front matter."""
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": DEEPEST}).enable(["table", "strikethrough"])
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # the reader refuses what is not let through
    parser.use(front_matter_plugin).use(footnote_plugin)
    parser.use(attrs_plugin, after=("link_close", "code_inline"), spans=True)
    parser.use(dollarmath_plugin, allow_space=False, allow_digits=False, allow_labels=False, double_inline=True)
    parser.use(deflist_plugin).use(tasklists_plugin).use(sub_plugin).use(superscript_plugin).use(pandoc_plugin)
    parser.use(drawn_tables_plugin).use(raw_latex_plugin)
    parser.block.ruler.before("fence", "div", _div, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    parser.core.ruler.after("block", "heading_attributes", _heading_attributes)
    parser.core.ruler.after("inline", "picture_attributes", _picture_attributes)
    parser.inline.ruler.before("link", "citation", _citation)
    parser.inline.ruler.before("link", "value", _value)
    return parser


def split_attributes(written: str) -> tuple[str, Attributes]:
    """Parts `Title {#id .class key=value}` into title and attributes; ValueError when the braces are malformed."""
    stripped = written.rstrip()
    start = stripped.rfind("{")
    if not stripped.endswith("}") or start < 0:
        return written, {}
    if not re.match(r"\{\s*(\}|[#.]\w|-\s*\}|[\w:-]+=)", stripped[start:]):
        return written, {}
    return stripped[:start].rstrip(), parse_attributes(stripped[start:])


def parse_attributes(written: str) -> Attributes:
    """Reads `{#id .class key="value" key=50%}` as pandoc does; raises ValueError when it is malformed."""
    found: Attributes = {}
    inside = written.strip()
    if not (inside.startswith("{") and inside.endswith("}")):
        raise ValueError(f"malformed attributes {written}")
    if inside[1:-1].strip() == "-":
        return {"class": "unnumbered"}
    position, inside = 0, inside[1:-1]
    while position < len(inside):
        match = ATTRIBUTE.match(inside, position)
        if not match:
            raise ValueError(f"malformed attributes {written}")
        identifier, name, key, quoted, bare = match.groups()
        if identifier:
            found["id"] = identifier
        elif name:
            found["class"] = f"{found.get('class', '')} {name}".strip()
        elif key:
            found[key] = bare if quoted is None else quoted[1:-1]
        position = match.end()
    return found


def div_attributes(info: str) -> Attributes:
    """Reads what stands behind the colons: a bare class name, or attributes in braces."""
    if info.startswith("{"):
        return parse_attributes(info)
    return {"class": info}


def _div(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Reads a fenced div; as in pandoc any fence of three or more colons closes the innermost one."""
    if state.is_code_block(start_line):
        return False
    opening = DIV_FENCE.match(_line(state, start_line))
    if not opening or not opening[2]:
        return False
    if silent:
        return True
    last = _closing_line(state, start_line, end_line)
    token = state.push("div_open", "div", 1)
    token.info, token.map, token.block = opening[2], [start_line, last], True
    token.meta = {"closed": last < end_line and bool(DIV_FENCE.match(_line(state, last)))}
    kept_type, kept_max = state.parentType, state.lineMax
    state.parentType, state.lineMax = "div", last
    state.md.block.tokenize(state, start_line + 1, last)
    state.parentType, state.lineMax = kept_type, kept_max
    state.push("div_close", "div", -1).block = True
    state.line = last + int(token.meta["closed"])
    return True


def _closing_line(state: StateBlock, start_line: int, end_line: int) -> int:
    """Finds the fence that closes the div opened on `start_line`, passing over nested divs and code."""
    depth, code = 1, ""
    for number in range(start_line + 1, end_line):
        line = _line(state, number)
        if line and state.sCount[number] < state.blkIndent:  # the list or quotation around it ends here
            return number
        if code:
            code = "" if line.startswith(code) and not line.strip(code[0]).strip() else code
        elif fence := re.match(r"`{3,}|~{3,}", line):
            code = fence[0]
        elif found := DIV_FENCE.match(line):
            depth += 1 if found[2] else -1
            if depth == 0:
                return number
    return end_line


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _heading_attributes(state: StateCore) -> None:
    """Moves `{#id key=value}` from the end of a heading onto its token; malformed ones are left for the reader."""
    for heading, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if heading.type == "heading_open":
            try:
                inline.content, attributes = split_attributes(inline.content)
            except ValueError as error:
                heading.meta["malformed"] = str(error)
                attributes = {}
            heading.attrs.update(attributes)


def _picture_attributes(state: StateCore) -> None:
    """Moves `{width=60%}` from behind a picture onto its token."""
    for block in state.tokens:
        children = block.children or []
        for picture, behind in pairwise(children):
            if picture.type == "image" and behind.type == "text" and behind.content.startswith("{"):
                end = behind.content.find("}") + 1
                try:
                    picture.attrs.update(parse_attributes(behind.content[:end]))
                except ValueError as error:
                    picture.meta["malformed"] = str(error)
                behind.content = behind.content[end:] if end else ""
        if any(child.type == "image" for child in children):
            block.children = [child for child in children if child.type != "text" or child.content]


def _citation(state: StateInline, silent: bool) -> bool:
    """Reads `[@key, p. 3]` and `@key` where a citation can stand; code and links never come here."""
    if state.src[state.pos] not in "[@":
        return False
    found = scan_citation(state.src, state.pos)
    if found is None:
        return False
    _, end = found
    if end > state.posMax:
        return False
    if not silent:
        state.push("citation", "", 0).content = state.src[state.pos : end]
    state.pos = end
    return True


def _value(state: StateInline, silent: bool) -> bool:
    """Reads `{{ … }}`, so that it can be refused instead of being printed."""
    if not state.src.startswith("{{", state.pos):
        return False
    end = state.src.find("}}", state.pos)
    if end < 0:
        return False
    if not silent:
        state.push("value", "", 0).content = state.src[state.pos : end + 2]
    state.pos = end + 2
    return True
