"""Examples: decks of a case file, built for the pages that explain the format and for the tests that hold them."""

from __future__ import annotations

import re
import shutil
import tempfile
from html import escape
from pathlib import Path

from deck.build import build_deck
from deck.placed import PlacedDeck
from deck.web.write import slides_html
from text.case import Case, read_cases
from text.source import Problem, Problems, Source, SourceError, nearest
from text.values import replace

MARKER = re.compile(r"<!-- example: ?(.+?) -->")
HEADING = re.compile(r"<h([1-6])\b")
DECK = "example.md"


def show_examples(html: str, page: Source, cases: Path, sample: Path, problems: Problems) -> str:
    """Gives the HTML of a page with each `<!-- example:NAME -->` replaced by that case and the slides that it becomes.

    The titles of the slides are headings one level below the heading that stands above them on the page. What is
    wrong with an example is noted at its line of the case file, an unknown name at the page.
    """
    known = {case.name: case for case in read_cases(cases)} if MARKER.search(html) else {}

    def shown(marker: re.Match[str]) -> str:
        name = marker[1]
        if name not in known:
            problems.add(page, f"no example '{name}' in {cases}", nearest(name, known))
            return ""
        try:
            return example_html(known[name], sample, _level(html[: marker.start()]))
        except SourceError as error:
            for problem in error.problems:
                problems.add(problem.source, problem.what, problem.todo)
            return ""

    return MARKER.sub(shown, html)


def build_example(case: Case, sample: Path, folder: Path) -> PlacedDeck:
    """Builds the deck of a case in an empty folder, among copies of the sample files; problems name the case file."""
    shutil.copytree(sample, folder, dirs_exist_ok=True)
    path = folder / DECK
    path.write_text(case.written + "\n", encoding="utf-8")
    try:
        return build_deck(path, Problems(), root=folder)
    except SourceError as error:
        raise SourceError(_in_case_file(problem, path, case) for problem in error.problems) from None


def _in_case_file(problem: Problem, path: Path, case: Case) -> Problem:
    """Moves a problem of the deck to the line of the case file where it was written."""
    if problem.source.file != str(path):
        return problem
    line = case.source.line + max(problem.source.line, 1) - 1
    return replace(problem, source=case.source.at(line, problem.source.column))


def example_html(case: Case, sample: Path, level: int) -> str:
    """Gives the Markdown of a case beside the slides that it becomes; raises `SourceError` when it cannot be built."""
    with tempfile.TemporaryDirectory() as folder:
        deck = build_example(case, sample, Path(folder))
        slides = slides_html(deck, prefix=f"{_slug(case.name)}-", level=level)
    return (
        '<div class="example"><div class="example-pair">'
        f'<pre class="example-source"><code>{escape(case.written, quote=False)}\n</code></pre>'
        f'<div class="example-slides">{slides}</div></div></div>'
    )


def _slug(name: str) -> str:
    return "".join(character if character.isalnum() else "-" for character in name.lower())


def _level(above: str) -> int:
    """Gives the level of the headings that follow what stands above."""
    return int(HEADING.findall(above)[-1]) + 1 if HEADING.search(above) else 2
