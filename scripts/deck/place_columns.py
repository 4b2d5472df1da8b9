"""Column placing: two columns side by side, TensorFlow and PyTorch under their heads, text below them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from deck.flow import Area, pages_of, pieces_of, shapes_of, used_height
from deck.model import TEXT_BLOCKS, Code, Columns, Slide
from deck.placed import Part, PlacedParagraph, Shape, TextShape
from deck.theme import Layout, Mark, Slot, Theme
from text.run import text
from text.source import Problems

RULE_HEIGHT = 0.010  # inches: 0.75 pt


def column_parts(slide: Slide, name: str, theme: Theme, problems: Problems) -> tuple[Part, ...]:
    """Flows both columns; the longer one says how many slides there are."""
    columns = slide.blocks[0] if slide.blocks else None
    if not isinstance(columns, Columns) or not all(isinstance(block, TEXT_BLOCKS) for block in slide.blocks[1:]):
        what = f"the layout '{name}' wants two columns, with at most some text below them"
        problems.add(slide.source, what, "write :::: columns or ::: compare, or leave the layout out")
        return ()
    layout = theme.layouts[name]
    below, marks, lower = _below(slide, layout, theme, problems)
    left, right = (_column_area(columns, side, layout, lower, theme) for side in ("left", "right"))
    flows = [
        pages_of(pieces_of(column.blocks, area, theme, problems), area.box.height, problems) if column.blocks else ()
        for column, area in zip(columns.columns, (left, right), strict=True)
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
    needed = used_height(pieces)
    if needed > left.height / 2:
        what = f"the text below the columns needs {needed:.2f} in and {left.height / 2:.2f} in are there"
        problems.add(words[0].source, what, "shorten it, or give it a slide of its own")
        return (), (), left.bottom
    top = left.bottom - needed
    placed = shapes_of(pieces, replace(area, box=replace(box, y=top, height=left.bottom - top)), frozenset(), theme)
    rule = Mark(replace(box, y=top - theme.gaps.cell, height=RULE_HEIGHT), "ink")
    return placed, (rule,), top - theme.gaps.block


def _column_area(columns: Columns, side: str, layout: Layout, lower: float, theme: Theme) -> Area:
    box = replace(layout[side].box, height=lower - layout[side].box.y)
    if not columns.compare and columns.columns[0].share != 0.5:
        gap = layout["right"].box.x - layout["left"].box.right
        whole = layout["right"].box.right - layout["left"].box.x - gap
        width = whole * columns.columns[0 if side == "left" else 1].share
        box = replace(box, width=width, x=box.x if side == "left" else layout["right"].box.right - width)
    framework = ("tensorflow" if side == "left" else "pytorch") if columns.compare else ""
    return Area(
        box, side, theme.steps["body"], theme.fitting["table"][-1:], side=framework, labels=not layout.has("left-label")
    )


def _heads(columns: Columns, layout: Layout) -> Mapping[str, tuple[TextShape, ...]]:
    """Gives the coloured heads of a comparison, with the label of a side's code where the layout has a box for it."""
    if not columns.compare or not layout.has("left-head"):
        return {}
    heads = {}
    sides = (("left", "TensorFlow"), ("right", "PyTorch"))
    for (side, name), column in zip(sides, columns.columns, strict=True):
        labels = [block.label for block in column.blocks if isinstance(block, Code) and block.label]
        shown = [_head(layout[f"{side}-head"], name)]
        if labels and layout.has(f"{side}-label"):
            shown.append(_head(layout[f"{side}-label"], ", ".join(labels)))
        heads[side] = tuple(shown)
    return heads


def _head(slot: Slot, words: str) -> TextShape:
    return TextShape(slot.name, slot.box, (PlacedParagraph(text(words), slot.step),), slot.colour)
