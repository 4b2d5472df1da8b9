"""Library: every reference by its key, which is all that other folders need of the bibliography."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from references.entry import Entry
from references.kind import kind_of
from references.labels import Label, in_order, make_labels
from references.latex import rich_text
from references.read import read_entries
from references.rendering import runs
from references.style import address_of, reference_line, year_of
from references.title_case import sentence_case
from text.run import Text
from text.source import Problems, Source, nearest


@dataclass(frozen=True, slots=True)
class Reference:
    """One work, ready to be shown: its line in the list and its name in citations."""

    key: str
    entry: Entry
    reference: Text  # the whole APA 7 line; titles emphasised, addresses linked
    authors: str  # in parentheses: "Abadi et al.", "Caswell & Liang"
    year: str  # "2016", "2016a", "n.d."
    kind: str  # one of references.kind.KINDS
    url: str  # DOI or web address, "" when there is none
    narrative: str = ""  # in a sentence: "Caswell and Liang"
    title: str = ""  # in sentence case, characters alone

    @property
    def label(self) -> str:
        """The name in parentheses: Abadi et al., 2016."""
        return f"{self.authors}, {self.year}"


@dataclass(frozen=True, slots=True)
class Library:
    """The references of one bibliography, in the order of an APA list."""

    references: tuple[Reference, ...] = ()
    _by_key: Mapping[str, Reference] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Indexes the references."""
        object.__setattr__(self, "_by_key", {reference.key: reference for reference in self.references})

    def __contains__(self, key: object) -> bool:
        """Whether a work has this key."""
        return key in self._by_key

    def __getitem__(self, key: str) -> Reference:
        """Gives the reference of a key that is in the library."""
        return self._by_key[key]

    def get(self, key: str) -> Reference | None:
        """Gives the reference of a key, None when there is no such work."""
        return self._by_key.get(key)

    def __iter__(self) -> Iterator[Reference]:
        """Walks the references in the order of the list."""
        return iter(self.references)

    def __len__(self) -> int:
        """Gives the number of works."""
        return len(self.references)

    def nearest(self, key: str) -> str:
        """Gives `did you mean 'x'?` for the key closest to one that is not there, or an empty text."""
        return nearest(key, self._by_key)


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
