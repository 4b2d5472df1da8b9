from __future__ import annotations

import pytest

from deck.model import Span, Table
from deck.proof.expect import CodeLine, Flowing, Said
from deck.proof.flow import holds, search
from deck.proof.read_back import FoundCell, FoundParagraph, FoundShape
from text.run import text
from text.source import NOWHERE


def flow(*texts: str) -> list[Flowing]:
    return [Said(text(one), NOWHERE) for one in texts]


def shape(*texts: str, slot: str = "") -> FoundShape:
    return FoundShape(slot, paragraphs=tuple(FoundParagraph(one, one) for one in texts))


def grid(*rows: str) -> FoundShape:
    cells = (tuple(FoundCell((FoundParagraph(cell, cell),)) for cell in row.split("|")) for row in rows)
    return FoundShape(rows=tuple(cells))


def lost(flows: list[list[Flowing]], *shapes: FoundShape) -> list[str]:
    """Gives what is not found: the words of a text, the characters of a line of code, the number of a row."""
    found = []
    for one in search(flows, shapes)[1]:
        match one.item:
            case Said(text=whole):
                found.append(whole.plain)
            case CodeLine(characters=characters):
                found.append(characters)
            case Table():
                found.append(f"row {one.row}")
    return found


@pytest.mark.parametrize(
    ("shapes", "missing"),
    [
        ([shape("a", "b c", "d")], []),
        ([shape("a"), shape("b"), shape("c", "d")], []),
        ([shape("a"), shape("by the way"), shape("b  c"), shape("d")], []),
        ([shape("a"), shape("“b c”"), shape("d")], []),
        ([shape("a", "d", "b c")], ["d"]),
        ([shape("a", "bc", "d")], ["b c"]),
        ([shape("a", "ab c", "d")], ["b c"]),
        ([shape("b c")], ["a", "d"]),
        ([], ["a", "b c", "d"]),
    ],
)
def test_paragraphs_are_found_in_order(shapes: list[FoundShape], missing: list[str]) -> None:
    assert lost([flow("a", "b c", "d")], *shapes) == missing


@pytest.mark.parametrize(
    "shapes",
    [
        [shape("yes", "no"), shape("no", "yes", "maybe")],
        [shape("yes"), shape("no"), shape("no"), shape("yes", "maybe")],
        [shape("yes", slot="1"), shape("no", "yes", slot="2"), shape("no", slot="1"), shape("maybe", slot="2")],
    ],
)
def test_columns_that_say_the_same_are_told_apart(shapes: list[FoundShape]) -> None:
    assert lost([flow("yes", "no"), flow("no", "yes", "maybe")], *shapes) == []


def test_code_that_a_column_says_too_is_told_apart_further_down() -> None:
    main: list[Flowing] = [*flow("one"), CodeLine("yes", NOWHERE)]
    shapes = (shape("one"), shape("yes", slot="1"), shape("no", slot="2"), shape("yes"))
    assert lost([main, flow("yes", "no")], *shapes) == []
    assert lost([main, flow("yes", "no")], *shapes[:3]) == ["yes"]


def test_a_word_of_one_column_is_not_found_in_the_other() -> None:
    assert lost([flow("yes", "no"), flow("no", "yes")], shape("yes"), shape("no", "yes")) == ["no"]


def test_a_paragraph_that_continues_on_the_next_slide_is_whole() -> None:
    assert lost([flow("one two three", "four")], shape("one two"), shape("kicker"), shape("three", "four")) == []
    assert lost([flow("one two three")], shape("one two"), shape("four")) == ["one two three"]


def test_lines_of_code_keep_every_character() -> None:
    lines: list[Flowing] = [CodeLine(one, NOWHERE) for one in ("if x:", "", "\ty = 'a  b'")]
    assert lost([lines], shape("if x:", "", "    y = 'a  b'")) == []
    assert lost([lines], shape("if x:", "", "    y = 'a b'")) == ["\ty = 'a  b'"]
    assert lost([lines], shape("if x:", "    y = 'a  b'")) == [""]


TABLE = Table((text("A"), text("B")), ((text("a"), text("b")), (text("c"), text("d"))), ("", ""))


@pytest.mark.parametrize(
    ("shapes", "missing"),
    [
        ([grid("A|B", "a|b", "c|d")], []),
        ([grid("A|B", "a|b"), grid("A|B", "c|d")], []),
        ([grid("A|B", "a|b"), grid("c|d")], ["row 2"]),
        ([grid("A|B", "b|a", "c|d")], ["row 1"]),
        ([grid("A|B", "c|d", "a|b")], ["row 1"]),
        ([grid("A|X", "a|b", "c|d")], ["row 0"]),
        ([grid("A|B", "a|b|c", "c|d")], ["row 1"]),
    ],
)
def test_rows_are_found_in_order_under_their_header(shapes: list[FoundShape], missing: list[str]) -> None:
    assert lost([[TABLE]], *shapes) == missing


@pytest.mark.parametrize(
    ("shapes", "missing"),
    [
        ([grid("A|B", "a|one two"), grid("A|B", "|three"), grid("A|B", "|four", "c|d")], []),
        ([grid("A|B", "a|one two"), grid("A|B", "|four", "c|d")], ["row 1"]),
        ([grid("A|B", "a|one two"), grid("A|B", "|four"), grid("A|B", "|three", "c|d")], ["row 1"]),
        ([grid("A|B", "a|one two three"), grid("A|B", "c|d")], ["row 1"]),
        ([grid("A|B", "a|one two"), grid("|three four", "c|d")], ["row 1"]),
    ],
)
def test_a_row_that_continues_is_whole_cell_by_cell(shapes: list[FoundShape], missing: list[str]) -> None:
    rows = (("a", "one two three four"), ("c", "d"))
    table = Table((text("A"), text("B")), tuple(tuple(map(text, row)) for row in rows), ("", ""))
    assert lost([[table]], *shapes) == missing


def test_a_merged_cell_covers_what_it_should() -> None:
    table = Table((text("A"), text("B")), ((text("a"), text("")),), ("", ""), spans=(Span(1, 0, 1, 2),))
    head = (FoundCell((FoundParagraph("A", "A"),)), FoundCell((FoundParagraph("B", "B"),)))
    for columns, missing in ((2, []), (1, ["row 1"])):
        row = (FoundCell((FoundParagraph("a", "a"),), columns=columns), FoundCell((), covered=True))
        assert lost([[table]], FoundShape(rows=(head, row))) == missing


@pytest.mark.parametrize(
    ("found", "wanted", "there"),
    [
        ("a cat", "cat", True),
        ("concat", "cat", False),
        ("concat cat", "cat", True),
        ("“cat”", "cat", True),
        ("1 x", "x", True),
    ],
)
def test_words_stand_apart_from_what_is_around_them(found: str, wanted: str, there: bool) -> None:
    assert holds(found, wanted) == there
