"""Entry: one work of a bibliography."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field

from text.source import NOWHERE, Source
from text.values import dataclass

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
REPORTS = frozenset({"report", "techreport"})
KEY = re.compile(r"[^\W_]+(?:(?:_+|[:.\-/+])[^\W_]+)*")  # the keys that a citation can name


@dataclass(frozen=True, slots=True)
class Name:
    """A person, or an organisation whose whole name is `family`; all in Unicode."""

    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""

    @property
    def last(self) -> str:
        """The family name with its particle: van Rossum."""
        return f"{self.particle} {self.family}".strip()


@dataclass(frozen=True, slots=True)
class Entry:
    """One work: fields as LaTeX under BibTeX's names, people as names, and where each was written."""

    key: str
    type: str
    fields: Mapping[str, str] = field(default_factory=dict, hash=False)
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    more_authors: bool = False  # the list ends in "and others"
    source: Source = NOWHERE
    field_sources: Mapping[str, Source] = field(default_factory=dict, hash=False, compare=False)

    def plain(self, name: str) -> str:
        """Gives a field as characters alone, "" when there is none."""
        from references.latex import plain_text  # imported here: only who has a bibliography needs pybtex

        return plain_text(self.fields.get(name, ""))

    def source_of(self, name: str) -> Source:
        """Gives the place of a field, or of the entry."""
        return self.field_sources.get(name, self.source)

    @property
    def credited(self) -> tuple[Name, ...]:
        """Who the work goes by: its authors, else its editors, else an organisation, else nobody."""
        organisation = self.plain("organization") or (self.plain("institution") if self.type in REPORTS else "")
        return self.authors or self.editors or ((Name(organisation),) if organisation else ())

    @property
    def arxiv(self) -> str:
        """The arXiv identifier, or nothing."""
        return self.fields.get("eprint", "") if self.fields.get("archiveprefix", "").lower() == "arxiv" else ""

    @property
    def month(self) -> str:
        """The month as a word, or nothing."""
        return _month(self.plain("month"))


def _month(written: str) -> str:
    if written.isdecimal():
        return MONTHS[int(written) - 1] if 1 <= int(written) <= len(MONTHS) else ""
    start = written.strip(". ").lower()
    return next((month for month in MONTHS if len(start) >= 3 and month.lower().startswith(start)), "")
