"""Accessibility: what would keep somebody from a deck, found before it is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from deck.model import Chart, Deck, Picture, Settings, Slide, Subheading, Table, all_blocks, runs_of
from deck.placed import ChartShape, PictureShape, PlacedDeck, PlacedSlide, Shape, TableShape, TextShape
from deck.theme import Step, Theme
from text.run import Run
from text.source import Problems, Source

LONGEST_ALT = 300  # characters: a screen reader reads it in one go, and the rest belongs into the text
SMALLEST = {"code": 14.0, "table": 14.0, "source": 12.0, "text": 18.0}  # points; docs and the theme say the same
LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
LEAST_CONTRAST_LARGE = 3.0
LARGE, LARGE_BOLD = 24.0, 18.66  # points: on a slide 24 pt is what WCAG's 18 pt is on a page
# Texts that say nothing to somebody who goes from link to link.
EMPTY_WORDS = frozenset({"here", "click here", "click", "this", "link", "this link", "more", "read more", "see here"})
KINDS = ("image", "picture", "photo", "photograph", "graphic", "screenshot")
OPENINGS = tuple(f"{article}{kind} of " for article in ("", "a ", "an ", "the ") for kind in KINDS)
PICTURE_FILES = frozenset({".png", ".jpg", ".jpeg", ".svg", ".gif", ".webp", ".tif", ".tiff", ".bmp"})
# ISO 639-1, the languages of two letters.
CODES = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee "
    "el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is "
    "it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms "
    "mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk "
    "sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi "
    "yo za zh zu "
)
LANGUAGES = frozenset(CODES.split())
Note = Callable[[Source, str, str], None]


def check_accessibility(placed: PlacedDeck, problems: Problems) -> None:
    """Notes every finding of a strict deck as a problem at its line; a guest deck is left in peace."""
    if not placed.settings.strict:
        return
    note = problems.add
    _check_titles(placed.deck, note)
    _check_language(placed, note)
    for slide in placed.deck.slides:
        _check_alternatives(slide, note)
        _check_tables(slide, note)
        _check_headings(slide, note)
        _check_links(slide, note)
    for shown in placed.slides:
        _check_order(shown, placed.deck, note)
        _check_sizes(shown, note)
        _check_contrast(shown, placed.settings, placed.theme, note)


def _check_titles(deck: Deck, note: Note) -> None:
    taken: dict[str, Slide] = {}
    for slide in deck.slides:
        title = " ".join(slide.title.plain.split()).casefold()
        if not title:
            note(slide.source, "the slide has no title", "people find a slide by its title: write one")
        elif title in taken and not slide.untitled:
            first = taken[title].source.line
            what = f"the title '{slide.title.plain}' stands twice"
            note(slide.source, what, f"the first one is at line {first}: say in what they differ")
        taken.setdefault(title, slide)


def _check_language(placed: PlacedDeck, note: Note) -> None:
    language = placed.settings.language
    if language.split("-")[0].lower() not in LANGUAGES and len(language.split("-")[0]) != 3:
        place = placed.settings.places.get("lang", placed.deck.source)
        note(place, f"'{language}' is no language", "write its tag: en, en-GB, de")


def _check_alternatives(slide: Slide, note: Note) -> None:
    for block in all_blocks(slide.blocks):
        if isinstance(block, Picture) and not block.decorative:
            if fault := alternative_fault(block.alt, block.file):
                note(block.source, f"the text alternative of '{Path(block.file).name}' {fault[0]}", fault[1])
        elif isinstance(block, Chart) and not block.title:
            note(block.source, "the chart has no title", 'write title="What the numbers are" into its braces')


def alternative_fault(alt: str, file: str) -> tuple[str, str] | None:
    """Says what is wrong with the text alternative of a picture and what to do; nothing when it can stay."""
    words = alt.strip()
    if not words:
        return "is empty", "say what the picture shows, or write {.decorative}"
    names = (Path(file).name.casefold(), Path(file).stem.casefold())
    if words.casefold() in names or Path(words).suffix.lower() in PICTURE_FILES:
        return "is the name of a file", "say what the picture shows"
    if words.casefold().startswith(OPENINGS):
        opening = words[: words.casefold().index(" of ") + 3]
        return f"starts with '{opening}'", "say what it shows: that it is a picture is said anyway"
    if len(words) > LONGEST_ALT:
        what = f"has {len(words)} characters"
        return what, f"{LONGEST_ALT} can be listened to: shorten it, and put the rest on the slide or into the notes"
    return None


def _check_tables(slide: Slide, note: Note) -> None:
    for block in all_blocks(slide.blocks):
        if not isinstance(block, Table):
            continue
        covered = {span.column + number for span in block.spans if span.row == 0 for number in range(1, span.columns)}
        bare = [number for number, cell in enumerate(block.header) if not cell.plain.strip()]
        if bare and len(bare) == len(block.header):
            note(block.source, "the table has no header row", "name its columns in the first row")
        elif lacking := [number for number in bare if number > 0 and number not in covered]:
            note(block.source, f"column {lacking[0] + 1} of the table has no header", "name it in the first row")


def _check_headings(slide: Slide, note: Note) -> None:
    for block in all_blocks(slide.blocks):
        if isinstance(block, Subheading) and not block.text.plain.strip():
            note(block.source, "a heading without words", "write some, or take it out")


def _check_links(slide: Slide, note: Note) -> None:
    for words, run in _linked(runs_of(slide)):
        if words.casefold().strip(" .,:;!?()") in EMPTY_WORDS:
            place = run.source if run.source.line else slide.source
            note(place, f"the link '{words}' does not say where it leads", "link the words that name the page or slide")


def _linked(runs: Iterable[Run]) -> Iterator[tuple[str, Run]]:
    """Gives the words of each link, runs that lead to one place taken together."""
    words, first = "", Run("")
    for run in (*runs, Run("")):
        if run.link and run.link == first.link:
            words += run.text
            continue
        if first.link and words.strip():
            yield words.strip(), first
        words, first = run.text, run


def _check_order(slide: PlacedSlide, deck: Deck, note: Note) -> None:
    """Notes a slide on which something is read before its title; that the rest is in order, the proof says."""
    slots = [shape.slot for shape in slide.shapes]
    if "title" not in slots:
        note(slide.source, "no shape of the slide is its title", "this is a fault of its layout")
    elif slots.index("title") > 0:
        note(slide.source, f"'{slots[0] or 'a text'}' is read before the title", "this is a fault of its layout")


def _check_sizes(slide: PlacedSlide, note: Note) -> None:
    for shape in slide.shapes:
        for kind, step in _steps(shape):
            if step.size < SMALLEST[kind]:
                what = f"type of {step.size:g} pt on the slide"
                note(slide.source, what, f"{SMALLEST[kind]:g} pt is the least for {kind}: mend the theme")
                return


def _steps(shape: Shape) -> Iterator[tuple[str, Step]]:
    match shape:
        case TextShape(paragraphs=paragraphs, code=code):
            for paragraph in paragraphs:
                yield _kind(paragraph.step, "code" if code else "text"), paragraph.step
        case TableShape(rows=rows):
            for row in rows:
                yield from ((_kind(cell.step, "table"), cell.step) for cell in row.cells)
        case ChartShape(step=step):
            yield _kind(step, "table"), step
        case PictureShape():
            return


def _kind(step: Step, usual: str) -> str:
    """Gives the kind of text that a step sets: labels count as tables, sources and footnotes as sources."""
    return {"source": "source", "label": "table", "code": "code", "table": "table"}.get(step.name, usual)


def _check_contrast(slide: PlacedSlide, settings: Settings, theme: Theme, note: Note) -> None:
    """Notes a colour that cannot be told from what lies behind it; a picture behind text cannot be measured."""
    colours = theme.colours[settings.mode]
    if slide.background and slide.background not in colours:
        return
    for colour, behind, step in _pairs(slide, slide.background or "paper"):
        if colour not in colours or behind not in colours:
            continue
        large = step.size >= LARGE or (step.bold and step.size >= LARGE_BOLD)
        least = LEAST_CONTRAST_LARGE if large else LEAST_CONTRAST
        found = contrast(colours[colour], colours[behind])
        if found < least:
            what = f"'{colour}' on '{behind}' has a contrast of {found:.1f} in {settings.mode} mode"
            note(slide.source, what, f"{least:g} is the least: mend the colour or choose another background")
            return


def _pairs(slide: PlacedSlide, paper: str) -> Iterator[tuple[str, str, Step]]:
    """Gives every colour of text on a slide with the colour behind it and its size."""
    for shape in slide.shapes:
        match shape:
            case TextShape(paragraphs=paragraphs, colour=colour, wash=wash):
                for paragraph in paragraphs:
                    behind = "wash" if wash or paragraph.marked else paper
                    yield from (("soft" if run.soft else colour, behind, paragraph.step) for run in paragraph.text)
            case TableShape(rows=rows):
                for row in rows:
                    for cell in row.cells:
                        yield from (("soft" if run.soft else cell.colour, paper, cell.step) for run in cell.text)
            case ChartShape(step=step):
                yield "ink", paper, step
            case PictureShape():
                continue


def contrast(first: str, second: str) -> float:
    """Gives the contrast of two colours as WCAG 2.2 defines it, 1 to 21."""
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
