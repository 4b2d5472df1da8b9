"""Write HTML: the slides of a placed deck as HTML, the same boxes and the same reading order."""

from __future__ import annotations

from html import escape
from pathlib import Path

from deck.model import Settings
from deck.placed import PlacedDeck, PlacedSlide
from deck.theme import Mark, Slot, Theme
from deck.web.shape import box_html, picture_data, shape_html
from deck.web.style import place_style, step_style, weight_class
from deck.web.text import Address, Frame, notes_html
from deck.web.tokens import tokens_css
from text.html import text_html
from text.run import Run, Text

STYLES = Path(__file__).with_name("slides.css")


def write_html_page(deck: PlacedDeck) -> str:
    """Gives the deck as one HTML page that needs nothing else."""
    settings = deck.settings
    styles = tokens_css(deck.theme) + STYLES.read_text(encoding="utf-8")
    body = slides_html(deck, level=2)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(settings.language)}" data-mode="{settings.mode}">\n<head>\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(_name(deck))}</title>\n{_metadata(settings)}<style>\n{styles}</style>\n</head>\n"
        f'<body class="slide-page">\n<header>\n<h1 dir="auto">{escape(_name(deck))}</h1>\n'
        f"{_facts(settings)}{_contents(deck)}</header>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )


def _name(deck: PlacedDeck) -> str:
    """Gives the title of the deck, or that of its first slide: a page without a name cannot be found again."""
    return deck.settings.title or next((slide.title.plain for slide in deck.slides), "Slides")


def _metadata(settings: Settings) -> str:
    named = {
        "author": ", ".join(settings.author),
        "description": settings.subject or " ".join(settings.subtitle),
        "keywords": ", ".join(settings.keywords),
        "dcterms.date": settings.date,
        "dcterms.license": settings.license,
    }
    return "".join(f'<meta name="{name}" content="{escape(said)}">\n' for name, said in named.items() if said)


def _facts(settings: Settings) -> str:
    """Gives who wrote the deck, when, and under which licence, below its title."""
    author = ", ".join(settings.author)
    date = f'<time datetime="{escape(settings.date)}">{escape(settings.date)}</time>' if settings.date else ""
    said = [escape(author), escape(settings.credit), date, escape(settings.license)]
    return f'<p class="slide-facts" dir="auto">{" · ".join(filter(None, said))}</p>\n' if any(said) else ""


def _contents(deck: PlacedDeck) -> str:
    links = "".join(
        f'<li value="{slide.number}" dir="auto">'
        f'<a href="#{escape(slide.id)}">{text_html(_unlinked(slide.title))}</a></li>\n'
        for slide in deck.slides
    )
    count = len(deck.slides)
    summary = f"<summary>{count} slide{'' if count == 1 else 's'}</summary>"
    return f'<nav aria-label="Slides"><details>{summary}\n<ol>\n{links}</ol></details></nav>\n'


def _unlinked(title: Text) -> Text:
    """Gives the plain words of a title: an entry of the contents is one link."""
    return Text((Run(" ".join(title.plain.split())),))


def slides_html(deck: PlacedDeck, prefix: str = "", address: Address | None = None, level: int = 3) -> str:
    """Gives all slides, titles as headings of a level; `prefix` goes before ids, `address` turns links."""
    own = address or _own_address(deck, prefix)
    return "".join(_slide(slide, deck, prefix, own, level) for slide in deck.slides)


def _own_address(deck: PlacedDeck, prefix: str) -> Address:
    def address(link: str) -> str:
        target = deck.slide_of(link.removeprefix("#")) if link.startswith("#") else None
        return f"#{prefix}{target.id}" if target else link

    return address


def _slide(slide: PlacedSlide, deck: PlacedDeck, prefix: str, address: Address, level: int) -> str:
    frame = Frame(deck.theme, address, prefix + slide.id, level)
    layout = deck.theme.layouts[slide.layout]
    marks = "".join(_mark(mark, deck.theme, "") for mark in layout.marks)
    marks += "".join(_mark(mark, deck.theme, " lit") for mark in slide.marks)
    shapes = "".join(shape_html(shape, slide, frame) for shape in slide.shapes)
    label = escape(f"Slide {slide.number} of {len(deck.slides)}: {' '.join(slide.title.plain.split())}")
    ground, picture = _background(slide, deck)
    return (
        f'<div class="slide-frame"{_size(deck.theme)}>'
        f'<section class="slide" id="{escape(frame.slide_id)}" aria-label="{label}"{ground}>'
        f"{picture}{marks}{shapes}{_foot(slide, deck.settings, frame)}</section></div>\n{_notes(slide, frame)}"
    )


def _size(theme: Theme) -> str:
    """Gives the size of the slides of a template; those of our own are what the style sheet says."""
    if theme.template is None:
        return ""
    return f' style="--points:{theme.width * 72:g};--shape:{theme.width:g}/{theme.height:g}"'


def _foot(slide: PlacedSlide, settings: Settings, frame: Frame) -> str:
    """Gives footer and number, which are fields in PowerPoint and no shapes of the slide."""
    layout = frame.theme.layouts[slide.layout]
    said = {"footer": escape(settings.footer), "number": str(slide.number)}
    shown = (name for name, words in said.items() if words and layout.has(name))
    return "".join(_field(layout[name], said[name], frame) for name in shown)


def _field(slot: Slot, words: str, frame: Frame) -> str:
    names = " ".join(filter(None, (weight_class(slot.step, slot.name == "number"), _align(slot))))
    inside = f'<p class="{names}" style="{step_style(slot.step)}">{words}</p>'
    return box_html(slot.box, frame, f"{slot.name} c-{slot.colour}", inside)


def _align(slot: Slot) -> str:
    return "right" if slot.name == "number" or slot.align == "right" else ""


def _background(slide: PlacedSlide, deck: PlacedDeck) -> tuple[str, str]:
    """Gives the style of a coloured ground, or the picture that lies below everything."""
    if not slide.background:
        return "", ""
    if slide.background in deck.theme.colours[deck.settings.mode]:
        return f' style="background:var(--{slide.background})"', ""
    return "", f'<img class="ground" src="{picture_data(slide.background)}" alt="">'


def _notes(slide: PlacedSlide, frame: Frame) -> str:
    if not slide.notes:
        return '<div class="slide-notes"></div>\n'
    summary = f"<summary>Notes of slide {slide.number}</summary>"
    return f'<details class="slide-notes">{summary}{notes_html(slide.notes, frame)}</details>\n'


def _mark(mark: Mark, theme: Theme, extra: str) -> str:
    style = place_style(mark.box, theme)
    return f'<span class="mark c-{mark.colour}{extra}" style="{style}" aria-hidden="true"></span>'
