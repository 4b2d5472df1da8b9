"""Nothing is lost by reading: every word of a random deck is in its model, or the reader says what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hypothesis import example, given, settings
from hypothesis import strategies as st

from deck.model import Code, Deck, Formula, Picture, all_blocks, runs_of
from deck.reading.deck import read_deck
from text.source import Problems

# Every W becomes a word that stands nowhere else.
PIECES = [
    "W", "W ", "W\n", "W\n\n", "\n\n", "\n", "\t", "    W\n", "W\\\n", "W  \n", "## W\n\n", "# W\n\n", "### W\n\n",
    "---\n", "\n---\n\n", "::: notes\nW\n:::\n", ":::\n", ":::: columns\n", "::: column\n", "::: incremental\n",
    "::: {.callout .tip}\n", "::: x\n", "```python\nW\n```\n", "| W | W |\n|--|--|\n| W | W |\n", "| W | < |\n",
    "![W](W.png)", "[W](#b)", "[W](https://W.org)", "<https://W.org>", "[@W]", "@W", "[W]", "[W][W]", "- W\n",
    "  - W\n", "    - W\n", "      - W\n", "1. W\n", "a. W\n", "(@) W\n", "(@x) W\n", "#. W\n", "- [ ] W\n", "| W\n",
    "> W\n", "> - W\n", "Term W\n: W\n", "Table: W\n\n", ". . .\n\n", "— W\n", "[^1]", "[^1]: W\n", "^[W]", "$W$",
    "$$W$$", "\n$$\nW\n$$\n", "*W*", "**W", "~W~", "^W^", "~~W~~", "`W`", "[W]{.a}", "<b>W</b>", "<p>W</p>", "<br>",
    "<div>\nW\n</div>\n", '<div class="notes">\nW\n</div>\n', "<img src='a' alt='W'>", "&amp;", "{", "}", "\\",
]  # fmt: skip
WORD = re.compile(r"q\d+z")
DEFINED = re.compile(r"\[@?(q\d+z)\]:\s*\S+")  # the target of links: Markdown shows neither it nor its name


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
@example("W^[W]\n---\n\nW")
@example("[^1]: W[^1]")
@example("a[^1]\n\n[^1]: W\n\n[^1]: W")
@example('1. W\n\n\t<div class="notes">\nW\n</div>')
@example("<p>W</p>\n<https://W.org>")
def test_every_word_is_in_the_model_or_the_reader_says_what_is_wrong(pieces: str) -> None:
    words = iter(range(10**6))
    written = re.sub("W", lambda _: f"q{next(words)}z", f"## W\n\n{pieces}")
    problems = Problems()
    said = " ".join(characters(read_deck(written, "x.md", False, problems))).lower()
    defined = {word for found in DEFINED.finditer(written) for word in WORD.findall(found[0])}
    assert problems.found or [word for word in WORD.findall(written) if word not in said and word not in defined] == []


def characters(deck: Deck) -> Iterator[str]:
    """Walks everything that the slides of a deck say or show."""
    for slide in deck.slides:
        yield from (part for run in runs_of(slide) for part in (run.text, run.link, run.math))
        for block in all_blocks((*slide.blocks, *slide.notes)):
            match block:
                case Code(characters=said) | Formula(latex=said):
                    yield said
                case Picture(alt=alt, file=file):
                    yield from (alt, file)
                case _:
                    pass
