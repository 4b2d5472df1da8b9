"""Resolve: the citations of a deck written out from the library, and its internal links checked."""

from __future__ import annotations

from deck.languages import callout_name
from deck.model import Block, Callout, Deck, Paragraph, References, Slide, change_blocks, change_texts, runs_of
from references.citation import CitationGroup, cite, missing, scan_citation
from references.library import Library
from text.run import Run, Text, join, text
from text.source import Problems, nearest
from text.values import replace

CROSS = ("fig-", "tbl-", "sec-", "eq-", "lst-")  # how the labels of Quarto's cross-references start
NAME_BIBLIOGRAPHY = "name a bibliography in the front matter"
ANCHOR = "ref-"  # before a key: the id of its row on a references slide


def resolve_deck(deck: Deck, library: Library, problems: Problems) -> Deck:
    """Writes every citation out, linked to the references slides or, without them, to the work itself."""
    has_references = any(_lists_works(slide) for slide in deck.slides)
    resolver = _Resolver(library, deck, has_references, problems)
    slides = tuple(_with_callouts(resolver.slide(slide), deck.settings.language) for slide in deck.slides)
    return replace(deck, slides=check_links(slides, deck.settings.strict, problems))


def _with_callouts(slide: Slide, language: str) -> Slide:
    """Names the callouts that have no title by their kind, in the language of the deck."""

    def named(block: Block) -> tuple[Block, ...]:
        if isinstance(block, Callout) and not block.title:
            return (replace(block, title=text(callout_name(block.kind, language))),)
        return (block,)

    return replace(slide, blocks=change_blocks(slide.blocks, named))


def cited_keys(slide: Slide, library: Library) -> tuple[str, ...]:
    """Gives the keys that a resolved slide cites, in order, each once."""
    return tuple(dict.fromkeys(run.key for run in runs_of(slide) if run.key in library))


def check_links(slides: tuple[Slide, ...], strict: bool, problems: Problems) -> tuple[Slide, ...]:
    """Notes every link to a slide that is not there; in a guest's deck its words are kept without the link."""
    known = {slide.id for slide in slides}
    if any(_lists_works(slide) for slide in slides):
        known |= {ANCHOR + run.key for slide in slides for run in runs_of(slide) if run.key}
    lost = {run.link for slide in slides for run in runs_of(slide) if run.link.startswith("#")}
    lost = {link for link in lost if link[1:] not in known}
    for run in (run for slide in slides for run in runs_of(slide) if run.link in lost):
        hint = nearest(run.link[1:], known) or "give the slide an id with {#id}"
        note = problems.add if strict else problems.remark
        note(run.source, f"no slide has the id '{run.link[1:]}'", hint)
    return tuple(_without_links(slide, lost) for slide in slides) if lost else slides


def _without_links(slide: Slide, lost: set[str]) -> Slide:
    """Gives the slide without the links that lead nowhere."""

    def unlinked(whole: Text) -> Text:
        return whole.each(lambda run: replace(run, link="", tooltip="") if run.link in lost else run)

    return replace(
        slide,
        title=unlinked(slide.title),
        blocks=tuple(change_texts(block, unlinked) for block in slide.blocks),
        notes=tuple(change_texts(block, unlinked) for block in slide.notes),
        footnotes=tuple(replace(footnote, text=unlinked(footnote.text)) for footnote in slide.footnotes),
    )


class _Resolver:
    """Carries what every run needs to be resolved."""

    def __init__(self, library: Library, deck: Deck, has_references: bool, problems: Problems) -> None:
        self.library = library
        self.deck = deck
        self.has_references = has_references
        self.problems = problems

    def slide(self, slide: Slide) -> Slide:
        blocks = tuple(change_texts(block, self.text) for block in slide.blocks)
        notes = tuple(change_texts(block, self.text) for block in slide.notes)
        foot = tuple(replace(footnote, text=self.text(footnote.text)) for footnote in slide.footnotes)
        resolved = replace(slide, title=self.text(slide.title), blocks=blocks, notes=notes, footnotes=foot)
        return _cited_below(resolved) if slide.layout == "statement" else resolved

    def text(self, whole: Text) -> Text:
        """Resolves a text; one that is nothing but a citation, as in a column of sources, loses its brackets."""
        alone = len(whole.runs) == 1 and whole.runs[0].citation
        parts = [part for run in whole for part in (self.run(run, alone) if run.citation else (run,))]
        return join(parts)

    def run(self, run: Run, alone: bool) -> tuple[Run, ...]:
        scanned = scan_citation(run.text, 0)
        if scanned is None:
            return (replace(run, citation=False),)
        group, _ = scanned
        if not (self.library or self.deck.settings.bibliography or self.deck.settings.strict):
            self.problems.remark(run.source, "citations are kept as they are written", NAME_BIBLIOGRAPHY)
            return (replace(run, citation=False),)
        if not self.deck.settings.strict and self.crosses(group):
            self.problems.remark(run.source, "references to figures and the like are kept as they are written")
            return (replace(run, citation=False),)
        if self.unknown(run, group):
            return (replace(run, citation=False),)
        written = cite(group, self.library, self.address)
        if alone and not group.narrative:
            written = _without_brackets(written)
        locators = iter(citation.locator for citation in group.citations)
        labels = (replace(part, tooltip=next(locators, "")) if part.key else part for part in written)
        return tuple(replace(part, soft=True, strong=run.strong, source=run.source) for part in labels)

    def crosses(self, group: CitationGroup) -> bool:
        """Whether all that a group cites are figures, tables and the like, as Quarto refers to them."""
        return all(one.key not in self.library and one.key.startswith(CROSS) for one in group.citations)

    def unknown(self, run: Run, group: CitationGroup) -> bool:
        lost = missing(group, self.library)
        for citation in lost:
            place = run.source.at(run.source.line, run.source.column + citation.offset)
            if self.deck.settings.bibliography:
                todo = self.library.nearest(citation.key) or f"add it to {self.deck.settings.bibliography}"
            else:
                todo = NAME_BIBLIOGRAPHY
            self.problems.add(place, f"no entry '{citation.key}' in the bibliography", todo)
        return bool(lost)

    def address(self, key: str) -> str:
        return f"#{ANCHOR}{key}" if self.has_references else self.library[key].url


def _lists_works(slide: Slide) -> bool:
    return any(isinstance(block, References) for block in slide.blocks)


def _cited_below(slide: Slide) -> Slide:
    """Takes the citations that close the sentences of a statement out of its large type, into its source line."""
    cited: list[Run] = []
    blocks: list[Block] = []
    for block in slide.blocks:
        if isinstance(block, Paragraph):
            kept = [*block.text]
            place = next((run.source for run in kept if run.key), None)
            while place is not None and kept and kept[-1].soft and kept[-1].source == place:
                cited.insert(0, kept.pop())
            if kept and cited:
                kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
            block = replace(block, text=join(kept))
        blocks.append(block)
    return replace(slide, blocks=tuple(blocks), cited=tuple(run for run in cited if run.key))


def _without_brackets(written: Text) -> Text:
    runs = list(written.runs)
    runs[0] = replace(runs[0], text=runs[0].text.removeprefix("("))
    runs[-1] = replace(runs[-1], text=runs[-1].text.removesuffix(")"))
    return join(runs)
