"""Template: a theme whose sizes, places and colours are those of somebody else's master."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from lxml import etree
from pptx.exc import InvalidXmlError, PackageNotFoundError
from pptx.presentation import Presentation as PresentationFile
from pptx.slide import SlideLayout

from deck.model import Deck
from deck.powerpoint.package import open_presentation
from deck.powerpoint.xml import EMU_PER_INCH
from deck.templates.colours import read_colours
from deck.templates.file import read_template_file
from deck.templates.layouts import Look, Offer, offers_of, theme_of
from deck.templates.match import Match, match, own_match
from deck.templates.slots import Ground, lay_over
from deck.theme import Layout, Step, Template, Theme
from text.source import Problems, Source
from text.values import replace

# What stands for a layout of ours, in this order; every layout that is not named here is a single one.
KINDS: Mapping[str, tuple[str, ...]] = {
    "title": ("opening", "section", "single"),
    "section": ("section", "opening", "single"),
    "text-picture": ("pair", "single"),
    "two-columns": ("pair", "single"),
    "comparison": ("heads", "pair", "single"),
    "code-pair": ("heads", "pair", "single"),
}
SINGLE = ("single",)
NEEDED = {"title": "title", "section": "section", "content": "text"}  # the layout that a kind of slide needs
NOT_LAID = frozenset({"versus"})  # a title slide that only our own master can show
SAID = {
    "title": "a title, for the title slide",
    "section": "a title, for the section slides",
    "text": "a title and a box for text at least 2.4 in wide and 0.8 in high",
}
BODY, LARGEST_BODY = 18.0, 32.0
SMALLEST_TITLE, USUAL_TITLE = 20.0, 28.0
SIZES = (60, 54, 48, 44, 40, 36, 32, 28, 24, 20, 18)  # points, tried in turn
TEXT_LEADING, TITLE_LEADING = 1.25, 1.1
UNKNOWN_FONT, WIDE_FONT, CAPITALS = 1.08, 1.20, 1.25  # how much wider than Arial a font may run
# Fonts no wider than Arial, and fonts far wider; measured by their average width over English text.
NO_WIDER = frozenset(
    {"arial", "liberation sans", "helvetica", "helvetica neue", "arimo", "calibri", "carlito", "calibri light",
     "arial narrow", "times new roman", "liberation serif", "garamond", "eb garamond", "gill sans mt"}
)  # fmt: skip
FAR_WIDER = frozenset({"verdana", "dejavu sans", "courier new", "liberation mono", "consolas", "lucida console"})


def read_template(path: Path, theme: Theme, deck: Deck, place: Source, problems: Problems) -> Theme | None:
    """Gives our theme laid over the master of a .pptx or .potx; notes at `place` why it will not do.

    Only the layouts that the deck's slides need must be found. Sizes start from the placeholders' own.
    """
    content = read_template_file(path, place, problems)
    if content is None:
        return None
    opened = _opened(content, path, place, problems)
    if opened is None:
        return None
    offers = offers_of(opened)
    matches = {layout.id: _match(layout, offers) for layout in theme.layouts.values() if layout.id not in NOT_LAID}
    missing = [name for name in _needed(deck) if matches.get(name) is None]
    if missing:
        what = f"the template '{path.name}' has no layout with {'; nor with '.join(SAID[name] for name in missing)}"
        listed = ", ".join(dict.fromkeys(map(str, offers)))
        problems.add(place, what, f"it has {listed or 'no layouts at all'}")
        return None
    if deck.settings.mode != "light":
        problems.remark(place, f"mode: {deck.settings.mode} changes nothing", "the template has colours of its own")
    found = {name: one for name, one in matches.items() if one is not None}
    return _laid_over(theme, deck, opened, found, Template(path.name, content, {}, False, {}), place, problems)


def _opened(content: bytes, path: Path, place: Source, problems: Problems) -> PresentationFile | None:
    try:
        opened = open_presentation(io.BytesIO(content))
        if opened.slide_width and opened.slide_height:
            return opened
        what = "names no slide size"
    except (KeyError, ValueError, AttributeError, InvalidXmlError, PackageNotFoundError, etree.XMLSyntaxError,
            zipfile.BadZipFile) as error:  # fmt: skip
        what = f"is damaged ({type(error).__name__}: {error})"
    todo = "open it in PowerPoint or LibreOffice and save it again"
    problems.add(place, f"the template '{path.name}' {what}", todo)
    return None


def _match(layout: Layout, offers: Sequence[Offer]) -> Match | None:
    found = (match(kind, offers) for kind in KINDS.get(layout.id, SINGLE))
    return own_match(layout, offers) or next((one for one in found if one), None)


def _needed(deck: Deck) -> list[str]:
    return list(dict.fromkeys(NEEDED.get(slide.kind, "text") for slide in deck.slides))


def _laid_over(
    theme: Theme,
    deck: Deck,
    opened: PresentationFile,
    matches: Mapping[str, Match],
    template: Template,
    place: Source,
    problems: Problems,
) -> Theme:
    width, height = (opened.slide_width or 0) / EMU_PER_INCH, (opened.slide_height or 0) / EMU_PER_INCH
    text = matches.get("text") or next(iter(matches.values()))
    layout = _layout(opened, text.offer.part)
    named, shades = read_colours(theme_of(layout), layout.slide_master._element)
    colours = {**theme.colours["light"], **named}
    body = _body(text)
    fitting = _fitting(theme, body, {name: one.roles["title"].look for name, one in matches.items()})
    _say_fonts(body, place, problems)
    steps = _steps(theme, body, fitting)
    ground = Ground(width, height, any(slide.kicker for slide in deck.slides), bool(deck.settings.footer), steps)
    return replace(
        theme,
        width=width,
        height=height,
        colours={"light": colours, "dark": colours},
        fonts={**theme.fonts, "text": body.font or theme.fonts["text"]},
        steps=steps,
        fitting=fitting,
        gaps=replace(theme.gaps, bullet=body.indent if body.bullets and body.indent > 0 else theme.gaps.bullet),
        lit={},
        layouts={name: _stepped(lay_over(theme.layouts[name], one, ground), one) for name, one in matches.items()},
        template=replace(
            template,
            layouts={name: one.offer.part for name, one in matches.items()},
            shades=shades,
            fontless=not body.named,
        ),
    )


def _stepped(layout: Layout, found: Match) -> Layout:
    """Gives a section's layout with its text in the size that the template has for it."""
    if layout.id != "section" or "lead" not in found.roles:
        return layout
    step = _text_steps(found.roles["lead"].look)[0]
    return replace(layout, slots=tuple(replace(s, step=step) if s.name == "lead" else s for s in layout.slots))


def _layout(opened: PresentationFile, part: str) -> SlideLayout:
    layouts = (layout for master in opened.slide_masters for layout in master.slide_layouts)
    found: SlideLayout = next(layout for layout in layouts if str(layout.part.partname) == part)
    return found


def _body(text: Match) -> Look:
    """Gives the look of ordinary text, or of the title where a deck needs no other."""
    return next(text.roles[name] for name in ("body", "lead", "subtitle", "title") if name in text.roles).look


def _fitting(theme: Theme, body: Look, titles: Mapping[str, Look]) -> Mapping[str, tuple[Step, ...]]:
    """Gives the steps that are tried in turn: each starts at the placeholder's own size and ends at our smallest."""
    usual = titles.get("text") or next(iter(titles.values()))
    title = _title_steps("title", usual)
    words = _text_steps(body)
    wider = font_factor(body)
    kept = {name: tuple(replace(step, wider=wider) for step in steps) for name, steps in theme.fitting.items()}
    pairs = min(len(title), len(words), 2)
    return kept | {
        "title": title,
        "section-title": _title_steps("section-title", titles.get("section", usual)),
        "display": _title_steps("display", titles.get("title", usual)),
        "statement": title[:pairs],
        "second": (*words[: pairs - 1], words[-1]),
        "text": words,
        "body": words[-1:],
    }


def _steps(theme: Theme, body: Look, fitting: Mapping[str, tuple[Step, ...]]) -> Mapping[str, Step]:
    wider = font_factor(body)
    kept = {name: replace(step, wider=wider) for name, step in theme.steps.items()}
    first, last = fitting["text"][0], fitting["text"][-1]
    named = {"lead": first, "body": last, "title": fitting["title"][0], "statement": fitting["statement"][0]}
    named |= {"second": fitting["second"][0], "display": fitting["display"][0], "figure": fitting["title"][0]}
    return kept | {name: replace(step, name=name) for name, step in named.items()}


def _title_steps(name: str, look: Look) -> tuple[Step, ...]:
    own = look.size if look.size >= SMALLEST_TITLE else USUAL_TITLE
    sizes = [own, *(float(size) for size in SIZES if SMALLEST_TITLE <= size < own)]
    wider, tracking = font_factor(look), look.tracking
    return tuple(
        Step(f"{name}-{size:g}", size, round(size * TITLE_LEADING), look.bold, tracking, wider=wider) for size in sizes
    )


def _text_steps(look: Look) -> tuple[Step, ...]:
    own = min(max(look.size, BODY), LARGEST_BODY)
    sizes = [own, *(float(size) for size in SIZES if BODY <= size < own)]
    wider = font_factor(look)
    return tuple(
        Step(f"text-{size:g}", size, round(size * TEXT_LEADING), look.bold, 0.0, round(size * 0.45), wider)
        for size in sizes
    )


def font_factor(look: Look) -> float:
    """Gives how much wider than Arial, whose widths we have, a font may run."""
    font = look.font.casefold()
    factor = 1.0 if font in NO_WIDER or not font else WIDE_FONT if font in FAR_WIDER else UNKNOWN_FONT
    return factor * (CAPITALS if look.capitals else 1.0)


def _say_fonts(look: Look, place: Source, problems: Problems) -> None:
    factor = font_factor(look)
    if factor > 1.0:
        what = f"the widths of the template's font '{look.font}' are not known"
        problems.remark(place, what, f"text is measured as Arial and {factor - 1:.0%} more")
