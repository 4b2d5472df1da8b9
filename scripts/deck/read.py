"""Read: the Markdown of a deck as a model, its slides with their ids, titles and notes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from markdown_it.tree import SyntaxTreeNode

from deck.markdown import Attributes, slide_parser
from deck.model import Block, Deck, Paragraph, Picture, Settings, Slide, Subheading
from deck.read_blocks import BlockReader
from deck.settings import (
    SLIDE_ATTRIBUTE_NAMES,
    SLIDE_CLASS_NAMES,
    SUBJECTS,
    check_name,
    read_settings,
    read_title_block,
    words,
)
from text.run import Run, Text, text
from text.source import Problems, Source, nearest


def read_deck(markdown: str, file: str, strict: bool, problems: Problems) -> Deck:
    """Reads a deck; `file` is the name that problems carry, `strict` holds for a deck that does not say so itself."""
    settings = Settings(strict=strict)
    if markdown.startswith("%"):
        settings, markdown = read_title_block(markdown, settings)
    references: dict[str, Any] = {}  # Any: markdown-it's environment
    tokens = slide_parser().parse(markdown, references)
    if tokens and tokens[0].type == "front_matter":
        settings = read_settings(tokens.pop(0).content, file, 2, strict, problems)
    reader = _SlideReader(BlockReader(markdown.splitlines(), file, settings.strict, problems))
    try:
        tree = SyntaxTreeNode(tokens)
    except ValueError:  # blocks that open in one list and close in another
        problems.add(Source(file, 1, 1), "blocks are nested in a way that cannot be read", "close ::: where it opens")
        return Deck(settings, (), (), Source(file, 1, 1))
    slides = reader.slides(tree.children, settings)
    reader.check_footnotes(references)
    if not slides:
        problems.add(Source(file, 1, 1), "the deck has no slide", "start one with ## and its title")
    remarks = tuple(str(remark) for remark in problems.remarks)
    return Deck(settings, slides, remarks, Source(file, 1, 1))


def slug(title: str) -> str:
    """Makes an id of a title: lower-case letters and digits joined by hyphens."""
    folded = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-") or "slide"


@dataclass(slots=True)
class _Draft:
    """A slide while its blocks are still being read."""

    title: Text
    attributes: Attributes
    kind: str
    section: str
    source: Source
    blocks: list[Block] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class _SlideReader:
    """Parts the tree of one file into slides."""

    reader: BlockReader

    def slides(self, nodes: Iterable[SyntaxTreeNode], settings: Settings) -> tuple[Slide, ...]:
        """Parts the top-level blocks into slides, as pandoc does at slide level 2."""
        drafts: list[_Draft] = []
        section = ""
        if settings.title:
            drafts.append(_Draft(text(settings.title), {}, "title", "", Source(self.reader.file, 1, 1)))
        for node in nodes:
            if node.type == "heading" and node.tag in ("h1", "h2"):
                draft = self.heading_slide(node, section)
                section = draft.title.plain if draft.kind == "section" else section
                drafts.append(replace(draft, section=section))
            elif node.type == "hr":
                drafts.append(_Draft(Text(), {"class": "untitled"}, "content", section, self.reader.place(node)))
            else:
                if (not drafts or drafts[-1].kind == "title") and node.type != "html_block":
                    drafts.append(_Draft(Text(), {"class": "untitled"}, "content", section, self.reader.place(node)))
                self.add_to_slide(node, drafts)
        return self.finished(drafts)

    def heading_slide(self, node: SyntaxTreeNode, section: str) -> _Draft:
        place = self.reader.place(node)
        if "malformed" in node.meta:
            self.reader.problems.add(place, str(node.meta["malformed"]), 'write {#id key="value" .class}')
        attributes = {key: str(value) for key, value in node.attrs.items()}
        kind = "section" if node.tag == "h1" else "content"
        return _Draft(self.reader.inline(node), attributes, kind, section, place)

    def add_to_slide(self, node: SyntaxTreeNode, drafts: list[_Draft]) -> None:
        if node.type == "div" and "notes" in words(self.reader.div(node)):
            target = drafts[-1].notes if drafts else []
            target.extend(self.reader.only_text(self.reader.blocks(node.children), "notes hold"))
        else:
            blocks = self.reader.block(node)
            if drafts:
                drafts[-1].blocks.extend(blocks)

    def finished(self, drafts: Sequence[_Draft]) -> tuple[Slide, ...]:
        """Gives every slide its id and title, unique ones."""
        taken: dict[str, Source] = {}
        slides: list[Slide] = []
        for draft in drafts:
            slide = self.slide(draft)
            wanted = draft.attributes.get("id", "")
            if wanted and wanted in taken:
                todo = f"the first one is at line {taken[wanted].line}: rename one of them"
                self.reader.problems.add(draft.source, f"the slide id '{wanted}' stands twice", todo)
            title = _told_apart(slide, slides)
            slides.append(replace(slide, id=_unique(wanted or slug(slide.title.plain), taken), title=title))
            taken[slides[-1].id] = draft.source
        return tuple(slides)

    def slide(self, draft: _Draft) -> Slide:
        attributes = self.slide_attributes(draft)
        title = draft.title or _title_from(draft.blocks)
        return Slide(
            id=attributes.get("id", ""),
            title=title,
            blocks=tuple(draft.blocks),
            notes=tuple(draft.notes),
            kind=draft.kind,
            layout=attributes.get("layout", ""),
            subject=attributes.get("subject", ""),
            kicker=text(attributes.get("kicker", ""), draft.source),
            untitled="untitled" in words(attributes),
            section=draft.section,
            source=draft.source,
        )

    def slide_attributes(self, draft: _Draft) -> Attributes:
        """Gives the attributes that are used; notes the others."""
        place = draft.source
        kept = {
            name: value
            for name, value in draft.attributes.items()
            if check_name(
                name, SLIDE_ATTRIBUTE_NAMES, self.reader.on_line(place, name), self.reader.strict, self.reader.problems
            )
        }
        for name in words(kept):
            check_name(
                name, SLIDE_CLASS_NAMES, self.reader.on_line(place, name), self.reader.strict, self.reader.problems
            )
        subject = kept.get("subject", "")
        if subject and subject not in SUBJECTS:
            hint = nearest(subject, SUBJECTS) or "write tensorflow, pytorch or both"
            self.reader.problems.add(self.reader.on_line(place, subject), f"unknown subject '{subject}'", hint)
            del kept["subject"]
        return kept

    def check_footnotes(self, references: Mapping[str, Any]) -> None:  # Any: markdown-it's environment
        """Notes a footnote that nothing refers to: its text would vanish."""
        for label, number in references.get("footnotes", {}).get("refs", {}).items():
            if number < 0:
                mark = f"[^{label.removeprefix(':')}]:"
                line = next((n for n, text in enumerate(self.reader.lines, start=1) if mark in text), 1)
                place = Source(self.reader.file, line, self.reader.lines[line - 1].find(mark) + 1)
                self.reader.problems.add(place, "a footnote cannot be set yet", "take it out for now")


def _title_from(blocks: Sequence[Block]) -> Text:
    """Makes an accessible title of the first words of a slide without one."""
    for block in blocks:
        match block:
            case Paragraph(text=whole) | Subheading(text=whole) if whole:
                return text(" ".join(whole.plain.split()[:8]))
            case Picture(alt=alt) if alt:
                return text(alt)
            case _:
                continue
    return text("Slide")


def _unique(wanted: str, taken: dict[str, Source]) -> str:
    number = 1
    name = wanted
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    return name


def _told_apart(slide: Slide, before: Sequence[Slide]) -> Text:
    """Gives a slide's title, counted when other content slides have had it: people find slides by their titles."""
    same = sum(1 for other in before if _bare_title(other) == _bare_title(slide) and other.kind == slide.kind)
    return slide.title + Text((Run(f" ({same + 1})", soft=True),)) if same else slide.title


def _bare_title(slide: Slide) -> str:
    return re.sub(r" \(\d+\)$", "", slide.title.plain)
