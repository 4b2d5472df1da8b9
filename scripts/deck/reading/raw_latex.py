"""Raw LaTeX: what a deck for beamer has between its words: formulas are set, words kept, other commands dropped."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

FORMULA = re.compile(
    r"\\begin\{((?:align|alignat|displaymath|eqnarray|equation|gather|multline)\*?)\}.*?\\end\{\1\}[ \t]*", re.DOTALL
)
COMMAND = re.compile(r"\\([A-Za-z]+)(?![A-Za-z])\*?(?:<[^<>\n]*>)?(?:\[[^\[\]\n]*\])?")
# Commands without words of their own; the number says how many arguments go with them.
DROPPED = {
    "pause": 0, "centering": 0, "raggedright": 0, "raggedleft": 0, "tiny": 0, "scriptsize": 0, "footnotesize": 0,
    "small": 0, "normalsize": 0, "large": 0, "Large": 0, "LARGE": 0, "huge": 0, "Huge": 0, "newpage": 0, "clearpage": 0,
    "pagebreak": 0, "framebreak": 0, "noindent": 0, "bigskip": 0, "medskip": 0, "smallskip": 0, "hfill": 0, "vfill": 0,
    "maketitle": 0, "tableofcontents": 0, "columnsbegin": 0, "columnsend": 0, "onslide": 0, "bfseries": 0,
    "itshape": 0, "vspace": 1, "hspace": 1, "label": 1, "column": 1, "color": 1, "thispagestyle": 1, "pagestyle": 1,
    "setlength": 2,
}  # fmt: skip
# Commands whose last argument is what people read; the number says how many arguments stand before it.
KEPT = {
    "alert": 0, "textbf": 0, "emph": 0, "textit": 0, "texttt": 0, "textsc": 0, "textrm": 0, "textsf": 0,
    "underline": 0, "structure": 0, "caption": 0, "only": 0, "uncover": 0, "visible": 0, "mbox": 0, "textcolor": 1,
    "colorbox": 1,
}  # fmt: skip
LOOKS = {"alert": "strong", "textbf": "strong", "structure": "strong", "emph": "em", "textit": "em"}
# Environments whose marks are dropped; their content stays, and the title of a box becomes strong words.
BOXES = {"block", "alertblock", "exampleblock", "theorem", "definition", "lemma", "corollary", "proof", "example"}
FRAMES = {"center", "columns", "column", "minipage", "figure", "flushleft", "flushright", "frame"} | BOXES
OPTION = re.compile(r"\[[^\[\]\n]*\]")


def raw_latex_plugin(parser: MarkdownIt) -> None:
    """Adds formulas that stand in their environment without dollar signs, and the commands above."""
    parser.block.ruler.before("paragraph", "latex_formula", _formula, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.inline.ruler.before("escape", "latex", _command)


def _formula(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    r"""Reads `\begin{align}` … `\end{align}` on lines of their own as a formula."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith("\\begin{", start) or state.is_code_block(start_line):
        return False
    found = FORMULA.match(state.src, start, state.eMarks[end_line - 1])
    if not found:
        return False
    last = start_line
    while state.eMarks[last] < found.end():
        last += 1
        if state.sCount[last] < state.blkIndent and not state.isEmpty(last):
            return False
    if state.eMarks[last] != found.end():
        return False
    if not silent:
        token = state.push("math_block", "math", 0)
        token.content, token.block = state.getLines(start_line, last + 1, 0, False), True
        token.map = [start_line, last + 1]
        state.line = last + 1
    return True


def _command(state: StateInline, silent: bool) -> bool:
    """Reads one of the known commands; any other stays as it is written."""
    found = COMMAND.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "\\" else None
    if not found:
        return False
    name, end = found[1], found.end()
    if name in DROPPED:
        arguments = _arguments(state, end, DROPPED[name])
        return arguments is not None and _read(state, name, arguments[-1][1] if arguments else end, None, silent)
    if name in KEPT:
        arguments = _arguments(state, end, KEPT[name] + 1)
        return arguments is not None and _read(state, name, arguments[-1][1], arguments[-1], silent)
    if name == "includegraphics":  # what reads the token refuses it: the picture would be lost
        arguments = _arguments(state, end, 1)
        return arguments is not None and _read(state, name, arguments[-1][1], None, silent)
    return name in ("begin", "end") and _environment(state, name, end, silent)


def _environment(state: StateInline, name: str, end: int, silent: bool) -> bool:
    """Reads the first or the last mark of an environment."""
    named = _arguments(state, end, 1)
    if not named or (kind := state.src[named[0][0] : named[0][1] - 1]) not in FRAMES:
        return False
    end, words = named[0][1], None
    if option := OPTION.match(state.src, end, state.posMax):
        end = option.end()
    if name == "begin" and (more := _arguments(state, end, 1)):
        end, words = more[0][1], more[0] if kind in BOXES else None
    return _read(state, f"{name}{{{kind}}}", end, words, silent)


def _arguments(state: StateInline, start: int, count: int) -> list[tuple[int, int]] | None:
    """Gives where each argument in braces begins and what follows it stands; None when one of them is missing."""
    found: list[tuple[int, int]] = []
    position = start
    for _ in range(count):
        if position >= state.posMax or state.src[position] != "{":
            return None
        first, depth = position + 1, 1
        while depth:
            position += 1
            if position >= state.posMax:
                return None
            if state.src[position] == "\\":
                position += 1
            else:
                depth += {"{": 1, "}": -1}.get(state.src[position], 0)
        position += 1
        found.append((first, position))
    return found


def _read(state: StateInline, name: str, end: int, words: tuple[int, int] | None, silent: bool) -> bool:
    """Moves behind a command; what it says of its own becomes tokens."""
    if silent:
        state.pos = end
        return True
    state.push("latex", "", 0).content = f"\\{name}"
    if words:
        look = "strong" if name.startswith("begin") else LOOKS.get(name, "")
        if look:
            state.push(f"{look}_open", look, 1)
        kept_max, state.posMax, state.pos = state.posMax, words[1] - 1, words[0]
        state.md.inline.tokenize(state)
        state.posMax = kept_max
        if look:
            state.push(f"{look}_close", look, -1)
        if name.startswith("begin"):
            state.push("hardbreak", "br", 0)
    state.pos = end
    return True
