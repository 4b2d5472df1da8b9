"""Theme: theme.yml as checked tokens: colours, fonts, type steps and the boxes of every layout."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from text.source import Problems, Source

BOX_KINDS = frozenset({"title", "text", "table", "picture", "number"})
INCHES_PER_POINT = 1 / 72
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the slide, in inches from its top left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """The lower edge, in inches."""
        return self.y + self.height

    @property
    def right(self) -> float:
        """The right edge, in inches."""
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the type scale; sizes, lines, tracking and space after are points."""

    name: str
    size: float
    line: float
    bold: bool = False
    tracking: float = 0.0
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A bar or rule without meaning of its own."""

    box: Box
    colour: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A named box of a layout; becomes a placeholder."""

    name: str
    kind: str
    box: Box
    step: Step
    colour: str = "ink"
    bullets: bool = False
    code: bool = False
    anchor: str = "top"
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Layout:
    """A slide layout: its slots in reading order, and its marks."""

    id: str
    name: str
    slots: tuple[Slot, ...]
    marks: tuple[Mark, ...]

    def __getitem__(self, name: str) -> Slot:
        """Gives the slot of that name; KeyError when the layout has none."""
        return next(slot for slot in self.slots if slot.name == name) if self.has(name) else self._none(name)

    def has(self, name: str) -> bool:
        """Whether the layout has a slot of that name."""
        return any(slot.name == name for slot in self.slots)

    def _none(self, name: str) -> Slot:
        raise KeyError(f"layout '{self.id}' has no box '{name}'")


@dataclass(frozen=True, slots=True)
class Gaps:
    """Distances in inches that the layout engine keeps."""

    block: float
    bullet: float
    number: float
    cell: float
    gutter: float
    row: float


@dataclass(frozen=True, slots=True)
class Theme:
    """Everything that decides how a deck looks."""

    width: float
    height: float
    colours: Mapping[str, Mapping[str, str]]
    fonts: Mapping[str, str]
    steps: Mapping[str, Step]
    fitting: Mapping[str, tuple[Step, ...]]
    gaps: Gaps
    lit: Mapping[str, Mark]
    layouts: Mapping[str, Layout]


def read_theme(path: Path) -> Theme:
    """Reads a theme; raises `SourceError` naming every value that is missing, unknown or malformed."""
    problems = Problems()
    raw = _load(path, problems)
    reader = _Reader(str(path), problems)
    theme = reader.theme(raw) if raw else None
    problems.stop_if_any()
    assert theme is not None
    return theme


def _load(path: Path, problems: Problems) -> dict[str, Any]:  # Any: YAML, checked by _Reader
    place = Source(str(path), 1, 1)
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        problems.add(place, "the theme is not UTF-8 text", "save it as UTF-8")
        return {}
    except OSError as error:
        problems.add(place, f"the theme cannot be read ({error.strerror})", "name a theme file in deck-theme")
        return {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = place.at(mark.line + 1, mark.column + 1) if mark else place
        problems.add(place, f"the theme is not valid YAML ({getattr(error, 'problem', error)})", "mend the line")
        return {}
    if not isinstance(raw, dict):
        problems.add(place, "the theme is empty or a list", "start from slides/theme.yml")
        return {}
    return raw


class _Reader:
    """Turns the raw mapping into tokens, noting each thing that is wrong under its dotted name."""

    def __init__(self, file: str, problems: Problems) -> None:
        self.place = Source(file, 1, 1)
        self.problems = problems
        self.steps: dict[str, Step] = {}
        self.colour_names: frozenset[str] = frozenset()

    def theme(self, raw: dict[str, Any]) -> Theme | None:
        """Builds the theme, or None when something was wrong."""
        try:
            return self._theme(raw)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            self.problems.add(self.place, f"the theme lacks or misspells {error}", "compare with slides/theme.yml")
            return None

    def _theme(self, raw: dict[str, Any]) -> Theme:
        self.colour_names = frozenset(raw["colours"]["light"])
        if self.colour_names != frozenset(raw["colours"]["dark"]):
            raise ValueError("a colour of the light or the dark mode: both need the same names")
        for mode, colours in raw["colours"].items():
            for name, value in colours.items():
                if not (isinstance(value, str) and COLOUR.fullmatch(value)):
                    raise ValueError(f"the {mode} colour '{name}': write it as \"#D55E00\"")
        self.steps = {name: Step(name, **values) for name, values in raw["steps"].items()}
        furniture = raw["furniture"]
        return Theme(
            width=float(raw["slide"][0]),
            height=float(raw["slide"][1]),
            colours=raw["colours"],
            fonts=raw["fonts"],
            steps=self.steps,
            fitting={name: tuple(self.steps[step] for step in names) for name, names in raw["fitting"].items()},
            gaps=Gaps(**raw["gaps"]),
            lit={name: self.mark(values) for name, values in raw["lit"].items()},
            layouts={name: self.layout(name, values, furniture) for name, values in raw["layouts"].items()},
        )

    def layout(self, name: str, raw: dict[str, Any], furniture: dict[str, Any]) -> Layout:
        bare = raw.get("bare", False)
        boxes = {} if bare else dict(furniture["boxes"])
        last = {key: boxes.pop(key) for key in ("sources", "number") if key in boxes}
        boxes = {**boxes, **raw["boxes"], **last}
        marks = [*([] if bare else furniture["marks"]), *raw.get("marks", ())]
        slots = tuple(self.slot(key, values) for key, values in boxes.items())
        return Layout(name, raw["name"], slots, tuple(self.mark(values) for values in marks))

    def slot(self, name: str, raw: dict[str, Any]) -> Slot:
        values = dict(raw)
        kind = values.pop("kind")
        if kind not in BOX_KINDS:
            raise ValueError(f"the kind '{kind}' of box '{name}'")
        step = self.steps[values.pop("step", "body")]
        colour = self.colour(values.pop("colour", "ink"))
        return Slot(name, kind, Box(*map(float, values.pop("at"))), step, colour, **values)

    def mark(self, raw: dict[str, Any]) -> Mark:
        return Mark(Box(*map(float, raw["at"])), self.colour(raw["colour"]))

    def colour(self, name: str) -> str:
        if name not in self.colour_names:
            raise ValueError(f"the colour '{name}'")
        return name
