"""Pandoc tables: pandoc's grid, simple and multiline tables as rules of markdown-it, with the tokens of pipe tables.

The shapes are those of the chapter "Tables" of pandoc's manual. Cells hold inline text; lines of a cell that pandoc
would read as blocks of their own are kept as lines. Widths are counted in columns of a terminal, where an East Asian
wide character takes two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from text.values import dataclass

GRID_RULE = re.compile(r"\+(:?(-+|=+):?\+)+\s*$")
DASHES = re.compile(r"-{2,}")
DASHED = re.compile(r"\s{0,3}-{2,}([ \t]+-{2,})*\s*$")
BLOCK_LINE = re.compile(r"([-*+]|\d+[.)]) ")  # a line of a cell that starts an item of a list
MERGED = "<"  # the mark of a cell that is merged into the one left of it
Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """A table as it was drawn: cells, alignments, the lines of the file that its rows start on, and where it ends."""

    header: Cells
    rows: tuple[Cells, ...]
    alignments: tuple[str, ...]
    lines: tuple[int, ...]  # of the header and of each row
    stop: int


def drawn_tables_plugin(parser: MarkdownIt) -> None:
    """Adds grid, simple and multiline tables before the rules that would take their lines for something else."""
    for name, rule in (("grid_table", _grid_rule), ("ruled_table", _ruled_rule)):
        parser.block.ruler.before("hr", name, rule, {"alt": ["reference", "blockquote"]})


def _grid_rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    if not any(GRID_RULE.match(line.strip()) for line in _lines(state, start_line, start_line + 1)):
        return False  # most blocks are no table, and the lines below each of them are the whole rest of the deck
    return _rule(state, start_line, silent, grid_table(_lines(state, start_line, end_line), start_line))


def _ruled_rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    first = _lines(state, start_line, min(start_line + 2, end_line))
    parting = len(DASHES.findall(first[0])) == 1 and not "".join(first[1:]).strip() if first else True
    if parting or not any(map(DASHED.match, first)):
        return False
    return _rule(state, start_line, silent, ruled_table(_lines(state, start_line, end_line), start_line))


def _rule(state: StateBlock, start_line: int, silent: bool, table: DrawnTable | None) -> bool:
    if table is None or state.is_code_block(start_line):
        return False
    if not silent:
        _push(state, table, start_line)
        state.line = table.stop
    return True


def _lines(state: StateBlock, start_line: int, end_line: int) -> Sequence[str]:
    """Gives the lines of a block from `start_line` on, as far as they are indented like the block itself."""
    found = []
    for number in range(start_line, end_line):
        if not state.isEmpty(number) and state.sCount[number] < state.blkIndent:
            break
        shift = min(state.blkIndent, state.tShift[number])
        found.append(state.src[state.bMarks[number] + shift : state.eMarks[number]].expandtabs(4))
    return found


def grid_table(lines: Sequence[str], first: int) -> DrawnTable | None:
    """Reads a grid table that starts on the first of `lines`, which is line `first` of the file; else None."""
    if not lines or not GRID_RULE.match(lines[0].strip()):
        return None
    drawn = []
    for line in lines:
        if not line.strip().startswith(("+", "|")):
            break
        drawn.append(_columns(line.strip()))
    edges = sorted({edge for line in drawn if _is_rule(line) for edge, mark in enumerate(line) if mark == "+"})
    rules = [number for number, line in enumerate(drawn) if _is_rule(line)]
    if len(rules) < 2 or rules[-1] != len(drawn) - 1:
        return None
    head = next((number for number in rules if "=" in drawn[number]), 0)
    bands = [(top, low) for top, low in pairwise(rules) if low - top > 1]
    rows = [tuple(_grid_cells(drawn[top + 1 : low], edges)) for top, low in bands]
    starts = [first + top + 1 for top, _ in bands]
    aligns = _grid_alignments(drawn[head], edges)
    return _table(rows, starts, sum(1 for _, low in bands if low <= head), aligns, first, first + len(drawn))


def _is_rule(line: Sequence[str]) -> bool:
    return bool(GRID_RULE.match("".join(line)))


def _grid_cells(lines: Sequence[Sequence[str]], edges: Sequence[int]) -> Iterator[str]:
    """Gives the cells of one band; a cell without an edge at its left belongs to the one before it."""
    start = 0
    for number in range(1, len(edges)):
        closed = any(edges[number] < len(line) and line[edges[number]] == "|" for line in lines)
        if closed or number == len(edges) - 1:
            yield _cell("".join(line[edges[start] + 1 : edges[number]]) for line in lines)
            yield from (MERGED,) * (number - start - 1)
            start = number


def _grid_alignments(rule: Sequence[str], edges: Sequence[int]) -> tuple[str, ...]:
    found = []
    for left, right in pairwise(edges):
        ends = (rule[left + 1 : left + 2] == [":"], rule[right - 1 : right] == [":"])
        found.append({(True, True): "center", (True, False): "left", (False, True): "right"}.get(ends, ""))
    return tuple(found)


def ruled_table(lines: Sequence[str], first: int) -> DrawnTable | None:
    """Reads a simple or a multiline table that starts on the first of `lines`, line `first` of the file; else None."""
    if not lines or not lines[0].strip():
        return None
    if not DASHED.match(lines[0]):
        return _simple(lines, first, headed=True)
    if len(DASHES.findall(lines[0])) > 1:
        return _multiline(lines, first, 0) or _simple(lines, first, headed=False)
    rule = next((number for number, line in enumerate(lines[1:], start=1) if DASHED.match(line) or not line.strip()), 0)
    return _multiline(lines, first, rule) if rule > 1 else None


def _simple(lines: Sequence[str], first: int, headed: bool) -> DrawnTable | None:
    """Reads a table of one line a row, below a rule of dashes; without a header another rule closes it."""
    rule = 1 if headed else 0
    if len(lines) <= rule or not DASHED.match(lines[rule]) or len(DASHES.findall(lines[rule])) < 2:
        return None
    stop = next((number for number in range(rule + 1, len(lines)) if not lines[number].strip()), len(lines))
    closed = stop - 1 > rule and bool(DASHED.match(lines[stop - 1]))
    if not (headed or closed) or stop == rule + 1:
        return None
    bands = _ruled_columns(lines[rule])
    numbers = [*range(rule), *range(rule + 1, stop - int(closed))]
    rows = [_ruled_cells([lines[number]], bands) for number in numbers]
    aligns = _ruled_alignments([lines[number] for number in numbers[:1]], bands)
    return _table(rows, [first + number for number in numbers], rule, aligns, first, first + stop)


def _multiline(lines: Sequence[str], first: int, rule: int) -> DrawnTable | None:
    """Reads a table whose rows are parted by empty lines and whose columns the rule on line `rule` draws."""
    if len(DASHES.findall(lines[rule])) < 2 and rule:
        return None
    ends = (
        n for n in range(rule + 1, len(lines)) if DASHED.match(lines[n]) and not "".join(lines[n + 1 : n + 2]).strip()
    )
    last = next(ends, 0)
    body = range(rule + 1, last)
    if not last or (rule == 0 and all(lines[number].strip() for number in body)) or not lines[rule + 1].strip():
        return None
    bands = _ruled_columns(lines[rule])
    groups: list[list[int]] = [[*range(1, rule)]] if rule else []
    groups.append([])
    for number in body:
        if lines[number].strip():
            groups[-1].append(number)
        elif groups[-1]:
            groups.append([])
    groups = [group for group in groups if group]
    rows = [_ruled_cells([lines[number] for number in group], bands) for group in groups]
    aligns = _ruled_alignments([lines[number] for number in groups[0]], bands)
    return _table(rows, [first + group[0] for group in groups], int(rule > 0), aligns, first, first + last + 1)


def _ruled_columns(rule: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in DASHES.finditer(rule))


def _ruled_cells(lines: Sequence[str], bands: Sequence[tuple[int, int]]) -> Cells:
    """Cuts lines where the groups of dashes start; the first column also has what stands left of its dashes."""
    starts = [0, *(left for left, _ in bands[1:])]
    stops: list[int | None] = [*starts[1:], None]
    drawn = [_columns(line) for line in lines]
    return tuple(_cell("".join(line[a:b]) for line in drawn) for a, b in zip(starts, stops, strict=True))


def _ruled_alignments(head: Sequence[str], bands: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """Gives the alignments: words flush with one end of the dashes and short of the other stand at that end."""
    found = []
    starts = [0, *(left for left, _ in bands[1:])]
    for (left, right), start, stop in zip(bands, starts, [*starts[1:], None], strict=True):
        words = [
            (start + len(part) - len(part.lstrip()), start + len(part.rstrip()))
            for part in ("".join(_columns(line)[start:stop]) for line in head)
            if part.strip()
        ]
        first, last = min((a for a, _ in words), default=left), max((b for _, b in words), default=left)
        flush = (first <= left, last >= right)
        found.append({(True, False): "left", (False, True): "right", (False, False): "center"}.get(flush, ""))
    return tuple(found)


def _columns(line: str) -> list[str]:
    """Gives a line column by column; the second column of a wide character is empty."""
    found: list[str] = []
    for character in line:
        if unicodedata.combining(character) and found:
            found[-1] += character
            continue
        found.append(character)
        if unicodedata.east_asian_width(character) in "WF":
            found.append("")
    return found


def _cell(lines: Iterator[str]) -> str:
    """Joins the lines of a cell; an empty one, or the start of an item of a list, breaks the line."""
    joined = ""
    broken = False
    for line in (line.strip() for line in lines):
        if line and joined:
            joined += "\\\n" if broken or BLOCK_LINE.match(line) else "\n"
        joined += line
        broken = not line
    return joined.strip()


def _table(
    rows: Sequence[Cells], starts: Sequence[int], heads: int, aligns: tuple[str, ...], first: int, stop: int
) -> DrawnTable | None:
    """Takes the first `heads` rows as the header; a table without one has an empty header."""
    if not aligns or any(len(row) != len(aligns) for row in rows) or heads > 1:
        return None
    header = rows[0] if heads else ("",) * len(aligns)
    lines = tuple(starts) if heads else (first, *starts)
    return DrawnTable(header, tuple(rows[heads:]), aligns, lines, stop)


def _push(state: StateBlock, table: DrawnTable, first: int) -> None:
    state.push("table_open", "table", 1).map = [first, table.stop]
    last = (*table.lines[1:], table.stop)
    for number, (cells, line, end) in enumerate(zip((table.header, *table.rows), table.lines, last, strict=True)):
        group, kind = ("thead", "th") if number == 0 else ("tbody", "td")
        if number < 2:
            state.push(f"{group}_open", group, 1).map = [line, end if number == 0 else table.stop]
        _push_row(state, cells, table.alignments, kind, (line, end))
        if number == 0 or number == len(table.rows):
            state.push(f"{group}_close", group, -1)
    state.push("table_close", "table", -1)


def _push_row(state: StateBlock, cells: Cells, alignments: Sequence[str], kind: str, span: tuple[int, int]) -> None:
    row = state.push("tr_open", "tr", 1)
    row.map, row.meta = [*span], {"drawn": True}
    for cell, align in zip(cells, alignments, strict=True):
        token = state.push(f"{kind}_open", kind, 1)
        if align:
            token.attrs = {"style": f"text-align:{align}"}
        inline = state.push("inline", "", 0)
        inline.content, inline.map, inline.children = cell, [*span], []
        state.push(f"{kind}_close", kind, -1)
    state.push("tr_close", "tr", -1)
