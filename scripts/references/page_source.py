"""Page source: a page as it was written, with the places of its citations on the site and in the file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, MutableMapping
from urllib.parse import quote

from references.blocks import Places
from references.entry import KEY
from references.library import Library
from text.source import Problems, Source
from text.values import dataclass

LISTED = r"(?:(?:[-*+]|\d+[.)]) +)?"  # a fence may open behind the mark of a list item
FENCE = re.compile(rf"(?ms)^[ >]*{LISTED}(?P<fence>`{{3,}}|~{{3,}})[^\n]*\n.*?(?:^[ >]*(?P=fence)[`~]*[ ]*$|\Z)")
CODE_SPAN = re.compile(r"(?s)(?<![`\\])(?P<ticks>`+)(?!`)(?:(?!\n\s*\n).)+?(?<!`)(?P=ticks)(?!`)")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class PageSource:
    """A page of the site: its file as it was written and its addresses."""

    file: str
    text: str
    title: str = ""
    address: str = ""  # of the page, seen from the root of the site: compare/
    references: str = "references/"  # the references page, seen from this page

    def reference_address(self, key: str) -> str:
        """Gives where the reference of a key stands, seen from this page."""
        return f"{self.references}#{quote(key)}"

    def locate(self, key: str, number: int) -> Source:
        """Gives where the key stands in its `number`th citation in the file, code left out; else the file's start."""
        searched = self.text
        for code in (FENCE, COMMENT, CODE_SPAN):
            searched = code.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), searched)
        found = [match.end() for match in re.finditer(f"@(?={re.escape(key)})", searched)
                 if (whole := KEY.match(searched, match.end())) and whole.group() == key]  # fmt: skip
        if not found:
            return Source(self.file, 1, 1)
        return Places(self.text, self.file).at(found[min(number, len(found)) - 1])


@dataclass(frozen=True, slots=True)
class Place:
    """A place that cites a work: what to call it, and where it is, seen from the root of the site."""

    label: str
    address: str


Cited = MutableMapping[str, list[Place]]


class PageCitations:
    """Numbers the citations of one page in reading order and notes where they are, or that the work is unknown."""

    def __init__(self, page: PageSource, library: Library, problems: Problems, cited: Cited) -> None:
        """Takes what is known of the page and where the findings go."""
        self._page = page
        self._library = library
        self._problems = problems
        self._cited = cited
        self._seen: Counter[str] = Counter()

    def attributes(self, key: str, heading: str) -> Mapping[str, str]:
        """Gives the attributes of the next citation of a key, whose place is called after the heading above it."""
        self._seen[key] += 1
        if key not in self._library:
            todo = self._library.nearest(key) or "the bibliography has no such work; a plain @ is written \\@"
            self._problems.add(self._page.locate(key, self._seen[key]), f"no entry '{key}'", todo)
            return {"class": "citation-unknown"}
        anchor = f"cite-{key}-{self._seen[key]}"
        title = self._page.title
        label = ": ".join(dict.fromkeys(filter(None, (title, heading)))) or self._page.address
        self._cited.setdefault(key, []).append(Place(label, f"{self._page.address}#{quote(anchor)}"))
        return {"class": "citation", "id": anchor, "href": self._page.reference_address(key),
                "title": self._library[key].title}  # fmt: skip
