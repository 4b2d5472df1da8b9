from __future__ import annotations

import io
from pathlib import Path
from typing import Any  # lxml carries no types

import pytest
from PIL import Image
from pptx import Presentation
from pptx.util import Inches

from deck.placed import PictureShape
from deck.powerpoint.picture import MOST_ACROSS, PIXELS_PER_INCH, png_of
from deck.powerpoint.write import write_pptx
from deck.reading.pictures import ORIENTATION
from deck.reading.svg import SVG_SPACE
from deck.theme import Box
from made_slides import deck_of, deck_of_slides, findings, part_of, parts_of

DRAWING = f'<svg xmlns="{SVG_SPACE}" viewBox="0 0 40 30"><rect width="40" height="30" fill="#00f"/>{{}}</svg>'
WORDS = '<text y="20" font-family="Arial" font-weight="bold" font-size="12">Abc</text>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a drawing and a small picture."""
    (tmp_path / "drawing.svg").write_text(DRAWING.format(""), encoding="utf-8")
    Image.new("RGB", (40, 30), "#D55E00").save(tmp_path / "sketch.png")
    return tmp_path


def picture(folder: Path, name: str, box: Box | None = None, **how: Any) -> PictureShape:
    return PictureShape("", box or Box(1.0, 2.0, 4.0, 3.0), str(folder / name), "A sketch", **how)


def media(deck: Any) -> list[str]:
    return sorted(name for name in parts_of(deck) if name.startswith("ppt/media/"))


def test_a_drawing_is_set_as_vectors_with_a_png_behind(folder: Path) -> None:
    deck = deck_of(picture(folder, "drawing.svg"))
    parts = parts_of(deck)
    assert parts["ppt/media/image2.svg"] == (folder / "drawing.svg").read_bytes()
    with Image.open(io.BytesIO(parts["ppt/media/image1.png"])) as fallback:
        assert (fallback.width, fallback.height) == (4 * PIXELS_PER_INCH, 3 * PIXELS_PER_INCH)
    assert findings(deck, folder) == []


def test_the_picture_names_both_its_drawing_and_its_png(folder: Path) -> None:
    slide = Presentation(io.BytesIO(write_pptx(deck_of(picture(folder, "drawing.svg"))))).slides[0]
    [blip] = slide._element.iter("{*}blip")
    [drawing] = slide._element.iter("{*}svgBlip")
    types = [slide.part.related_part(one.values()[0]).content_type for one in (blip, drawing)]
    assert types == ["image/png", "image/svg+xml"]


def test_one_file_is_one_part_however_often_it_is_shown(folder: Path) -> None:
    (folder / "same.svg").write_bytes((folder / "drawing.svg").read_bytes())
    shown = [picture(folder, name) for name in ("sketch.png", "sketch.png", "drawing.svg", "same.svg")]
    assert len(media(deck_of_slides([shown, shown]))) == 3


def test_the_same_drawing_gives_the_same_bytes() -> None:
    drawing = DRAWING.format(WORDS).encode()
    assert png_of(drawing, 200) == png_of(drawing, 200)


def test_words_of_a_drawing_are_seen_in_its_png() -> None:
    with Image.open(io.BytesIO(png_of(DRAWING.format(WORDS).encode(), 400))) as found:
        colours = found.convert("RGB").getcolors(maxcolors=100_000)
    assert colours and {colour: count for count, colour in colours}[(0, 0, 0)] > 500


def test_the_png_of_a_wide_drawing_is_bounded(folder: Path) -> None:
    parts = parts_of(deck_of(picture(folder, "drawing.svg", Box(0, 0, 100.0, 75.0))))
    with Image.open(io.BytesIO(parts["ppt/media/image1.png"])) as fallback:
        assert fallback.width == MOST_ACROSS


@pytest.mark.parametrize(("orientation", "turn"), [(1, 0.0), (3, 180.0), (6, 90.0), (8, 270.0)])
def test_a_photograph_stands_upright_in_its_box(folder: Path, orientation: int, turn: float) -> None:
    photograph = Image.new("RGB", (40, 20))
    exif = photograph.getexif()
    exif[ORIENTATION] = orientation
    photograph.save(folder / "photo.jpg", exif=exif)
    deck = deck_of(picture(folder, "photo.jpg", Box(1.0, 2.0, 2.0, 4.0)))
    [shown] = [one for one in Presentation(io.BytesIO(write_pptx(deck))).slides[0].shapes if one.name == "Picture"]
    wide, high = (4, 2) if turn in (90.0, 270.0) else (2, 4)
    assert (shown.rotation, shown.width, shown.height) == (turn, Inches(wide), Inches(high))
    assert (shown.left + shown.width // 2, shown.top + shown.height // 2) == (Inches(2), Inches(4))


def test_a_photograph_in_the_colours_of_print_is_kept_as_it_is(folder: Path) -> None:
    Image.new("CMYK", (40, 30)).save(folder / "print.jpg")
    parts = parts_of(deck_of(picture(folder, "print.jpg")))
    assert parts["ppt/media/image1.jpg"] == (folder / "print.jpg").read_bytes()


@pytest.mark.parametrize("kind", ["gif", "bmp", "tiff", "jpg"])
def test_other_formats_are_embedded_as_they_are(folder: Path, kind: str) -> None:
    Image.new("RGB", (40, 30)).save(folder / f"made.{kind}")
    deck = deck_of(picture(folder, f"made.{kind}"))
    assert (folder / f"made.{kind}").read_bytes() in parts_of(deck).values()
    assert findings(deck, folder) == []


def test_a_picture_has_its_text_alternative_or_says_that_it_needs_none(folder: Path) -> None:
    slide = part_of(deck_of(picture(folder, "sketch.png"), picture(folder, "sketch.png", decorative=True)))
    found = [one for one in slide.iter("{*}cNvPr") if one.get("name") == "Picture"]
    assert [one.get("descr") for one in found] == ["A sketch", "A sketch"]
    assert [bool(list(one.iter("{*}decorative"))) for one in found] == [False, True]


@pytest.mark.parametrize("name", ["wash", "sketch.png", "drawing.svg"])
def test_a_background_is_a_colour_or_a_picture_over_the_whole_slide(folder: Path, name: str) -> None:
    deck = deck_of(background=str(folder / name) if "." in name else name)
    [ground] = part_of(deck).iter("{*}bg")
    assert [one.get("val") for one in ground.iter("{*}schemeClr")] == (["bg2"] if name == "wash" else [])
    assert bool(list(ground.iter("{*}blip"))) == ("." in name)
    assert findings(deck, folder) == []


def test_a_background_of_another_shape_is_cut_evenly_not_stretched(folder: Path) -> None:
    [cut] = part_of(deck_of(background=str(folder / "sketch.png"))).iter("{*}srcRect")
    assert {side: round(int(share), -2) for side, share in cut.attrib.items()} == {"t": 12500, "b": 12500}
