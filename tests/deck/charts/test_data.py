from __future__ import annotations

from pathlib import Path

import pytest

from case_file import read_cases
from deck.charts.data import MOST_BYTES, find_chart_data, read_chart
from deck.files import Folder
from deck.model import Chart, Column, Columns, Deck, Settings, Slide
from sample_library import CASES
from text.run import text
from text.source import Problems, Source

PLACE = Source("deck.md", 7, 1)


def charted(folder: Path, content: bytes, kind: str = "line", x: str = "", y: str = "") -> tuple[Chart, list[str]]:
    """Gives a chart of a CSV file as it is read, and what is wrong with it."""
    (folder / "data.csv").write_bytes(content)
    problems = Problems()
    names = tuple(name for name in y.split(",") if name)
    chart = read_chart(Chart(kind, "data.csv", x, names, source=PLACE), Folder(folder, folder), problems)
    return chart, [str(problem).replace(f"{folder}/", "") for problem in sorted(problems.found)]


def shown(chart: Chart) -> list[str]:
    return [
        " | ".join(chart.categories),
        *(f"{series.name}: {' '.join(map(str, series.values))}" for series in chart.series),
    ]


@pytest.mark.parametrize(("name", "written", "expected"), read_cases(CASES / "chart_data.md"))
def test_a_chart_is_read_or_says_what_is_wrong(name: str, written: str, expected: str, tmp_path: Path) -> None:
    head, _, csv = written.partition("\n")
    kind, x, y = (part.replace("-", "") for part in head.split())
    chart, wrong = charted(tmp_path, csv.encode(), kind, x, y)
    assert (wrong or shown(chart)) == expected.splitlines(), name


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_and_the_ends_of_lines_do_not_matter(tmp_path: Path, mark: bytes, ending: str) -> None:
    content = mark + ending.join(["month,a", "# made up", "1,2", "2,3", ""]).encode()
    assert shown(charted(tmp_path, content)[0]) == ["1 | 2", "a: 2.0 3.0"]


def test_a_file_that_is_not_utf_8_is_a_problem_with_its_line(tmp_path: Path) -> None:
    [wrong] = charted(tmp_path, b"month,a\n1,2\nM\xe4rz,3\n")[1]
    assert wrong == "data.csv:3:1: the data file is not UTF-8 text; save it as CSV UTF-8"


def test_a_file_of_more_bytes_than_a_chart_needs_is_a_problem(tmp_path: Path) -> None:
    [wrong] = charted(tmp_path, b"a,b\n" + b"1,2\n" * (MOST_BYTES // 4))[1]
    assert "bytes" in wrong


def test_a_file_that_is_not_there_is_a_problem_in_the_deck(tmp_path: Path) -> None:
    problems = Problems()
    read_chart(Chart("line", "other.csv", "a", (), source=PLACE), Folder(tmp_path, tmp_path), problems)
    [wrong] = problems.found
    assert wrong.source == PLACE and "other.csv" in wrong.what


def test_a_file_outside_the_root_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a,b\n1,2\n")
    inner = tmp_path / "inner"
    inner.mkdir()
    problems = Problems()
    chart = read_chart(Chart("line", "../secret.csv", "a", (), source=PLACE), Folder(inner, inner), problems)
    assert problems.found and not chart.series


def test_charts_in_columns_are_read_too(tmp_path: Path) -> None:
    (tmp_path / "data.csv").write_text("a,b\n1,2\n")
    columns = Columns((Column((Chart("line", "data.csv", "a", ()),), 1.0),))
    deck = Deck(Settings(), (Slide("s", text("A"), (columns,)),))
    [found] = find_chart_data(deck, Folder(tmp_path, tmp_path), Problems()).slides[0].blocks
    assert isinstance(found, Columns)
    [chart] = found.columns[0].blocks
    assert isinstance(chart, Chart) and chart.series[0].values == (2.0,)
