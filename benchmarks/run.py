"""Benchmarks: the same slides through us and the peers, `python benchmarks/run.py`.

Each build is a process of its own, from cold. In every round each tool builds the deck once, in an order that moves on
from round to round, so that a busy minute falls on all of them. What is printed is the median of the rounds; all
samples are kept in results.json with the machine, the versions and the date.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from decks import DIALECTS, Slide, make_slides, read_slides, written
from tools import BENCH, HERE, ROOT, Tool, base, our_own, peers

README = HERE / "README.md"
RESULTS = HERE / "results.json"
MARKS = ("<!-- numbers: written by run.py -->", "<!-- end of the numbers -->")
COMMAND = "python benchmarks/run.py"
MEBIBYTE = 1024  # in KiB, the unit of ru_maxrss on Linux


class Sample(NamedTuple):
    """One build: seconds on the clock, seconds of processor and the most memory held, in MiB."""

    deck: str
    tool: str
    wall: float
    cpu: float
    peak: float


class Trial(NamedTuple):
    """One deck, the tools that build it and how often."""

    deck: str
    title: str
    slides: Sequence[Slide]
    tools: Sequence[Tool]
    rounds: int


def main() -> int:
    """Runs what the arguments ask for and prints the tables."""
    options = _options()
    samples: list[Sample] = []
    tools = (base(), our_own(), *peers())
    for trial in _trials(tools, options):
        samples += run_trial(trial)
    text = report(samples, tools)
    print(text)
    if options.write:
        RESULTS.write_text(json.dumps(_record(samples, tools), indent=1) + "\n", encoding="utf-8")
        before, _, rest = README.read_text(encoding="utf-8").partition(MARKS[0])
        after = rest.partition(MARKS[1])[2]
        README.write_text(f"{before}{MARKS[0]}\n\n{text}\n{MARKS[1]}{after}", encoding="utf-8")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Times us and the peers on the same slides.")
    parser.add_argument("--rounds", type=int, default=11, help="of the original deck; larger decks get fewer")
    parser.add_argument("--quick", action="store_true", help="leave out the decks of 1,000 and 4,000 slides")
    parser.add_argument("--write", action="store_true", help="write the tables into README.md and results.json")
    return parser.parse_args()


def _trials(tools: Sequence[Tool], options: argparse.Namespace) -> Iterable[Trial]:
    compilers, ours = tools[1:], tools[1:2]
    title, slides = read_slides(ROOT / "slides" / "original.md")
    yield Trial("original", title, slides, tools, options.rounds)
    yield Trial("100", "A hundred slides", make_slides(100), compilers, max(3, options.rounds // 2))
    if not options.quick:
        yield Trial("1000", "A thousand slides", make_slides(1000), compilers, max(1, options.rounds // 4))
        yield Trial("4000", "Four thousand slides", make_slides(4000), ours, max(1, options.rounds // 4))


def run_trial(trial: Trial) -> list[Sample]:
    """Builds a deck with each tool, round by round."""
    folder = BENCH / "decks"
    folder.mkdir(parents=True, exist_ok=True)
    decks = {dialect: folder / f"{trial.deck}.{dialect}.md" for dialect in DIALECTS}
    for dialect, path in decks.items():
        path.write_text(written(trial.title, trial.slides, dialect), encoding="utf-8")
    samples = []
    for number in range(trial.rounds):
        turn = number % len(trial.tools)
        for tool in (*trial.tools[turn:], *trial.tools[:turn]):
            print(f"\r{trial.deck}: round {number + 1} of {trial.rounds}, {tool.name:20}", end="", file=sys.stderr)
            deck = (
                ROOT / "slides" / "original.md"
                if (tool.name, trial.deck) == ("ours", "original")
                else decks[tool.dialect]
            )
            samples.append(measure(trial.deck, tool, deck, folder / f"{trial.deck}.{tool.name}.pptx"))
    print(file=sys.stderr)
    return samples


def measure(name: str, tool: Tool, deck: Path, output: Path) -> Sample:
    """Builds a deck once; raises `SystemExit` with what the tool says when it fails."""
    output.unlink(missing_ok=True)
    begin = time.perf_counter()
    with output.with_suffix(".log").open("wb") as log:
        process = subprocess.Popen(tool.build(deck, output), stdout=log, stderr=log, cwd=deck.parent)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - begin
    if process.returncode or not output.exists():
        raise SystemExit(f"{tool.name} did not build {deck}:\n{output.with_suffix('.log').read_text(errors='replace')}")
    return Sample(name, tool.name, wall, used.ru_utime + used.ru_stime, used.ru_maxrss / MEBIBYTE)


def report(samples: Sequence[Sample], tools: Sequence[Tool]) -> str:
    """Gives the tables of all decks as Markdown."""
    machine = f"{_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    parts = [
        f"Run with `{COMMAND}` on {_today()}: {machine}, CPython {platform.python_version()}.\n",
        *(_table(deck, samples, tools) for deck in dict.fromkeys(sample.deck for sample in samples)),
    ]
    medians = {deck: _median(samples, deck, "ours", "cpu") for deck in ("1000", "4000")}
    if all(medians.values()):
        each = {deck: seconds / int(deck) for deck, seconds in medians.items()}
        parts.append(
            f"A slide of 4,000 takes {each['4000'] * 1000:.2f} ms of processor, "
            f"one of 1,000 {each['1000'] * 1000:.2f} ms: {each['4000'] / each['1000']:.2f} times as long.\n"
        )
    return "\n".join(parts)


def _table(deck: str, samples: Sequence[Sample], tools: Sequence[Tool]) -> str:
    name = "The original deck" if deck == "original" else f"{int(deck):,} slides"
    count = sum(sample.deck == deck and sample.tool == "ours" for sample in samples)
    ours = [_median(samples, deck, "ours", column) for column in ("wall", "cpu")]
    lines = [
        f"**{name}** (median of {count} round{'' if count == 1 else 's'})\n",
        "| | seconds | of processor | MiB at most | ours takes | of processor |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for tool in tools:
        wall, cpu, peak = (_median(samples, deck, tool.name, column) for column in ("wall", "cpu", "peak"))
        if wall:
            ratio = f"{ours[0] / wall:.2f} × | {ours[1] / cpu:.2f} ×" if tool.name != "ours" else "|"
            lines.append(f"| {f'{tool.name} {tool.version}'.strip()} | {wall:.2f} | {cpu:.2f} | {peak:.0f} | {ratio} |")
    return "\n".join(lines) + "\n"


def _median(samples: Iterable[Sample], deck: str, tool: str, column: str) -> float:
    found = [getattr(sample, column) for sample in samples if (sample.deck, sample.tool) == (deck, tool)]
    return statistics.median(found) if found else 0.0


def _record(samples: Iterable[Sample], tools: Iterable[Tool]) -> dict[str, object]:
    return {
        "generated by": COMMAND,
        "date": _today(),
        "machine": {"processor": _processor(), "cores": os.cpu_count(), "system": platform.platform(terse=True)},
        "python": platform.python_version(),
        "versions": {tool.name: tool.version for tool in tools if tool.version},
        "units": {"wall": "s", "cpu": "s", "peak": "MiB"},
        "samples": [sample._asdict() for sample in samples],
    }


def _today() -> str:
    return datetime.datetime.now(datetime.UTC).date().isoformat()


def _processor() -> str:
    """Gives the name of the processor where the system says it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown processor"
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


if __name__ == "__main__":
    sys.exit(main())
