"""Decks: the same slides in the dialect that each tool reads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

HEADING = re.compile(r"^## (.*?)\s*(?:\{[^}]*\})?$", re.MULTILINE)
COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)
FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
TITLE = re.compile(r"^title: (.*)$", re.MULTILINE)
TABLE_EVERY = 5
DIALECTS = ("pandoc", "markdown-pptx", "slidemark")


class Slide(NamedTuple):
    """One slide: its title, its body as plain CommonMark with pipe tables, and what is said to it."""

    title: str
    body: str
    notes: str = ""


def read_slides(path: Path) -> tuple[str, list[Slide]]:
    """Gives the title of a deck in our format and its slides, without attributes and comments."""
    written = path.read_text(encoding="utf-8")
    front = FRONT_MATTER.match(written)
    if front is None or (title := TITLE.search(front[1])) is None:
        raise ValueError(f"{path} has no title in its front matter")
    parts = HEADING.split(COMMENT.sub("", written[front.end() :]))
    return title[1], [Slide(name, body.strip()) for name, body in zip(parts[1::2], parts[2::2], strict=True)]


def make_slides(count: int) -> list[Slide]:
    """Makes slides with notes: a list of four points with a link, a table instead on every fifth."""
    return [_table(number) if number % TABLE_EVERY == 0 else _list(number) for number in range(1, count + 1)]


def _list(number: int) -> Slide:
    points = (
        f"- The dike of district {number} was raised by **{number % 90 + 10} centimetres** in the last ten years",
        f"- Its core is clay, its *crest* carries a road, and [the survey](https://example.org/{number}) says its age",
        "- Where the ground is soft the foot was widened and a ditch was dug behind it",
        f"- Costs came to `{number * 37 % 1000}` thousand a kilometre, less than was planned",
    )
    return Slide(f"District {number} keeps its dike", "\n".join(points), _said(number))


def _table(number: int) -> Slide:
    rows = [f"| {year} | {number + year % 7}.{year % 10} | {number * year % 97} |" for year in range(2015, 2023)]
    head = "| Year | Height in m | Cost in thousands |\n| --- | ---: | ---: |\n"
    return Slide(f"District {number} in numbers", head + "\n".join(rows), _said(number))


def _said(number: int) -> str:
    return (
        f"Say how district {number} came to its dike and who paid for it. Then ask who has been there, "
        "and wait for an answer before the next slide."
    )


def written(title: str, slides: Iterable[Slide], dialect: str) -> str:
    """Gives a deck in a dialect: pandoc's, which we read too, markdown-pptx's or SlideMark's."""
    match dialect:
        case "pandoc":
            return f"---\ntitle: {title}\n---\n\n" + "".join(map(_for_pandoc, slides))
        case "markdown-pptx":
            return f"# {title}\n\n" + "".join(map(_for_markdown_pptx, slides))
        case "slidemark":
            return f"title: {title}\n\n# {title}\n\n" + "".join(map(_for_slidemark, slides))
        case _:
            raise ValueError(f"no dialect '{dialect}': there are {', '.join(DIALECTS)}")


def _for_pandoc(slide: Slide) -> str:
    notes = f"::: notes\n{slide.notes}\n:::\n\n" if slide.notes else ""
    return f"## {slide.title}\n\n{slide.body}\n\n{notes}"


def _for_markdown_pptx(slide: Slide) -> str:
    notes = f"<!-- markdown-pptx:slide\nnotes: >-\n  {slide.notes}\n-->\n" if slide.notes else ""
    return f"# {slide.title}\n{notes}\n{slide.body}\n\n"


def _for_slidemark(slide: Slide) -> str:
    notes = f"??? {slide.notes}\n\n" if slide.notes else ""
    return f"# {slide.title}\n\n{slide.body}\n\n{notes}"
