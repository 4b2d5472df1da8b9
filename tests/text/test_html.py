from __future__ import annotations

from html import unescape
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html as lxml_html

from text.html import SAFE_SCHEMES, safe_address, text_html
from text.run import Run, join, text


@pytest.mark.parametrize(
    ("run", "html"),
    [
        (Run("a & b < c"), "a &amp; b &lt; c"),
        (Run("x", strong=True, emphasis=True), "<strong><em>x</em></strong>"),
        (Run("<b>", code=True), "<code>&lt;b&gt;</code>"),
        (Run("2", shift="sub"), "<sub>2</sub>"),
        (Run("2", shift="super"), "<sup>2</sup>"),
        (Run("old", struck=True), "<s>old</s>"),
        (Run("quiet", soft=True), '<span class="soft">quiet</span>'),
        (Run("\n"), "<br>"),
        (Run("a\nb"), "a<br>b"),
        (Run("x", link="https://example.org/?a=1&b=2"), '<a href="https://example.org/?a=1&amp;b=2">x</a>'),
        (Run("x", link="#y", tooltip='a "b"'), '<a href="#y" title="a &quot;b&quot;">x</a>'),
        (Run("x", link="javascript:alert(1)"), "x"),
        (Run("x", link='https://example.org/"onclick='), '<a href="https://example.org/%22onclick=">x</a>'),
    ],
)
def test_a_run_becomes_escaped_html(run: Run, html: str) -> None:
    assert text_html(join([run])) == html


def test_the_page_decides_where_a_link_leads() -> None:
    assert text_html(join([Run("x", link="#y")]), lambda link: f"../slides/{link}") == '<a href="../slides/#y">x</a>'


@pytest.mark.parametrize("address", ["JavaScript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x"])
def test_an_address_with_another_scheme_is_not_let_through(address: str) -> None:
    assert safe_address(address) == ""


@pytest.mark.parametrize("address", ["https://example.org/ü ?q=1#x", "mailto:a@example.org", "#slide", "../page/"])
def test_an_address_of_the_web_or_of_the_page_is_let_through(address: str) -> None:
    assert unescape(safe_address(address)).startswith(address[:8])
    assert " " not in safe_address(address)


@given(st.one_of(st.text(), st.text(alphabet="javscript:/\t\n \x00[]@?#")))
@example("https://[")
@example("java\nscript:alert(1)")
@example(" javascript:alert(1)")
@example("\x01javascript:alert(1)")
def test_no_address_gets_a_scheme_that_is_not_safe(address: str) -> None:
    assert urlsplit(safe_address(address)).scheme in {*SAFE_SCHEMES, ""}
    assert not set(safe_address(address)) & set('"<> \n\t')


@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs"))))
def test_the_characters_of_a_text_come_back_from_its_html(characters: str) -> None:
    element = lxml_html.fragment_fromstring("x" + text_html(text(characters)), create_parent="p")
    assert element.text_content() == f"x{characters}"
    assert len(element) == 0
