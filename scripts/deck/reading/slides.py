"""Read slides: parts the tree of a deck into slides with their ids, attributes, notes and footnotes."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import field
from pathlib import PurePosixPath

from markdown_it.tree import SyntaxTreeNode

from deck.model import Block, Footnote, Paragraph, Picture, Settings, Slide, Subheading, all_blocks
from deck.reading.blocks import BlockReader
from deck.reading.divs import classes_of
from deck.reading.markdown import Attributes, slide_parser
from deck.reading.notes import flat_text, read_notes
from deck.reading.settings import SUBJECTS, TRANSITIONS
from deck.reading.vocabulary import SLIDE_ATTRIBUTES, SLIDE_CLASSES, words
from text.inline import Cursor, read_inline
from text.run import Run, Text, text
from text.source import Source, nearest
from text.values import dataclass, replace

COMMENTS = re.compile(r"(\s*<!--.*?-->)+\s*", re.DOTALL)
TITLE_WORDS = 8  # of a slide's first words that name it when it has no title
SLIDE_LEVEL = 2  # headings above it start sections, those below stand on a slide
BACKGROUNDS = ("background-image", "data-background-image")  # as pandoc and reveal.js call the picture behind a slide
LONGEST_LEAD = 300  # characters of the one paragraph that a section slide holds


def slug(title: str) -> str:
    """Makes an id of a title: lower-case letters and digits joined by hyphens."""
    folded = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-") or "slide"


@dataclass(slots=True)
class _Draft:
    """A slide whose blocks are not read yet; one that a rule starts is `ruled`."""

    title: Text
    attributes: Attributes
    kind: str
    section: str
    source: Source
    ruled: bool = False
    pandoc_id: str = ""
    anchors: list[str] = field(default_factory=list)
    marks: dict[int, Run] = field(default_factory=dict)  # of the footnotes in its title
    nodes: list[SyntaxTreeNode] = field(default_factory=list)


@dataclass(slots=True)
class SlideReader:
    """Parts the tree of one file into slides; `places` then says on which slide each id inside one lies."""

    reader: BlockReader
    settings: Settings
    footnotes: dict[int, SyntaxTreeNode] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    shown: set[int] = field(default_factory=set)  # the footnotes that a slide or its notes mark
    taken: dict[str, Source] = field(default_factory=dict)
    titles: Counter[tuple[str, str]] = field(default_factory=Counter)
    numbers: Counter[str] = field(default_factory=Counter)

    def slides(self, nodes: Sequence[SyntaxTreeNode]) -> tuple[Slide, ...]:
        """Parts the top-level blocks into slides, as pandoc does."""
        for node in nodes:
            if node.type == "footnote_block":
                self.footnotes |= {int(note.meta["id"]): note for note in node.children}
        drafts = self.drafts([node for node in nodes if node.type != "footnote_block"])
        return tuple(slide for draft in drafts for slide in self.finished(draft))

    def drafts(self, nodes: Sequence[SyntaxTreeNode]) -> list[_Draft]:
        """Gives the slides with their nodes; a rule with nothing behind it starts none."""
        drafts: list[_Draft] = []
        section, level = "", self.level(nodes)
        if self.settings.title:
            drafts.append(_Draft(self.deck_title(), {}, "title", "", Source(self.reader.page.file, 1, 1)))
        for node in nodes:
            if node.type == "heading" and int(node.tag[1]) <= level:
                draft = self.heading_slide(node, section, level)
                section = draft.title.plain if draft.kind == "section" else section
                drafts.append(replace(draft, section=section))
            elif node.type in ("hr", "metadata"):
                if node.type == "metadata":
                    self.reader.metadata(node)
                drafts.append(self.untitled(node, section))
            elif drafts and (drafts[-1].kind != "title" or "notes" in classes_of(node) or _is_comment(node)):
                drafts[-1].nodes.append(node)
            elif not _is_comment(node):
                drafts.append(replace(self.untitled(node, section), nodes=[node]))
        return [draft for draft in drafts if not draft.ruled or not all(map(_is_comment, draft.nodes))]

    def deck_title(self) -> Text:
        """Gives the title of the deck with its looks."""
        tokens = slide_parser().parseInline(self.settings.title)[0].children or []
        place = self.settings.places.get("title", Source(self.reader.page.file, 1, 1))
        manner = self.reader.page.manner
        whole = read_inline(tokens, Cursor(self.reader.page.lines, place.file, place.line), place.line, manner)
        return whole or text(self.settings.title, place)

    def untitled(self, node: SyntaxTreeNode, section: str) -> _Draft:
        """Starts a slide without a title."""
        place = self.reader.page.place(node)
        return _Draft(Text(), {"class": "untitled"}, "content", section, place, ruled=True)

    def level(self, nodes: Sequence[SyntaxTreeNode]) -> int:
        """Gives the level of the headings that start slides: 2, or 1 in a guest whose headings all are of level 1."""
        level = self.settings.slide_level
        tops = {node.tag for node in nodes if node.type == "heading" and node.tag in ("h1", "h2")}
        if level or self.settings.strict or tops != {"h1"}:
            return level or SLIDE_LEVEL
        kinds = [node.type for node in nodes if node.type != "html_block"]
        under = (kinds[at + 1 : at + 3] for at, kind in enumerate(kinds) if kind == "heading")
        is_lead = all(two in ([], ["paragraph"], ["paragraph", "heading"]) or two[0] == "heading" for two in under)
        return SLIDE_LEVEL if is_lead else 1

    def heading_slide(self, node: SyntaxTreeNode, section: str, level: int) -> _Draft:
        """Starts the slide of a heading."""
        page = self.reader.page
        place = page.place(node)
        if "malformed" in node.meta:
            page.note(place, str(node.meta["malformed"]), 'write {#id key="value" .class}')
        attributes = {key: str(value) for key, value in node.attrs.items()}
        kind = "section" if int(node.tag[1]) < level else "content"
        page.anchors, page.marks = [], {}
        title = page.inline(node)
        pandoc_id = str(node.meta.get("pandoc_id", ""))
        draft = _Draft(title, attributes, kind, section, place, pandoc_id=pandoc_id)
        return replace(draft, anchors=page.anchors, marks=page.marks)

    def finished(self, draft: _Draft) -> tuple[Slide, ...]:
        """Gives a slide its content, id and title, unique ones; what a section slide cannot hold follows it."""
        slide = self.slide(draft)
        if slide.kind == "section" and not self.settings.strict and not _is_lead(slide.blocks):
            first = self.named(replace(slide, blocks=(), notes=(), footnotes=()), draft)
            return first, self.named(replace(slide, kind="content", id=""), replace(draft, attributes={}, anchors=[]))
        return (self.named(slide, draft),)

    def named(self, slide: Slide, draft: _Draft) -> Slide:
        """Gives a slide a unique id and title."""
        wanted = draft.attributes.get("id", "")
        if wanted and wanted in self.taken:
            todo = f"the first one is at line {self.taken[wanted].line}: rename one of them"
            self.reader.page.problems.add(draft.source, f"the slide id '{wanted}' stands twice", todo)
        name = self.unique(wanted or slug(slide.title.plain))
        self.taken[name] = draft.source
        for anchor in (*draft.anchors, draft.pandoc_id):
            self.places.setdefault(anchor, name)
        return replace(slide, id=name, title=self.told_apart(slide))

    def unique(self, wanted: str) -> str:
        """Gives an id that no slide has yet, counted when it is wanted again."""
        name = wanted
        while name in self.taken:
            self.numbers[wanted] += 1
            name = f"{wanted}-{self.numbers[wanted] + 1}"
        return name

    def told_apart(self, slide: Slide) -> Text:
        """Gives a slide's title, counted when others of its kind have had it: people find slides by their titles."""
        bare = (re.sub(r" \(\d+\)$", "", slide.title.plain), slide.kind)
        self.titles[bare] += 1
        count = self.titles[bare]
        return slide.title + Text((Run(f" ({count})", soft=True),)) if count > 1 else slide.title

    def slide(self, draft: _Draft) -> Slide:
        """Reads what stands on a slide."""
        attributes = self.slide_attributes(draft)
        page, classes = self.reader.page, words(attributes)
        page.anchors, page.marks, self.reader.notes = draft.anchors, draft.marks, []
        incremental = "incremental" in classes or (self.settings.incremental and "nonincremental" not in classes)
        blocks = self.reader.lists(draft.nodes, incremental)
        footnotes = self.slide_footnotes()
        title = draft.title or _title_from(blocks)
        return Slide(
            id=attributes.get("id", ""),
            title=title,
            blocks=blocks,
            notes=self.notes(draft),
            footnotes=footnotes,
            kind=draft.kind,
            layout=attributes.get("layout", ""),
            subject=attributes.get("subject", ""),
            kicker=text(attributes.get("kicker", ""), draft.source),
            untitled="untitled" in classes or not draft.title,
            section=draft.section,
            variants=frozenset(classes) & page.variants,
            minutes=float(attributes["minutes"]) if "minutes" in attributes else None,
            background=attributes.get("background", ""),
            transition=attributes.get("transition", ""),
            source=draft.source,
        )

    def notes(self, draft: _Draft) -> tuple[Block, ...]:
        """Reads the notes of a slide, each footnote at their end."""
        page = self.reader.page
        page.marks, page.in_notes = {}, True
        nodes, self.reader.notes = self.reader.notes, []
        blocks = self.reader.lists(nodes, incremental=False)
        if draft.kind == "title" and self.settings.notes:
            blocks += (Paragraph(text(self.settings.notes, draft.source), draft.source),)
        found = read_notes(blocks, page)
        foot = (Paragraph(Text((Run(f"{one.number} "),)) + one.text, one.source) for one in self.slide_footnotes())
        found += tuple(foot)
        page.in_notes = False
        return found

    def slide_footnotes(self) -> tuple[Footnote, ...]:
        """Gives the footnotes that were marked, those too that are marked in a footnote."""
        page = self.reader.page
        found: list[Footnote] = []
        while len(found) < len(page.marks):
            key, mark = list(page.marks.items())[len(found)]
            node = self.footnotes.get(key)
            self.shown.add(key)
            blocks = self.reader.lists(node.children, incremental=False) if node else ()
            found.append(Footnote(len(found) + 1, flat_text(blocks, page), mark.source))
        return tuple(found)

    def slide_attributes(self, draft: _Draft) -> Attributes:
        """Gives the attributes that are used; notes the others."""
        page, place = self.reader.page, draft.source
        written = draft.attributes if page.strict else _with_background(draft.attributes)
        kept = {name: value for name, value in written.items() if page.knows(name, SLIDE_ATTRIBUTES, place)}
        for name in words(kept):
            page.knows(name, SLIDE_CLASSES.with_used(page.variants), place)
        self.check_word(kept, "subject", SUBJECTS, place, strict=True)
        self.check_word(kept, "transition", TRANSITIONS, place, strict=page.strict)
        self.check_minutes(kept, place)
        self.check_background(kept, place)
        return kept

    def check_word(
        self, attributes: Attributes, name: str, known: frozenset[str], place: Source, *, strict: bool
    ) -> None:
        """Notes a value that is not one of the known words, and takes it out."""
        value = attributes.get(name, "")
        if not value or value in known:
            return
        hint = nearest(value, known) or f"known: {', '.join(sorted(known))}"
        note = self.reader.page.problems.add if strict else self.reader.page.problems.remark
        note(self.reader.page.on_line(place, value), f"unknown {name} '{value}'", hint)
        del attributes[name]

    def check_minutes(self, attributes: Attributes, place: Source) -> None:
        """Notes minutes that are no number, and takes them out."""
        value = attributes.get("minutes")
        if value is not None and not re.fullmatch(r"\d{1,4}(\.\d{1,4})?", value):
            page = self.reader.page
            page.problems.add(page.on_line(place, "minutes"), f"the minutes '{value}' are no number", "write minutes=2")
            del attributes["minutes"]

    def check_background(self, attributes: Attributes, place: Source) -> None:
        """Notes a background in a colour of its own, and takes it out."""
        value = attributes.get("background", "")
        if value.startswith("#"):
            page = self.reader.page
            todo = "name a colour of the theme, so that it fits light and dark, or a picture file"
            page.note(page.on_line(place, "background"), f"the background '{value}' is not of the theme", todo)
            del attributes["background"]


def _with_background(attributes: Attributes) -> Attributes:
    """Gives the attributes of a guest's slide with the picture behind it under our name for it."""
    found = next((name for name in BACKGROUNDS if name in attributes), "")
    if not found or "background" in attributes:
        return attributes
    return {"background" if name == found else name: value for name, value in attributes.items()}


def _is_comment(node: SyntaxTreeNode) -> bool:
    return node.type == "html_block" and bool(COMMENTS.fullmatch(node.content))


def _is_lead(blocks: Sequence[Block]) -> bool:
    """Whether blocks can stand on a section slide: one paragraph of moderate length."""
    if not blocks:
        return True
    return len(blocks) == 1 and isinstance(blocks[0], Paragraph) and len(blocks[0].text.plain) <= LONGEST_LEAD


def _title_from(blocks: Sequence[Block]) -> Text:
    """Makes an accessible title of the first words of a slide without one."""
    for block in all_blocks(blocks):
        match block:
            case Paragraph(text=whole) | Subheading(text=whole) if whole:
                return text(" ".join(whole.plain.split()[:TITLE_WORDS]))
            case Picture(alt=alt, file=file) if alt or file:
                return text(alt or PurePosixPath(file).stem)
            case _:
                continue
    return text("Slide")
