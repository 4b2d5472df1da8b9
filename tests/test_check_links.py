from __future__ import annotations

from pathlib import Path

import pytest
from pptx import Presentation

from check_links import main


@pytest.fixture
def bibliography(tmp_path: Path) -> Path:
    bib = tmp_path / "made-up.bib"
    bib.write_text("@misc{x, url = {https://example.org/}, doi = {10.1/x}}", encoding="utf-8")
    return bib


def test_one_run_names_every_broken_thing_and_ends_in_failure(
    tmp_path: Path, bibliography: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deck, site = tmp_path / "none.pptx", tmp_path / "none"
    assert main([str(deck), "--site", str(site), "--bibliography", str(bibliography)]) == 1
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == 4
    assert printed[-1] == f"Links checked: 0 in {site}, 0 in {deck}, 2 in {bibliography}; 3 broken."


def test_links_that_hold_end_in_success(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site, bib, deck = tmp_path / "site", tmp_path / "x.bib", tmp_path / "deck.pptx"
    site.mkdir()
    (site / "index.html").write_text("<h1 id='a'>x</h1><a href='#a'>y</a>", encoding="utf-8")
    bib.write_text("@misc{x, url = {https://example.org/}}", encoding="utf-8")
    _empty_deck(deck)
    assert main([str(deck), "--site", str(site), "--bibliography", str(bib)]) == 0
    assert capsys.readouterr().out.endswith("all hold.\n")


def _empty_deck(path: Path) -> None:
    Presentation().save(str(path))
