"""Title placing: the title slide from the front matter, and a slide for each section."""

from __future__ import annotations

import calendar
import datetime
import math
from collections.abc import Mapping, Sequence

from deck.model import Paragraph, Settings, Slide, runs_of
from deck.placed import PlacedCell, PlacedParagraph, PlacedRow, PlacedSlide, Shape, TableShape, TextShape
from deck.placing.flow import fitting_step, text_height, too_high
from deck.placing.measure import SAFETY, break_lines, text_width
from deck.placing.metrics import advance
from deck.placing.notes import place_notes
from deck.placing.sense import broken_by_sense
from deck.placing.table import COLUMN_PITCH
from deck.theme import INCHES_PER_POINT, Layout, Step, Theme
from references.library import Library
from text.run import Run, Text, text
from text.source import Problems, Source
from text.values import replace

VERSUS = " vs "
STRETCHED = Run(" ", soft=True)  # the blank of the stair, set as wide as the fold asks
FACT_COLUMNS = (0.0, 3.050, 6.100, 9.150)  # inches from the left margin: columns 1, 4, 7 and 10
FACT_GAP = 0.250  # inches between two facts at least
FACTS_WIDTH = 12.000  # inches
STAIR = 47.0  # points between the two lines of a title of two names
SIDE_BEARING = 0.06  # inches: the stem of a large letter stands on the column edge, not its box
NUMBER_WIDTH = 0.700  # inches
CONTENT_PADDING = 0.133  # inches above and below together
CONTENT_ROW = 0.500  # inches


def place_title(slide: Slide, settings: Settings, theme: Theme, problems: Problems) -> PlacedSlide:
    """Places the title slide; a title `A vs B` becomes the stair of two names."""
    paragraphs = _stair(slide.title, theme) if "versus" in theme.layouts else ()
    layout = theme.layouts["versus" if paragraphs else "title"]
    if not paragraphs:
        slot = layout["title"]
        step = fitting_step(slide.title, theme.fitting["display"], slot.box.width, slot.box.height)
        if step is None:
            step = theme.fitting["display"][-1]
            what = too_high("the title of the deck", slide.title, step, slot.box)
            problems.add(settings.places.get("title", slide.source), what, "shorten it")
        paragraphs = (PlacedParagraph(slide.title, step),)
    shapes: list[Shape] = [TextShape("title", layout["title"].box, paragraphs)]
    if layout.has("fact-1") and (settings.strict or _in_one_row(settings, layout)):
        shapes += _subtitle(settings, layout, slide, problems)
        shapes += _facts(settings, layout, slide, problems)
    else:
        shapes += _below(settings, layout, theme, slide, problems)
    return PlacedSlide(slide.id, 1, layout.id, slide.title, tuple(shapes), source=slide.source)


def _stair(title: Text, theme: Theme) -> tuple[PlacedParagraph, ...]:
    """Gives the two lines of `A vs B`, or nothing when the title is another one or too wide for the stair."""
    first, parted, second = title.plain.partition(VERSUS)
    layout, step = theme.layouts["versus"], theme.fitting["display"][0]
    left, fold = layout["title"].box, layout["subtitle"].box.x - SIDE_BEARING
    light = replace(step, bold=False)
    gap = (fold - left.x) / INCHES_PER_POINT - text_width(text(VERSUS.strip()), light) - advance(" ") * step.size
    room = (left.right - fold) / INCHES_PER_POINT
    too_wide = text_width(text(first), step) > left.width / INCHES_PER_POINT or text_width(text(second), step) > room
    if not parted or too_wide:
        return ()
    low = Text((Run(VERSUS.strip()), STRETCHED, Run(second, strong=True)))
    return (
        PlacedParagraph(Text((Run(first, strong=True),)), light),
        PlacedParagraph(low, light, before=STAIR, stretch=gap),
    )


def _subtitle(settings: Settings, layout: Layout, slide: Slide, problems: Problems) -> list[Shape]:
    slot = layout["subtitle"]
    if not settings.subtitle:
        return []
    whole = _lines(settings.subtitle)
    if text_height(whole, slot.step, slot.box.width) > slot.box.height:
        what = too_high("the subtitle", whole, slot.step, slot.box)
        problems.add(settings.places.get("subtitle", slide.source), what, "shorten it")
    return [
        TextShape("subtitle", slot.box, tuple(PlacedParagraph(text(line), slot.step) for line in settings.subtitle))
    ]


def _below(settings: Settings, layout: Layout, theme: Theme, slide: Slide, problems: Problems) -> list[Shape]:
    """Sets subtitle and facts below each other in the one box that a template has for them, as large as they fit."""
    lines = [*settings.subtitle, *_written_facts(settings)]
    if not lines:
        return []
    slot = layout["subtitle"]
    steps = (*theme.fitting["text"], theme.steps["table"], theme.steps["label"], theme.steps["source"])
    whole = _lines(lines)
    step = fitting_step(whole, steps, slot.box.width, slot.box.height)
    if step is None:
        what = too_high("what stands below the title", whole, steps[-1], slot.box)
        problems.add(_longest_fact(settings, slide), what, "shorten subtitle, author, institute, credit or license")
    shown = (PlacedParagraph(text(line), replace(step or steps[-1], after=0.0)) for line in lines)
    return [TextShape("subtitle", slot.box, tuple(shown), slot.colour)]


def _written_facts(settings: Settings) -> list[str]:
    date = written_date(settings.date) if settings.strict else settings.date  # a guest's words stay as they are
    whence = " · ".join(filter(None, (settings.institute, settings.credit)))
    facts = [", ".join(settings.author), whence, date]
    return [fact for fact in (*facts, settings.license) if fact]


def _facts(settings: Settings, layout: Layout, slide: Slide, problems: Problems) -> list[Shape]:
    """Sets author, institute or credit, date and licence in one row at the foot, a column for each."""
    facts = _written_facts(settings)
    if not facts:
        return []
    slots = [layout[f"fact-{number}"] for number in range(1, len(facts) + 1)]
    starts = _columns(facts, slots[0].step)
    if starts is None:
        what = "author, institute, credit, date and license need more than one row"
        problems.add(_longest_fact(settings, slide), what, "shorten the longest of them")
        return []
    ends = (*starts[1:], layout["fact-4"].box.right - slots[0].box.x)
    return [
        TextShape(
            slot.name,
            replace(slot.box, x=slots[0].box.x + start, width=end - start),
            (PlacedParagraph(text(fact), slot.step),),
            slot.colour,
        )
        for slot, fact, start, end in zip(slots, facts, starts, ends, strict=True)
    ]


def _in_one_row(settings: Settings, layout: Layout) -> bool:
    """Whether the facts fit in their row; those of a guest's deck stand below the subtitle else."""
    facts, step = _written_facts(settings), layout["fact-1"].step
    return len(facts) <= len(FACT_COLUMNS) and (not facts or _columns(facts, step) is not None)


def _lines(lines: Sequence[str]) -> Text:
    """Gives lines as one text."""
    return Text(tuple(run for line in lines for run in (Run("\n"), Run(line)))[1:])


def _longest_fact(settings: Settings, slide: Slide) -> Source:
    """Gives where the longest of the facts below the title is written."""
    written = {
        "subtitle": " ".join(settings.subtitle),
        "author": ", ".join(settings.author),
        "institute": settings.institute,
        "credit": settings.credit,
        "license": settings.license,
    }
    return settings.places.get(max(written, key=lambda name: len(written[name])), slide.source)


def _columns(facts: Sequence[str], step: Step) -> tuple[float, ...] | None:
    """Gives where each fact starts: on columns 1, 4, 7, 10; further right, or packed, where one is longer."""
    widths = [text_width(text(fact), step) * INCHES_PER_POINT / SAFETY for fact in facts]
    for pitch, least in ((COLUMN_PITCH, FACT_COLUMNS), (FACT_GAP / 4, (0.0, 0.0, 0.0, 0.0))):
        starts, position = [], 0.0
        for width, wanted in zip(widths, least, strict=False):
            starts.append(round(max(math.ceil(position / pitch - 1e-6) * pitch, wanted), 3))
            position = starts[-1] + width + FACT_GAP
        if starts[-1] + widths[-1] <= FACTS_WIDTH:
            return tuple(starts)
    return None


def written_date(iso: str) -> str:
    """Writes 2026-11-22 as 22 November 2026."""
    if not iso:
        return ""
    day = datetime.date.fromisoformat(iso)
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def place_section(
    slide: Slide,
    lists: Mapping[str, Sequence[PlacedRow]],
    theme: Theme,
    library: Library,
    problems: Problems,
) -> PlacedSlide:
    """Places a section: its number, its name, a sentence if it has one, and from `section_lists` what follows."""
    layout = theme.layouts["section"]
    number, count = list(lists).index(slide.id) + 1, len(lists)
    shapes: list[Shape] = [
        _section_title(slide, layout, theme, problems),
        *_furniture("kicker", f"Part {number} of {count}", layout),
        *_furniture("numeral", str(number), layout),
        *_lead(slide, layout, problems),
        *_contents(lists[slide.id], layout),
    ]
    cited = tuple(dict.fromkeys(run.key for run in runs_of(slide) if run.key))
    notes = place_notes(slide.notes, cited, library, theme)
    return PlacedSlide(
        slide.id,
        0,
        "section",
        slide.title,
        tuple(shapes),
        notes=notes,
        section=slide.section,
        cited=cited,
        source=slide.source,
    )


def _furniture(name: str, words: str, layout: Layout) -> list[Shape]:
    if not layout.has(name):
        return []
    slot = layout[name]
    return [TextShape(name, slot.box, (PlacedParagraph(text(words), slot.step),), slot.colour)]


def _section_title(slide: Slide, layout: Layout, theme: Theme, problems: Problems) -> TextShape:
    """Gives the name of a section; one that is too high for its box takes the room down to what stands below it."""
    steps = theme.fitting["section-title"]
    box = layout["title"].box
    step = fitting_step(slide.title, steps, box.width, box.height)
    if step is None:
        below = [layout[name].box.y for name in (("lead",) if slide.blocks else ()) + ("contents",) if layout.has(name)]
        box = replace(box, height=max(min(below, default=box.bottom) - box.y, box.height))
        steps = (*steps, *theme.fitting["title"], *theme.fitting["body"])
        step = fitting_step(slide.title, sorted(steps, key=lambda one: -one.size), box.width, box.height)
    if step is None:
        step = theme.fitting["body"][-1]
        problems.add(slide.source, too_high("the section's name", slide.title, step, box), "shorten it")
    return TextShape("title", box, (PlacedParagraph(broken_by_sense(slide.title, step, box.width), step),))


def _lead(slide: Slide, layout: Layout, problems: Problems) -> list[Shape]:
    paragraphs = [block for block in slide.blocks if isinstance(block, Paragraph)]
    slot = layout["lead"]
    if len(paragraphs) != len(slide.blocks):
        problems.add(slide.source, "a section slide holds paragraphs only", "put lists and tables on a slide (##)")
    needed = sum(text_height(block.text, slot.step, slot.box.width) for block in paragraphs)
    if needed > slot.box.height:
        what = f"the text of the section needs {needed:.2f} in and {slot.box.height:.2f} in are there"
        problems.add(paragraphs[0].source, what, "shorten it, or give it a slide of its own (##)")
    levelled = (broken_by_sense(block.text, slot.step, slot.box.width) for block in paragraphs)
    placed = tuple(PlacedParagraph(whole, slot.step) for whole in levelled)
    return [TextShape("lead", slot.box, placed, slot.colour)] if placed else []


def section_lists(
    slides: Sequence[Slide], numbers: Mapping[str, int], theme: Theme
) -> Mapping[str, tuple[PlacedRow, ...]]:
    """Gives for each section the slides in it with linked numbers, all in one size; no lists when one is too long."""
    inside: dict[str, list[Slide]] = {}
    for slide in slides:
        if slide.kind == "content":
            inside.setdefault(slide.section, []).append(slide)
    sections = {slide.id: inside.get(slide.section, ()) for slide in slides if slide.kind == "section"}
    slot = next((slot for slot in theme.layouts["section"].slots if slot.name == "contents"), None)
    if slot is None:
        return dict.fromkeys(sections, ())
    for step in (theme.steps["body"], theme.steps["table"], theme.steps["label"]):
        lists = {name: _content_rows(held, numbers, slot.box.width, step, theme) for name, held in sections.items()}
        if all(sum(row.height for row in rows) <= slot.box.height for rows in lists.values()):
            return lists
    return dict.fromkeys(sections, ())


def _contents(rows: Sequence[PlacedRow], layout: Layout) -> list[Shape]:
    """Gives the table of a section's slides where there is a list and its box, which footnotes may have shortened."""
    height = sum(row.height for row in rows)
    if not rows or height > layout["contents"].box.height:
        return []
    box = replace(layout["contents"].box, height=height)
    widths = (box.width - NUMBER_WIDTH, NUMBER_WIDTH)
    return [TableShape("contents", box, widths, tuple(rows), header=False, name="Slides of this part")]


def _content_rows(
    inside: Sequence[Slide], numbers: Mapping[str, int], width: float, step: Step, theme: Theme
) -> tuple[PlacedRow, ...]:
    rows = []
    for slide in inside:
        lines = len(break_lines(slide.title, step, width - NUMBER_WIDTH - theme.gaps.gutter))
        height = max(CONTENT_ROW, lines * step.line * INCHES_PER_POINT + CONTENT_PADDING)
        page = Text((Run(str(numbers[slide.id]), link=f"#{slide.id}"),))
        rows.append(PlacedRow((PlacedCell(slide.title, step), PlacedCell(page, step, "soft", "right")), height))
    return tuple(rows)
