"""Settings: the front matter and the attributes that a deck may carry, each name checked."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import yaml

from deck.model import Settings
from text.source import Problems, Source, nearest

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
    "strict": "strict",
}
NOT_BUILT = frozenset({"variants", "deck-template", "claims", "values", "footer"})
OF_OTHERS = frozenset(
    {"abstract", "csl", "link-citations", "output", "format", "theme", "aspectratio", "toc", "nocite"}
)
SLIDE_ATTRIBUTES = frozenset({"id", "class", "layout", "subject", "kicker"})
SLIDE_ATTRIBUTES_NOT_BUILT = frozenset({"minutes", "background", "transition"})
SLIDE_CLASSES = frozenset({"untitled"})
SLIDE_CLASSES_NOT_BUILT = frozenset({"incremental", "talk", "lecture", "lightning"})
SUBJECTS = frozenset({"tensorflow", "pytorch", "both"})
TITLE_BLOCK = ("title", "author", "date")
TRUE = frozenset({"true", "yes", "on"})
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # the usual forms of BCP 47
MODES = frozenset({"light", "dark"})
LISTS = frozenset({"author", "keywords"})


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names allowed in one place: used, known and not built, known to others and of no effect here."""

    what: str
    used: frozenset[str]
    not_built: frozenset[str] = frozenset()
    of_others: frozenset[str] = frozenset()


SETTING_NAMES = Vocabulary("setting", frozenset(KNOWN), NOT_BUILT, OF_OTHERS)
SLIDE_ATTRIBUTE_NAMES = Vocabulary("slide attribute", SLIDE_ATTRIBUTES, SLIDE_ATTRIBUTES_NOT_BUILT)
SLIDE_CLASS_NAMES = Vocabulary(
    "slide class",
    SLIDE_CLASSES,
    SLIDE_CLASSES_NOT_BUILT,
    frozenset({"unnumbered", "unlisted", "smaller", "scrollable"}),
)


def check_name(name: str, names: Vocabulary, place: Source, strict: bool, problems: Problems) -> bool:
    """Tells whether a name is used here; otherwise notes a problem, or a remark where nothing is lost by it."""
    if name in names.used:
        return True
    if name in names.not_built:
        problems.add(place, f"the {names.what} '{name}' is not built yet", "take it out for now")
    elif not strict or name in names.of_others:
        problems.remark(place, f"the {names.what} '{name}' is not used here")
    else:
        hint = nearest(name, names.used) or f"known: {', '.join(sorted(names.used))}"
        problems.add(place, f"unknown {names.what} '{name}'", hint)
    return False


def read_settings(yaml_text: str, file: str, first_line: int, strict: bool, problems: Problems) -> Settings:
    """Reads the front matter that starts on `first_line` of `file`; `strict` makes every unknown name a problem."""
    try:
        node = yaml.compose(yaml_text, Loader=yaml.SafeLoader)
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
    for name, (place, node) in pairs.items():
        if name == "strict" or not check_name(name, SETTING_NAMES, place, strict, problems):
            continue
        if isinstance(node, yaml.MappingNode) or (isinstance(node, yaml.SequenceNode) and name not in LISTS):
            problems.add(place, f"the setting '{name}' takes one value", "write it on one line")
            continue
        values[KNOWN[name]] = _value(name, node)
    _check_values(values, pairs, problems)
    return Settings(**values)  # type: ignore[arg-type]  # the names and types are those of KNOWN


def _value(name: str, node: yaml.Node) -> object:
    if isinstance(node, yaml.SequenceNode):
        return tuple(filter(None, (_name_in(item) for item in node.value)))
    written = _scalar(node)
    if name == "keywords":
        return tuple(word.strip() for word in written.split(",") if word.strip())
    if name == "author":
        return (written,) if written else ()
    if name == "subtitle":
        return tuple(line.strip() for line in written.splitlines() if line.strip())
    return written.strip()


def _name_in(node: yaml.Node) -> str:
    """Gives a value, or the name of an author who is written with more than a name."""
    if isinstance(node, yaml.MappingNode):
        return next((_scalar(value) for key, value in node.value if _scalar(key) == "name"), "")
    return _scalar(node)


def _scalar(node: yaml.Node) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def _check_values(values: dict[str, object], pairs: Pairs, problems: Problems) -> None:
    if "mode" in values and values["mode"] not in MODES:
        problems.add(pairs["mode"][0], f"unknown mode '{values.pop('mode')}'", "write light or dark")
    language = str(values.get("language", "en"))
    if not LANGUAGE.fullmatch(language):
        problems.add(pairs["lang"][0], f"the language '{language}' is none", "write en, en-GB, de and the like")
    written = values.get("date")
    if written and not _is_date(str(written)):
        problems.add(pairs["date"][0], f"the date '{written}' is not a date", "write it as 2026-11-22")


def _is_date(written: str) -> bool:
    try:
        datetime.date.fromisoformat(written)
    except ValueError:
        return False
    return True


def words(attributes: Mapping[str, str], name: str = "class") -> Sequence[str]:
    """Gives the classes that an attribute set carries."""
    return attributes.get(name, "").split()
