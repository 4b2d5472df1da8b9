"""Pictures: finds the files that a deck shows and reads how large they are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from deck.files import Folder
from deck.model import Block, Deck, Picture, change_blocks
from text.source import Problems

FORMATS = frozenset({"PNG", "JPEG"})
MOST_PIXELS = 50_000_000  # about 50 megapixels; a larger file is a mistake on a slide


def find_pictures(deck: Deck, folder: Folder, problems: Problems) -> Deck:
    """Gives the deck with every picture's path and size in pixels; a picture that cannot be set is a problem."""

    def found(block: Block) -> tuple[Block, ...]:
        return (_find(block, folder, problems) if isinstance(block, Picture) else block,)

    return replace(
        deck, slides=tuple(replace(slide, blocks=change_blocks(slide.blocks, found)) for slide in deck.slides)
    )


def _find(picture: Picture, folder: Folder, problems: Problems) -> Picture:
    path = folder.find(picture.file, "picture", picture.source, problems)
    return _measured(picture, path, problems) if path else picture


def _measured(picture: Picture, path: Path, problems: Problems) -> Picture:
    try:
        with Image.open(path) as image:
            kind, pixels = image.format, image.size
    except (UnidentifiedImageError, OSError):
        kind, pixels = path.suffix.lstrip(".").upper().replace("JPG", "JPEG"), (0, 0)
    if kind in FORMATS and not pixels[0] * pixels[1]:
        problems.add(picture.source, f"the picture '{picture.file}' cannot be read", "save it anew as PNG or JPEG")
    elif kind not in FORMATS:
        problems.add(picture.source, f"the picture '{picture.file}' is {kind}", "PNG and JPEG can be set for now")
    elif pixels[0] * pixels[1] > MOST_PIXELS:
        problems.add(picture.source, f"the picture has {pixels[0]} x {pixels[1]} pixels", "make it smaller")
    return replace(picture, file=str(path), pixels=pixels)
