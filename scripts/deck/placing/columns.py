"""Column placing: blocks in two or more columns side by side, with whatever stands above and below them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from itertools import groupby

from deck.model import TEXT_BLOCKS, Block, Code, Columns, Slide
from deck.placed import Part, PlacedParagraph, Shape, TextShape
from deck.placing.flow import BALANCE_STEPS, fill, pages_of, shapes_of, used_height
from deck.placing.pieces import Area, Page, Piece
from deck.placing.unnest import Builds, pieces_of
from deck.theme import Box, Layout, Mark, Slot, Theme
from text.run import text
from text.source import Problems
from text.values import dataclass, replace

RULE_HEIGHT = 0.010  # inches: 0.75 pt
BAR_HEIGHT = 0.067  # inches, over the head of a side
RULE_ROOM = 0.133  # inches from the rule of a column to its text
HEAD_ROOM = 0.617  # inches from the bar of a side to its text
LEAST_ROOM = 0.25  # of the height: columns that continue do not start in less
SIDES = (("left", "TensorFlow"), ("right", "PyTorch"))
COLUMN_SLOTS = {2: ("left", "right"), 3: ("left", "middle", "right")}


def column_parts(slide: Slide, name: str, theme: Theme, problems: Problems, strict: bool = False) -> tuple[Part, ...]:
    """Places the columns of a slide in the boxes of a layout, text below them at their foot; the longer one continues.

    Columns that have no layout of their own, or more beside them than a little text, are placed in bands.
    """
    columns = slide.blocks[0] if slide.blocks else None
    layout = theme.layouts[name]
    if not isinstance(columns, Columns) or not _has_boxes(columns, layout, name):
        return band_parts(slide, theme, problems, strict)
    below = _below(slide, layout, theme, problems, strict)
    if below is None:
        return band_parts(slide, theme, problems, strict)
    words, marks, lower = below
    areas = _areas(columns, layout, lower, theme, strict)
    if _ruled(columns, theme):
        marks = (*(_rule(area.box) for area in areas), *marks)
        areas = [replace(area, box=_lowered(area.box, RULE_ROOM)) for area in areas]
    builds = Builds()
    flows: list[tuple[Page, ...]] = []
    for column, area in zip(columns.columns, areas, strict=True):
        pieces = pieces_of(column.blocks, area, theme, problems, builds)
        flows.append(pages_of(pieces, area.box.height, problems) if pieces else ())
    flows = _level(flows, [area.box.height for area in areas])
    heads = _heads(columns, layout)
    parts = []
    for number in range(max((len(pages) for pages in flows), default=0) or 1):
        shapes: list[Shape] = []
        for area, pages in zip(areas, flows, strict=True):
            shapes.extend(heads.get(area.slot, ()))
            if number < len(pages):
                shapes.extend(shapes_of(pages[number], area, frozenset({area.slot}), theme))
        used = max(
            (
                used_height(pages[number]) / area.box.height
                for area, pages in zip(areas, flows, strict=True)
                if number < len(pages)
            ),
            default=0.0,
        )
        parts.append(Part(name, (*shapes, *words), marks, fullness=used))
    return tuple(parts)


def _level(flows: list[tuple[Page, ...]], heights: Sequence[float]) -> list[tuple[Page, ...]]:
    """Fills the pages of columns that continue to one height, so that what stands beside each other stays so."""
    count = max(map(len, flows), default=0)
    if count < 2:
        return flows
    for part in range(BALANCE_STEPS // 2, BALANCE_STEPS + 1):
        level = []
        for pages, height in zip(flows, heights, strict=True):
            room = height * part / BALANCE_STEPS
            pieces = [piece for page in pages for piece in page]
            level.append(tuple(fill(pieces, room, room)) if pieces else ())
        if max(map(len, level)) == count:
            return level
    return flows


def _has_boxes(columns: Columns, layout: Layout, name: str) -> bool:
    slots = COLUMN_SLOTS.get(len(columns.columns), ())
    fitting = columns.compare if name in ("comparison", "code-pair") else True
    return (
        bool(slots)
        and fitting
        and all(layout.has(slot) for slot in slots)
        and layout.has("middle") == (len(slots) == 3)
    )


def _below(
    slide: Slide, layout: Layout, theme: Theme, problems: Problems, strict: bool
) -> tuple[tuple[Shape, ...], tuple[Mark, ...], float] | None:
    """Sets the text below columns at the foot of the content; gives it, its rule and where the columns end.

    None when there is more than text, or more of it than half of the height holds.
    """
    left, right = layout["left"].box, layout["right"].box
    words = slide.blocks[1:]
    if not words:
        return (), (), left.bottom
    if not all(isinstance(block, TEXT_BLOCKS) for block in words):
        return None
    box = replace(left, width=right.right - left.x)
    area = Area(box, "", theme.steps["body"], theme.fitting["table"][-1:], strict=strict)
    pieces = pieces_of(words, area, theme, Problems())
    needed = used_height(pieces)
    if needed > left.height / 2 or any(piece.build for piece in pieces) or len({p.group for p in pieces}) > 1:
        return None
    top = left.bottom - needed
    placed = shapes_of(pieces, replace(area, box=replace(box, y=top, height=left.bottom - top)), frozenset(), theme)
    rule = Mark(replace(box, y=top - theme.gaps.cell, height=RULE_HEIGHT), "ink")
    return placed, (rule,), top - theme.gaps.block


def _areas(columns: Columns, layout: Layout, lower: float, theme: Theme, strict: bool) -> list[Area]:
    slots = COLUMN_SLOTS[len(columns.columns)]
    first, last = layout[slots[0]].box, layout[slots[-1]].box
    boxes = [layout[slot].box for slot in slots]
    if not columns.compare and len({round(column.share, 2) for column in columns.columns}) > 1:
        gap = layout[slots[1]].box.x - first.right
        boxes = _shared(columns, replace(first, width=last.right - first.x), gap)
    frameworks = ("tensorflow", "pytorch") if columns.compare else ("",) * len(slots)
    steps = theme.fitting["table"][-1:]
    return [
        Area(
            replace(box, height=lower - box.y), slot, theme.steps["body"], steps, side=side,
            labels=not layout.has(f"{slot}-label"), strict=strict,
        )
        for slot, box, side in zip(slots, boxes, frameworks, strict=True)
    ]  # fmt: skip


def _shared(columns: Columns, box: Box, gap: float) -> list[Box]:
    """Gives each column its share of a box, gaps between them."""
    room = box.width - gap * (len(columns.columns) - 1)
    whole = sum(column.share for column in columns.columns) or 1.0
    x, found = box.x, []
    for column in columns.columns:
        width = room * column.share / whole
        found.append(replace(box, x=x, width=width))
        x += width + gap
    return found


def _ruled(columns: Columns, theme: Theme) -> bool:
    """Whether columns hang from a rule each: those of a comparison have bars, a template has its own ways."""
    return not columns.compare and theme.template is None


def _rule(box: Box) -> Mark:
    return Mark(replace(box, height=RULE_HEIGHT), "ink")


def _lowered(box: Box, by: float) -> Box:
    return replace(box, y=box.y + by, height=box.height - by)


def _heads(columns: Columns, layout: Layout) -> Mapping[str, tuple[TextShape, ...]]:
    """Gives the coloured heads of a comparison, with the label of a side's code where the layout has a box for it."""
    if not columns.compare or not layout.has("left-head"):
        return {}
    heads = {}
    for (side, name), column in zip(SIDES, columns.columns, strict=True):
        labels = [block.label for block in column.blocks if isinstance(block, Code) and block.label]
        shown = [_head(layout[f"{side}-head"], name)]
        if labels and layout.has(f"{side}-label"):
            shown.append(_head(layout[f"{side}-label"], ", ".join(labels)))
        heads[side] = tuple(shown)
    return heads


def _head(slot: Slot, words: str) -> TextShape:
    return TextShape(slot.name, slot.box, (PlacedParagraph(text(words), slot.step, align=slot.align),), slot.colour)


@dataclass(slots=True)
class _Bands:
    """Fills slides from the top down, band by band: blocks across the whole width, or columns side by side."""

    box: Box
    theme: Theme
    problems: Problems
    strict: bool
    builds: Builds = field(default_factory=Builds)
    y: float = 0.0
    shapes: list[list[Shape]] = field(default_factory=lambda: [[]])
    marks: list[list[Mark]] = field(default_factory=lambda: [[]])

    def across(self, blocks: Sequence[Block]) -> None:
        """Flows blocks over the whole width."""
        area = self.area(self.box)
        pieces = pieces_of(blocks, area, self.theme, self.problems, self.builds)
        self.checked(pieces, self.box.height)
        for number, page in enumerate(fill(pieces, self.left(), self.box.height)):
            if number:
                self.turn()
            if page:
                self.put(page, area)
                self.y += used_height(page) + self.theme.gaps.block

    def columns(self, columns: Columns) -> None:
        """Flows columns beside each other; what follows stands below the longest."""
        boxes = _shared(columns, self.box, self.theme.gaps.gutter)
        ruled = _ruled(columns, self.theme)
        head = HEAD_ROOM if columns.compare else RULE_ROOM if ruled else 0.0
        height = self.box.height - head
        sides = ("tensorflow", "pytorch") if columns.compare else ("",) * len(boxes)
        lower = (replace(box, height=height) for box in boxes)
        areas = [replace(self.area(box), side=side) for box, side in zip(lower, sides, strict=True)]
        flows = [
            pieces_of(column.blocks, area, self.theme, self.problems, self.builds)
            for column, area in zip(columns.columns, areas, strict=True)
        ]
        for pieces in flows:
            self.checked(pieces, height)
        room = self.left() - head
        tallest = max((used_height(pieces) for pieces in flows), default=0.0)
        if tallest > room and (room < LEAST_ROOM * height or tallest <= height):
            self.turn()
            room = height
        pages = [fill(pieces, room, height) for pieces in flows]
        for number in range(max(map(len, pages), default=0)):
            if number:
                self.turn()
            shown = [(page[number], area) for page, area in zip(pages, areas, strict=True) if number < len(page)]
            self.row(shown, head, ruled)

    def row(self, columns: Sequence[tuple[Page, Area]], head: float, ruled: bool) -> None:
        """Puts one slide's worth of columns beside each other, under their heads if they compare, else under rules."""
        top = self.y
        for page, area in columns:
            if area.side:
                self.head(area, top)
            elif ruled:
                self.marks[-1].append(_rule(replace(area.box, y=top)))
            self.y = top + head
            if page:
                self.put(page, area)
            self.y = top
        heights = [used_height(page) + head for page, _ in columns]
        self.y = top + max(heights, default=0.0) + self.theme.gaps.block

    def head(self, area: Area, top: float) -> None:
        box = replace(area.box, y=top, height=BAR_HEIGHT)
        self.marks[-1].append(Mark(box, area.side))
        step = self.theme.steps["head"]
        name = dict(zip(("tensorflow", "pytorch"), ("TensorFlow", "PyTorch"), strict=True))[area.side]
        under = replace(box, y=top + BAR_HEIGHT * 2, height=step.line / 72)
        self.shapes[-1].append(
            TextShape("", under, (PlacedParagraph(text(name), step),), f"{area.side}-text", name="Head")
        )

    def put(self, page: Page, area: Area) -> None:
        own = replace(area.box, y=self.y, height=used_height(page))
        self.shapes[-1].extend(shapes_of(page, replace(area, box=own), frozenset(), self.theme))

    def area(self, box: Box) -> Area:
        steps = self.theme.fitting["table"][-1:]
        return Area(box, "", self.theme.steps["body"], steps, strict=self.strict)

    def left(self) -> float:
        return self.box.bottom - self.y

    def turn(self) -> None:
        """Starts a further slide."""
        self.shapes.append([])
        self.marks.append([])
        self.y = self.box.y

    def checked(self, pieces: Sequence[Piece], height: float) -> None:
        for piece in pieces:
            if piece.lead + piece.height > height + 1e-6:
                what = f"this is {piece.lead + piece.height:.2f} in high and {height:.2f} in are there"
                self.problems.add(piece.source, what, "shorten it or part it")


def band_parts(slide: Slide, theme: Theme, problems: Problems, strict: bool) -> tuple[Part, ...]:
    """Places columns with any blocks above and below them, continuing on as many slides as they need."""
    layout = theme.layouts["text"]
    box = replace(layout["body"].box, width=theme.layouts["table"]["table"].box.width)
    bands = _Bands(box, theme, problems, strict, y=box.y)
    for beside, group in groupby(slide.blocks, key=lambda block: isinstance(block, Columns)):
        blocks = tuple(group)
        if not beside:
            bands.across(blocks)
            continue
        for block in blocks:
            if isinstance(block, Columns):
                bands.columns(block)
    filled = zip(bands.shapes, bands.marks, strict=True)
    return tuple(
        Part("text", _slotted(shapes), tuple(marks), fullness=_fullness(shapes, box))
        for shapes, marks in filled
        if shapes
    )


def _slotted(shapes: Sequence[Shape]) -> tuple[Shape, ...]:
    """Gives the first plain text of a slide the placeholder for text, so that Outline View shows it."""
    for number, shape in enumerate(shapes):
        plain = isinstance(shape, TextShape) and not (shape.code or shape.bar or shape.name)
        if plain and isinstance(shape, TextShape) and shape.paragraphs[0].step.name == "body":
            return (*shapes[:number], replace(shape, slot="body"), *shapes[number + 1 :])
    return tuple(shapes)


def _fullness(shapes: Sequence[Shape], box: Box) -> float:
    return max((shape.box.bottom for shape in shapes), default=box.y) / box.bottom
