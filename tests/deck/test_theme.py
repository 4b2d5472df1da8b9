from __future__ import annotations

from pathlib import Path

import pytest

from deck.build import OWN_THEME
from deck.theme import read_theme
from sample_deck import THEME
from text.source import SourceError

WRITTEN = OWN_THEME.read_text(encoding="utf-8")
TEXT_COLOURS = ("ink", "soft", "tensorflow-text", "pytorch-text")
BARS = ("tensorflow", "pytorch")
MODES = sorted(THEME.colours)
SMALLEST = {"source": 12, "label": 14, "code": 14, "table": 16, "body": 18}  # points


def luminance(colour: str) -> float:
    """Gives the relative luminance of WCAG 2."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def contrast(one: str, other: str) -> float:
    """Gives the contrast ratio of WCAG 2: 1 for equal colours, 21 for black on white."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def complaints(folder: Path, written: str) -> list[str]:
    path = folder / "theme.yml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        read_theme(path)
    return [str(problem).removeprefix(f"{path}:") for problem in caught.value.problems]


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("ground", ["paper", "wash"])
@pytest.mark.parametrize("colour", TEXT_COLOURS)
def test_text_can_be_read_on_every_ground(colour: str, ground: str, mode: str) -> None:
    colours = THEME.colours[mode]
    assert contrast(colours[colour], colours[ground]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("ground", ["paper", "wash"])
@pytest.mark.parametrize("colour", BARS)
def test_bars_can_be_seen_on_every_ground(colour: str, ground: str, mode: str) -> None:
    colours = THEME.colours[mode]
    assert contrast(colours[colour], colours[ground]) >= 3.0


def test_every_text_is_set_in_a_colour_for_text() -> None:
    used = {slot.colour for layout in THEME.layouts.values() for slot in layout.slots}
    assert used <= set(TEXT_COLOURS)


def test_the_steps_that_text_can_shrink_to_can_be_read() -> None:
    assert {name: THEME.steps[name].size for name in SMALLEST} == SMALLEST
    floors = {"comparison-table": "table", "text": "body", "body": "body", "table": "table"}
    for name, steps in THEME.fitting.items():
        assert steps[-1].size >= SMALLEST[floors.get(name, "body")]
        assert [step.size for step in steps] == sorted((step.size for step in steps), reverse=True)


@pytest.mark.parametrize("name", THEME.layouts)
def test_every_box_and_mark_lies_on_the_slide(name: str) -> None:
    layout = THEME.layouts[name]
    for box in (*(slot.box for slot in layout.slots), *(mark.box for mark in layout.marks)):
        assert min(box.x, box.y, box.width, box.height) >= 0
        assert box.right <= THEME.width
        assert box.bottom <= THEME.height


def test_every_layout_has_a_title_of_its_own_name_and_one_number_at_most() -> None:
    assert len({layout.name for layout in THEME.layouts.values()}) == len(THEME.layouts)
    for layout in THEME.layouts.values():
        kinds = [slot.kind for slot in layout.slots]
        assert kinds.count("title") == 1
        assert kinds.count("number") <= 1


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("colours:", "colors:", "colours"),
        ('    soft: "#B0B0B0"\n', "", "light or the dark mode"),
        ("kind: table", "kind: tabel", "tabel"),
        ("step: statement", "step: statment", "statment"),
        ("colour: rule}", "colour: rulle}", "rulle"),
        ("gaps: {block: 0.250,", "gaps: {", "block"),
        ("slide: [13.333, 7.5]", "slide: wide", ""),
    ],
)
def test_a_theme_with_a_slip_is_a_problem_that_names_it(tmp_path: Path, old: str, new: str, named: str) -> None:
    [complaint] = complaints(tmp_path, WRITTEN.replace(old, new, 1))
    assert named in complaint


def test_a_theme_that_is_not_yaml_is_a_problem_with_its_line(tmp_path: Path) -> None:
    [complaint] = complaints(tmp_path, "slide: [1, 2]\ncolours: a: b\n")
    assert complaint.startswith("2:11: ")


@pytest.mark.parametrize("written", ["", "- a\n", "text"])
def test_a_theme_that_is_no_mapping_is_a_problem(tmp_path: Path, written: str) -> None:
    assert complaints(tmp_path, written)[0].startswith("1:1: the theme is empty or a list")


def test_a_theme_that_is_not_utf_8_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "theme.yml"
    path.write_bytes(b"slide: \xff")
    with pytest.raises(SourceError, match="1:1"):
        read_theme(path)


@pytest.mark.parametrize("colour", ['"red"', '"#12"', "12"])
def test_a_colour_that_is_none_is_a_problem(tmp_path: Path, colour: str) -> None:
    assert complaints(tmp_path, WRITTEN.replace('"#111111"', colour, 1))
