"""Unnest: blocks and all that they hold as one flow of pieces, in order, each with its indent, marker and build."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from typing import assert_never

from deck.model import (
    Block,
    Callout,
    Chart,
    Code,
    Columns,
    Formula,
    Item,
    List,
    Only,
    Paragraph,
    Pause,
    Picture,
    Quotation,
    References,
    Subheading,
    Table,
)
from deck.placed import PlacedParagraph
from deck.placing.measure import break_lines
from deck.placing.pieces import Area, Piece, code_pieces, formula_piece, marks_in, text_pieces
from deck.placing.table import plan_table
from deck.theme import INCHES_PER_POINT, Theme
from text.run import Text, text
from text.source import Problems, Source
from text.values import dataclass, replace

BAR_INSET = 0.200  # inches from a bar to its text
MOST_INDENT = 0.5  # of the width of an area
HEADER_ALONE = -1  # the number of the row that a table without rows has
NO_PIECE = Piece(0.0, 0.0, 0, 0)
BLANK = text("\u00a0")  # where an item starts with something that has no marker of its own


@dataclass(slots=True)
class Builds:
    """Counts the clicks of a slide: what is shown with which, and how many there were."""

    shown: int = 0
    last: int = 0

    def next(self) -> int:
        """Gives the number of a new click."""
        self.last += 1
        return self.last


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the nest a block stands."""

    level: int = 0
    indent: float = 0.0  # inches from the area's left edge
    inset: float = 0.0  # of the barred shape around it
    bar: str = ""
    box: int = 0  # number of the quotation or callout around it


@dataclass(slots=True)
class _Marker:
    """The marker of an item, which its first paragraph takes."""

    name: str
    number: int
    hanging: float
    taken: bool = False


@dataclass(slots=True)
class _Walker:
    area: Area
    theme: Theme
    problems: Problems
    builds: Builds
    found: list[Piece] = field(default_factory=list)
    group: int = 0
    kind: tuple[object, ...] = ()
    boxes: int = 0

    def blocks(self, blocks: Iterable[Block], place: _Place, marker: _Marker | None = None) -> None:
        for block in blocks:
            self.block(block, place, marker)

    def block(self, block: Block, place: _Place, marker: _Marker | None) -> None:
        step = self.area.text
        match block:
            case Paragraph(text=whole, source=source):
                self.text(PlacedParagraph(whole, step, place.level, after=step.after), source, place, marker)
            case Subheading(text=whole, source=source):
                heading = PlacedParagraph(whole, step, place.level, after=step.after / 2, strong=True)
                self.text(heading, source, place, marker)
            case List():
                self.list(block, place)
            case Item(blocks=blocks) | Only(blocks=blocks):
                self.blocks(blocks, place, marker)
            case Pause():
                self.builds.shown = self.builds.next()
            case Columns(columns=columns):
                for column in columns:
                    self.blocks(column.blocks, place, marker)
            case References(source=source):
                self.problems.add(source, "the references stand inside other blocks", "give them a slide of their own")
            case Quotation():
                self.quotation(block, place, marker)
            case Callout():
                self.callout(block, place, marker)
            case Formula() | Code() | Table() | Picture() | Chart():
                self.marked(block.source, place, marker)
                if marker and self.found and isinstance(self.found[-1].content, PlacedParagraph):
                    self.found[-1] = replace(self.found[-1], keep=True)  # no page parts an item before what it shows
                self.single(block, place)
            case _:
                assert_never(block)

    def single(self, block: Formula | Code | Table | Picture | Chart, place: _Place) -> None:
        match block:
            case Formula():
                self.formula(block, place)
            case Code():
                self.code(block, place)
            case Table():
                self.table(block, place)
            case Picture():
                self.picture(block, place)
            case Chart():
                if block.series:  # otherwise what is wrong with its data is a problem already
                    self.add(self.chart(block), place, "chart", id(block))

    def list(self, block: List, place: _Place) -> None:
        gaps = self.theme.gaps
        hanging = gaps.number if block.numbered else gaps.bullet
        indent = min(place.indent + hanging, self.area.box.width * MOST_INDENT)
        inner = replace(place, level=place.level + 1, indent=indent)
        for number, item in enumerate(block.items, start=block.start):
            kept = self.builds.shown
            if block.incremental:
                self.builds.shown = self.builds.next()
            marker = _Marker("number" if block.numbered else "bullet", number, hanging)
            self.blocks(item.blocks, inner, marker)
            if block.incremental:
                self.builds.shown = kept

    def quotation(self, block: Quotation, place: _Place, marker: _Marker | None) -> None:
        self.marked(block.source, place, marker)
        inside = self.barred(place, "rule")
        self.blocks(block.blocks, inside)
        if block.attribution:
            soft = block.attribution.each(lambda run: replace(run, soft=True))
            step = self.theme.steps["body"]
            self.text(PlacedParagraph(soft, step, after=step.after), block.source, inside, None)

    def callout(self, block: Callout, place: _Place, marker: _Marker | None) -> None:
        self.marked(block.source, place, marker)
        inside = self.barred(place, "ink")
        step = self.area.text
        label = PlacedParagraph(block.title or text(block.kind.capitalize()), step, after=step.after / 2, strong=True)
        self.text(label, block.source, inside, None)
        self.blocks(block.blocks, inside)

    def barred(self, place: _Place, bar: str) -> _Place:
        """Gives the place inside a quotation or callout: one bar, however deep they nest."""
        self.boxes += 1
        if place.bar:
            indent = min(place.indent + self.theme.gaps.bullet, self.area.box.width * MOST_INDENT)
            return replace(place, level=0, indent=indent)
        indent = min(place.indent, self.area.box.width * MOST_INDENT)
        return _Place(0, indent + BAR_INSET, indent, bar, self.boxes)

    def text(self, paragraph: PlacedParagraph, source: Source, place: _Place, marker: _Marker | None) -> None:
        build = self.builds.shown
        paragraph = replace(paragraph, indent=place.indent - place.inset, build=build)
        if marker:
            name = "continued" if marker.taken else marker.name
            paragraph = replace(paragraph, marker=name, number=marker.number)
            paragraph = paragraph if marker.taken else replace(paragraph, hanging=marker.hanging)
            marker.taken = True
        base = replace(NO_PIECE, inset=place.inset, bar=place.bar, build=build, source=source)
        for piece in text_pieces(paragraph, base, self.area):
            self.add(piece, place, "text", place.box)

    def marked(self, source: Source, place: _Place, marker: _Marker | None) -> None:
        """Sets the marker of an item that starts with something else than text on a line of its own."""
        if marker and not marker.taken:
            step = self.area.text
            self.text(PlacedParagraph(BLANK, step, place.level), source, place, marker)
            self.found[-1] = replace(self.found[-1], keep=True)

    def formula(self, block: Formula, place: _Place) -> None:
        step = self.area.text
        build = self.builds.shown
        paragraph = PlacedParagraph(
            Text(), step, place.level, after=step.after, indent=place.indent - place.inset, build=build
        )
        paragraph = replace(paragraph, marker="continued" if place.level else "")
        base = replace(NO_PIECE, inset=place.inset, bar=place.bar, build=build)
        self.add(formula_piece(block, paragraph, base, self.area, self.problems), place, "text", place.box)

    def code(self, block: Code, place: _Place) -> None:
        inset = place.inset if place.bar else place.indent
        base = replace(NO_PIECE, inset=inset, bar=place.bar, build=self.builds.shown, source=block.source)
        if block.label and self.area.labels:
            self.label(text(block.label), block.source, place, block, keep=True)
        for piece in code_pieces(block, base, self.area, self.theme, self.problems):
            self.add(piece, place, "code", id(block))

    def label(self, whole: Text, source: Source, place: _Place, holder: object, *, keep: bool = False) -> None:
        """Sets a line of small type that belongs to a picture, a table or a listing."""
        paragraph = PlacedParagraph(whole, self.theme.steps["label"], indent=0.0)
        base = replace(NO_PIECE, inset=place.indent, build=self.builds.shown, source=source, keep=keep)
        for piece in text_pieces(replace(paragraph, build=self.builds.shown), base, self.area):
            gap = self.theme.gaps.cell if keep else piece.after
            self.add(replace(piece, after=gap), place, "label", id(holder))

    def table(self, block: Table, place: _Place) -> None:
        width = self.area.box.width - place.indent
        plan = plan_table(block, width, self.area.table, self.area.grid, self.theme, self.problems, self.area.strict)
        plan = plan.parted(self.area.box.height - plan.header_height, self.theme)
        base = Piece(0.0, 0.0, 0, HEADER_ALONE, plan=plan, inset=place.indent, build=self.builds.shown)
        if not plan.heights:
            self.add(replace(base, height=plan.header_height, source=block.source), place, "table", id(block))
        for first, count in plan.together():
            source = block.row_sources[plan.origins[first]] if block.row_sources else block.source
            height = sum(plan.heights[first : first + count])
            texts = (cell.text for row in plan.body[first : first + count] for cell in row)
            marks = marks_in(*texts, *(cell.text for cell in plan.header) if first == 0 else ())
            lead = plan.header_height
            piece = replace(base, height=height, content=first, count=count, lead=lead, source=source, notes=marks)
            self.add(piece, place, "table", id(block))
        if block.caption:
            self.found[-1] = replace(self.found[-1], keep=True, after=self.theme.gaps.cell)
            self.label(block.caption, block.source, place, block)

    def picture(self, block: Picture, place: _Place) -> None:
        captioned = bool(block.caption) and self.area.captions
        width = (self.area.box.width - place.indent) * block.share
        across, down = block.pixels
        gap = self.theme.gaps.cell if captioned else 0.0
        most = (self.area.box.height - self.theme.gaps.block) / 2
        if captioned:
            small = self.theme.steps["label"]
            lines = len(break_lines(block.caption, small, self.area.box.width - place.indent))
            most = max(most - gap - lines * small.line * INCHES_PER_POINT, self.area.box.height / 4)
        height = min(most, width * down / across) if across else most
        piece = Piece(height, gap, 0, block, inset=place.indent, build=self.builds.shown, source=block.source)
        self.add(replace(piece, keep=captioned), place, "picture", id(block))
        if captioned:
            self.label(block.caption, block.source, place, block)

    def chart(self, block: Chart) -> Piece:
        height = (self.area.box.height - self.theme.gaps.block) / 2
        return Piece(height, 0.0, 0, block, build=self.builds.shown, source=block.source)

    def add(self, piece: Piece, place: _Place, *kind: object) -> None:
        """Appends a piece; one of another kind than the last starts a shape of its own, a gap below it."""
        if self.kind != kind:
            self.kind = kind
            self.group += 1
            if self.found and not self.found[-1].keep:
                self.found[-1] = replace(self.found[-1], after=self.theme.gaps.block)
        elif self.found:
            self.close(piece)
        self.found.append(replace(piece, group=self.group))

    def close(self, piece: Piece) -> None:
        """Halves the space between an item and what is nested in it."""
        last = self.found[-1]
        above, below = last.content, piece.content
        if isinstance(above, PlacedParagraph) and isinstance(below, PlacedParagraph) and below.level > 1:
            half = min(above.after, above.step.after / 2)
            self.found[-1] = replace(last, content=replace(above, after=half), after=half * INCHES_PER_POINT)


def pieces_of(
    blocks: Sequence[Block], area: Area, theme: Theme, problems: Problems, builds: Builds | None = None
) -> tuple[Piece, ...]:
    """Measures blocks for an area; what cannot be set there is a problem with its place.

    Columns among them are set one after the other; `builds` goes on counting the clicks of a slide of several areas.
    """
    walker = _Walker(area, theme, problems, builds or Builds())
    walker.blocks(blocks, _Place())
    return tuple(walker.found)
