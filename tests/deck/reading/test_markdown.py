from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from deck.reading.markdown import div_attributes, parse_attributes, slide_parser, split_attributes

PIECES = st.lists(st.sampled_from([*"{}#.=\"' \n%a-\\", "Title", "key=", "class", "{.x}"])).map("".join)


def kinds(markdown: str) -> list[str]:
    return [token.type for token in slide_parser().parse(markdown)]


def inline_kinds(markdown: str) -> list[str]:
    return [child.type for token in slide_parser().parse(markdown) for child in token.children or () if child.content]


@pytest.mark.parametrize(
    ("written", "title", "attributes"),
    [
        ("Title {#id .class key=value}", "Title", {"id": "id", "class": "class", "key": "value"}),
        ('Title {kicker="two words" .a .b}', "Title", {"kicker": "two words", "class": "a b"}),
        ("Title", "Title", {}),
        ("Title {}", "Title", {}),
        ("A set {(1, 2)}", "A set {(1, 2)}", {}),
        ("{.untitled}", "", {"class": "untitled"}),
        ("{a} of {.b}", "{a} of", {"class": "b"}),
        ("Title {#one} more", "Title {#one} more", {}),
        ("Title {width=60%}", "Title", {"width": "60%"}),
    ],
)
def test_a_heading_is_parted_into_title_and_attributes(written: str, title: str, attributes: dict[str, str]) -> None:
    assert split_attributes(written) == (title, attributes)


@pytest.mark.parametrize("written", ['{key="value}', "{.a .b", "{#a} {#b}", "{=}"])
def test_malformed_attributes_are_a_value_error(written: str) -> None:
    with pytest.raises(ValueError, match="malformed attributes"):
        parse_attributes(written)


@given(st.one_of(st.text(), PIECES))
@example("{")
@example("}")
@example("{#")
@example("a {.}")
@example('{a="b\\"}')
def test_any_heading_is_parted_or_malformed_and_loses_nothing(written: str) -> None:
    try:
        title, attributes = split_attributes(written)
    except ValueError:
        return
    assert written.startswith(title)
    assert attributes or not written[len(title) :].strip("{} \n")


@pytest.mark.parametrize(
    ("info", "attributes"),
    [
        ("notes", {"class": "notes"}),
        ("{#refs}", {"id": "refs"}),
        ('{.column width="40%"}', {"class": "column", "width": "40%"}),
    ],
)
def test_a_div_has_a_bare_class_or_attributes(info: str, attributes: dict[str, str]) -> None:
    assert div_attributes(info) == attributes


def test_a_width_of_a_column_needs_no_quotes() -> None:
    assert div_attributes("{.column width=40%}") == {"class": "column", "width": "40%"}


@pytest.mark.parametrize("colons", [(":::", ":::"), ("::::", ":::"), (":::", ":::::")])
def test_any_fence_of_three_or_more_colons_closes_the_innermost_div(colons: tuple[str, str]) -> None:
    first, last = colons
    found = kinds(f"{first} notes\nText.\n{last}\n\nAfter.\n")
    assert found == [
        "div_open", "paragraph_open", "inline", "paragraph_close", "div_close",
        "paragraph_open", "inline", "paragraph_close",
    ]  # fmt: skip


def test_divs_nest() -> None:
    found = [kind for kind in kinds("::: a\n::: b\nx\n:::\n::: c\ny\n:::\n:::\n") if kind.startswith("div")]
    assert found == ["div_open", "div_open", "div_close", "div_open", "div_close", "div_close"]


def test_a_fence_of_colons_in_code_is_code() -> None:
    assert kinds("::: a\n```\n:::\n```\n:::\n") == ["div_open", "fence", "div_close"]


def test_a_div_ends_a_paragraph_and_a_list() -> None:
    assert kinds("Text\n::: a\nx\n:::\n").count("div_open") == 1
    assert kinds("- Text\n::: a\nx\n:::\n").count("div_open") == 1


def test_three_colons_alone_are_text() -> None:
    assert "div_open" not in kinds(":::\n\nText.\n")


@pytest.mark.parametrize(
    ("markdown", "kind"),
    [("see [@a, p. 3]", "citation"), ("@a says", "citation"), ("`@a`", "code_inline"), ("x {{ y }}", "value")],
)
def test_citations_and_values_are_tokens_of_their_own(markdown: str, kind: str) -> None:
    assert kind in inline_kinds(markdown)


@pytest.mark.parametrize("markdown", ["a@b.org", "x {{ y", "[a](https://example.org/@b)", r"\@a"])
def test_what_only_looks_like_one_is_text(markdown: str) -> None:
    assert not {"citation", "value"} & set(inline_kinds(markdown))


@given(st.text())
@example("::: a")
@example("::: {")
@example("{{")
@example("[@")
def test_any_text_can_be_parsed(markdown: str) -> None:
    slide_parser().parse(markdown)
