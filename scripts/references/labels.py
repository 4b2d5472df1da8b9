"""Labels: the author–year names of works in citations, no two alike, and the order of the list."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from references.entry import MONTHS, Entry, Name
from references.names import initials
from references.style import year_of
from text.values import dataclass

TITLE_WORDS = 5  # a work without author goes by so many words of its title
UNDECOMPOSED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"})
ARTICLE = re.compile(r"^(?:a|an|the)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Label:
    """How a work is named in a text; `letter` tells works of the same authors and year apart."""

    authors: str  # in parentheses: Caswell & Liang
    narrative: str  # in a sentence: Caswell and Liang
    letter: str = ""


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Gives the entries in the order of an APA list: by names, then year, date and title."""
    return tuple(sorted(entries, key=_order))


def make_labels(entries: Sequence[Entry]) -> Mapping[str, Label]:
    """Gives the label of every key; the entries come in the order of the list, which sets the letters."""
    leads = _leads(entries)
    shown = _names_to_show(entries, leads)
    alike: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        alike[_short(entry, shown[entry.key], leads), year_of(entry)].append(entry)
    return {
        entry.key: Label(short, _short(entry, shown[entry.key], leads, "and"), _letter(place) if group[1:] else "")
        for (short, _), group in alike.items()
        for place, entry in enumerate(group)
    }


def _leads(entries: Sequence[Entry]) -> Mapping[str, str]:
    """Gives the first name of each label; initials lead it where another first author has the same last name."""
    firsts = {entry.key: entry.credited[0] for entry in entries if entry.credited}
    namesakes: dict[str, set[str]] = defaultdict(set)
    for name in firsts.values():
        if name.given:
            namesakes[name.last].add(initials(name.given))
    leads = {}
    for key, name in firsts.items():
        own = initials(name.given)
        others = namesakes.get(name.last, set())
        told_apart = bool(own) and any(not own.startswith(one) and not one.startswith(own) for one in others)
        leads[key] = f"{own} {name.last}" if told_apart else name.last
    return leads


def _names_to_show(entries: Sequence[Entry], leads: Mapping[str, str]) -> Mapping[str, int]:
    """Gives how many names stand before et al.: more than one where other works of that year look the same."""
    alike: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        alike[_short(entry, 1, leads), year_of(entry)].append(entry)
    return {entry.key: _needed(entry, group) for group in alike.values() for entry in group}


def _needed(entry: Entry, group: Sequence[Entry]) -> int:
    """Gives the smallest number of names that no other author list of the group begins with."""
    own = entry.credited
    others = [other.credited for other in group if other.credited != own]
    return next((count for count in range(1, len(own) + 1) if all(own[:count] != other[:count] for other in others)),
                max(len(own), 1))  # fmt: skip


def _short(entry: Entry, shown: int, leads: Mapping[str, str], conjunction: str = "&") -> str:
    """Gives the authors of a label: one or two names whole, of three or more as many as are shown."""
    if not entry.credited:
        words = entry.plain("title").split()[:TITLE_WORDS]
        return f"“{' '.join(words).rstrip(',;:.')}”"
    lasts = [leads[entry.key], *(name.last for name in entry.credited[1:])]
    if entry.more_authors or (len(lasts) > 2 and shown < len(lasts) - 1):
        return f"{', '.join(lasts[:shown])}{',' * (shown > 1)} et al."
    return f"{', '.join(lasts[:-1])}{',' * (len(lasts) > 2)} {conjunction} {lasts[-1]}" if lasts[1:] else lasts[0]


def _letter(place: int) -> str:
    """Gives a, b, … z, aa, ab and so on."""
    before, own = divmod(place, 26)
    return (_letter(before - 1) if before else "") + chr(ord("a") + own)


def _order(entry: Entry) -> tuple[object, ...]:
    title = ARTICLE.sub("", entry.plain("title"))
    names = tuple(map(_name_order, entry.credited)) or ((_letters(title), ""),)
    year = entry.plain("year")
    stage = 0 if not year else 1 if year.isdecimal() else 2  # undated, dated, in press
    month = MONTHS.index(entry.month) + 1 if entry.month else 0
    day = entry.plain("day")
    return names, entry.more_authors, stage, year, month, int(day) if day.isdecimal() else 0, _letters(title), entry.key


def _name_order(name: Name) -> tuple[str, str]:
    last = name.last if name.given else ARTICLE.sub("", name.last)
    return _letters(last), _letters(initials(name.given)) + _letters(name.suffix)


def _letters(written: str) -> str:
    """Gives what counts in sorting: letters and digits without case and accents."""
    decomposed = unicodedata.normalize("NFKD", written.casefold().translate(UNDECOMPOSED))
    return "".join(character for character in decomposed if character.isalnum())
