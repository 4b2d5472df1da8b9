"""MkDocs hooks: every event of a build as one call into the folders beside this file."""

from __future__ import annotations

import functools
import os
from datetime import UTC, datetime
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from deck.build import build_deck
from deck.examples import show_examples
from deck.placed import PlacedDeck
from deck.powerpoint.write import write_pptx
from deck.resolve import ANCHOR
from deck.theme import read_theme
from deck.web.tokens import tokens_css
from deck.web.write import STYLES, slides_html
from references.library import Library
from references.make import read_library
from references.markdown_extension import CitationExtension
from references.notebook_html import cite_notebook
from references.page_source import Cited, PageSource, Place
from references.pages import references_page
from text.notebook_page import bare_notebook
from text.source import Problems, Source, SourceError

ROOT = Path(__file__).parents[1]
BIBLIOGRAPHY = ROOT / "bibliography.bib"
SLIDES = ROOT / "slides"
DECKS = ("tensorflow-vs-pytorch", "original")
SLIDES_PAGE = "slides.md"
REFERENCES_PAGE = "references.md"
REFERENCES_MARKER = "<!-- references -->"
EXAMPLES = ROOT / "tests" / "cases" / "blocks.md"
SAMPLE = ROOT / "tests" / "sample"
WATCHED = ("slides", "bibliography.bib", "scripts", "tests/cases", "tests/sample")


class Build:
    """What one build of the site gathers while MkDocs walks through its events."""

    def __init__(self) -> None:
        """Starts with nothing read and nothing cited."""
        self.problems = Problems()
        self.library: Library = Library()
        self.decks: dict[str, PlacedDeck] = {}
        self.cited: Cited = {}
        self.page = PageSource("", "")
        self.empty_list = ""


build = Build()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Starts a build: reads the bibliography and the decks, and teaches the pages to cite."""
    global build
    build = Build()
    for name in WATCHED:
        if str(ROOT / name) not in config.watch:
            config.watch.append(str(ROOT / name))
    try:
        build.library = read_library(BIBLIOGRAPHY, build.problems)
        build.problems.stop_if_any()
        build.decks = {name: placed_deck(name, _inputs_stamp()) for name in DECKS}
    except SourceError as error:
        raise _stopped(error) from None
    _date_from_content()
    extensions = [one for one in config.markdown_extensions if not isinstance(one, CitationExtension)]
    citations = CitationExtension(build.library, lambda: build.page, build.problems, build.cited)
    config.markdown_extensions = [*extensions, citations]  # type: ignore[list-item]  # instances are taken as well as names
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds what is made and not written by hand: styles, decks and the bibliography."""
    made: dict[str, str | bytes] = {
        "assets/tokens.css": tokens_css(read_theme(SLIDES / "theme.yml")),
        "assets/slides.css": STYLES.read_text(encoding="utf-8"),
        "downloads/bibliography.bib": BIBLIOGRAPHY.read_bytes(),
    }
    for name in DECKS:
        made[f"downloads/{name}.pptx"] = deck_file(name, "light", _inputs_stamp())
        made[f"downloads/{name}-dark.pptx"] = deck_file(name, "dark", _inputs_stamp())
    for address, content in made.items():
        files.append(File.generated(config, address, content=content))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Notes which page is being read, for its citations, and puts the list of references in its place."""
    build.page = _page_source(page, config, references=_relative_to_references(page))
    if page.file.src_uri == REFERENCES_PAGE:
        build.empty_list = references_page(build.library, {})
        return markdown.replace(REFERENCES_MARKER, build.empty_list)
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Cites in notebooks, puts the HTML edition of each deck in its place on the slides page, and shows examples."""
    if page.file.src_uri.endswith(".ipynb"):
        source = _page_source(page, config, references=_references_url(page, files))
        return cite_notebook(bare_notebook(html), build.library, source, build.problems, build.cited)
    if page.file.src_uri == SLIDES_PAGE:
        for name, deck in build.decks.items():
            html = html.replace(f"<!-- slides:{name} -->", _slides(name, deck, page, files))
    place = Source(f"docs/{page.file.src_uri}", 1, 1)
    html = show_examples(html, place, Path(os.path.relpath(EXAMPLES)), SAMPLE, build.problems)
    for name, count in _counts().items():
        html = html.replace(f"<!-- count:{name} -->", str(count))
    return html


def on_env(env: object, config: MkDocsConfig, files: Files) -> None:
    """Once all pages are read: stops on any problem, then fills in where each work is cited."""
    try:
        build.problems.stop_if_any()
    except SourceError as error:
        raise _stopped(error) from None
    page = files.get_file_from_path(REFERENCES_PAGE)
    slides = files.get_file_from_path(SLIDES_PAGE)
    if page is None or page.page is None or page.page.content is None or slides is None:
        raise PluginError(
            f"docs/{REFERENCES_PAGE} and docs/{SLIDES_PAGE} are needed; they hold the references and decks"
        )
    cited = {key: [*places] for key, places in build.cited.items()}
    for name, deck in build.decks.items():
        for key, place in _deck_places(name, deck, slides.url):
            cited.setdefault(key, []).append(place)
    filled = references_page(build.library, cited)
    if build.empty_list.strip() not in page.page.content:
        raise PluginError(f"docs/{REFERENCES_PAGE} lacks the line {REFERENCES_MARKER}; put it where the list belongs")
    page.page.content = page.page.content.replace(build.empty_list.strip(), filled.strip())


@functools.lru_cache(maxsize=8)
def placed_deck(name: str, stamp: str, mode: str | None = None) -> PlacedDeck:
    """Gives a deck of ours, placed; `stamp` changes when anything it is made from does."""
    problems = Problems()
    return build_deck(Path(os.path.relpath(SLIDES / f"{name}.md")), problems, mode=mode, strict=True)


@functools.lru_cache(maxsize=8)
def deck_file(name: str, mode: str, stamp: str) -> bytes:
    """Gives a deck of ours as a .pptx in a mode."""
    return write_pptx(placed_deck(name, stamp, mode))


def _inputs_stamp() -> str:
    """Gives a text that changes with the slides, their theme, their pictures or the bibliography."""
    paths = [BIBLIOGRAPHY, *sorted(path for path in SLIDES.rglob("*") if path.is_file())]
    return " ".join(f"{path.name}:{path.stat().st_mtime_ns}" for path in paths)


def _date_from_content() -> None:
    """Dates the build by the deck, not by the clock, unless SOURCE_DATE_EPOCH says otherwise."""
    date = build.decks[DECKS[0]].settings.date
    if date:
        seconds = int(datetime.fromisoformat(date).replace(tzinfo=UTC).timestamp())
        os.environ.setdefault("SOURCE_DATE_EPOCH", str(seconds))


def _counts() -> dict[str, int]:
    """Gives the figures of the front page, counted in what this build has read."""
    deck = build.decks[DECKS[0]]
    return {
        "references": len(build.library),
        "cited": len({key for slide in deck.slides for key in slide.cited}),
        "slides": len(deck.slides),
        "original": len(build.decks["original"].slides),
    }


def _slides(name: str, deck: PlacedDeck, page: Page, files: Files) -> str:
    references = _references_url(page, files)

    def address(link: str) -> str:
        if link.startswith(f"#{ANCHOR}"):
            return f"{references}#{link.removeprefix(f'#{ANCHOR}')}"
        target = deck.slide_of(link.removeprefix("#")) if link.startswith("#") else None
        return f"#{name}-{target.id}" if target else link

    return slides_html(deck, prefix=f"{name}-", address=address)


def _deck_places(name: str, deck: PlacedDeck, slides_url: str) -> list[tuple[str, Place]]:
    """Gives where each work is cited in a deck: the slide, by number and title."""
    return [
        (key, Place(f"Slide {slide.number}: {slide.title.plain}", f"{slides_url}#{name}-{slide.id}"))
        for slide in deck.slides
        for key in slide.cited
    ]


def _page_source(page: Page, config: MkDocsConfig, references: str) -> PageSource:
    path = Path(page.file.abs_src_path or "")
    written = path.read_text(encoding="utf-8") if path.is_file() else ""
    docs = Path(config.docs_dir).name
    return PageSource(f"{docs}/{page.file.src_uri}", written, _title(page, written), page.url, references)


def _title(page: Page, written: str) -> str:
    """Gives a page's short name: from its front matter or the navigation, else its file's name."""
    return str(page.meta.get("title") or page.title or Path(page.file.src_uri).stem)


def _relative_to_references(page: Page) -> str:
    return "../" * page.file.src_uri.count("/") + REFERENCES_PAGE


def _references_url(page: Page, files: Files) -> str:
    file = files.get_file_from_path(REFERENCES_PAGE)
    return file.url_relative_to(page.file) if file else ""


def _stopped(error: SourceError) -> PluginError:
    count = len(error.problems)
    return PluginError(f"{count} problem{'' if count == 1 else 's'}\n" + "\n".join(map(str, error.problems)))
