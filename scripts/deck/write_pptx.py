"""Write PPTX: a placed deck as a native PowerPoint file."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Mapping
from itertools import groupby

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as PresentationFile
from pptx.slide import Slide

from deck.flow import CODE_INSET
from deck.master import new_presentation, number_field, placeholder_tag, same_box
from deck.package import package_bytes
from deck.placed import ChartShape, PictureShape, PlacedDeck, PlacedSlide, Shape, TableShape, TextShape
from deck.pptx_table import table_xml
from deck.pptx_text import Relation, TextStyle, paragraphs_xml, region
from deck.theme import Box, Slot
from deck.xml import DECORATIVE, NAMESPACES, attribute, characters, rectangle, transform

SECTIONS_URI = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"  # [MS-PPTX] 2.3.2, the list of sections
SECTIONS_NAMESPACE = "http://schemas.microsoft.com/office/powerpoint/2010/main"
NO_DATE = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)
CODE_BAR = 0.033  # inches


def write_pptx(deck: PlacedDeck) -> bytes:
    """Gives the deck as the bytes of a .pptx file, the same bytes for the same deck."""
    presentation, layouts = new_presentation(deck.theme, deck.settings.mode)
    slides = {placed.id: presentation.slides.add_slide(layouts[placed.layout]) for placed in deck.slides}
    targets = {anchor: slides[placed.id] for placed in deck.slides for anchor in placed.anchors} | slides
    for placed in deck.slides:
        _SlideWriter(slides[placed.id], placed, deck, targets).write()
    _add_sections(presentation, deck, slides)
    _set_properties(presentation, deck)
    return package_bytes(presentation)


class _SlideWriter:
    """Fills one slide, shapes in reading order."""

    def __init__(self, slide: Slide, placed: PlacedSlide, deck: PlacedDeck, targets: Mapping[str, Slide]) -> None:
        self.slide = slide
        self.placed = placed
        self.deck = deck
        self.layout = deck.theme.layouts[placed.layout]
        self.targets = targets
        self.tree = slide.shapes._spTree
        self.next_id = 2

    def write(self) -> None:
        for leftover in list(self.slide.placeholders):
            self.tree.remove(leftover._element)
        for mark in self.placed.marks:
            self.add(rectangle(self.new_id(), "Bar", mark.box, mark.colour))
        for shape in self.placed.shapes:
            self.shape(shape)
        if self.layout.has("number"):
            self.add(self.number_xml(self.layout["number"]))
        self.notes()

    def shape(self, shape: Shape) -> None:
        slot = self.layout[shape.slot] if shape.slot else None
        match shape:
            case TextShape():
                self.marked_lines(shape)
                self.add(self.text_xml(shape, slot))
            case TableShape():
                tag = placeholder_tag(slot) if slot else ""
                self.add(table_xml(shape, self.new_id(), tag, self.style("ink", None)))
            case ChartShape():
                raise ValueError("charts are not written yet")
            case PictureShape():
                self.add(self.picture_xml(shape, slot))

    def text_xml(self, shape: TextShape, slot: Slot | None) -> str:
        box = _inset(shape)
        name = (slot.name if slot else "text").replace("-", " ").capitalize()
        tag = placeholder_tag(slot) if slot else ""
        kind = '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>' if slot else '<p:cNvSpPr txBox="1"/>'
        moved = slot is None or not same_box(box, slot.box)
        geometry = transform(box) if moved else ""
        if slot is None:
            geometry += '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        body = '<a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0"><a:noAutofit/></a:bodyPr>'
        written = paragraphs_xml(shape.paragraphs, self.style(shape.colour, slot))
        return (
            f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{self.new_id()}" name={attribute(name)}/>{kind}'
            f"<p:nvPr>{tag}</p:nvPr></p:nvSpPr><p:spPr>{geometry}</p:spPr>"
            f"<p:txBody>{'<a:bodyPr/>' if slot else body}<a:lstStyle/>{written}</p:txBody></p:sp>"
        )

    def marked_lines(self, shape: TextShape) -> None:
        """Lays the wash and the bar of its side behind every marked line of code."""
        for number, paragraph in enumerate(shape.paragraphs):
            if paragraph.marked:
                line = paragraph.step.line / 72
                y = shape.box.y + number * line
                self.add(rectangle(self.new_id(), "Marked line", Box(shape.box.x, y, shape.box.width, line), "wash"))
                bar = Box(shape.box.x, y, CODE_BAR, line)
                self.add(rectangle(self.new_id(), "Bar", bar, shape.side or "ink"))

    def picture_xml(self, shape: PictureShape, slot: Slot | None) -> str:
        _, relation = self.slide.part.get_or_add_image_part(shape.file)
        extension = DECORATIVE if shape.decorative else ""
        tag = placeholder_tag(slot) if slot else ""
        return (
            f'<p:pic {NAMESPACES}><p:nvPicPr><p:cNvPr id="{self.new_id()}" name="Picture" '
            f'descr={attribute(shape.alt)}>{extension}</p:cNvPr><p:cNvPicPr><a:picLocks noGrp="1" '
            f'noChangeAspect="1"/></p:cNvPicPr><p:nvPr>{tag}</p:nvPr></p:nvPicPr><p:blipFill>'
            f'<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
            f'<p:spPr>{transform(shape.box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
        )

    def number_xml(self, slot: Slot) -> str:
        field = number_field(str(self.placed.number), region(self.deck.settings.language))
        return (
            f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{self.new_id()}" name="Number"/><p:cNvSpPr>'
            f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>{placeholder_tag(slot)}</p:nvPr></p:nvSpPr><p:spPr/>'
            f"<p:txBody><a:bodyPr/><a:lstStyle/><a:p>{field}</a:p></p:txBody></p:sp>"
        )

    def notes(self) -> None:
        """Writes the speaker notes into the notes page, with their looks and outside links."""
        if not self.placed.notes:
            return
        page = self.slide.notes_slide
        frame = page.notes_text_frame
        if frame is None:
            raise ValueError("the notes master has no body placeholder")
        body = frame._txBody
        for paragraph in list(body.p_lst):
            body.remove(paragraph)
        style = self.style("ink", None, page.part.relate_to)
        written = f"<p:x {NAMESPACES}>{paragraphs_xml(self.placed.notes, style)}</p:x>"
        for paragraph in parse_xml(written):
            _strip_sizes(paragraph)
            body.append(paragraph)

    def style(self, colour: str, slot: Slot | None, relate: Callable[..., str] | None = None) -> TextStyle:
        relate = relate or self.slide.part.relate_to

        def relation(link: str) -> Relation | None:
            if not link.startswith("#"):
                return Relation(relate(link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True), False)
            target = self.targets.get(link.removeprefix("#"))
            return Relation(relate(target.part, RELATIONSHIP_TYPE.SLIDE), True) if target else None

        return TextStyle(self.deck.theme, self.deck.settings.language, colour, relation, slot)

    def new_id(self) -> int:
        self.next_id += 1
        return self.next_id - 1

    def add(self, xml: str) -> None:
        self.tree.append(parse_xml(xml))


def _inset(shape: TextShape) -> Box:
    """Gives the box of the text itself: code stands clear of the bar of a marked line."""
    if not shape.code:
        return shape.box
    return Box(shape.box.x + CODE_INSET, shape.box.y, shape.box.width - CODE_INSET, shape.box.height)


def _strip_sizes(paragraph: etree._Element) -> None:
    """Leaves sizes, colours and spacing of notes to the notes master."""
    for properties in paragraph.iter("{*}rPr", "{*}endParaRPr"):
        properties.attrib.pop("sz", None)
        for child in properties.findall("{*}solidFill"):
            properties.remove(child)
    for properties in paragraph.iter("{*}pPr"):
        for name in ("lnSpc", "spcBef", "spcAft"):
            for child in properties.findall(f"{{*}}{name}"):
                properties.remove(child)


def _add_sections(presentation: PresentationFile, deck: PlacedDeck, slides: Mapping[str, Slide]) -> None:
    """Lists the deck's sections, so that PowerPoint shows and folds them; the title slide has one of its own."""
    if not any(placed.section for placed in deck.slides):
        return
    sections = []
    for number, (name, group) in enumerate(groupby(deck.slides, key=lambda placed: placed.section)):
        own = uuid.uuid5(uuid.NAMESPACE_URL, f"section {number} {name}")
        ids = "".join(f'<p14:sldId id="{slides[placed.id].slide_id}"/>' for placed in group)
        title = name or deck.settings.title or "Start"
        sections.append(
            f'<p14:section name={attribute(title)} id="{{{str(own).upper()}}}">'
            f"<p14:sldIdLst>{ids}</p14:sldIdLst></p14:section>"
        )
    presentation.part._element.append(
        parse_xml(
            f'<p:extLst {NAMESPACES}><p:ext uri="{SECTIONS_URI}"><p14:sectionLst xmlns:p14="{SECTIONS_NAMESPACE}">'
            f"{''.join(sections)}</p14:sectionLst></p:ext></p:extLst>"
        )
    )


def _set_properties(presentation: PresentationFile, deck: PlacedDeck) -> None:
    """Writes the document properties from the front matter; the date is the deck's own, never the clock's."""
    settings, properties = deck.settings, presentation.core_properties
    written = datetime.datetime.fromisoformat(settings.date).replace(tzinfo=datetime.UTC) if settings.date else NO_DATE
    properties.title = settings.title
    properties.author = "; ".join(settings.author)
    properties.last_modified_by = properties.author
    properties.subject = settings.subject
    properties.keywords = ", ".join(settings.keywords)
    properties.language = region(settings.language)
    properties.version = settings.version
    properties.comments = ". ".join(
        filter(None, (settings.credit, settings.license and f"Licence: {settings.license}"))
    )
    properties.created = properties.modified = written.replace(tzinfo=None)
    properties.revision = 1
    for part in presentation.part.package.iter_parts():
        if str(part.partname) == "/docProps/app.xml":
            part._blob = _app_xml(len(deck.slides)).encode()


def _app_xml(slides: int) -> str:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="{space}">'
        f"<Application>{characters('Microsoft Office PowerPoint')}</Application>"
        f"<PresentationFormat>Widescreen</PresentationFormat><Slides>{slides}</Slides></Properties>"
    )
