"""Write PPTX: a placed deck as a native PowerPoint file."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from itertools import groupby

from pptx.oxml import parse_xml
from pptx.presentation import Presentation as PresentationFile

from deck.placed import PlacedDeck
from deck.powerpoint.master import new_presentation
from deck.powerpoint.notes import NotesPages
from deck.powerpoint.package import add_slides, package_bytes
from deck.powerpoint.picture import PictureParts
from deck.powerpoint.properties import set_properties
from deck.powerpoint.slide import Desk, write_slide
from deck.powerpoint.xml import NAMESPACES, attribute

SECTIONS_URI = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"  # [MS-PPTX] 2.3.2, the list of sections
SECTIONS_NAMESPACE = "http://schemas.microsoft.com/office/powerpoint/2010/main"


def write_pptx(deck: PlacedDeck) -> bytes:
    """Gives the deck as the bytes of a .pptx file, the same bytes for the same deck."""
    presentation, layouts = new_presentation(deck.theme, deck.settings.mode)
    added = add_slides(presentation, [layouts[placed.layout] for placed in deck.slides])
    slides = {placed.id: slide for placed, slide in zip(deck.slides, added, strict=True)}
    targets = {anchor: slides[placed.id] for placed in deck.slides for anchor in placed.anchors} | slides
    desk = Desk(deck, targets, NotesPages(presentation), PictureParts(presentation.part.package))
    for placed in deck.slides:
        write_slide(slides[placed.id], placed, desk)
    _add_sections(presentation, deck, list(added.values()))
    set_properties(presentation, deck)
    return package_bytes(presentation)


def _add_sections(presentation: PresentationFile, deck: PlacedDeck, ids: Sequence[int]) -> None:
    """Lists the deck's sections, so that PowerPoint shows and folds them; the title slide has one of its own."""
    if not any(placed.section for placed in deck.slides):
        return
    sections = []
    numbered = zip(deck.slides, ids, strict=True)
    for number, (name, group) in enumerate(groupby(numbered, key=lambda pair: pair[0].section)):
        own = uuid.uuid5(uuid.NAMESPACE_URL, f"section {number} {name}")
        listed = "".join(f'<p14:sldId id="{slide_id}"/>' for _, slide_id in group)
        title = name or deck.settings.title or "Start"
        sections.append(
            f'<p14:section name={attribute(title)} id="{{{str(own).upper()}}}">'
            f"<p14:sldIdLst>{listed}</p14:sldIdLst></p14:section>"
        )
    presentation.part._element.append(
        parse_xml(
            f'<p:extLst {NAMESPACES}><p:ext uri="{SECTIONS_URI}"><p14:sectionLst xmlns:p14="{SECTIONS_NAMESPACE}">'
            f"{''.join(sections)}</p14:sectionLst></p:ext></p:extLst>"
        )
    )
