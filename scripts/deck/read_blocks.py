"""Read blocks: the Markdown tree inside a slide as blocks of the model, every block with its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from deck.markdown import Attributes, div_attributes, parse_attributes
from deck.model import (
    TEXT_BLOCKS,
    Block,
    Code,
    Column,
    Columns,
    Item,
    List,
    Paragraph,
    Picture,
    References,
    Subheading,
    Table,
)
from deck.settings import words
from text.highlight import known_language
from text.inline import Cursor, read_inline
from text.run import Text, text
from text.source import Problems, Source, nearest

DEEPEST_LIST = 3
NOT_BUILT_BLOCKS = {
    "blockquote": "a quotation",
    "math_block": "a formula",
    "math_block_label": "a formula",
}
NOT_BUILT_DIVS = frozenset({"chart", "callout", "only", "incremental", "table"})
DIVS = frozenset({"notes", "columns", "column", "compare", "tensorflow", "pytorch", "refs"})
MERGES = frozenset({"<", "^"})  # cells that the format merges into their neighbour


@dataclass(slots=True)
class BlockReader:
    """Reads the blocks of one file; what cannot be set is noted, and left out."""

    lines: Sequence[str]
    file: str
    strict: bool
    problems: Problems

    def blocks(self, nodes: Iterable[SyntaxTreeNode], depth: int = 1) -> tuple[Block, ...]:
        """Reads blocks in order; a block that cannot be set is noted and left out."""
        return tuple(block for node in nodes for block in self.block(node, depth))

    def block(self, node: SyntaxTreeNode, depth: int = 1) -> tuple[Block, ...]:
        """Reads one block; a paragraph that is nothing but a picture becomes a picture."""
        place = self.place(node)
        match node.type:
            case "paragraph":
                return (self.paragraph(node),)
            case "heading":
                return (Subheading(self.inline(node), place),)
            case "bullet_list" | "ordered_list":
                return (self.list(node, depth),)
            case "table":
                return (self.table(node),)
            case "fence" | "code_block":
                return (self.code(node),)
            case "div":
                return self.div_blocks(node)
            case "html_block" if node.content.lstrip().startswith("<!--"):
                return ()
            case "footnote_block":
                pass  # its places in the text are problems of their own
            case "html_block":
                self.problems.add(place, "raw HTML is not set on slides", "write it as Markdown")
            case "hr":
                self.problems.add(place, "a new slide cannot start inside a block", "move --- to the left margin")
            case other:
                self.problems.add(place, f"{NOT_BUILT_BLOCKS.get(other, repr(other))} cannot be set yet", "take it out")
        return ()

    def paragraph(self, node: SyntaxTreeNode) -> Block:
        """Reads a paragraph."""
        inline = node.children[0]
        shown = [child for child in inline.children if child.type != "softbreak" or len(inline.children) > 1]
        if len(shown) == 1 and shown[0].type == "image":
            return self.picture(shown[0], self.place(node))
        return Paragraph(self.inline(node), self.place(node))

    def picture(self, image: SyntaxTreeNode, place: Source) -> Picture:
        """Reads a picture with its text alternative, caption and width."""
        place = self.on_line(place, "![")
        attributes = {key: str(value) for key, value in image.attrs.items()}
        if "malformed" in image.meta:
            self.problems.add(place, str(image.meta["malformed"]), "write {width=60%} or {.decorative}")
        decorative = "decorative" in words(attributes)
        alt = " ".join(_plain(image).split())
        if self.strict and not alt and not decorative:
            todo = "write ![what the picture shows](file), or {.decorative} when it shows nothing"
            self.problems.add(place, f"the picture '{attributes['src']}' has no text alternative", todo)
        for name in set(attributes) - {"src", "alt", "title", "width", "class"}:
            self.problems.add(place, f"unknown picture attribute '{name}'", nearest(name, {"width"}) or "known: width")
        caption = text(attributes.get("title", ""), place)
        return Picture(attributes["src"], alt, caption, self.share(attributes, 1.0, place), decorative, source=place)

    def share(self, attributes: Attributes, default: float, place: Source) -> float:
        """Reads `width=60%` as a number between 0 and 1."""
        written = attributes.get("width", "")
        if not written:
            return default
        if not re.fullmatch(r"\d{1,2}(\.\d+)?%|100%", written) or float(written[:-1]) == 0:
            self.problems.add(place, f"the width '{written}' is not a percentage", "write width=60%")
            return default
        return float(written[:-1]) / 100

    def list(self, node: SyntaxTreeNode, depth: int) -> List:
        """Reads a list with the lists nested in it."""
        if depth > DEEPEST_LIST:
            self.problems.add(self.place(node), f"lists nest {depth} deep", f"keep to {DEEPEST_LIST} levels")
        items = tuple(
            Item(self.only_text(self.blocks(item.children, depth + 1), "a list holds"), self.place(item))
            for item in node.children
        )
        start = int(node.attrs.get("start", 1))
        return List(items, node.type == "ordered_list", start, source=self.place(node))

    def only_text(self, blocks: tuple[Block, ...], holder: str) -> tuple[Block, ...]:
        """Gives the paragraphs and lists among blocks; the others are problems."""
        for block in blocks:
            if not isinstance(block, TEXT_BLOCKS):
                what = f"{holder} paragraphs and lists, and this is a {type(block).__name__.lower()}"
                self.problems.add(block.source, what, "set it on the slide itself")
        return tuple(block for block in blocks if isinstance(block, TEXT_BLOCKS))

    def table(self, node: SyntaxTreeNode) -> Table:
        """Reads a pipe table."""
        rows = [row for part in node.children for row in part.children]
        texts = [self.row(row) for row in rows]
        for row, cells in zip(rows, texts, strict=True):
            self.check_cells(row, cells, len(texts[0]))
        styles = (str(cell.attrs.get("style", "")) for cell in rows[0].children)
        alignments = tuple(style.removeprefix("text-align:") for style in styles)
        sources = tuple(self.place(row) for row in rows[1:])
        return Table(texts[0], tuple(texts[1:]), alignments, row_sources=sources, source=self.place(node))

    def check_cells(self, row: SyntaxTreeNode, texts: Sequence[Text], columns: int) -> None:
        """Notes a row with more cells than the header, which Markdown would drop, and cells that would merge."""
        place = self.place(row)
        for merge in sorted(MERGES & {cell.plain.strip() for cell in texts}):
            what = f"the cell '{merge}' would merge with its neighbour, and merged cells are not built yet"
            self.problems.add(place, what, "write its words out for now")
        written = self.lines[place.line - 1].strip() if place.line <= len(self.lines) else ""
        cells = len(re.findall(r"(?<!\\)\|", written.strip("|"))) + 1
        if cells > columns:
            self.problems.add(
                place, f"the row has {cells} cells, the header {columns}", "write \\| for a bar in a cell"
            )

    def row(self, row: SyntaxTreeNode) -> tuple[Text, ...]:
        """Reads the cells of one row."""
        line = row.map[0] + 1 if row.map else 1
        cursor = Cursor(self.lines, self.file, line)
        return tuple(
            read_inline(_inline_tokens(cell.children[0]), cursor, line, self.problems) for cell in row.children
        )

    def code(self, node: SyntaxTreeNode) -> Code:
        """Reads a listing with its language, label and marked lines."""
        place = self.place(node)
        info = node.info.strip()
        language, _, rest = info.partition("{")
        attributes: Attributes = {}
        if rest:
            try:
                attributes = parse_attributes("{" + rest)
            except ValueError as error:
                self.problems.add(place, str(error), 'write ```python {lines="3,5-7"}')
        language = language.strip() or next(iter(words(attributes)), "")
        if language == "mermaid":
            self.problems.add(place, "mermaid drawings are not built yet", "use a picture for now")
        elif language and not known_language(language):
            note = self.problems.add if self.strict else self.problems.remark
            note(place, f"Pygments knows no language '{language}'", "write the name of one, or none for plain text")
            language = ""
        for name in set(attributes) - {"lines", "label", "class"}:
            what = f"the code attribute '{name}' is not built yet" if name == "file" else f"unknown attribute '{name}'"
            self.problems.add(place, what, nearest(name, {"lines", "label"}) or "known: lines, label")
        marked = self.marked_lines(attributes.get("lines", ""), node.content.count("\n"), place)
        label = attributes.get("label", "")
        return Code(node.content.rstrip("\n"), language, marked=marked, label=label, source=place)

    def marked_lines(self, written: str, count: int, place: Source) -> frozenset[int]:
        """Reads `3,5-7`; a line that the listing does not have is a problem."""
        marked: set[int] = set()
        for part in filter(None, (piece.strip() for piece in written.split(","))):
            first, _, last = part.partition("-")
            if not all(re.fullmatch(r"[0-9]{1,9}", number) for number in (first, last or first)):
                self.problems.add(place, f"the lines '{part}' are not numbers", 'write lines="3,5-7"')
                continue
            if beyond := next((line for line in (int(first), int(last or first)) if not 1 <= line <= count), 0):
                self.problems.add(place, f"line {beyond} is marked, the code has {count}", "mark lines that are there")
                continue
            marked.update(range(int(first), int(last or first) + 1))
        return frozenset(marked)

    def div(self, node: SyntaxTreeNode) -> Attributes:
        """Gives the attributes of a fenced div; one that is never closed is a problem."""
        if not node.meta.get("closed", True):
            self.problems.add(self.place(node), "the block is never closed", "end it with a line of :::")
        try:
            return div_attributes(node.info)
        except ValueError as error:
            self.problems.add(self.place(node), str(error), "write ::: {.class key=value}")
            return {}

    def div_blocks(self, node: SyntaxTreeNode) -> tuple[Block, ...]:
        """Reads a fenced div as the block that its class names."""
        place = self.place(node)
        attributes = self.div(node)
        names = set(words(attributes)) | ({"refs"} if attributes.get("id") == "refs" else set())
        if "columns" in names:
            return (self.columns(node, [child for child in node.children if child.type == "div"], place),)
        if "compare" in names:
            return (self.compare(node, place),)
        if "refs" in names:
            return (References(place),)
        if lost := sorted(names & NOT_BUILT_DIVS):
            self.problems.add(place, f"the block '{lost[0]}' is not built yet", "take it out for now")
        elif "notes" in names:
            self.problems.add(place, "notes stand inside another block", "move them to the end of the slide")
        elif self.strict:
            name = next(iter(sorted(names)), "")
            self.problems.add(
                place, f"unknown block '{name}'", nearest(name, DIVS) or f"known: {', '.join(sorted(DIVS))}"
            )
        else:
            self.problems.remark(place, f"the block '{node.info}' is not used here, its content is kept")
        return self.blocks(node.children)

    def columns(self, node: SyntaxTreeNode, parts: Sequence[SyntaxTreeNode], place: Source) -> Block:
        """Reads two columns with their widths."""
        if len(parts) != 2 or len(parts) != len(node.children):
            what = f"{len(parts)} columns and {len(node.children) - len(parts)} other blocks in `columns`"
            self.problems.add(place, what, "two blocks ::: column and nothing beside them can be set for now")
        if len(parts) < 2:
            return Columns((), source=place)
        shares = [self.share(self.div(part), 0.5, self.place(part)) for part in parts]
        columns = (
            Column(self.blocks(part.children), share / sum(shares), self.place(part))
            for part, share in zip(parts, shares, strict=True)
        )
        return Columns(tuple(columns), source=place)

    def compare(self, node: SyntaxTreeNode, place: Source) -> Block:
        """Reads the TensorFlow and the PyTorch side of a comparison."""
        sides = {name: child for child in node.children if child.type == "div" for name in words(self.div(child))}
        if set(sides) != {"tensorflow", "pytorch"} or len(node.children) != 2:
            self.problems.add(place, "`compare` wants two sides", "write ::: tensorflow and ::: pytorch inside it")
            return Columns((), compare=True, source=place)
        found = (sides[name] for name in ("tensorflow", "pytorch"))
        columns = (Column(self.blocks(side.children), 0.5, self.place(side)) for side in found)
        return Columns(tuple(columns), compare=True, source=place)

    def inline(self, node: SyntaxTreeNode) -> Text:
        """Reads the inline content of a heading or paragraph."""
        first, last = (node.map[0] + 1, node.map[1]) if node.map else (1, len(self.lines))
        cursor = Cursor(self.lines, self.file, first)
        parts = [read_inline(_inline_tokens(child), cursor, last, self.problems) for child in node.children]
        return parts[0] if parts else Text()

    def place(self, node: SyntaxTreeNode) -> Source:
        """Gives the first character of a block."""
        number = node.map[0] + 1 if node.map else 1
        line = self.lines[number - 1] if number <= len(self.lines) else ""
        return Source(self.file, number, len(line) - len(line.lstrip()) + 1)

    def on_line(self, place: Source, needle: str) -> Source:
        """Gives the place of `needle` on the line of `place`."""
        line = self.lines[place.line - 1] if 0 < place.line <= len(self.lines) else ""
        found = line.find(needle, max(line.rfind("{"), 0) if needle != "![" else 0)
        return place.at(place.line, found + 1) if found >= 0 else place


def _plain(node: SyntaxTreeNode) -> str:
    """Gives the characters of inline nodes without their looks."""
    if node.type in ("softbreak", "hardbreak"):
        return " "
    return "".join(map(_plain, node.children)) if node.children else node.content


def _inline_tokens(node: SyntaxTreeNode) -> Sequence[Token]:
    return (node.token.children if node.token else None) or ()
