"""Content placing: the blocks of one slide as parts, each of them one slide's worth."""

from __future__ import annotations

from dataclasses import replace

from deck.flow import Area, Page, fitting_step, pages_of, pieces_of, shapes_of
from deck.measure import break_lines, without_widow
from deck.model import (
    TEXT_BLOCKS,
    Block,
    Code,
    Columns,
    Deck,
    Paragraph,
    Picture,
    References,
    Slide,
    Table,
)
from deck.place_columns import column_parts
from deck.place_table import comparison_grid
from deck.placed import Part, PictureShape, PlacedParagraph, Shape, TextShape
from deck.theme import Theme
from text.run import Run, Text, join
from text.source import Problems, nearest

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
    if kinds == [Table] and isinstance(slide.blocks[0], Table):
        return "comparison-table" if comparison_grid(slide.blocks[0], 12.0) else "table"
    if kinds == [Code]:
        return "code"
    if kinds == [Picture]:
        return "picture"
    if kinds.count(Picture) == 1 and all(kind is Picture or kind in TEXT_BLOCKS for kind in kinds):
        return "text-picture"
    return "text"


def _columns_layout(block: Block) -> str:
    if not isinstance(block, Columns) or not block.compare:
        return "two-columns"
    code = all(isinstance(inner, Code) for column in block.columns for inner in column.blocks)
    return "code-pair" if code else "comparison"


def check_layouts(deck: Deck, theme: Theme, problems: Problems) -> None:
    """Notes every layout that an author named and the theme does not have, or that only the compiler uses."""
    known = set(theme.layouts) - OWN_LAYOUTS
    for slide in deck.slides:
        if slide.layout and slide.layout not in known:
            todo = f"{nearest(slide.layout, known)} known: {', '.join(sorted(known))}".strip()
            problems.add(slide.source, f"unknown layout '{slide.layout}'", todo)


def content_parts(slide: Slide, choice: int, theme: Theme, problems: Problems) -> tuple[Part, ...]:
    """Parts the content of one slide; title, section and references slides are made elsewhere."""
    layout = choose_layout(slide)
    if not _suits(slide):
        what = f"the layout '{slide.layout}' does not suit what stands on the slide"
        problems.add(slide.source, what, "leave the layout out, or give the slide what its layout holds")
        return ()
    if slide.kind != "content" or layout == "references":
        return ()
    if layout == "statement":
        return (Part("statement", _statement(slide, theme, problems)),)
    if layout in ("two-columns", "comparison", "code-pair"):
        return column_parts(slide, layout, theme, problems)
    if layout == "text-picture":
        return _picture_parts(slide, theme, problems)
    pages = content_pages(slide, layout, choice, theme, problems)
    name, area = _area(slide, layout, choice, theme)
    slots = frozenset(slot.name for slot in theme.layouts[name].slots)
    return tuple(
        Part(name, _captioned(shapes_of(page, area, slots, theme), slide, theme, name, problems)) for page in pages
    )


def _suits(slide: Slide) -> bool:
    """Whether the layout that the author named can hold the slide's blocks; nothing may be left without a place."""
    kinds = [type(block) for block in slide.blocks]
    first = slide.blocks[0] if slide.blocks else None
    match slide.layout:
        case "references":
            return References in kinds
        case "text-picture":
            return kinds.count(Picture) == 1 and all(kind is Picture or kind in TEXT_BLOCKS for kind in kinds)
        case "comparison" | "code-pair":
            return isinstance(first, Columns) and first.compare
        case "comparison-table":
            return kinds == [Table] and isinstance(first, Table) and bool(comparison_grid(first, 12.0))
        case _:
            return True


def content_pages(slide: Slide, layout: str, choice: int, theme: Theme, problems: Problems) -> tuple[Page, ...]:
    """Measures the blocks of a slide at a step and fills pages; a picture alone has the page to itself."""
    _, area = _area(slide, layout, choice, theme)
    pieces = pieces_of(slide.blocks, area, theme, problems)
    alone = len(slide.blocks) == 1 and isinstance(slide.blocks[0], Picture)
    return ((*pieces,),) if alone else pages_of(pieces, area.box.height, problems)


def _area(slide: Slide, layout: str, choice: int, theme: Theme) -> tuple[str, Area]:
    """Gives the layout that is really used and the area in which the slide's blocks flow."""
    tables = theme.fitting["comparison-table" if layout == "comparison-table" else "table"]
    only_text = all(isinstance(block, TEXT_BLOCKS) for block in slide.blocks)
    if layout == "text" and not slide.layout and only_text and choice == 0:
        layout = "lead"
    placed = theme.layouts[layout]
    slot = next((placed[name] for name in ("body", "table", "picture") if placed.has(name)), placed["title"])
    box = slot.box
    if not only_text and layout == "text":
        box = replace(box, width=theme.layouts["table"]["table"].box.width)
    if slide.untitled:
        box = replace(box, y=placed["title"].box.y, height=box.bottom - placed["title"].box.y)
    step = theme.steps["lead" if layout == "lead" else "body"]
    first = slide.blocks[0] if slide.blocks else None
    grid = comparison_grid(first, box.width) if isinstance(first, Table) and layout == "comparison-table" else ()
    mixed = len(slide.blocks) > 1
    wide = isinstance(first, Table) and len(first.header) > 3
    steps = tables[-1:] if mixed else tables[min(choice + (wide and layout == "table"), len(tables) - 1) :]
    return layout, Area(box, "body", step, steps, grid, captions=not placed.has("caption"))


def _captioned(
    shapes: tuple[Shape, ...], slide: Slide, theme: Theme, layout: str, problems: Problems
) -> tuple[Shape, ...]:
    """Adds the caption of a picture where the layout has a box for it."""
    pictures = [block for block in slide.blocks if isinstance(block, Picture) and block.caption]
    if not pictures or not theme.layouts[layout].has("caption"):
        return shapes
    slot = theme.layouts[layout]["caption"]
    lines = len(break_lines(pictures[0].caption, slot.step, slot.box.width))
    if lines > 1:
        problems.add(pictures[0].source, f"the caption has {lines} lines and one fits", "shorten it")
    below = next(shape.box.bottom for shape in shapes if isinstance(shape, PictureShape)) + theme.gaps.cell
    box = replace(slot.box, y=min(below, slot.box.y))
    return (*shapes, TextShape("caption", box, (PlacedParagraph(pictures[0].caption, slot.step),), slot.colour))


def _picture_parts(slide: Slide, theme: Theme, problems: Problems) -> tuple[Part, ...]:
    layout = theme.layouts["text-picture"]
    picture = next(block for block in slide.blocks if isinstance(block, Picture))
    words = tuple(block for block in slide.blocks if not isinstance(block, Picture))
    area = Area(layout["body"].box, "body", theme.steps["body"], theme.fitting["table"])
    pages = pages_of(pieces_of(words, area, theme, problems), area.box.height, problems)
    frame = Area(layout["picture"].box, "picture", theme.steps["body"], theme.fitting["table"], captions=False)
    shown = shapes_of(pieces_of((picture,), frame, theme, problems), frame, frozenset({"picture"}), theme)
    first = slide.blocks[0] is picture
    parts = []
    for page in pages:
        body = shapes_of(page, area, frozenset({"body"}), theme)
        shapes = (*shown, *body) if first else (*body, *shown)
        parts.append(Part("text-picture", _captioned(shapes, slide, theme, "text-picture", problems)))
    return tuple(parts)


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
    levelled = (without_widow(block.text, placed, slot.box.width) for block in paragraphs)
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
