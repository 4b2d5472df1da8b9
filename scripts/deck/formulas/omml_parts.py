"""OMML parts: each structure of Office Math with its children in the order of ECMA-376 part 1, 22.1."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

CONTROL = "<m:ctrlPr/>"
STRIKES = {"horizontalstrike": "strikeH", "updiagonalstrike": "strikeBLTR", "downdiagonalstrike": "strikeTLBR"}
STRIKE_ORDER = ("strikeH", "strikeBLTR", "strikeTLBR")
SIDES = "".join(f'<m:hide{side} m:val="1"/>' for side in ("Top", "Bot", "Left", "Right"))


def part(name: str, properties: str, *children: tuple[str, str]) -> str:
    """Gives a structure with its properties and its children, each a name and its content."""
    inside = "".join(f"<m:{child}>{content}</m:{child}>" if content else f"<m:{child}/>" for child, content in children)
    return f"<m:{name}><m:{name}Pr>{properties}{CONTROL}</m:{name}Pr>{inside}</m:{name}>"


def value(name: str, content: str) -> str:
    """Gives a property with its value."""
    return f"<m:{name} m:val={quoteattr(content)}/>"


def fraction(above: str, below: str, stacked: bool) -> str:
    """Gives a fraction, or two parts stacked without a line."""
    return part("f", value("type", "noBar") if stacked else "", ("num", above), ("den", below))


def radical(body: str, degree: str) -> str:
    """Gives a root; an empty degree is the square root's."""
    return part("rad", "" if degree else value("degHide", "1"), ("deg", degree), ("e", body))


def script(base: str, below: str | None, above: str | None) -> str:
    """Gives a base with what stands lowered and raised behind it."""
    if below is None:
        return part("sSup", "", ("e", base), ("sup", above or ""))
    if above is None:
        return part("sSub", "", ("e", base), ("sub", below))
    return part("sSubSup", "", ("e", base), ("sub", below), ("sup", above))


def nary(sign: str, below: str, above: str, stacked: bool) -> str:
    """Gives a sum, a product or an integral whose term is still empty."""
    properties = value("chr", sign) + value("limLoc", "undOvr" if stacked else "subSup")
    properties += "" if below else value("subHide", "1")
    properties += "" if above else value("supHide", "1")
    return part("nary", properties, ("sub", below), ("sup", above), ("e", ""))


def limit(kind: str, base: str, content: str) -> str:
    """Gives a base with something under it (limLow) or over it (limUpp)."""
    return part(kind, "", ("e", base), ("lim", content))


def delimiter(opening: str, parts: Sequence[str], closing: str, separator: str = "") -> str:
    """Gives parts in brackets that grow with them; an empty sign means that there is none."""
    properties = value("begChr", opening)
    properties += value("sepChr", separator) if separator else ""
    properties += value("endChr", closing)
    return part("d", properties, *(("e", inner) for inner in parts))


def marked(kind: str, base: str, sign: str) -> str:
    """Gives a base with an accent (acc and its combining sign) or a line (bar and its side)."""
    return part(kind, value("chr" if kind == "acc" else "pos", sign), ("e", base))


def grouped(base: str, sign: str, above: bool) -> str:
    """Gives a base with a sign as wide as itself over or under it, such as a brace or an arrow."""
    side = value("pos", "top") + value("vertJc", "bot") if above else value("vertJc", "bot" if sign in "→←" else "top")
    return part("groupChr", value("chr", sign) + side, ("e", base))


def borders(body: str, lines: Sequence[str]) -> str:
    """Gives a body in a box, or struck through by the lines that MathML names."""
    if "box" in lines:
        return part("borderBox", "", ("e", body))
    wanted = {STRIKES[line] for line in lines if line in STRIKES}
    strikes = "".join(value(strike, "1") for strike in STRIKE_ORDER if strike in wanted)
    return part("borderBox", SIDES + strikes, ("e", body))


def equation_array(rows: Sequence[str]) -> str:
    """Gives rows under each other, aligned where they hold a run of one ampersand."""
    return part("eqArr", "", *(("e", row) for row in rows))


def matrix(rows: Sequence[Sequence[str]], aligns: Sequence[str]) -> str:
    """Gives a matrix; rows that are too short are filled up with empty cells."""
    columns = "".join(_column(align or "center") for align in aligns)
    width = len(aligns)
    cells = "".join(
        f"<m:mr>{''.join(_cell(row[n] if n < len(row) else '') for n in range(width))}</m:mr>" for row in rows
    )
    properties = f"<m:mPr>{value('plcHide', '1')}<m:mcs>{columns}</m:mcs>{CONTROL}</m:mPr>"
    return f"<m:m>{properties}{cells}</m:m>"


def _column(align: str) -> str:
    return f"<m:mc><m:mcPr>{value('count', '1')}{value('mcJc', align)}</m:mcPr></m:mc>"


def _cell(content: str) -> str:
    return f"<m:e>{content}</m:e>" if content else "<m:e/>"
