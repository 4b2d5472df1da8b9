from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from deck.placed import PictureShape, PlacedDeck
from sample_deck import HEADING, build_in, complaints, deck_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a small picture, where a deck can be built."""
    return deck_folder(tmp_path)


def pictures(deck: PlacedDeck) -> list[PictureShape]:
    return [shape for slide in deck.slides for shape in slide.shapes if isinstance(shape, PictureShape)]


def shown(folder: Path, size: tuple[int, int], kind: str = "png") -> PictureShape:
    """Gives a picture of that many pixels as it is placed on a slide of its own."""
    Image.new("RGB", size).save(folder / f"made.{kind}")
    [picture] = pictures(build_in(folder, f"{HEADING}![A sketch](made.{kind})\n"))
    return picture


@pytest.mark.parametrize("size", [(400, 300), (30, 900), (900, 30), (1, 1)])
def test_a_picture_keeps_its_shape_inside_its_box(folder: Path, size: tuple[int, int]) -> None:
    box = shown(folder, size).box
    assert box.width / box.height == pytest.approx(size[0] / size[1], rel=0.01)
    assert (box.width, box.height) <= (12.0, 4.05)
    assert box.height <= 4.05 + 1e-6


def test_a_jpeg_is_set_too(folder: Path) -> None:
    assert shown(folder, (40, 30), "jpg").slot == "picture"


def test_a_share_of_the_width_makes_a_picture_smaller(folder: Path) -> None:
    [picture] = pictures(build_in(folder, HEADING + '![A sketch](sketch.png){width="20%"}\n'))
    assert picture.box.width == pytest.approx(0.2 * 12.0)


def test_a_picture_may_lie_in_another_folder_under_the_root(folder: Path) -> None:
    talk = folder / "talks"
    talk.mkdir()
    assert pictures(build_in(talk, HEADING + "![A sketch](../sketch.png)\n"))


@pytest.mark.parametrize("content", [b"no picture", b"", b"\x89PNG\r\n\x1a\n\x00"])
def test_a_picture_that_cannot_be_read_is_a_problem(folder: Path, content: bytes) -> None:
    (folder / "broken.png").write_bytes(content)
    [complaint] = complaints(folder, HEADING + "![A sketch](broken.png)\n")
    assert complaint.startswith("3:1: ")


@pytest.mark.parametrize("kind", ["gif", "bmp", "tiff"])
def test_a_picture_of_another_format_is_a_problem_that_names_those_that_are_set(folder: Path, kind: str) -> None:
    Image.new("RGB", (4, 3)).save(folder / f"made.{kind}")
    [complaint] = complaints(folder, f"{HEADING}![A sketch](made.{kind})\n")
    assert complaint == f"3:1: the picture 'made.{kind}' is {kind.upper()}; PNG and JPEG can be set for now"


def test_a_drawing_is_a_problem_for_now(folder: Path) -> None:
    (folder / "made.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    [complaint] = complaints(folder, HEADING + "![A sketch](made.svg)\n")
    assert complaint == "3:1: the picture 'made.svg' is SVG; PNG and JPEG can be set for now"


@pytest.mark.parametrize("path", ["../secret.png", "/etc/hosts", "link.png"])
def test_no_picture_is_taken_from_outside_the_root(folder: Path, path: str) -> None:
    (folder.parent / "secret.png").write_bytes((folder / "sketch.png").read_bytes())
    (folder / "link.png").symlink_to(folder.parent / "secret.png")
    [complaint] = complaints(folder, f"{HEADING}![A sketch]({path})\n")
    assert "lies outside" in complaint


@pytest.mark.parametrize("path", ["talks", ".", "sketch.png/x", "a%00b.png"])
def test_a_path_that_is_no_file_is_a_problem(folder: Path, path: str) -> None:
    assert complaints(folder, f"{HEADING}![A sketch]({path})\n")[0].startswith("3:1: ")


@pytest.mark.parametrize(
    "blocks",
    [
        '![a](sketch.png "First")\n\n![b](sketch.png "Second")\n',
        '![a](sketch.png "First")\n\n| a | b |\n|--|--|\n| c | d |\n',
        ':::: columns\n::: column\n![a](sketch.png "First")\n:::\n::: column\nText.\n:::\n::::\n',
    ],
)
def test_no_caption_is_lost_where_its_layout_has_no_box_for_it(folder: Path, blocks: str) -> None:
    wanted = {word for word in ("First", "Second") if word in blocks}
    assert complaints(folder, HEADING + blocks) or wanted <= set(
        str(build_in(folder, HEADING + blocks).slides).split("'")
    )


def test_a_caption_that_does_not_fit_its_line_is_a_problem(folder: Path) -> None:
    assert complaints(folder, f'{HEADING}![a](sketch.png "{"word " * 60}")\n')


@pytest.mark.parametrize("written", ["![](sketch.png)", "![ ](sketch.png)"])
def test_a_picture_needs_a_text_alternative_only_in_a_strict_deck(folder: Path, written: str) -> None:
    assert complaints(folder, HEADING + written) == []
    assert complaints(folder, HEADING + written, strict=True)
