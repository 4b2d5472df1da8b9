"""Pieces of a formula: what a part of it is in Office Math and in plain characters, and how pieces join in a line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import groupby
from xml.sax.saxutils import escape

from deck.formulas.omml_parts import equation_array, nary, part, value
from text.values import dataclass, replace

CLOSING = frozenset(")]}⟩⌉⌋")
OPENING = frozenset("([{⟨⌈⌊")
PUNCTUATION = frozenset(",;")
BINARY = frozenset("+-−±∓×÷·⋅∗∘⊕⊗∪∩∧∨∖/")
BRACED = frozenset({"binary", "relation", "comma", "open", "close"})  # in braces of its own a sign stands as a letter
TIGHT = frozenset("·/")  # without blanks beside it in plain characters
NARY = frozenset("∑∏∐∫∬∭∮∯⨌⋃⋂⨁⨂⋁⋀")
INTEGRALS = frozenset("∫∬∭∮∯⨌")
LIMITED = frozenset({"lim", "max", "min", "sup", "inf", "lim inf", "lim sup", "arg max", "arg min", "argmax", "argmin"})
SUPERSCRIPTS = dict(zip("0123456789+−=()ni′″‴", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ′″‴", strict=True))
SUBSCRIPTS = dict(zip("0123456789+−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True))
NOTHING = "\u200b"  # a base of no width: an empty one shows as a dotted box
RUN = re.compile(
    r"<m:r><m:rPr>(?P<how>(?:<m:(?:nor|scr|sty)[^>]*>)*)</m:rPr>"
    r'<m:t(?: xml:space="preserve")?>(?P<text>[^<]*)</m:t></m:r>'
)
RUNS = re.compile(rf"(?:{RUN.pattern.replace('?P<how>', '?:').replace('?P<text>', '?:')}){{2,}}")
BESIDE_SIGN = re.compile(r" ([^\w\s]) ")
HUNG = re.compile(r"[_^](?:[^{]|\{[^{}]*\})$")  # plain characters that end in a script behind its sign
LINE = 1.2  # em, the height of a line of letters


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a formula: OMML without its root, plain characters, width and height in em.

    `role` says how it stands in a row: word, function, large, binary, relation, open, close, comma or space.
    """

    omml: str
    plain: str
    width: float
    height: float = LINE
    role: str = "word"
    single: bool = True  # whether the plain characters need no brackets inside a fraction or under a root


def run_of(characters: str, style: str = "i", letters: str = "") -> str:
    """Gives a run; `style` is p, i, b or bi, or n for words."""
    how = (value("scr", letters) if letters else "") + value("sty", style) if style != "n" else "<m:nor/>"
    return _written(escape(characters), how)


def _written(escaped: str, how: str) -> str:
    keep = ' xml:space="preserve"' if escaped != escaped.strip() else ""
    return f"<m:r><m:rPr>{how}</m:rPr><m:t{keep}>{escaped}</m:t></m:r>" if escaped else ""


def word(characters: str, style: str, letters: str = "", role: str = "word") -> Piece:
    """Gives characters of one style as a piece."""
    return Piece(run_of(characters, style, letters), characters, width_of(characters), LINE, role, len(characters) == 1)


def width_of(characters: str) -> float:
    """Gives about how wide characters are in a mathematical font."""
    narrow, wide = frozenset("ijl.,;:'|()[]tfr′ "), frozenset("mwMW→←∑∏∫")
    return sum(0.32 if c in narrow else 0.9 if c in wide else 0.7 if c.isupper() else 0.55 for c in characters)


def operator(sign: str) -> Piece:
    """Gives a sign or the name of an operator as a piece with its role."""
    if sign in LIMITED or (len(sign) > 1 and sign.isalpha()):
        return word(sign, "p", role="binary" if sign == "mod" else "function")
    if sign in OPENING or sign in CLOSING:
        return word(sign, "p", role="open" if sign in OPENING else "close")
    if sign in NARY:
        return Piece(nary(sign, "", "", False), sign, 1.0, 1.6, "large")
    if sign in BINARY:
        return replace(word(sign, "p", role="binary"), width=0.7 + 0.44)
    if sign in PUNCTUATION:
        return replace(word(sign, "p", role="comma"), width=0.45)
    name = unicodedata.name(sign, "") if len(sign) == 1 else ""
    is_relation = unicodedata.category(sign) == "Sm" and sign not in "¬∂∇√∞∀∃|‖" if len(sign) == 1 else False
    relation = is_relation or sign == "∣" or "ARROW" in name or sign == ":="
    return replace(word(sign, "p", role="relation" if relation else "word"), width=width_of(sign) + 0.56 * relation)


def is_set_apart(letter: str) -> bool:
    """Whether a letter has its own mathematical form, such as ℝ, 𝐱 and ∂, or is a Greek capital."""
    return unicodedata.normalize("NFKC", letter) != letter or "Α" <= letter <= "Ω" or ord(letter) > 0x2000


def joined(pieces: Sequence[Piece]) -> Piece:
    """Joins the pieces of a row; where it is broken, its lines stand under each other."""
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.role == "break":
            lines.append([])
        else:
            lines[-1].append(piece)
    if len(lines) == 1:
        return _line(lines[0])
    rows = [_line(line) for line in lines if line]
    plain = "; ".join(row.plain for row in rows)
    height = sum(row.height for row in rows) * 1.1
    return Piece(equation_array([row.omml for row in rows]), plain, max((r.width for r in rows), default=0.0), height)


def _line(pieces: Sequence[Piece]) -> Piece:
    """Joins the pieces of one line; a large operator takes its term in, a function its argument."""
    if len(pieces) == 1:
        return pieces[0] if pieces[0].role != "large" else replace(pieces[0], omml=_bare(pieces[0].omml))
    omml = merge_runs(_taken(pieces))
    width = sum(piece.width for piece in pieces)
    height = max((piece.height for piece in pieces), default=LINE)
    return Piece(omml, _spoken(pieces), width, height, single=False)


def _taken(pieces: Sequence[Piece]) -> str:
    """Gives the OMML of a line; each large operator takes in what it works on."""
    taken, at = [], 0
    while at < len(pieces):
        first, rest = pieces[at], pieces[at + 1 :] if pieces[at].role in ("large", "function") else ()
        at += 1
        if first.role == "large":
            stop = _term(rest)
            term = _taken(rest[:stop])
            own = first.omml.replace("<m:e/>", f"<m:e>{merge_runs(term)}</m:e>", 1) if term else _bare(first.omml)
            taken.append(own)
            at += stop
        elif first.role == "function" and rest and rest[0].role == "word":
            taken.append(part("func", "", ("fName", first.omml), ("e", rest[0].omml)))
            at += 1
        else:
            taken.append(first.omml)
    return "".join(taken)


def _term(pieces: Sequence[Piece]) -> int:
    """Gives how many of the pieces behind a large operator belong to its term."""
    depth = 0
    for number, piece in enumerate(pieces):
        depth += {"open": 1, "close": -1}.get(piece.role, 0)
        if depth < 0 or (not depth and number and piece.role in ("binary", "relation", "comma")):
            return number
        if not number and piece.role in ("relation", "comma"):
            return 0
    return len(pieces)


def _bare(omml: str) -> str:
    """Gives a large operator that works on nothing: its e may not be empty."""
    return omml.replace("<m:e/>", f"<m:e>{run_of(NOTHING, 'p')}</m:e>", 1)


def merge_runs(omml: str) -> str:
    """Joins neighbouring runs of one style."""

    def merged(found: re.Match[str]) -> str:
        runs = groupby(RUN.finditer(found[0]), key=lambda run: run["how"])
        return "".join(_written("".join(run["text"] for run in same), how) for how, same in runs)

    return RUNS.sub(merged, omml)


def _spoken(pieces: Sequence[Piece]) -> str:
    """Gives the plain characters of a line, blanks around relations and between two terms."""
    said, before = "", "open"
    for piece in pieces:
        if not piece.plain:
            continue
        unary = piece.role == "binary" and before in ("open", "binary", "relation", "comma", "large")
        spaced = (piece.role == "binary" and not unary and piece.plain not in TIGHT) or piece.role == "relation"
        after_name = before in ("function", "large") and piece.role not in ("open", "space")
        if spaced:
            said = said.rstrip(" ") + f" {piece.plain} "
        elif piece.role == "comma":
            said = said.rstrip(" ") + f"{piece.plain} "
        else:
            named = piece.role in ("function", "large") and before == "word"
            hung = HUNG.search(said) and piece.role == "word" and piece.plain[0].isalnum()
            gap = " " if after_name or named or hung else ""
            said += gap + piece.plain
        before = "open" if unary else before if piece.role == "space" else piece.role
    return " ".join(said.split())


def shifted(plain: str, forms: Mapping[str, str], sign: str) -> str:
    """Gives a script in characters that stand raised or lowered by themselves, else behind its sign."""
    plain = tight(plain)
    if plain and all(character in forms for character in plain):
        return "".join(forms[character] for character in plain)
    if not plain:
        return ""
    return f"{sign}{plain}" if len(plain) == 1 else f"{sign}{{{plain}}}"


def tight(plain: str) -> str:
    """Gives plain characters as they stand in a script: no blanks beside signs."""
    return BESIDE_SIGN.sub(r"\1", plain)
