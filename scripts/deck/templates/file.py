"""Template file: somebody else's .pptx or .potx, opened with suspicion and emptied of its slides and properties."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from lxml import etree

from deck.templates.parts import SAVE_AGAIN, Parts, TemplateError, emptied, parsed, tree_of
from text.source import Problems, Source

SUFFIXES = (".pptx", ".potx", ".ppsx")
MOST_PARTS = 4000
MOST_BYTES = 200_000_000  # unpacked
MOST_RATIO = 400  # unpacked to packed: more is a bomb
OLE_FILE = b"\xd0\xcf\x11\xe0"  # an old .ppt, or a new one under a password
ENCRYPTED = 0x1  # the flag of a zip entry
STRICT = b"http://purl.oclc.org/ooxml/"
DANGERS = {  # by a word in the name or the type of a part or of a relationship
    "vbaproject": "macros",
    "macroenabled": "macros",
    "activex": "ActiveX controls",
    "oleobject": "OLE objects",
    "/control": "controls",
}


def read_template_file(path: Path, place: Source, problems: Problems) -> bytes | None:
    """Gives a template as a .pptx without slides, sections and properties; notes at `place` why it is refused."""
    if path.suffix.lower() not in SUFFIXES:
        what = f"the template '{path.name}' is not one of {', '.join(SUFFIXES)}"
        problems.add(place, what, "save it as .pptx or .potx, without macros")
        return None
    try:
        parts = _unpacked(path)
        _check(parts)
        return _packed(emptied(parts))
    except OSError as error:
        problems.add(place, f"the template '{path.name}' cannot be read ({error.strerror})", "name a .pptx or .potx")
    except TemplateError as refusal:
        problems.add(place, f"the template '{path.name}' {refusal.what}", refusal.todo)
    return None


def _unpacked(path: Path) -> Parts:
    """Reads all parts of the file; refuses what is no zip file, is encrypted or grows beyond bounds."""
    with path.open("rb") as file:
        if file.read(len(OLE_FILE)) == OLE_FILE:
            raise TemplateError("is an old .ppt or is encrypted", "save it as .pptx or .potx without a password")
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check_size(entries)
            return {entry.filename.lstrip("/"): _inflated(archive, entry) for entry in entries}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, ValueError) as error:
        raise TemplateError("is damaged, or no PowerPoint file at all") from error


def _check_size(entries: list[zipfile.ZipInfo]) -> None:
    unpacked, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    if len(entries) > MOST_PARTS or unpacked > MOST_BYTES:
        what = f"holds {len(entries)} parts and {unpacked / 1e6:.0f} MB unpacked"
        raise TemplateError(what, f"{MOST_PARTS} parts and {MOST_BYTES / 1e6:.0f} MB are the most: take slides out")
    if unpacked > 1_000_000 and unpacked > MOST_RATIO * packed:
        what = f"unpacks to {unpacked // max(packed, 1)} times its size"
        raise TemplateError(what, "this looks like a bomb, not a deck")
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise TemplateError("is encrypted", "save it without a password")
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names) or any(".." in PurePosixPath(name).parts for name in names):
        raise TemplateError("names its parts twice or outside of itself")


def _inflated(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Reads one part and no more of it than it says it holds."""
    try:
        with archive.open(entry) as part:
            content = part.read(entry.file_size + 1)
    except zlib.error as error:
        raise TemplateError("is damaged") from error
    if len(content) != entry.file_size:
        raise TemplateError("is damaged: a part is not as long as it says")
    return content


def _check(parts: Parts) -> None:
    """Refuses macros, controls, OLE objects, links to other files, entities and damaged XML."""
    if "[Content_Types].xml" not in parts or "_rels/.rels" not in parts:
        raise TemplateError("is a zip file, but no PowerPoint file")
    for name in parts:
        _check_name(name)
    for name, content in parts.items():
        if name.endswith((".xml", ".rels", ".vml")):
            _check_xml(name, content)
    for part_type in tree_of(parts, "[Content_Types].xml").iter("{*}Default", "{*}Override"):
        _check_name(part_type.get("ContentType", ""))
    for name in parts:
        if name.endswith(".rels"):
            _check_relations(name, tree_of(parts, name))


def _check_name(name: str) -> None:
    for word, kind in DANGERS.items():
        if word in name.lower():
            raise TemplateError(f"holds {kind}", "save it without them")


def _check_xml(name: str, content: bytes) -> None:
    if any("<!DOCTYPE".encode(coding) in content for coding in ("utf-8", "utf-16-le", "utf-16-be")):
        raise TemplateError(f"declares entities in its part {name}", "no PowerPoint file does: " + SAVE_AGAIN)
    if name in ("_rels/.rels", "ppt/presentation.xml") and STRICT in content:
        raise TemplateError("is saved as Strict Open XML", "save it as an ordinary .pptx or .potx")
    root = parsed(name, content)
    if root.find(".//{*}oleObj") is not None or root.find(".//{*}control") is not None:
        raise TemplateError("holds OLE objects", "save it without them")


def _check_relations(name: str, relations: etree._Element) -> None:
    """Refuses what leads out of the file; the links on slides go with the slides."""
    for relation in relations:
        kind = str(relation.get("Type", ""))
        _check_name(kind)
        if relation.get("TargetMode") != "External":
            continue
        if kind.endswith("/hyperlink"):
            if name.startswith(("ppt/slides/", "ppt/notesSlides/")):
                continue
            raise TemplateError(f"has a link on a master or layout ({relation.get('Target')})", "take the link out")
        what = f"fetches '{relation.get('Target')}' from outside (external relationship in {name})"
        raise TemplateError(what, "embed what it links to: nothing is fetched")


def _packed(parts: Parts) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return packed.getvalue()
