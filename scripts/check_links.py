"""Checks every link of the built site, the decks and the bibliography, without the network."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from links.judge import check_bibliography, check_deck, check_site
from links.report import report
from text.source import Problems


def main(arguments: Sequence[str]) -> int:
    """Checks what the arguments name, by default all that `make` builds; gives 1 when a link is broken."""
    chosen = _parser().parse_args(arguments)
    problems = Problems()
    counts = {str(chosen.site): check_site(chosen.site, chosen.site_url, problems)}
    for deck in chosen.decks or sorted(Path("dist").glob("*.pptx")):
        counts[str(deck)] = check_deck(deck, problems)
    counts[str(chosen.bibliography)] = check_bibliography(chosen.bibliography, problems)
    print(report(counts, problems))
    return 1 if problems.found else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="check_links.py", description=__doc__)
    parser.add_argument("decks", nargs="*", type=Path, help="PowerPoint files (default: dist/*.pptx)")
    parser.add_argument("--site", type=Path, default=Path("site"), help="the folder of the built site (default: site)")
    parser.add_argument(
        "--site-url",
        default=os.environ.get("SITE_URL", ""),
        help="the address that the site was built for (default: the variable SITE_URL)",
    )
    parser.add_argument("--bibliography", type=Path, default=Path("bibliography.bib"), help="the .bib file")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
