"""Layout: gives every block of a deck its slide, its box and its size."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from deck.model import Columns, Deck, References, Settings, Slide
from deck.placed import Part, PlacedDeck, PlacedRow, PlacedSlide
from deck.placing.agenda import agenda_parts
from deck.placing.content import choose_layout, content_pages, content_parts
from deck.placing.flow import fits
from deck.placing.foot import fitted_theme
from deck.placing.furniture import Desk, check_footer, dress_slide, part_id, shown_works
from deck.placing.notes import place_notes
from deck.placing.pieces import Page
from deck.placing.references import reference_pages
from deck.placing.title import place_section, place_title, section_lists
from deck.resolve import ANCHOR, cited_keys
from deck.theme import Theme
from references.library import Library
from text.source import Problems
from text.values import replace

Measured = dict[tuple[str, int], tuple[Page, ...]]  # by slide and step


def place_deck(deck: Deck, theme: Theme, library: Library, problems: Problems) -> PlacedDeck:
    """Places a resolved deck on slides; whatever does not fit and cannot continue is a problem with its place."""
    settings = _placing_settings(deck, theme)
    strict = settings.strict
    themes = {slide.id: fitted_theme(slide, choose_layout(slide), theme, strict) for slide in deck.slides}
    measured: Measured = {}
    choices = _choices(deck.slides, themes, strict, measured)
    pages = {name: measured.pop((name, choice), ()) for name, choice in choices.items()}
    parts = {
        slide.id: content_parts(slide, choices[slide.id], themes[slide.id], problems, settings, pages[slide.id])
        for slide in deck.slides
    }
    parts |= _agenda_parts(deck, parts, theme, problems)
    parts |= _reference_parts(deck, parts, theme, library, problems)
    has_references = any(part.anchors for found in parts.values() for part in found)
    ids = frozenset(slide.id for slide in deck.slides)
    desk = Desk(theme, library, has_references, ids, problems, bool(deck.settings.footer))
    numbers = _first_numbers(deck.slides, parts)
    parts |= _agenda_parts(deck, parts, theme, problems)  # again, now that the numbers of all slides are known
    check_footer(deck, theme, problems)
    lists = section_lists(deck.slides, numbers, theme)
    placed = (
        one
        for slide in deck.slides
        for one in _placed(slide, deck, parts[slide.id], lists, replace(desk, theme=themes[slide.id]))
    )
    numbered = tuple(replace(slide, number=number) for number, slide in enumerate(placed, start=1))
    return PlacedDeck(deck.settings, theme, numbered, deck)


def _placing_settings(deck: Deck, theme: Theme) -> Settings:
    """Gives the settings by which content is placed: on a master that its author did not choose nothing is strict."""
    return replace(deck.settings, strict=deck.settings.strict and theme.template is None)


def _placed(
    slide: Slide, deck: Deck, parts: Sequence[Part], lists: Mapping[str, Sequence[PlacedRow]], desk: Desk
) -> tuple[PlacedSlide, ...]:
    if slide.kind == "title":
        placed, cited = place_title(slide, deck.settings, desk.theme, desk.problems), cited_keys(slide, desk.library)
        notes = place_notes(slide.notes, cited, desk.library, desk.theme)
        return (replace(placed, origin=slide.id, notes=notes, cited=cited, background=slide.background),)
    if slide.kind == "section":
        placed = place_section(slide, lists, desk.theme, desk.library, desk.problems)
        return (replace(placed, origin=slide.id, background=slide.background, transition=slide.transition),)
    shown = parts or (Part("text", ()),)
    return tuple(dress_slide(slide, part, number, len(shown), desk) for number, part in enumerate(shown, start=1))


def _agenda_parts(
    deck: Deck, parts: Mapping[str, Sequence[Part]], theme: Theme, problems: Problems
) -> Mapping[str, tuple[Part, ...]]:
    """Makes the agenda slides from the sections of the deck, with the numbers that their slides have by now."""
    found = [slide for slide in deck.slides if slide.layout == "agenda" and slide.kind == "content"]
    if not found or "agenda" not in theme.layouts:
        return {}
    numbers = _first_numbers(deck.slides, parts)
    made = {slide.id: agenda_parts(slide, deck, numbers, theme, problems) for slide in found}
    return {name: agenda for name, agenda in made.items() if agenda}


def _first_numbers(slides: Sequence[Slide], parts: Mapping[str, Sequence[Part]]) -> Mapping[str, int]:
    numbers, number = {}, 1
    for slide in slides:
        numbers[slide.id] = number
        number += max(len(parts[slide.id]), 1)
    return numbers


def _choices(
    slides: Sequence[Slide], themes: Mapping[str, Theme], strict: bool, measured: Measured
) -> Mapping[str, int]:
    """Gives each slide the number of its type step: slides of one layout in one section share the smallest.

    Without sections only neighbours do: one crowded slide should not make a whole deck small.
    """
    chosen: dict[str, int] = {}
    for siblings in _siblings(slides):
        shared = max(_first_fit(slide, themes[slide.id], strict, measured) for slide in siblings)
        chosen.update({slide.id: shared for slide in siblings})
    return chosen


def _siblings(slides: Sequence[Slide]) -> Iterable[Sequence[Slide]]:
    found: dict[tuple[object, ...], list[Slide]] = {}
    for run, (_, group) in enumerate(groupby(slides, key=lambda slide: (slide.section, choose_layout(slide)))):
        for slide in group:
            place = slide.section or run
            found.setdefault((place, slide.kind, choose_layout(slide)), []).append(slide)
    return found.values()


def _first_fit(slide: Slide, theme: Theme, strict: bool, measured: Measured) -> int:
    """Gives the number of the first step that a slide fits in; keeps its pages, unless they are to be complained of."""
    layout = choose_layout(slide)
    steps = theme.fitting["table" if layout == "table" else layout if layout in theme.fitting else "text"]
    flowing = layout in ("text", "table", "comparison-table") and slide.kind == "content"
    if not flowing or not slide.blocks or any(isinstance(block, Columns) for block in slide.blocks):
        return 0

    def pages_in(choice: int) -> tuple[Page, ...]:
        problems = Problems()
        pages = content_pages(slide, layout, choice, theme, problems, strict)
        if not (problems.found or problems.remarks):
            measured[slide.id, choice] = pages
        return pages

    return fits(pages_in, len(steps))


def _reference_parts(
    deck: Deck, parts: Mapping[str, Sequence[Part]], theme: Theme, library: Library, problems: Problems
) -> Mapping[str, tuple[Part, ...]]:
    """Makes the references slides; their number moves the slides behind them, so it is sought until it holds."""
    holders = [slide for slide in deck.slides if choose_layout(slide) == "references" and slide.kind == "content"]
    if not holders:
        return {}
    for slide in holders[1:]:
        problems.add(slide.source, "the references stand twice", "keep one ::: {#refs}")
    holder, count = holders[0], 1
    others = [block for block in holder.blocks if not isinstance(block, References)]
    if others:
        problems.add(holder.source, "other blocks stand beside the references", "give ::: {#refs} a slide of its own")
    while True:
        numbers = _cited_on(deck, parts, library, holder.id, count)
        pages = reference_pages(numbers, library, theme, problems)
        if len(pages) == count or count > len(numbers):
            break
        count = len(pages)
    made = (Part("references", (page.table,), anchors=tuple(ANCHOR + key for key in page.keys)) for page in pages)
    return {holder.id: tuple(made)}


def _cited_on(
    deck: Deck, parts: Mapping[str, Sequence[Part]], library: Library, holder: str, count: int
) -> Mapping[str, tuple[tuple[int, str], ...]]:
    """Gives for each cited work the numbers and ids of the slides that cite it."""
    cited: dict[str, dict[int, str]] = {}
    ids = frozenset(slide.id for slide in deck.slides)
    number = 1
    for slide in deck.slides:
        shown: set[str] = set()
        for offset, part in enumerate(parts.get(slide.id, ())):
            for key in dict.fromkeys(work.key for work in shown_works(part.shapes)):
                cited.setdefault(key, {})[number + offset] = part_id(slide, offset + 1, ids)
                shown.add(key)
        for key in cited_keys(
            slide, library
        ):  # what is cited in notes or by the slide as a whole stands on its first part
            if key not in shown:
                cited.setdefault(key, {})[number] = slide.id
        number += count if slide.id == holder else max(len(parts.get(slide.id, ())), 1)
    return {key: tuple(places.items()) for key, places in cited.items()}
