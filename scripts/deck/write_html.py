"""Write HTML: the slides of a placed deck as HTML, the same boxes and the same reading order."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape
from pathlib import Path

from deck.place_title import STRETCHED
from deck.placed import (
    ChartShape,
    PictureShape,
    PlacedCell,
    PlacedDeck,
    PlacedParagraph,
    PlacedSlide,
    Shape,
    TableShape,
    TextShape,
)
from deck.theme import Box, Mark, Step, Theme
from deck.tokens import tokens_css
from text.html import text_html
from text.run import Run, Text

STYLES = Path(__file__).with_name("slides.css")
POINTS_PER_INCH = 72
Address = Callable[[str], str]


def write_html_page(deck: PlacedDeck) -> str:
    """Gives the deck as one HTML page that needs nothing else."""
    settings = deck.settings
    styles = tokens_css(deck.theme) + STYLES.read_text(encoding="utf-8")
    body = slides_html(deck, level="h2")
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(settings.language)}" data-mode="{settings.mode}">\n<head>\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(settings.title)}</title>\n<style>\n{styles}\n"
        "body { background: var(--paper); color: var(--ink); font-family: var(--font-text); margin: 0 auto; "
        "max-width: 1200px; padding: 1rem; }\n</style>\n</head>\n"
        f"<body>\n<main>\n<h1>{escape(settings.title)}</h1>\n{body}</main>\n</body>\n</html>\n"
    )


def slides_html(deck: PlacedDeck, prefix: str = "", address: Address | None = None, level: str = "h3") -> str:
    """Gives all slides, titles as headings of a level; `prefix` goes before ids, `address` turns links."""
    own = address or _own_address(deck, prefix)
    return "".join(_slide(slide, deck, prefix, own, level) for slide in deck.slides)


def _own_address(deck: PlacedDeck, prefix: str) -> Address:
    def address(link: str) -> str:
        target = deck.slide_of(link.removeprefix("#")) if link.startswith("#") else None
        return f"#{prefix}{target.id}" if target else link

    return address


def _slide(slide: PlacedSlide, deck: PlacedDeck, prefix: str, address: Address, level: str) -> str:
    layout = deck.theme.layouts[slide.layout]
    marks = "".join(_mark(mark, deck.theme, "") for mark in layout.marks)
    marks += "".join(_mark(mark, deck.theme, " lit") for mark in slide.marks)
    shapes = "".join(_shape(shape, slide, deck.theme, address, level) for shape in slide.shapes)
    if layout.has("number"):
        slot = layout["number"]
        shown = f'<p class="bold" style="{_step(slot.step)};text-align:right">{slide.number}</p>'
        shapes += _box(slot.box, deck.theme, "number", shown)
    label = escape(f"Slide {slide.number} of {len(deck.slides)}")
    return (
        f'<div class="slide-frame"><section class="slide" id="{escape(prefix + slide.id)}" aria-label="{label}">'
        f"{marks}{shapes}</section></div>\n{_notes(slide, address)}"
    )


def _notes(slide: PlacedSlide, address: Address) -> str:
    if not slide.notes:
        return '<div class="slide-notes"></div>\n'
    said = "".join(f"<p>{text_html(paragraph.text, address)}</p>" for paragraph in slide.notes)
    return f'<details class="slide-notes"><summary>Notes of slide {slide.number}</summary>{said}</details>\n'


def _shape(shape: Shape, slide: PlacedSlide, theme: Theme, address: Address, level: str) -> str:
    match shape:
        case TextShape(slot="title"):
            layout = theme.layouts[slide.layout]
            step = shape.paragraphs[0].step
            lines = " ".join(_title_line(paragraph, address) for paragraph in shape.paragraphs)
            title = f'<{level} class="{_weight(step, False)}" style="{_step(step)}">{lines}</{level}>'
            name = "title bottom" if layout["title"].anchor == "bottom" else "title"
            name = "title hidden" if slide.untitled else name
            return _box(shape.box, theme, f"{name} {slide.layout}", title)
        case TextShape(code=True):
            return _box(shape.box, theme, "code", _code(shape, address))
        case TextShape():
            slot = theme.layouts[slide.layout][shape.slot] if shape.slot else None
            names = f"{shape.slot} c-{shape.colour} {'flush-right' if slot and slot.align == 'right' else ''}"
            return _box(shape.box, theme, names, "".join(_paragraphs(shape, address)))
        case TableShape():
            return _box(shape.box, theme, "table", _table(shape, address))
        case ChartShape():
            raise ValueError("charts are not drawn yet")
        case PictureShape():
            kind = Path(shape.file).suffix.lstrip(".").lower().replace("jpg", "jpeg")
            data = base64.b64encode(Path(shape.file).read_bytes()).decode()
            alt = "" if shape.decorative else escape(shape.alt)
            return _box(shape.box, theme, "picture", f'<img src="data:image/{kind};base64,{data}" alt="{alt}">')


def _title_line(paragraph: PlacedParagraph, address: Address) -> str:
    line = _runs(paragraph, address)
    return f'<span class="line" style="--b:{paragraph.before:g}">{line}</span>' if paragraph.before else line


def _paragraphs(shape: TextShape, address: Address) -> Iterator[str]:
    """Gives paragraphs and real, nested lists."""
    open_lists: list[str] = []
    for paragraph in shape.paragraphs:
        if paragraph.level and paragraph.marker in ("bullet", "number"):
            yield from _to_level(paragraph, open_lists)
            yield _item(paragraph, address)
        elif paragraph.level and open_lists:
            yield f'<p style="{_step(paragraph.step, paragraph.after)}">{_runs(paragraph, address)}</p>'
        else:
            yield from _close(open_lists, 0)
            weight = _weight(paragraph.step, paragraph.strong)
            style = _step(paragraph.step, paragraph.after)
            yield f'<p class="{weight}" style="{style}">{_runs(paragraph, address)}</p>'
    yield from _close(open_lists, 0)


def _to_level(paragraph: PlacedParagraph, open_lists: list[str]) -> Iterator[str]:
    kind = "ol" if paragraph.marker == "number" else "ul"
    yield from _close(open_lists, paragraph.level)
    if len(open_lists) == paragraph.level:
        yield "</li>"
        if open_lists[-1] != kind:
            yield f"</{open_lists.pop()}>"
    while len(open_lists) < paragraph.level:
        open_lists.append(kind)
        start = f' start="{paragraph.number}"' if kind == "ol" and paragraph.number != 1 else ""
        yield f"<{kind}{start}>" + ("" if len(open_lists) == paragraph.level else '<li style="--i:0">')


def _close(open_lists: list[str], level: int) -> Iterator[str]:
    while len(open_lists) > level:
        yield f"</li></{open_lists.pop()}>"


def _item(paragraph: PlacedParagraph, address: Address) -> str:
    marker = f"{paragraph.number}." if paragraph.marker == "number" else "–"
    indent = f"--i:{paragraph.indent * POINTS_PER_INCH:g};--g:{paragraph.hanging * POINTS_PER_INCH:g}"
    step = _step(paragraph.step, paragraph.after)
    return f'<li data-marker="{marker}" style="{step};{indent}">{_runs(paragraph, address)}'


def _code(shape: TextShape, address: Address) -> str:
    step = shape.paragraphs[0].step
    side = f";--side:var(--{shape.side})" if shape.side else ""
    lines = []
    for paragraph in shape.paragraphs:
        plain = Text(tuple(replace(run, code=False) for run in paragraph.text))
        line = text_html(plain, address)
        lines.append(f'<span class="marked">{line}</span>' if paragraph.marked else f"{line}\n")
    return f'<pre style="{_step(step)}{side}"><code>{"".join(lines)}</code></pre>'


def _table(shape: TableShape, address: Address) -> str:
    total = sum(shape.widths)
    columns = "".join(f'<col style="width:{width / total:.3%}">' for width in shape.widths)
    head, body = (shape.rows[:1], shape.rows[1:]) if shape.header else ((), shape.rows)
    heads = "".join(f"<tr>{''.join(_cell(cell, 'col', address) for cell in row.cells)}</tr>" for row in head)
    rows = []
    for row in body:
        height = f"height:calc({row.height * POINTS_PER_INCH:.2f} * var(--pt))"
        first = "row" if shape.header else ""
        cells = [_cell(cell, first if number == 0 else "", address) for number, cell in enumerate(row.cells)]
        rows.append(f'<tr style="{height}">{"".join(cells)}</tr>')
    kind = f' class="slide-table{"" if shape.header else " bare"}"'
    label = f' aria-label="{escape(shape.name)}"'
    thead = f"<thead>{heads}</thead>" if heads else ""
    return f"<table{kind}{label}><colgroup>{columns}</colgroup>{thead}<tbody>{''.join(rows)}</tbody></table>"


def _cell(cell: PlacedCell, scope: str, address: Address) -> str:
    element = f'th scope="{scope}"' if scope else "td"
    names = f"c-{cell.colour} {_weight(cell.step, cell.strong)} {cell.align}".strip()
    inside = text_html(cell.text, address)
    return f'<{element} class="{names}" style="{_step(cell.step)}">{inside}</{element.split()[0]}> '


def _runs(paragraph: PlacedParagraph, address: Address) -> str:
    if not paragraph.stretch:
        return text_html(paragraph.text, address)
    return "".join(_stretched(run, paragraph, address) for run in paragraph.text)


def _stretched(run: Run, paragraph: PlacedParagraph, address: Address) -> str:
    if run != STRETCHED:
        return text_html(Text((run,)), address)
    width = paragraph.stretch + paragraph.step.size * 0.278
    return f'<span class="stretch" style="display:inline-block;width:calc({width:.1f} * var(--pt))"> </span>'


def _box(box: Box, theme: Theme, names: str, inside: str) -> str:
    return f'<div class="box {names.strip()}" style="{_place(box, theme)}">{inside}</div>'


def _mark(mark: Mark, theme: Theme, extra: str) -> str:
    return f'<span class="mark c-{mark.colour}{extra}" style="{_place(mark.box, theme)}" aria-hidden="true"></span>'


def _place(box: Box, theme: Theme) -> str:
    x, y = box.x / theme.width, box.y / theme.height
    return f"--x:{x:.3%};--y:{y:.3%};--w:{box.width / theme.width:.3%};--h:{box.height / theme.height:.3%}"


def _step(step: Step, after: float = 0.0) -> str:
    found = f"--s:{step.size:g};--l:{step.line:g}"
    found += f";--t:{step.tracking:g}" if step.tracking else ""
    return found + (f";--a:{after:g}" if after else "")


def _weight(step: Step, strong: bool) -> str:
    return "bold" if step.bold or strong else ""
