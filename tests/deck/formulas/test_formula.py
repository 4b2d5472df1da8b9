from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any  # lxml carries no types

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from case_file import read_cases
from deck.formulas.formula import equation, write_formulas
from deck.model import Deck, Footnote, Formula, Paragraph, Settings, Slide
from made_slides import box_of, deck_of, findings, paragraph
from sample_library import CASES
from text.run import Run, Text
from text.source import Problems, Source

PIECES = (
    *"abxyzXYZ019+-=<>()[]|/,.!'",
    *("^", "_", "{", "}", "&", "\\\\", " ", "~", "α", "日", "$", "%", "#"),
    *(r"\frac", r"\sqrt", r"\sum", r"\int", r"\alpha", r"\left(", r"\right)", r"\text{a b}", r"\begin{cases}"),
    *(r"\end{cases}", r"\begin{pmatrix}", r"\end{pmatrix}", r"\hat", r"\overline", r"\lim", r"\limits", r"\mathbb"),
    *(r"\not", r"\over", r"\binom", r"\quad", r"\operatorname", r"\underbrace", r"\xrightarrow", r"\color", r"\foo"),
    *(r"\hline", r"\middle|", r"\substack", r"\mathrm", r"\prime", r"\sin", r"\bmod", r"\tag", r"\big", r"\phantom"),
)


def outline(omml: str) -> str:
    """Gives Office Math as an indented outline: structures with their values, runs with their style and characters."""
    return "\n".join(_lines(etree.fromstring(omml), 0))


def _lines(element: Any, depth: int) -> Iterator[str]:
    for child in element:
        name = etree.QName(child).localname
        if name == "r":
            style = child.xpath("string(*[local-name()='rPr']/*[local-name()='sty']/@*)") or "words"
            yield f"{'  ' * depth}{style} {''.join(child.itertext())!r}"
        elif not name.endswith("Pr"):
            yield " ".join([f"{'  ' * depth}{name}", *_values(child, name)])
            yield from _lines(child, depth + 1)


def _values(element: Any, name: str) -> list[str]:
    properties = element.find(f"{{*}}{name}Pr")
    found = [] if properties is None else [one for one in properties.iter() if one.get(f"{{{one.nsmap['m']}}}val")]
    empty = [] if properties is None else [one for one in properties if one.get(f"{{{one.nsmap['m']}}}val") == ""]
    values = {etree.QName(one).localname: one.values()[0] for one in (*found, *empty)}
    return [f"{key}={value}" for key, value in values.items()]


@pytest.mark.parametrize(("name", "latex", "expected"), read_cases(CASES / "formula.md"))
def test_a_formula_becomes_plain_characters_and_office_math(name: str, latex: str, expected: str) -> None:
    found = equation(latex, display=True)
    assert f"{found.plain}\n{outline(found.omml)}" == expected


@pytest.mark.parametrize(("name", "latex", "expected"), read_cases(CASES / "formula_errors.md"))
def test_a_formula_that_is_not_understood_says_what_is_wrong(name: str, latex: str, expected: str) -> None:
    with pytest.raises(ValueError) as raised:
        equation(latex)
    assert str(raised.value) == expected


def test_a_sum_in_a_line_has_its_limits_beside_it() -> None:
    assert "nary chr=∑ limLoc=subSup" in outline(equation(r"\sum_{i=1}^n i").omml)
    assert "nary chr=∑ limLoc=undOvr" in outline(equation(r"\sum_{i=1}^n i", display=True).omml)


def test_a_fraction_is_higher_than_a_letter_and_a_long_formula_wider_than_a_short_one() -> None:
    assert equation(r"\frac{a}{b}", display=True).height > equation("a").height
    assert equation("a+b+c").width > equation("a+b").width


def test_the_page_gets_mathml_that_can_be_read() -> None:
    tree = etree.fromstring(equation("a<b").mathml)
    assert tree.tag == "{http://www.w3.org/1998/Math/MathML}math"


@pytest.mark.parametrize(("name", "latex", "expected"), read_cases(CASES / "formula.md"))
def test_a_validator_finds_nothing_in_a_formula(tmp_path: Path, name: str, latex: str, expected: str) -> None:
    shown = box_of(paragraph(Run("x", math=latex), formula=True), paragraph("so ", Run("x", math=latex)))
    assert findings(deck_of(shown), tmp_path) == []


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_any_formula_is_set_or_refused_with_a_reason(latex: str) -> None:
    try:
        found = equation(latex, display=True)
    except ValueError as error:
        assert str(error)
    else:
        assert letters(found.mathml) == letters(found.omml)
        assert found.plain


def letters(xml: str) -> Counter[str]:
    """Gives the letters and digits that a formula shows, struck ones as they are without the stroke."""
    shown = unicodedata.normalize("NFD", "".join(etree.fromstring(xml).itertext()))
    return Counter(character for character in shown if character.isalnum())


def slide(*blocks: Paragraph | Formula, **how: Any) -> Deck:
    return Deck(Settings(), (Slide("one", Text((Run("One"),)), blocks, **how),))


def test_every_formula_of_a_deck_is_said_in_plain_characters() -> None:
    inline = Text((Run("$x^2$", math="x^2"),))
    deck = slide(
        Paragraph(inline), Formula(r"\frac{1}{2}"), footnotes=(Footnote(1, inline),), notes=(Paragraph(inline),)
    )
    [said] = write_formulas(deck, Problems()).slides
    shown = (said.blocks[0], said.notes[0])
    assert [block.text.plain for block in shown if isinstance(block, Paragraph)] == ["x²", "x²"]
    assert [block.plain for block in said.blocks if isinstance(block, Formula)] == ["1/2"]
    assert said.footnotes[0].text.plain == "x²"


def test_a_formula_that_is_not_understood_is_a_problem_at_its_place() -> None:
    problems = Problems()
    write_formulas(slide(Formula(r"\foo", source=Source("deck.md", 3, 1))), problems)
    [found] = problems.found
    assert str(found).startswith(r"deck.md:3:1: the formula '\foo' cannot be set: '\foo' is not understood")
