"""Layouts with boxes of their own: footnotes, columns, quotation, agenda, closing, footer."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck.placed import PictureShape, PlacedSlide, TableShape, TextShape
from sample_deck import HEADING, THEME, build_in, place, place_blocks, shown_words, tables, text_in

COLUMN = "::: column\n{}\n:::\n"
ITEMS = "".join(f"- item{number}\n" for number in range(30))
QUOTE = "> Short words.\n>\n> — somebody\n"


def columns(*texts: str) -> str:
    return ":::: columns\n" + "".join(COLUMN.format(one) for one in texts) + "::::\n"


def foot(slide: PlacedSlide) -> list[str]:
    """Gives the footnotes of a slide."""
    found = [one for one in slide.shapes if isinstance(one, TextShape) and one.slot == "footnotes"]
    return [paragraph.text.plain for shape in found for paragraph in shape.paragraphs]


def test_a_footnote_stands_on_the_part_of_the_slide_that_holds_its_mark() -> None:
    first, *_, last = place_blocks("- a^[First.]\n" + ITEMS + "- z^[Last.]\n").slides
    assert (foot(first), foot(last)) == (["1 First."], ["2 Last."])


def test_footnotes_take_their_height_from_the_content() -> None:
    [slide] = place_blocks("- a^[" + "Long words. " * 40 + "]\n").slides
    body, notes = text_in(slide, "body"), text_in(slide, "footnotes")
    assert body.box.bottom <= notes.box.y
    assert notes.box.bottom <= THEME.layouts["text"]["body"].box.bottom + 1e-6
    assert {one.step.name for one in notes.paragraphs} == {"source"}


def test_three_columns_have_their_layout_and_more_stand_in_boxes_of_their_own() -> None:
    assert place_blocks(columns("a", "b", "c")).slides[0].layout == "three-columns"
    four = place_blocks(columns("a", "b", "c", "d")).slides[0]
    boxes = [one.box for one in four.shapes if one.slot not in ("title", "kicker")]
    assert [round(box.width, 2) for box in boxes] == [2.85] * 4


def test_text_above_and_below_columns_keeps_its_place() -> None:
    [slide] = place_blocks(f"Above.\n\n{columns('a', 'b')}\nBelow.\n").slides
    tops = {one.paragraphs[0].text.plain: one.box.y for one in slide.shapes if isinstance(one, TextShape)}
    assert tops["Above."] < tops["a"] == tops["b"] < tops["Below."]


def test_a_longer_column_continues_and_what_follows_stands_below_it() -> None:
    deck = place_blocks(f"Above.\n\n{columns(ITEMS, 'b')}\nBelow.\n")
    assert len(deck.slides) > 1
    assert shown_words(deck)[-1] == "Below."


def test_columns_inside_a_list_item_are_set_in_order() -> None:
    inner = columns("one", "two").replace("\n", "\n  ")
    assert shown_words(place_blocks(f"- item\n\n  {inner}\n"))[2:] == ["item", "one", "two"]


def test_a_quotation_alone_is_set_large_with_its_mark_in_the_margin() -> None:
    [slide] = place_blocks(QUOTE).slides
    body = text_in(slide, "body")
    assert slide.layout == "quote"
    assert body.paragraphs[0].text.plain == "“Short words.”"
    assert body.box.x + body.paragraphs[0].hanging == pytest.approx(THEME.layouts["quote"]["body"].box.x)
    assert text_in(slide, "attribution").paragraphs[0].text.plain == "— somebody"


def test_a_quotation_in_another_language_keeps_its_own_marks() -> None:
    [slide] = place(f"---\nlang: de\n---\n{HEADING}{QUOTE}").slides
    assert text_in(slide, "body").paragraphs[0].text.plain == "Short words."


def test_a_quotation_too_long_for_large_type_flows_beside_a_rule() -> None:
    slide = place_blocks(f"> {'word ' * 150}\n").slides[0]
    assert slide.layout in ("lead", "text")
    assert [one.bar for one in slide.shapes if isinstance(one, TextShape)][-1] == "rule"


def test_an_agenda_lists_the_sections_with_links_to_them() -> None:
    deck = place("# One\n\nAbout it.\n\n# Two\n\n## What comes {layout=agenda}\n")
    [table] = [one for one in tables(deck) if one.name == "Agenda"]
    cells = [[cell.text.plain for cell in row.cells] for row in table.rows]
    assert cells == [["1", "One", "About it.", "1"], ["2", "Two", "", "2"]]
    assert [run.link for row in table.rows for run in row.cells[3].text] == ["#one", "#two"]


def test_an_agenda_shows_minutes_where_slides_have_them() -> None:
    deck = place("# One\n\n## A {minutes=2}\n\n## B {minutes=1.5}\n\n# Two\n\n## Agenda {layout=agenda}\n")
    [table] = [one for one in tables(deck) if one.name == "Agenda"]
    assert table.rows[0].cells[3].text.plain == "3.5 min"


def test_an_agenda_with_a_list_of_its_own_shows_that() -> None:
    deck = place("# One\n\n## Agenda {layout=agenda}\n\n- first\n- second\n")
    [table] = [one for one in deck.slides[-1].shapes if isinstance(one, TableShape)]
    assert [[cell.text.plain for cell in row.cells[:2]] for row in table.rows] == [["1", "first"], ["2", "second"]]


def test_a_closing_slide_repeats_the_stair() -> None:
    [slide] = place("## Check it yourself {layout=closing subject=both}\n\nLicence\\\nCC BY 4.0\n").slides
    title = text_in(slide, "title")
    assert [one.text.plain for one in title.paragraphs] == ["Check it", " yourself"]
    assert [mark.colour for mark in slide.marks] == ["tensorflow", "pytorch"]
    assert [one.text.plain for one in text_in(slide, "fact-1").paragraphs] == ["Licence", "CC BY 4.0"]


def test_the_title_of_a_guest_may_be_long_and_moves_the_content_down() -> None:
    [slide] = place(f"## {'word ' * 60}\n\nText.\n").slides
    title, body = text_in(slide, "title"), text_in(slide, "body")
    assert title.paragraphs[0].step == THEME.fitting["title"][-1]
    assert title.box.bottom <= body.box.y + 1e-6


def test_sources_leave_room_for_a_footer() -> None:
    deck = place(f"---\nfooter: Words\n---\n{HEADING}- [@king2018]\n")
    footer = THEME.layouts["text"]["footer"].box
    assert text_in(deck.slides[0], "sources").box.right <= footer.x


def test_a_slide_says_how_full_it_is() -> None:
    short, long = (place_blocks(blocks).slides[0].fullness for blocks in ("- a\n", ITEMS))
    assert 0 < short < 0.2 < long <= 1


def test_few_words_hang_from_a_rule_in_the_middle() -> None:
    [slide] = place("## A\n\nOne sentence.\n").slides
    [rule] = [mark for mark in slide.marks if mark.colour == "ink"]
    assert 3 < rule.box.y < text_in(slide, "body").box.y < 4


def test_a_picture_in_front_of_its_words_stands_at_their_left(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>', encoding="utf-8")
    [slide] = build_in(tmp_path, "## A\n\n![A square](a.svg)\n\nWords.\n").slides
    [picture] = [shape for shape in slide.shapes if isinstance(shape, PictureShape)]
    assert picture.box.right < text_in(slide, "body").box.x


def test_columns_hang_from_a_rule_each() -> None:
    [slide] = place_blocks(":::: columns\n" + "::: column\nA\n:::\n" * 4 + "::::\n").slides
    assert len([mark for mark in slide.marks if mark.colour == "ink"]) == 4


def test_words_that_run_right_to_left_start_at_the_right_margin() -> None:
    body = text_in(place_blocks("- نص قصير\n" * 30).slides[0], "body")
    assert body.box.right == pytest.approx(THEME.layouts["table"]["table"].box.right)


def test_the_listing_fills_the_placeholder_and_not_its_label() -> None:
    [slide] = place_blocks('```{.python filename="a.py"}\nx = 1\n```\n').slides
    assert text_in(slide, "body").code


@pytest.mark.parametrize(
    ("language", "name"), [("de", "Warnung"), ("pt-BR", "Aviso"), ("en", "Warning"), ("fi", "Warning")]
)
def test_a_callout_is_named_in_the_language_of_the_deck(language: str, name: str) -> None:
    deck = place(f"---\nlang: {language}\n---\n{HEADING}::: {{.callout .warning}}\nA\n:::\n")
    assert name in shown_words(deck)
