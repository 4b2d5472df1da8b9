from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from deck.accessibility import LONGEST_ALT, alternative_fault, check_accessibility, contrast
from deck.build import build_deck
from deck.placed import PlacedDeck, TextShape
from deck.theme import Step
from sample_deck import complaints, deck_folder, place
from sample_library import TESTS
from text.source import Problems, SourceError

STRICT = "---\nlang: en\nstrict: true\n---\n"


def findings(placed: PlacedDeck) -> list[str]:
    problems = Problems()
    check_accessibility(placed, problems)
    return [f"{one.source.line}:{one.source.column}: {one.what}; {one.todo}" for one in problems.found]


def strict(markdown: str) -> list[str]:
    return findings(place(STRICT + markdown))


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("## A slide\n\nText.\n", []),
        (
            "## Same\n\nText.\n\n# Same\n\nText.\n",
            ["9:1: the title 'Same' stands twice; the first one is at line 5: say in what they differ"],
        ),
        (
            "## A slide\n\nSee [here](https://example.org).\n",
            ["7:6: the link 'here' does not say where it leads; link the words that name the page or slide"],
        ),
        (
            "## A slide\n\nSee **[Click *here*!](https://example.org)**\n",
            ["7:8: the link 'Click here!' does not say where it leads; link the words that name the page or slide"],
        ),
        ("## A slide\n\nSee [what is here](https://example.org).\n", []),
        (
            "## A slide\n\n|  |  |\n| - | - |\n| a | b |\n",
            ["7:1: the table has no header row; name its columns in the first row"],
        ),
        (
            "## A slide\n\n| A |  |\n| - | - |\n| a | b |\n",
            ["7:1: column 2 of the table has no header; name it in the first row"],
        ),
        ("## A slide\n\n|  | B |\n| - | - |\n| a | b |\n", []),
    ],
)
def test_what_would_keep_somebody_out_is_told_with_its_place(markdown: str, expected: list[str]) -> None:
    assert strict(markdown) == expected


def test_a_guest_is_left_in_peace() -> None:
    assert findings(place("## Same\n\n[here](https://example.org)\n\n# Same\n\nText.\n")) == []


@pytest.mark.parametrize(
    ("alt", "fault"),
    [
        ("A bar chart of downloads", ""),
        ("", "is empty"),
        ("sketch.png", "is the name of a file"),
        ("Sketch", "is the name of a file"),
        ("other-file.JPG", "is the name of a file"),
        ("Image of a dog", "starts with 'Image of'"),
        ("a picture of a dog", "starts with 'a picture of'"),
        ("Imagery from space", ""),
        ("x" * LONGEST_ALT, ""),
        ("x" * (LONGEST_ALT + 1), "has 301 characters"),
    ],
)
def test_a_text_alternative_says_what_is_shown(alt: str, fault: str) -> None:
    found = alternative_fault(alt, "/a/sketch.png")
    assert (found[0] if found else "") == fault


def test_a_picture_has_its_finding_at_its_line(tmp_path: Path) -> None:
    found = complaints(deck_folder(tmp_path), "## A slide\n\n![sketch](sketch.png)\n", strict=True)
    assert found == ["3:1: the text alternative of 'sketch.png' is the name of a file; say what the picture shows"]


@pytest.mark.parametrize("language", ["en", "en-GB", "de", "zh-Hans", "gsw"])
def test_a_language_that_is_known_is_let_through(language: str) -> None:
    assert strict("## A slide\n\nText.\n") == findings(place(f"---\nlang: {language}\nstrict: true\n---\n## A\n\nb\n"))


def test_a_language_that_is_none_is_told_where_it_stands() -> None:
    found = findings(place("---\nlang: xx\nstrict: true\n---\n## A slide\n\nText.\n"))
    assert found == ["2:1: 'xx' is no language; write its tag: en, en-GB, de"]


def changed(placed: PlacedDeck, **changes: object) -> PlacedDeck:
    """Gives a deck with its last text shape changed, as no layout of ours would."""
    slide = placed.slides[-1]
    last = slide.shapes[-1]
    assert isinstance(last, TextShape)
    shapes = (*slide.shapes[:-1], replace(last, **changes))  # type: ignore[arg-type]  # names are those of the fields
    return replace(placed, slides=(*placed.slides[:-1], replace(slide, shapes=shapes)))


def test_a_colour_that_cannot_be_told_from_its_ground_is_told() -> None:
    [found] = findings(changed(place(STRICT + "## A slide\n\nText.\n"), colour="rule"))
    assert found.startswith("5:1: 'rule' on 'paper' has a contrast of 1.7 in light mode; 3 is the least")


def test_a_background_counts_as_ground() -> None:
    placed = place(STRICT + "## A slide\n\nText.\n")
    slides = tuple(replace(slide, background="ink") for slide in placed.slides)
    assert "'ink' on 'ink' has a contrast of 1.0" in findings(replace(placed, slides=slides))[0]


def test_type_that_is_too_small_is_told() -> None:
    placed = place(STRICT + "## A slide\n\nText.\n")
    shape = placed.slides[-1].shapes[-1]
    assert isinstance(shape, TextShape)
    small = tuple(replace(one, step=Step("body", 12, 14)) for one in shape.paragraphs)
    [found] = findings(changed(placed, paragraphs=small))
    assert found == "5:1: type of 12 pt on the slide; 18 pt is the least for text: mend the theme"


def test_a_shape_that_is_read_before_the_title_is_told() -> None:
    placed = place(STRICT + "## A slide\n\nText.\n")
    slide = replace(placed.slides[-1], shapes=placed.slides[-1].shapes[::-1])
    [found] = findings(replace(placed, slides=(slide,)))
    assert found == "5:1: 'body' is read before the title; this is a fault of its layout"


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", ["original", "tensorflow-vs-pytorch"])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_our_own_decks_pass(name: str, mode: str) -> None:
    path = TESTS.parent / "slides" / f"{name}.md"
    try:
        build_deck(path, Problems(), mode=mode, strict=True)
    except SourceError as error:
        pytest.fail(str(error))
