"""HTML shape: one placed shape as the element that says what it is, in its box."""

from __future__ import annotations

import base64
from html import escape
from pathlib import Path
from typing import assert_never

from deck.placed import ChartShape, PictureShape, PlacedParagraph, PlacedSlide, Shape, TableShape, TextShape
from deck.theme import Box
from deck.web.style import place_style, step_style, weight_class
from deck.web.table import table_html
from deck.web.text import Frame, code_html, footnotes_html, paragraphs_html, runs_html

QUOTED = "rule"  # the colour of the bar beside a quotation
SCROLLED = ' tabindex="0"'  # what may be wider than a phone is scrolled there, with the keys too
PICTURE_TYPES = {".jpg": "jpeg", ".jpeg": "jpeg", ".svg": "svg+xml", ".png": "png"}


def shape_html(shape: Shape, slide: PlacedSlide, frame: Frame) -> str:
    """Gives one shape of a slide as HTML in its box."""
    match shape:
        case TextShape(slot="title"):
            return _title(shape, slide, frame)
        case TextShape():
            return _text(shape, slide, frame)
        case TableShape():
            table = table_html(shape, frame, _caption_id(shape, slide, frame))
            return box_html(shape.box, frame, "table", table, attributes=SCROLLED if len(shape.widths) > 3 else "")
        case ChartShape():
            return _chart(shape, frame)
        case PictureShape():
            return _picture(shape, slide, frame)
        case _:
            assert_never(shape)


def box_html(box: Box, frame: Frame, names: str, inside: str, element: str = "div", attributes: str = "") -> str:
    """Gives an element that stands in a box; what is inside is HTML."""
    classes = " ".join(f"box {names}".split())
    style = place_style(box, frame.theme)
    return f'<{element} class="{classes}"{attributes} style="{style}">{inside}</{element}>'


def picture_data(file: str) -> str:
    """Gives a picture file as a `data:` address, so that the page needs no other file."""
    path = Path(file)
    kind = PICTURE_TYPES.get(path.suffix.lower(), path.suffix.lstrip(".").lower())
    return f"data:image/{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"


def _title(shape: TextShape, slide: PlacedSlide, frame: Frame) -> str:
    layout = frame.theme.layouts[slide.layout]
    step = shape.paragraphs[0].step
    lines = " ".join(_title_line(paragraph, frame) for paragraph in shape.paragraphs)
    turned = ' dir="rtl"' if shape.paragraphs[0].rtl else ""
    element = f"h{frame.level}"
    title = f'<{element} class="{weight_class(step, False)}"{turned} style="{step_style(step)}">{lines}</{element}>'
    name = "title bottom" if layout["title"].anchor == "bottom" else "title"
    name = "title hidden" if slide.untitled else name
    return box_html(shape.box, frame, f"{name} {slide.layout}", title)


def _title_line(paragraph: PlacedParagraph, frame: Frame) -> str:
    line = runs_html(paragraph, frame)
    return f'<span class="line" style="--b:{paragraph.before:g}">{line}</span>' if paragraph.before else line


def _text(shape: TextShape, slide: PlacedSlide, frame: Frame) -> str:
    layout = frame.theme.layouts[slide.layout]
    slot = layout[shape.slot] if shape.slot and layout.has(shape.slot) else None
    names = f"{shape.slot} c-{shape.colour}" + (" flush-right" if slot and slot.align == "right" else "")
    names += " wash" if shape.wash else ""
    if shape.code:
        name = "code wash" if shape.wash else "code"
        return box_html(shape.box, frame, name, code_html(shape, frame), attributes=SCROLLED)
    caption = f' id="{escape(_text_id(shape, slide, frame))}"' if _is_caption(shape) else ""
    if shape.bar == QUOTED or (slide.layout, shape.slot) == ("quote", "body"):
        quoted = paragraphs_html(shape.paragraphs, frame, headings=False)
        return box_html(shape.box, frame, f"{names} quotation", _bar(shape) + quoted, "blockquote")
    if shape.bar:
        return _callout(shape, names, frame)
    written = footnotes_html if shape.slot == "footnotes" else paragraphs_html
    return box_html(shape.box, frame, names, written(shape.paragraphs, frame), attributes=caption)


def _callout(shape: TextShape, names: str, frame: Frame) -> str:
    """Gives a box under a label as an aside that is announced by its label; what continues has none."""
    first = shape.paragraphs[0]
    label = f' aria-label="{escape(first.text.plain)}"' if first.strong else ""
    inside = paragraphs_html(shape.paragraphs, frame, headings=False)
    return box_html(shape.box, frame, f"{names} callout", _bar(shape) + inside, "aside", f' role="note"{label}')


def _bar(shape: TextShape) -> str:
    return f'<span class="bar c-{shape.bar}" aria-hidden="true"></span>' if shape.bar else ""


def _chart(shape: ChartShape, frame: Frame) -> str:
    from deck.charts.svg import chart_svg  # imported here: only a deck with charts needs it

    return box_html(shape.box, frame, "chart", chart_svg(shape, frame.theme))


def _picture(shape: PictureShape, slide: PlacedSlide, frame: Frame) -> str:
    alt = "" if shape.decorative else escape(shape.alt)
    caption = _caption_id(shape, slide, frame)
    described = f' aria-describedby="{escape(caption)}"' if caption else ""
    image = f'<img src="{picture_data(shape.file)}" alt="{alt}"{described}>'
    return box_html(shape.box, frame, "picture", image)


def _is_caption(shape: Shape) -> bool:
    """Whether a text belongs to the picture or table before it: small type, in a box of its own or of the layout."""
    return isinstance(shape, TextShape) and (shape.slot == "caption" or _is_label(shape))


def _is_label(shape: TextShape) -> bool:
    return not (shape.slot or shape.code) and shape.paragraphs[0].step.name == "label"


def _caption_id(shape: Shape, slide: PlacedSlide, frame: Frame) -> str:
    """Gives the id of the caption of a shape: the small type right below it, or what the layout has a box for."""
    place = next(number for number, other in enumerate(slide.shapes) if other is shape)
    after = slide.shapes[place + 1 :]
    heads_code = len(after) > 1 and isinstance(after[1], TextShape) and after[1].code
    if after and isinstance(after[0], TextShape) and _is_label(after[0]) and not heads_code:
        return _text_id(after[0], slide, frame)
    slotted = [other for other in after if isinstance(other, TextShape) and other.slot == "caption"]
    return _text_id(slotted[0], slide, frame) if slotted else ""


def _text_id(shape: Shape, slide: PlacedSlide, frame: Frame) -> str:
    place = next(number for number, other in enumerate(slide.shapes) if other is shape)
    return f"{frame.slide_id}-text-{place}"
