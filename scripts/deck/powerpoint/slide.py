"""Write slide: one placed slide as the XML of its part, shapes in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pptx.opc.constants import RELATIONSHIP_TYPE

from deck.languages import region
from deck.placed import ChartShape, PictureShape, PlacedDeck, PlacedSlide, Shape, TableShape, TextShape
from deck.placing.measure import break_lines
from deck.placing.pieces import CODE_INSET
from deck.powerpoint.master import number_field, placeholder_tag, recoloured, same_box
from deck.powerpoint.notes import NotesPages
from deck.powerpoint.package import TextPart
from deck.powerpoint.picture import PictureParts, background_xml, picture_xml
from deck.powerpoint.table import table_xml
from deck.powerpoint.text import Relation, TextStyle, list_style, paragraphs_xml
from deck.powerpoint.timing import BACK, CHART, OTHER, TEXT, Build, timing_xml, transition_xml
from deck.powerpoint.xml import DECLARATION, NAMESPACES, SCHEME, attribute, characters, fill, rectangle, transform
from deck.theme import INCHES_PER_POINT, Box, Slot
from text.values import dataclass, replace

CODE_BAR = 0.033  # inches, of a marked line
SIDE_BAR = 0.05  # inches, of a callout
OWN_BODY = '<a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0"><a:noAutofit/></a:bodyPr>'


@dataclass(frozen=True, slots=True)
class Desk:
    """What all slides of a deck share while they are written; `targets` are the slides that ids lead to."""

    deck: PlacedDeck
    targets: Mapping[str, TextPart]
    pages: NotesPages
    pictures: PictureParts


def write_slide(slide: TextPart, placed: PlacedSlide, desk: Desk) -> None:
    """Writes a placed slide into its part, and what is said to it into its notes page."""
    _SlideWriter(slide, placed, desk).write()


class _SlideWriter:
    def __init__(self, slide: TextPart, placed: PlacedSlide, desk: Desk) -> None:
        self.slide = slide
        self.placed = placed
        self.deck = desk.deck
        self.layout = desk.deck.theme.layouts[placed.layout]
        self.targets = desk.targets
        self.pages = desk.pages
        self.pictures = desk.pictures
        self.shapes: list[str] = []
        self.builds: list[Build] = []
        self.next_id = 2

    def write(self) -> None:
        for mark in self.placed.marks:
            self.add(rectangle(self.new_id(), "Bar", mark.box, mark.colour))
        for shape in self.placed.shapes:
            self.shape(shape)
        footer, number = self.furniture("footer"), self.furniture("number")
        if footer and self.deck.settings.footer:
            self.add(self.footer_xml(footer))
        if number:
            self.add(self.number_xml(number))
        self.slide.blob = recoloured(self.slide_xml(), self.deck.theme.template).encode()
        self.notes()

    def slide_xml(self) -> str:
        tree = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
        return (
            f"{DECLARATION}<p:sld {NAMESPACES}><p:cSld>{self.background()}<p:spTree>{tree}{''.join(self.shapes)}"
            "</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
            f"{transition_xml(self.placed.transition)}{timing_xml(self.builds)}</p:sld>"
        )

    def background(self) -> str:
        name = self.placed.background
        if not name:
            return ""
        if name in SCHEME:
            return f"<p:bg><p:bgPr>{fill(name)}<a:effectLst/></p:bgPr></p:bg>"
        whole = Box(0, 0, self.deck.theme.width, self.deck.theme.height)
        return background_xml(self.pictures.blip(self.slide, name, whole), name, whole)

    def shape(self, shape: Shape) -> None:
        slot = self.layout.placeholder(shape.slot)
        tag = placeholder_tag(slot) if slot else ""
        match shape:
            case TextShape():
                self.grounds(shape)
                self.text(shape, slot, tag)
            case TableShape():
                number = self.built(OTHER, shape.build)
                self.add(table_xml(shape, number, tag, self.style("ink", None)))
            case ChartShape():
                from deck.charts.part import chart_frame  # imported here: only a deck with a chart needs it

                number = self.built(CHART, shape.build)
                language = self.deck.settings.language
                self.add(chart_frame(shape, number, tag, self.slide, self.deck.theme, language))
            case PictureShape():
                blip = self.pictures.blip(self.slide, shape.file, shape.box)
                self.add(picture_xml(shape, self.built(OTHER, shape.build), tag, blip))

    def text(self, shape: TextShape, slot: Slot | None, tag: str) -> None:
        number = self.new_id()
        paragraphs = enumerate(shape.paragraphs)
        builds = [Build(one.build or shape.build, number, TEXT, place) for place, one in paragraphs if one.build]
        if builds and shape.build:
            builds = [Build(one.build or shape.build, number, TEXT, n) for n, one in enumerate(shape.paragraphs)]
        self.builds += builds or ([Build(shape.build, number, TEXT)] if shape.build else [])
        self.add(self.text_xml(shape, slot, tag, number))

    def text_xml(self, shape: TextShape, slot: Slot | None, tag: str, number: int) -> str:
        box = _inset(shape)
        name = (slot.name.replace("-", " ").capitalize() if slot else shape.name) or "Text"
        kind = '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>' if tag else '<p:cNvSpPr txBox="1"/>'
        moved = slot is None or slot.own_box or not same_box(box, slot.box)
        geometry = transform(box) if moved else ""
        if slot is None:
            geometry += '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        body = OWN_BODY if slot is None else self.body_properties(moved)
        style = self.style(shape.colour, slot)
        written = list_style(shape.paragraphs, style) + paragraphs_xml(shape.paragraphs, style)
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={attribute(name)}{_said(shape)}/>{kind}'
            f"<p:nvPr>{tag}</p:nvPr></p:nvSpPr><p:spPr>{geometry}</p:spPr>"
            f"<p:txBody>{body}{written}</p:txBody></p:sp>"
        )

    def body_properties(self, moved: bool) -> str:
        """Gives those of a placeholder: a template may have insets and shrink its text, our own master does neither."""
        if self.deck.theme.template is None:
            return "<a:bodyPr/>"
        return OWN_BODY if moved else "<a:bodyPr><a:noAutofit/></a:bodyPr>"

    def grounds(self, shape: TextShape) -> None:
        """Lays the wash and the bar of a box behind its text, and those of its side behind marked lines of code."""
        box = shape.box
        if shape.wash:
            self.ground("Wash", box, "wash", shape.build)
        if shape.bar:
            self.ground("Bar", replace(box, width=SIDE_BAR), shape.bar, shape.build)
        if shape.code and any(paragraph.marked for paragraph in shape.paragraphs):
            for place in _marked_places(shape):
                self.ground("Marked line", place, "wash", shape.build)
                self.ground("Bar", replace(place, width=CODE_BAR), shape.side or "ink", shape.build)

    def ground(self, name: str, box: Box, colour: str, build: int) -> None:
        self.add(rectangle(self.built(BACK, build), name, box, colour))

    def furniture(self, name: str) -> Slot | None:
        return self.layout.placeholder(name) if self.layout.has(name) else None

    def footer_xml(self, slot: Slot) -> str:
        language = attribute(region(self.deck.settings.language))
        run = f"<a:r><a:rPr lang={language}/><a:t>{characters(self.deck.settings.footer)}</a:t></a:r>"
        return self.field_xml("Footer", slot, run)

    def number_xml(self, slot: Slot) -> str:
        return self.field_xml(
            "Number", slot, number_field(str(self.placed.number), region(self.deck.settings.language))
        )

    def field_xml(self, name: str, slot: Slot, content: str) -> str:
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{self.new_id()}" name="{name}"/><p:cNvSpPr>'
            f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>{placeholder_tag(slot)}</p:nvPr></p:nvSpPr><p:spPr/>'
            f"<p:txBody><a:bodyPr/><a:lstStyle/><a:p>{content}</a:p></p:txBody></p:sp>"
        )

    def notes(self) -> None:
        """Writes the speaker notes into the notes page, with their looks and outside links."""
        if not self.placed.notes:
            return
        page = self.pages.add(self.slide)
        style = replace(self.style("ink", None, page.relate_to), bare=True)
        self.pages.write(page, paragraphs_xml(self.placed.notes, style))

    def style(self, colour: str, slot: Slot | None, relate: Callable[..., str] | None = None) -> TextStyle:
        relate = relate or self.slide.relate_to

        def relation(link: str) -> Relation | None:
            if not link.startswith("#"):
                return Relation(relate(link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True), False)
            target = self.targets.get(link.removeprefix("#"))
            return Relation(relate(target, RELATIONSHIP_TYPE.SLIDE), True) if target else None

        return TextStyle(self.deck.theme, self.deck.settings.language, colour, relation, slot)

    def built(self, kind: str, build: int) -> int:
        """Gives the id of a new shape, which appears with the build of that number if there is one."""
        number = self.new_id()
        if build:
            self.builds.append(Build(build, number, kind))
        return number

    def new_id(self) -> int:
        self.next_id += 1
        return self.next_id - 1

    def add(self, xml: str) -> None:
        self.shapes.append(xml)


def _inset(shape: TextShape) -> Box:
    """Gives the box of the text itself: code stands clear of the bar of a marked line."""
    if not shape.code:
        return shape.box
    return Box(shape.box.x + CODE_INSET, shape.box.y, shape.box.width - CODE_INSET, shape.box.height)


def _marked_places(shape: TextShape) -> Iterator[Box]:
    """Gives where the marked lines of a listing lie: a line that is wrapped is as high as its parts."""
    y = shape.box.y
    for paragraph in shape.paragraphs:
        lines = len(break_lines(paragraph.text, paragraph.step, _inset(shape).width))
        height = lines * paragraph.step.line * INCHES_PER_POINT
        if paragraph.marked:
            yield replace(shape.box, y=y, height=height)
        y += height


def _said(shape: TextShape) -> str:
    """Gives the text alternative of a shape that holds nothing but formulas."""
    if not shape.paragraphs or not all(paragraph.formula for paragraph in shape.paragraphs):
        return ""
    return f" descr={attribute('; '.join(paragraph.text.plain for paragraph in shape.paragraphs))}"
