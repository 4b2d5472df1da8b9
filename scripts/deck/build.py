"""Build: the pipeline from a Markdown file to a placed deck, every step in one place."""

from __future__ import annotations

from pathlib import Path

from deck.accessibility import check_accessibility
from deck.files import Folder
from deck.formulas.formula import write_formulas
from deck.model import Chart, Code, Deck, all_blocks
from deck.placed import PlacedDeck
from deck.placing.content import check_layouts
from deck.placing.layout import place_deck
from deck.reading.code_files import find_code
from deck.reading.deck import read_deck
from deck.reading.pictures import find_pictures
from deck.resolve import resolve_deck
from deck.schedule import check_schedule
from deck.theme import Theme, read_theme
from deck.variants import choose_variant
from references.library import Library
from text.source import Problems, Source, SourceError
from text.values import replace

ROOT_MARKS = ("mkdocs.yml", "pyproject.toml", ".git")
OWN_THEME = Path(__file__).parents[2] / "slides" / "theme.yml"


def build_deck(
    path: Path,
    problems: Problems,
    *,
    mode: str | None = None,
    strict: bool = False,
    root: Path | None = None,
    variant: str = "",
    template: str = "",
) -> PlacedDeck:
    """Reads, resolves and places a deck, or the variant of it that is named.

    `mode`, `strict` and `template` come before what the deck says itself; `root` is the folder that no path may leave.
    Raises `SourceError` with everything that was found wrong, in the other variants too.
    """
    folder = Folder(path.parent, root or find_root(path))
    if not path.parent.resolve().is_relative_to(folder.root.resolve()):
        problems.add(Source(str(path), 1, 1), f"the deck lies outside the root '{root}'", "name a folder above it")
        problems.stop_if_any()
    deck = read_deck(_read(path, problems), str(path), strict, problems)
    deck = _with_options(deck, mode, template)
    deck = write_formulas(deck, problems)
    deck = _with_files(deck, folder, problems)
    theme = _theme(deck, folder, problems, template)
    library = _library(deck, folder, problems)
    if theme:
        check_layouts(deck, theme, problems)
    check_schedule(deck, problems)
    whole, deck = deck, choose_variant(deck, variant, problems)
    if variant:
        resolve_deck(choose_variant(whole, "", problems), library, problems)  # what is wrong in the others
    deck = resolve_deck(deck, library, problems)
    problems.stop_if_any()
    assert theme is not None
    placed = place_deck(deck, theme, library, problems)
    check_accessibility(placed, problems)
    problems.stop_if_any()
    return placed


def find_root(path: Path) -> Path:
    """Gives the nearest folder above that holds mkdocs.yml, pyproject.toml or .git, else the deck's own."""
    folder = path.parent.resolve()
    for candidate in (folder, *folder.parents):
        if any((candidate / mark).exists() for mark in ROOT_MARKS):
            return candidate
    return folder


def _with_options(deck: Deck, mode: str | None, template: str) -> Deck:
    """Gives the deck with what the command says in the place of what the deck says."""
    settings = replace(deck.settings, mode=mode or deck.settings.mode, template=template or deck.settings.template)
    return replace(deck, settings=settings)


def _with_files(deck: Deck, folder: Folder, problems: Problems) -> Deck:
    """Gives the deck with the files that it names: listings, numbers behind charts, pictures."""
    blocks = [block for slide in deck.slides for block in all_blocks((*slide.blocks, *slide.notes))]
    if any(isinstance(block, Code) and block.file for block in blocks):
        deck = find_code(deck, folder, problems)
    if any(isinstance(block, Chart) for block in blocks):
        from deck.charts.data import find_chart_data  # imported here: only a deck with a chart needs it

        deck = find_chart_data(deck, folder, problems)
    return find_pictures(deck, folder, problems)


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


def _theme(deck: Deck, folder: Folder, problems: Problems, template: str) -> Theme | None:
    """Gives the look of a deck: its own theme or ours, laid over its template; `template` is that of the command."""
    path: Path | None = OWN_THEME
    if deck.settings.theme:
        path = folder.find(deck.settings.theme, "theme", _place(deck, "deck-theme"), problems)
    try:
        theme = read_theme(path) if path else None
        return _with_template(theme, deck, folder, problems, template) if theme else None
    except SourceError as error:
        for problem in error.problems:
            problems.add(problem.source, problem.what, problem.todo)
        return None


def _with_template(theme: Theme, deck: Deck, folder: Folder, problems: Problems, template: str) -> Theme | None:
    """Gives the theme on the master of the template, if there is one; one that the command names lies anywhere."""
    if not deck.settings.template:
        return theme
    from deck.templates.template import read_template  # imported here: only a deck with a template needs it

    place = deck.source if template else _place(deck, "deck-template")
    path = Path(template) if template else folder.find(deck.settings.template, "template", place, problems)
    return read_template(path, theme, deck, place, problems) if path else None


def _library(deck: Deck, folder: Folder, problems: Problems) -> Library:
    if not deck.settings.bibliography:
        return Library()
    from references.make import read_library  # imported here: only a deck with a bibliography needs it

    path = folder.find(deck.settings.bibliography, "bibliography", _place(deck, "bibliography"), problems)
    return read_library(path, problems) if path else Library()


def _place(deck: Deck, setting: str) -> Source:
    return deck.settings.places.get(setting, deck.source)
