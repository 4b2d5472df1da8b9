"""Content placing: the blocks of one slide as parts, each of them one slide's worth."""

from __future__ import annotations

from collections.abc import Sequence

from deck.model import (
    TEXT_BLOCKS,
    Block,
    Callout,
    Chart,
    Code,
    Columns,
    Deck,
    Formula,
    Item,
    Paragraph,
    Pause,
    Picture,
    Quotation,
    References,
    Settings,
    Slide,
    Table,
    all_blocks,
    texts_of,
)
from deck.placed import Part, PictureShape, PlacedParagraph, Shape, TextShape
from deck.placing.closing import closing_parts
from deck.placing.columns import band_parts, column_parts
from deck.placing.flow import fits, fitting_step, pages_of, shapes_of, used_height
from deck.placing.foot import FOOT_AIR, foot_heights, with_footnotes
from deck.placing.measure import break_lines, is_rtl
from deck.placing.pieces import Area, Page
from deck.placing.quote import is_quote, quote_parts
from deck.placing.sense import broken_by_sense
from deck.placing.table import comparison_grid
from deck.placing.unnest import pieces_of
from deck.theme import INCHES_PER_POINT, Layout, Mark, Theme
from text.run import Run, Text, join
from text.source import Problems, nearest
from text.values import replace

TEXTUAL = (*TEXT_BLOCKS, Item, Pause, Quotation, Callout, Formula)  # what is set in lines of text
ORDINARY = Settings()
SHORT = 0.3  # of the height for content: fewer words are hung from a rule in the middle of the slide
HUNG = 1 / 3  # of that height: where they begin
HUNG_GAP = 0.133  # inches from the rule to the words
RULE_HEIGHT = 0.010  # inches: 0.75 pt
OWN_LAYOUTS = frozenset({"title", "versus", "section"})  # made by the compiler, not asked for on a slide


def choose_layout(slide: Slide) -> str:
    """Gives the layout that suits a slide's content; the author's own choice comes first."""
    kinds = [type(block) for block in slide.blocks]
    if slide.layout:
        return slide.layout
    if References in kinds:
        return "references"
    if kinds[:1] == [Columns] and all(kind in TEXT_BLOCKS for kind in kinds[1:]):
        return _columns_layout(slide.blocks[0])
    if is_quote(slide):
        return "quote"
    if kinds == [Table] and isinstance(slide.blocks[0], Table):
        return "comparison-table" if comparison_grid(slide.blocks[0], 12.0) else "table"
    if kinds == [Code]:
        return "code"
    if kinds == [Picture]:
        return "picture"
    if kinds.count(Chart) == 1 and all(kind is Chart or kind in TEXT_BLOCKS for kind in kinds):
        return "chart"
    if kinds.count(Picture) == 1 and all(kind is Picture or kind in TEXT_BLOCKS for kind in kinds):
        return "text-picture"
    return "text"


def _columns_layout(block: Block) -> str:
    if not isinstance(block, Columns) or not block.compare:
        count = len(block.columns) if isinstance(block, Columns) else 2
        return {2: "two-columns", 3: "three-columns"}.get(count, "text")
    code = all(isinstance(inner, Code) for column in block.columns for inner in column.blocks)
    return "code-pair" if code else "comparison"


def check_layouts(deck: Deck, theme: Theme, problems: Problems) -> None:
    """Notes every layout that an author named and the theme does not have, or that only the compiler uses."""
    known = set(theme.layouts) - OWN_LAYOUTS
    for slide in deck.slides:
        if slide.layout and slide.layout not in known:
            todo = f"{nearest(slide.layout, known)} known: {', '.join(sorted(known))}".strip()
            problems.add(slide.source, f"unknown layout '{slide.layout}'", todo)


def content_parts(
    slide: Slide,
    choice: int,
    theme: Theme,
    problems: Problems,
    settings: Settings = ORDINARY,
    measured: tuple[Page, ...] = (),
) -> tuple[Part, ...]:
    """Parts the content of one slide; title, section and references slides are made elsewhere.

    `measured` is what `content_pages` gave for this choice, where it was asked already and had nothing to complain of.
    """
    layout = choose_layout(slide)
    if not _suits(slide):
        what = f"the layout '{slide.layout}' does not suit what stands on the slide"
        problems.add(slide.source, what, "leave the layout out, or give the slide what its layout holds")
        return ()
    if slide.kind != "content" or layout == "references":
        return ()
    parts = _parts(slide, layout, choice, theme, problems, settings, measured)
    return with_footnotes(parts, slide, theme, problems)


def _parts(
    slide: Slide,
    layout: str,
    choice: int,
    theme: Theme,
    problems: Problems,
    settings: Settings,
    measured: tuple[Page, ...],
) -> tuple[Part, ...]:
    strict = settings.strict
    match layout:
        case "statement" if theme.template is None:
            return (Part("statement", _statement(slide, theme, problems), fullness=1.0),)
        case "two-columns" | "three-columns" | "comparison" | "code-pair":
            return column_parts(slide, layout, theme, problems, strict)
        case "chart":
            from deck.placing.chart import chart_parts  # imported here: only a deck with a chart needs it

            return chart_parts(slide, theme, problems)
        case "text-picture":
            return _picture_parts(slide, theme, problems, strict)
        case "quote" if "quote" in theme.layouts and (made := quote_parts(slide, theme, settings.language)):
            return made
        case "closing" if "closing" in theme.layouts and (made := closing_parts(slide, theme)):
            return made
    if any(isinstance(block, Columns) for block in slide.blocks):
        return band_parts(slide, theme, problems, strict)
    if layout in ("quote", "closing", "agenda", "statement"):  # what their boxes do not hold flows as text
        layout = "text"
        steps = len(theme.fitting["text"])
        choice = fits(lambda one: content_pages(slide, layout, one, theme, Problems(), strict), steps)
    pages = measured or content_pages(slide, layout, choice, theme, problems, strict)
    return _flowing_parts(slide, layout, choice, theme, problems, strict, pages)


def _flowing_parts(
    slide: Slide,
    layout: str,
    choice: int,
    theme: Theme,
    problems: Problems,
    strict: bool,
    pages: tuple[Page, ...],
) -> tuple[Part, ...]:
    """Sets the pages of a slide into one area, on as many slides as there are."""
    name, area = _area(slide, layout, choice, theme, strict)
    notes = foot_heights(slide, theme)
    slots = frozenset(slot.name for slot in theme.layouts[name].slots)
    parts = []
    for page in pages:
        foot = used_height(page, notes) - used_height(page)
        box = replace(area.box, height=area.box.height - (foot + FOOT_AIR if foot else 0.0))
        shapes = shapes_of(page, replace(area, box=box), slots, theme)
        full = min((used_height(page) + foot) / area.box.height, 1.0)
        marks: tuple[Mark, ...] = ()
        if len(pages) == 1 and _is_short(slide, shapes, used_height(page), area, theme):
            shapes, marks = _hung(shapes, area, theme)
        parts.append(Part(name, _captioned(shapes, slide, theme, name, problems), marks, fullness=full))
    return tuple(parts)


def _is_short(slide: Slide, shapes: Sequence[Shape], used: float, area: Area, theme: Theme) -> bool:
    """Whether a slide holds so few words that they would hang lost below its title."""
    only = shapes[0] if len(shapes) == 1 else None
    plain = isinstance(only, TextShape) and only.slot == "body" and not (only.code or only.bar)
    picture = bool(slide.background) and slide.background not in theme.colours["light"]
    bare = slide.untitled or picture or bool(slide.footnotes) or theme.template is not None
    listed = isinstance(only, TextShape) and any(paragraph.marker for paragraph in only.paragraphs)
    return plain and not bare and not listed and used <= SHORT * area.box.height


def _hung(shapes: Sequence[Shape], area: Area, theme: Theme) -> tuple[tuple[Shape, ...], tuple[Mark, ...]]:
    """Hangs few words from a rule across the middle of a slide."""
    drop = HUNG * area.box.height
    boxes = (replace(shape.box, y=shape.box.y + drop, height=shape.box.height - drop) for shape in shapes)
    lower = (replace(shape, box=box) for shape, box in zip(shapes, boxes, strict=True))
    across = theme.layouts["table"]["table"].box
    rule = Mark(replace(across, y=area.box.y + drop - HUNG_GAP, height=RULE_HEIGHT), "ink")
    return tuple(lower), (rule,)


def _suits(slide: Slide) -> bool:
    """Whether the layout that the author named can hold the slide's blocks; nothing may be left without a place."""
    kinds = [type(block) for block in slide.blocks]
    first = slide.blocks[0] if slide.blocks else None
    match slide.layout:
        case "references":
            return References in kinds
        case "text-picture":
            return kinds.count(Picture) == 1 and all(kind is Picture or kind in TEXT_BLOCKS for kind in kinds)
        case "chart":
            return kinds.count(Chart) == 1 and all(kind is Chart or kind in TEXT_BLOCKS for kind in kinds)
        case "comparison" | "code-pair":
            return isinstance(first, Columns) and first.compare
        case "two-columns" | "three-columns":
            return isinstance(first, Columns)
        case "statement":
            return bool(kinds) or bool(slide.title)
        case "comparison-table":
            return kinds == [Table] and isinstance(first, Table) and bool(comparison_grid(first, 12.0))
        case _:
            return True


def content_pages(
    slide: Slide, layout: str, choice: int, theme: Theme, problems: Problems, strict: bool = False
) -> tuple[Page, ...]:
    """Measures the blocks of a slide at a step and fills pages; a picture alone has the page to itself."""
    _, area = _area(slide, layout, choice, theme, strict)
    pieces = pieces_of(slide.blocks, area, theme, problems)
    alone = len(slide.blocks) == 1 and isinstance(slide.blocks[0], Picture)
    height = area.box.height - (FOOT_AIR if slide.footnotes else 0.0)
    return ((*pieces,),) if alone else pages_of(pieces, height, problems, foot_heights(slide, theme))


def _area(slide: Slide, layout: str, choice: int, theme: Theme, strict: bool) -> tuple[str, Area]:
    """Gives the layout that is really used and the area in which the slide's blocks flow."""
    tables = theme.fitting["comparison-table" if layout == "comparison-table" else "table"]
    only_text = all(isinstance(block, TEXTUAL) for block in all_blocks(slide.blocks))
    chosen = slide.layout and not (slide.layout == "statement" and layout == "text")  # on a template it is text
    if layout == "text" and not chosen and only_text and choice == 0:
        layout = "lead"
    placed = theme.layouts[layout]
    slot = next((placed[name] for name in ("body", "table", "picture") if placed.has(name)), placed["title"])
    box = slot.box
    if not only_text and layout == "text":
        box = replace(box, width=theme.layouts["table"]["table"].box.width)
    if only_text and theme.template is None and all(is_rtl(one) for one in _words(slide)):
        box = replace(box, x=theme.layouts["table"]["table"].box.right - box.width)
    step = theme.steps["lead" if layout == "lead" else "body"]
    if not chosen and only_text and layout in ("text", "lead"):
        step = theme.fitting["text"][choice]
    first = slide.blocks[0] if slide.blocks else None
    grid = comparison_grid(first, box.width) if isinstance(first, Table) and layout == "comparison-table" else ()
    if len(grid) == 3 and theme.template is not None:  # it has no bars that the columns stand under
        grid = (*grid[:2], box.width - sum(grid[:2]))
    mixed = len(slide.blocks) > 1
    wide = isinstance(first, Table) and len(first.header) > 3
    steps = tables[-1:] if mixed else tables[min(choice + (wide and layout == "table"), len(tables) - 1) :]
    return layout, Area(box, "body", step, steps, grid, captions=not placed.has("caption"), strict=strict)


def _words(slide: Slide) -> tuple[Text, ...]:
    return tuple(one for block in slide.blocks for one in texts_of(block) if one)


def _captioned(
    shapes: tuple[Shape, ...], slide: Slide, theme: Theme, layout: str, problems: Problems
) -> tuple[Shape, ...]:
    """Adds the caption of a picture where the layout has a box for it."""
    pictures = [block for block in slide.blocks if isinstance(block, Picture) and block.caption]
    if not pictures or not theme.layouts[layout].has("caption"):
        return shapes
    slot = theme.layouts[layout]["caption"]
    lines = len(break_lines(pictures[0].caption, slot.step, slot.box.width))
    needed = max(lines * slot.step.line * INCHES_PER_POINT, slot.box.height)
    frame = theme.layouts[layout]["picture"].box
    if needed > frame.height / 2:
        what = f"the caption needs {needed:.2f} in and {frame.height / 2:.2f} in are there"
        problems.add(pictures[0].source, what, "shorten it")
    most = slot.box.bottom - needed - theme.gaps.cell
    shapes = tuple(_lower(shape, most) if isinstance(shape, PictureShape) else shape for shape in shapes)
    below = next(shape.box.bottom for shape in shapes if isinstance(shape, PictureShape)) + theme.gaps.cell
    box = replace(slot.box, y=min(below, slot.box.bottom - needed), height=needed)
    return (*shapes, TextShape("caption", box, (PlacedParagraph(pictures[0].caption, slot.step),), slot.colour))


def _lower(shape: PictureShape, bottom: float) -> PictureShape:
    """Makes a picture smaller, in its own shape, when it would reach below an edge."""
    if shape.box.bottom <= bottom + 1e-6:
        return shape
    share = (bottom - shape.box.y) / shape.box.height
    return replace(shape, box=replace(shape.box, width=shape.box.width * share, height=shape.box.height * share))


def _picture_parts(slide: Slide, theme: Theme, problems: Problems, strict: bool) -> tuple[Part, ...]:
    layout = theme.layouts["text-picture"]
    picture = next(block for block in slide.blocks if isinstance(block, Picture))
    if slide.blocks[0] is picture and theme.template is None:
        layout = _turned(layout)
        theme = replace(theme, layouts={**theme.layouts, "text-picture": layout})
    words = tuple(block for block in slide.blocks if not isinstance(block, Picture))
    area = Area(layout["body"].box, "body", theme.steps["body"], theme.fitting["table"][-1:], strict=strict)
    pages = pages_of(pieces_of(words, area, theme, problems), area.box.height, problems)
    frame = Area(layout["picture"].box, "picture", theme.steps["body"], theme.fitting["table"], captions=False)
    shown = shapes_of(pieces_of((picture,), frame, theme, problems), frame, frozenset({"picture"}), theme)
    first = slide.blocks[0] is picture
    parts = []
    for page in pages:
        body = shapes_of(page, area, frozenset({"body"}), theme)
        shapes = (*shown, *body) if first else (*body, *shown)
        full = used_height(page) / area.box.height
        parts.append(Part("text-picture", _captioned(shapes, slide, theme, "text-picture", problems), fullness=full))
    return tuple(parts)


def _turned(layout: Layout) -> Layout:
    """Gives the layout with its picture at the left, where the author has it in front of the words."""
    left, right = layout["body"].box, layout["picture"].box
    turned = []
    for slot in layout.slots:
        if slot.name in ("picture", "caption"):
            slot = replace(slot, box=replace(slot.box, x=left.x))
        elif slot.name == "body":
            slot = replace(slot, box=replace(left, x=right.x))
        turned.append(slot)
    return replace(layout, slots=tuple(turned))


def _statement(slide: Slide, theme: Theme, problems: Problems) -> tuple[Shape, ...]:
    """Sets the paragraphs of a statement in the largest step that holds them, the title in its pair."""
    slot = theme.layouts["statement"]["body"]
    paragraphs = [block for block in slide.blocks if isinstance(block, Paragraph)]
    if len(paragraphs) != len(slide.blocks):
        problems.add(slide.source, "a statement holds paragraphs only", "leave layout=statement out")
    step = statement_step(slide, theme)
    lines = sum(len(break_lines(block.text, theme.fitting["second"][step], slot.box.width)) for block in paragraphs)
    placed = theme.fitting["second"][step]
    needed = lines * placed.line / 72
    if needed > slot.box.height:
        what = f"the statement needs {needed:.2f} in and {slot.box.height:.2f} in are there"
        problems.add(slide.source, what, "shorten it, or leave layout=statement out")
    levelled = (broken_by_sense(block.text, placed, slot.box.width) for block in paragraphs)
    body = tuple(PlacedParagraph(whole, placed) for whole in levelled)
    return (TextShape("body", slot.box, body, slot.colour),) if body else ()


def statement_step(slide: Slide, theme: Theme) -> int:
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
