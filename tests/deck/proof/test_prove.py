from __future__ import annotations

import re
from pathlib import Path

import pytest

from deck.build import build_deck
from deck.placed import PlacedDeck
from deck.powerpoint.write import write_pptx
from sample_deck import build_in, deck_folder
from sample_library import TESTS
from text.source import Problems
from zip_changes import Parts, changed, complaints, replaced

DECK = """\
---
title: A proof
author: Someone
bibliography: bibliography.bib
---
## First {#first}

- Alpha bravo [outside](https://example.org/a)
- Charlie delta [over there](#second)
- Echo **foxtrot** golf

::: notes
Hotel india.

Juliet [kilo](https://example.org/k).
:::

## Second {#second}

| A | B |
| - | - |
| lima | mike |
| november | oscar |

## Third

![A sketch](sketch.png)

## Fourth

```python
papa = 1
  quebec  = 2
```

## Fifth

Romeo sierra [@king2018, p. 3].

## Sixth

:::: columns
::: column
- tango
- uniform
:::
::: column
- victor
- whiskey
:::
::::

## References

::: {#refs}
:::
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[PlacedDeck, bytes]:
    """The deck above, placed and written."""
    placed = build_in(deck_folder(tmp_path_factory.mktemp("proof")), DECK)
    return placed, write_pptx(placed)


def test_a_file_that_holds_everything_is_let_through(built: tuple[PlacedDeck, bytes]) -> None:
    assert complaints(*built) == []


SLIDE = r"slides/slide\d+\.xml$"
RELATIONS = r"slides/_rels/"
NOTES = r"notesSlides/notesSlide"


@pytest.mark.parametrize(
    ("pattern", "old", "new", "expected"),
    [
        (SLIDE, "Charlie delta", "Charles delta", "9: 'Charlie' is not in the file"),
        (SLIDE, "Alpha bravo ", "", "8: 'Alpha bravo' is not in the file"),
        (SLIDE, ">foxtrot<", "><", "10: 'foxtrot' is not in the file"),
        (SLIDE, ">First<", ">Thirst<", "6: 'First' is not in the file"),
        (SLIDE, ">mike<", ">mice<", "22: the row 'lima | mike' is not in the file as it is written"),
        (SLIDE, ">A<", ">X<", "20: the row 'A | B' is not in the file as it is written"),
        (SLIDE, "  = ", " = ", "33: '  quebec  = 2' is not in the file"),
        (SLIDE, "Romeo", "Juliet", "38: 'Romeo' is not in the file"),
        (SLIDE, 'descr="A sketch"', 'descr=""', "27: 'A sketch' is not in the file"),
        (SLIDE, ">whiskey<", ">water<", "49: 'whiskey' is not in the file"),
        (SLIDE, ">Someone<", ">Nobody<", None),
        (NOTES, "Hotel", "Motel", "13: 'Hotel' is not in the file"),
        (RELATIONS, "https://example.org/a", "https://example.org/b",
         "8: the link of 'outside' to https://example.org/a leads to https://example.org/b in the file"),
        (RELATIONS, 'Target="slide3.xml"', 'Target="slide4.xml"',
         "9: the link of 'overthere' to slide 3 leads to slide 4 in the file"),
        (r"notesSlides/_rels", "https://example.org/k", "https://example.org/x",
         "15: the link of 'kilo' to https://example.org/k leads to https://example.org/x in the file"),
    ],
)  # fmt: skip
def test_what_is_changed_is_told_with_its_line(
    built: tuple[PlacedDeck, bytes], pattern: str, old: str, new: str, expected: str | None
) -> None:
    placed, content = built
    found = complaints(placed, replaced(content, pattern, old, new))
    assert found == ([expected] if expected else [])  # the author stands in the properties too


def test_a_link_that_is_taken_off_its_words_is_told(built: tuple[PlacedDeck, bytes]) -> None:
    placed, content = built

    def change(parts: Parts) -> None:
        slide = parts["ppt/slides/slide2.xml"].decode()
        parts["ppt/slides/slide2.xml"] = re.sub(r"<a:hlinkClick.*?</a:hlinkClick>", "", slide, count=1).encode()

    told = "8: the link of 'outside' to https://example.org/a is not in the file"
    assert complaints(placed, changed(content, change)) == [told]


def test_another_picture_in_its_place_is_told(built: tuple[PlacedDeck, bytes]) -> None:
    placed, content = built

    def change(parts: Parts) -> None:
        [name] = [name for name in parts if "/media/" in name]
        parts[name] += b"x"

    assert complaints(placed, changed(content, change)) == [
        "27: the picture 'sketch.png' is not in the file where the source has it"
    ]


def test_two_paragraphs_that_change_places_are_told(built: tuple[PlacedDeck, bytes]) -> None:
    placed, content = built

    def change(parts: Parts) -> None:
        slide = parts["ppt/slides/slide2.xml"].decode()
        first, second = re.findall(r"<a:p>(?:(?!<a:p>).)*?(?:Charlie|foxtrot).*?</a:p>", slide, re.DOTALL)
        parts["ppt/slides/slide2.xml"] = slide.replace(first + second, second + first).encode()

    [told] = complaints(placed, changed(content, change))
    assert told.startswith("10: 'Echo foxtrot golf' does not stand in the file where")


def test_two_cells_that_change_places_are_told(built: tuple[PlacedDeck, bytes]) -> None:
    placed, content = built
    swapped = replaced(
        replaced(replaced(content, SLIDE, ">lima<", ">?<"), SLIDE, ">mike<", ">lima<"), SLIDE, ">?<", ">mike<"
    )
    assert complaints(placed, swapped) == ["22: the row 'lima | mike' is not in the file as it is written"]


def test_a_slide_that_is_gone_is_told(built: tuple[PlacedDeck, bytes]) -> None:
    placed, content = built

    def change(parts: Parts) -> None:
        name = "ppt/presentation.xml"
        parts[name] = re.sub(rb"<p:sldId [^>]*/>", b"", parts[name], count=1)

    assert complaints(placed, changed(content, change)) == ["1: the file has 7 slides and 8 were placed"]


def test_notes_that_are_gone_are_told_each_with_its_line(built: tuple[PlacedDeck, bytes]) -> None:
    placed, content = built
    found = complaints(placed, replaced(content, RELATIONS, "relationships/notesSlide", "relationships/other"))
    assert [line.split(":")[0] for line in found] == ["13", "15", "36", "36"]  # the works cited stand there too


def test_a_source_line_that_is_gone_is_told(built: tuple[PlacedDeck, bytes]) -> None:
    placed, content = built
    assert complaints(placed, replaced(content, r"slides/slide6\.xml", ">, p. 3<", ">, p. 4<")) == [
        "36: 'King, 2018, p. 3' is not in the file"
    ]


def test_the_works_in_the_notes_are_looked_for(built: tuple[PlacedDeck, bytes]) -> None:
    placed, content = built
    [told] = complaints(placed, replaced(content, NOTES, "graphs", "giraffes"))
    assert told.startswith("36: 'King, M., Jr. (2018). On graphs")


def test_what_the_front_matter_says_is_looked_for_in_the_properties_too(built: tuple[PlacedDeck, bytes]) -> None:
    placed, content = built
    changed_slide = replaced(content, SLIDE, ">Someone<", ">Nobody<")
    assert complaints(placed, replaced(changed_slide, "docProps", "Someone", "Nobody")) == [
        "3: 'Someone' is not in the file"
    ]


def test_a_reference_that_is_gone_is_told(built: tuple[PlacedDeck, bytes]) -> None:
    placed, content = built
    [told] = complaints(placed, replaced(content, r"slides/slide8\.xml", "graphs", "giraffes"))
    assert told.startswith("53: 'King, 2018 | King, M., Jr. (2018). On graphs")


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_presentation_is_told(built: tuple[PlacedDeck, bytes], content: bytes) -> None:
    [told] = complaints(built[0], content)
    assert told.startswith("1: the file is no presentation: ")


@pytest.mark.parametrize("name", ["original", "tensorflow-vs-pytorch"])
def test_our_own_decks_are_whole(name: str) -> None:
    placed = build_deck(TESTS.parent / "slides" / f"{name}.md", Problems())
    assert complaints(placed, write_pptx(placed)) == []


def test_a_quotation_of_the_works_that_the_source_line_names_is_no_furniture(tmp_path: Path) -> None:
    said = "---\nbibliography: bibliography.bib\n---\n## A slide\n\n- > Said.\n- > [@king2018]\n- > Said.\n"
    placed = build_in(deck_folder(tmp_path), said)
    assert complaints(placed, write_pptx(placed)) == []
