"""HTML text: the placed paragraphs of a slide as headings, nested lists, code and inline elements."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from html import escape

from deck.placed import PlacedParagraph, TextShape
from deck.placing.title import STRETCHED
from deck.theme import Theme
from deck.web.style import POINTS_PER_INCH, step_style, weight_class
from text.html import text_html
from text.run import Run, Text
from text.values import dataclass, replace

Address = Callable[[str], str]
BLANK_WIDTH = 0.278  # of the type size, in Arial


@dataclass(frozen=True, slots=True)
class Frame:
    """What every piece of one slide's HTML is made with: theme, addresses of links, ids, heading level, footnotes."""

    theme: Theme
    address: Address
    slide_id: str = ""  # with the prefix of the page
    level: int = 3  # of the slide's title
    marked: set[int] = field(default_factory=set)  # the footnotes whose first mark was written, which has the id


def text_of(whole: Text, frame: Frame) -> str:
    """Renders inline text with its formulas, footnote marks and links."""
    return "".join(_run(run, frame) for run in whole)


def _run(run: Run, frame: Frame) -> str:
    if run.math:
        return formula_html(run, display=False)
    if run.footnote and frame.slide_id:
        return _footnote_mark(run, frame)
    return text_html(Text((run,)), frame.address)


def formula_html(run: Run, *, display: bool) -> str:
    """Gives a formula as MathML that browsers draw; what it says in plain characters is its text alternative."""
    from deck.formulas.formula import equation  # imported here: only a deck with formulas needs it

    return equation(run.math, display).mathml.replace("<math", f'<math alttext="{escape(run.text)}"', 1)


def _footnote_mark(run: Run, frame: Frame) -> str:
    """Links a mark to its footnote; the first mark is where the footnote leads back to."""
    mark, note = _footnote_ids(run, frame)
    own = "" if run.footnote in frame.marked else f' id="{mark}"'
    frame.marked.add(run.footnote)
    label = f"Footnote {run.footnote}"
    return f'<a{own} href="#{note}" role="doc-noteref" aria-label="{label}">{_number(run)}</a>'


def _footnote_ids(run: Run, frame: Frame) -> tuple[str, str]:
    mark, note = (escape(f"{frame.slide_id}-{name}-{run.footnote}") for name in ("mark", "note"))
    return mark, note


def _number(run: Run) -> str:
    return text_html(Text((replace(run, link="", footnote=0),)))


def footnotes_html(paragraphs: Sequence[PlacedParagraph], frame: Frame) -> str:
    """Gives the foot of a slide: each footnote starts with its number, which leads back to its mark."""
    return "".join(_footnote(paragraph, frame) for paragraph in paragraphs)


def _footnote(paragraph: PlacedParagraph, frame: Frame) -> str:
    style = step_style(paragraph.step, paragraph.after)
    number = next(iter(paragraph.text), None)
    if number is None or not number.footnote:
        return f'<p{_direction(paragraph)} style="{style}">{text_of(paragraph.text, frame)}</p>'
    mark, note = _footnote_ids(number, frame)
    back = f'<a href="#{mark}" role="doc-backlink" aria-label="Back to mark {number.footnote}">{_number(number)}</a>'
    said = text_of(Text(paragraph.text.runs[1:]), frame)
    return f'<p id="{note}" role="doc-footnote"{_direction(paragraph)} style="{style}">{back}{said}</p>'


def paragraphs_html(paragraphs: Sequence[PlacedParagraph], frame: Frame, *, headings: bool = True) -> str:
    """Gives paragraphs, headings inside the slide and real, nested lists."""
    return "".join(_paragraphs(paragraphs, frame, headings))


def _paragraphs(paragraphs: Sequence[PlacedParagraph], frame: Frame, headings: bool) -> Iterator[str]:
    open_lists: list[str] = []
    for paragraph in paragraphs:
        if paragraph.level and paragraph.marker in ("bullet", "number"):
            yield from _to_level(paragraph, open_lists)
            yield _item(paragraph, frame)
        else:
            if not (paragraph.level and open_lists):
                yield from _close(open_lists, 0)
            yield _paragraph(paragraph, frame, headings and not open_lists, 0.0 if open_lists else paragraph.indent)
    yield from _close(open_lists, 0)


def _paragraph(paragraph: PlacedParagraph, frame: Frame, headings: bool, indent: float) -> str:
    element = f"h{min(frame.level + 1, 6)}" if paragraph.strong and headings else "p"
    names = " ".join(filter(None, (weight_class(paragraph.step, paragraph.strong), _aligned(paragraph))))
    style = step_style(paragraph.step, paragraph.after)
    style += f";--i:{indent * POINTS_PER_INCH:g}" if indent else ""
    style += f";--h:{paragraph.hanging * POINTS_PER_INCH:g}" if paragraph.hanging and not paragraph.marker else ""
    first = next(iter(paragraph.text), None)
    inside = formula_html(first, display=True) if paragraph.formula and first else runs_html(paragraph, frame)
    return f'<{element}{_class(names)}{_direction(paragraph)} style="{style}">{inside}</{element}>'


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


def _item(paragraph: PlacedParagraph, frame: Frame) -> str:
    marker = f"{paragraph.number}." if paragraph.marker == "number" else "–"
    indent = f"--i:{paragraph.indent * POINTS_PER_INCH:g};--g:{paragraph.hanging * POINTS_PER_INCH:g}"
    step = step_style(paragraph.step, paragraph.after)
    turned = _direction(paragraph)
    return f'<li data-marker="{marker}"{turned} style="{step};{indent}">{runs_html(paragraph, frame)}'


def code_html(shape: TextShape, frame: Frame) -> str:
    """Gives a listing line by line, its white space as it was written and its marked lines as such."""
    step = shape.paragraphs[0].step
    side = f";--side:var(--{shape.side})" if shape.side else ""
    lines = []
    for paragraph in shape.paragraphs:
        line = text_of(Text(tuple(replace(run, code=False) for run in paragraph.text)), frame)
        lines.append(f'<span class="marked">{line}\n</span>' if paragraph.marked else f"{line}\n")
    return f'<pre style="{step_style(step)}{side}"><code>{"".join(lines)}</code></pre>'


def notes_html(paragraphs: Sequence[PlacedParagraph], frame: Frame) -> str:
    """Gives the speaker notes: the same elements, in the size of the page."""
    return paragraphs_html(paragraphs, replace(frame, slide_id=""), headings=False)


def runs_html(paragraph: PlacedParagraph, frame: Frame) -> str:
    """Gives the inline text of a paragraph, the blank that makes the stair of the title in its width."""
    if not paragraph.stretch:
        return text_of(paragraph.text, frame)
    return "".join(_stretched(run, paragraph, frame) for run in paragraph.text)


def _stretched(run: Run, paragraph: PlacedParagraph, frame: Frame) -> str:
    if run != STRETCHED:
        return text_of(Text((run,)), frame)
    width = paragraph.stretch + paragraph.step.size * BLANK_WIDTH
    return f'<span class="stretch" style="display:inline-block;width:calc({width:.1f} * var(--pt))"> </span>'


def _aligned(paragraph: PlacedParagraph) -> str:
    return paragraph.align if paragraph.align != "left" else ""


def _direction(paragraph: PlacedParagraph) -> str:
    return ' dir="rtl"' if paragraph.rtl else ""


def _class(names: str) -> str:
    return f' class="{names}"' if names else ""
