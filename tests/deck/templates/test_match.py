from __future__ import annotations

import io
from pathlib import Path

import pptx
import pytest
from pptx import Presentation

from deck.templates.file import read_template_file
from deck.templates.layouts import Look, Offer, offers_of
from deck.templates.match import match, plain_name
from deck.templates.template import font_factor
from text.source import NOWHERE, Problems

DEFAULT = Path(pptx.__file__).parent / "templates" / "default.pptx"


@pytest.fixture(scope="module")
def offers() -> tuple[Offer, ...]:
    content = read_template_file(DEFAULT, NOWHERE, Problems())
    assert content
    return offers_of(Presentation(io.BytesIO(content)))


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("opening", "Title Slide"),
        ("section", "Section Header"),
        ("single", "Title and Content"),
        ("pair", "Two Content"),
        ("heads", "Comparison"),
    ],
)
def test_each_kind_of_layout_is_found(kind: str, name: str, offers: tuple[Offer, ...]) -> None:
    found = match(kind, offers)
    assert found is not None and found.offer.name == name


def test_columns_have_their_left_and_their_right_placeholder(offers: tuple[Offer, ...]) -> None:
    found = match("heads", offers)
    assert found is not None
    assert {name: holder.index for name, holder in found.roles.items()} == {
        "title": 0, "left-head": 1, "left": 2, "right-head": 3, "right": 4,
    }  # fmt: skip


def test_upright_text_is_never_chosen(offers: tuple[Offer, ...]) -> None:
    upright = [offer for offer in offers if "Vertical" in offer.name]
    assert len(upright) == 2
    assert all(match(kind, upright) is None for kind in ("single", "pair", "heads"))


def test_a_placeholder_takes_place_and_look_from_its_master(offers: tuple[Offer, ...]) -> None:
    [holder] = next(offer for offer in offers if offer.name == "Title and Content").contents
    assert (holder.box.x, holder.box.y) == pytest.approx((0.6, 1.8))
    assert (holder.look.size, holder.look.font, holder.look.bullets) == (32.0, "Calibri", True)


def test_a_layout_is_listed_with_its_placeholders(offers: tuple[Offer, ...]) -> None:
    assert str(offers[0]) == "'Title Slide' (ctrTitle, subTitle)"


@pytest.mark.parametrize("name", ["Titelfolie", "1_Titelfolie", " titelfolie ", "Titelfolie (2)"])
def test_a_copied_layout_keeps_its_name(name: str) -> None:
    assert plain_name(name) == "titelfolie"


@pytest.mark.parametrize(
    ("font", "capitals", "factor"),
    [("Arial", False, 1.0), ("Calibri", False, 1.0), ("Corporate", False, 1.08), ("Verdana", False, 1.2),
     ("Arial", True, 1.25)],
)  # fmt: skip
def test_text_is_measured_wider_where_the_font_may_be(font: str, capitals: bool, factor: float) -> None:
    assert font_factor(Look(18.0, False, capitals, True, 0.3, font)) == pytest.approx(factor)
