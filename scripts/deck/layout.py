"""Layout: gives every block of a deck its slide, its box and its size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from deck.flow import Area, Page, fits, fitting_step, pages_of, pieces_of, shapes_of, used_height
from deck.measure import break_lines
from deck.model import (
    Block,
    Code,
    Columns,
    Deck,
    List,
    Paragraph,
    Picture,
    References,
    Slide,
    Subheading,
    Table,
    texts_of,
)
from deck.place_notes import place_notes
from deck.place_references import reference_pages
from deck.place_table import comparison_grid
from deck.place_title import place_section, place_title
from deck.placed import PictureShape, PlacedDeck, PlacedParagraph, PlacedSlide, Shape, TableShape, TextShape
from deck.resolve import ANCHOR, cited_keys
from deck.theme import Layout, Mark, Step, Theme
from references.library import Library
from text.run import Run, Text, join, text
from text.source import Problems, nearest

TEXT = (Paragraph, List, Subheading)
FRAMEWORK_NAMES = {"tensorflow": "TensorFlow", "pytorch": "PyTorch", "both": "TensorFlow and PyTorch"}
OWN_LAYOUTS = frozenset({"title", "versus", "section"})  # made by the compiler, not asked for on a slide
SOURCE_LINES = 2
RULE_HEIGHT = 0.010  # inches: 0.75 pt


@dataclass(frozen=True, slots=True)
class Part:
    """One slide's worth of a slide: the layout and the shapes of its content."""

    layout: str
    shapes: tuple[Shape, ...]
    marks: tuple[Mark, ...] = ()
    anchors: tuple[str, ...] = ()


def place_deck(deck: Deck, theme: Theme, library: Library, problems: Problems) -> PlacedDeck:
    """Places a resolved deck on slides; whatever does not fit and cannot continue is a problem with its place."""
    choices = _choices(deck.slides, theme)
    parts = {slide.id: _parts(slide, choices[slide.id], theme, problems) for slide in deck.slides}
    parts |= _reference_parts(deck, parts, theme, library, problems)
    placer = _Placer(deck, theme, library, parts, problems)
    return PlacedDeck(deck.settings, theme, placer.slides())


def choose_layout(slide: Slide) -> str:
    """Gives the layout that suits a slide's content; the author's own choice comes first."""
    kinds = [type(block) for block in slide.blocks]
    if slide.layout:
        return slide.layout
    if References in kinds:
        return "references"
    if kinds[:1] == [Columns] and all(kind in TEXT for kind in kinds[1:]):
        return _columns_layout(slide.blocks[0])
    if kinds == [Table] and isinstance(slide.blocks[0], Table):
        return "comparison-table" if comparison_grid(slide.blocks[0], 12.0) else "table"
    if kinds == [Code]:
        return "code"
    if kinds == [Picture]:
        return "picture"
    if kinds.count(Picture) == 1 and all(kind is Picture or kind in TEXT for kind in kinds):
        return "text-picture"
    return "text"


def _columns_layout(block: Block) -> str:
    if not isinstance(block, Columns) or not block.compare:
        return "two-columns"
    code = all(isinstance(inner, Code) for inner in (*block.left, *block.right))
    return "code-pair" if code else "comparison"


def _choices(slides: Sequence[Slide], theme: Theme) -> Mapping[str, int]:
    """Gives each slide the number of its type step: neighbours of one layout in one section share the smallest."""
    chosen: dict[str, int] = {}
    for _, group in groupby(slides, key=lambda slide: (slide.section, slide.kind, choose_layout(slide))):
        siblings = list(group)
        shared = max(_first_fit(slide, theme) for slide in siblings)
        chosen.update({slide.id: shared for slide in siblings})
    return chosen


def _first_fit(slide: Slide, theme: Theme) -> int:
    layout = choose_layout(slide)
    steps = theme.fitting["table" if layout == "table" else layout if layout in theme.fitting else "text"]
    flowing = layout in ("text", "table", "comparison-table") and slide.kind == "content"
    if not flowing or not slide.blocks:
        return 0
    return fits(lambda choice: _pages(slide, layout, choice, theme, Problems()), len(steps))


def _parts(slide: Slide, choice: int, theme: Theme, problems: Problems) -> tuple[Part, ...]:
    """Parts the content of one slide; title, section and references slides are made elsewhere."""
    layout = choose_layout(slide)
    if slide.layout and (slide.layout not in theme.layouts or slide.layout in OWN_LAYOUTS):
        known = set(theme.layouts) - OWN_LAYOUTS
        hint = nearest(slide.layout, known)
        todo = f"{hint} known: {', '.join(sorted(known))}".strip()
        problems.add(slide.source, f"unknown layout '{slide.layout}'", todo)
        return ()
    if slide.kind != "content" or layout == "references":
        return ()
    if layout == "statement":
        return (Part("statement", _statement(slide, theme, problems)),)
    if layout in ("two-columns", "comparison", "code-pair"):
        return _column_parts(slide, layout, theme, problems)
    if layout == "text-picture":
        return _picture_parts(slide, theme, problems)
    pages = _pages(slide, layout, choice, theme, problems)
    name, area = _area(slide, layout, choice, theme)
    slots = frozenset(slot.name for slot in theme.layouts[name].slots)
    return tuple(Part(name, _captioned(shapes_of(page, area, slots, theme), slide, theme, name)) for page in pages)


def _pages(slide: Slide, layout: str, choice: int, theme: Theme, problems: Problems) -> tuple[Page, ...]:
    _, area = _area(slide, layout, choice, theme)
    pieces = pieces_of(slide.blocks, area, theme, problems)
    alone = len(slide.blocks) == 1 and isinstance(slide.blocks[0], Picture)
    return ((*pieces,),) if alone else pages_of(pieces, area.box.height, problems)


def _area(slide: Slide, layout: str, choice: int, theme: Theme) -> tuple[str, Area]:
    """Gives the layout that is really used and the area in which the slide's blocks flow."""
    tables = theme.fitting["comparison-table" if layout == "comparison-table" else "table"]
    only_text = all(isinstance(block, TEXT) for block in slide.blocks)
    if layout == "text" and not slide.layout and only_text and choice == 0:
        layout = "lead"
    placed = theme.layouts[layout]
    slot = next((placed[name] for name in ("body", "table", "picture") if placed.has(name)), placed["title"])
    box = slot.box
    if not only_text and layout == "text":
        box = replace(box, width=theme.layouts["table"]["table"].box.width)
    step = theme.steps["lead" if layout == "lead" else "body"]
    first = slide.blocks[0] if slide.blocks else None
    grid = comparison_grid(first, box.width) if isinstance(first, Table) and layout == "comparison-table" else ()
    mixed = len(slide.blocks) > 1
    wide = isinstance(first, Table) and len(first.header) > 3
    steps = tables[-1:] if mixed else tables[min(choice + (wide and layout == "table"), len(tables) - 1) :]
    return layout, Area(box, "body", step, steps, grid)


def _captioned(shapes: tuple[Shape, ...], slide: Slide, theme: Theme, layout: str) -> tuple[Shape, ...]:
    """Adds the caption of a picture where the layout has a box for it."""
    pictures = [block for block in slide.blocks if isinstance(block, Picture) and block.caption]
    if not pictures or not theme.layouts[layout].has("caption"):
        return shapes
    slot = theme.layouts[layout]["caption"]
    return (*shapes, TextShape("caption", slot.box, (PlacedParagraph(pictures[0].caption, slot.step),), slot.colour))


def _picture_parts(slide: Slide, theme: Theme, problems: Problems) -> tuple[Part, ...]:
    layout = theme.layouts["text-picture"]
    picture = next(block for block in slide.blocks if isinstance(block, Picture))
    words = tuple(block for block in slide.blocks if not isinstance(block, Picture))
    area = Area(layout["body"].box, "body", theme.steps["body"], theme.fitting["table"])
    pages = pages_of(pieces_of(words, area, theme, problems), area.box.height, problems)
    frame = Area(layout["picture"].box, "picture", theme.steps["body"], theme.fitting["table"])
    shown = shapes_of(pieces_of((picture,), frame, theme, problems), frame, frozenset({"picture"}), theme)
    first = slide.blocks[0] is picture
    parts = []
    for page in pages:
        body = shapes_of(page, area, frozenset({"body"}), theme)
        shapes = (*shown, *body) if first else (*body, *shown)
        parts.append(Part("text-picture", _captioned(shapes, slide, theme, "text-picture")))
    return tuple(parts)


def _column_parts(slide: Slide, name: str, theme: Theme, problems: Problems) -> tuple[Part, ...]:
    """Flows both columns; the longer one says how many slides there are."""
    columns = slide.blocks[0] if slide.blocks else None
    if not isinstance(columns, Columns) or not all(isinstance(block, TEXT) for block in slide.blocks[1:]):
        what = f"the layout '{name}' wants two columns, with at most some text below them"
        problems.add(slide.source, what, "write :::: columns or ::: compare, or leave the layout out")
        return ()
    layout = theme.layouts[name]
    below, marks, lower = _below(slide, layout, theme, problems)
    left, right = (_column_area(columns, side, layout, lower, theme) for side in ("left", "right"))
    flows = [
        pages_of(pieces_of(blocks, area, theme, problems), area.box.height, problems) if blocks else ()
        for blocks, area in ((columns.left, left), (columns.right, right))
    ]
    heads = _heads(columns, layout)
    parts = []
    for number in range(max(map(len, flows))):
        shapes: list[Shape] = []
        for side, area, pages in (("left", left, flows[0]), ("right", right, flows[1])):
            shapes.extend(heads.get(side, ()))
            if number < len(pages):
                shapes.extend(shapes_of(pages[number], area, frozenset({side}), theme))
        parts.append(Part(name, (*shapes, *below), marks))
    return tuple(parts)


def _below(
    slide: Slide, layout: Layout, theme: Theme, problems: Problems
) -> tuple[tuple[Shape, ...], tuple[Mark, ...], float]:
    """Sets the text below two columns at the foot of the content; gives it, its rule and where the columns end."""
    left, right = layout["left"].box, layout["right"].box
    words = slide.blocks[1:]
    if not words:
        return (), (), left.bottom
    box = replace(left, width=right.right - left.x)
    area = Area(box, "", theme.steps["body"], theme.fitting["table"][-1:])
    pieces = pieces_of(words, area, theme, problems)
    top = left.bottom - used_height(pieces)
    placed = shapes_of(pieces, replace(area, box=replace(box, y=top, height=left.bottom - top)), frozenset(), theme)
    rule = Mark(replace(box, y=top - theme.gaps.cell, height=RULE_HEIGHT), "ink")
    return placed, (rule,), top - theme.gaps.block


def _column_area(columns: Columns, side: str, layout: Layout, lower: float, theme: Theme) -> Area:
    box = replace(layout[side].box, height=lower - layout[side].box.y)
    if not columns.compare and columns.share != 0.5:
        gap = layout["right"].box.x - layout["left"].box.right
        whole = layout["right"].box.right - layout["left"].box.x - gap
        width = whole * (columns.share if side == "left" else 1 - columns.share)
        box = replace(box, width=width, x=box.x if side == "left" else layout["right"].box.right - width)
    framework = ("tensorflow" if side == "left" else "pytorch") if columns.compare else ""
    return Area(box, side, theme.steps["body"], theme.fitting["table"][-1:], side=framework)


def _heads(columns: Columns, layout: Layout) -> Mapping[str, tuple[TextShape, ...]]:
    """Gives the coloured heads of a comparison."""
    if not columns.compare:
        return {}
    heads = {}
    for side, name in (("left", "TensorFlow"), ("right", "PyTorch")):
        slot = layout[f"{side}-head"]
        paragraph = PlacedParagraph(text(name), slot.step)
        heads[side] = (TextShape(slot.name, slot.box, (paragraph,), slot.colour),)
    return heads


def _statement(slide: Slide, theme: Theme, problems: Problems) -> tuple[Shape, ...]:
    """Sets the paragraphs of a statement in the largest step that holds them, the title in its pair."""
    slot = theme.layouts["statement"]["body"]
    paragraphs = [block for block in slide.blocks if isinstance(block, Paragraph)]
    if len(paragraphs) != len(slide.blocks):
        problems.add(slide.source, "a statement holds paragraphs only", "leave layout=statement out")
    step = _statement_step(slide, theme)
    lines = sum(len(break_lines(block.text, theme.fitting["second"][step], slot.box.width)) for block in paragraphs)
    placed = theme.fitting["second"][step]
    needed = lines * placed.line / 72
    if needed > slot.box.height:
        what = f"the statement needs {needed:.2f} in and {slot.box.height:.2f} in are there"
        problems.add(slide.source, what, "shorten it, or leave layout=statement out")
    body = tuple(PlacedParagraph(block.text, placed) for block in paragraphs)
    return (TextShape("body", slot.box, body, slot.colour),) if body else ()


def _statement_step(slide: Slide, theme: Theme) -> int:
    """Gives the number of the first step in which both title and paragraphs fit, else the last."""
    layout = theme.layouts["statement"]
    whole = join([run for block in slide.blocks if isinstance(block, Paragraph) for run in (*block.text, Run("\n"))])
    whole = Text(whole.runs[:-1])
    for number, (first, second) in enumerate(zip(theme.fitting["statement"], theme.fitting["second"], strict=True)):
        title = layout["title"].box
        fits_title = fitting_step(slide.title, (first,), title.width, title.height)
        if fits_title and fitting_step(whole, (second,), layout["body"].box.width, layout["body"].box.height):
            return number
    return len(theme.fitting["statement"]) - 1


def _reference_parts(
    deck: Deck, parts: Mapping[str, Sequence[Part]], theme: Theme, library: Library, problems: Problems
) -> Mapping[str, tuple[Part, ...]]:
    """Makes the references slides; their number moves the slides behind them, so it is sought until it holds."""
    holders = [slide for slide in deck.slides if choose_layout(slide) == "references" and slide.kind == "content"]
    if not holders:
        return {}
    for slide in holders[1:]:
        problems.add(slide.source, "the references stand twice", "keep one ::: {#refs}")
    holder, count = holders[0], 1
    others = [block for block in holder.blocks if not isinstance(block, References)]
    if others:
        problems.add(holder.source, "other blocks stand beside the references", "give ::: {#refs} a slide of its own")
    while True:
        numbers = _cited_on(deck, parts, library, holder.id, count)
        pages = reference_pages(numbers, library, theme, problems)
        if len(pages) == count or count > len(numbers):
            break
        count = len(pages)
    made = (Part("references", (page.table,), anchors=tuple(ANCHOR + key for key in page.keys)) for page in pages)
    return {holder.id: tuple(made)}


def _cited_on(
    deck: Deck, parts: Mapping[str, Sequence[Part]], library: Library, holder: str, count: int
) -> Mapping[str, tuple[tuple[int, str], ...]]:
    """Gives for each cited work the numbers and ids of the slides that cite it."""
    cited: dict[str, dict[int, str]] = {}
    number = 1
    for slide in deck.slides:
        for key in cited_keys(slide, library):
            cited.setdefault(key, {})[number] = slide.id
        number += count if slide.id == holder else max(len(parts.get(slide.id, ())), 1)
    return {key: tuple(places.items()) for key, places in cited.items()}


class _Placer:
    """Dresses the parts with title, kicker, sources, notes and numbers."""

    def __init__(
        self, deck: Deck, theme: Theme, library: Library, parts: Mapping[str, Sequence[Part]], problems: Problems
    ) -> None:
        self.deck = deck
        self.theme = theme
        self.library = library
        self.parts = parts
        self.problems = problems
        self.numbers = self._first_numbers()

    def _first_numbers(self) -> Mapping[str, int]:
        numbers, number = {}, 1
        for slide in self.deck.slides:
            numbers[slide.id] = number
            number += max(len(self.parts[slide.id]), 1)
        return numbers

    def slides(self) -> tuple[PlacedSlide, ...]:
        placed: list[PlacedSlide] = []
        for slide in self.deck.slides:
            if slide.kind == "title":
                placed.append(place_title(slide, self.deck.settings, self.theme, self.problems))
            elif slide.kind == "section":
                placed.append(
                    place_section(slide, self.deck.slides, self.numbers, self.theme, self.library, self.problems)
                )
            else:
                placed.extend(self.content(slide))
        return tuple(replace(slide, number=number) for number, slide in enumerate(placed, start=1))

    def content(self, slide: Slide) -> list[PlacedSlide]:
        parts = self.parts[slide.id] or (Part("text", ()),)
        return [self.part(slide, part, number, len(parts)) for number, part in enumerate(parts, start=1)]

    def part(self, slide: Slide, part: Part, number: int, count: int) -> PlacedSlide:
        layout = self.theme.layouts[part.layout]
        works = (*shown_works(part.shapes), *slide.cited) if part.layout != "references" else ()
        notes = slide.notes if number == 1 and part.layout != "references" else ()
        spoken = (run for block in notes for whole in texts_of(block) for run in whole if run.key)
        cited = tuple(dict.fromkeys(work.key for work in (*works, *spoken)))
        title = slide.title if count == 1 else slide.title + Text((Run(f" ({number}/{count})", soft=True),))
        shapes = (
            *self.title(slide, title, layout),
            *self.kicker(slide, layout),
            *part.shapes,
            *self.sources(works, layout),
        )
        return PlacedSlide(
            id=slide.id if number == 1 else f"{slide.id}-{number}",
            number=0,
            layout=part.layout,
            title=title,
            shapes=shapes,
            marks=(*self.lit(slide, part.layout), *part.marks),
            notes=place_notes(slide.notes if number == 1 else (), cited, self.library, self.theme),
            section=slide.section,
            untitled=slide.untitled,
            cited=cited,
            anchors=part.anchors,
            source=slide.source,
        )

    def title(self, slide: Slide, title: Text, layout: Layout) -> tuple[TextShape, ...]:
        slot = layout["title"]
        steps: Sequence[Step] = self.theme.fitting["title"]
        if layout.id == "statement":
            steps = self.theme.fitting["statement"][_statement_step(slide, self.theme) :]
        step = fitting_step(title, steps, slot.box.width, slot.box.height)
        if step is None:
            lines = len(break_lines(title, steps[-1], slot.box.width))
            needed = lines * steps[-1].line / 72
            what = f"the title needs {needed:.2f} in at {steps[-1].size} pt and {slot.box.height:.2f} in are there"
            self.problems.add(slide.source, what, "shorten it: two lines of 44 characters read well")
            step = steps[-1]
        return (TextShape("title", slot.box, (PlacedParagraph(title, step),), slot.colour),)

    def kicker(self, slide: Slide, layout: Layout) -> tuple[TextShape, ...]:
        parts = [slide.section, FRAMEWORK_NAMES.get(slide.subject, "") if slide.section else ""]
        written = slide.kicker or text(" · ".join(filter(None, parts)))
        if not written or not layout.has("kicker"):
            return ()
        slot = layout["kicker"]
        return (TextShape("kicker", slot.box, (PlacedParagraph(written, slot.step),), slot.colour),)

    def lit(self, slide: Slide, layout: str) -> tuple[Mark, ...]:
        """Lights the header rule of the slide's subject, unless the layout has coloured heads of its own."""
        if layout in ("comparison", "code-pair", "comparison-table"):
            return ()
        names = ("tensorflow", "pytorch") if slide.subject == "both" else (slide.subject,)
        return tuple(self.theme.lit[name] for name in names if name in self.theme.lit)

    def sources(self, works: Sequence[Run], layout: Layout) -> tuple[TextShape, ...]:
        """Lists the works that a slide cites, as many as two lines hold; the notes list all of them."""
        if not works or not layout.has("sources"):
            return ()
        slot = layout["sources"]
        located = _located(works)
        for shown in range(len(located), -1, -1):
            line = self.source_line(located[:shown], len(located) - shown)
            if len(break_lines(line, slot.step, slot.box.width)) <= SOURCE_LINES:
                break
        return (TextShape("sources", slot.box, (PlacedParagraph(line, slot.step),), slot.colour),)

    def source_line(self, works: Sequence[tuple[str, str]], more: int) -> Text:
        runs: list[Run] = []
        for key, locator in works:
            label = Run(self.library[key].label, link=self.address(key), key=key)
            runs += [Run(" · "), label, Run(f", {locator}" if locator else "")]
        if more:
            runs += [Run(" · "), Run(f"and {more} more in the notes")]
        return join(runs[1:])

    def address(self, key: str) -> str:
        """Gives where a label leads: the work's row on a references slide or, without one, the work itself."""
        return f"#{ANCHOR}{key}" if self.has_references else self.library[key].url

    @property
    def has_references(self) -> bool:
        return any(part.anchors for parts in self.parts.values() for part in parts)


def shown_works(shapes: Sequence[Shape]) -> tuple[Run, ...]:
    """Gives the labels of works cited in the shapes of one slide, in reading order; their tooltips are the locators."""
    return tuple(run for shape in shapes for whole in _shape_texts(shape) for run in whole if run.key)


def _shape_texts(shape: Shape) -> tuple[Text, ...]:
    match shape:
        case TextShape(paragraphs=paragraphs):
            return tuple(paragraph.text for paragraph in paragraphs)
        case TableShape(rows=rows):
            return tuple(cell.text for row in rows for cell in row.cells)
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
