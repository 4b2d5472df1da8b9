"""Pictures of the .pptx: each file once, drawings as vectors with a PNG for who cannot draw them."""

from __future__ import annotations

import io
from pathlib import Path

from lxml import etree
from PIL import Image
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.package import Package

from deck.placed import PictureShape
from deck.powerpoint.xml import DECORATIVE, attribute, emu
from deck.reading.pictures import ORIENTATION, TURNED
from deck.theme import Box

SVG_TYPE = "image/svg+xml"
SVG_URI = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"  # [MS-ODRAWXML] 2.6, the extension that holds a drawing
SVG_SPACE = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
PIXELS_PER_INCH = 220  # what PowerPoint keeps of pictures by default
MOST_ACROSS = 4000  # pixels
QUARTER = 5_400_000  # 90 degrees in 60,000ths
# How a picture is turned and flipped so that it stands as the camera was held: EXIF 2.3, Orientation.
TURNS = {
    2: ' flipH="1"',
    3: f' rot="{2 * QUARTER}"',
    4: ' flipV="1"',
    5: f' rot="{3 * QUARTER}" flipH="1"',
    6: f' rot="{QUARTER}"',
    7: f' rot="{QUARTER}" flipH="1"',
    8: f' rot="{3 * QUARTER}"',
}
FAMILY = "Arimo"  # as wide as Arial, the same file on every machine: fonts installed here would change the bytes


class PictureParts:
    """The picture parts of one package, one for each file, and how slides refer to them."""

    def __init__(self, package: Package) -> None:
        """Takes the package that the parts go to."""
        self.package = package
        self.rasters: dict[tuple[str, int], Part] = {}
        self.drawings: dict[str, Part] = {}

    def blip(self, slide: Part, file: str, box: Box) -> str:
        """Gives the blip of a file shown in a box, its parts added and related to the slide."""
        if not file.lower().endswith(".svg"):
            return f'<a:blip r:embed="{self._relation(slide, self._raster(file))}"/>'
        fallback = self._relation(slide, self._fallback(file, box))
        drawing = self._relation(slide, self._drawing(file))
        return (
            f'<a:blip r:embed="{fallback}"><a:extLst><a:ext uri="{SVG_URI}"><asvg:svgBlip xmlns:asvg="{SVG_SPACE}" '
            f'r:embed="{drawing}"/></a:ext></a:extLst></a:blip>'
        )

    def _relation(self, slide: Part, part: Part) -> str:
        relation: str = slide.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
        return relation

    def _raster(self, file: str) -> Part:
        if (file, 0) not in self.rasters:
            self.rasters[file, 0] = self.package.get_or_add_image_part(file)
        return self.rasters[file, 0]

    def _fallback(self, file: str, box: Box) -> Part:
        across = max(1, min(round(box.width * PIXELS_PER_INCH), MOST_ACROSS))
        if (file, across) not in self.rasters:
            picture = io.BytesIO(png_of(Path(file).read_bytes(), across))
            self.rasters[file, across] = self.package.get_or_add_image_part(picture)
        return self.rasters[file, across]

    def _drawing(self, file: str) -> Part:
        content = Path(file).read_bytes()
        if file not in self.drawings:
            same = (part for part in self.drawings.values() if part.blob == content)
            self.drawings[file] = next(same, None) or self._new_drawing(content)
        return self.drawings[file]

    def _new_drawing(self, content: bytes) -> Part:
        name = PackURI(str(self.package.next_image_partname("svg")))
        return Part(name, SVG_TYPE, self.package, content)


def png_of(svg: bytes, across: int) -> bytes:
    """Gives a drawing as a PNG so many pixels wide, its words in one font that comes with us, never one found here."""
    # imported here: only a deck with a drawing needs them
    from importlib.resources import files

    import resvg_py

    fonts = files("fontpkg_arimo") / "files"
    found = resvg_py.svg_to_bytes(
        svg_string=_text(svg),
        width=across,
        skip_system_fonts=True,
        font_files=sorted(str(font) for font in fonts.iterdir() if font.name.endswith(".ttf")),
        font_family=FAMILY,
        serif_family=FAMILY,
        sans_serif_family=FAMILY,
        cursive_family=FAMILY,
        fantasy_family=FAMILY,
        monospace_family=FAMILY,
    )
    return bytes(found)


def picture_xml(shape: PictureShape, shape_id: int, placeholder: str, blip: str) -> str:
    """Gives a picture in its box, upright as the camera was held, with its text alternative."""
    described = DECORATIVE if shape.decorative else ""
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="{shape_id}" name="Picture" descr={attribute(shape.alt)}>{described}</p:cNvPr>'
        f'<p:cNvPicPr><a:picLocks noGrp="1" noChangeAspect="1"/></p:cNvPicPr><p:nvPr>{placeholder}</p:nvPr>'
        f"</p:nvPicPr><p:blipFill>{blip}<a:stretch><a:fillRect/></a:stretch></p:blipFill>"
        f'<p:spPr>{_turned(shape.box, _orientation(shape.file))}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</p:spPr></p:pic>"
    )


def background_xml(blip: str, file: str, slide: Box) -> str:
    """Gives a picture that covers the whole slide; what does not fit its shape is cut evenly."""
    width, height = _size(file)
    wanted = slide.width / slide.height
    across, down = max(0.0, 1 - wanted * height / width), max(0.0, 1 - width / wanted / height)
    sides = (("l", across), ("t", down), ("r", across), ("b", down))
    cut = "".join(f' {side}="{round(share / 2 * 100_000)}"' for side, share in sides if round(share * 50_000))
    return (
        f'<p:bg><p:bgPr><a:blipFill dpi="0" rotWithShape="1">{blip}<a:srcRect{cut}/><a:stretch><a:fillRect/>'
        "</a:stretch></a:blipFill><a:effectLst/></p:bgPr></p:bg>"
    )


def _text(svg: bytes) -> str:
    """Gives the characters of a drawing without the declaration of their encoding."""
    return str(etree.tostring(etree.fromstring(svg), encoding="unicode"))


def _size(file: str) -> tuple[int, int]:
    if file.lower().endswith(".svg"):
        from deck.reading.svg import svg_size

        return svg_size(Path(file).read_bytes())
    with Image.open(file) as image:
        return image.size


def _orientation(file: str) -> int:
    if file.lower().endswith(".svg"):
        return 1
    with Image.open(file) as image:
        return int(image.getexif().get(ORIENTATION, 1)) if image.format == "JPEG" else 1


def _turned(box: Box, orientation: int) -> str:
    """Gives the place of a picture before it is turned: one on its side has width and height exchanged."""
    if orientation in TURNED:
        x, y = box.x + (box.width - box.height) / 2, box.y + (box.height - box.width) / 2
        box = Box(x, y, box.height, box.width)
    place = f'<a:off x="{emu(box.x)}" y="{emu(box.y)}"/><a:ext cx="{emu(box.width)}" cy="{emu(box.height)}"/>'
    return f"<a:xfrm{TURNS.get(orientation, '')}>{place}</a:xfrm>"
