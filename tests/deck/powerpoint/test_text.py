from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any  # lxml carries no types

import pytest

from deck.placed import PlacedDeck, TextShape
from deck.powerpoint.write import write_pptx
from made_slides import STEP, box_of, deck_of, findings, paragraph, part_of
from sample_deck import THEME, opened
from text.run import Run


def box(deck: PlacedDeck, name: str = "Text") -> Any:
    """Gives the shape of that name on the first slide of the written deck."""
    [found] = [shape for shape in opened(write_pptx(deck)).slides[0].shapes if shape.name == name]
    return found


def first_paragraph(**how: Any) -> Any:
    return box(deck_of(box_of(paragraph("words", **how)))).text_frame.paragraphs[0]._p


def properties(*runs: Run | str) -> list[Any]:
    deck = deck_of(box_of(paragraph(*runs)))
    return [run.find("{*}rPr") for run in box(deck).text_frame.paragraphs[0]._p.iter("{*}r")]


@pytest.mark.parametrize(
    ("align", "rtl", "expected"),
    [
        ("left", False, (None, None)),
        ("center", False, ("ctr", None)),
        ("right", False, ("r", None)),
        ("left", True, ("r", "1")),
        ("center", True, ("ctr", "1")),
        ("right", True, ("l", "1")),
    ],
)
def test_alignment_is_mirrored_where_text_runs_right_to_left(
    align: str, rtl: bool, expected: tuple[str | None, str | None]
) -> None:
    found = first_paragraph(align=align, rtl=rtl).find("{*}pPr")
    assert (found.get("algn"), found.get("rtl")) == expected


def test_every_stretch_has_its_language() -> None:
    found = properties("in ", Run("français", language="fr"), " and العربية, ", "日本語で")
    assert [one.get("lang") for one in found] == ["en-US", "fr-FR", "en-US", "ar-SA", "en-US", "ja-JP"]


def test_east_asian_text_names_its_font_and_a_second_language() -> None:
    [found] = properties("日本語で")
    assert (found.get("altLang"), found.find("{*}ea").get("typeface")) == ("en-US", "Yu Gothic")


def test_text_from_right_to_left_names_a_font_that_has_it() -> None:
    [found] = properties("עברית")
    assert found.find("{*}cs").get("typeface") == THEME.fonts["text"]


def test_code_is_not_proofed_and_keeps_its_language() -> None:
    [found] = properties(Run("print('日本')", code=True))
    assert (found.get("lang"), found.get("noProof")) == ("en-US", "1")


@pytest.mark.parametrize(
    ("run", "name", "value"),
    [
        (Run("1", footnote=1), "baseline", "30000"),
        (Run("x", shift="sub"), "baseline", "-25000"),
        (Run("x", underlined=True), "u", "sng"),
        (Run("x", struck=True), "strike", "sngStrike"),
    ],
)
def test_looks_of_a_run_are_those_of_powerpoint(run: Run, name: str, value: str) -> None:
    assert properties(run)[0].get(name) == value


def test_a_formula_stands_in_its_line_with_plain_characters_behind() -> None:
    line = paragraph("where ", Run("x²", math="x^2"), " is")
    [choice] = part_of(deck_of(box_of(line))).iter("{*}AlternateContent")
    assert "".join(choice[0].itertext()) == "x2"
    assert "".join(choice[1].itertext()) == "x²"
    assert [one.tag.rpartition("}")[2] for one in choice.getparent()] == ["pPr", "r", "AlternateContent", "r"]


@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_a_display_formula_is_a_paragraph_of_its_own_aligned_as_placed(align: str) -> None:
    shown = box_of(paragraph(Run("x²", math="x^2"), formula=True, align=align))
    [formula] = part_of(deck_of(shown)).iter("{*}oMathPara")
    assert formula.find("{*}oMathParaPr/{*}jc").values() == [align]


def test_a_shape_that_is_only_formulas_says_them_as_its_text_alternative() -> None:
    formulas = [paragraph(Run(said, math=said), formula=True) for said in ("a", "b")]
    assert box(deck_of(box_of(*formulas)))._element.xpath(".//p:cNvPr")[0].get("descr") == "a; b"


def test_a_formula_in_a_box_of_its_own_is_as_large_as_its_line() -> None:
    slide = part_of(deck_of(box_of(paragraph(Run("x", math="x")))))
    assert [one.get("sz") for one in slide.iter("{*}defRPr")] == [str(round(STEP.size * 100))]


def test_a_formula_in_the_notes_is_said_in_plain_characters() -> None:
    deck = deck_of(box_of(paragraph("a")), notes=(paragraph("say ", Run("x²", math="x^2")),))
    assert opened(write_pptx(deck)).slides[0].notes_slide.notes_text_frame.text == "say x²"


def test_bar_and_wash_lie_behind_the_text_and_are_passed_over(tmp_path: Path) -> None:
    shown = box_of(paragraph("Mind the gap"), bar="ink", wash=True, name="Warning")
    deck = deck_of(shown)
    order = [shape.name for shape in opened(write_pptx(deck)).slides[0].shapes if shape.name != "Number"]
    assert order[-3:] == ["Wash", "Bar", "Warning"]
    assert box(deck, "Wash")._element.xpath(".//*[local-name()='decorative']")
    assert findings(deck, tmp_path) == []


def test_the_wash_of_a_marked_line_lies_below_lines_that_are_wrapped() -> None:
    lines = [replace(paragraph(words), step=THEME.steps["code"]) for words in ("a b " * 40, "x", "c d " * 40)]
    shown = box_of(lines[0], replace(lines[1], marked=True), replace(lines[2], marked=True), code=True)
    slide = opened(write_pptx(deck_of(shown))).slides[0]
    places = [(shape.top, shape.height) for shape in slide.shapes if shape.name == "Marked line"]
    line = round(THEME.steps["code"].line * 12700)
    count = places[1][1] // line
    assert count > 2 and places[0] == (round(shown.box.y * 914400) + count * line, line)
    assert places[1] == (places[0][0] + line, count * line)


def test_a_formula_in_a_placeholder_leaves_its_size_to_it() -> None:
    slot = THEME.layouts["text"]["body"]
    line = replace(paragraph("so ", Run("x", math="x")), step=slot.step)
    shown = TextShape("body", slot.box, (line,))
    assert not list(part_of(deck_of(shown, layout="text")).iter("{*}defRPr"))


def test_a_validator_finds_nothing_in_text_of_many_scripts(tmp_path: Path) -> None:
    lines = [
        paragraph("العربية", rtl=True),
        paragraph("日本語で ", Run("link", link="https://example.org")),
        paragraph(),
    ]
    assert findings(deck_of(box_of(*lines)), tmp_path) == []
