from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deck.build import build_deck
from deck.placed import PlacedDeck, PlacedParagraph, PlacedSlide, TextShape
from deck.placing.measure import break_lines
from deck.placing.table import text_rooms
from deck.powerpoint.table import HEAD_INSET
from deck.theme import INCHES_PER_POINT, Box, Step
from sample_deck import (
    HEADING,
    SAMPLE_DECK,
    THEME,
    build_in,
    deck_folder,
    place,
    place_blocks,
    shown_words,
    tables,
    text_in,
    titles,
)
from sample_library import TESTS
from text.source import Problems, SourceError

ROOT = TESTS.parent
THOUSANDTH = 0.001  # inches, to which the boxes of the theme are written
STRICT = "---\nstrict: true\n---\n"
LONG = " ".join(f"word{number}" for number in range(3000))
TABLE = "| Name | Count |\n| --- | --- |\n" + "".join(f"| row{number} | {number} |\n" for number in range(200))
LIST = "".join(f"- item{number}\n" for number in range(40))
CODE = "```python\n" + "".join(f"x{number} = {number}\n" for number in range(60)) + "```\n"
AWKWARD = {
    "a table of 200 rows": HEADING + TABLE,
    "a list of 40 items": HEADING + LIST,
    "a paragraph of 3000 words": HEADING + LONG,
    "a listing of 60 lines": HEADING + CODE,
    "everything one below the other": HEADING + "Text.\n\n" + TABLE + "\n" + LIST + "\n" + CODE,
    "a word of 200 characters": f"{HEADING}{'x' * 200}\n\n- {'y' * 200}\n",
    "a long address": f"{HEADING}<https://example.org/{'a/b-c' * 60}>\n",
    "East Asian text": f"## {'数据' * 20}\n\n- {'这是一个没有空格的句子。' * 40}\n",
    "emoji": f"## 🙂 {'👩‍💻' * 10}\n\n- {'🙂' * 300}\n",
    "numbered lists": HEADING + "".join(f"{number}. item\n   1. inner\n" for number in range(98, 130)),
    "two long columns": f"{HEADING}:::: columns\n::: column\n{LONG[:6000]}\n:::\n::: column\n{LIST}\n:::\n::::\n",
    "a long comparison": f"{HEADING}:::: compare\n::: tensorflow\n{LIST}\n:::\n::: pytorch\n{LONG[:3000]}\n:::\n::::\n",
    "a comparison of long cells": f"{HEADING}| A | TensorFlow | PyTorch |\n| - | - | - |\n"
    + f"| a | {LONG[:300]} | {LONG[:200]} |\n" * 12,
    "many columns": HEADING + "|" + " a |" * 14 + "\n|" + " - |" * 14 + "\n" + ("|" + " 123 |" * 14 + "\n") * 30,
    "long titles": "".join(f"# {'Part ' * n}\n\n## {'word ' * n}\n\nText.\n\n" for n in range(1, 6)),
    "many sources": HEADING
    + "- [@accents2021; @mathtitle2019; @corporate2019; @crowd2018; @noyear; @noauthor] " * 3
    + "\n\n::: notes\n[@king2018]\n:::\n\n## References\n\n::: {#refs}\n:::\n",
    "lists that hold everything": HEADING
    + "".join(
        f"{number}. item\n\n   ```python\n   x = {number}\n   ```\n\n   more\n\n   | a | b |\n   |---|---|\n   | 1 | 2 |\n\n"  # noqa: E501
        f"   > said\n   >\n   > — somebody\n\n   $$x = \\frac{{{number}}}{{2}}$$\n\n"
        for number in range(1, 8)
    ),
    "columns between text": f"{HEADING}Above.\n\n:::: columns\n"
    + "".join(f"::: column\n{'word ' * count}\n\n- one\n- two\n:::\n" for count in (3, 300, 30, 9))
    + f"::::\n\nBelow.\n\n{LIST}",
    "a comparison between text": f"{HEADING}Above.\n\n:::: compare\n::: tensorflow\n{LIST}:::\n::: pytorch\nOne.\n:::\n::::\n\nBelow.\n",  # noqa: E501
    "three long columns": f"{HEADING}:::: columns\n"
    + "".join(f"::: column\n{LONG[: 900 * count]}\n:::\n" for count in (1, 3, 2))
    + "::::\n",
    "columns in a list and in columns": f"{HEADING}- item\n\n  :::: columns\n  ::: column\n  one\n  :::\n  ::: column\n  two\n  :::\n"  # noqa: E501
    "  ::::\n\n:::: columns\n::: column\n::::: columns\n:::: column\nthree\n::::\n:::: column\nfour\n::::\n:::::\n:::\n::: column\nfive\n:::\n::::\n",  # noqa: E501
    "many footnotes": HEADING
    + "".join(f"- point {number}^[A note {number} {'with words ' * number}.]\n" for number in range(1, 14)),
    "footnotes in columns": f"{HEADING}:::: columns\n::: column\nOne^[A note.]\n:::\n::: column\n{LIST}\nTwo^[Another note.]\n:::\n::::\n",  # noqa: E501
    "a footnote in a table": HEADING + TABLE.replace("row99 ", "row99^[A note.] "),
    "a table of 30 columns": HEADING + "|" + " abc |" * 30 + "\n|" + " - |" * 30 + "\n" + ("|" + " 12 |" * 30 + "\n") * 9,  # noqa: E501
    "merged cells": HEADING
    + '::: {.table widths="2 1 1"}\n| a | b | c |\n|---|---|---|\n'
    + "| x | wide | < |\n| ^ | 1 | 2 |\n| ^ | 3 | 4 |\n| y | 5 | 6 |\n" * 12
    + ": A caption\n:::\n",
    "callouts": HEADING + f"::: {{.callout .warning}}\n{LIST}\n{CODE}\n{TABLE[:600]}\n:::\n\nAfter.\n",
    "a short quotation": f"{HEADING}> Something short.\n>\n> — somebody\n",
    "a long quotation": f"{HEADING}> {LONG[:4000]}\n>\n> — somebody\n",
    "builds": f"{HEADING}::: incremental\n{LIST}:::\n\n. . .\n\n{CODE}\n",
    "a long line of code": f"{HEADING}```python\nx = '{'y ' * 130}'\nz = 1\n```\n",
    "a very long title": f"## {'word ' * 60}\n\n{LIST}\n\n## {'other ' * 60}\n\n:::: columns\n::: column\na\n:::\n::: column\nb\n:::\n::::\n",  # noqa: E501
    "right to left": "## שלום עולם\n\n- مرحبا بالعالم\n- abc\n",
    "untitled columns": "## A {.untitled}\n\n:::: columns\n::: column\nWide.\n:::\n::: column\nNarrow.\n:::\n::::\n",
    "an agenda and a closing": "# One\n\nText.\n\n# Two\n\n## What comes {layout=agenda}\n\n**12**\n\nthings\n\n"
    "## Check it yourself {layout=closing}\n\nLabel\\\nvalue\n\nOther\\\nvalue\n",
    "a guest's title slide with long facts": f"---\ntitle: A deck\nsubtitle: one\nauthor: {'A long name, ' * 9}\n"
    f"institute: {'A long institute, ' * 9}\ndate: {'Some day, ' * 6}\n---\n## A slide\n\nText.\n",
    "a title slide with much on it": "---\ntitle: A deck about many things\nsubtitle: |\n  one\n  two\n"
    "author: [Ada Example, Bob Example]\ncredit: after a presentation by nobody\n"
    "date: 2020-02-29\nlicense: CC BY 4.0\n---\n",
}  # fmt: skip


BLOCKS_OF_TWO_WORDS = (
    "One two.",
    "- one\n- two",
    "```\none two\n```",
    "| one | two |\n|--|--|\n| x | y |",
    ":::: compare\n::: tensorflow\none\n:::\n::: pytorch\ntwo\n:::\n::::",
    ":::: columns\n::: column\none\n:::\n::: column\ntwo\n:::\n::::",
)


@cache
def awkward(name: str) -> PlacedDeck:
    """Gives one of the awkward decks, placed once."""
    return place(AWKWARD[name])


@pytest.fixture(scope="module", params=[*AWKWARD, "the sample", "original", "tensorflow-vs-pytorch"])
def deck(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> PlacedDeck:
    """One deck after the other: the awkward ones, the sample and both real ones."""
    name = str(request.param)
    if name in AWKWARD:
        return awkward(name)
    if name == "the sample":
        return build_in(deck_folder(tmp_path_factory.mktemp("layout")), SAMPLE_DECK.read_text(encoding="utf-8"))
    return build_deck(ROOT / "slides" / f"{name}.md", Problems())


def complaint(markdown: str) -> str:
    """Gives the one problem of a deck."""
    with pytest.raises(SourceError) as caught:
        place(markdown)
    [problem] = caught.value.problems
    return str(problem).removeprefix("deck.md:")


def text_shapes(deck: PlacedDeck) -> Iterator[tuple[PlacedSlide, TextShape]]:
    for slide in deck.slides:
        yield from ((slide, shape) for shape in slide.shapes if isinstance(shape, TextShape))


def needed_height(shape: TextShape) -> float:
    """Gives the height that the text of a shape takes, in inches."""
    points = 0.0
    for number, paragraph in enumerate(shape.paragraphs):
        room = shape.box.width - paragraph.indent - (0.15 if shape.code else 0.0)
        one = paragraph.stretch or paragraph.formula
        lines = 1 if one else len(break_lines(paragraph.text, bold(paragraph), room))
        after = paragraph.after if number + 1 < len(shape.paragraphs) else 0.0
        points += (lines * paragraph.step.line) + paragraph.before + after
    return points * INCHES_PER_POINT


def bold(paragraph: PlacedParagraph) -> Step:
    return replace(paragraph.step, bold=paragraph.step.bold or paragraph.strong)


def boxes(slide: PlacedSlide) -> dict[str, Box]:
    """Gives the boxes of the shapes that fill slots."""
    return {shape.slot: shape.box for shape in slide.shapes if shape.slot}


def steps_of(slide: PlacedSlide, slot: str) -> Step:
    return text_in(slide, slot).paragraphs[0].step


def test_no_text_is_higher_than_its_box(deck: PlacedDeck) -> None:
    for slide, shape in text_shapes(deck):
        if shape.slot != "numeral":  # its line is higher than the digit that it holds
            assert needed_height(shape) <= shape.box.height + THOUSANDTH, (slide.title.plain, shape.slot)


def test_no_cell_is_higher_than_its_row_and_no_table_than_its_box(deck: PlacedDeck) -> None:
    for table in tables(deck):
        for number, row in enumerate(table.rows):
            top = HEAD_INSET if table.header and number == 0 else THEME.gaps.cell
            for column, (cell, room) in enumerate(zip(row.cells, text_rooms(table.widths, THEME), strict=True)):
                if cell.covered or cell.rows > 1:
                    continue
                room += sum(table.widths[column + 1 : column + cell.columns])
                lines = break_lines(cell.text, replace(cell.step, bold=cell.step.bold or cell.strong), room)
                assert len(lines) * cell.step.line * INCHES_PER_POINT + top <= row.height + 0.02


def test_every_shape_lies_on_the_slide(deck: PlacedDeck) -> None:
    for slide in deck.slides:
        seen = [shape.box for shape in slide.shapes if not (slide.untitled and shape.slot == "title")]
        for box in (*seen, *(mark.box for mark in slide.marks)):
            assert min(box.x, box.y) >= 0
            assert box.right <= THEME.width + 1e-6
            assert box.bottom <= THEME.height + 1e-6, (slide.title.plain, box)
    for table in tables(deck):
        assert table.box.y + sum(row.height for row in table.rows) <= 6.84


def test_no_two_shapes_of_the_content_lie_on_each_other(deck: PlacedDeck) -> None:
    for slide in deck.slides:
        found = [shape.box for shape in slide.shapes if slide.layout not in ("versus", "section")]
        for number, one in enumerate(found):
            assert not any(overlaps(one, other) for other in found[number + 1 :]), slide.title.plain


def overlaps(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    return across > 1e-6 and down > 1e-6


def test_no_size_is_below_what_can_be_read(deck: PlacedDeck) -> None:
    for slide, shape in text_shapes(deck):
        quiet = shape.slot in ("sources", "number", "footnotes")
        label = {paragraph.step.name for paragraph in shape.paragraphs} == {"label"}
        least = 12 if quiet else 14 if shape.code or label or slide.layout in ("title", "versus", "closing") else 18
        least = 14 if shape.slot in ("kicker", "caption") else least
        assert min(paragraph.step.size for paragraph in shape.paragraphs) >= least, (slide.title.plain, shape.slot)


def test_no_cell_of_a_table_is_smaller_than_the_theme_lets_it_be(deck: PlacedDeck) -> None:
    for slide in deck.slides:
        for table in tables(replace(deck, slides=(slide,))):
            sources = slide.layout in ("references", "comparison-table")
            rows = table.rows[1:] if table.header else table.rows
            for row in rows:
                cells = row.cells[:3] if slide.layout == "comparison-table" else row.cells
                least = 12 if slide.layout == "references" else 14
                assert sources or min(cell.step.size for cell in row.cells) >= least
                assert min(cell.step.size for cell in cells) >= least


def test_every_title_stands_once_and_is_unique(deck: PlacedDeck) -> None:
    found = titles(deck)
    assert all(title.strip() for title in found)
    assert len(set(found)) == len(found)


def test_ids_of_slides_are_unique(deck: PlacedDeck) -> None:
    assert len({slide.id for slide in deck.slides}) == len(deck.slides)
    assert [slide.number for slide in deck.slides] == list(range(1, len(deck.slides) + 1))


def test_a_long_table_continues_with_its_header_and_loses_no_cell() -> None:
    deck = awkward("a table of 200 rows")
    found = tables(deck)
    assert {tuple(cell.text.plain for cell in table.rows[0].cells) for table in found} == {("Name", "Count")}
    cells = [tuple(cell.text.plain for cell in row.cells) for table in found for row in table.rows[1:]]
    assert cells == [(f"row{number}", str(number)) for number in range(200)]
    count = len(deck.slides)
    assert titles(deck) == [f"A slide ({number}/{count})" for number in range(1, count + 1)]
    assert {table.widths for table in found} == {found[0].widths}


def test_a_row_that_is_taller_than_a_slide_continues_below_the_repeated_header() -> None:
    deck = place_blocks(f"| a | b |\n|--|--|\n| first | x |\n| c | {LONG} |\n| last | y |\n")
    rows = [row.cells for table in tables(deck) for row in table.rows[1:]]
    assert " ".join(cells[1].text.plain.strip() for cells in rows).split() == ["x", *LONG.split(), "y"]
    assert " ".join(cells[0].text.plain for cells in rows).split() == ["first", "c", "last"]
    assert len(tables(deck)[0].rows) == 3 and all(table.rows[0].cells[1].text.plain == "b" for table in tables(deck))
    assert all(table.box.bottom <= THEME.layouts["table"]["table"].box.bottom + 1e-6 for table in tables(deck))


def test_what_stands_beside_each_other_does_so_on_the_slides_that_follow_too() -> None:
    sides = (f"::: {name}\n```python\n{chr(10).join('x' * n for n in range(1, count))}\n```\n:::\n"
             for name, count in (("tensorflow", 30), ("pytorch", 24)))  # fmt: skip
    deck = place_blocks(":::: compare\n" + "".join(sides) + "::::\n")
    for slide in deck.slides:
        left, right = (text_in(slide, slot).paragraphs for slot in ("left", "right"))
        assert all(one.text == other.text for one, other in zip(left, right, strict=False))


def test_the_label_of_code_ends_where_its_column_ends() -> None:
    code = "```{.python label=a.py}\nx\n```\n"
    deck = place_blocks(f":::: compare\n::: tensorflow\n{code}:::\n::: pytorch\n{code}:::\n::::\n")
    assert text_in(deck.slides[0], "left-label").paragraphs[0].align == "right"


@pytest.mark.parametrize("name", ["a list of 40 items", "a paragraph of 3000 words", "a listing of 60 lines"])
def test_what_is_too_long_continues_and_loses_no_word(name: str) -> None:
    wanted = [word for word in AWKWARD[name].split() if word[0] not in "#-`"]
    found = [word for word in shown_words(awkward(name)) if not word.startswith("(")]
    shown = " ".join(found).replace("A slide ", "")
    assert shown == " ".join(wanted).replace("A slide ", "")
    assert len(awkward(name).slides) > 1


def test_tensorflow_stands_left_of_pytorch(deck: PlacedDeck) -> None:
    for slide in deck.slides:
        if slide.layout in ("comparison", "code-pair"):
            heads = [text_in(slide, slot) for slot in ("left-head", "right-head")]
            assert [head.paragraphs[0].text.plain for head in heads] == ["TensorFlow", "PyTorch"]
            assert heads[0].box.right <= heads[1].box.x


def test_a_long_title_shrinks_but_never_below_the_smallest_of_the_theme() -> None:
    assert list(dict.fromkeys(title_steps())) == list(THEME.fitting["title"])


def title_steps() -> Iterator[Step]:
    """Gives the steps of ever longer titles, up to the first one that fits in none."""
    for count in range(1, 100):
        try:
            yield steps_of(place(f"## {'word ' * count}\n\nText.\n").slides[0], "title")
        except SourceError:
            return


def test_neighbours_of_one_layout_share_a_size() -> None:
    long = "- " + LONG[:900] + "\n"
    first, second = place(f"# A part\n\n## One\n\n- short\n\n## Two\n\n{long}").slides[1:]
    assert steps_of(first, "body") == steps_of(second, "body") == THEME.steps["body"]


def test_slides_of_another_section_have_a_size_of_their_own() -> None:
    long = "- " + LONG[:900] + "\n"
    slides = place(f"# A part\n\n## One\n\n- short\n\n# Another\n\n## Two\n\n{long}").slides
    assert steps_of(slides[1], "body") == THEME.steps["lead"]


@pytest.mark.parametrize(
    ("blocks", "layout"),
    [
        ("Text.", "lead"),
        ("- a", "lead"),
        (LIST, "text"),
        ("```python\nx\n```", "code"),
        ("| a | b |\n|--|--|\n| c | d |", "table"),
        ("| a | TensorFlow | PyTorch |\n|--|--|--|\n| b | c | d |", "comparison-table"),
        (":::: columns\n::: column\na\n:::\n::: column\nb\n:::\n::::", "two-columns"),
        (":::: compare\n::: tensorflow\na\n:::\n::: pytorch\nb\n:::\n::::", "comparison"),
        (":::: compare\n::: tensorflow\n```\na\n```\n:::\n::: pytorch\n```\nb\n```\n:::\n::::", "code-pair"),
        ("Text.\n\n```python\nx\n```", "text"),
        ("::: {#refs}\n:::", "references"),
    ],
)  # fmt: skip
def test_the_layout_is_chosen_from_the_content(blocks: str, layout: str) -> None:
    assert place_blocks(blocks).slides[0].layout == layout


@pytest.mark.parametrize("layout", sorted(set(THEME.layouts) - {"title", "versus", "section"}))
@pytest.mark.parametrize("blocks", BLOCKS_OF_TWO_WORDS)
def test_a_layout_that_an_author_names_loses_nothing_or_is_refused(layout: str, blocks: str) -> None:
    try:
        deck = place(f"## A slide {{layout={layout}}}\n\n{blocks}\n")
    except SourceError as error:
        assert all(problem.source.line for problem in error.problems)
        return
    assert {"one", "two"} <= {word.strip(".").lower() for word in shown_words(deck)}


@pytest.mark.parametrize("kind", ["title", "versus", "section"])
def test_a_layout_that_only_the_compiler_uses_is_refused(kind: str) -> None:
    assert complaint(f"## A slide {{layout={kind}}}\n\nText.\n").startswith(f"1:1: unknown layout '{kind}'")


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        (f"{STRICT}## {'word ' * 80}\n\nText.\n", "4:1: the title needs 3.56 in at 28 pt and 1.17 in are there; shorten it"),  # noqa: E501
        (f"## A slide {{layout=statement}}\n\n{'word ' * 60}\n", "1:1: the statement needs 5.56 in and 2.90"),
        (f"{STRICT}{HEADING}```python\nx\nx = {'y' * 130}\n```\n", "8:1: line 2 of the code has 134 characters, 101 fit"),  # noqa: E501
        (f"{HEADING}| a | b |\n|--|--|\n| c | {LONG} |\n| ^ | d |\n", "5:1: this is "),
        (f"# {'word ' * 120}\n", "1:1: the section's name needs "),
        (f"---\nstrict: true\n---\n# A part\n\n{'word ' * 90}\n", "6:1: the text of the section needs "),
        (f"---\ntitle: {'word ' * 90}\n---\n", "2:1: the title of the deck needs "),
        (f"---\ntitle: A\nsubtitle: {'word ' * 90}\n---\n", "3:1: the subtitle needs "),
        (f"---\ntitle: A\nauthor: {'word ' * 60}\nstrict: true\n---\n", "3:1: author, institute, credit, date and license need more than one row"),  # noqa: E501
        (f'## A {{kicker="{"word " * 60}"}}\n\nText.\n', "1:"),
    ],
)  # fmt: skip
def test_what_fits_in_no_size_and_cannot_continue_is_a_problem(markdown: str, expected: str) -> None:
    assert complaint(markdown).startswith(expected)


def test_text_below_columns_that_leaves_them_no_room_continues() -> None:
    columns = ":::: columns\n::: column\nA\n:::\n::: column\nB\n:::\n::::\n\n"
    deck = place_blocks(columns + LONG)
    assert len(deck.slides) > 1
    assert [word for word in shown_words(deck) if word.startswith("word")] == LONG.split()


def test_an_id_that_an_author_gave_is_not_taken_by_a_continued_slide() -> None:
    deck = place(f"## First {{#a-2}}\n\nText.\n\n## Second {{#a}}\n\n{LIST}")
    assert len({slide.id for slide in deck.slides}) == len(deck.slides)
    slide = deck.slide_of("a-2")
    assert slide is not None
    assert slide.title.plain == "First"


def test_two_slides_of_one_title_get_titles_that_tell_them_apart() -> None:
    found = titles(place("## A slide\n\nText.\n\n## A slide\n\nText.\n\n---\n\n---\n"))
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("markdown", ["One two.\n", "## One two {.untitled}\n\nThree.\n", "Text.\n\n---\n\nOne two.\n"])
def test_an_untitled_slide_shows_its_words_once(markdown: str) -> None:
    assert shown_words(place(markdown)).count("two.") <= 1
    assert "two" not in shown_words(place(markdown))


def test_a_table_of_a_header_alone_loses_no_word() -> None:
    assert shown_words(place_blocks("| one | two |\n|--|--|\n"))[-2:] == ["one", "two"]


def test_columns_have_the_widths_that_their_author_gave() -> None:
    slide = place_blocks(
        ':::: columns\n::: {.column width="25%"}\na\n:::\n::: {.column width="75%"}\nb\n:::\n::::\n'
    ).slides[0]
    left, right = boxes(slide)["left"], boxes(slide)["right"]
    assert right.width == pytest.approx(3 * left.width)
    assert left.right <= right.x


def test_the_references_say_on_which_part_of_a_continued_slide_a_work_is_cited() -> None:
    markdown = f"## A slide\n\n{LIST}- last [@king2018]\n\n## References\n\n::: {{#refs}}\n:::\n"
    deck = place(markdown)
    [number] = [slide.number for slide in deck.slides if "king2018" in slide.cited]
    assert [run.text for run in tables(deck)[0].rows[1].cells[2].text] == [str(number)]


def test_references_that_continue_count_the_slides_behind_them_right() -> None:
    keys = [
        "accents2021",
        "mathtitle2019",
        "corporate2019",
        "crowd2018",
        "noyear",
        "noauthor",
        "king2018",
        "vanderberg2023",
    ]
    cited = "".join(f"- @{key}\n" for key in keys)
    deck = place(f"## References\n\n::: {{#refs}}\n:::\n\n## A slide\n\n{cited}")
    [number] = [slide.number for slide in deck.slides if slide.title.plain == "A slide"]
    cells = {row.cells[2].text.plain for table in tables(deck) for row in table.rows[1:]}
    assert cells == {str(number)}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(alphabet="ab 数🙂-\n1.*", max_size=400), max_size=5))
def test_any_list_is_placed_without_running_over(items: list[str]) -> None:
    try:
        deck = place_blocks("".join(f"- {item.strip()}\n" for item in items))
    except SourceError:
        return
    assert all(needed_height(shape) <= shape.box.height + THOUSANDTH for _, shape in text_shapes(deck))


def test_slides_of_one_layout_in_one_section_share_a_size_whatever_stands_between_them() -> None:
    long = "\n".join(f"- {'words that fill their line to the end of the box ' * 3}" for _ in range(5))
    deck = place(f"# Part\n\n## One\n\n- a\n\n## Said. {{layout=statement}}\n\nSo.\n\n## Two\n\n{long}\n")
    shown = [slide for slide in deck.slides if slide.id in ("one", "two")]
    assert [text_in(slide, "body").paragraphs[0].step.size for slide in shown] == [18, 18]
