from __future__ import annotations

import pytest

from deck.reading.svg import SVG_SPACE, svg_size

TWICE = '<g id="a{0}">' + '<use href="#a{1}"/>' * 2 + "</g>"


def drawing(inside: str = "", attributes: str = 'viewBox="0 0 40 30"', before: str = "") -> bytes:
    return f'{before}<svg xmlns="{SVG_SPACE}" {attributes}>{inside}</svg>'.encode()


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="2000" height="1000"', (2000, 1000)),
        ('width="30in" height="15in"', (2880, 1440)),
        ('viewBox="0 0 4 2"', (1000, 500)),
        ('viewBox="-1,-1,4,2" width="100%" height="100%"', (1000, 500)),
        ('viewBox="0 0 4 2" width="2000px"', (2000, 1000)),
        ('viewBox="0 0 4 2" width="2000" height="2000"', (2000, 2000)),
    ],
)
def test_a_drawing_is_as_large_as_it_says(attributes: str, size: tuple[int, int]) -> None:
    assert svg_size(drawing(attributes=attributes)) == size


@pytest.mark.parametrize(
    "inside",
    [
        '<rect fill="url(#a)" width="1" height="1"/>',
        '<style>rect { fill: url("#a") }</style>',
        '<image href="data:image/png;base64,iVBORw0KGgo="/>',
        '<metadata xmlns:r="urn:r"><r:license r:resource="https://example.org/"/></metadata>',
        '<g id="a"><text>a</text></g><use href="#a"/><use href="#a"/>',
    ],
)
def test_what_leads_inside_the_drawing_is_taken(inside: str) -> None:
    assert svg_size(drawing(inside)) == (1000, 750)


def test_the_document_type_that_programs_write_is_taken() -> None:
    kind = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    assert svg_size(drawing(before=kind)) == (1000, 750)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is not XML"),
        (b"<svg/>", "its root is not an svg element"),
        (drawing(attributes=""), "neither width and height nor a viewBox"),
        (drawing(attributes='width="0" height="0"'), "neither width and height nor a viewBox"),
        (drawing("<script>alert(1)</script>"), "it holds a script element"),
        (drawing("<foreignObject/>"), "it holds a foreignObject element"),
        (drawing('<rect onclick="a()"/>'), "it holds a script"),
        (drawing('<image href="a.png"/>'), "it refers to 'a.png'"),
        (drawing('<image href="file:///etc/hosts"/>'), "it refers to 'file:///etc/hosts'"),
        (drawing('<image href="data:image/svg+xml,x"/>'), "it refers to 'data:image/svg"),
        (drawing('<a href="https://example.org"><text>a</text></a>'), "it refers to 'https://example.org'"),
        (drawing('<rect style="fill: url( https://example.org/a )"/>'), "it refers to something outside"),
        (drawing("<style>@import 'a.css';</style>"), "its style refers to something outside"),
        (drawing(before='<?xml-stylesheet href="a.css"?>'), "its style sheet lies elsewhere"),
        (drawing("<text>&a;</text>", before='<!DOCTYPE svg [<!ENTITY a "b">]>'), "it declares entities"),
        (drawing("".join(TWICE.format(n, n + 1) for n in range(60)) + '<g id="a60"/>'), "used in each other too often"),
        (drawing('<g id="a"><use href="#a"/></g>'), "used in each other too often"),
    ],
)
def test_what_is_more_than_a_drawing_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason.replace("(", r"\(").replace("+", r"\+")):
        svg_size(content)
