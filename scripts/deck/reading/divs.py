"""Read divs: fenced blocks (`:::`) as columns, comparisons, charts, callouts and what else their classes name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from markdown_it.tree import SyntaxTreeNode

from deck.model import (
    Block,
    Callout,
    Chart,
    Column,
    Columns,
    Only,
    References,
    Subheading,
    Table,
)
from deck.reading.manuscript import Manuscript
from deck.reading.markdown import Attributes, div_attributes
from deck.reading.picture import read_share
from deck.reading.settings import CALLOUTS, CHART_KINDS
from deck.reading.table import with_widths
from deck.reading.vocabulary import (
    CALLOUT_ATTRIBUTES,
    CHART_ATTRIBUTES,
    COLUMN_ATTRIBUTES,
    DIVS,
    ONLY_ATTRIBUTES,
    TABLE_ATTRIBUTES,
    words,
)
from text.run import NO_TEXT, Run, Text, text
from text.source import Source, nearest
from text.values import replace

QUARTO_CALLOUT = "callout-"
Reader = Callable[[Iterable[SyntaxTreeNode]], tuple[Block, ...]]


def div_of(node: SyntaxTreeNode, page: Manuscript) -> Attributes:
    """Gives the attributes of a fenced div; one that is never closed reaches to the end of the deck, as in pandoc.

    Notes that are never closed are a problem: what follows them would not be seen.
    """
    if not node.meta.get("closed", True):
        note = page.problems.add if "notes" in classes_of(node) else page.note
        note(page.place(node), "the block is never closed", "end it with a line of :::")
    if page.strict and "html" in node.meta:
        page.problems.add(page.place(node), "raw HTML is not set on slides", "write ::: and the class")
    try:
        return div_attributes(node.info)
    except ValueError as error:
        page.problems.add(page.place(node), str(error), "write ::: {.class key=value}")
        return {}


def classes_of(node: SyntaxTreeNode) -> frozenset[str]:
    """Gives the classes of a div without a look at the rest; none for other nodes."""
    try:
        return frozenset(words(div_attributes(node.info))) if node.type == "div" else frozenset()
    except ValueError:
        return frozenset()


def read_div(node: SyntaxTreeNode, page: Manuscript, blocks: Reader) -> tuple[Block, ...]:
    """Reads a fenced div as the block that its classes name; `blocks` reads what stands in it."""
    place = page.place(node)
    attributes = div_of(node, page)
    names = set(words(attributes)) | ({"refs"} if attributes.get("id") == "refs" else set())
    kind = callout_kind(names)
    if "refs" in names:
        return (*_references(attributes, page, place), *blocks(node.children))
    if "columns" in names:
        return _columns(node, page, blocks)
    if "compare" in names:
        return _compare(node, page, blocks)
    if "chart" in names:
        return (*_chart(attributes, place, page), *blocks(node.children))
    if "table" in names:
        return _table(attributes, blocks(node.children), place, page)
    if "only" in names:
        return (_only(attributes, blocks(node.children), place, page),)
    if kind:
        return (_callout(kind, attributes, blocks(node.children), place, page),)
    _check_plain(node, attributes, names, place, page)
    return blocks(node.children)


def callout_kind(names: Iterable[str]) -> str:
    """Gives the kind of a callout from its classes, Quarto's `callout-note` too; '' when it is none."""
    names = set(names)
    for kind in sorted(CALLOUTS):
        if QUARTO_CALLOUT + kind in names or ("callout" in names and kind in names):
            return kind
    return "note" if "callout" in names else ""


def _check_plain(
    node: SyntaxTreeNode, attributes: Attributes, names: set[str], place: Source, page: Manuscript
) -> None:
    """Notes a div that has no meaning here."""
    if "id" in attributes:
        page.anchors.append(attributes["id"])
    if names & {"incremental", "nonincremental"} or not attributes.keys() - {"id"}:
        return
    if not page.strict:
        name = " ".join(words(attributes)) or node.info
        page.problems.remark(place, f"the block '{name}' is not used here, its content is kept")
        return
    name = next(iter(sorted(names - DIVS.used)), next(iter(sorted(names)), ""))
    if name in DIVS.used:
        page.problems.add(place, f"the block '{name}' stands where it means nothing", "see the docs for its place")
    else:
        known = nearest(name, DIVS.used) or f"known: {', '.join(sorted(DIVS.used))}"
        page.problems.add(place, f"unknown block '{name}'", known)


def _references(attributes: Attributes, page: Manuscript, place: Source) -> tuple[Block, ...]:
    if attributes.get("id"):
        page.anchors.append(attributes["id"])
    return (References(place),)


def _columns(node: SyntaxTreeNode, page: Manuscript, blocks: Reader) -> tuple[Block, ...]:
    """Reads columns side by side; blocks between them stand between two rows of columns."""
    found: list[Block] = []
    for is_column, group in groupby(node.children, key=lambda child: "column" in classes_of(child)):
        parts = list(group)
        if not is_column:
            found += blocks(parts)
        elif len(parts) == 1:
            div_of(parts[0], page)
            found += blocks(parts[0].children)
        else:
            shares = _shares(parts, page)
            columns = zip(parts, shares, strict=True)
            inside = (Column(blocks(part.children), share, page.place(part)) for part, share in columns)
            found += _filled([column for column in inside if column.blocks])
    return tuple(found)


def _filled(columns: Sequence[Column]) -> tuple[Block, ...]:
    """Gives columns that all hold something; one that stands alone is no column."""
    if len(columns) < 2:
        return tuple(block for column in columns for block in column.blocks)
    whole = sum(column.share for column in columns)
    scaled = tuple(replace(column, share=column.share / whole) for column in columns)
    return (Columns(scaled, source=columns[0].source),)


def _shares(parts: Sequence[SyntaxTreeNode], page: Manuscript) -> list[float]:
    """Gives the widths of columns: those without one share what is left, and all together fill the slide."""
    written: list[float] = []
    for part in parts:
        place = page.place(part)
        attributes = page.check(div_of(part, page), COLUMN_ATTRIBUTES, place)
        written.append(read_share(attributes, 0.0, place, page))
    taken, open_ones = sum(written), written.count(0.0)
    if taken > 1.001 or (open_ones and taken > 0.999):
        what = f"the columns are {round(taken * 100)}% wide together" + " and one has no width" * bool(open_ones)
        page.note(page.place(parts[0]), what, "keep to 100%")
    left = max(1 - taken, 0) / open_ones if open_ones else 0
    left = left or (taken / max(len(parts) - open_ones, 1) or 1)
    shares = [share or left for share in written]
    return [share / sum(shares) for share in shares]


def _compare(node: SyntaxTreeNode, page: Manuscript, blocks: Reader) -> tuple[Block, ...]:
    """Reads the TensorFlow and the PyTorch side of a comparison."""
    place = page.place(node)
    sides = {name: child for child in node.children for name in classes_of(child)}
    if set(sides) != {"tensorflow", "pytorch"} or len(node.children) != 2:
        page.problems.add(place, "`compare` wants two sides", "write ::: tensorflow and ::: pytorch inside it")
        return ()
    for side in node.children:
        div_of(side, page)
    found = (sides[name] for name in ("tensorflow", "pytorch"))
    columns = tuple(Column(blocks(side.children), 0.5, page.place(side)) for side in found)
    return (Columns(columns, compare=True, source=place),)


def _chart(attributes: Attributes, place: Source, page: Manuscript) -> tuple[Block, ...]:
    """Reads a chart; one that lacks its kind or its data is a problem."""
    for name in attributes:
        if name not in CHART_ATTRIBUTES.used:
            todo = nearest(name, CHART_ATTRIBUTES.used) or f"known: {', '.join(sorted(CHART_ATTRIBUTES.used))}"
            page.problems.add(page.on_line(place, name), f"unknown chart attribute '{name}'", todo)
    page.check({"id": attributes["id"]} if "id" in attributes else {}, CHART_ATTRIBUTES, place)
    for name in ("type", "data", "x"):
        if not attributes.get(name):
            page.problems.add(place, f"the chart has no {name}", 'write ::: {.chart type=bar data="data.csv" x=month}')
    kind = attributes.get("type", "")
    if kind and kind not in CHART_KINDS:
        todo = nearest(kind, CHART_KINDS) or f"known: {', '.join(sorted(CHART_KINDS))}"
        page.problems.add(page.on_line(place, kind), f"unknown chart type '{kind}'", todo)
    if kind not in CHART_KINDS or not attributes.get("data") or not attributes.get("x"):
        return ()
    return (
        Chart(
            kind=kind,
            data=attributes["data"],
            x=attributes["x"],
            y=tuple(name.strip() for name in attributes.get("y", "").split(",") if name.strip()),
            title=attributes.get("title", ""),
            unit=attributes.get("unit", ""),
            cited=_cited(attributes.get("source", ""), page.on_line(place, "source=")),
            source=place,
        ),
    )


def _cited(written: str, place: Source) -> Text:
    """Gives `key, p. 3; other` as the citation that it stands for."""
    keys = [f"@{key.strip().removeprefix('@')}" for key in written.split(";") if key.strip()]
    if not keys:
        return NO_TEXT
    place = place.at(place.line, place.column + len("source=") - 1)  # the bracket stands where the = does
    return Text((Run(f"[{'; '.join(keys)}]", citation=True, source=place),))


def _table(attributes: Attributes, blocks: tuple[Block, ...], place: Source, page: Manuscript) -> tuple[Block, ...]:
    """Gives the table inside a div its widths."""
    kept = page.check(attributes, TABLE_ATTRIBUTES, place)
    tables = [block for block in blocks if isinstance(block, Table)]
    if len(tables) != 1:
        page.problems.add(place, f"{len(tables)} tables stand in the block 'table'", "put one pipe table into it")
    return tuple(with_widths(block, kept, place, page) if isinstance(block, Table) else block for block in blocks)


def _only(attributes: Attributes, blocks: tuple[Block, ...], place: Source, page: Manuscript) -> Block:
    """Reads blocks for some variants."""
    kept = page.check(attributes, ONLY_ATTRIBUTES, place)
    variants = frozenset(kept.get("variants", "").replace(",", " ").split())
    if not variants:
        page.problems.add(place, "the block 'only' names no variant", 'write ::: {.only variants="lecture"}')
    for name in sorted(variants - page.variants):
        todo = nearest(name, page.variants) or f"known: {', '.join(sorted(page.variants))}"
        page.problems.add(page.on_line(place, name), f"unknown variant '{name}'", todo)
    return Only(variants, blocks, place)


def _callout(kind: str, attributes: Attributes, blocks: tuple[Block, ...], place: Source, page: Manuscript) -> Block:
    """Reads a callout; without `title` a heading at its start is its title, as in Quarto."""
    kept = page.check(attributes, CALLOUT_ATTRIBUTES, place)
    for name in words(kept):
        if name not in (kind, "callout", QUARTO_CALLOUT + kind):
            todo = nearest(name, CALLOUTS) or f"known: {', '.join(sorted(CALLOUTS))}"
            page.note(page.on_line(place, name), f"unknown callout '{name}'", todo)
    title = text(kept.get("title", ""), place)
    if not title and blocks and isinstance(blocks[0], Subheading):
        title, blocks = blocks[0].text, blocks[1:]
    return replace(Callout(kind, title, blocks), source=place)
