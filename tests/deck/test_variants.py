from __future__ import annotations

from pathlib import Path

import pytest

from deck.build import build_deck
from deck.model import Deck, Only, Paragraph, Picture, all_blocks, runs_of
from deck.schedule import WORDS_PER_MINUTE, check_schedule, schedule
from deck.variants import choose_variant
from sample_deck import place, read
from text.run import Run
from text.source import Problems

DECK = """\
---
title: A talk
variants: {short: 3, long: 9}
---
# One

## First {#first minutes=2}

See [the second](#second) and [the fourth](#fourth).

::: {.only variants="long"}
Only when there is time.
:::

## Second {#second .long minutes=1.5}

Text.

# Two {#two}

## Third {#third .long minutes=1}

Text.

# Three {#three}

## Fourth {#fourth .long minutes=1}

Text.

## Fifth {#fifth minutes=1}

Text.
"""


def chosen(markdown: str, name: str) -> tuple[Deck, Problems]:
    problems = Problems()
    return choose_variant(read(markdown), name, problems), problems


def ids(deck: Deck) -> list[str]:
    return [slide.id for slide in deck.slides]


def links(deck: Deck) -> list[str]:
    return [run.link for slide in deck.slides for run in runs_of(slide) if run.link]


def checked(markdown: str) -> list[str]:
    problems = Problems()
    check_schedule(read(markdown), problems)
    return [f"{one.source.line}: {one.what}; {one.todo}" for one in (*problems.found, *problems.remarks)]


def test_a_variant_holds_its_slides_and_those_of_all_variants_and_no_empty_section() -> None:
    deck, _ = chosen(DECK, "short")
    assert ids(deck) == ["a-talk", "one", "first", "three", "fifth"]
    assert deck.settings.variant == "short"


def test_without_a_name_everything_is_there() -> None:
    deck, problems = chosen(DECK, "")
    assert (len(deck.slides), problems.remarks) == (9, ())


@pytest.mark.parametrize(("name", "count"), [("", 2), ("short", 1), ("long", 2)])
def test_parts_for_some_variants_are_opened_or_dropped(name: str, count: int) -> None:
    first = next(slide for slide in chosen(DECK, name)[0].slides if slide.id == "first")
    assert not any(isinstance(block, Only) for block in all_blocks(first.blocks))
    assert len(first.blocks) == count


def test_parts_in_lists_and_columns_are_dropped_with_what_they_leave_empty() -> None:
    part = "::: {.only variants=long}\n![A](a.png)\n:::\n"
    written = f":::: columns\n::: column\n{part}:::\n::: column\nText.\n:::\n::::\n"
    deck, _ = chosen(DECK + "\n## Sixth\n\n" + written, "short")
    kinds = [type(block) for block in all_blocks(deck.slides[-1].blocks)]
    assert (Picture in kinds, Paragraph in kinds) == (False, True)


def test_a_link_to_a_slide_that_is_gone_leads_to_its_section_or_the_slide_before_it() -> None:
    deck, problems = chosen(DECK, "short")
    assert links(deck) == ["#one", "#three"]
    assert [remark.what for remark in problems.remarks] == [
        "the link to '#second' leads to '#one'",
        "the link to '#fourth' leads to '#three'",
    ]


def test_a_link_into_a_section_that_is_gone_leads_to_the_slide_before_it() -> None:
    deck, _ = chosen(DECK.replace("(#second)", "(#third)"), "short")
    assert links(deck)[0] == "#first"


def test_a_section_for_a_variant_takes_its_slides_with_it() -> None:
    deck, _ = chosen(DECK.replace("# One", "# One {.long}").replace("{#fifth ", "{#fifth .short "), "short")
    assert ids(deck) == ["a-talk", "three", "fifth"]


def test_footnotes_are_counted_anew_when_one_is_gone() -> None:
    part = "::: {.only variants=long}\nOne^[Gone].\n:::\n\nTwo^[Kept].\n"
    slide = chosen(DECK + "\n## Sixth\n\n" + part, "short")[0].slides[-1]
    assert [(note.number, note.text.plain) for note in slide.footnotes] == [(1, "Kept")]
    marks: list[Run] = [run for run in runs_of(slide) if run.footnote]
    assert [(run.footnote, run.text) for run in marks] == [(1, "1")]


def test_an_unknown_variant_is_told_with_the_nearest_and_all_others() -> None:
    problems = chosen(DECK, "shrt")[1]
    assert [(one.source.line, one.what, one.todo) for one in problems.found] == [
        (3, "unknown variant 'shrt'", "did you mean 'short'? known: short, long")
    ]


def test_a_deck_without_variants_says_how_to_have_some() -> None:
    [problem] = chosen("## A slide\n\nText.\n", "talk")[1].found
    assert problem.todo.startswith("the deck has none: write `variants: {talk: 15}`")


def test_a_deck_that_keeps_its_minutes_has_nothing_to_be_told() -> None:
    assert checked(DECK) == []


def test_all_variants_are_checked_and_the_sum_is_told_with_what_is_allowed() -> None:
    assert checked(DECK.replace("minutes=1}", "minutes=4}")) == [
        "3: the slides of 'short' take 6 minutes and 3 are allowed; shorten slides, leave some out, or allow more",
        "3: the slides of 'long' take 15.5 minutes and 9 are allowed; shorten slides, leave some out, or allow more",
    ]


def test_a_slide_without_minutes_among_others_is_told() -> None:
    told = "31: the slide 'Fifth' has no minutes, and others have; write {minutes=1.5} behind its title"
    assert set(checked(DECK.replace("{#fifth minutes=1}", "{#fifth}"))) == {told}


def test_references_need_no_minutes() -> None:
    assert checked(DECK + "\n## Works\n\n::: {#refs}\n:::\n") == []


@pytest.mark.parametrize(("minutes", "told"), [(2, 0), (1, 0), (0.5, 1)])
def test_notes_that_take_longer_than_their_slide_are_told(minutes: float, told: int) -> None:
    notes = f"## Slide {{minutes={minutes}}}\n\nText.\n\n::: notes\n{'word ' * WORDS_PER_MINUTE}\n:::\n"
    found = checked(notes)
    assert len(found) == told
    assert all("the notes of 'Slide' have 130 words, about 1.0 minutes; the slide has 0.5" in one for one in found)


def test_the_schedule_is_a_table_with_sums(tmp_path: Path) -> None:
    path = tmp_path / "deck.md"
    path.write_text(DECK.replace("## First", "## First | again"), encoding="utf-8")
    assert schedule(build_deck(path, Problems(), variant="short")).splitlines() == [
        "| Start | Slide | Title | Minutes |",
        "| ---: | ---: | --- | ---: |",
        "| 0:00 | 1 | A talk |  |",
        "| 0:00 | 2 | **One** | **2** |",
        "| 0:00 | 3 | First \\| again | 2 |",
        "| 2:00 | 4 | **Three** | **1** |",
        "| 2:00 | 5 | Fifth | 1 |",
        "| 3:00 | | **Total, 3 allowed** | **3** |",
    ]


def test_the_schedule_counts_slides_as_they_are_numbered_when_one_continues() -> None:
    items = "".join(f"- Item {number} of a list that goes on\n" for number in range(40))
    placed = place(f"# Part\n\n## Long\n\n{items}\n## Short {{minutes=0.5}}\n\nText.\n")
    assert schedule(placed).splitlines()[2:] == [
        "| 0:00 | 1 | **Part** | **0.5** |",
        "| 0:00 | 2 | Long |  |",
        f"| 0:00 | {len(placed.slides)} | Short | 0.5 |",
        "| 0:30 | | **Total** | **0.5** |",
    ]
