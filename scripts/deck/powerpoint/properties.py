"""Properties of the .pptx: what the front matter says about the document."""

from __future__ import annotations

import datetime

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.presentation import Presentation as PresentationFile

from deck.languages import region
from deck.placed import PlacedDeck
from deck.powerpoint.xml import DECLARATION, attribute, characters

NO_DATE = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)
CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
CUSTOM_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VALUES_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of properties that a user defines: ECMA-376 part 1, 22.3
FIRST_ID = 2  # ids 0 and 1 are reserved: [MS-OLEPS] 2.18


def set_properties(presentation: PresentationFile, deck: PlacedDeck) -> None:
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
    _add_custom(presentation, deck)
    for part in presentation.part.package.iter_parts():
        if str(part.partname) == "/docProps/app.xml":
            part._blob = _app_xml(len(deck.slides), deck.theme.template is None).encode()


def _app_xml(slides: int, wide: bool) -> str:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="{space}">'
        f"<Application>{characters('Microsoft Office PowerPoint')}</Application>"
        f"<PresentationFormat>{'Widescreen' if wide else 'Custom'}</PresentationFormat><Slides>{slides}</Slides>"
        "</Properties>"
    )


def _add_custom(presentation: PresentationFile, deck: PlacedDeck) -> None:
    """Adds the properties that the core ones have no place for, under the names that PowerPoint shows."""
    settings = deck.settings
    found = {
        "Credit": settings.credit,
        "Institute": settings.institute,
        "Licence": settings.license,
        "Variant": settings.variant,
        "Version": settings.version,
    }
    written = "".join(
        f'<property fmtid="{FORMAT_ID}" pid="{number}" name={attribute(name)}><vt:lpwstr>{characters(value)}'
        "</vt:lpwstr></property>"
        for number, (name, value) in enumerate(((n, v) for n, v in found.items() if v), start=FIRST_ID)
    )
    if not written:
        return
    package = presentation.part.package
    for key, relation in list(package._rels.items()):  # a template may bring some of its own
        if relation.reltype == RELATIONSHIP_TYPE.CUSTOM_PROPERTIES:
            package._rels.pop(key)
    content = f'{DECLARATION}<Properties xmlns="{CUSTOM_SPACE}" xmlns:vt="{VALUES_SPACE}">{written}</Properties>'
    part = Part(PackURI("/docProps/custom.xml"), CUSTOM_TYPE, package, content.encode())
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
