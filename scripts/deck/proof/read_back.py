"""Read back: what a .pptx file says, slide by slide, read from its bytes without the code that wrote them."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from lxml import etree

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A14 = "{http://schemas.microsoft.com/office/drawing/2010/main}"
SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
A_R, A_BR, A_FLD, A_T, A_RPR, A_P = (A + name for name in ("r", "br", "fld", "t", "rPr", "p"))
A_LINK = A + "hlinkClick"
EMBED, ID = R + "embed", R + "id"
TITLES = frozenset({"title", "ctrTitle"})

# Named tuples instead of dataclasses, here and in expect.py: every build imports them, and they are made in a third of
# the time.


class FoundParagraph(NamedTuple):
    """A paragraph: its characters, the same without formulas, its links in order and the letters of its formulas."""

    text: str
    bare: str
    links: tuple[tuple[str, str], ...] = ()  # where it leads (an address or `slide 3`), and the words
    formulas: tuple[str, ...] = ()


class FoundCell(NamedTuple):
    """A cell of a table with how many rows and columns it covers; a covered one has `covered`."""

    paragraphs: tuple[FoundParagraph, ...]
    rows: int = 1
    columns: int = 1
    covered: bool = False


class FoundSeries(NamedTuple):
    """A series of a chart as PowerPoint shows it without opening the workbook."""

    name: str
    categories: tuple[str, ...]
    values: Mapping[int, float]


class FoundShape(NamedTuple):
    """A shape of a slide: text, a table, a picture or a chart; `slot` tells the placeholder it fills."""

    slot: str = ""
    title: bool = False
    alt: str = ""
    paragraphs: tuple[FoundParagraph, ...] = ()
    rows: tuple[tuple[FoundCell, ...], ...] = ()
    pictures: tuple[str, ...] = ()  # names of the parts: the picture, then its vectors
    series: tuple[FoundSeries, ...] | None = None
    words: str = ""  # of a chart: title and axes
    workbook: bool = False


class FoundSlide(NamedTuple):
    """A slide with its shapes in reading order and the paragraphs of its notes page."""

    shapes: tuple[FoundShape, ...]
    notes: tuple[FoundParagraph, ...]
    backgrounds: tuple[str, ...] = ()


class Package:
    """The parts of a .pptx file and the slides among them in the order of the show."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        """Takes the open archive."""
        self.archive = archive
        self.names = frozenset(archive.namelist())
        self.numbers: dict[str, int] = {}  # of slides, by part

    def content(self, part: str) -> bytes:
        """Gives the bytes of a part; nothing when there is none of that name."""
        return self.archive.read(part) if part in self.names else b""

    def relations(self, part: str) -> Mapping[str, tuple[str, str]]:
        """Gives for every relationship of a part its kind and where it leads: a part, or an address."""
        folder, name = posixpath.split(part)
        rels = f"{folder}/_rels/{name}.rels"
        if rels not in self.names:
            return {}
        found = {}
        for one in etree.fromstring(self.archive.read(rels)):
            target = one.get("Target", "")
            if one.get("TargetMode") != "External":
                target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            found[one.get("Id", "")] = (one.get("Type", "").rpartition("/")[2], target)
        return found


def read_back(content: bytes) -> tuple[Package, tuple[FoundSlide, ...]]:
    """Gives the package and its slides in the order of the show; raises ValueError when it is no presentation."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        package = Package(archive)
        main = "ppt/presentation.xml"
        order = [one.get(ID) for one in etree.fromstring(package.content(main)).iter(P + "sldId")]
        relations = package.relations(main)
        parts = [relations[key][1] for key in order]
        package.numbers.update({part: number for number, part in enumerate(parts)})
        return package, tuple(_SlideReader(package, part).slide() for part in parts)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError) as error:
        raise ValueError(f"the file is no presentation: {error}") from error


class _SlideReader:
    """Reads one slide, or its notes page."""

    def __init__(self, package: Package, part: str) -> None:
        self.package = package
        self.part = part
        self.relations = package.relations(part)

    def slide(self) -> FoundSlide:
        root = etree.fromstring(self.package.content(self.part))
        tree = root.find(f"{P}cSld/{P}spTree")
        shapes = tuple(self.shapes(tree)) if tree is not None else ()
        ground = root.find(f"{P}cSld/{P}bg")
        backgrounds = tuple(self.embedded(ground)) if ground is not None else ()
        notes: tuple[FoundParagraph, ...] = ()
        for kind, target in self.relations.values():
            if kind == "notesSlide":
                notes = _SlideReader(self.package, target).notes()
        return FoundSlide(shapes, notes, backgrounds)

    def notes(self) -> tuple[FoundParagraph, ...]:
        root = etree.fromstring(self.package.content(self.part))
        found: list[FoundParagraph] = []
        for shape in root.iter(P + "sp"):
            holder = next(shape.iter(P + "ph"), None)
            if holder is not None and holder.get("type") == "body":
                found += map(self.paragraph, shape.iter(A_P))
        return tuple(found)

    def shapes(self, tree: etree._Element) -> Iterator[FoundShape]:
        for element in tree:
            tag = element.tag
            if tag == P + "sp":
                yield self.text(element)
            elif tag == P + "pic":
                yield self.picture(element)
            elif tag == P + "graphicFrame":
                yield self.frame(element)
            elif tag == P + "grpSp":
                yield from self.shapes(element)
            elif tag == MC + "AlternateContent":
                yield from self.alternate(element)

    def alternate(self, element: etree._Element) -> Iterator[FoundShape]:
        """Gives what PowerPoint shows, with the words that other programs show in its place."""
        choice, fallback = element.find(MC + "Choice"), element.find(MC + "Fallback")
        shown = tuple(self.shapes(choice)) if choice is not None else ()
        plain = tuple(self.shapes(fallback)) if fallback is not None else ()
        for number, shape in enumerate(shown):
            other = plain[number].paragraphs if number < len(plain) else ()
            if len(other) != len(shape.paragraphs):
                yield shape
                continue
            both = zip(shape.paragraphs, other, strict=True)
            merged = tuple(FoundParagraph(two.text, one.bare, one.links, one.formulas) for one, two in both)
            yield FoundShape(shape.slot, shape.title, shape.alt, merged)

    def text(self, element: etree._Element) -> FoundShape:
        slot, kind = _slot(element)
        body = element.find(P + "txBody")
        paragraphs = tuple(map(self.paragraph, body.iterchildren(A_P))) if body is not None else ()
        return FoundShape(slot, kind in TITLES, _alt(element), paragraphs)

    def picture(self, element: etree._Element) -> FoundShape:
        return FoundShape(_slot(element)[0], alt=_alt(element), pictures=tuple(self.embedded(element)))

    def embedded(self, element: etree._Element) -> Iterator[str]:
        for blip in element.iter(A + "blip", SVG):
            yield self.relations.get(blip.get(EMBED, ""), ("", ""))[1]

    def frame(self, element: etree._Element) -> FoundShape:
        slot, alt = _slot(element)[0], _alt(element)
        table = next(element.iter(A + "tbl"), None)
        if table is not None:
            rows = tuple(tuple(map(self.cell, row.iterchildren(A + "tc"))) for row in table.iterchildren(A + "tr"))
            return FoundShape(slot, alt=alt, rows=rows)
        chart = next(element.iter(C + "chart"), None)
        if chart is None:
            return FoundShape(slot, alt=alt)
        part = self.relations.get(chart.get(ID, ""), ("", ""))[1]
        root = etree.fromstring(self.package.content(part) or b"<none/>")
        words = " ".join("".join(one.itertext(A_T)) for one in root.iter(A_P))
        books = (target for kind, target in self.package.relations(part).values() if kind == "package")
        workbook = any(target in self.package.names for target in books)
        return FoundShape(
            slot, alt=alt, series=tuple(map(_series, root.iter(C + "ser"))), words=words, workbook=workbook
        )

    def cell(self, element: etree._Element) -> FoundCell:
        body = element.find(A + "txBody")
        paragraphs = tuple(map(self.paragraph, body.iterchildren(A_P))) if body is not None else ()
        covered = element.get("hMerge", "0") in ("1", "true") or element.get("vMerge", "0") in ("1", "true")
        return FoundCell(paragraphs, int(element.get("rowSpan", 1)), int(element.get("gridSpan", 1)), covered)

    def paragraph(self, element: etree._Element) -> FoundParagraph:
        text: list[str] = []
        bare: list[str] = []
        links: list[tuple[str, str]] = []
        formulas: list[str] = []
        for child in element:
            tag = child.tag
            if tag in (A_R, A_FLD):
                said = child.findtext(A_T) or ""
                text.append(said)
                bare.append(said)
                look = child.find(A_RPR)
                link = look.find(A_LINK) if look is not None else None
                if link is not None:
                    links.append((self.target(link), said))
            elif tag == A_BR:
                text.append("\n")
                bare.append("\n")
            elif tag == A14 + "m":
                formulas += self.formulas(child)
            elif tag == MC + "AlternateContent":
                formulas += self.formulas(child)
                text += [one.text or "" for one in child.iter(A_T)]
        return FoundParagraph("".join(text), "".join(bare), tuple(links), tuple(formulas))

    def formulas(self, element: etree._Element) -> Iterable[str]:
        return ["".join(one.text or "" for one in whole.iter(M + "t")) for whole in element.iter(M + "oMath")]

    def target(self, link: etree._Element) -> str:
        kind, target = self.relations.get(link.get(ID, ""), ("", ""))
        return f"slide {self.package.numbers.get(target, -1)}" if kind == "slide" else target


def _slot(element: etree._Element) -> tuple[str, str]:
    """Gives number and type of the placeholder that a shape fills; two empty texts when it fills none."""
    holder = element.find(f"{element[0].tag}/{P}nvPr/{P}ph") if len(element) else None
    if holder is None:
        return "", ""
    return holder.get("idx", "0"), holder.get("type", "")


def _alt(element: etree._Element) -> str:
    named = element.find(f"{element[0].tag}/{P}cNvPr") if len(element) else None
    return named.get("descr", "") if named is not None else ""


def _series(element: etree._Element) -> FoundSeries:
    name = "".join(_points(element.find(C + "tx")).values())
    categories = element.find(C + "cat")
    if categories is None:
        categories = element.find(C + "xVal")
    values = element.find(C + "val")
    if values is None:
        values = element.find(C + "yVal")
    numbers = {number: float(value) for number, value in _points(values).items()}
    return FoundSeries(name, tuple(_points(categories).values()), numbers)


def _points(element: etree._Element | None) -> Mapping[int, str]:
    """Gives the cached points of a part of a series, by their numbers."""
    if element is None:
        return {}
    return {int(one.get("idx", 0)): one.findtext(C + "v") or "" for one in element.iter(C + "pt")}


def plain(paragraphs: Sequence[FoundParagraph]) -> str:
    """Gives the characters of paragraphs, a line for each."""
    return "\n".join(paragraph.text for paragraph in paragraphs)
