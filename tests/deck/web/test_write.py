from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import hypothesis
import pytest
from lxml import html as lxml_html
from lxml.html import HtmlElement
from PIL import Image

from deck.build import build_deck
from deck.examples import build_example
from deck.placed import PlacedDeck, PlacedSlide, TableShape, TextShape
from deck.powerpoint.write import write_pptx
from deck.web.write import slides_html, write_html_page
from random_deck import decks
from sample_deck import HEADING, SAMPLE_DECK, THEME, build_in, deck_folder, opened, place
from sample_library import CASES, TESTS
from text.case import Case, read_cases
from text.source import Problems, SourceError

REAL = ("original", "tensorflow-vs-pytorch")
NASTY = """---
title: "<script>alert(1)</script> & \\"more\\""
lang: en
---
# <b>A & B</b> {#part}

## "A" \\<i> & 'B' {#one}

1 \\< 2 & `<script>` [x](https://example.org/?a=1&b=%22 "a \\"tip\\" <b>")

| <u> | \\<td> |
| --- | --- |
| a \\< b | `</table>` |

```html
</code></pre><script>alert(1)</script>
```

::: notes
\\<script>
:::
""".replace("# <b>A & B</b>", "# \\<b>A & B").replace("| <u> |", "| \\<u> |")


NASTY_WORDS = ('<script>alert(1)</script> & "more"', "<b>A & B", "<i> & 'B'", "<td>", "</table>", "</code></pre>")


@pytest.fixture(scope="module", params=["sample", *REAL])
def deck(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> PlacedDeck:
    """The sample and both real decks, placed."""
    if request.param in REAL:
        return build_deck(TESTS.parent / "slides" / f"{request.param}.md", Problems())
    return build_in(deck_folder(tmp_path_factory.mktemp("html")), SAMPLE_DECK.read_text(encoding="utf-8"))


def page_of(deck: PlacedDeck) -> HtmlElement:
    return lxml_html.document_fromstring(write_html_page(deck))


def words_on_page(deck: PlacedDeck) -> list[list[str]]:
    """Gives the words of every slide of the page, without blanks between them."""
    found = []
    for section in page_of(deck).iter("section"):
        for element in [*section.iter("br")]:
            element.tail = " " + (element.tail or "")
        boxes = section.xpath("./div")
        found.append(["".join(text.split()) for box in boxes for text in block_texts(box)])
    return found


def block_texts(box: HtmlElement) -> Iterator[str]:
    cells = box.xpath(".//th | .//td")
    yield from (cell.text_content() for cell in cells) if cells else iter([box.text_content()])


def words_in_pptx(deck: PlacedDeck) -> list[list[str]]:
    """Gives the words of every slide of the PowerPoint file, without blanks between them."""
    found = []
    for slide in opened(write_pptx(deck)).slides:
        bodies = slide._element.xpath(".//p:txBody | .//a:txBody")
        found.append(["".join("".join(body.itertext("{*}t")).split()) for body in bodies])
    return found


def test_the_page_has_the_words_of_the_presentation_in_the_same_order(deck: PlacedDeck) -> None:
    for shown, written in zip(words_on_page(deck), words_in_pptx(deck), strict=True):
        assert [words for words in shown if words] == [words for words in written if words]


def test_ids_are_unique(deck: PlacedDeck) -> None:
    ids = page_of(deck).xpath("//@id")
    assert len(set(ids)) == len(ids)
    assert {slide.id for slide in deck.slides} <= set(ids)


def test_every_link_inside_the_page_has_its_target(deck: PlacedDeck) -> None:
    page = page_of(deck)
    inside = [link.removeprefix("#") for link in page.xpath("//a/@href") if link.startswith("#")]
    assert set(inside) <= set(page.xpath("//@id"))


def test_the_page_needs_nothing_from_elsewhere(deck: PlacedDeck) -> None:
    page, written = page_of(deck), write_html_page(deck)
    assert all(source.startswith("data:") for source in page.xpath("//@src | //@srcset | //link/@href"))
    assert page.xpath("//script | //iframe | //object | //link") == []
    assert not {"@import", "url("} & {mark for mark in ("@import", "url(") if mark in written}


def test_the_page_has_a_language_a_title_and_an_alternative_for_every_picture(deck: PlacedDeck) -> None:
    page = page_of(deck)
    assert page.get("lang") == "en"
    assert page.findtext(".//title") == deck.settings.title
    assert all(image.get("alt") is not None for image in page.iter("img"))


def test_headings_step_down_one_at_a_time(deck: PlacedDeck) -> None:
    levels = [int(heading.tag[1]) for heading in page_of(deck).xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_header_cell_says_what_it_heads(deck: PlacedDeck) -> None:
    assert set(page_of(deck).xpath("//th/@scope")) <= {"col", "row"}
    assert page_of(deck).xpath("//th[not(@scope)]") == []


def test_all_that_an_author_writes_is_escaped() -> None:
    page = page_of(place(NASTY))
    assert page.xpath("//script | //b | //i | //u") == []
    shown = page.text_content()
    for written in ('<script>alert(1)</script> & "more"', "<b>A & B", "<i> & 'B'", "<td>", "</table>", "</code></pre>"):
        assert written in shown


@pytest.mark.parametrize("language", ['en"><script>', "x&<"])
def test_a_language_cannot_leave_its_attribute(language: str) -> None:
    deck = place(f"---\ntitle: A\n---\n{HEADING}Text.\n")
    page = page_of(replace(deck, settings=replace(deck.settings, language=language)))
    assert page.get("lang") == language
    assert page.xpath("//script") == []


def test_an_id_of_an_author_cannot_leave_its_attribute() -> None:
    page = page_of(place('## A slide {id="a\'<b>&"}\n\nText.\n'))
    assert page.xpath("//section/@id") == ["a'<b>&"]


def test_a_prefix_keeps_the_slides_of_two_decks_apart() -> None:
    deck = place("## One {#one}\n\n[two](#two)\n\n## Two {#two}\n\nText.\n")
    page = lxml_html.fragment_fromstring(slides_html(deck, "a-"), create_parent="div")
    assert page.xpath(".//section/@id") == ["a-one", "a-two"]
    assert page.xpath(".//a/@href") == ["#a-two"]


def test_lists_nest_as_they_were_written() -> None:
    page = page_of(place(HEADING + "- a\n  1. b\n  2. c\n     - d\n- e\n\n3. f\n"))
    depths = [
        (one.tag, len(one.xpath("ancestor::ul | ancestor::ol")), len(one))
        for one in page.xpath("//main//ul | //main//ol")
    ]
    assert depths == [("ul", 0, 2), ("ol", 1, 2), ("ul", 2, 1), ("ol", 0, 1)]
    assert page.xpath("//ol/@start") == ["3"]


def test_notes_stand_below_their_slide_and_are_folded() -> None:
    page = page_of(place(HEADING + "Text.\n\n::: notes\nSay *this*.\n:::\n"))
    [notes] = page.xpath("//details[@class='slide-notes']")
    assert notes.findtext("summary") == "Notes of slide 1"
    assert notes.find("p").text_content() == "Say this."


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_mode_of_the_deck_is_the_mode_of_the_page(tmp_path: Path, mode: str) -> None:
    deck = build_in(deck_folder(tmp_path), HEADING + "Text.\n", mode=mode)
    page = write_html_page(deck)
    assert f'data-mode="{mode}"' in page
    assert THEME.colours[mode]["ink"] in page


def said_in(slide: PlacedSlide) -> list[str]:
    """Gives the words of a placed slide, shape by shape and cell by cell, without blanks; charts left out."""
    texts: list[str] = []
    for shape in slide.shapes:
        if isinstance(shape, TextShape):
            texts.append("".join(paragraph.text.plain for paragraph in shape.paragraphs))
        elif isinstance(shape, TableShape):
            texts += [cell.text.plain for row in shape.rows for cell in row.cells if not cell.covered]
    return ["".join(text.split()) for text in texts if text.strip()]


def shown_in(section: HtmlElement) -> list[str]:
    """Gives the words of a slide of the page in the same way, formulas by their text alternatives."""
    for math in section.iter("math"):
        math[:] = []
        math.text = math.get("alttext")
    boxes = [
        box
        for box in section.find_class("box")
        if not ({"number", "footer"} & set(box.classes) or len(box.xpath("./svg")))
    ]
    return ["".join(text.split()) for box in boxes for text in block_texts(box) if text.strip()]


@pytest.mark.parametrize("case", read_cases(CASES / "blocks.md"), ids=lambda case: case.name)
def test_every_word_of_a_placed_deck_is_on_the_page_in_its_order(tmp_path: Path, case: Case) -> None:
    placed = build_example(case, TESTS / "sample", tmp_path)
    assert [shown_in(one) for one in page_of(placed).iter("section")] == [said_in(slide) for slide in placed.slides]


@hypothesis.given(decks())
@hypothesis.settings(max_examples=10)
def test_every_word_of_a_random_deck_is_on_the_page_in_its_order(markdown: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            placed = build_in(deck_folder(Path(folder)), markdown)
        except SourceError:
            hypothesis.reject()
        sections = page_of(placed).iter("section")
        assert [shown_in(one) for one in sections] == [said_in(slide) for slide in placed.slides]


def test_the_page_says_who_wrote_it_when_and_under_which_licence(tmp_path: Path) -> None:
    [case] = [case for case in read_cases(CASES / "blocks.md") if case.name == "front matter"]
    page = page_of(build_example(case, TESTS / "sample", tmp_path))
    named = {one.get("name"): one.get("content") for one in page.iter("meta") if one.get("name")}
    assert named["author"] == "Ada Example, Bob Example"
    assert (named["dcterms.date"], named["dcterms.license"]) == ("2026-11-22", "CC BY 4.0")
    assert page.find(".//header/p").text_content() == "Ada Example, Bob Example · 2026-11-22 · CC BY 4.0"
    assert page.get("lang") == "en-GB"


def test_the_contents_lead_to_every_slide_by_its_title() -> None:
    deck = place("## One *a* {#one}\n\nText.\n\n## Two {#two}\n\nText.\n")
    links = page_of(deck).xpath("//nav[@aria-label='Slides']//li/a")
    assert [(link.get("href"), link.text_content()) for link in links] == [("#one", "One a"), ("#two", "Two")]


@pytest.mark.parametrize(("count", "said"), [(1, "1 slide"), (2, "2 slides")])
def test_the_contents_say_how_many_slides_there_are(count: int, said: str) -> None:
    [summary] = page_of(place((HEADING + "Text.\n\n") * count)).xpath("//nav//summary")
    assert summary.text == said


def test_the_name_of_the_deck_runs_as_its_letters_do() -> None:
    [name] = page_of(place("## סוללות\n\nText.\n")).xpath("//h1")
    assert name.get("dir") == "auto"


def test_a_slide_is_named_by_its_number_and_its_title() -> None:
    [section] = page_of(place(HEADING + "Text.\n")).iter("section")
    assert section.get("aria-label") == "Slide 1 of 1: A slide"


@pytest.mark.parametrize(("ground", "style", "pictures"), [("wash", "background:var(--wash)", 0), ("picture", None, 1)])
def test_a_slide_stands_on_its_ground(tmp_path: Path, ground: str, style: str | None, pictures: int) -> None:
    deck = place(HEADING + "Text.\n")
    Image.new("RGB", (4, 3)).save(tmp_path / "a.png")
    named = str(tmp_path / "a.png") if ground == "picture" else ground
    [section] = page_of(replace(deck, slides=(replace(deck.slides[0], background=named),))).iter("section")
    assert (section.get("style"), len(section.xpath("./img[@alt='']"))) == (style, pictures)
