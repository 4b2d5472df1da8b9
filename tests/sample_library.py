"""Sample library: the made-up bibliography, and texts shown as a person reads them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from references.library import Library
from references.make import read_library
from text.run import Text
from text.source import Problems

TESTS = Path(__file__).resolve().parent
CASES = TESTS / "cases"
BIBLIOGRAPHY = TESTS / "sample" / "bibliography.bib"


@cache
def sample_library() -> Library:
    """The sample bibliography, which is without a problem."""
    problems = Problems()
    library = read_library(BIBLIOGRAPHY, problems)
    problems.stop_if_any()
    return library


def marked(text: Text) -> str:
    """Gives a text with its italics between stars."""
    return "".join(f"*{run.text}*" if run.emphasis and run.text.strip() else run.text for run in text)
