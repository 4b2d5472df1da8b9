"""Read: the Markdown of a deck as a model, its slides with their ids, titles and notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from deck.model import Deck, Settings, Slide, change_texts, runs_of
from deck.reading.blocks import BlockReader
from deck.reading.manuscript import Manuscript
from deck.reading.markdown import DEEPEST, slide_parser
from deck.reading.pandoc_rules import FOOTNOTES_TWICE
from deck.reading.settings import DEFAULT_VARIANTS, read_settings, read_title_block
from deck.reading.slides import SlideReader
from text.characters import UNWRITABLE, writable
from text.run import Text
from text.source import Problems, Source
from text.values import replace

RULE_FIRST = re.compile(r"---[ \t]*\n[ \t]*(\n|\Z)")  # with nothing below it, it is a rule and no metadata
YAML_END = re.compile(r"\A(---[ \t]*\n(?:(?!---[ \t]*$|\.\.\.[ \t]*$).*\n)*?)\.\.\.([ \t]*)$", re.MULTILINE)


def read_deck(markdown: str, file: str, strict: bool, problems: Problems) -> Deck:
    """Reads a deck; `file` is the name that problems carry, `strict` holds for a deck that does not say so itself."""
    start = Source(file, 1, 1)
    raw, markdown = markdown, _clean(markdown)
    settings = Settings(strict=strict)
    if markdown.startswith("%"):
        settings, markdown = read_title_block(markdown, settings)
    environment: dict[str, Any] = {}  # Any: markdown-it's environment
    tokens, settings = _parse(markdown, settings, environment, file, problems)
    variants = frozenset(settings.variants or DEFAULT_VARIANTS)
    page = Manuscript(markdown.split("\n"), file, settings.strict, problems, variants)
    _check_characters(raw, page)
    _check_depth(tokens, page)
    try:
        tree = SyntaxTreeNode(tokens)
    except ValueError:  # blocks that open in one list and close in another
        problems.add(start, "blocks are nested in a way that cannot be read", "close ::: where it opens")
        return Deck(settings, (), (), start)
    reader = SlideReader(BlockReader(page, settings.incremental), settings)
    slides = _led_by_headings(reader.slides(tree.children), reader.places)
    _check_footnotes(environment, reader.shown, page)
    if not slides:
        problems.add(start, "the deck has no slide", "start one with ## and its title")
    remarks = tuple(str(remark) for remark in problems.remarks)
    return Deck(settings, slides, remarks, start)


def _clean(markdown: str) -> str:
    """Gives the text with plain line ends and without characters that no file of slides can hold."""
    markdown = markdown.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return YAML_END.sub(r"\1---\2", writable(markdown))  # pandoc ends its metadata with dots, too


def _check_characters(markdown: str, page: Manuscript) -> None:
    """Notes the first character that no file of slides can hold; a sign stands in its place."""
    if found := UNWRITABLE.search(markdown):
        before = markdown[: found.start()].replace("\r\n", "\n").replace("\r", "\n")
        place = Source(page.file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        page.note(place, f"the character U+{ord(found[0]):04X} cannot stand in a text", "take it out")


def _parse(
    markdown: str, settings: Settings, environment: dict[str, Any], file: str, problems: Problems
) -> tuple[list[Token], Settings]:  # Any: markdown-it's environment
    """Gives the tokens of a deck without its front matter, and the settings with it."""
    parser = slide_parser()
    if RULE_FIRST.match(markdown):
        parser.disable("front_matter")
    try:
        tokens = parser.parse(markdown, environment)
    except RecursionError:
        problems.add(Source(file, 1, 1), "the Markdown nests too deep to be read", "write it flatter")
        return [], settings
    if tokens and tokens[0].type == "front_matter":
        written = read_settings(tokens.pop(0).content, file, 2, settings.strict, problems)
        if settings.title and not written.title:  # the title block of pandoc stands above
            written = replace(written, title=settings.title, author=written.author or settings.author)
        settings = written
    return tokens, settings


def _check_depth(tokens: list[Token], page: Manuscript) -> None:
    """Notes blocks that nest so deep that the parser leaves the rest out."""
    deep = next((token for token in tokens if token.level >= DEEPEST - 1 and token.map), None)
    if deep and deep.map:
        place = Source(page.file, deep.map[0] + 1, 1)
        page.problems.add(place, f"blocks nest more than {DEEPEST - 2} deep", "write them flatter")


def _led_by_headings(slides: tuple[Slide, ...], places: Mapping[str, str]) -> tuple[Slide, ...]:
    """Leads links to headings and other places inside a slide to the slide itself."""
    ids = {slide.id for slide in slides}
    aliases = {f"#{name}": f"#{target}" for name, target in places.items() if name not in ids}

    def led(whole: Text) -> Text:
        return whole.each(lambda run: replace(run, link=aliases.get(run.link, run.link)))

    if not aliases:
        return slides
    return tuple(
        _with_texts(slide, led) if any(run.link in aliases for run in runs_of(slide)) else slide for slide in slides
    )


def _with_texts(slide: Slide, change: Callable[[Text], Text]) -> Slide:
    return replace(
        slide,
        title=change(slide.title),
        blocks=tuple(change_texts(block, change) for block in slide.blocks),
        notes=tuple(change_texts(block, change) for block in slide.notes),
        footnotes=tuple(replace(footnote, text=change(footnote.text)) for footnote in slide.footnotes),
    )


def _check_footnotes(
    environment: Mapping[str, Any], shown: Collection[int], page: Manuscript
) -> None:  # Any: markdown-it's environment
    """Notes a footnote that no slide refers to: its text would vanish."""
    for name, line in environment.get(FOOTNOTES_TWICE, ()):
        page.problems.add(Source(page.file, line, 1), f"the footnote '{name}' is written twice", "rename one of them")
    for label, number in environment.get("footnotes", {}).get("refs", {}).items():
        if number not in shown:
            name = label.removeprefix(":")
            mark = f"[^{name}]:"
            line = next((n for n, text in enumerate(page.lines, start=1) if mark in text), 1)
            place = Source(page.file, line, max(page.lines[line - 1].find(mark), 0) + 1)
            page.problems.add(place, f"nothing refers to the footnote '{name}'", f"write [^{name}] in the text")
