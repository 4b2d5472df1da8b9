"""Code files: fills the listings of a deck whose characters stand in a file."""

from __future__ import annotations

from pathlib import Path

from deck.files import Folder
from deck.model import Block, Code, Deck, change_blocks
from text.characters import writable
from text.source import Problems
from text.values import replace

MOST_BYTES = 1_000_000  # no listing for a slide is longer


def find_code(deck: Deck, folder: Folder, problems: Problems) -> Deck:
    """Gives the deck with the characters of every listing that names a file; one that cannot be read is a problem."""

    def filled(block: Block) -> tuple[Block, ...]:
        return (_fill(block, folder, problems) if isinstance(block, Code) and block.file else block,)

    slides = (
        replace(slide, blocks=change_blocks(slide.blocks, filled), notes=change_blocks(slide.notes, filled))
        for slide in deck.slides
    )
    return replace(deck, slides=tuple(slides))


def _fill(code: Code, folder: Folder, problems: Problems) -> Code:
    path = folder.find(code.file, "code file", code.source, problems)
    characters = _read(path, code, problems) if path else None
    if characters is None:
        return code
    lines = characters.count("\n") + 1
    if beyond := max(code.marked, default=0) * (max(code.marked, default=0) > lines):
        problems.add(code.source, f"line {beyond} is marked, the code has {lines}", "mark lines that are there")
    return replace(code, characters=characters, label=code.label or Path(code.file).name)


def _read(path: Path, code: Code, problems: Problems) -> str | None:
    """Gives the text of a file, None when it is none."""
    try:
        if path.stat().st_size > MOST_BYTES:
            problems.add(code.source, f"the code file '{code.file}' is larger than a megabyte", "name a shorter one")
            return None
        written = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        problems.add(code.source, f"the code file '{code.file}' cannot be read ({error.strerror})", "make it readable")
        return None
    except UnicodeDecodeError:
        problems.add(code.source, f"the code file '{code.file}' is not UTF-8 text", "save it as UTF-8")
        return None
    return writable(written.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n"))
