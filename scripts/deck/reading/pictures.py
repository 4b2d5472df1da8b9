"""Pictures: finds the files that a deck shows and reads how large they are."""

from __future__ import annotations

import warnings
from pathlib import Path

from deck.files import Folder
from deck.model import Block, Deck, Picture, Slide, change_blocks
from deck.reading.svg import svg_size
from deck.theme import COLOURS
from text.source import Problems, nearest
from text.values import replace

FORMATS = frozenset({"PNG", "JPEG", "GIF", "BMP", "TIFF"})
MOST_PIXELS = 50_000_000  # about 50 megapixels; a larger file is a mistake on a slide
ORIENTATION = 0x0112  # the EXIF tag that says how the camera was held
TURNED = frozenset({5, 6, 7, 8})  # its values for a picture that lies on its side


def find_pictures(deck: Deck, folder: Folder, problems: Problems) -> Deck:
    """Gives the deck with every picture's path and size in pixels; a picture that cannot be set is a problem."""

    def found(block: Block) -> tuple[Block, ...]:
        return (_find(block, folder, problems) if isinstance(block, Picture) else block,)

    behind_all = _behind_all(deck, folder, problems)

    def shown(slide: Slide) -> Slide:
        background = _background(slide, folder, problems) if slide.background else behind_all
        return replace(slide, blocks=change_blocks(slide.blocks, found), background=background)

    return replace(deck, slides=tuple(map(shown, deck.slides)))


def _find(picture: Picture, folder: Folder, problems: Problems) -> Picture:
    path = folder.find(picture.file, "picture", picture.source, problems)
    return _measured(picture, path, problems) if path else picture


def _behind_all(deck: Deck, folder: Folder, problems: Problems) -> str:
    """Gives the path of the picture that the front matter puts behind every slide."""
    name, place = deck.settings.background, deck.settings.places.get("background-image", deck.source)
    return _find(Picture(name, "", source=place), folder, problems).file if name else ""


def _background(slide: Slide, folder: Folder, problems: Problems) -> str:
    """Gives the colour of a slide's background, or the path of its picture."""
    name = slide.background
    if name in COLOURS:
        return name
    if "." not in name:
        todo = nearest(name, COLOURS) or f"a picture file or one of {', '.join(COLOURS)}"
        problems.add(slide.source, f"no background '{name}'", todo)
        return ""
    return _find(Picture(name, "", source=slide.source), folder, problems).file


def _measured(picture: Picture, path: Path, problems: Problems) -> Picture:
    try:
        kind, pixels = _svg(path) if path.suffix.lower() == ".svg" else _raster(path)
    except (ValueError, OSError) as error:
        todo = "make it a plain drawing" if path.suffix.lower() == ".svg" else "save it anew as PNG or JPEG"
        problems.add(picture.source, f"the picture '{picture.file}' cannot be set: {_reason(error)}", todo)
        return replace(picture, file=str(path))
    if kind not in FORMATS | {"SVG"}:
        problems.add(picture.source, f"the picture '{picture.file}' is {kind}", "save it as PNG, JPEG or SVG")
    elif kind != "SVG" and pixels[0] * pixels[1] > MOST_PIXELS:
        what = f"the picture '{picture.file}' has {pixels[0]} x {pixels[1]} pixels"
        problems.add(picture.source, what, f"make it smaller: {MOST_PIXELS:,} are the most")
    return replace(picture, file=str(path), pixels=pixels)


def _reason(error: ValueError | OSError) -> str:
    return str(error) if isinstance(error, ValueError) else "it cannot be read"


def _svg(path: Path) -> tuple[str, tuple[int, int]]:
    return "SVG", svg_size(path.read_bytes())


def _raster(path: Path) -> tuple[str, tuple[int, int]]:
    """Gives the format and the size as it is seen, a picture on its side turned upright."""
    from PIL import Image, UnidentifiedImageError  # imported here: only a deck with pictures needs it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # its pixels are counted here
            with Image.open(path) as image:
                kind, (width, height) = image.format or "", image.size
                turned = kind == "JPEG" and image.getexif().get(ORIENTATION) in TURNED
    except Image.DecompressionBombError as error:
        raise ValueError(f"it has far more than {MOST_PIXELS:,} pixels") from error
    except UnidentifiedImageError:
        kind, (width, height), turned = path.suffix.lstrip(".").upper().replace("JPG", "JPEG"), (0, 0), False
    if kind in FORMATS and not width * height:
        raise ValueError("it is damaged or another kind of file")
    return kind or "no picture", (height, width) if turned else (width, height)
