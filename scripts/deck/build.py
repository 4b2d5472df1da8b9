"""Build: the pipeline from a Markdown file to a placed deck, every step in one place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from deck.files import Folder
from deck.layout import place_deck
from deck.model import Deck
from deck.pictures import find_pictures
from deck.place_content import check_layouts
from deck.placed import PlacedDeck
from deck.read import read_deck
from deck.resolve import resolve_deck
from deck.theme import Theme, read_theme
from references.library import Library, read_library
from text.source import Problems, Source, SourceError

ROOT_MARKS = ("mkdocs.yml", "pyproject.toml", ".git")
OWN_THEME = Path(__file__).parents[2] / "slides" / "theme.yml"


def build_deck(
    path: Path, problems: Problems, *, mode: str | None = None, strict: bool = False, root: Path | None = None
) -> PlacedDeck:
    """Reads, resolves and places a deck; raises `SourceError` with everything that was found wrong."""
    folder = Folder(path.parent, root or find_root(path))
    deck = read_deck(_read(path, problems), str(path), strict, problems)
    if mode:
        deck = replace(deck, settings=replace(deck.settings, mode=mode))
    theme = _theme(deck, folder, problems)
    library = _library(deck, folder, problems)
    if theme:
        check_layouts(deck, theme, problems)
    deck = find_pictures(deck, folder, problems)
    deck = resolve_deck(deck, library, problems)
    problems.stop_if_any()
    assert theme is not None
    placed = place_deck(deck, theme, library, problems)
    problems.stop_if_any()
    return placed


def find_root(path: Path) -> Path:
    """Gives the nearest folder above that holds mkdocs.yml, pyproject.toml or .git, else the deck's own."""
    folder = path.resolve().parent
    for candidate in (folder, *folder.parents):
        if any((candidate / mark).exists() for mark in ROOT_MARKS):
            return candidate
    return folder


def _read(path: Path, problems: Problems) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        problems.add(Source(str(path), 1, 1), f"the deck cannot be read ({error.strerror})", "name a Markdown file")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problems.add(Source(str(path), line, 1), "the deck is not UTF-8 text", "save it as UTF-8 Markdown")
    problems.stop_if_any()
    raise AssertionError("unreachable")


def _theme(deck: Deck, folder: Folder, problems: Problems) -> Theme | None:
    path: Path | None = OWN_THEME
    if deck.settings.theme:
        path = folder.find(deck.settings.theme, "theme", _place(deck, "deck-theme"), problems)
    try:
        return read_theme(path) if path else None
    except SourceError as error:
        for problem in error.problems:
            problems.add(problem.source, problem.what, problem.todo)
        return None


def _library(deck: Deck, folder: Folder, problems: Problems) -> Library:
    if not deck.settings.bibliography:
        return Library()
    path = folder.find(deck.settings.bibliography, "bibliography", _place(deck, "bibliography"), problems)
    return read_library(path, problems) if path else Library()


def _place(deck: Deck, setting: str) -> Source:
    return deck.settings.places.get(setting, deck.source)
