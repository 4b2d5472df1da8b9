"""Notes pages: the page that python-pptx makes of the notes master, filled with what is said to each slide."""

from __future__ import annotations

from lxml import etree
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.packuri import PackURI
from pptx.parts.slide import NotesSlidePart
from pptx.presentation import Presentation as PresentationFile

from deck.powerpoint.package import TextPart
from deck.powerpoint.xml import DECLARATION

PLACE = "what is said"  # marks in the page where the paragraphs go


class NotesPages:
    """The notes pages of a presentation; the first one brings the notes master with it."""

    def __init__(self, presentation: PresentationFile) -> None:
        """Takes the presentation that the pages belong to."""
        self.presentation = presentation
        self.count = 0
        self.head = self.tail = ""

    def add(self, slide: TextPart) -> TextPart:
        """Gives a notes page for a slide, tied to it and to the master; `write` fills it."""
        if not self.count:
            self.head, self.tail = _page(self.presentation, slide)
        self.count += 1
        name = PackURI(f"/ppt/notesSlides/notesSlide{self.count}.xml")
        page = TextPart(name, CONTENT_TYPE.PML_NOTES_SLIDE, slide.package)
        page.relate_to(self.presentation.part.notes_master_part, RELATIONSHIP_TYPE.NOTES_MASTER)
        page.relate_to(slide, RELATIONSHIP_TYPE.SLIDE)
        slide.relate_to(page, RELATIONSHIP_TYPE.NOTES_SLIDE)
        return page

    def write(self, page: TextPart, paragraphs: str) -> None:
        """Writes paragraphs into the body of a page."""
        page.blob = f"{self.head}{paragraphs}{self.tail}".encode()


def _page(presentation: PresentationFile, slide: TextPart) -> tuple[str, str]:
    """Gives the XML of an empty notes page before and after its paragraphs."""
    # Nothing is tied to this page, so it is not saved; python-pptx carries no types for how it is made.
    page = NotesSlidePart.new(presentation.part.package, slide).notes_slide  # type: ignore[no-untyped-call]
    frame = page.notes_text_frame
    if frame is None:
        raise ValueError("the notes master has no body placeholder")
    for paragraph in list(frame._txBody.p_lst):
        frame._txBody.remove(paragraph)
    frame._txBody.append(etree.Comment(PLACE))
    written = DECLARATION + etree.tostring(page._element, encoding="unicode")
    head, _, tail = written.partition(f"<!--{PLACE}-->")
    return head, tail
