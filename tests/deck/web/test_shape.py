from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any  # the fields of what is made, whichever a test sets

import pytest
from lxml import html as lxml_html
from lxml.html import HtmlElement

from deck.build import OWN_THEME
from deck.placed import (
    PictureShape,
    PlacedCell,
    PlacedParagraph,
    PlacedRow,
    PlacedSlide,
    Shape,
    TableShape,
    TextShape,
)
from deck.theme import Box, read_theme
from deck.web.shape import shape_html
from deck.web.text import Frame, paragraphs_html
from text.run import Run, Text, text

THEME = read_theme(OWN_THEME)
BODY = THEME.steps["body"]
BOX = Box(1, 1, 5, 3)
MARK = Run("1", shift="super", footnote=1)


def frame(level: int = 2) -> Frame:
    return Frame(THEME, lambda link: link, "one", level)


def shown(*shapes: Shape) -> HtmlElement:
    """Gives the shapes of a slide as HTML, read again."""
    slide = PlacedSlide("one", 1, "text", text("One"), shapes)
    inside = frame()
    html = "".join(shape_html(shape, slide, inside) for shape in shapes)
    return lxml_html.fragment_fromstring(html, create_parent="section")


def said(*texts: Text, **look: Any) -> TextShape:
    return TextShape("", BOX, tuple(replace(PlacedParagraph(one, BODY), **look) for one in texts))


def cell(words: str, **look: Any) -> PlacedCell:
    return replace(PlacedCell(text(words), BODY), **look)


def table(*rows: tuple[PlacedCell, ...]) -> TableShape:
    return TableShape("", BOX, (1.0,) * len(rows[0]), tuple(PlacedRow(cells, 0.5) for cells in rows), name="Lengths")


GONE = cell("", covered=True)


def test_a_merged_cell_covers_its_neighbours() -> None:
    merged = table(
        (cell("a", rows=2), cell("b", columns=2), GONE), (GONE, cell("c"), cell("d")), (cell("e"), cell("f"), cell("g"))
    )
    [found] = shown(merged).iter("table")
    spans = [(one.text_content(), one.get("rowspan"), one.get("colspan")) for one in found.iter("th", "td")]
    assert spans[:2] == [("a", "2", None), ("b", None, "2")]
    assert [words for words, *_ in spans] == list("abcdefg")


def test_the_rows_that_a_header_cell_covers_head_the_table_too() -> None:
    merged = table((cell("a", rows=2), cell("b", columns=2), GONE), (GONE, cell("c"), cell("d")))
    heads = shown(merged).xpath(".//thead//th")
    assert [(one.text_content(), one.get("scope")) for one in heads] == [
        ("a", "col"), ("b", "colgroup"), ("c", "col"), ("d", "col"),
    ]  # fmt: skip


def test_a_caption_describes_the_table_or_the_picture_before_it(tmp_path: Path) -> None:
    picture = PictureShape("picture", BOX, str(tmp_path / "a.svg"), "A dike")
    Path(picture.file).write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    caption = replace(said(text("Made up")), slot="caption")
    page = shown(table((cell("a"),), (cell("b"),)), caption, picture, replace(caption))
    described = page.xpath(".//@aria-describedby")
    assert [page.get_element_by_id(name).text_content() for name in described] == ["Made up", "Made up"]
    assert len(set(described)) == 2


def test_a_drawing_is_shown_as_one(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    [image] = shown(PictureShape("", BOX, str(tmp_path / "a.svg"), "A dike")).iter("img")
    assert image.get("src").startswith("data:image/svg+xml;base64,")
    assert image.get("alt") == "A dike"


def test_a_mark_and_its_footnote_lead_to_each_other() -> None:
    foot = replace(said(Text((MARK, Run(" The first ones.")))), slot="footnotes")
    page = shown(said(Text((Run("Old"), MARK))), foot)
    [mark] = page.xpath(".//a[@role='doc-noteref']")
    [back] = page.xpath(".//a[@role='doc-backlink']")
    note = page.get_element_by_id(mark.get("href").removeprefix("#"))
    assert note.text_content() == "1 The first ones."
    assert page.get_element_by_id(back.get("href").removeprefix("#")) is mark


def test_a_footnote_marked_twice_is_led_back_to_its_first_mark() -> None:
    page = shown(said(Text((Run("Old"), MARK, Run(" and older"), MARK))))
    assert [mark.get("id") for mark in page.xpath(".//a[@role='doc-noteref']")] == ["one-mark-1", None]


def test_a_box_is_announced_by_its_label() -> None:
    callout = replace(said(text("Warning"), text("Never dig.")), bar="ink")
    callout = replace(callout, paragraphs=(replace(callout.paragraphs[0], strong=True), callout.paragraphs[1]))
    [aside] = shown(callout).iter("aside")
    assert (aside.get("role"), aside.get("aria-label")) == ("note", "Warning")
    assert [one.text_content() for one in aside.iter("p")] == ["Warning", "Never dig."]


def test_what_others_wrote_is_a_quotation() -> None:
    quoted = replace(said(text("Nobody keeps a dike alone."), text("Ada")), bar="rule")
    [quotation] = shown(quoted).iter("blockquote")
    assert [one.text_content() for one in quotation.iter("p")] == ["Nobody keeps a dike alone.", "Ada"]


def test_an_opening_quotation_mark_hangs_in_the_margin() -> None:
    [line] = shown(said(text("“Nobody keeps a dike alone.”"), indent=0.25, hanging=0.25)).iter("p")
    assert {"--i:18", "--h:18"} <= set(line.get("style").split(";"))


def test_what_a_phone_must_scroll_can_be_reached_by_key() -> None:
    wide, narrow = table((cell("a"),) * 4), table((cell("a"),) * 3)
    boxes = shown(wide, narrow, replace(said(text("x = 1")), code=True))
    assert [box.get("tabindex") for box in boxes] == ["0", None, "0"]


def test_the_small_type_above_code_is_no_caption_of_the_table_before_it() -> None:
    label = TextShape("", BOX, (PlacedParagraph(text("height.py"), THEME.steps["label"]),))
    code = TextShape("", BOX, (PlacedParagraph(text("x"), BODY),), code=True)
    assert shown(table((cell("a"),)), label, code).xpath(".//@aria-describedby") == []
    assert len(shown(table((cell("a"),)), label).xpath(".//@aria-describedby")) == 1


@pytest.mark.parametrize("level", [2, 4])
def test_a_heading_inside_a_slide_stands_one_level_below_its_title(level: int) -> None:
    paragraphs = said(text("A heading"), strong=True).paragraphs
    html = paragraphs_html(paragraphs, frame(level))
    assert lxml_html.fragment_fromstring(html).tag == f"h{level + 1}"


def test_text_that_runs_right_to_left_says_so() -> None:
    page = shown(said(text("סוללות"), rtl=True), table((cell("חול", rtl=True),)))
    assert page.xpath(".//p/@dir | .//th/@dir | .//td/@dir") == ["rtl", "rtl"]


def test_a_word_in_another_language_and_an_underlined_one_say_so() -> None:
    page = shown(said(Text((Run("dijk", language="nl"), Run("kept", underlined=True)))))
    assert [(one.get("lang"), one.text) for one in page.iter("span")] == [("nl", "dijk")]
    assert [one.text for one in page.iter("u")] == ["kept"]


def test_code_keeps_its_white_space_and_its_marked_lines() -> None:
    lines = ("def f():", "\treturn  1", "", "  # x < 1")
    paragraphs = tuple(PlacedParagraph(text(line), BODY, marked=number == 1) for number, line in enumerate(lines))
    [code] = shown(TextShape("", BOX, paragraphs, code=True)).iter("pre")
    assert code.text_content() == "\n".join(lines) + "\n"
    assert [one.text_content() for one in code.find_class("marked")] == ["\treturn  1\n"]


def test_a_formula_is_math_with_its_plain_words_as_alternative() -> None:
    paragraph = said(Text((Run("h = t + 1/2", math=r"h = t + \frac{1}{2}"),)), formula=True)
    [math] = shown(paragraph).iter("math")
    assert (math.get("display"), math.get("alttext")) == ("block", "h = t + 1/2")
    assert math.xpath(".//mfrac//mn/text()") == ["1", "2"]
