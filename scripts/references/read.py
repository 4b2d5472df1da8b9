"""Read: a BibTeX text into checked entries, by pybtex."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from pybtex import errors
from pybtex.database import Entry as RawEntry
from pybtex.database import Person
from pybtex.database.input.bibtex import Parser
from pybtex.scanner import PybtexSyntaxError

from references.blocks import Block, find_blocks
from references.check import DATE, check_entry
from references.entry import Entry, Name
from references.latex import plain_text
from text.source import Problems, Source, nearest

ALIASES = {"journaltitle": "journal", "location": "address", "eprinttype": "archiveprefix", "school": "institution"}


def read_entries(text: str, file: str, problems: Problems) -> tuple[Entry, ...]:
    """Reads and checks all entries of a BibTeX text, in its order; every problem is noted with its place."""
    parser = Parser()
    found: dict[str, Entry] = {}
    folded: dict[str, Source] = {}
    broken: set[str] = set()  # kept, so that citing them is no second problem, and checked no further
    for block in find_blocks(text, file, problems):
        noted = len(problems.found)
        entry = _read_block(block, parser, problems)
        if entry is None:
            continue
        if len(problems.found) > noted:
            broken.add(entry.key)
        if entry.key.lower() in folded:
            first = folded[entry.key.lower()]
            problems.add(entry.source, f"the key '{entry.key}' is taken", f"line {first.line} has it; keys are unique")
            continue
        found[entry.key] = entry
        folded[entry.key.lower()] = entry.source
    entries = tuple(_inherit(entry, found, problems) for entry in found.values())
    for entry in entries:
        if entry.key not in broken:
            check_entry(entry, problems)
    return entries


def _read_block(block: Block, shared: Parser, problems: Problems) -> Entry | None:
    """Reads one block with pybtex, so that a slip in it does not reach the next; macros are shared."""
    if block.type == "comment":
        return None
    parser = Parser(macros=shared.macros)
    with errors.capture() as found:
        parser.parse_string(block.text)
    shared.macros.update(parser.macros)
    for error in found:
        problems.add(_error_source(error, block), _error_text(error), "mend the entry's BibTeX")
    for key, raw in parser.data.entries.items():
        return _entry(key, raw, block)
    return None


def _entry(key: str, raw: RawEntry, block: Block) -> Entry:
    people = {role: tuple(map(_name, raw.persons.get(role, ()))) for role in ("author", "editor")}
    others = Name("others")
    return Entry(
        key=key,
        type=block.type,
        fields=MappingProxyType(_named_fields(raw.fields)),
        authors=tuple(name for name in people["author"] if name != others),
        editors=tuple(name for name in people["editor"] if name != others),
        more_authors=others in people["author"],
        source=block.source,
        field_sources=MappingProxyType({ALIASES.get(name, name): place for name, place in reversed(block.fields)}),
    )


def _error_source(error: Exception, block: Block) -> Source:
    """Gives the place that pybtex names, counted from the start of the file."""
    if not isinstance(error, PybtexSyntaxError) or not error.lineno:
        return block.source
    column = error.error_context_info[2] - block.text.rfind("\n", 0, error.error_context_info[2])
    first_line = error.lineno == 1
    return block.source.at(block.source.line + error.lineno - 1, column + (block.source.column - 1) * first_line)


def _error_text(error: Exception) -> str:
    return re.sub(r"^syntax error in line \d+: |in line \d+: ", "", str(error))


def _named_fields(raw: Mapping[str, str]) -> dict[str, str]:
    """Gives the fields under BibTeX's own names; a biblatex `date` becomes year, month and day."""
    fields = {ALIASES.get(name.lower(), name.lower()): value for name, value in raw.items() if value.strip()}
    if match := DATE.fullmatch(fields.get("date", "")):
        for name, value in zip(("year", "month", "day"), match.groups(), strict=True):
            if value:
                fields.setdefault(name, value)
    return fields


def _name(person: Person) -> Name:
    return Name(
        family=plain_text(" ".join(person.last_names)),
        given=plain_text(" ".join([*person.first_names, *person.middle_names])),
        particle=plain_text(" ".join(person.prelast_names)),
        suffix=plain_text(" ".join(person.lineage_names)),
    )


def _inherit(entry: Entry, entries: Mapping[str, Entry], problems: Problems) -> Entry:
    """Gives the entry with what it takes over from its `crossref`; the parent's title is the book's title."""
    wanted = entry.fields.get("crossref", "")
    if not wanted:
        return entry
    parent = entries.get(wanted)
    if parent is None:
        problems.add(entry.source_of("crossref"), f"no entry '{wanted}' to take fields from", nearest(wanted, entries))
        return entry
    taken = {name: value for name, value in parent.fields.items() if name not in ("title", "crossref")}
    if "title" in parent.fields:
        taken.setdefault("booktitle", parent.fields["title"])
    return Entry(
        key=entry.key,
        type=entry.type,
        fields=MappingProxyType({**taken, **entry.fields}),
        authors=entry.authors,
        editors=entry.editors or parent.editors,
        more_authors=entry.more_authors,
        source=entry.source,
        field_sources=entry.field_sources,
    )
