"""Read picture: a picture with its text alternative, caption and width."""

from __future__ import annotations

import re
from collections.abc import Sequence

from deck.model import Block, Paragraph, Picture
from deck.reading.manuscript import Manuscript
from deck.reading.markdown import Attributes
from deck.reading.vocabulary import PICTURE_ATTRIBUTES, PICTURE_CLASSES, words
from text.inline import InlinePicture
from text.run import Run, Text, text
from text.source import Source
from text.tags import MEDIA

PERCENTAGE = re.compile(r"\d{1,3}(\.\d+)?%")
MOST = 100.0


def read_picture(picture: InlinePicture, page: Manuscript) -> tuple[Block, ...]:
    """Reads a picture; a film or a sound is refused, a link that lies on it follows as a line of text."""
    place = picture.source
    if picture.malformed:
        page.problems.add(place, picture.malformed, "write {width=60%} or {.decorative}")
    attributes = page.check(dict(picture.attributes), PICTURE_ATTRIBUTES, place)
    classes = [name for name in words(attributes) if page.knows(name, PICTURE_CLASSES, place)]
    file, alt, title = attributes.get("src", ""), picture.alt, attributes.get("title", "")
    if MEDIA.search(file):
        page.problems.add(place, f"'{file}' is a film or a sound", "a slide can show a picture, or a link to it")
        return ()
    if "fig-alt" in attributes:
        alt, title = attributes["fig-alt"], title or alt
    decorative = "decorative" in classes
    if page.strict and not alt and not decorative:
        todo = "write ![what the picture shows](file), or {.decorative} when it shows nothing"
        page.problems.add(place, f"the picture '{file}' has no text alternative", todo)
    share = read_share(attributes, 1.0, place, page)
    found = Picture(file, alt, text(title, place), share, decorative, source=place)
    return (found, *_link_below(picture.link, alt, place))


def read_share(attributes: Attributes, default: float, place: Source, page: Manuscript) -> float:
    """Reads `width=60%` as a number between 0 and 1; other measures are a problem, in a guest a remark."""
    written = attributes.get("width", "").strip()
    if not written:
        return default
    if not PERCENTAGE.fullmatch(written) or not 0 < float(written[:-1]) <= MOST:
        page.note(place, f"the width '{written}' is not a percentage", "write width=60%")
        return default
    return float(written[:-1]) / MOST


def _link_below(link: str, alt: str, place: Source) -> Sequence[Block]:
    """Gives the link of a picture as a line of its own."""
    return [Paragraph(Text((Run(alt or link, link=link, source=place),)), place)] if link else []
