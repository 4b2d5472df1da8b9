from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from deck.files import Folder
from deck.model import Deck, Settings, Slide
from deck.placed import PictureShape, PlacedDeck
from deck.reading.pictures import ORIENTATION, find_pictures
from deck.reading.svg import SVG_SPACE
from sample_deck import HEADING, build_in, complaints, deck_folder
from text.run import Text
from text.source import Problems, SourceError


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
def test_a_picture_of_a_format_that_powerpoint_shows_is_set(folder: Path, kind: str) -> None:
    assert shown(folder, (40, 30), kind).slot == "picture"


@pytest.mark.parametrize("kind", ["webp", "ico"])
def test_a_picture_of_another_format_is_a_problem_that_names_those_that_are_set(folder: Path, kind: str) -> None:
    Image.new("RGB", (32, 32)).save(folder / f"made.{kind}")
    [complaint] = complaints(folder, f"{HEADING}![A sketch](made.{kind})\n")
    assert complaint == f"3:1: the picture 'made.{kind}' is {kind.upper()}; save it as PNG, JPEG or SVG"


def test_a_drawing_keeps_its_shape_too(folder: Path) -> None:
    (folder / "made.svg").write_text(f"<svg xmlns='{SVG_SPACE}' viewBox='0 0 4 1'/>", encoding="utf-8")
    [picture] = pictures(build_in(folder, HEADING + "![A sketch](made.svg)\n"))
    assert picture.box.width / picture.box.height == pytest.approx(4.0)


def test_a_drawing_that_refers_to_something_outside_is_a_problem(folder: Path) -> None:
    drawing = f"<svg xmlns='{SVG_SPACE}' viewBox='0 0 4 1'><image href='https://example.org/a.png'/></svg>"
    (folder / "made.svg").write_text(drawing, encoding="utf-8")
    [complaint] = complaints(folder, HEADING + "![A sketch](made.svg)\n")
    assert complaint.startswith("3:1: the picture 'made.svg' cannot be set: it refers to 'https://example.org/a.png'")


@pytest.mark.parametrize(("orientation", "upright"), [(1, (40, 20)), (3, (40, 20)), (6, (20, 40)), (8, (20, 40))])
def test_a_photograph_is_as_wide_as_it_is_seen(folder: Path, orientation: int, upright: tuple[int, int]) -> None:
    photograph = Image.new("RGB", (40, 20))
    exif = photograph.getexif()
    exif[ORIENTATION] = orientation
    photograph.save(folder / "made.jpg", exif=exif)
    [picture] = pictures(build_in(folder, HEADING + "![A sketch](made.jpg)\n"))
    assert picture.box.width / picture.box.height == pytest.approx(upright[0] / upright[1], rel=0.01)


@pytest.mark.parametrize("size", [(8000, 7000), (10000, 10000), (20000, 10000)])
def test_a_picture_of_too_many_pixels_is_a_problem(folder: Path, size: tuple[int, int]) -> None:
    Image.new("1", size).save(folder / "made.png")
    [complaint] = complaints(folder, HEADING + "![A sketch](made.png)\n")
    assert "pixels" in complaint


def background_of(folder: Path, name: str) -> str:
    """Gives the background of a slide that names it, once pictures are found."""
    deck = Deck(Settings(), (Slide("one", Text(), background=name),))
    problems = Problems()
    [slide] = find_pictures(deck, Folder(folder, folder), problems).slides
    problems.stop_if_any()
    return slide.background


def test_a_background_is_a_colour_of_the_theme_or_a_picture(folder: Path) -> None:
    assert background_of(folder, "wash") == "wash"
    assert background_of(folder, "sketch.png") == str(folder / "sketch.png")


@pytest.mark.parametrize(("name", "said"), [("wish", "did you mean 'wash'"), ("none.png", "no picture 'none.png'")])
def test_a_background_that_is_neither_is_a_problem(folder: Path, name: str, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        background_of(folder, name)


def test_the_picture_of_the_front_matter_lies_behind_every_slide_without_a_background(folder: Path) -> None:
    head = "---\ntitle: T\nbackground-image: sketch.png\n---\n"
    placed = build_in(folder, f"{head}# Part\n\n## One\n\nA.\n\n## Two {{background=wash}}\n\nB.\n")
    picture = str(folder / "sketch.png")
    assert [slide.background for slide in placed.slides] == [picture, picture, picture, "wash"]
    [complaint] = complaints(folder, head.replace("sketch", "skech") + "## One\n\nA.\n")
    assert complaint == "3:1: no picture 'skech.png'; did you mean 'sketch.png'?"


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


def test_a_long_caption_takes_its_room_from_the_picture(folder: Path) -> None:
    short, long = (pictures(build_in(folder, f'{HEADING}![a](sketch.png "{"word " * n}")\n'))[0] for n in (2, 60))
    assert long.box.height < short.box.height


def test_a_caption_that_leaves_no_room_for_the_picture_is_a_problem(folder: Path) -> None:
    assert complaints(folder, f'{HEADING}![a](sketch.png "{"word " * 900}")\n')


@pytest.mark.parametrize("written", ["![](sketch.png)", "![ ](sketch.png)"])
def test_a_picture_needs_a_text_alternative_only_in_a_strict_deck(folder: Path, written: str) -> None:
    assert complaints(folder, HEADING + written) == []
    assert complaints(folder, HEADING + written, strict=True)
