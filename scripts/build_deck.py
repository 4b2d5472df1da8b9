"""Builds a deck: `python scripts/build_deck.py my-talk.md -o my-talk.pptx`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from deck.build import build_deck
from deck.package import write_whole
from deck.settings import MODES
from deck.write_html import write_html_page
from deck.write_pptx import write_pptx
from text.source import Problem, Problems, SourceError


def main(arguments: list[str] | None = None) -> int:
    """Builds what the arguments ask for; gives 0, or 1 after printing every problem with its place."""
    options = _options(arguments)
    output = options.output or options.deck.parent / f"{options.deck.stem or 'deck'}.pptx"
    if output.suffix not in (".pptx", ".html") or output.resolve() == options.deck.resolve():
        print(f"cannot write {output}: the output ends in .pptx or .html; name one with -o", file=sys.stderr)
        return 1
    problems = Problems()
    show_step(f"reading and placing {options.deck}")
    try:
        deck = build_deck(options.deck, problems, mode=options.mode, strict=options.strict, root=options.root)
    except SourceError as error:
        show_step("")
        for problem in error.problems:
            print(problem, file=sys.stderr)
        count = len(error.problems)
        print(f"{count} problem{'' if count == 1 else 's'}; nothing was written", file=sys.stderr)
        return 1
    for remark in problems.remarks:
        print(f"remark: {remark}", file=sys.stderr)
    show_step(f"writing {len(deck.slides)} slides")
    content = write_html_page(deck).encode() if output.suffix == ".html" else write_pptx(deck)
    try:
        write_whole(output, content)
    except OSError as error:
        print(
            Problem(deck.slides[0].source, f"cannot write {output} ({error.strerror})", "name another file with -o"),
            file=sys.stderr,
        )
        return 1
    show_step("")
    print(f"{output}: {len(deck.slides)} slides, {len(content) / 1024:.0f} KiB")
    return 0


def show_step(step: str) -> None:
    """Shows on a terminal what is going on, on one line that the next step takes over."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{step}", end="", file=sys.stderr, flush=True)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Turns a deck in Markdown into a native PowerPoint file.")
    parser.add_argument("deck", type=Path, help="the deck, a Markdown file")
    parser.add_argument(
        "-o", "--output", type=Path, help="the file to write: .pptx, or .html; default: beside the deck"
    )
    parser.add_argument("--mode", choices=sorted(MODES), help="light or dark, instead of what the deck says")
    parser.add_argument("--strict", action="store_true", help="make every unknown name and missing alt text an error")
    parser.add_argument("--root", type=Path, help="the folder that no path of the deck may leave")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
