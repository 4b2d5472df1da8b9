"""Style: an entry as a line of an APA 7 reference list, in pybtex's rich text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from pybtex.richtext import HRef, Tag, Text

from references.entry import REPORTS, Entry
from references.latex import plain_text, rich_text
from references.names import author_list, editor_list, editor_role
from references.title_case import sentence_case

TERMINATED = (".", "?", "!", "…", ".”", "?”", "!”")
IN_DOI = "/:;()-._~@!$&'*,="  # the characters of a DOI that an address takes as they are
# How a work was published, when that says what it is (then it stands in brackets) rather than where it is.
FORM = re.compile(
    r"(?:GitHub (?:repositor|issue|pull request|release)|(?:Data set|Press release|Report|Talk|Web page)\b)"
)
ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7",
            "eighth": "8", "ninth": "9", "tenth": "10"}  # fmt: skip
DATED_BY_YEAR = frozenset({"book", "booklet", "collection", "conference", "dataset", "inbook", "incollection",
                           "inproceedings", "mastersthesis", "phdthesis", "proceedings", "report", "software",
                           "techreport", "thesis"})  # fmt: skip
IN_A_BOOK = frozenset({"conference", "incollection", "inproceedings"})
THESES = {"phdthesis": "Doctoral dissertation", "mastersthesis": "Master's thesis", "thesis": "Thesis"}
DESCRIPTIONS = {"software": "Computer software", "dataset": "Data set"}


def reference_line(entry: Entry, letter: str = "") -> Text:
    """Gives the whole reference; `letter` tells works of one author and year apart."""
    authors = _authors(entry)
    date = _sentence(f"({date_of(entry, letter)})")
    title = _sentence(*_title(entry))
    head = [_sentence(authors), date, title] if authors else [title, date]
    tail = [_sentence(part) for part in _source(entry) if str(part)]
    link = address_of(entry)
    return _spaced([*head, *tail, *([Text(HRef(link, link))] if link else [])])


def year_of(entry: Entry, letter: str = "") -> str:
    """Gives the year as citations show it: 2016, 2016a, n.d. or n.d.-a."""
    year = entry.plain("year") or "n.d."
    return f"{year}{'' if year.isdecimal() else '-'}{letter}" if letter else year


def date_of(entry: Entry, letter: str = "") -> str:
    """Gives the date as the reference shows it: scholarly works by year, others with month and day."""
    year, day = year_of(entry, letter), entry.plain("day").lstrip("0")
    in_volume = entry.type == "article" and "volume" in entry.fields
    by_year = in_volume or entry.type in DATED_BY_YEAR or is_preprint(entry)
    if by_year or not entry.month or "year" not in entry.fields:
        return year
    return f"{year}, {entry.month} {day}".strip()


def address_of(entry: Entry) -> str:
    """Gives where the work is: its DOI, arXiv's DOI for a preprint, or its web address; "" when nothing is known."""
    if doi := entry.fields.get("doi", ""):
        return f"https://doi.org/{quote(doi, safe=IN_DOI)}"
    if is_preprint(entry):
        return f"https://doi.org/10.48550/arXiv.{re.sub(r'v[0-9]+$', '', entry.arxiv)}"
    return entry.fields.get("url", "") or (f"https://arxiv.org/abs/{entry.arxiv}" if entry.arxiv else "")


def is_preprint(entry: Entry) -> bool:
    """Whether the work appeared on arXiv and nowhere else."""
    published = entry.plain("howpublished") or entry.plain("publisher")
    alone = entry.type in ("misc", "online", "unpublished") and published[:5].lower() in ("", "arxiv")
    return bool(entry.arxiv) and alone


def _authors(entry: Entry) -> str:
    """Gives who stands at the head of the reference: authors, else editors, else the organisation."""
    names = author_list(entry.credited, entry.more_authors)
    return f"{names} ({editor_role(entry.editors)})" if entry.credited is entry.editors and names else names


def _title(entry: Entry) -> Iterator[object]:
    """Walks the parts of the title: upright inside a journal or book, else in italics; numbers, description."""
    title = sentence_case(rich_text(entry.fields.get("title", "")))
    yield title if entry.type == "article" or _book_title(entry) else Tag("em", title)
    if not _book_title(entry) and (details := ", ".join(filter(None, _details(entry)))):
        yield f" ({details})"
    if description := _description(entry):
        yield f" [{description}]"


def _book_title(entry: Entry) -> str:
    """Gives the LaTeX of the title of the book that the work is a part of, or nothing."""
    return entry.fields.get("booktitle", "") if entry.type in IN_A_BOOK | {"inbook"} else ""


def _details(entry: Entry) -> Iterator[str]:
    """Walks what stands in parentheses behind the title of a whole work."""
    if entry.type in REPORTS and (number := entry.plain("number")):
        yield f"{entry.plain('type') or 'Report'} No. {number}"
    if entry.type in ("book", "inbook", "collection", "proceedings", "manual"):
        yield _edition(entry)
        yield _volume(entry)
    if version := entry.plain("version"):
        yield f"Version {version}" if version[0].isdigit() else version
    if entry.type == "inbook":
        yield _pages(entry)
    if entry.arxiv and entry.type not in ("article", *IN_A_BOOK):
        yield f"arXiv:{entry.arxiv}"


def _description(entry: Entry) -> str:
    """Gives what stands in brackets: the kind of a thesis with its university, or of an unusual work."""
    if entry.type in THESES:
        written = entry.plain("type")
        kind = THESES[entry.type] if not written or "phd" in written.lower() else written
        return f"{kind}, {entry.plain('institution')}"
    if FORM.match(howpublished := entry.plain("howpublished")):
        return howpublished
    return DESCRIPTIONS.get(entry.type, "")


def _source(entry: Entry) -> Iterator[object]:
    """Walks the sentences that say where the work appeared."""
    if entry.type == "article":
        yield _journal(entry)
    elif book := _book_title(entry):
        yield _book(entry, book)
    if is_preprint(entry):
        yield "arXiv"
    elif not FORM.match(entry.plain("howpublished")):
        yield _unless_author(entry, "howpublished")
    if entry.type in REPORTS:
        yield _unless_author(entry, "institution")
    if entry.type not in ("article", *THESES, *REPORTS):
        yield _unless_author(entry, "publisher")


def _unless_author(entry: Entry, name: str) -> object:
    """Gives a field, or nothing where it repeats the author."""
    return "" if entry.plain(name) == _authors(entry) else rich_text(entry.fields.get(name, ""))


def _journal(entry: Entry) -> Text:
    """Gives `*Journal*, *12*(3), 45–67` with whatever of it is known."""
    parts: list[object] = [Tag("em", rich_text(entry.fields.get("journal", "")))]
    volume, number = entry.plain("volume"), entry.plain("number") or entry.plain("issue")
    if volume:
        parts += [", ", Tag("em", volume)]
    if number:
        parts.append(f"({number})" if volume else f", ({number})")
    if eid := entry.plain("eid"):
        parts.append(f", Article {eid}")
    elif pages := _page_range(entry):
        parts.append(f", {pages}")
    return Text(*parts)


def _book(entry: Entry, title: str) -> Text:
    """Gives `In E. Ditor (Ed.), *Title* (2nd ed., pp. 10–20)`; conferences keep their capitals: they are names."""
    whole = rich_text(title)
    named = whole if entry.type in ("conference", "inproceedings") else sentence_case(whole)
    editors = f"{editor_list(entry.editors)}, " if entry.editors else ""
    details = ", ".join(filter(None, (_edition(entry), _volume(entry), _pages(entry))))
    return Text("In ", editors, Tag("em", named), f" ({details})" if details else "")


def _edition(entry: Entry) -> str:
    written = entry.plain("edition").removesuffix(" edition")
    number = ORDINALS.get(written.lower(), written)
    if not number.isdecimal():
        return f"{number} ed." if number else ""
    teen = number[-2:] in ("11", "12", "13")
    return f"{number}{'th' if teen else {'1': 'st', '2': 'nd', '3': 'rd'}.get(number[-1], 'th')} ed."


def _volume(entry: Entry) -> str:
    return f"Vol. {volume}" if (volume := entry.plain("volume")) else ""


def _pages(entry: Entry) -> str:
    pages = _page_range(entry)
    return f"{'pp.' if re.search('[–,]', pages) else 'p.'} {pages}" if pages else ""


def _page_range(entry: Entry) -> str:
    return re.sub(r"(?<=\d)\s*[-–]+\s*(?=\d)", "–", plain_text(entry.fields.get("pages", "")))


def _sentence(*parts: object) -> Text:
    """Joins parts and ends them in one full stop, if no other mark ends them."""
    whole = Text(*parts)
    return whole if str(whole).endswith(TERMINATED) or not str(whole) else Text(whole, ".")


def _spaced(sentences: list[Text]) -> Text:
    return Text(" ").join(sentence for sentence in sentences if str(sentence))
