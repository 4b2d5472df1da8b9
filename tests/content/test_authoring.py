"""The pages that explain the format: they name all that can be written, and nothing that is not there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from deck.build import OWN_THEME
from deck.examples import MARKER
from deck.placing.content import OWN_LAYOUTS
from deck.reading.settings import CALLOUTS, CHART_KINDS, SETTINGS, TRANSITIONS
from deck.reading.vocabulary import CHART_ATTRIBUTES, SLIDE_ATTRIBUTES
from deck.theme import read_theme
from text.case import read_cases

ROOT = Path(__file__).resolve().parents[2]
AUTHORING = ROOT / "docs" / "authoring"
BLOCKS = ROOT / "tests" / "cases" / "blocks.md"
PAGES = {path.name: path.read_text(encoding="utf-8") for path in sorted(AUTHORING.glob("*.md"))}
WRITTEN = "\n".join((*PAGES.values(), BLOCKS.read_text(encoding="utf-8")))


def missing(names: frozenset[str] | set[str], written: str) -> set[str]:
    """Gives the names that are nowhere written as words of their own."""
    return {name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", written)}


def test_every_example_is_shown_once() -> None:
    shown = [name for written in PAGES.values() for name in MARKER.findall(written)]
    assert sorted(shown) == sorted(case.name for case in read_cases(BLOCKS))


@pytest.mark.parametrize("page", sorted(PAGES))
def test_the_front_matter_of_a_page_is_read(page: str) -> None:
    _, settings, _ = PAGES[page].split("---\n", 2)
    assert {"title", "description"} <= yaml.safe_load(settings).keys()


def test_the_command_page_names_every_option_and_no_other() -> None:
    command = [sys.executable, str(ROOT / "scripts/build_deck.py"), "--help"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    options = set(re.findall(r"--[a-z][a-z-]*", printed)) - {"--help"}
    assert set(re.findall(r"`(--[a-z][a-z-]*)", PAGES["command.md"])) == options


def test_every_layout_that_can_be_asked_for_is_named() -> None:
    assert missing(set(read_theme(OWN_THEME).layouts) - OWN_LAYOUTS, PAGES["looks-and-templates.md"]) == set()


@pytest.mark.parametrize("names", [CALLOUTS, CHART_KINDS, TRANSITIONS], ids=["boxes", "charts", "transitions"])
def test_every_kind_is_named_on_the_page_of_blocks(names: frozenset[str]) -> None:
    assert missing(names, PAGES["blocks.md"]) == set()


@pytest.mark.parametrize("names", [SETTINGS, SLIDE_ATTRIBUTES, CHART_ATTRIBUTES], ids=lambda names: names.what)
def test_every_setting_and_attribute_is_explained_or_shown(names: object) -> None:
    assert missing(names.used - {"class", "id"}, WRITTEN) == set()  # type: ignore[attr-defined]
