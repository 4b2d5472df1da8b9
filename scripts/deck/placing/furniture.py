"""Furniture placing: what every content slide carries around its content: title, kicker, lit rule, sources, notes."""

from __future__ import annotations

from collections.abc import Sequence

from deck.model import Deck, Slide, texts_of
from deck.placed import ChartShape, Part, PictureShape, PlacedParagraph, PlacedSlide, Shape, TableShape, TextShape
from deck.placing.closing import closing_title
from deck.placing.content import statement_step
from deck.placing.flow import fitting_step, text_height, too_high
from deck.placing.measure import break_lines, is_rtl, part_links
from deck.placing.notes import place_notes
from deck.placing.sense import broken_by_sense
from deck.resolve import ANCHOR
from deck.theme import Layout, Mark, Step, Theme
from references.library import Library
from text.run import Run, Text, join, text
from text.source import Problems
from text.values import dataclass, replace

FRAMEWORK_NAMES = {"tensorflow": "TensorFlow", "pytorch": "PyTorch", "both": "TensorFlow and PyTorch"}
SOURCE_LINES = 2
HIDDEN_ABOVE = 0.500  # inches above the slide: where a title stands that is there for screen readers alone
REFERENCES_KICKER = "Works cited in this deck"


@dataclass(frozen=True, slots=True)
class Desk:
    """What dressing a slide needs beside the slide itself; `has_references` says whether the deck lists its works."""

    theme: Theme
    library: Library
    has_references: bool
    ids: frozenset[str]
    problems: Problems
    has_footer: bool = False


def dress_slide(slide: Slide, part: Part, number: int, count: int, desk: Desk) -> PlacedSlide:
    """Puts the furniture around part `number` of `count` of a slide."""
    layout = desk.theme.layouts[part.layout]
    works = (*shown_works(part.shapes), *slide.cited) if part.layout != "references" else ()
    notes = slide.notes if number == 1 else ()
    spoken = (run for block in notes for whole in texts_of(block) for run in whole if run.key)
    cited = tuple(dict.fromkeys(work.key for work in (*works, *spoken)))
    title = slide.title if count == 1 else slide.title + Text((Run(f" ({number}/{count})", soft=True),))
    return PlacedSlide(
        id=part_id(slide, number, desk.ids),
        number=0,
        layout=part.layout,
        title=title,
        shapes=(
            *_title(slide, title, layout, desk),
            *_kicker(slide, layout, desk),
            *part.shapes,
            *_sources(works, layout, desk),
        ),
        marks=(*_lit(slide, part.layout, desk.theme), *part.marks),
        notes=place_notes(notes, cited, desk.library, desk.theme),
        section=slide.section,
        untitled=slide.untitled,
        cited=cited,
        anchors=part.anchors,
        origin=slide.id,
        background=slide.background,
        transition=slide.transition,
        fullness=round(part.fullness, 3),
        source=slide.source,
    )


def part_id(slide: Slide, number: int, ids: frozenset[str]) -> str:
    """Gives the id of part `number` of a slide: its own for the first, one that no other slide has for the rest."""
    found = slide.id if number == 1 else f"{slide.id}-{number}"
    while number > 1 and found in ids:
        found += "-"
    return found


def _title(slide: Slide, title: Text, layout: Layout, desk: Desk) -> tuple[TextShape, ...]:
    slot = layout["title"]
    if slide.untitled:
        height = max(slot.box.height, text_height(title, slot.step, slot.box.width))
        hidden = replace(slot.box, y=-height - HIDDEN_ABOVE, height=height)
        return (TextShape("title", hidden, (PlacedParagraph(title, slot.step),), slot.colour),)
    steps: Sequence[Step] = desk.theme.fitting["title"]
    own = desk.theme.template is None  # a template has one kind of title
    if layout.id == "closing" and own:
        steps = (*desk.theme.fitting["display"], *steps)
        if stair := closing_title(title, layout, desk.theme):
            return (TextShape("title", slot.box, stair, slot.colour),)
    if layout.id == "quote" and own:
        steps = (slot.step,)
    if layout.id == "statement" and own:
        steps = desk.theme.fitting["statement"][statement_step(slide, desk.theme) :]
    step = fitting_step(title, steps, slot.box.width, slot.box.height)
    if step is None:
        step = steps[-1]
        todo = "shorten it: two lines of 44 characters read well"
        desk.problems.add(slide.source, too_high("the title", title, step, slot.box), todo)
    broken = broken_by_sense(title, step, slot.box.width)
    shown = PlacedParagraph(broken, step, rtl=is_rtl(broken))
    return (TextShape("title", slot.box, (shown,), slot.colour),)


def _kicker(slide: Slide, layout: Layout, desk: Desk) -> tuple[TextShape, ...]:
    """Says where we are: the author's words, or section and subject."""
    parts = [slide.section, FRAMEWORK_NAMES.get(slide.subject, "") if slide.section else ""]
    if layout.id == "references":
        parts = [REFERENCES_KICKER]
    written = slide.kicker or text(" · ".join(filter(None, parts)))
    if not written or not layout.has("kicker"):
        return ()
    slot = layout["kicker"]
    if len(break_lines(written, slot.step, slot.box.width)) > 1:
        desk.problems.add(slide.source, "the kicker needs more than its one line", "shorten it, or the section's name")
    return (TextShape("kicker", slot.box, (PlacedParagraph(written, slot.step),), slot.colour),)


def _lit(slide: Slide, layout: str, theme: Theme) -> tuple[Mark, ...]:
    """Lights the header rule of the slide's subject, unless the layout has coloured heads of its own."""
    if layout in ("comparison", "code-pair", "comparison-table", "closing"):
        return ()
    names = ("tensorflow", "pytorch") if slide.subject == "both" else (slide.subject,)
    return tuple(theme.lit[name] for name in names if name in theme.lit)


def _sources(works: Sequence[Run], layout: Layout, desk: Desk) -> tuple[TextShape, ...]:
    """Lists the works that a slide cites, as many as two lines hold; the notes list all of them."""
    if not works or not layout.has("sources"):
        return ()
    slot = layout["sources"]
    width = slot.box.width
    if desk.has_footer and layout.has("footer") and desk.theme.template is None:
        width = layout["footer"].box.x - desk.theme.gaps.gutter - slot.box.x
    located = _located(works)
    for shown in range(len(located), -1, -1):
        line = _source_line(located[:shown], len(located) - shown, desk)
        lines = break_lines(line, slot.step, width)
        if len(lines) <= SOURCE_LINES:
            break
    box = replace(slot.box, width=width)
    return (TextShape("sources", box, (PlacedParagraph(part_links(line, lines), slot.step),), slot.colour),)


def _source_line(works: Sequence[tuple[str, str]], more: int, desk: Desk) -> Text:
    runs: list[Run] = []
    for key, locator in works:
        reference = desk.library[key]
        address = f"#{ANCHOR}{key}" if desk.has_references else reference.url
        label = Run(reference.label, link=address, key=key)
        runs += [Run(" · "), label, Run(f", {locator}" if locator else "")]
    if more:
        runs += [Run(" · "), Run(f"and {more} more in the notes")]
    return join(runs[1:])


def check_footer(deck: Deck, theme: Theme, problems: Problems) -> None:
    """Notes a footer that is longer than the two lines that it has on every slide."""
    layout = theme.layouts["text"]
    if not deck.settings.footer or not layout.has("footer") or theme.template is not None:
        return
    slot, footer = layout["footer"], text(deck.settings.footer)
    if fitting_step(footer, (slot.step,), slot.box.width, slot.box.height) is None:
        what = too_high("the footer", footer, slot.step, slot.box)
        problems.add(deck.settings.places.get("footer", deck.source), what, "shorten it")


def shown_works(shapes: Sequence[Shape]) -> tuple[Run, ...]:
    """Gives the labels of works cited in the shapes of one slide, in reading order; their tooltips are the locators."""
    return tuple(run for shape in shapes for whole in _shape_texts(shape) for run in whole if run.key)


def _shape_texts(shape: Shape) -> tuple[Text, ...]:
    match shape:
        case TextShape(paragraphs=paragraphs):
            return tuple(paragraph.text for paragraph in paragraphs)
        case TableShape(rows=rows):
            return tuple(cell.text for row in rows for cell in row.cells)
        case ChartShape(chart=chart):
            return (chart.cited,)
        case PictureShape():
            return ()


def _located(works: Sequence[Run]) -> tuple[tuple[str, str], ...]:
    """Gives each work once with all the locators under which it is cited."""
    found: dict[str, dict[str, None]] = {}
    for work in works:
        places = found.setdefault(work.key, {})
        if work.tooltip:
            places[work.tooltip] = None
    return tuple((key, "; ".join(places)) for key, places in found.items())
