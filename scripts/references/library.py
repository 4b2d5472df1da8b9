"""Library: every reference by its key, which is all that other folders need of the bibliography."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

from references.entry import Entry
from text.run import Text
from text.source import nearest
from text.values import dataclass


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
