from __future__ import annotations

from pathlib import Path

from deck.outline import outline
from deck.report import report
from sample_deck import build_in, deck_folder, place

DECK = """\
---
title: A talk
subtitle: And what it is about
bibliography: bibliography.bib
---
# Part

## First {#first}

- One [outside](https://example.org/a)
  - Two, see [there](#second)
1. Three *soft* [@king2018]

::: notes
Said *aloud*.
:::

## Second {#second}

| A | B |
| - | - |
| x | y |

![A sketch](sketch.png "Its caption")

## Third

```python
if x:
    y = 1
```

## Works

::: {#refs}
:::
"""
EXPECTED = """\
1. A talk
  And what it is about

2. Part
  Part 1 of 1
"""


def test_an_outline_says_all_that_the_slides_say(tmp_path: Path) -> None:
    said = outline(build_in(deck_folder(tmp_path), DECK))
    assert said.startswith(EXPECTED)
    lines = said.splitlines()
    for line in (
        "3. First",
        "  - One outside <https://example.org/a>",
        "    - Two, see there (slide 4)",
        "  1. Three soft (King, 2018)",
        "  Sources: King, 2018",
        "  Notes:",
        "    Said aloud.",
        "  A | B",
        "  x | y",
        "  [Picture: A sketch]",
        "  Its caption",
        "  if x:",
        "      y = 1",
    ):
        assert line in lines


def test_an_address_that_says_itself_is_not_said_twice() -> None:
    said = outline(place("## A slide\n\n<https://example.org/a>\n"))
    assert said.count("https://example.org/a") == 1


def test_a_word_that_its_address_holds_by_chance_has_it_behind_it() -> None:
    assert "See x <https://example.org/x>." in outline(place("## A slide\n\nSee [x](https://example.org/x).\n"))


def test_footnotes_are_marked_and_merged_cells_keep_their_columns() -> None:
    said = outline(place("## A slide\n\nText^[A note].\n\n| A | B |\n| - | - |\n| x | < |\n"))
    assert "  Text[1]." in said.splitlines()
    assert "  x | " in said.splitlines()


def test_an_outline_leaves_decorative_pictures_out(tmp_path: Path) -> None:
    said = outline(build_in(deck_folder(tmp_path), "## A slide\n\n![](sketch.png){.decorative}\n"))
    assert "Picture" not in said


def test_a_report_has_a_row_for_each_slide_with_its_part() -> None:
    items = "".join(f"- Item {number} of a list that goes on\n" for number in range(40))
    lines = report(place(f"## Long {{#long}}\n\n{items}\n## Short\n\nText.\n")).splitlines()
    assert lines[0].split("|")[1:3] == [" No. ", f" {'Slide'.ljust(len('long-2'))} "]
    cells = [[cell.strip() for cell in line.strip("| ").split("|")] for line in lines[2:]]
    assert [cells[number][1] for number in (0, 1, -1)] == ["long", "long-2", "short"]
    assert cells[0][5].startswith("1/")
    assert cells[-1][5] == ""
    assert {row[3] for row in cells} <= {"18 pt", "24 pt"}
