"""Collect: the addresses that a deck or a bibliography holds, each with its place."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from pybtex.database.input.bibtex import LowLevelParser, month_names
from pybtex.scanner import PybtexSyntaxError

from text.source import Problems, Source
from text.values import dataclass

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PRESENTATION = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
OFFICE_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MAIN_PART = "ppt/presentation.xml"


@dataclass(frozen=True, slots=True)
class Address:
    """An address as it was written; `place` names the slide, `label` the words that carry it."""

    address: str
    source: Source
    place: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Jump:
    """A link inside a deck; `target` is the part it leads to, '' when the relationship is missing."""

    target: str
    source: Source
    place: str
    label: str
    arrives: bool  # the target is a slide that the presentation shows


@dataclass(frozen=True, slots=True)
class DeckLinks:
    """All links of one .pptx: those that lead out and those from slide to slide."""

    addresses: tuple[Address, ...] = ()
    jumps: tuple[Jump, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """The `url` or `doi` of an entry of the bibliography."""

    key: str
    name: str
    value: str
    source: Source


def collect_deck(pptx: Path, problems: Problems) -> DeckLinks:
    """Reads every hyperlink of a .pptx, on slides, in notes, layouts and masters."""
    try:
        with ZipFile(pptx) as package:
            return _package_links(package, Source(str(pptx)))
    except FileNotFoundError:
        problems.add(Source(str(pptx)), "there is no such deck", "build it with `make deck`")
    except (BadZipFile, KeyError, ElementTree.ParseError) as error:
        problems.add(Source(str(pptx)), f"this is no PowerPoint file that can be read ({error})", "build it again")
    return DeckLinks()


def collect_bibliography(bib: Path, problems: Problems) -> tuple[Field, ...]:
    """Reads the `url` and `doi` of every entry, as written; what pybtex cannot parse is a problem."""
    try:
        parser = _PlacedParser(bib.read_text(encoding="utf-8"))
    except FileNotFoundError:
        problems.add(Source(str(bib)), "there is no such bibliography", "name the .bib file")
        return ()
    fields = tuple(_fields(parser, Source(str(bib))))
    for error in parser.errors:
        problems.add(Source(str(bib), error.lineno or 0, 1), f"pybtex cannot read this: {error}", "mend the entry")
    return fields


def _package_links(package: ZipFile, deck: Source) -> DeckLinks:
    """Walks the parts of a package that have relationships."""
    slides = _slide_parts(package)
    addresses: list[Address] = []
    jumps: list[Jump] = []
    for part in _parts_with_relationships(package):
        place = _place(part, slides, package)
        outward, inward = _relationships(package, part)
        labels: dict[str, str] = {}
        for identifier, label, action in _clicks(package, part):
            labels.setdefault(identifier, label)
            if "hlinksldjump" in action or (identifier and identifier not in outward):
                target = inward.get(identifier, "")
                jumps.append(Jump(target, deck, place, label, arrives=target in slides))
        addresses += [Address(target, deck, place, labels.get(name, "")) for name, target in outward.items()]
    return DeckLinks(tuple(addresses), tuple(jumps))


def _slide_parts(package: ZipFile) -> tuple[str, ...]:
    """Gives the parts of the slides that the presentation shows, in its order."""
    _, inward = _relationships(package, MAIN_PART)
    listed = ElementTree.fromstring(package.read(MAIN_PART)).iter(f"{PRESENTATION}sldId")
    names = set(package.namelist())
    parts = (inward.get(slide.get(OFFICE_ID, ""), "") for slide in listed)
    return tuple(part for part in parts if part in names)


def _parts_with_relationships(package: ZipFile) -> list[str]:
    """Gives the names of the XML parts that have relationships, slides in their natural order."""
    names = set(package.namelist())
    found = [name.replace("_rels/", "").removesuffix(".rels") for name in names if name.endswith(".xml.rels")]
    numbers = re.compile(r"\d+")
    return sorted((part for part in found if part in names), key=lambda part: (numbers.sub("", part), len(part), part))


def _relationships(package: ZipFile, part: str) -> tuple[dict[str, str], dict[str, str]]:
    """Gives the addresses outside and the parts inside that a part refers to, by relationship id."""
    folder, name = posixpath.split(part)
    outward: dict[str, str] = {}
    inward: dict[str, str] = {}
    for relationship in ElementTree.fromstring(package.read(f"{folder}/_rels/{name}.rels")):
        identifier, target = relationship.get("Id", ""), relationship.get("Target", "")
        if relationship.get("TargetMode") == "External":
            outward[identifier] = target
        else:
            inward[identifier] = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return outward, inward


def _clicks(package: ZipFile, part: str) -> Iterator[tuple[str, str, str]]:
    """Walks the clickable things of a part: relationship id, its text or name, its action."""
    tree = ElementTree.fromstring(package.read(part))
    parents = {child: parent for parent in tree.iter() for child in parent}
    for name in ("hlinkClick", "hlinkMouseOver", "hlinkHover"):
        for click in tree.iter(f"{DRAWING}{name}"):
            holder = parents[click]
            run = parents.get(holder)
            label = holder.get("name") or (run.findtext(f"{DRAWING}t") if run is not None else "") or ""
            yield click.get(OFFICE_ID, ""), label, click.get("action", "")


def _place(part: str, slides: Sequence[str], package: ZipFile) -> str:
    """Names a part as a person would: 'slide 3', 'notes of slide 3', or the part's own name."""
    if part in slides:
        return f"slide {slides.index(part) + 1}"
    if part.startswith("ppt/notesSlides/"):
        _, inward = _relationships(package, part)
        for target in inward.values():
            if target in slides:
                return f"notes of slide {slides.index(target) + 1}"
    return part


class _PlacedParser(LowLevelParser):  # type: ignore[misc]  # pybtex has no types
    """pybtex's reader of BibTeX that also notes where each value starts and goes on after an error."""

    def __init__(self, text: str) -> None:
        super().__init__(text, macros=dict(month_names))  # a copy: the reader adds the file's own macros
        self.errors: list[PybtexSyntaxError] = []
        self.places: dict[tuple[str, str], int] = {}

    def handle_error(self, error: PybtexSyntaxError) -> None:
        """Keeps the error; the next entry is read all the same."""
        self.errors.append(error)

    def parse_value(self) -> None:
        """Reads a value and notes at which character it starts."""
        if self.current_entry_key:
            self.places[self.current_entry_key, self.current_field_name.lower()] = self.pos
        super().parse_value()


def _fields(parser: _PlacedParser, bib: Source) -> Iterator[Field]:
    """Walks the entries of a bibliography and gives the fields that hold an address."""
    for command, (key, written) in parser:
        if command.lower() in ("string", "preamble") or not key:
            continue
        for name, parts in written:
            if name.lower() in ("url", "doi"):
                start = parser.places[key, name.lower()]
                yield Field(key, name.lower(), "".join(parts), _at(parser.text, start, bib))


def _at(text: str, start: int, bib: Source) -> Source:
    """Gives the place of a value: the first character after the white space at `start`."""
    start += len(text[start:]) - len(text[start:].lstrip())
    return bib.at(text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
