"""Decks that are cut, doubled, joined and strewn with odd characters build whole, or say where they cannot."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from case_file import read_cases
from deck.build import build_deck
from deck.powerpoint.write import write_pptx
from deck.proof.prove import prove
from mutated_deck import mutated
from sample_deck import deck_folder
from sample_library import CASES, TESTS
from text.source import Problems, SourceError

PARTS = 5
DECKS = 50  # a part


@pytest.fixture(scope="module")
def sources() -> list[str]:
    """Every deck of the cases and every one in pandoc's dialect."""
    names = ("deck_errors.md", "deck_remarks.md", "deck_outline.md", "blocks.md")
    cases = [written for name in names for _, written, _ in read_cases(CASES / name)]
    return [*cases, *(path.read_text(encoding="utf-8") for path in sorted((TESTS / "pandoc").glob("*.md")))]


@pytest.mark.parametrize("part", range(PARTS))
def test_a_mutated_deck_is_whole_or_says_where_it_cannot_be_set(tmp_path: Path, sources: list[str], part: int) -> None:
    folder = deck_folder(tmp_path)
    for number in range(DECKS):
        chance = random.Random(1000 * part + number)  # the same decks in every run
        written = mutated(chance.choice(sources), chance)
        assert not faults(folder, written), f"deck {number} of part {part}:\n{written}"


def faults(folder: Path, written: str) -> list[str]:
    """Gives what a deck loses, and problems without a place."""
    deck, problems = folder / "deck.md", Problems()
    deck.write_text(written, encoding="utf-8")
    try:
        placed = build_deck(deck, problems)
        prove(write_pptx(placed), placed, problems)
    except SourceError as error:
        return [str(problem) for problem in error.problems if not (problem.source.file and problem.source.line)]
    return [str(problem) for problem in problems.found]
