"""Deck outline: a built PowerPoint file as text that a person can review."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any  # python-pptx carries no types for the things that are walked here

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.presentation import Presentation

DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
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
            cells = (cell.text_frame.paragraphs for cell in row.cells)
            yield "  " + head + " | ".join("/".join(_runs(one, shape.part, numbers) for one in cell) for cell in cells)
    else:
        yield f"  {shape._element.xpath('.//p:cNvPr')[0].get('descr')}"


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
    return "  " * int(paragraph.level) + marker + _runs(paragraph, part, numbers)


def _runs(paragraph: Any, part: Any, numbers: dict[str, int]) -> str:
    breaks = [element for element in paragraph._p if element.tag.endswith(("}r", "}br"))]
    written = "".join("\\" if element.tag.endswith("}br") else _run(element, part, numbers) for element in breaks)
    return str(written.replace("``", ""))  # neighbours of different weight are one piece of code


def _run(element: Any, part: Any, numbers: dict[str, int]) -> str:
    look = element.find("{*}rPr")
    written = "".join(element.itertext("{*}t"))
    if look.get("noProof"):
        written = f"`{written}`"
    if look.get("i"):
        written = f"*{written}*"
    link = look.find("{*}hlinkClick")
    return f"[{written}]({link_target(link, part, numbers)})" if link is not None else written


def link_target(link: Any, part: Any, numbers: dict[str, int]) -> str:
    """Gives the address that a link leads to, or `slide` and its number."""
    relation = part.rels[link.get(RELATED)]
    if relation.reltype == RELATIONSHIP_TYPE.SLIDE:
        return f"slide {numbers[relation.target_part.partname]}"
    return str(relation.target_ref)
