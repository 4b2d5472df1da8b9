"""Make: the library of a bibliography, read, sorted, named and written out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from references.entry import Entry
from references.kind import kind_of
from references.labels import Label, in_order, make_labels
from references.latex import rich_text
from references.library import Library, Reference
from references.read import read_entries
from references.rendering import runs
from references.style import address_of, reference_line, year_of
from references.title_case import sentence_case
from text.source import Problems, Source


def read_library(path: Path, problems: Problems) -> Library:
    """Reads a BibTeX file; what is wrong with it goes to the problems, what can be used is in the library."""
    try:
        written = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        problems.add(Source(path.as_posix()), "no such bibliography", "name a .bib file that is there")
        return Library()
    except UnicodeDecodeError as error:
        problems.add(Source(path.as_posix()), f"not UTF-8 (byte {error.start})", "save the file as UTF-8")
        return Library()
    return make_library(read_entries(written, path.as_posix(), problems))


def make_library(entries: Iterable[Entry]) -> Library:
    """Makes references of entries, sorted and named so that no two are alike."""
    ordered = in_order(entries)
    labels = make_labels(ordered)
    return Library(tuple(_reference(entry, labels[entry.key]) for entry in ordered))


def _reference(entry: Entry, label: Label) -> Reference:
    return Reference(
        key=entry.key,
        entry=entry,
        reference=runs(reference_line(entry, label.letter)),
        authors=label.authors,
        year=year_of(entry, label.letter),
        kind=kind_of(entry),
        url=address_of(entry),
        narrative=label.narrative,
        title=str(sentence_case(rich_text(entry.fields.get("title", "")))),
    )
