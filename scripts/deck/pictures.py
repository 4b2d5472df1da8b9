"""Pictures: finds the files that a deck shows and reads how large they are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from deck.model import Block, Columns, Deck, Picture
from text.source import Problems

FORMATS = frozenset({"PNG", "JPEG"})
MOST_PIXELS = 50_000_000  # about 50 megapixels; a larger file is a mistake on a slide


def find_pictures(deck: Deck, folder: Path, root: Path, problems: Problems) -> Deck:
    """Gives the deck with every picture's path and size in pixels; a picture that cannot be set is a problem."""

    def found(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(one(block) for block in blocks)

    def one(block: Block) -> Block:
        match block:
            case Picture():
                return _find(block, folder, root, problems)
            case Columns():
                return replace(block, left=found(block.left), right=found(block.right))
            case _:
                return block

    return replace(deck, slides=tuple(replace(slide, blocks=found(slide.blocks)) for slide in deck.slides))


def _find(picture: Picture, folder: Path, root: Path, problems: Problems) -> Picture:
    if "://" in picture.file:
        problems.add(
            picture.source, f"the picture '{picture.file}' is on the network", "nothing is fetched: copy it here"
        )
        return picture
    path = (folder / picture.file).resolve()
    if not path.is_relative_to(root.resolve()):
        problems.add(picture.source, f"the picture '{picture.file}' lies outside {root.name or root}", "copy it inside")
        return picture
    if not path.is_file():
        near = sorted(str(other.relative_to(folder.resolve())) for other in path.parent.glob("*") if other.is_file())
        todo = (
            f"in its folder: {', '.join(near[:5])}"
            if path.parent.is_dir() and near
            else "its folder is not there either"
        )
        problems.add(picture.source, f"no picture '{picture.file}'", todo)
        return picture
    return _measured(picture, path, problems)


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
