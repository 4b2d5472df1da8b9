"""Kind: what sort of thing a cited work is, so that a reader can judge it at a glance."""

from __future__ import annotations

import re

from references.entry import Entry

KINDS = ("paper", "documentation", "repository", "announcement", "data set", "book", "video", "other")
BY_TYPE = {
    "article": "paper", "inproceedings": "paper", "conference": "paper", "techreport": "paper", "report": "paper",
    "phdthesis": "paper", "mastersthesis": "paper", "thesis": "paper", "unpublished": "paper", "proceedings": "paper",
    "book": "book", "inbook": "book", "incollection": "book", "collection": "book", "booklet": "book",
    "manual": "documentation", "software": "repository", "dataset": "data set",
}  # fmt: skip
BY_WORDING = (  # the first pattern found in howpublished decides
    (re.compile(r"video|talk\b", re.IGNORECASE), "video"),
    (re.compile(r"documentation|for developers|release notes", re.IGNORECASE), "documentation"),
    (re.compile(r"blog|news|press release|keyword", re.IGNORECASE), "announcement"),
    (re.compile(r"data ?set|daily data|microdata|monthly dump", re.IGNORECASE), "data set"),
    (re.compile(r"github release", re.IGNORECASE), "announcement"),
    (re.compile(r"github repositor", re.IGNORECASE), "repository"),
    (re.compile(r"arxiv|white paper|workshop", re.IGNORECASE), "paper"),
)


def kind_of(entry: Entry) -> str:
    """Gives one of `KINDS`: what the entry's `keywords` say, else what its type or its wording tells."""
    said = [word.strip() for word in entry.plain("keywords").split(",")]
    for word in said:
        if word in KINDS:
            return word
    if entry.type in BY_TYPE:
        return BY_TYPE[entry.type]
    published = entry.plain("howpublished")
    found = next((kind for pattern, kind in BY_WORDING if pattern.search(published)), "")
    return found or ("paper" if entry.arxiv else "other")
