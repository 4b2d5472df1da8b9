"""Package: python-pptx's package with its look-ups indexed, saved as bytes that depend on nothing but the content.

python-pptx 1.0.2 (2024) answers four questions by walking over all that there is, so that a deck of twice the slides
takes four times as long: which relationship leads to a part, which slide number is free, which part name is free, and
which picture is there already. Its walk over the parts also goes one call deeper with every slide that links to the
next. Here each answer is remembered instead and is the same, which tests/deck/powerpoint/test_package.py holds
against the installed version. Only packages that `open_presentation` opened are changed, and no class of python-pptx.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

import pptx
from pptx.opc.constants import CONTENT_TYPE, NAMESPACE, RELATIONSHIP_TYPE
from pptx.opc.package import Part, _Relationship, _Relationships
from pptx.opc.packuri import PackURI
from pptx.opc.serialized import PackageWriter, _ZipPkgWriter
from pptx.package import Package, _ImageParts
from pptx.parts.image import Image, ImagePart
from pptx.presentation import Presentation as PresentationFile
from pptx.slide import SlideLayout
from pptx.util import lazyproperty

from deck.powerpoint.xml import DECLARATION, attribute

ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip file can hold
DEFAULT = Path(pptx.__file__).parent / "templates" / "default.pptx"
IMAGE_PREFIX = "/ppt/media/image"
EXTERNAL = ' TargetMode="External"'
Relation = tuple[str, bool, Part | str]


class IndexedRelationships(_Relationships):
    """Relationships that find the one to a target without looking at the others."""

    _found: dict[Relation, str] | None = None

    def _get_matching(self, reltype: str, target: Part | str, is_external: bool = False) -> str | None:
        return self._index().get((reltype, is_external, target))

    def _add_relationship(self, reltype: str, target: Part | str, is_external: bool = False) -> str:
        key: str = super()._add_relationship(reltype, target, is_external)
        self._index().setdefault((reltype, is_external, target), key)
        return key

    def pop(self, rId: str) -> _Relationship:  # noqa: N803 (python-pptx's name for it)
        """Takes a relationship away and gives it."""
        self._found = None
        return super().pop(rId)

    @property
    def xml(self) -> bytes:
        """The relationships as python-pptx writes them, in the order of their numbers, without a tree in between."""
        ordered = sorted(
            self.values(), key=lambda one: int(one.rId.removeprefix("rId")) if one.rId[3:].isdigit() else 0
        )
        written = "".join(
            f'<Relationship Id="{one.rId}" Type="{one.reltype}" Target={attribute(one.target_ref)}'
            f"{EXTERNAL if one.is_external else ''}/>"
            for one in ordered
        )
        return f'{DECLARATION}<Relationships xmlns="{NAMESPACE.OPC_RELATIONSHIPS}">{written}</Relationships>'.encode()

    def _index(self) -> dict[Relation, str]:
        if self._found is None:
            self._found = {}
            for key, one in self.items():
                target = one.target_ref if one.is_external else one.target_part
                self._found.setdefault((one.reltype, one.is_external, target), key)
        return self._found


class TextPart(Part):
    """A slide or a notes page whose XML is written as text and set whole as its `blob`."""

    @lazyproperty
    def _rels(self) -> IndexedRelationships:
        return IndexedRelationships(self._partname.baseURI)


class IndexedImages(_ImageParts):
    """The pictures of a package by the SHA-1 of their bytes."""

    _parts: dict[str, ImagePart] | None = None

    def get_or_add_image_part(self, image_file: str | IO[bytes]) -> ImagePart:
        """Gives the part of a picture, one part for the same bytes."""
        image = Image.from_file(image_file)
        found = self._find_by_sha1(image.sha1)
        if found is None:
            found = self._index()[image.sha1] = ImagePart.new(self._package, image)
        return found

    def _find_by_sha1(self, sha1: str) -> ImagePart | None:
        return self._index().get(sha1)

    def _index(self) -> dict[str, ImagePart]:
        if self._parts is None:
            self._parts = {}
            for part in self:
                if hasattr(part, "sha1"):  # an SVG has none
                    self._parts.setdefault(part.sha1, part)
        return self._parts


class IndexedPackage(Package):
    """A package that remembers the names it gave, so that it need not walk over its parts for the next one."""

    def __init__(self, pkg_file: str | IO[bytes]) -> None:
        """Takes the file to open; `open` reads it."""
        super().__init__(pkg_file)
        self._names: dict[str, set[str]] = {}
        self._images: set[int] = set()
        self._free_image = 0

    def next_partname(self, tmpl: str) -> PackURI:
        """Gives the next free name of a kind; a part that is named without asking must come before the first call."""
        prefix = tmpl.partition("%")[0]
        if prefix not in self._names:
            self._names[prefix] = {part.partname for part in self.iter_parts() if part.partname.startswith(prefix)}
        names = self._names[prefix]
        number = next(number for number in range(len(names) + 1, 0, -1) if tmpl % number not in names)
        names.add(tmpl % number)
        return PackURI(tmpl % number)

    def next_image_partname(self, ext: str) -> PackURI:
        """Gives the name of a picture with the first number that no picture of any kind has."""
        if not self._free_image:
            names = (part.partname for part in self.iter_parts())
            self._images = {name.idx for name in names if name.startswith(IMAGE_PREFIX) and name.idx is not None}
        self._free_image += 1
        while self._free_image in self._images:
            self._free_image += 1
        return PackURI(f"{IMAGE_PREFIX}{self._free_image}.{ext}")

    def iter_rels(self) -> Iterator[_Relationship]:
        """Gives every relationship once, depth first as python-pptx does, but without a call inside a call."""
        visited: set[Part] = set()
        waiting = [iter(self._rels.values())]
        while waiting:
            relationship = next(waiting[-1], None)
            if relationship is None:
                waiting.pop()
                continue
            yield relationship
            if not relationship.is_external and relationship.target_part not in visited:
                visited.add(relationship.target_part)
                waiting.append(iter(relationship.target_part.rels.values()))

    def save(self, pkg_file: str | IO[bytes]) -> None:
        """Saves the package, each part with the same date."""
        _DatelessWriter.write(pkg_file, self._rels, tuple(self.iter_parts()))

    @lazyproperty
    def _image_parts(self) -> IndexedImages:
        return IndexedImages(self)  # type: ignore[no-untyped-call]  # python-pptx types some only


class _DatelessWriter(PackageWriter):
    """Writes a package whose entries all have the earliest date."""

    def _write(self) -> None:
        with _DatelessZip(self._pkg_file) as target:
            self._write_content_types_stream(target)
            self._write_pkg_rels(target)
            self._write_parts(target)


class _DatelessZip(_ZipPkgWriter):
    def write(self, pack_uri: PackURI, blob: bytes) -> None:
        entry = zipfile.ZipInfo(pack_uri.membername, ZIP_EPOCH)
        entry.external_attr = 0o600 << 16
        self._zipf.writestr(entry, blob, zipfile.ZIP_DEFLATED)


def open_presentation(file: str | IO[bytes] = str(DEFAULT)) -> PresentationFile:
    """Opens a presentation, python-pptx's default one unless another is given, with its look-ups indexed."""
    part = IndexedPackage.open(file).main_document_part
    part.rels.__class__ = IndexedRelationships  # it has one for every slide; the others have few
    presentation: PresentationFile = part.presentation
    return presentation


def add_slides(presentation: PresentationFile, layouts: Sequence[SlideLayout]) -> dict[TextPart, int]:
    """Appends an empty slide for each layout; gives the parts to be filled, in order, with their slide ids."""
    part = presentation.part
    listed = part._element.get_or_add_sldIdLst()
    before, first = len(listed), listed._next_id
    slides = {}
    for number, layout in enumerate(layouts):
        slide = TextPart(PackURI(f"/ppt/slides/slide{before + number + 1}.xml"), CONTENT_TYPE.PML_SLIDE, part.package)
        slide.relate_to(layout.part, RELATIONSHIP_TYPE.SLIDE_LAYOUT)
        listed._add_sldId(id=first + number, rId=part.relate_to(slide, RELATIONSHIP_TYPE.SLIDE))
        slides[slide] = first + number
    return slides


def package_bytes(presentation: PresentationFile) -> bytes:
    """Gives a presentation that `open_presentation` opened as .pptx bytes, each part with the same date."""
    saved = io.BytesIO()
    presentation.save(saved)
    return saved.getvalue()
