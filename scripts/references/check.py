"""Check: what an entry lacks, and what is not well-formed in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from references.entry import KEY, Entry
from references.latex import unknown_commands
from text.source import Problems, nearest

NEEDED: Mapping[str, tuple[str, ...]] = {
    "article": ("author", "title", "journal"),
    "book": ("author|editor", "title"),
    "booklet": ("title",),
    "inbook": ("author|editor", "title", "booktitle|chapter|pages"),
    "incollection": ("author", "title", "booktitle"),
    "inproceedings": ("author", "title", "booktitle"),
    "conference": ("author", "title", "booktitle"),
    "collection": ("editor", "title"),
    "manual": ("title",),
    "mastersthesis": ("author", "title", "institution"),
    "phdthesis": ("author", "title", "institution"),
    "thesis": ("author", "title", "institution"),
    "misc": ("author|editor|organization", "title"),
    "online": ("title", "url"),
    "software": ("author|editor|organization", "title"),
    "dataset": ("author|editor|organization", "title"),
    "proceedings": ("title",),
    "report": ("title", "author|institution"),
    "techreport": ("title", "author|institution"),
    "unpublished": ("author", "title"),
}
DOI = re.compile(r"10\.\d{4,9}/\S+")
YEAR = re.compile(r"\d{4}|in press|n\.d\.")
DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
ARXIV = re.compile(r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?")
DAY = re.compile(r"0?[1-9]|[12]\d|3[01]")


SHOWN = ("title", "booktitle", "journal", "howpublished", "publisher", "institution", "note")


def check_entry(entry: Entry, problems: Problems) -> None:
    """Notes what the entry lacks and what is not well-formed in it."""
    if entry.type not in NEEDED:
        problems.add(entry.source, f"no such type: @{entry.type}", nearest(entry.type, NEEDED) or "use @misc")
    if not KEY.fullmatch(entry.key):
        problems.add(
            entry.source, f"the key '{entry.key}' cannot be cited", "use letters, digits and inner _ : . - / +"
        )
    for needed in NEEDED.get(entry.type, ()):
        if not any(_has(entry, name) for name in needed.split("|")):
            wanted = needed.replace("|", " or ")
            problems.add(entry.source, f"'{entry.key}' has no {wanted}", f"an entry of type @{entry.type} needs it")
    for name, what, todo in _malformed(entry):
        problems.add(entry.source_of(name), f"'{entry.key}': {what}", todo)
    for name in SHOWN:
        for command in unknown_commands(entry.fields.get(name, "")):
            problems.add(entry.source_of(name), f"'{entry.key}': \\{command} cannot be read", "write it as text")


def _has(entry: Entry, name: str) -> bool:
    match name:
        case "author":
            return bool(entry.authors)
        case "editor":
            return bool(entry.editors)
        case _:
            return bool(entry.plain(name).strip())


def _malformed(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """Walks the fields whose value breaks a rule: name, what is wrong, what to do."""
    fields = entry.fields
    if (doi := fields.get("doi", "")) and not DOI.fullmatch(doi):
        yield "doi", f"'{doi}' is not a DOI", "write it bare, as 10.1234/abc"
    if (url := fields.get("url", "")) and not is_web_address(url):
        yield "url", f"'{url}' is not a web address", "write https://… without spaces, quotes or backslashes"
    if (year := fields.get("year", "")) and not YEAR.fullmatch(year):
        yield "year", f"'{year}' is not a year", "write four digits, or leave it out"
    if (date := fields.get("date", "")) and not DATE.fullmatch(date):
        yield "date", f"'{date}' is not a date", "write 2016, 2016-11 or 2016-11-02"
    if (month := fields.get("month", "")) and not entry.month:
        yield "month", f"'{month}' is not a month", "write jan, feb, … dec"
    if (day := fields.get("day", "")) and not (DAY.fullmatch(day) and entry.month):
        yield "day", f"'{day}' is not a day of a month", "write 1 to 31, and a month"
    if (eprint := entry.arxiv) and not ARXIV.fullmatch(eprint):
        yield "eprint", f"'{eprint}' is not an arXiv identifier", "write it bare, as 1603.04467"


def is_web_address(address: str) -> bool:
    """Whether an address is http or https with a host, free of characters that no address has."""
    if re.search(r"[\s\"'<>\\{}^`|]", address):
        return False
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and "." in parts.netloc
    except ValueError:
        return False
