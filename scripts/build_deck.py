"""Builds a deck: `python scripts/build_deck.py my-talk.md -o my-talk.pptx`."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Iterable
from pathlib import Path

if __name__ == "__main__":
    # One deck and the process ends: garbage is looked for rarely, from the first import on, which saves a sixth of the
    # time and costs 2 MB.
    gc.set_threshold(200_000, 20, 100)

from deck.build import build_deck
from deck.outputs import SUFFIXES, contents_of, write_all
from deck.placed import PlacedDeck
from text.source import Problem, Problems, Source, SourceError

MODES = ("dark", "light")


def main(arguments: list[str] | None = None) -> int:
    """Builds what the arguments ask for; gives 0, or 1 after printing every problem with its place."""
    options = _options(arguments)
    outputs: list[Path] = options.output or [_beside(options.deck)]
    if fault := _output_fault(options, outputs):
        print(fault, file=sys.stderr)
        return 1
    problems = Problems()
    try:
        show_step(f"reading and placing {options.deck}")
        deck = build_deck(
            options.deck,
            problems,
            mode=options.mode,
            strict=options.strict,
            root=options.root,
            variant=options.variant,
            template=options.template,
        )
        show_step(f"writing {len(deck.slides)} slides")
        contents = _contents(deck, options, outputs, problems)
        problems.stop_if_any()
    except SourceError as error:
        return _failed(error.problems)
    show_step("")
    for remark in problems.remarks:
        print(f"remark: {remark}", file=sys.stderr)
    try:
        write_all(contents)
    except OSError as error:
        place = Source(str(options.deck), 1, 1)
        what = f"cannot write {error.filename or outputs[0]} ({error.strerror})"
        return _failed([Problem(place, what, "name another file with -o")])
    _tell(deck, options)
    for path, content in contents.items():
        print(f"{path}: {_counted(len(deck.slides))}, {len(content) / 1024:.0f} KiB")
    return 0


def _contents(
    deck: PlacedDeck, options: argparse.Namespace, outputs: list[Path], problems: Problems
) -> dict[Path, bytes]:
    suffixes = frozenset(path.suffix for path in outputs) | ({".pptx"} if options.preview else set())
    made = contents_of(deck, suffixes, problems)
    contents = {path: made[path.suffix] for path in outputs}
    if options.preview and not problems.found:
        from deck.preview import preview  # imported here: only who asks for a preview needs it

        show_step(f"drawing {options.preview}")
        sheet = preview(made[".pptx"], deck.deck.source, problems)
        contents |= {options.preview: sheet} if sheet else {}
    return contents


def _counted(slides: int) -> str:
    return f"{slides} slide{'' if slides == 1 else 's'}"


def _tell(deck: PlacedDeck, options: argparse.Namespace) -> None:
    if options.schedule:
        from deck.schedule import schedule  # imported here: only who asks for one needs it

        print(schedule(deck))
    if options.report:
        from deck.report import report  # imported here: only who asks for one needs it

        print(report(deck))


def _failed(problems: Iterable[Problem]) -> int:
    show_step("")
    found = list(problems)
    for problem in found:
        print(problem, file=sys.stderr)
    print(f"{len(found)} problem{'' if len(found) == 1 else 's'}; nothing was written", file=sys.stderr)
    return 1


def _beside(deck: Path) -> Path:
    return deck.parent / f"{deck.stem or 'deck'}.pptx"


def _output_fault(options: argparse.Namespace, outputs: list[Path]) -> str:
    """Says why an output cannot be written, before anything is built."""
    for path in outputs:
        if path.suffix not in SUFFIXES or path.resolve() == options.deck.resolve():
            return f"cannot write {path}: an output ends in {', '.join(SUFFIXES)}; name one with -o"
    if options.preview and options.preview.suffix != ".png":
        return f"cannot write {options.preview}: a preview ends in .png"
    return ""


def show_step(step: str) -> None:
    """Shows on a terminal what is going on, on one line that the next step takes over."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{step}", end="", file=sys.stderr, flush=True)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Turns a deck in Markdown into a native PowerPoint file.")
    add = parser.add_argument
    add("deck", type=Path, help="the deck, a Markdown file")
    kinds = ".pptx, .html (a page) or .txt (an outline)"
    add("-o", "--output", type=Path, action="append", help=f"a file to write: {kinds}; default: beside the deck")
    add("--variant", default="", metavar="NAME", help="one of the deck's variants; default: everything")
    add("--mode", choices=MODES, help="light or dark, instead of what the deck says")
    add("--template", default="", metavar="FILE", help="a .pptx or .potx whose master is used")
    add("--strict", action="store_true", help="make every unknown name and accessibility finding an error")
    add("--root", type=Path, help="the folder that no path of the deck may leave")
    add("--schedule", action="store_true", help="print when each slide starts and how long it takes")
    add("--report", action="store_true", help="print how full each slide is")
    add("--preview", type=Path, metavar="PNG", help="draw all slides on one picture (needs LibreOffice and pdftoppm)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    code = main()
    # The system takes the memory back at once; Python would free it object by object, a tenth of the whole time.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
