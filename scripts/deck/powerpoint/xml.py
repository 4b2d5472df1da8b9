"""XML: the few Open XML fragments that every writer of the .pptx needs."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from deck.theme import Box

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")  # tabs and line feeds are
EMU_PER_INCH = 914400
EMU_PER_POINT = 12700
# Colours of the theme by the places that PowerPoint has for them; the master maps tx and bg to light or dark.
SCHEME = {
    "ink": "tx1",
    "paper": "bg1",
    "soft": "tx2",
    "wash": "bg2",
    "tensorflow": "accent1",
    "pytorch": "accent2",
    "tensorflow-text": "accent3",
    "pytorch-text": "accent4",
    "rule": "accent5",
}
DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


def emu(inches: float) -> int:
    """Gives inches as whole English Metric Units."""
    return round(inches * EMU_PER_INCH)


def attribute(value: str) -> str:
    """Gives a value as a quoted, escaped attribute."""
    return quoteattr(_valid(value))


def characters(value: str) -> str:
    """Gives escaped character data without the control characters that XML cannot hold."""
    return escape(_valid(value))


def _valid(value: str) -> str:
    return NOT_IN_XML.sub("", value)


def fill(colour: str) -> str:
    """Gives the solid fill of a theme colour."""
    return f'<a:solidFill><a:schemeClr val="{SCHEME[colour]}"/></a:solidFill>'


def transform(box: Box, element: str = "a:xfrm") -> str:
    """Gives position and size of a box."""
    offset = f'<a:off x="{emu(box.x)}" y="{emu(box.y)}"/>'
    return f'<{element}>{offset}<a:ext cx="{emu(box.width)}" cy="{emu(box.height)}"/></{element}>'


def rectangle(shape_id: int, name: str, box: Box, colour: str) -> str:
    """Gives a filled rectangle that screen readers pass over."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{shape_id}" name={attribute(name)}>{DECORATIVE}</p:cNvPr>'
        f'<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{transform(box)}'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill(colour)}<a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
    )
