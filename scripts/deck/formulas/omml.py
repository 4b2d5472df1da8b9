"""OMML: MathML as Office Math, with the same formula in plain characters and its size in em."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from deck.formulas.omml_parts import (
    borders,
    delimiter,
    equation_array,
    fraction,
    grouped,
    limit,
    marked,
    matrix,
    nary,
    part,
    radical,
    script,
)
from deck.formulas.omml_piece import (
    BRACED,
    INTEGRALS,
    LIMITED,
    LINE,
    NOTHING,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    Piece,
    is_set_apart,
    joined,
    merge_runs,
    operator,
    run_of,
    shifted,
    tight,
    word,
)
from text.values import dataclass, replace

ACCENTS = {
    "^": "\u0302", "~": "\u0303", "¯": "\u0305", "˙": "\u0307", "¨": "\u0308", "´": "\u0301", "`": "\u0300",
    "˘": "\u0306", "ˇ": "\u030c", "˚": "\u030a", "→": "\u20d7", "←": "\u20d6", "↔": "\u20e1", "⃛": "\u20db",
    "⃜": "\u20dc",
}  # fmt: skip
LINES = frozenset("―‾_\u0332")
STRETCHED = frozenset("⏞⏟⎴⎵⏜⏝")
STYLES = {"bold": "b", "bold-italic": "bi", "normal": "p", "italic": "i"}
SCRIPTS = {
    "script": "script", "fraktur": "fraktur", "double-struck": "double-struck", "sans-serif": "sans-serif",
    "monospace": "monospace", "sans-serif-italic": "sans-serif",
}  # fmt: skip
NAMED_SPACES = {"thinmathspace": 0.167, "mediummathspace": 0.222, "thickmathspace": 0.278}
EM_OF_UNIT = {"em": 1.0, "ex": 0.45, "mu": 1 / 18, "pt": 0.1, "px": 0.075, "cm": 2.8, "mm": 0.28, "in": 7.2}
SPACES = ((1.0, "\u2003"), (0.5, "\u2002"), (0.25, "\u2005"), (0.167, "\u2009"))  # em, the widest that fits first
SLASH = "⧸"  # what \not puts before the sign that it strikes out
SMALL = 0.7  # of scripts beside their base
COMMAND = re.compile(r"\\[A-Za-z]*")


@dataclass(frozen=True, slots=True)
class Look:
    """How a part is set: as a display formula or in a line."""

    display: bool


def math_piece(element: Element, display: bool) -> Piece:
    """Gives a MathML element as a piece; ValueError names what Office Math has no form for."""
    return _piece(element, Look(display))


def _piece(element: Element, look: Look) -> Piece:
    known: Mapping[str, Callable[[Element, Look], Piece]] = {
        "mi": _identifier, "mn": _number, "mo": _operator, "mtext": _words, "mspace": _space, "mfrac": _fraction,
        "msqrt": _root, "mroot": _root, "msub": _scripts, "msup": _scripts, "msubsup": _scripts, "munder": _around,
        "mover": _around, "munderover": _around, "mtable": _table, "menclose": _enclosed, "mphantom": _phantom,
        "mstyle": _styled, "math": _row, "mrow": _row, "mpadded": _row, "mtd": _row,
    }  # fmt: skip
    if element.tag not in known:
        raise ValueError(f"'{element.tag}' has no form in Office Math")
    return known[element.tag](element, look)


def _text(element: Element) -> str:
    return element.text or ""


def _identifier(element: Element, look: Look) -> Piece:
    characters = _text(element)
    if characters.startswith("\\"):
        raise ValueError(f"'{characters}' is not understood")
    if characters in {"&", "{", "}", "_", "^"}:
        raise ValueError(f"a '{characters}' stands where none can")
    if characters == "~":  # what latex2mathml makes of \sim
        return operator("∼")
    variant = element.get("mathvariant", "")
    if len(characters) > 1 and not variant:
        return word(characters, "p", role="function") if characters.isascii() else word(characters, "p")
    plain_letter = len(characters) == 1 and characters.isalpha() and not is_set_apart(characters)
    style = STYLES.get(variant, "" if variant else ("i" if plain_letter else "p"))
    return word(characters, style or "p", SCRIPTS.get(variant, ""))


def _number(element: Element, look: Look) -> Piece:
    return replace(word(_text(element), "p"), single=True)


def _operator(element: Element, look: Look) -> Piece:
    if len(element):  # \mathop{…}
        return replace(_row(element, look), role="function")
    return operator(_text(element).replace("\u2009", " "))


def _words(element: Element, look: Look) -> Piece:
    characters = _text(element).replace("\xa0", " ")
    variant = element.get("mathvariant", "")
    if command := COMMAND.search(characters):
        raise ValueError(f"'{command[0]}' cannot stand in \\text")
    style = STYLES.get(variant, "n")
    shown = characters if style == "n" else characters.replace(" ", "\xa0")
    return replace(word(characters, style), omml=run_of(shown, style), single=False)


def _space(element: Element, look: Look) -> Piece:
    if element.get("linebreak"):
        return Piece("", "", 0.0, role="break")
    em = _em(element.get("width", "0"))
    shown, left = "", em
    for width, character in SPACES:
        while left >= width - 0.035:
            shown, left = shown + character, left - width
    return Piece(run_of(shown, "p"), " " if shown else "", max(em, 0.0), role="space")


def _em(length: str) -> float:
    if length.strip("+-") in NAMED_SPACES:
        return NAMED_SPACES[length.strip("+-")]
    number = length.rstrip("abcdefghijklmnopqrstuvwxyz%")
    try:
        return float(number) * EM_OF_UNIT.get(length[len(number) :], 1.0)
    except ValueError:
        return 0.0  # negative spaces have names only


def _row(element: Element, look: Look) -> Piece:
    children = list(element)
    if element.tag == "mpadded" and len(children) == 1 and _text(children[0]) == SLASH:
        return Piece("", SLASH, 0.0)
    fence = _fence(children, look)
    row = fence or joined(_pieces(children, look))
    braced = element.tag == "mrow" and len(children) == 1 and row.role in BRACED
    return replace(row, role="word") if braced else row


def _fence(children: Sequence[Element], look: Look) -> Piece | None:
    r"""Gives what \left and \right enclose, or None where a row has no fence around it."""
    if not children or children[0].get("form") != "prefix":
        return None
    closed = children[-1].get("form") == "postfix" and len(children) > 1
    inside = children[1:-1] if closed else children[1:]
    groups: list[list[Element]] = [[]]
    separator = ""
    for child in inside:
        if child.tag == "mo" and child.get("fence") == "true" and not child.get("form") and child.get("lspace"):
            separator = _text(child)
            groups.append([])
        else:
            groups[-1].append(child)
    parts = [joined(_pieces(group, look)) for group in groups]
    return _delimited(_text(children[0]), parts, _text(children[-1]) if closed else "", separator)


def _delimited(opening: str, parts: Sequence[Piece], closing: str, separator: str = "") -> Piece:
    plain = opening + f" {separator} ".join(one.plain for one in parts) + closing
    omml = delimiter(opening, [one.omml for one in parts], closing, separator)
    return Piece(omml, plain, sum(one.width for one in parts) + 0.8, max(one.height for one in parts))


def _pieces(children: Sequence[Element], look: Look) -> list[Piece]:
    r"""Gives the children of a row, a sign struck out by \not as one and a table in brackets as one."""
    found: list[Piece] = []
    position = 0
    while position < len(children):
        child, rest = children[position], children[position + 1 :]
        tall = rest and (rest[0].tag == "mtable" or rest[0].get("linethickness") == "0")
        if child.tag == "mo" and tall and len(rest) > 1 and rest[1].tag == "mo":
            found.append(_delimited(_text(child), [_piece(rest[0], look)], _text(rest[1])))
            position += 3
            continue
        piece = _piece(child, look)
        if found and found[-1].plain == SLASH and not found[-1].omml:
            struck = unicodedata.normalize("NFC", piece.plain + "\u0338")
            piece = replace(piece, omml=piece.omml.replace(f">{escape(piece.plain)}<", f">{struck}<", 1), plain=struck)
            found.pop()
        found.append(piece)
        position += 1
    return found


def _wrapped(piece: Piece) -> str:
    return piece.plain if piece.single else f"({piece.plain})"


def _children(element: Element, count: int, look: Look) -> list[Piece]:
    if len(element) != count:
        raise ValueError("a command lacks one of its arguments")
    return [_piece(child, look) for child in element]


def _fraction(element: Element, look: Look) -> Piece:
    above, below = _children(element, 2, Look(False))
    stacked = element.get("linethickness") == "0"
    plain = f"{above.plain} choose {below.plain}" if stacked else f"{_wrapped(above)}/{_wrapped(below)}"
    scale = 1.0 if look.display else SMALL
    height = (above.height + below.height) * scale + 0.15
    omml = fraction(above.omml, below.omml, stacked)
    return Piece(omml, plain, max(above.width, below.width) * scale + 0.2, height, single=False)


def _root(element: Element, look: Look) -> Piece:
    children = list(element)
    degree = _piece(children.pop(), look) if element.tag == "mroot" else None
    body = joined(_pieces(children, look))
    index = shifted(degree.plain, SUPERSCRIPTS, "^") if degree else ""
    plain = f"{index.removeprefix('^')}√{_wrapped(body)}"
    return Piece(radical(body.omml, degree.omml if degree else ""), plain, body.width + 0.7, body.height + 0.15)


def _scripts(element: Element, look: Look) -> Piece:
    kinds = {"msub": ("sub",), "msup": ("sup",), "msubsup": ("sub", "sup")}[element.tag]
    base, *scripts = _children(element, len(kinds) + 1, look)
    found = dict(zip(kinds, scripts, strict=True))
    if base.role == "large":
        return _large(base, found.get("sub"), found.get("sup"), look, look.display and base.plain not in INTEGRALS)
    if look.display and base.plain in LIMITED and "sup" not in found:
        return _limited(base, found["sub"], "")
    filled = base.omml or run_of(NOTHING, "p")
    omml = script(filled, found["sub"].omml if "sub" in found else None, found["sup"].omml if "sup" in found else None)
    width = base.width + SMALL * max(one.width for one in scripts)
    height = base.height + 0.35 * sum(one.height for one in scripts) * SMALL
    role = base.role if base.role in ("function", "close") else "word"
    return Piece(omml, _with_scripts(base, found.get("sub"), found.get("sup")), width, height, role)


def _with_scripts(base: Piece, below: Piece | None, above: Piece | None) -> str:
    lowered = shifted(below.plain, SUBSCRIPTS, "_") if below else ""
    raised = shifted(above.plain, SUPERSCRIPTS, "^") if above else ""
    named = base.role in ("function", "large", "close") or base.single or not base.plain
    return (base.plain if named else f"({base.plain})") + lowered + raised


def _large(base: Piece, below: Piece | None, above: Piece | None, look: Look, stacked: bool) -> Piece:
    omml = nary(base.plain, below.omml if below else "", above.omml if above else "", stacked)
    scripts = [one for one in (below, above) if one]
    plain = base.plain + "".join(
        f"{sign}{{{tight(one.plain)}}}" for sign, one in (("_", below), ("^", above)) if one and one.plain
    )
    widest = max((one.width for one in scripts), default=0.0) * SMALL
    width = max(1.1, widest) if stacked else 1.0 + widest
    height = 1.6 * (1.3 if look.display else 1.0) + (SMALL * sum(one.height for one in scripts) if stacked else 0.0)
    return Piece(omml, plain, width + 0.2, height, "large")


def _limited(base: Piece, below: Piece, side: str) -> Piece:
    name = limit("limUpp" if side == "above" else "limLow", base.omml, below.omml)
    sign = "^" if side == "above" else "_"
    named = base.single or base.role != "word"
    plain = (base.plain if named else f"({base.plain})") + (f"{sign}{{{tight(below.plain)}}}" if below.plain else "")
    width = max(base.width, SMALL * below.width)
    role = base.role if base.role in ("function", "relation", "binary") else "word"
    return Piece(name, plain, width, base.height + SMALL * below.height, role)


def _around(element: Element, look: Look) -> Piece:
    count = 3 if element.tag == "munderover" else 2
    if len(element) != count:
        raise ValueError("a command lacks one of its arguments")
    base = _piece(element[0], look)
    signs = [_text(child) if child.tag == "mo" and not len(child) else "" for child in element[1:]]
    if base.role == "large":
        below, above = _sides(element, look)
        return _large(base, below, above, look, True)
    if count == 2 and signs[0]:
        made = _accented(base, signs[0], element.tag == "mover")
        if made:
            return made
    below, above = _sides(element, look)
    if element[0].tag == "mstyle" and count == 2 and "ARROW" in unicodedata.name(base.plain, ""):
        label = above or below
        assert label is not None
        omml = grouped(label.omml, base.plain, above=below is not None)
        sign = "^" if above else "_"
        return Piece(omml, f"{base.plain}{sign}{{{label.plain}}}", label.width + 0.8, LINE * 1.6, "relation")
    made = _limited(base, below, "") if below else base
    return _limited(made, above, "above") if above else made


def _sides(element: Element, look: Look) -> tuple[Piece | None, Piece | None]:
    around = [_piece(child, Look(False)) for child in element[1:]]
    if element.tag == "munderover":
        return around[0], around[1]
    return (around[0], None) if element.tag == "munder" else (None, around[0])


def _accented(base: Piece, sign: str, above: bool) -> Piece | None:
    """Gives a base with an accent, a line or a brace; None when the sign is none of these."""
    filled = base.omml or run_of(NOTHING, "p")
    height = base.height + 0.2
    if sign in LINES:
        mark = "\u0305" if above else "\u0332"
        return Piece(marked("bar", filled, "top" if above else "bot"), _over_each(base, mark), base.width, height)
    if above and sign in ACCENTS:
        omml = marked("acc", filled, ACCENTS[sign])
        return Piece(omml, _over_each(base, ACCENTS[sign]), base.width, height)
    if sign in STRETCHED or "ARROW" in unicodedata.name(sign[:1], "") or "HARPOON" in unicodedata.name(sign[:1], ""):
        return Piece(grouped(filled, sign, above), base.plain, base.width, height + 0.2, single=base.single)
    return None


def _over_each(base: Piece, mark: str) -> str:
    return unicodedata.normalize("NFC", "".join(c + mark if not c.isspace() else c for c in base.plain))


def _table(element: Element, look: Look) -> Piece:
    rows = [[_piece(cell, look) for cell in row] for row in element]
    aligned = element.get("columnspacing", "").startswith("0em")
    plain = "; ".join(("" if aligned else ", ").join(cell.plain for cell in row) for row in rows)
    columns = max((len(row) for row in rows), default=0)
    widths = [max((row[n].width for row in rows if n < len(row)), default=0.0) for n in range(columns)]
    height = sum(max((cell.height for cell in row), default=LINE) for row in rows) + 0.2 * len(rows)
    cells = [[cell.omml for cell in row] for row in rows]
    if aligned:
        plain = "; ".join(_aligned(row) for row in rows)
        mark = run_of("&", "p")
        omml = equation_array([merge_runs(mark.join(row)) for row in cells])
        return Piece(omml, plain, sum(widths), height, single=False)
    aligns = [next((row[n].get("columnalign", "") for row in element if n < len(row)), "") for n in range(columns)]
    return Piece(matrix(cells, aligns), plain, sum(widths) + columns, height, single=False)


def _aligned(row: Sequence[Piece]) -> str:
    return " ".join(" ".join(cell.plain for cell in row).split())


def _enclosed(element: Element, look: Look) -> Piece:
    body = joined(_pieces(list(element), look))
    lines = element.get("notation", "").split()
    return replace(body, omml=borders(body.omml, lines), width=body.width + 0.3, height=body.height + 0.3, role="word")


def _phantom(element: Element, look: Look) -> Piece:
    body = joined(_pieces(list(element), look))
    omml = part("phant", '<m:show m:val="0"/>', ("e", body.omml)) if body.omml else ""
    return Piece(omml, "", body.width, body.height)


def _styled(element: Element, look: Look) -> Piece:
    shown = element.get("displaystyle")
    return _row(element, Look(shown == "true") if shown else look)
