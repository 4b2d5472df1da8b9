from __future__ import annotations

import datetime
import itertools
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any  # python-pptx carries no types for what is walked here

import pytest
from lxml import etree
from openxml_audit import validate_pptx  # type: ignore[import-untyped]  # it carries no types
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.presentation import Presentation as PresentationFile
from pptx.util import Inches

from case_file import read_cases
from deck.build import build_deck
from deck.placed import PlacedDeck
from deck.powerpoint.write import write_pptx
from deck_outline import is_decorative, link_target, outline
from made_slides import box_of, deck_of, findings, paragraph
from sample_deck import HEADING, SAMPLE_DECK, THEME, build, build_in, deck_folder, opened
from sample_library import CASES, TESTS
from text.source import Problems

EXPECTED = TESTS / "sample" / "expected"
REAL = ("original", "tensorflow-vs-pytorch")
MANY = HEADING + "".join(f"- point {number} with [a link](https://example.org/{number})\n" for number in range(40))
EVERYTHING = """---
footer: A footer
---

## Formulas and builds {transition=fade background=wash}

Where $x^2$ is:

$$\\sum_{i=1}^n i$$

::: incremental
- one with $\\frac{a}{b}$
- العربية and 日本語で
:::

::: notes
Say $x^2$.

| a | b |
|---|---|
| 1 | 2 |
:::

## A drawing {background=sketch.png transition=push}

![A drawing](drawing.svg)
"""
SIDES = ("left", "top", "width", "height")
EMU_TOLERANCE = 9144  # a hundredth of an inch


@pytest.fixture(scope="module")
def placed(tmp_path_factory: pytest.TempPathFactory) -> PlacedDeck:
    """The sample deck with its picture, placed."""
    return build_in(deck_folder(tmp_path_factory.mktemp("pptx")), SAMPLE_DECK.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def sample(placed: PlacedDeck) -> PresentationFile:
    """The sample deck, built and opened again."""
    return opened(write_pptx(placed))


@pytest.fixture(scope="module", params=["sample", *REAL])
def deck(request: pytest.FixtureRequest, placed: PlacedDeck) -> PresentationFile:
    """The sample and both real decks, built and opened again."""
    if request.param in REAL:
        path = TESTS.parent / "slides" / f"{request.param}.md"
        return opened(write_pptx(build_deck(path, Problems())))
    return opened(write_pptx(placed))


def shapes(deck: PresentationFile) -> Iterator[tuple[Any, Any]]:
    for slide in deck.slides:
        yield from ((slide, shape) for shape in slide.shapes)


def elements(deck: PresentationFile, path: str) -> list[Any]:
    return [found for slide in deck.slides for found in slide._element.xpath(path)]


def numbers(deck: PresentationFile) -> dict[str, int]:
    """Gives the number of every slide by the name of its part."""
    return {slide.part.partname: number for number, slide in enumerate(deck.slides, start=1)}


def targets(deck: PresentationFile, slide: Any) -> list[tuple[str, str]]:
    """Gives the words of every link of a slide and where it leads."""
    links = slide._element.iter("{*}hlinkClick")
    return [
        ("".join(link.getparent().getparent().itertext("{*}t")), link_target(link, slide.part, numbers(deck)))
        for link in links
    ]


def cited_from(deck: PresentationFile, slide: Any) -> set[str]:
    """Gives where the citations of a slide lead; the contents of a section are no citations."""
    return {target for words, target in targets(deck, slide) if not words.isdigit()}


def slide_called(deck: PresentationFile, title: str) -> Any:
    [found] = [slide for slide in deck.slides if slide.shapes.title.text_frame.text == title]
    return found


@pytest.mark.parametrize(("name", "written", "expected"), read_cases(CASES / "deck_outline.md"))
def test_a_deck_becomes_a_presentation(tmp_path: Path, name: str, written: str, expected: str) -> None:
    assert outline(opened(write_pptx(build_in(deck_folder(tmp_path), written)))) == expected


def test_the_sample_has_its_outline(sample: PresentationFile, check_expected: Callable[[Path, str], None]) -> None:
    check_expected(EXPECTED / "deck.txt", outline(sample) + "\n")


def test_every_slide_has_a_title_placeholder_with_a_text_of_its_own(deck: PresentationFile) -> None:
    found = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert all(found)
    assert [title for title, count in Counter(found).items() if count > 1] == []


def test_the_title_is_read_first(deck: PresentationFile) -> None:
    for slide in deck.slides:
        read = [shape for shape in slide.shapes if not is_decorative(shape)]
        assert read[0].shape_id == slide.shapes.title.shape_id


def test_text_stands_in_placeholders(deck: PresentationFile) -> None:
    loose = [shape.name for _, shape in shapes(deck) if not shape.is_placeholder and not is_decorative(shape)]
    assert set(loose) <= {"Text", "Slides of this part"}
    assert loose.count("Text") <= 1  # what stands below two columns


def test_every_placeholder_belongs_to_one_of_its_layout(deck: PresentationFile) -> None:
    for slide in deck.slides:
        known = {slot.placeholder_format.idx: slot.placeholder_format.type for slot in slide.slide_layout.placeholders}
        found = [(one.placeholder_format.idx, one.placeholder_format.type) for one in slide.placeholders]
        assert len({index for index, _ in found}) == len(found)
        assert all(known[index] == kind for index, kind in found)


def test_a_placeholder_that_fills_its_box_can_be_reset(deck: PresentationFile) -> None:
    for slide, shape in shapes(deck):
        if shape.is_placeholder and shape.has_text_frame and shape._element.spPr.find("{*}xfrm") is not None:
            index = shape.placeholder_format.idx
            [slot] = [one for one in slide.slide_layout.placeholders if one.placeholder_format.idx == index]
            moved = max(abs(getattr(slot, side) - getattr(shape, side)) for side in SIDES)
            assert moved > EMU_TOLERANCE


def test_layouts_have_the_placeholders_of_the_theme(deck: PresentationFile) -> None:
    built = {layout.name: layout for layout in deck.slide_layouts}
    assert set(built) == {layout.name for layout in THEME.layouts.values()}
    for layout in THEME.layouts.values():
        boxes = [(slot.left, slot.top, slot.width, slot.height) for slot in iter_placeholders(built[layout.name])]
        wanted = [(slot.box.x, slot.box.y, slot.box.width, slot.box.height) for slot in layout.slots]
        assert [tuple(round(side / 914400, 3) for side in box) for box in boxes] == wanted


def iter_placeholders(layout: Any) -> Iterator[Any]:
    yield from layout.placeholders


def test_the_slide_is_as_large_as_the_theme_says(deck: PresentationFile) -> None:
    assert (deck.slide_width, deck.slide_height) == (Inches(THEME.width), Inches(THEME.height))


def test_tables_have_a_header_row_and_a_text_alternative(deck: PresentationFile) -> None:
    for _, shape in shapes(deck):
        if getattr(shape, "has_table", False):
            assert shape.table.first_row == (shape.name != "Slides of this part")
            assert shape._element.xpath(".//p:cNvPr")[0].get("descr").startswith(shape.name)


def test_pictures_have_their_text_alternative(sample: PresentationFile) -> None:
    assert [one.get("descr") for one in elements(sample, ".//p:pic//p:cNvPr")] == ["A dike with a road on it"]


def test_a_picture_without_meaning_says_so(tmp_path: Path) -> None:
    deck = opened(write_pptx(build_in(deck_folder(tmp_path), HEADING + "![](sketch.png){.decorative}\n")))
    [picture] = [shape for _, shape in shapes(deck) if shape.name == "Picture"]
    assert is_decorative(picture)


def test_every_run_has_a_language_and_code_is_not_proofed(deck: PresentationFile) -> None:
    runs = elements(deck, ".//a:r | .//a:fld")
    properties = [run.find("{*}rPr") for run in runs]
    assert {run.find("{*}rPr").get("lang") for run in runs if "".join(run.itertext()).isascii()} == {"en-US"}
    assert all(one.get("lang") for one in properties)
    code = [one for one in properties if one.xpath("a:latin/@typeface") == [THEME.fonts["code"]]]
    assert all(one.get("noProof") == "1" for one in code)


def test_code_is_not_proofed(sample: PresentationFile) -> None:
    body = slide_called(sample, "Code with a marked line").placeholders[1]
    assert {run._r.rPr.get("noProof") for one in body.text_frame.paragraphs for run in one.runs} == {"1"}


def test_the_language_of_the_deck_is_that_of_every_run() -> None:
    deck = build("---\nlang: de\n---\n" + HEADING + "Text.\n")
    assert {run.find("{*}rPr").get("lang") for run in elements(deck, ".//a:r | .//a:fld")} == {"de-DE"}


def test_links_lead_outside_and_to_the_right_slide(sample: PresentationFile) -> None:
    found = dict(targets(sample, slide_called(sample, "Dikes hold where dunes do not")))
    assert found["the comparison"] == "slide 5"
    assert found["outside"] == "https://example.org/a?b=1&c=2"


def test_a_link_keeps_its_remark(sample: PresentationFile) -> None:
    assert "A page about dikes" in [link.get("tooltip") for link in elements(sample, ".//a:hlinkClick")]


def test_citations_lead_to_the_references_and_those_back(deck: PresentationFile) -> None:
    places = {f"slide {number}": slide for number, slide in enumerate(deck.slides, start=1)}
    lists = {place for place, slide in places.items() if slide.slide_layout.name == "References"}
    listed = {target for place in lists for words, target in targets(deck, places[place]) if words.isdigit()}
    citing = {place for place in places.keys() - lists if lists & cited_from(deck, places[place])}
    assert citing <= listed


def test_the_numbers_of_a_reference_are_the_slides_they_lead_to(deck: PresentationFile) -> None:
    for slide in deck.slides:
        if slide.slide_layout.name in ("References", "Section"):
            led = ((words, target) for words, target in targets(deck, slide) if target.startswith("slide "))
            found = [(words, target) for words, target in led if words.isdigit()]
            assert [target for _, target in found] == [f"slide {words}" for words, _ in found]


def test_notes_say_what_the_speaker_says_and_the_sources(sample: PresentationFile) -> None:
    slide = slide_called(sample, "Dikes hold where dunes do not")
    said = slide.notes_slide.notes_text_frame.text
    assert said.startswith("Say this first; then go outside, as King (2018) does.\na point\nSources of this slide\n")
    links = slide.notes_slide._element.iter("{*}hlinkClick")
    assert "https://example.org/notes" in [link_target(link, slide.notes_slide.part, numbers(sample)) for link in links]


def test_the_document_says_what_the_front_matter_says(sample: PresentationFile) -> None:
    found = sample.core_properties
    assert (found.title, found.author) == ("Dikes vs Dunes", "Ada Example; Bob Example")
    assert (found.subject, found.keywords) == ("A deck made up for the tests", "dikes, dunes")
    assert (found.language, found.version, found.comments) == ("en-US", "1.2.3", "after nobody. Licence: CC BY 4.0")
    dates = {date.replace(tzinfo=None) for date in (found.created, found.modified) if date}
    assert dates == {datetime.datetime(2020, 2, 29)}


def test_what_the_core_properties_cannot_hold_is_kept_too(placed: PlacedDeck) -> None:
    properties = etree.fromstring(parts(write_pptx(placed))["docProps/custom.xml"])
    found = {one.get("name"): "".join(one.itertext()) for one in properties}
    assert found == {"Credit": "after nobody", "Licence": "CC BY 4.0", "Version": "1.2.3"}
    assert [int(one.get("pid")) for one in properties] == [2, 3, 4]


def test_the_footer_is_a_placeholder_of_slide_layout_and_master(tmp_path: Path) -> None:
    deck = deck_of(box_of(paragraph("Text.")))
    number = deck.theme.layouts["text"]["number"]
    footer = replace(number, name="footer", kind="footer", type="ftr", index=25)
    layouts = {
        name: replace(layout, slots=(*(slot for slot in layout.slots if slot.name != "footer"), footer))
        for name, layout in deck.theme.layouts.items()
    }
    settings = replace(deck.settings, footer="Dikes & dunes")
    deck = replace(deck, theme=replace(deck.theme, layouts=layouts), settings=settings)
    built = opened(write_pptx(deck))
    for holder in (built.slides[0], built.slides[0].slide_layout, built.slide_master):
        assert PP_PLACEHOLDER.FOOTER in [one.placeholder_format.type for one in holder.placeholders]
    assert "Dikes & dunes" in [shape.text_frame.text for shape in built.slides[0].placeholders]
    assert findings(deck, tmp_path) == []


def test_sections_hold_every_slide_once_and_in_order(sample: PresentationFile) -> None:
    sections = sample.part._element.xpath(".//*[local-name()='section']")
    assert [section.get("name") for section in sections] == ["Dikes vs Dunes", "Ground", "Works"]
    listed = [one.get("id") for section in sections for one in section.iter("{*}sldId")]
    assert listed == [str(slide.slide_id) for slide in sample.slides]


def test_a_deck_without_sections_lists_none() -> None:
    assert not build(HEADING + "Text.\n").part._element.xpath(".//*[local-name()='section']")


def test_two_builds_give_the_same_bytes(placed: PlacedDeck) -> None:
    assert write_pptx(placed) == write_pptx(placed)


def test_light_and_dark_differ_in_colours_only(tmp_path: Path) -> None:
    folder = deck_folder(tmp_path)
    written = SAMPLE_DECK.read_text(encoding="utf-8")
    light, dark = (parts(write_pptx(build_in(folder, written, mode=mode))) for mode in ("light", "dark"))
    differing = {name for name in light if light[name] != dark[name]}
    assert light.keys() == dark.keys()
    assert differing == {"ppt/slideMasters/slideMaster1.xml", "ppt/theme/theme1.xml"}
    assert all(without_colours(light[name]) == without_colours(dark[name]) for name in differing)


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def without_colours(xml: bytes) -> bytes:
    """Gives a part without the values of its colours and their mapping."""
    root = etree.fromstring(xml)
    for element in root.iter("{*}srgbClr"):
        element.attrib.clear()
    for element in root.iter("{*}clrMap", "{*}clrScheme"):
        element.attrib.clear()
    return bytes(etree.tostring(root))


def test_the_file_has_no_date_of_its_own(placed: PlacedDeck) -> None:
    with zipfile.ZipFile(BytesIO(write_pptx(placed))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_validator_finds_nothing_in_the_sample(tmp_path: Path, mode: str) -> None:
    folder = deck_folder(tmp_path)
    path = folder / "deck.pptx"
    path.write_bytes(write_pptx(build_in(folder, SAMPLE_DECK.read_text(encoding="utf-8"), mode=mode)))
    found = validate_pptx(path)
    assert (found.is_valid, found.errors) == (True, [])


def test_a_validator_finds_nothing_in_formulas_builds_and_drawings(tmp_path: Path) -> None:
    folder = deck_folder(tmp_path)
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><text y="2" font-size="1">Dike</text></svg>'
    (folder / "drawing.svg").write_text(drawing, encoding="utf-8")
    deck = build_in(folder, EVERYTHING)
    names = {name.rpartition("}")[2] for slide in opened(write_pptx(deck)).slides for name in tags(slide._element)}
    assert {"oMathPara", "oMath", "timing", "transition", "svgBlip", "bg"} <= names
    assert findings(deck, folder) == []


def tags(element: Any) -> Iterator[str]:
    return (one.tag for one in element.iter("*"))


def test_a_validator_finds_nothing_in_the_real_decks(built_decks: dict[str, Path]) -> None:
    assert [error for path in built_decks.values() for error in validate_pptx(path).errors] == []


@pytest.mark.parametrize(
    "written", ["A \x0b title", "a\x01b", "A \ufffe b", "]]> & <a:t>", "&amp;lt;", "\u202ertl\u202c"]
)
def test_characters_that_xml_cannot_hold_are_left_out_and_all_others_kept(written: str) -> None:
    [slide] = build(f"## A slide\n\n`{written}` and 1 \\< 2 & `<b>`\n").slides
    body = slide.placeholders[1].text_frame.text
    assert body.endswith("and 1 < 2 & <b>")
    assert all(ord(character) >= 32 for character in body)


def test_shape_ids_are_unique_on_every_slide(deck: PresentationFile) -> None:
    for slide in deck.slides:
        ids = [shape.shape_id for shape in slide.shapes]
        assert len(set(ids)) == len(ids)


def test_the_number_of_a_slide_is_a_field_that_shows_it(deck: PresentationFile) -> None:
    for number, slide in enumerate(deck.slides, start=1):
        shown = ["".join(field.itertext("{*}t")) for field in slide._element.iter("{*}fld")]
        assert shown in ([], [str(number)])
    assert elements(deck, ".//a:fld")


def test_a_numbered_list_goes_on_where_it_was_parted() -> None:
    deck = build(HEADING + "".join(f"{number}. point\n" for number in range(1, 41)))
    starts = [slide._element.xpath(".//a:buAutoNum/@startAt")[:1] for slide in deck.slides]
    counts = [len(slide._element.xpath(".//a:buAutoNum")) for slide in deck.slides]
    firsts = [1, *(1 + total for total in itertools.accumulate(counts))][: len(counts)]
    assert starts == [[] if first == 1 else [str(first)] for first in firsts]


def test_every_link_of_a_continued_list_is_kept() -> None:
    deck = build(MANY)
    found = [target for slide in deck.slides for _, target in targets(deck, slide)]
    assert found == [f"https://example.org/{number}" for number in range(40)]


def test_numbers_stand_right_in_their_column(sample: PresentationFile) -> None:
    [table] = [
        shape.table for shape in slide_called(sample, "A table of numbers").shapes if getattr(shape, "has_table", False)
    ]
    aligns = [[cell._tc.xpath(".//a:pPr/@algn")[:1] for cell in row.cells] for row in table.rows]
    assert aligns == [[[], ["r"], ["r"], ["ctr"]]] * 3


def test_slides_are_drawn_in_colours_of_the_theme_only(deck: PresentationFile) -> None:
    assert elements(deck, ".//a:srgbClr") == []


def test_a_colour_is_never_the_only_sign_of_a_side(deck: PresentationFile) -> None:
    for slide in deck.slides:
        if slide.slide_layout.name == "TensorFlow and PyTorch":
            assert {"TensorFlow", "PyTorch"} <= {
                shape.text_frame.text for shape in slide.placeholders if shape.has_text_frame
            }
