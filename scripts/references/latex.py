"""LaTeX: the markup inside BibTeX fields as pybtex rich text."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator

import latexcodec  # noqa: F401  registers the codec "ulatex"
from pybtex.richtext import Protected, Tag, Text

MATH = re.compile(r"(?<!\\)\$(.+?)(?<!\\)\$", re.DOTALL)
TOKEN = re.compile(r"\\(?P<command>[A-Za-z]+)\s*|\\(?P<escaped>.)|(?P<brace>[{}])|(?P<words>[^\\{}]+)", re.DOTALL)
MATH_TOKEN = re.compile(r"\\(?P<command>[A-Za-z]+)|\\(?P<space>[,;:! ])|(?P<script>[_^])|(?P<other>.)", re.DOTALL)
ARGUMENT = re.compile(r"\s*(?:\{([^{}]*)\}|(\\[A-Za-z]+|.)?)", re.DOTALL)
COMMENT = re.compile(r"(?<!\\)%")
TEX = re.compile(r"[\\~`'-]")
ELLIPSIS = re.compile(r"\.{3,}")
TAGS = {
    "emph": "em", "textit": "em", "textsl": "em", "textbf": "strong", "texttt": "code",
    "textsuperscript": "sup", "textsubscript": "sub",
}  # fmt: skip
DECLARED = {"em": "em", "it": "em", "bf": "strong", "tt": "code"}  # from here to the end of the group
SPELLED = {"TeX": "TeX", "LaTeX": "LaTeX", "BibTeX": "BibTeX", "ldots": "…", "dots": "…", "textendash": "–"}
SILENT = frozenset({"textrm", "textsf", "textsc", "textup", "text", "mbox", "url", "path", "protect", "ensuremath"})
MATH_SIGNS = {
    "times": "×", "cdot": "·", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "neq": "≠", "ne": "≠", "approx": "≈",
    "sim": "∼", "pm": "±", "infty": "∞", "to": "→", "rightarrow": "→", "ell": "ℓ", "partial": "∂", "nabla": "∇",
    "ldots": "…", "dots": "…", "in": "∈", "sum": "∑", "prod": "∏", "sqrt": "√", "epsilon": "ε", "phi": "φ",
}  # fmt: skip
MATH_SILENT = frozenset({"mathcal", "mathbb", "mathrm", "mathbf", "mathit", "mathsf", "text", "operatorname", "left",
                         "right"})  # fmt: skip


def rich_text(latex: str) -> Text:
    """Gives a field as rich text: accents as letters, {words} protected, commands as tags, math as signs."""
    parts: list[object] = []
    end = 0
    for match in MATH.finditer(latex):
        parts.extend(_read_group(_decoded_tokens(latex[end : match.start()])))
        parts.append(Protected(*_math(match.group(1))))
        end = match.end()
    parts.extend(_read_group(_decoded_tokens(latex[end:])))
    return Text(*parts)


def plain_text(latex: str) -> str:
    """Gives a field as characters alone, composed (NFC)."""
    return str(rich_text(latex))


def unknown_commands(latex: str) -> tuple[str, ...]:
    """Gives the commands of a field that would be dropped, outside of math."""
    tokens = _decoded_tokens(MATH.sub("", latex))
    known = {*TAGS, *DECLARED, *SPELLED, *SILENT}
    return tuple(name for match in tokens if (name := match.group("command")) and name not in known)


def _decoded_tokens(latex: str) -> Iterator[re.Match[str]]:
    decoded: str = latex
    if TEX.search(latex):  # decoding takes longer than all else, and most fields need none
        body = COMMENT.sub(r"\\%", latex.lstrip())  # to the codec a bare % begins a comment
        decoded = codecs.decode(body, "ulatex", "ignore")  # type: ignore[call-overload]  # a codec from text to text
        decoded = " " * (latex[0].isspace()) + decoded
    return TOKEN.finditer(ELLIPSIS.sub("…", unicodedata.normalize("NFC", decoded)))


def _read_group(tokens: Iterator[re.Match[str]]) -> list[object]:
    """Reads up to the closing brace (or the end) and gives the parts of a rich text."""
    parts: list[object] = []
    characters = ""
    tag = ""
    for match in tokens:
        if match.group("brace") == "}":
            break
        if match.group("brace"):
            inner = Text(*_read_group(tokens))
            if not tag and _is_one_letter(str(inner)):
                characters += str(inner)
                continue
            parts += [characters, Tag(TAGS[tag], inner) if tag in TAGS else inner if tag else Protected(inner)]
            characters, tag = "", ""
            continue
        command = match.group("command") or ""
        if command in DECLARED:
            return [*parts, characters, Tag(DECLARED[command], *_read_group(tokens))]
        tag = command if command in TAGS or command in SILENT else ""
        characters += SPELLED.get(command, "") or match.group("escaped") or match.group("words") or ""
    return [*parts, characters]


def _is_one_letter(characters: str) -> bool:
    """Whether a group is what an accent leaves behind, as in Jos{é}: such a letter is not protected."""
    return len(characters) == 1 and not characters.isascii()


def _math(tex: str) -> list[object]:
    """Gives simple TeX math as signs, indices and exponents; the case of letters stays."""
    parts: list[object] = []
    position = 0
    while match := MATH_TOKEN.match(tex, position):
        position = match.end()
        if match.group("script"):
            inner, position = _argument(tex, position)
            parts.append(Tag("sub" if match.group("script") == "_" else "sup", *_math(inner)))
        elif command := match.group("command"):
            parts.append(_math_sign(command))
        elif (other := match.group("other")) and other not in "{}":
            parts.append("−" if other == "-" else other)
    return parts


def _argument(tex: str, position: int) -> tuple[str, int]:
    """Gives what an index or exponent applies to and the position behind it."""
    match = ARGUMENT.match(tex, position)
    return ((match.group(1) or match.group(2) or ""), match.end()) if match else ("", position)


def _math_sign(command: str) -> str:
    if command in MATH_SIGNS or command in MATH_SILENT:
        return MATH_SIGNS.get(command, "")
    size = "CAPITAL" if command[0].isupper() else "SMALL"
    try:
        return unicodedata.lookup(f"GREEK {size} LETTER {command.upper()}")
    except KeyError:
        return command
