"""Formulas of the .pptx: equations that PowerPoint edits, with plain characters for who cannot show them."""

from __future__ import annotations

from deck.formulas.formula import OFFICE_SPACE, equation

COMPATIBILITY_SPACE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
DRAWING_2010_SPACE = "http://schemas.microsoft.com/office/drawing/2010/main"


def formula_xml(latex: str, align: str, fallback: str) -> str:
    """Gives a formula as it stands in a paragraph; `align` (left, center, right) makes a display formula of it.

    `fallback` are the runs for a reader without equations. PowerPoint itself writes an `a:rPr` into every run of a
    formula; validators do not know it there, so size and colour are those of the paragraph's level instead: the list
    style of the shape says them where the placeholder does not.
    """
    written = equation(latex, bool(align)).omml
    if align:
        justified = f'<m:oMathParaPr><m:jc m:val="{align}"/></m:oMathParaPr>'
        written = f'<m:oMathPara xmlns:m="{OFFICE_SPACE}">{justified}{written}</m:oMathPara>'
    return (
        f'<mc:AlternateContent xmlns:mc="{COMPATIBILITY_SPACE}"><mc:Choice xmlns:a14="{DRAWING_2010_SPACE}" '
        f'Requires="a14"><a14:m>{written}</a14:m></mc:Choice><mc:Fallback>{fallback}</mc:Fallback>'
        "</mc:AlternateContent>"
    )
