"""Variants: one deck cut down to one of the talks that it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from deck.model import (
    Block,
    Callout,
    Deck,
    Item,
    List,
    Only,
    Quotation,
    Slide,
    all_blocks,
    change_blocks,
    change_texts,
    runs_of,
)
from text.run import Run
from text.source import Problems, nearest
from text.values import replace


def choose_variant(deck: Deck, name: str, problems: Problems) -> Deck:
    """Gives the deck with only what belongs to a variant; without a name everything, `Only` blocks opened.

    Sections that lose all their slides go too. A link to a slide that is not in the variant leads to the section of
    that slide, or the slide before it, with a remark. A name that the deck does not know is a problem.
    """
    if not name:
        return replace(deck, slides=tuple(_opened(slide, "") for slide in deck.slides))
    known = known_variants(deck)
    if name not in known:
        todo = "the deck has none: write `variants: {talk: 15}` into the front matter"
        if known:
            todo = f"{nearest(name, known)} known: {', '.join(known)}".strip()
        problems.add(deck.settings.places.get("variants", deck.source), f"unknown variant '{name}'", todo)
        return deck
    belonging = belonging_slides(deck, name)
    kept = tuple(_opened(slide, name) for slide in deck.slides if slide.id in belonging)
    leads = _leads(deck.slides, belonging)
    slides = tuple(_led(slide, leads, name, problems) for slide in kept)
    return replace(deck, slides=slides, settings=replace(deck.settings, variant=name))


def known_variants(deck: Deck) -> tuple[str, ...]:
    """Gives the names of the front matter, or, where it has none, those that stand on slides and blocks."""
    if deck.settings.variants:
        return tuple(deck.settings.variants)
    blocks = (block for slide in deck.slides for block in all_blocks((*slide.blocks, *slide.notes)))
    only = (name for block in blocks if isinstance(block, Only) for name in block.variants)
    return tuple(sorted({name for slide in deck.slides for name in slide.variants} | set(only)))


def belonging_slides(deck: Deck, name: str) -> frozenset[str]:
    """Gives the ids of the slides of a variant: those marked for it, or, unless their section is for others, for none.

    A section stays while slides of it do; one that never had any stays when it is not for others.
    """
    found: set[str] = set()
    for section, inside in _sections(deck.slides):
        for_all = section is None or not section.variants or name in section.variants
        stay = [slide.id for slide in inside if name in slide.variants or (not slide.variants and for_all)]
        found |= set(stay)
        if section is not None and (stay if inside else for_all):
            found.add(section.id)
    return frozenset(found)


def _sections(slides: Sequence[Slide]) -> Iterator[tuple[Slide | None, Sequence[Slide]]]:
    """Gives every section with its slides, first those before the first section."""
    section: Slide | None = None
    inside: list[Slide] = []
    for slide in slides:
        if slide.kind == "section":
            yield section, inside
            section, inside = slide, []
        else:
            inside.append(slide)
    yield section, inside


def _opened(slide: Slide, name: str) -> Slide:
    """Gives a slide with its `Only` blocks opened where they belong to the variant and dropped where not."""
    if not any(isinstance(block, Only) for block in all_blocks((*slide.blocks, *slide.notes))):
        return slide

    def change(block: Block) -> tuple[Block, ...]:
        match block:
            case Only(variants=variants, blocks=blocks):
                return blocks if not name or name in variants else ()
            case Item(blocks=()) | List(items=()) | Callout(blocks=()) | Quotation(blocks=()):
                return ()  # nothing is left in it
            case _:
                return (block,)

    blocks, notes = change_blocks(slide.blocks, change), change_blocks(slide.notes, change)
    return _renumbered(replace(slide, blocks=blocks, notes=notes))


def _renumbered(slide: Slide) -> Slide:
    """Drops the footnotes whose marks are gone and counts the others anew."""
    if not slide.footnotes:
        return slide
    notes = {footnote.number: footnote for footnote in slide.footnotes}
    shown = replace(slide, footnotes=(), notes=())
    marks = dict.fromkeys(run.footnote for run in runs_of(shown) if run.footnote in notes)
    for number in notes:  # a footnote may stand in another one
        if number in marks:
            marks |= dict.fromkeys(run.footnote for run in notes[number].text if run.footnote in notes)
    numbers = {old: new for new, old in enumerate(marks, start=1)}

    def counted(run: Run) -> Run:
        if run.footnote not in numbers:
            return run
        number = numbers[run.footnote]
        return replace(run, footnote=number, text=run.text.replace(str(run.footnote), str(number)))

    blocks = tuple(change_texts(block, lambda whole: whole.each(counted)) for block in slide.blocks)
    foot = (replace(notes[old], number=new, text=notes[old].text.each(counted)) for old, new in numbers.items())
    return replace(slide, title=slide.title.each(counted), blocks=blocks, footnotes=tuple(foot))


def _leads(slides: Sequence[Slide], kept: frozenset[str]) -> Mapping[str, str]:
    """Gives for every slide that is gone the one that links to it lead to: its section, else the slide before it."""
    leads: dict[str, str] = {}
    first = next((slide.id for slide in slides if slide.id in kept), "")
    before, section = first, ""
    for slide in slides:
        if slide.kind == "section":
            section = slide.id if slide.id in kept else ""
        if slide.id in kept:
            before = slide.id
        else:
            leads[slide.id] = section or before
    return leads


def _led(slide: Slide, leads: Mapping[str, str], name: str, problems: Problems) -> Slide:
    """Leads the links of a slide to slides that are there."""

    def led(run: Run) -> Run:
        target = run.link.removeprefix("#")
        if not run.link.startswith("#") or target not in leads:
            return run
        what = f"the link to '#{target}' leads to '#{leads[target]}'"
        problems.remark(run.source, what, f"'{target}' is not in the variant '{name}'")
        return replace(run, link=f"#{leads[target]}" if leads[target] else "")

    if not any(run.link.removeprefix("#") in leads for run in runs_of(slide)):
        return slide
    blocks, notes = (
        tuple(change_texts(block, lambda whole: whole.each(led)) for block in part)
        for part in (slide.blocks, slide.notes)
    )
    foot = tuple(replace(footnote, text=footnote.text.each(led)) for footnote in slide.footnotes)
    return replace(slide, title=slide.title.each(led), blocks=blocks, notes=notes, footnotes=foot)
