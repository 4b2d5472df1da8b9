"""Schedule: how long the slides of a talk take, checked against what its variants allow, and as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from deck.model import Deck, References, Slide, texts_of
from deck.placed import PlacedDeck
from deck.variants import choose_variant
from text.source import Problems, Source

# An assumption, not a measurement: guides for speakers name 120 to 150 words a minute for a prepared talk, and the
# lower half leaves time to show what is on the slide.
WORDS_PER_MINUTE = 130
EASE = 1.25  # notes may be longer than the minutes by a quarter: nobody reads them out word for word


def check_schedule(deck: Deck, problems: Problems) -> None:
    """Checks every variant of a deck, whichever is built: minutes against its allowance, notes against the minutes.

    In a strict deck what does not hold is a problem, in another one a remark.
    """
    note = problems.add if deck.settings.strict else problems.remark
    place = deck.settings.places.get("variants", deck.source)
    for name, allowed in (deck.settings.variants or {"": 0.0}).items():
        slides = choose_variant(deck, name, Problems()).slides
        timed = [slide for slide in slides if slide.minutes is not None]
        spent = sum(slide.minutes or 0.0 for slide in timed)
        if name and spent > allowed + 1e-9:
            what = f"the slides of '{name}' take {spent:g} minutes and {allowed:g} are allowed"
            note(place, what, "shorten slides, leave some out, or allow more")
        if timed:
            for slide in slides:
                _check_slide(slide, note)


def _check_slide(slide: Slide, note: Callable[[Source, str, str], None]) -> None:
    if slide.minutes is None:
        if slide.kind == "content" and not any(isinstance(block, References) for block in slide.blocks):
            what = f"the slide '{slide.title.plain}' has no minutes, and others have"
            note(slide.source, what, "write {minutes=1.5} behind its title")
        return
    count = spoken_words(slide)
    needed = count / WORDS_PER_MINUTE
    if needed > slide.minutes * EASE:
        what = f"the notes of '{slide.title.plain}' have {count} words, about {needed:.1f} minutes"
        note(slide.source, what, f"the slide has {slide.minutes:g}: shorten the notes or give it more")


def spoken_words(slide: Slide) -> int:
    """Counts the words of a slide's notes, citations left out."""
    texts = (whole for block in slide.notes for whole in texts_of(block))
    return sum(len(run.text.split()) for whole in texts for run in whole if not (run.citation or run.key))


def schedule(placed: PlacedDeck) -> str:
    """Gives the timetable of a deck as a Markdown table: when each slide starts, how long it takes, sums by section."""
    slides, settings = placed.deck.slides, placed.settings
    numbers: dict[str, int] = {}
    for one in placed.slides:
        numbers.setdefault(one.origin or one.id, one.number)
    rows = ["| Start | Slide | Title | Minutes |", "| ---: | ---: | --- | ---: |"]
    start = 0.0
    for index, slide in enumerate(slides, start=1):
        title = slide.title.plain.replace("|", "\\|")
        said = _sum([slide])
        if slide.kind == "section":
            title, said = f"**{title}**", f"**{_sum([slide, *_inside(slides[index:])])}**"
        rows.append(f"| {_clock(start)} | {numbers.get(slide.id, '')} | {title} | {said} |".replace("****", ""))
        start += slide.minutes or 0.0
    allowed = settings.variants.get(settings.variant)
    total = f"**Total{f', {allowed:g} allowed' if allowed else ''}**"
    rows.append(f"| {_clock(start)} | | {total} | **{start:g}** |")
    return "\n".join(rows) + "\n"


def _inside(behind: Sequence[Slide]) -> Sequence[Slide]:
    """Gives the slides up to the next section."""
    ends = next((number for number, slide in enumerate(behind) if slide.kind == "section"), len(behind))
    return behind[:ends]


def _sum(slides: Sequence[Slide]) -> str:
    """Adds the minutes of slides; nothing when none of them has any."""
    timed = [slide.minutes for slide in slides if slide.minutes is not None]
    return f"{sum(timed):g}" if timed else ""


def _clock(minutes: float) -> str:
    seconds = round(minutes * 60)
    return f"{seconds // 60}:{seconds % 60:02d}"
