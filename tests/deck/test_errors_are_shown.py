from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import pytest

from case_file import read_cases
from deck.charts.data import read_chart
from deck.files import Folder
from deck.model import Chart
from sample_deck import deck_folder, told
from sample_library import CASES, TESTS
from text.source import Problems, Source

SCRIPTS = TESTS.parent / "scripts"
DECK_CASES = ("deck_errors.md", "deck_remarks.md", "size_errors.md", "file_errors.md")
# What no text in a case file can bring about, and what it needs instead.
BYTES, WHOLE, SPOILT = "bytes that are no text", "a file of a megabyte or more", "a file of ours that was spoilt"
FAULT, COMMAND = "a layout of ours with a fault", "an option of the command"
TEMPLATE, LOCKED = "a template", "a file that goes away or is locked while it is read"
ELSEWHERE = {
    "deck/accessibility.py: '…' is read before the title": FAULT,
    "deck/accessibility.py: '…' on '…' has a contrast of … in … mode": FAULT,
    "deck/accessibility.py: no shape of the slide is its title": FAULT,
    "deck/accessibility.py: type of … pt on the slide": FAULT,
    "deck/build.py: the deck cannot be read (…)": LOCKED,
    "deck/build.py: the deck is not UTF-8 text": BYTES,
    "deck/build.py: the deck lies outside the root '…'": COMMAND,
    "deck/charts/data.py: the data file cannot be read (…)": LOCKED,
    "deck/charts/data.py: the data file has … bytes": WHOLE,
    "deck/charts/data.py: the data file is not UTF-8 text": BYTES,
    "deck/examples.py: no example '…' in …": "a page of docs/authoring",
    "deck/examples.py: problem.what": "a page of docs/authoring",
    "deck/files.py: no … '…'": "a link that leads in a circle",
    "deck/files.py: the … '…' cannot be read (…)": LOCKED,
    "deck/files.py: the … '…' is larger than 5 MB": WHOLE,
    "deck/files.py: the … '…' is not UTF-8 text": BYTES,
    "deck/placing/title.py: too_high('what stands below the title', whole, steps[-1], slot.box)": TEMPLATE,
    "deck/preview.py: a preview needs …, which is not installed": COMMAND,
    "deck/preview.py: the preview could not be drawn (…)": COMMAND,
    "deck/proof/media.py: '…' is not in the file": SPOILT,
    "deck/proof/media.py: the background '…' is not in the file": SPOILT,
    "deck/proof/media.py: the chart in the file has no …": SPOILT,
    "deck/proof/media.py: the numbers of '…' are not in the chart of the file": SPOILT,
    "deck/proof/media.py: the picture '…' is not in the file where the source has it": SPOILT,
    "deck/proof/prove.py: '…' does not stand in the file where the source has it": SPOILT,
    "deck/proof/prove.py: the file has … slides and … were placed": SPOILT,
    "deck/proof/prove.py: the link of '…' to … …": SPOILT,
    "deck/proof/prove.py: the row '…' is not in the file as it is written": SPOILT,
    "deck/proof/prove.py: str(error)": SPOILT,
    "deck/reading/code_files.py: the code file '…' cannot be read (…)": LOCKED,
    "deck/reading/code_files.py: the code file '…' is larger than a megabyte": WHOLE,
    "deck/reading/code_files.py: the code file '…' is not UTF-8 text": BYTES,
    "deck/reading/pictures.py: the picture '…' is …": BYTES,
    "deck/reading/pictures.py: the picture '…' has … x … pixels": WHOLE,
    "deck/templates/file.py: the template '…' cannot be read (…)": LOCKED,
    "deck/templates/template.py: mode: … changes nothing": TEMPLATE,
    "deck/templates/template.py: the template '…' has no layout with …": TEMPLATE,
    "deck/templates/template.py: the template '…' …": TEMPLATE,
    "deck/templates/template.py: the widths of the template's font '…' are not known": TEMPLATE,
    "deck/theme.py: the theme cannot be read (…)": LOCKED,
    "deck/theme.py: the theme is not UTF-8 text": BYTES,
    "deck/variants.py: the link to '#…' leads to '#…'": COMMAND,
    "deck/variants.py: unknown variant '…'": COMMAND,
    "deck/reading/deck.py: blocks are nested in a way that cannot be read": "a later version of the parser",
    "deck/reading/deck.py: the Markdown nests too deep to be read": "a later version of the parser",
    "deck/reading/blocks.py: '…' cannot be set": "a token of a later version of the parser",
    "text/inline.py: '…' cannot be set": "a token of a later version of the parser",
}


@pytest.mark.parametrize(
    ("name", "written", "expected"),
    [case for file in DECK_CASES[1:] for case in read_cases(CASES / file)],
)
def test_what_is_told_of_a_deck_has_its_place_and_what_to_do(
    tmp_path: Path, name: str, written: str, expected: str
) -> None:
    assert told(deck_folder(tmp_path), written) == expected.splitlines(), name


@dataclass(frozen=True, slots=True)
class Call:
    """A call that tells of a problem: its module, its lines and the words that are always in what it tells."""

    module: str
    lines: range
    words: str

    def __str__(self) -> str:
        return f"{self.module}: {self.words}"


def test_every_problem_is_shown_by_a_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reached = record(monkeypatch)
    run_cases(tmp_path)
    silent = {str(call) for call in calls() if not any((call.module, line) in reached for line in call.lines)}
    assert sorted(silent - set(ELSEWHERE)) == [], "no case shows these: add one to tests/cases/"
    assert sorted(set(ELSEWHERE) - silent) == [], "a case shows these, or they are gone: take them out of ELSEWHERE"


def record(monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, int]]:
    """Gives a set that fills with the module and line of every call on the way to a problem or a remark."""
    reached: set[tuple[str, int]] = set()
    for name in ("add", "remark"):
        tell = getattr(Problems, name)

        def telling(self: Problems, source: Source, what: str, todo: str = "", tell: object = tell) -> None:
            frame: FrameType | None = sys._getframe(1)
            while frame:
                if frame.f_code.co_filename.startswith(str(SCRIPTS)):
                    reached.add((Path(frame.f_code.co_filename).relative_to(SCRIPTS).as_posix(), frame.f_lineno))
                frame = frame.f_back
            tell(self, source, what, todo)  # type: ignore[operator]  # the method that is stood in for

        monkeypatch.setattr(Problems, name, telling)
    return reached


def run_cases(folder: Path) -> None:
    """Runs all cases that end in a problem or a remark."""
    for number, (_, written, _) in enumerate(case for file in DECK_CASES for case in read_cases(CASES / file)):
        (folder / str(number)).mkdir()
        told(deck_folder(folder / str(number)), written)
    for _, written, _ in read_cases(CASES / "chart_data.md"):
        head, _, csv = written.partition("\n")
        kind, x, y = (part.replace("-", "") for part in head.split())
        (folder / "data.csv").write_text(csv, encoding="utf-8")
        names = tuple(name for name in y.split(",") if name)
        read_chart(Chart(kind, "data.csv", x, names, source=Source("x", 1, 1)), Folder(folder, folder), Problems())


def calls() -> list[Call]:
    """Gives every call in the compiler that tells of a problem, those to functions that only hand it on included."""
    files = [*(SCRIPTS / "deck").rglob("*.py"), SCRIPTS / "text" / "inline.py"]
    trees = {path.relative_to(SCRIPTS).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in files}
    tellers, before = {"note": 1, "remark": 1, "problems.add": 1}, 0
    while before != len(tellers):  # until no further function is found that hands its own parameter on
        before = len(tellers)
        for tree in trees.values():
            tellers |= {name: at for _, _, name, at in told_by(tree, tellers) if name}
    return [
        Call(module, range(node.lineno, (node.end_lineno or node.lineno) + 1), words)
        for module, tree in trees.items()
        for node, words, name, _ in told_by(tree, tellers)
        if not name
    ]


def told_by(tree: ast.AST, tellers: dict[str, int]) -> Iterator[tuple[ast.Call, str, str, int]]:
    """Gives every call that tells of a problem: its words, or the function whose parameter it hands on, and where."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        parameters = [one.arg for one in function.args.args if one.arg != "self"]
        for node in ast.walk(function):
            at = next((at for name, at in tellers.items() if isinstance(node, ast.Call) and is_call(node, name)), None)
            if at is None or not isinstance(node, ast.Call) or len(node.args) <= at:
                continue
            what = node.args[at]
            if isinstance(what, ast.Name) and what.id in parameters:
                yield node, "", function.name, parameters.index(what.id)
            else:
                yield node, words_of(what, function, node.lineno), "", 0


def is_call(node: ast.Call, name: str) -> bool:
    return f".{ast.unparse(node.func)}".endswith(f".{name}")


def words_of(what: ast.expr, function: ast.FunctionDef, line: int) -> str:
    """Gives the words that are always in a text: `no picture '…'`."""
    if isinstance(what, ast.Name):
        given = [node for node in ast.walk(function) if isinstance(node, ast.Assign) and node.lineno < line]
        values = [node.value for node in given if ast.unparse(node.targets[0]) == what.id]
        return words_of(values[-1], function, line) if values else what.id
    if isinstance(what, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in what.values)
    if isinstance(what, ast.BinOp):
        return words_of(what.left, function, line) + words_of(what.right, function, line)
    if isinstance(what, ast.IfExp):
        return "…"
    return str(what.value) if isinstance(what, ast.Constant) else ast.unparse(what)
