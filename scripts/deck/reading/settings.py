"""Settings: the front matter and the attributes that a deck may carry, each name checked."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

import yaml

from deck.model import Settings
from deck.reading.vocabulary import Vocabulary, check_name
from deck.yaml_nodes import read_nodes
from text.characters import writable
from text.source import Problems, Source
from text.values import replace

KNOWN = {
    "title": "title",
    "subtitle": "subtitle",
    "author": "author",
    "institute": "institute",
    "credit": "credit",
    "date": "date",
    "lang": "language",
    "license": "license",
    "subject": "subject",
    "keywords": "keywords",
    "version": "version",
    "mode": "mode",
    "bibliography": "bibliography",
    "deck-theme": "theme",
    "deck-template": "template",
    "footer": "footer",
    "variants": "variants",
    "incremental": "incremental",
    "notes": "notes",
    "slide-level": "slide_level",
    "strict": "strict",
}
GUESTS = {"background-image": "background"}  # known in a guest's deck only, as pandoc has it
SETTINGS = Vocabulary(
    "setting",
    frozenset(KNOWN),
    not_built=frozenset({"claims", "values"}),
    of_others=frozenset(
        {"abstract", "csl", "link-citations", "output", "format", "theme", "aspectratio", "toc", "nocite"}
    ),
)
SUBJECTS = frozenset({"tensorflow", "pytorch", "both"})
MODES = frozenset({"light", "dark"})
TRANSITIONS = frozenset({"none", "fade", "push", "wipe", "cut", "cover"})
CHART_KINDS = frozenset({"bar", "column", "stacked", "line", "area", "pie", "doughnut", "scatter"})
CALLOUTS = frozenset({"note", "tip", "important", "warning", "caution"})
DEFAULT_VARIANTS = frozenset({"lightning", "talk", "lecture"})  # known as classes when the front matter names none
TITLE_BLOCK = ("title", "author", "date")
TRUE = frozenset({"true", "yes", "on"})
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # the usual forms of BCP 47
MINUTES = re.compile(r"\d{1,4}(\.\d{1,4})?")
VARIANT = re.compile(r"[A-Za-z][\w-]*")
FILLED_IN = frozenset({"today", "now", "last-modified"})  # dates that Quarto fills in; the same source, the same bytes
LISTS = frozenset({"author", "keywords", "institute", "subtitle"})


def read_settings(yaml_text: str, file: str, first_line: int, strict: bool, problems: Problems) -> Settings:
    """Reads the front matter that starts on `first_line` of `file`; `strict` makes every unknown name a problem."""
    try:
        node = read_nodes(yaml_text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Source(file, first_line + (mark.line if mark else 0), mark.column + 1 if mark else 1)
        said = getattr(error, "problem", None) or str(error).splitlines()[0]
        problems.add(place, f"the front matter is not valid YAML ({said})", "quote the value or mend the line")
        return Settings()
    if node is None:
        return Settings(strict=strict)
    if not isinstance(node, yaml.MappingNode):
        problems.add(Source(file, first_line, 1), "the front matter is not a list of `name: value`", "write it so")
        return Settings(strict=strict)
    pairs = _pairs(node, file, first_line, problems)
    strict = strict or _scalar(pairs["strict"][1]).lower() in TRUE if "strict" in pairs else strict
    return _settings(pairs, strict, problems)


def read_title_block(markdown: str, settings: Settings) -> tuple[Settings, str]:
    """Reads pandoc's title block (`% title`, `% authors`, `% date`); gives the Markdown with its lines left empty."""
    lines = markdown.split("\n")
    fields: list[str] = []
    for number, line in enumerate(lines):
        if line.startswith("%") and len(fields) < len(TITLE_BLOCK):
            fields.append(line[1:].strip())
        elif fields and line.startswith(" ") and line.strip():
            fields[-1] += f" {line.strip()}"
        else:
            break
        lines[number] = ""
    values = dict(zip(TITLE_BLOCK, [*fields, "", ""], strict=False))
    authors = tuple(author.strip() for author in values["author"].split(";") if author.strip())
    date = values["date"] if _is_date(values["date"]) else ""
    credit = "" if date else values["date"]
    return replace(settings, title=values["title"], author=authors, date=date, credit=credit), "\n".join(lines)


Pairs = Mapping[str, tuple[Source, yaml.Node]]


def _pairs(node: yaml.MappingNode, file: str, first_line: int, problems: Problems) -> Pairs:
    pairs: dict[str, tuple[Source, yaml.Node]] = {}
    for key, value in node.value:
        place = Source(file, first_line + key.start_mark.line, key.start_mark.column + 1)
        name = str(key.value)
        if name in pairs:
            problems.add(place, f"the setting '{name}' stands twice", "keep one of them")
        pairs[name] = (place, value)
    return pairs


def _settings(pairs: Pairs, strict: bool, problems: Problems) -> Settings:
    values: dict[str, object] = {"strict": strict, "places": {name: place for name, (place, _) in pairs.items()}}
    names = SETTINGS if strict else SETTINGS.with_used(frozenset(GUESTS))
    for name, (place, node) in pairs.items():
        if name == "strict" or not check_name(name, names, place, strict, problems):
            continue
        if name == "variants":
            values[name] = _variants(node, place, problems)
        elif (isinstance(node, yaml.MappingNode) and name != "author") or (
            isinstance(node, yaml.SequenceNode) and name not in LISTS
        ):
            note = problems.add if strict else problems.remark
            note(place, f"the setting '{name}' takes one value", "write it on one line")
        else:
            values[{**KNOWN, **GUESTS}[name]] = _value(name, node, place, problems)
    _check_values(values, pairs, strict, problems)
    return Settings(**values)  # type: ignore[arg-type]  # the names and types are those of KNOWN


def _variants(node: yaml.Node, place: Source, problems: Problems) -> Mapping[str, float]:
    """Reads `{talk: 15, lecture: 45}`."""
    if not isinstance(node, yaml.MappingNode):
        what = "the setting 'variants' is not a list of names and minutes"
        problems.add(place, what, "write {talk: 15, lecture: 45}")
        return {}
    found: dict[str, float] = {}
    for key, value in node.value:
        name, minutes = _scalar(key), _scalar(value)
        if not VARIANT.fullmatch(name) or not MINUTES.fullmatch(minutes) or not float(minutes):
            problems.add(place, f"the variant '{name}' has no number of minutes", "write {talk: 15, lecture: 45}")
        else:
            found[name] = float(minutes)
    return found


def _value(name: str, node: yaml.Node, place: Source, problems: Problems) -> object:
    if name == "incremental":
        return _scalar(node).lower() in TRUE
    if name == "slide-level":
        if not re.fullmatch("[1-6]", _scalar(node)):
            problems.add(place, f"the slide level '{_scalar(node)}' is none", "write slide-level: 2")
        return int(_scalar(node)) if re.fullmatch("[1-6]", _scalar(node)) else 0
    names = _names(node, place, problems)
    if name == "keywords":
        return tuple(word.strip() for each in names for word in each.split(",") if word.strip())
    if name == "author":
        return names
    if name == "subtitle":
        return tuple(line.strip() for each in names for line in each.splitlines() if line.strip())
    return ", ".join(names).strip()


def _names(node: yaml.Node, place: Source, problems: Problems) -> tuple[str, ...]:
    """Gives the values of a list, or the one that stands alone."""
    items = node.value if isinstance(node, yaml.SequenceNode) else [node]
    return tuple(filter(None, (_name_in(item, place, problems) for item in items)))


def _name_in(node: yaml.Node, place: Source, problems: Problems) -> str:
    """Gives a value, or the name of an author who is written with more than a name."""
    if not isinstance(node, yaml.MappingNode):
        return writable(_scalar(node))
    parts = {_scalar(key): value for key, value in node.value}
    for other in parts.keys() - {"name", "given", "family", "literal"}:
        problems.remark(place, f"an author's '{other}' is not used here")
    if isinstance(parts.get("name"), yaml.MappingNode):
        return _name_in(parts["name"], place, problems)
    whole = _scalar(parts["name"]) if "name" in parts else _scalar(parts["literal"]) if "literal" in parts else ""
    return writable(whole or " ".join(_scalar(parts[part]) for part in ("given", "family") if part in parts))


def _scalar(node: yaml.Node) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def _check_values(values: dict[str, object], pairs: Pairs, strict: bool, problems: Problems) -> None:
    note = problems.add if strict else problems.remark
    if "mode" in values and values["mode"] not in MODES:
        problems.add(pairs["mode"][0], f"unknown mode '{values.pop('mode')}'", "write light or dark")
    language = str(values.get("language", "en"))
    if not LANGUAGE.fullmatch(language):
        note(pairs["lang"][0], f"the language '{language}' is none", "write en, en-GB, de and the like")
        del values["language"]
    written = str(values.get("date", ""))
    if written and not _is_date(written):
        note(pairs["date"][0], f"the date '{written}' is not a date", "write it as 2026-11-22")
        values["date"] = ""
        if written not in FILLED_IN:
            values.setdefault("credit", written)  # shown as it is written


def _is_date(written: str) -> bool:
    try:
        datetime.date.fromisoformat(written)
    except ValueError:
        return False
    return True
