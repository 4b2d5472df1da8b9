"""Theme: theme.yml as checked tokens: colours, fonts, type steps and the boxes of every layout."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml

from deck.yaml_nodes import read_nodes, value_of
from text.source import Problems, Source
from text.values import dataclass, replace

PLACEHOLDER_TYPES = {  # by the kind of a box
    "title": "title", "text": "body", "table": "tbl", "picture": "pic", "chart": "chart", "number": "sldNum",
    "footer": "ftr",
}  # fmt: skip
# The same index for the same role on every layout, so that text stays when somebody changes the layout.
PLACEHOLDER_INDEX = {
    "title": 0, "body": 1, "left": 1, "lead": 1, "subtitle": 1, "right": 2, "middle": 3,
    "kicker": 10, "sources": 11, "number": 12,
    "left-head": 13, "right-head": 14, "table": 15, "contents": 15, "picture": 16, "caption": 17, "numeral": 18,
    "left-label": 19, "right-label": 20,
    "fact-1": 21, "fact-2": 22, "fact-3": 23, "fact-4": 24, "footer": 25, "footnotes": 26, "chart": 27,
    "attribution": 28, "figure": 29, "limits": 30,
}  # fmt: skip
INCHES_PER_POINT = 1 / 72
COLOURS = ("paper", "wash", "ink", "soft", "rule", "tensorflow", "tensorflow-text", "pytorch", "pytorch-text")
FONTS = ("text", "code", "site", "site-code")
FITTING = (
    "title", "section-title", "statement", "second", "display", "text", "body", "table", "comparison-table",
)  # fmt: skip
LAYOUTS = (
    "title", "versus", "section", "statement", "lead", "text", "text-picture", "picture", "chart", "two-columns",
    "three-columns", "comparison", "code-pair", "code", "table", "comparison-table", "quote", "agenda", "closing",
    "references",
)  # fmt: skip
LAST_BOXES = ("footnotes", "sources", "footer", "number")  # of the furniture: read behind what a layout adds
Built = TypeVar("Built")
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
    wider: float = 1.0  # how much wider than our metrics the font may run: those of a template are unknown


@dataclass(frozen=True, slots=True)
class Mark:
    """A bar or rule without meaning of its own."""

    box: Box
    colour: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A named box of a layout; becomes the placeholder of its type and index, or a loose box without a type."""

    name: str
    kind: str
    box: Box
    step: Step
    colour: str = "ink"
    bullets: bool = False
    code: bool = False
    anchor: str = "top"
    align: str = "left"
    type: str = "body"  # as Open XML calls it: title, ctrTitle, subTitle, body, obj, tbl, pic, chart, sldNum, ftr
    index: int = 0
    own_box: bool = False  # whether its box is another one than that of its placeholder, and so must be written


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

    def placeholder(self, name: str) -> Slot | None:
        """Gives the slot of that name; None for no name and for a slot that is a loose box."""
        slot = self[name] if name else None
        return slot if slot and slot.type else None

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
class Shade:
    """A colour of a template's scheme, made lighter or darker by shares of 1,000 percent."""

    scheme: str  # tx1, bg1, accent1 …
    modulation: int = 0  # lumMod; 0: as it is
    offset: int = 0  # lumOff


@dataclass(frozen=True, slots=True)
class Template:
    """Somebody else's presentation on whose masters a deck is built."""

    name: str
    content: bytes  # the .pptx without its slides and properties
    layouts: Mapping[str, str]  # the part that stands for each layout of ours
    fontless: bool  # whether it leaves the font of its text open, as LibreOffice writes it
    shades: Mapping[str, Shade]  # what stands for a scheme colour that our own theme has and this one uses otherwise


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
    template: Template | None = None


def read_theme(path: Path) -> Theme:
    """Reads a theme; raises `SourceError` naming every value that is missing, unknown or malformed."""
    problems = Problems()
    raw, lines = _load(path, problems)
    reader = _Reader(str(path), lines, problems)
    theme = reader.theme(raw) if raw else None
    problems.stop_if_any()
    assert theme is not None
    return theme


def _load(path: Path, problems: Problems) -> tuple[dict[str, Any], dict[str, int]]:  # Any: YAML, checked by _Reader
    """Gives what a theme says and on which lines it says it."""
    place = Source(str(path), 1, 1)
    try:
        root = read_nodes(path.read_text(encoding="utf-8"))
        lines = _lines(root)
        raw = value_of(root)
    except UnicodeDecodeError:
        problems.add(place, "the theme is not UTF-8 text", "save it as UTF-8")
        return {}, {}
    except OSError as error:
        problems.add(place, f"the theme cannot be read ({error.strerror})", "name a theme file in deck-theme")
        return {}, {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = place.at(mark.line + 1, mark.column + 1) if mark else place
        problems.add(place, f"the theme is not valid YAML ({getattr(error, 'problem', error)})", "mend the line")
        return {}, {}
    if not isinstance(raw, dict):
        problems.add(place, "the theme is empty or a list", "start from slides/theme.yml")
        return {}, {}
    return raw, lines


def _lines(root: yaml.Node | None) -> dict[str, int]:
    """Gives the line of every part of a theme and, after a dot, of every part of that part."""
    found: dict[str, int] = {}
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        found[str(key.value)] = key.start_mark.line + 1
        for inner, _ in value.value if isinstance(value, yaml.MappingNode) else ():
            found[f"{key.value}.{inner.value}"] = inner.start_mark.line + 1
    return found


class _Reader:
    """Turns the raw mapping into tokens, noting each part that is wrong at its line."""

    def __init__(self, file: str, lines: Mapping[str, int], problems: Problems) -> None:
        self.place = Source(file, 1, 1)
        self.lines = lines
        self.problems = problems
        self.steps: Mapping[str, Step] = {}
        self.colour_names: frozenset[str] = frozenset()

    def theme(self, raw: dict[str, Any]) -> Theme | None:
        """Builds the theme, or gives None when something was wrong."""
        colours = self.part("colours", lambda: self.colours(raw["colours"]))
        self.colour_names = frozenset(colours["light"]) if colours else frozenset()
        self.steps = self.part("steps", lambda: {name: Step(name, **one) for name, one in raw["steps"].items()}) or {}
        size = self.part("slide", lambda: (float(raw["slide"][0]), float(raw["slide"][1])))
        fonts = self.part("fonts", lambda: {name: str(raw["fonts"][name]) for name in FONTS})
        if not (colours and self.steps):  # everything below names them
            return None
        fitting = self.part("fitting", lambda: self.fitting(raw["fitting"]))
        gaps = self.part("gaps", lambda: Gaps(**raw["gaps"]))
        lit = self.part("lit", lambda: {name: self.mark(values) for name, values in raw["lit"].items()})
        if self.part("furniture", lambda: self.furniture(raw["furniture"])) is None:  # every layout stands on it
            return None
        layouts = self.part("layouts", lambda: self.layouts(raw["layouts"], raw["furniture"]))
        if self.problems.found or not (colours and size and fonts and fitting and gaps and layouts):
            return None
        return Theme(*size, colours, fonts, self.steps, fitting, gaps, lit or {}, layouts)

    def part(self, name: str, build: Callable[[], Built]) -> Built | None:
        """Builds one part of the theme; what is wrong with it is noted at its line."""
        try:
            return build()
        except KeyError as error:
            what = f"'{name}' of the theme lacks {error}" if error.args != (name,) else f"the theme has no '{name}'"
        except ValueError as error:
            what = f"'{name}' of the theme has a wrong value: {error}"
        except (TypeError, AttributeError, IndexError) as error:
            named = re.findall(r"'[\w-]+'", str(error)) if "argument" in str(error) else []
            what = f"'{name}' of the theme is not written as it should be" + (
                f": see {', '.join(named)}" if named else ""
            )
        line = self.lines.get(name) or self.lines.get(name.partition(".")[0], 1)
        self.problems.add(self.place.at(line), what, "compare with slides/theme.yml")
        return None

    def colours(self, raw: dict[str, dict[str, str]]) -> Mapping[str, Mapping[str, str]]:
        if set(raw["light"]) != set(raw["dark"]):
            raise ValueError("the light or the dark mode has a name that the other one lacks")
        for name in COLOURS:
            raw["light"][name]
        for mode, named in raw.items():
            for name, value in named.items():
                if not (isinstance(value, str) and COLOUR.fullmatch(value)):
                    raise ValueError(f"the {mode} '{name}': write it as \"#D55E00\"")
        return raw

    def fitting(self, raw: dict[str, list[str]]) -> Mapping[str, tuple[Step, ...]]:
        return {name: tuple(self.steps[step] for step in raw[name]) for name in FITTING}

    def furniture(self, raw: dict[str, Any]) -> tuple[Slot | Mark, ...]:
        slots = (self.slot(name, values) for name, values in raw["boxes"].items())
        return (*slots, *(self.mark(values) for values in raw["marks"]))

    def layouts(self, raw: dict[str, Any], furniture: dict[str, Any]) -> Mapping[str, Layout]:
        built = {
            name: self.part(f"layouts.{name}", lambda name=name: self.layout(name, raw[name], furniture))  # type: ignore[misc]
            for name in LAYOUTS + tuple(name for name in raw if name not in LAYOUTS)
        }
        return {name: layout for name, layout in built.items() if layout}

    def layout(self, name: str, raw: dict[str, Any], furniture: dict[str, Any]) -> Layout:
        bare = raw.get("bare", False)
        boxes = {} if bare else dict(furniture["boxes"])
        last = {key: boxes.pop(key) for key in LAST_BOXES if key in boxes}
        boxes = {**boxes, **raw["boxes"], **last}
        marks = [*([] if bare else furniture["marks"]), *raw.get("marks", ())]
        slots = tuple(self.slot(key, values) for key, values in boxes.items())
        return Layout(name, raw["name"], slots, tuple(self.mark(values) for values in marks))

    def slot(self, name: str, raw: dict[str, Any]) -> Slot:
        values = dict(raw)
        kind = values.pop("kind")
        if kind not in PLACEHOLDER_TYPES:
            raise ValueError(f"the kind '{kind}' of box '{name}'")
        if name not in PLACEHOLDER_INDEX:
            raise ValueError(f"the box '{name}'")
        step = self.steps[values.pop("step", "body")]
        colour = self.colour(values.pop("colour", "ink"))
        box = Box(*map(float, values.pop("at")))
        found = Slot(name, kind, box, step, colour, **values)
        return replace(found, type=PLACEHOLDER_TYPES[kind], index=PLACEHOLDER_INDEX[name])

    def mark(self, raw: dict[str, Any]) -> Mark:
        return Mark(Box(*map(float, raw["at"])), self.colour(raw["colour"]))

    def colour(self, name: str) -> str:
        if name not in self.colour_names:
            raise ValueError(f"the colour '{name}'")
        return name
