"""Deck outline: a built PowerPoint file as text that a person can review."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any  # python-pptx carries no types for the things that are walked here

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.presentation import Presentation

DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def outline(presentation: Presentation) -> str:
    """Gives the slides with their layouts, shapes, paragraphs, links and notes, one line each."""
    numbers = {slide.part.partname: number for number, slide in enumerate(presentation.slides, start=1)}
    return "\n".join(line for slide in presentation.slides for line in _slide(slide, numbers))


def _slide(slide: Any, numbers: dict[str, int]) -> Iterator[str]:
    yield f"{numbers[slide.part.partname]} {slide.slide_layout.name}"
    for shape in slide.shapes:
        if not is_decorative(shape) and shape.name != "Number":
            yield from (f"  {line}" for line in _shape(shape, numbers))
    yield from (f"  {line}" for line in (*_ground(slide), *_clicks(slide)))
    if slide.has_notes_slide:
        yield "  Notes"
        frame = slide.notes_slide.notes_text_frame
        yield from (f"    {_paragraph(paragraph, slide.notes_slide.part, numbers)}" for paragraph in frame.paragraphs)


def _shape(shape: Any, numbers: dict[str, int]) -> Iterator[str]:
    yield shape.name if shape.is_placeholder else f"({shape.name})"
    if shape.has_text_frame:
        inherited = "- " if shape.is_placeholder and has_bullets(shape) else ""
        yield from (f"  {_paragraph(one, shape.part, numbers, inherited)}" for one in shape.text_frame.paragraphs)
    elif getattr(shape, "has_table", False):
        for number, row in enumerate(shape.table.rows):
            head = "# " if number == 0 and shape.table.first_row else "| "
            yield "  " + head + " | ".join(_cell(cell, shape.part, numbers) for cell in row.cells)
    elif getattr(shape, "has_chart", False):
        yield f"  {shape._element.xpath('.//p:cNvPr')[0].get('descr')}"
        yield from (f"  {line}" for line in _chart(shape.chart))
    else:
        yield f"  {shape._element.xpath('.//p:cNvPr')[0].get('descr')}"


def _cell(cell: Any, part: Any, numbers: dict[str, int]) -> str:
    """Gives what stands in a cell; `<` and `^` in one that a merged neighbour covers."""
    if cell.is_spanned:
        return "<" if cell._tc.hMerge else "^"
    return "/".join(_runs(one, part, numbers) for one in cell.text_frame.paragraphs)


def _chart(chart: Any) -> Iterator[str]:
    """Gives the kind of a chart and a line for its categories and for each of its series."""
    yield f"{chart.chart_type.name.lower().replace('_', ' ')} chart"
    plot = chart.plots[0]
    yield "# " + " | ".join(["", *map(str, plot.categories)])
    for series in plot.series:
        yield "| " + " | ".join([series.name, *("" if value is None else f"{value:g}" for value in series.values)])


def _ground(slide: Any) -> Iterator[str]:
    """Gives what lies behind a slide and how it comes in, where the slide has its own."""
    for ground in slide._element.xpath("./p:cSld/p:bg"):
        colours = [*ground.iter("{*}srgbClr", "{*}schemeClr")]
        yield f"Background {colours[0].get('val') if colours else 'picture'}"
    for transition in slide._element.iter("{*}transition"):
        yield f"Transition {etree.QName(transition[0]).localname}"


def _clicks(slide: Any) -> Iterator[str]:
    """Gives for each click what it shows: a shape, or one of its paragraphs counted from 1."""
    names = {str(shape.shape_id): shape.name for shape in slide.shapes}
    sequences = slide._element.xpath(".//p:cTn[@nodeType='mainSeq']/p:childTnLst")
    for number, click in enumerate(sequences[0] if sequences else (), start=1):
        yield f"Click {number}: {', '.join(_target(one, names) for one in click.iter('{*}spTgt'))}"


def _target(target: Any, names: dict[str, str]) -> str:
    paragraph = target.find(".//{*}pRg")
    return names[target.get("spid")] + (f" {int(paragraph.get('st')) + 1}" if paragraph is not None else "")


def is_decorative(shape: Any) -> bool:
    """Whether screen readers pass a shape over."""
    return next(shape._element.iter(DECORATIVE), None) is not None


def has_bullets(shape: Any) -> bool:
    """Whether the paragraphs of a placeholder are bullets unless they say otherwise."""
    index = shape.placeholder_format.idx
    [slot] = [slot for slot in shape.part.slide.slide_layout.placeholders if slot.placeholder_format.idx == index]
    return bool(slot._element.xpath(".//a:lvl1pPr/a:buChar"))


def _paragraph(paragraph: Any, part: Any, numbers: dict[str, int], inherited: str = "") -> str:
    element = paragraph._p
    start = "".join(element.xpath("./a:pPr/a:buAutoNum/@startAt")) or "1"  # of the list: PowerPoint counts on
    marks = {"./a:pPr/a:buNone": "", "./a:pPr/a:buAutoNum": f"{start}. ", "./a:pPr/a:buChar": "- "}
    marker = next((mark for path, mark in marks.items() if element.xpath(path)), inherited)
    turned = "(right to left) " if element.xpath("./a:pPr/@rtl") == ["1"] else ""
    return "  " * int(paragraph.level) + turned + marker + _runs(paragraph, part, numbers)


def _runs(paragraph: Any, part: Any, numbers: dict[str, int]) -> str:
    written = "".join(_piece(element, part, numbers) for element in paragraph._p)
    return str(written.replace("``", ""))  # neighbours of different weight are one piece of code


def _piece(element: Any, part: Any, numbers: dict[str, int]) -> str:
    """Gives a run, a line break or a formula."""
    match etree.QName(element).localname:
        case "r" | "fld":
            return _run(element, part, numbers)
        case "br":
            return "\\"
        case "AlternateContent":
            pieces = element.iter(f"{MATH}t", f"{MATH}den")
            math = "".join("/" if piece.tag.endswith("}den") else piece.text or "" for piece in pieces)
            return f"${math}$"
        case _:
            return ""


def _run(element: Any, part: Any, numbers: dict[str, int]) -> str:
    look = element.find("{*}rPr")
    written = "".join(element.itertext("{*}t"))
    if look.get("noProof"):
        written = f"`{written}`"
    if look.get("i"):
        written = f"*{written}*"
    shift = int(look.get("baseline", 0))
    if shift:
        written = f"^{written}^" if shift > 0 else f"~{written}~"
    link = look.find("{*}hlinkClick")
    return f"[{written}]({link_target(link, part, numbers)})" if link is not None else written


def link_target(link: Any, part: Any, numbers: dict[str, int]) -> str:
    """Gives the address that a link leads to, or `slide` and its number."""
    relation = part.rels[link.get(RELATED)]
    if relation.reltype == RELATIONSHIP_TYPE.SLIDE:
        return f"slide {numbers[relation.target_part.partname]}"
    return str(relation.target_ref)
