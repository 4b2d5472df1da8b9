from __future__ import annotations

from pathlib import Path

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.slide import Slide
from pptx.util import Inches

from links.collect import collect_deck
from links.judge import check_deck
from links.report import broken_lines
from text.source import Problems


def broken(deck: Path) -> list[str]:
    problems = Problems()
    check_deck(deck, problems)
    return broken_lines(problems.found)


def save_deck(tmp_path: Path, address: str = "", *, jump: bool = False, drop: bool = False, notes: str = "") -> Path:
    presentation = Presentation()
    first, second = (presentation.slides.add_slide(presentation.slide_layouts[6]) for _ in range(2))
    if address:
        add_link(first, "see here", address)
    if notes:
        first.notes_slide.notes_text_frame.text = "more"
        run = first.notes_slide.notes_text_frame.paragraphs[0].runs[0]
        run.hyperlink.address = notes
    if jump:
        button = first.shapes.add_shape(MSO_SHAPE.RECTANGLE, Inches(0), Inches(0), Inches(1), Inches(1))
        button.name = "Forward"
        button.click_action.target_slide = second
    if drop:
        listed = presentation.slides._sldIdLst
        presentation.part.drop_rel(listed[1].rId)
        listed.remove(listed[1])
    deck = tmp_path / "made-up.pptx"
    presentation.save(str(deck))
    return deck


def add_link(slide: Slide, words: str, address: str) -> None:
    run = slide.shapes.add_textbox(Inches(0), Inches(0), Inches(2), Inches(1)).text_frame.paragraphs[0].add_run()
    run.text = words
    run.hyperlink.address = address


def test_a_deck_whose_links_hold_has_nothing_broken(tmp_path: Path) -> None:
    deck = save_deck(tmp_path, "https://example.org/", jump=True, notes="mailto:a@example.org")
    links = collect_deck(deck, Problems())
    assert (len(links.addresses), len(links.jumps)) == (2, 1)
    assert broken(deck) == []


def test_a_script_in_a_link_is_broken_and_the_slide_and_its_words_are_named(tmp_path: Path) -> None:
    deck = save_deck(tmp_path, "javascript:alert(1)")
    assert broken(deck) == [
        f"{deck}: slide 1, 'see here': 'javascript:alert(1)' has the scheme 'javascript:'; "
        "only http, https, mailto are let through"
    ]


def test_a_malformed_address_is_broken(tmp_path: Path) -> None:
    [line] = broken(save_deck(tmp_path, "https://exa mple.org/"))
    assert "holds ' ', which no address may hold; percent-encode it" in line


def test_links_in_notes_are_checked_too(tmp_path: Path) -> None:
    [line] = broken(save_deck(tmp_path, notes="ftp://example.org/"))
    assert "notes of slide 1, 'more'" in line


def test_a_jump_to_a_slide_that_was_dropped_is_broken(tmp_path: Path) -> None:
    [line] = broken(save_deck(tmp_path, jump=True, drop=True))
    assert "slide 1, 'Forward': leads to ppt/slides/slide2.xml, which the presentation does not show" in line


def test_a_jump_without_its_relationship_is_broken(tmp_path: Path) -> None:
    deck = save_deck(tmp_path, jump=True)
    presentation = Presentation(str(deck))
    part = presentation.slides[0].part
    [identifier] = [name for name, rel in part.rels.items() if rel.reltype == RELATIONSHIP_TYPE.SLIDE]
    part.rels.pop(identifier)
    presentation.save(str(deck))
    [line] = broken(deck)
    assert "leads to a slide that is not there" in line


@pytest.mark.parametrize("content", [b"not a package", b""])
def test_a_file_that_is_no_deck_is_a_problem_and_no_crash(tmp_path: Path, content: bytes) -> None:
    deck = tmp_path / "deck.pptx"
    deck.write_bytes(content)
    [line] = broken(deck)
    assert line.startswith(f"{deck}: this is no PowerPoint file")


def test_a_deck_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    [line] = broken(tmp_path / "none.pptx")
    assert "there is no such deck" in line
