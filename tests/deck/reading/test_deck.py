from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from case_file import read_cases
from deck.model import Code, Columns, Deck, List, Paragraph, Picture, References, Slide, Subheading, Table
from deck.reading.deck import read_deck
from deck.reading.slides import slug
from model_outline import model_outline
from sample_deck import HEADING, read
from sample_library import CASES
from text.characters import UNWRITABLE
from text.run import Run
from text.source import Problems, Source

PIECES = [
    *"#-*_`|:{}[]()@!^$<>&~\\ \n\t.1=\"'",
    "\n\n", "## A\n\n", "# B\n\n", "---\n", "::: notes\n", ":::\n", ":::: columns\n", "::: column\n", "::: compare\n",
    "::: tensorflow\n", "::: {#refs}\n", "```python\n", "```\n", "| a | b |\n|--|--|\n", "![a](b)", "[a](#b)", "[@a]",
    "{#a .b c=d}", "- ", "  ", "1. ", "> ", "<!--", "-->", "<b>", "{{ x }}", "[^1]", "[^1]: ", "$$", "word",
    "- [ ] ", "a. ", "(@) ", "(@x) ", "#. ", "| ", ": ", "Table: x\n\n", "| < | ^ |\n", "</div>\n",
    "<div class=\"notes\">\n",
    "<img src=a>", "<p>", "</p>", "<script>", "</script>", "::: {.callout .tip}\n", "::: {.only variants=talk}\n",
    "::: {.chart type=bar data=a x=b}\n", "::: {.table widths=\"1 2\"}\n", "::: incremental\n", ". . .\n\n", "— ",
    "{=html}", "~", "^", "\\(", "---\n\n", "\x0c", "{{< x >}}", "<video>", "[x]{.y lang=z}",
    "https://[", "\x00", "é", "数",
]  # fmt: skip
MARKDOWN = st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join))


def slides(markdown: str) -> tuple[Slide, ...]:
    return read(markdown).slides


def the_slide(blocks: str) -> Slide:
    [slide] = slides(HEADING + blocks)
    return slide


def complaints(markdown: str, *, strict: bool = False) -> list[str]:
    problems = Problems()
    read_deck(markdown, "x.md", strict, problems)
    return [str(problem).removeprefix("x.md:") for problem in problems.found]


def test_a_title_in_the_front_matter_makes_a_title_slide() -> None:
    found = slides("---\ntitle: A deck\n---\n# A part\n\n## A slide\n\nText.\n")
    assert [(slide.kind, slide.title.plain, slide.section) for slide in found] == [
        ("title", "A deck", ""),
        ("section", "A part", "A part"),
        ("content", "A slide", "A part"),
    ]


def test_a_slide_has_its_attributes() -> None:
    [slide] = slides('## A slide {#one subject=both layout=statement kicker="Two words"}\n\nText.\n')
    assert (slide.id, slide.subject, slide.layout, slide.kicker.plain) == ("one", "both", "statement", "Two words")
    assert slide.title.plain == "A slide"


def test_slides_without_an_id_get_unique_ones_from_their_titles() -> None:
    found = slides("## Über uns!\n\n## Über uns!\n\n## 数\n\n## {#other}\n")
    assert len({slide.id for slide in found}) == 4
    assert found[0].id == "uber-uns"


@pytest.mark.parametrize(("title", "wanted"), [("A & B: c", "a-b-c"), ("Ångström", "angstrom"), ("数", "slide")])
def test_a_slug_has_letters_digits_and_hyphens(title: str, wanted: str) -> None:
    assert slug(title) == wanted


def test_a_rule_starts_an_untitled_slide_named_by_its_first_words() -> None:
    found = slides("One two.\n\n---\n\nThree four.\n")
    assert [(slide.title.plain, slide.untitled) for slide in found] == [("One two.", True), ("Three four.", True)]


def test_blocks_become_the_model_in_order() -> None:
    written = "Text.\n\n### Head\n\n- a\n\n```python\nx\n```\n\n| a | b |\n|--|--|\n| c | d |\n\n![alt](x.png)\n"
    assert [type(block) for block in the_slide(written).blocks] == [Paragraph, Subheading, List, Code, Table, Picture]


def test_every_block_knows_where_it_stands() -> None:
    found = the_slide("Text.\n\n- a\n\n```python\nx\n```\n").blocks
    assert [block.source for block in found] == [Source("deck.md", line, 1) for line in (3, 5, 7)]


def test_lists_nest_and_keep_their_kind_and_start() -> None:
    [block] = the_slide("4. a\n   - b\n     1. c\n5. d\n").blocks
    assert isinstance(block, List)
    assert (block.numbered, block.start, len(block.items)) == (True, 4, 2)
    inner = block.items[0].blocks[1]
    assert isinstance(inner, List)
    assert not inner.numbered


def test_a_table_has_its_alignments_and_a_place_for_every_row() -> None:
    [table] = the_slide("| a | b | c |\n| :-- | :-: | --: |\n| d | e | f |\n").blocks
    assert isinstance(table, Table)
    assert table.alignments == ("left", "center", "right")
    assert [source.line for source in table.row_sources] == [5]


def test_a_table_row_with_more_cells_than_the_header_is_a_problem() -> None:
    [complaint] = complaints(HEADING + "| a | b |\n|--|--|\n| c | d | lost |\n")
    assert complaint.startswith("5:")


def test_code_has_its_language_label_and_marked_lines() -> None:
    [code] = the_slide('```python {lines="1,3-4" label="a.py"}\na\n\nb\nc\n```\n').blocks
    assert code == Code("a\n\nb\nc", "python", marked=frozenset({1, 3, 4}), label="a.py")


def test_a_picture_has_its_text_caption_and_width() -> None:
    [picture] = the_slide('![An alt](x.png "Caption"){width="60%"}\n').blocks
    assert isinstance(picture, Picture)
    assert (picture.file, picture.alt, picture.caption.plain, picture.share) == ("x.png", "An alt", "Caption", 0.6)


def test_no_word_of_a_text_alternative_is_lost() -> None:
    [picture] = the_slide("![*An* `x` **alt**\nof [words](#a) & more](x.png)\n").blocks
    assert isinstance(picture, Picture)
    assert picture.alt.split() == ["An", "x", "alt", "of", "words", "&", "more"]


def test_the_width_of_a_picture_needs_no_quotes() -> None:
    [picture] = the_slide("![An alt](x.png){width=60%}\n").blocks
    assert isinstance(picture, Picture)
    assert picture.share == 0.6


def test_columns_have_the_widths_that_their_author_gave() -> None:
    [block] = the_slide(
        ':::: columns\n::: {.column width="25%"}\na\n:::\n::: {.column width="75%"}\nb\n:::\n::::\n'
    ).blocks
    assert isinstance(block, Columns)
    assert block.columns[0].share == 0.25


def test_a_comparison_has_tensorflow_left_in_either_order() -> None:
    sides = ["::: tensorflow\nT\n:::\n", "::: pytorch\nP\n:::\n"]
    one, other = (the_slide(f":::: compare\n{''.join(order)}::::\n").blocks for order in (sides, sides[::-1]))
    assert one == other
    assert isinstance(one[0], Columns)
    assert "T" in str(one[0].columns[0])


def test_notes_stay_with_their_slide_and_off_it() -> None:
    first, second = slides("## A\n\nText.\n\n::: notes\nSay it.\n:::\n\nMore.\n\n## B\n\nText.\n")
    assert [len(first.blocks), len(first.notes), len(second.notes)] == [2, 1, 0]


@pytest.mark.parametrize("written", ["::: {#refs}\n:::\n", "::: refs\n:::\n"])
def test_the_place_of_the_references_is_a_block(written: str) -> None:
    assert the_slide(written).blocks == (References(),)


def test_citations_are_left_as_written_with_their_place() -> None:
    [paragraph] = the_slide("See [@a, p. 3].\n").blocks
    assert isinstance(paragraph, Paragraph)
    run = paragraph.text.runs[1]
    assert (run, run.source) == (Run("[@a, p. 3]", citation=True), Source("deck.md", 3, 5))


def test_notes_that_are_never_closed_are_a_problem_and_swallow_no_slide() -> None:
    assert complaints("## A\n\n::: notes\nSay it.\n\n## B\n\nText.\n")[0].startswith("3:1: ")


@pytest.mark.parametrize(("name", "written", "expected"), read_cases(CASES / "reading.md"))
def test_a_guests_deck_becomes_the_model_that_it_says(name: str, written: str, expected: str) -> None:
    problems = Problems()
    outline = model_outline(read_deck(written, "x", False, problems))
    found = [f"! {str(problem)[2:]}" for problem in sorted(problems.found)]
    remarks = [f"? {str(remark)[2:]}" for remark in sorted(problems.remarks)]
    assert "\n".join([outline, *found, *remarks]) == expected.rstrip("\n")


@pytest.mark.parametrize("block", ["![a](b.png)", "$$x$$", "::: columns\n::: column\na\n:::\n::: column\nb\n:::\n:::"])
def test_what_notes_cannot_hold_is_a_problem_when_strict(block: str) -> None:
    found = complaints(f"{HEADING}Text.\n\n::: notes\n{block}\n:::\n", strict=True)
    assert [line.partition(":")[0] for line in found] == ([] if block == "$$x$$" else [found[0].partition(":")[0]])


def test_a_footnote_may_mark_itself_without_end() -> None:
    assert the_slide("a[^1]\n\n[^1]: b[^1]\n").footnotes[0].text.plain == "b1"


@pytest.mark.parametrize("mark", ["\ufeff", "\r\n", "\r"])
def test_marks_of_bytes_and_line_ends_of_others_change_nothing(mark: str) -> None:
    written = "## One\n\n- a\n- b\n"
    changed = mark + written if mark == "\ufeff" else written.replace("\n", mark)
    assert slides(changed) == slides(written)


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x0c", "\x1b", "&#12;", "\ufffe"])
def test_characters_that_no_file_can_hold_are_replaced_and_told_once(character: str) -> None:
    problems = Problems()
    deck = read_deck(f"{HEADING}a{character}b `c{character}`\n", "x.md", False, problems)
    assert not UNWRITABLE.search(model_outline(deck))
    assert len(problems.remarks) == (not character.startswith("&"))
    assert bool(complaints(f"{HEADING}a{character}b\n", strict=True)) == (not character.startswith("&"))


@pytest.mark.parametrize("opening", ["> ", "- ", "::: a\n", "1. "])
def test_blocks_in_one_another_without_end_are_a_problem_with_a_line(opening: str) -> None:
    assert all(line.split(":")[0].isdigit() for line in complaints(HEADING + opening * 2000 + "x\n"))
    assert complaints(HEADING + opening * 2000 + "x\n")


@pytest.mark.parametrize("opening", ["[", "*a ", "![", "<b>", "`", "$", "^[", "[^1]", "~", "(@"])
def test_marks_in_one_another_without_end_are_read(opening: str) -> None:
    assert read_deck(HEADING + opening * 2000 + "x\n", "x.md", False, Problems()).slides


def test_a_deck_without_a_slide_is_a_problem() -> None:
    assert complaints("<!-- nothing yet -->\n")


def test_the_title_block_of_pandoc_is_not_printed_as_text() -> None:
    written = "% A deck\n% Ada Example\n\n## A slide\n\nText.\n"
    assert complaints(written) or read(written).settings.title == "A deck"


def test_the_column_of_a_name_is_that_of_the_attribute_and_not_of_the_title() -> None:
    assert complaints("## A jax slide {subject=jax}\n\nText.\n")[0].startswith("1:25: ")


def test_an_unknown_language_and_unknown_names_are_remarks_in_a_guest_and_problems_when_strict() -> None:
    written = "## A slide {foo=bar .baz}\n\n```pyhton\nx\n```\n\n::: fragment\nText.\n:::\n"
    assert complaints(written) == []
    assert sorted(line.partition(":")[0] for line in complaints(written, strict=True)) == ["1", "1", "3", "7"]


@given(MARKDOWN, st.booleans())
@example("::: a", True)
@example("## A {#", False)
@example("[a](https://[)", False)
@example("![](){}", True)
@example("- ::: notes", True)
@example('```{lines="9999999999999999999999"}\n```', True)
@example("```{lines=1-99}\n```", True)
@example('```{lines="²"}\n```', True)
@example("[^1]: a", False)
@example("# [a](#b){c=d}", True)
@example("---\ntitle: a\n---", True)
@example("---\n\x00\n---", True)
def test_any_text_is_read_or_its_problems_are_collected_with_their_places(markdown: str, strict: bool) -> None:
    problems = Problems()
    deck = read_deck(markdown, "x.md", strict, problems)
    assert isinstance(deck, Deck)
    assert len({slide.id for slide in deck.slides}) == len(deck.slides)
    lines = markdown.count("\n") + 1
    assert all(1 <= one.source.line <= lines and one.source.column >= 1 for one in problems.found)
