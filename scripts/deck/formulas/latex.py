"""LaTeX: the mathematics of a formula as a MathML tree, and the refusal of what would be lost in it."""

from __future__ import annotations

import re
from html import unescape
from xml.etree.ElementTree import Element

from latex2mathml import exceptions
from latex2mathml.converter import convert_to_element

from text.source import nearest

BOUNDARY = re.compile(r"\\(begin|end)\s*\{([^{}]*)\}")
COMMAND = re.compile(r"\\([A-Za-z]+\*?|.)", re.DOTALL)
UNSEEN = re.compile(r"\\label\s*\{[^{}]*\}|\\(?:nonumber|notag|displaylimits)(?![A-Za-z])")
COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%.*?(?:\n|$)")
TAG = re.compile(r"\\tag\*?\s*\{([^{}]*)\}")
COUNT = re.compile(r"(\\begin\s*\{(?:alignedat|alignat\*?)\})\s*\{\d+\}")
WORDS = re.compile(r"(?<!\\)\$")  # inside \text, where a dollar sign leads back to mathematics
MATRICES = ("matrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix")
# The environments that are understood, and the one of latex2mathml that each is read as.
ENVIRONMENTS = {
    "aligned": "align*", "align": "align*", "align*": "align*", "split": "split", "eqnarray": "align*",
    "eqnarray*": "align*", "alignedat": "align*", "alignat": "align*", "alignat*": "align*", "gather": "gather*",
    "gather*": "gather*", "gathered": "gather*", "multline": "gather*", "multline*": "gather*",
    "equation": "equation*", "equation*": "equation*", "displaymath": "equation*", "math": "equation*",
    "cases": "cases", "dcases": "cases", "array": "array", "smallmatrix": "smallmatrix",
    **{name + star: name + star for name in MATRICES for star in ("", "*")},
}  # fmt: skip
# Commands whose words or meaning would be lost on the way to a slide.
REFUSED = frozenset(
    {
        "newcommand", "renewcommand", "newenvironment", "def", "let", "DeclareMathOperator", "DeclareMathOperator*",
        "href", "unicode", "class", "style", "sideset", "mathchoice", "verb", "hdashline", "rule", "skew",
    }
)  # fmt: skip
SAID = {
    exceptions.MissingSuperScriptOrSubscriptError: "nothing stands behind '_' or '^'",
    exceptions.DoubleSubscriptsError: "two subscripts follow each other",
    exceptions.DoubleSuperscriptsError: "two superscripts follow each other",
    exceptions.ExtraLeftOrMissingRightError: "\\left and \\right do not pair",
    exceptions.MissingEndError: "\\begin without \\end",
    exceptions.LimitsMustFollowMathOperatorError: "\\limits stands behind no operator",
}
# What latex2mathml raises, on purpose or not, for a formula that it cannot read.
RAISED: tuple[type[Exception], ...] = (
    *(error for error in vars(exceptions).values() if isinstance(error, type) and issubclass(error, Exception)),
    StopIteration, RuntimeError, IndexError, KeyError, ValueError, TypeError, AttributeError, AssertionError,
)  # fmt: skip
LONGEST = 4000  # characters; what is longer is no formula
DEEPEST = 60  # braces in each other


def mathml_tree(latex: str, display: bool) -> Element:
    """Gives a formula as a MathML tree without entities; ValueError says what is not understood in it."""
    _check_braces(latex)
    written = UNSEEN.sub("", COMMENT.sub(r"\1", latex))
    written = TAG.sub(r"\\qquad\\text{(\1)}", COUNT.sub(r"\1", written))
    _check_commands(written)
    if not written.strip():
        raise ValueError("it is empty")
    return _tree(BOUNDARY.sub(_environment, written), display)


def _check_braces(latex: str) -> None:
    if len(latex) > LONGEST:
        raise ValueError(f"it has more than {LONGEST} characters")
    depth = deepest = 0
    for character in re.sub(r"\\.", "", latex, flags=re.DOTALL):
        depth += {"{": 1, "}": -1}.get(character, 0)
        deepest = max(deepest, depth)
        if depth < 0:
            raise ValueError("a '}' closes nothing")
    if depth:
        raise ValueError("a '{' is not closed")
    if deepest > DEEPEST:
        raise ValueError(f"more than {DEEPEST} braces stand in each other")


def _check_commands(latex: str) -> None:
    for name in COMMAND.findall(latex):
        if name in REFUSED or name.rstrip("*") in REFUSED:
            raise ValueError(f"'\\{name}' is not understood")
    opened: list[str] = []
    for side, name in BOUNDARY.findall(latex):
        if name not in ENVIRONMENTS:
            raise ValueError(f"the environment '{name}' is not understood" + _near(name))
        if side == "begin":
            opened.append(name)
        elif not opened or opened.pop() != name:
            raise ValueError(f"\\end{{{name}}} ends nothing")
    if opened:
        raise ValueError(f"\\begin{{{opened[-1]}}} is not ended")


def _near(name: str) -> str:
    close = nearest(name, ENVIRONMENTS)
    return f" ({close})" if close else ""


def _environment(found: re.Match[str]) -> str:
    name = ENVIRONMENTS[found[2]]
    return f"\\{found[1]}{{{name}}}"


def _tree(latex: str, display: bool) -> Element:
    try:
        tree = convert_to_element(latex, display="block" if display else "inline")
    except RAISED as error:
        said = next((words for kind, words in SAID.items() if isinstance(error, kind)), "")
        raise ValueError(said or "a command lacks one of its arguments") from error
    tree.attrib.pop("xmlns", None)
    for element in tree.iter():
        element.text = unescape(element.text or "")
    _open_words(tree, display)
    return tree


def _open_words(tree: Element, display: bool) -> None:
    r"""Reads what stands between dollar signs inside \text as mathematics."""
    for parent in list(tree.iter()):
        for position in reversed(range(len(parent))):
            words = parent[position]
            parts = WORDS.split(words.text or "") if words.tag == "mtext" else []
            if len(parts) > 1:
                parent.remove(words)
                parent.insert(position, _mixed(parts, words.attrib, display))


def _mixed(parts: list[str], how: dict[str, str], display: bool) -> Element:
    row = Element("mrow")
    for number, part in enumerate(parts):
        if number % 2:
            row.extend(_tree(part.replace("\xa0", " "), display))
        elif part:
            words = Element("mtext", how)
            words.text = part
            row.append(words)
    return row
