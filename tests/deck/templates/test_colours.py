from __future__ import annotations

from itertools import product

import pytest
from lxml import etree

from deck.templates.colours import LEAST_CONTRAST, contrast, read_colours, shaded
from deck.theme import Shade

A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
TEXT = ("ink", "soft", "tensorflow-text", "pytorch-text")


def theme(dark: str, light: str, second: str, accents: tuple[str, str]) -> etree._Element:
    named = {"dk1": dark, "lt1": light, "dk2": second, "lt2": light, "accent1": accents[0], "accent2": accents[1]}
    scheme = "".join(f'<a:{place}><a:srgbClr val="{value}"/></a:{place}>' for place, value in named.items())
    return etree.fromstring(f"<a:theme {A}><a:clrScheme>{scheme}</a:clrScheme></a:theme>")


def master(ground: str = "", mapping: str = 'bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2"') -> etree._Element:
    shown = f"<p:bg>{ground}</p:bg>" if ground else ""
    return etree.fromstring(f"<p:sldMaster {A} {P}><p:cSld>{shown}</p:cSld><p:clrMap {mapping}/></p:sldMaster>")


@pytest.mark.parametrize(
    ("second", "accent", "mapping"),
    list(
        product(
            ("1F497D", "EEECE1", "000000"),
            ("4F81BD", "FFFF00", "111111"),
            ('bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2"', 'bg1="dk1" tx1="lt1" bg2="dk2" tx2="lt2"'),
        )
    ),
)
def test_text_can_be_read_on_the_ground_of_every_template(second: str, accent: str, mapping: str) -> None:
    colours, _ = read_colours(theme("000000", "FFFFFF", second, (accent, "C0504D")), master(mapping=mapping))
    for token in TEXT:
        assert contrast(colours[token].lstrip("#"), colours["paper"].lstrip("#")) >= LEAST_CONTRAST, token


def test_two_frameworks_are_coloured_alike_or_not_at_all() -> None:
    _, shades = read_colours(theme("000000", "FFFFFF", "444444", ("0000AA", "FFFF00")), master())
    assert shades["accent3"] == shades["accent4"] == Shade("tx1")


def test_quiet_text_is_paler_than_other_text_where_the_scheme_has_one_colour_for_both() -> None:
    _, shades = read_colours(theme("000000", "FFFFFF", "000000", ("0000AA", "AA0000")), master())
    assert shades["tx2"] == Shade("tx1", 65_000, 35_000)


def test_the_ground_of_the_master_counts_as_the_paper() -> None:
    ground = '<p:bgPr><a:solidFill><a:srgbClr val="102030"/></a:solidFill></p:bgPr>'
    colours, _ = read_colours(theme("000000", "FFFFFF", "444444", ("0000AA", "AA0000")), master(ground))
    assert colours["paper"] == "#102030"


def test_a_shade_is_lighter_by_its_offset_and_darker_by_its_share() -> None:
    assert shaded(Shade("bg1", 75_000), {"bg1": "FFFFFF"}) == "BFBFBF"
    assert shaded(Shade("bg1", 85_000, 15_000), {"bg1": "000000"}) == "262626"


def test_the_most_contrast_is_twenty_one() -> None:
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
