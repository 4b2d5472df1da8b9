"""Citation: pandoc's `[@key, p. 3; see @other]` and `@key [p. 3]`, read and written out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from references.entry import KEY
from references.library import Library, Reference
from text.run import Run, Text, join
from text.values import dataclass

LOCATOR = re.compile(r"[ \n]?\[([^\[\]@]*)((?:;[^\[\]]*)?)\](?![\[(:])")
PAGES = re.compile(r"(?:pp?\.\s*)?(\d+)(?:\s*[-–]+\s*(\d+))?")
BEFORE_KEY = re.compile(r"(?:^|(?<=[\W_])(?<![@/\\.]))-?$")  # in front of the @, where addresses have letters


@dataclass(frozen=True, slots=True)
class Citation:
    """One work named in a text; `offset` is where its key starts in the text that was scanned."""

    key: str
    prefix: str = ""
    locator: str = ""
    suppress_author: bool = False
    offset: int = 0


@dataclass(frozen=True, slots=True)
class CitationGroup:
    """Works cited at one place; in a narrative group the first one is part of the sentence."""

    citations: tuple[Citation, ...]
    narrative: bool = False


def scan_citation(text: str, start: int) -> tuple[CitationGroup, int] | None:
    """Reads the citation that begins at `start` and gives it with the offset behind it; None when there is none."""
    if not 0 <= start < len(text):
        return None
    if text[start] == "[":
        return _scan_bracket(text, start)
    return _scan_narrative(text, start) if text[start] == "@" else None


def cite(group: CitationGroup, library: Library, address: Callable[[str], str]) -> Text:
    """Writes a group out: `(Abadi et al., 2016, p. 265; Dean et al., 2012)`; every label leads to `address(key)`."""
    if not group.narrative:
        return join([Run("("), *_parenthetical(group.citations, library, address), Run(")")])
    first, *rest = group.citations
    reference = library.get(first.key)
    name = reference.narrative if reference else f"@{first.key}"
    year = reference.year if reference else "?"
    inside = f"{name} ({', '.join(filter(None, (year, _locator(first.locator))))}"
    if not rest:
        return join([_label(f"{inside})", first.key, reference, address)])
    others = _parenthetical(tuple(rest), library, address)
    return join([_label(inside, first.key, reference, address), Run("; "), *others, Run(")")])


def missing(group: CitationGroup, library: Library) -> tuple[Citation, ...]:
    """Gives the citations of works that the library does not have."""
    return tuple(citation for citation in group.citations if citation.key not in library)


def _scan_narrative(text: str, start: int) -> tuple[CitationGroup, int] | None:
    """Reads `@key`, with `[p. 3; see @other]` behind it if there is one."""
    match = KEY.match(text, start + 1)
    if not match or not BEFORE_KEY.search(text, max(start - 1, 0), start) or text[start - 1 : start] == "-":
        return None
    first = Citation(match.group(), offset=match.start())
    bracket = LOCATOR.match(text, match.end())
    if not bracket or bracket.group(1).startswith("^"):
        return CitationGroup((first,), narrative=True), match.end()
    others = _scan_list(text, bracket.start(2) + 1, bracket.end(2)) if bracket.group(2) else ()
    if others is None or not (bracket.group(1).strip() or others):
        return CitationGroup((first,), narrative=True), match.end()
    located = Citation(first.key, locator=bracket.group(1).strip(), offset=first.offset)
    return CitationGroup((located, *others), narrative=True), bracket.end()


def _scan_bracket(text: str, start: int) -> tuple[CitationGroup, int] | None:
    """Reads `[see @key, p. 3; -@other]`; a link or an unclosed bracket is no citation."""
    end = _closing(text, start)
    if end < 0 or text[end + 1 : end + 2] == "(" or text[start - 1 : start] == "\\":
        return None
    citations = _scan_list(text, start + 1, end)
    return (CitationGroup(citations), end + 1) if citations else None


def _closing(text: str, start: int) -> int:
    """Gives the offset of the bracket that closes the one at `start`, or -1."""
    depth = 0
    for position in range(start, len(text)):
        if text[position] == "\n" and text[position + 1 : position + 2] == "\n":
            return -1
        if text[position - 1 : position] == "\\" and position > start:
            continue
        depth += (text[position] == "[") - (text[position] == "]")
        if depth == 0:
            return position
    return -1


def _scan_list(text: str, start: int, end: int) -> tuple[Citation, ...] | None:
    """Reads the parts between semicolons; None as soon as one of them names no work."""
    citations = []
    for part_start, part_end in _parts(text, start, end):
        citation = _scan_part(text, part_start, part_end)
        if citation is None:
            return None
        citations.append(citation)
    return tuple(citations)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while (semicolon := text.find(";", start, end)) >= 0:
        yield start, semicolon
        start = semicolon + 1
    yield start, end


def _scan_part(text: str, start: int, end: int) -> Citation | None:
    """Reads `see -@key, p. 3`."""
    at = text.find("@", start, end)
    while at >= 0:
        before = BEFORE_KEY.search(text, max(at - 1, start), at)
        match = KEY.match(text, at + 1, end)
        if match and before:
            locator = text[match.end() : end].strip().removeprefix(",").strip()
            prefix = text[start : before.start()].strip()
            return Citation(match.group(), _one_line(prefix), _one_line(locator), bool(before.group()), match.start())
        at = text.find("@", at + 1, end)
    return None


def _one_line(written: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", written)  # a space that does not break stays


def _parenthetical(citations: tuple[Citation, ...], library: Library, address: Callable[[str], str]) -> Iterator[Run]:
    """Walks the runs between the parentheses."""
    for number, citation in enumerate(citations):
        reference = library.get(citation.key)
        label = f"@{citation.key}" if reference is None else reference.label
        if reference and citation.suppress_author:
            label = reference.year
        yield Run("; " * bool(number) + (f"{citation.prefix} " if citation.prefix else ""))
        yield _label(label, citation.key, reference, address)
        yield Run(f", {_locator(citation.locator)}" if citation.locator else "")


def _label(characters: str, key: str, reference: Reference | None, address: Callable[[str], str]) -> Run:
    """Gives the run that leads to the reference; a work that is not in the library leads nowhere."""
    if reference is None:
        return Run(characters, key=key)
    return Run(characters, link=address(key), tooltip=reference.title, key=key)


def _locator(written: str) -> str:
    """Gives a locator as it is shown: a bare number is a page, a range has an en dash."""
    match = PAGES.fullmatch(written)
    if not match:
        return written
    first, last = match.groups()
    return f"pp. {first}–{last}" if last else f"p. {first}"
