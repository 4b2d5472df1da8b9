from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from links.judge import check_bibliography, check_deck, check_site
from links.report import broken_lines
from text.source import Problems

BIBLIOGRAPHY = Path(__file__).resolve().parents[2] / "bibliography.bib"


def test_every_link_of_the_site_holds(built_site: Path, site_url: str) -> None:
    problems = Problems()
    assert check_site(built_site, site_url, problems) > 0
    assert broken_lines(problems.found) == []


def test_every_link_of_the_decks_holds(built_decks: Mapping[str, Path]) -> None:
    problems = Problems()
    counts = {name: check_deck(deck, problems) for name, deck in built_decks.items()}
    assert broken_lines(problems.found) == []
    assert counts["tensorflow-vs-pytorch"] > 0


def test_every_address_of_the_bibliography_is_well_formed() -> None:
    problems = Problems()
    assert check_bibliography(BIBLIOGRAPHY, problems) > 0
    assert broken_lines(problems.found) == []
