"""Read blocks: the Markdown tree inside a slide as blocks of the model, every block with its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import field

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from deck.model import (
    Block,
    Formula,
    Item,
    List,
    Paragraph,
    Pause,
    Quotation,
    Subheading,
)
from deck.reading.code import read_code
from deck.reading.divs import classes_of, div_of, read_div
from deck.reading.html import check_html, read_html
from deck.reading.manuscript import Manuscript, inline_tokens
from deck.reading.pandoc_rules import KEY
from deck.reading.picture import read_picture
from deck.reading.table import is_caption, read_table, with_caption
from text.characters import writable
from text.inline import InlineFormula, InlinePicture, stripped
from text.run import NO_TEXT, Text
from text.values import dataclass, replace

DEEPEST_LIST = 3
FIRST_NUMBER, LAST_NUMBER = 1, 32767  # of a numbered list: ECMA-376 Part 1, 20.1.10.85
PAUSE = re.compile(r"\.[ \t]+\.[ \t]+\.|\\pause")  # the latter is beamer's
DASH = ("—", "―")  # before the name of whom a quotation is by
BREAKS = frozenset({"softbreak", "hardbreak"})
EQUATION_LABEL = re.compile(r"\s*\{#[\w:.-]+[^{}]*\}\s*")  # as Quarto sets it behind a formula


@dataclass(slots=True)
class BlockReader:
    """Reads the blocks of one slide after the other; `notes` gathers what the slide's speaker says."""

    page: Manuscript
    incremental: bool = False
    depth: int = 0  # of the lists around the block that is being read
    notes: list[SyntaxTreeNode] = field(default_factory=list)

    def blocks(self, nodes: Iterable[SyntaxTreeNode]) -> tuple[Block, ...]:
        """Reads blocks in order; one that cannot be set is noted and left out."""
        found: list[Block] = []
        waiting = list(nodes)
        while waiting:
            node = waiting.pop(0)
            if node.type == "table" or (is_caption(node) and waiting and waiting[0].type == "table"):
                found.append(self.table(node, waiting))
            else:
                found += self.block(node)
        return tuple(found)

    def block(self, node: SyntaxTreeNode) -> tuple[Block, ...]:
        """Reads one block."""
        page, place = self.page, self.page.place(node)
        match node.type:
            case "paragraph":
                return self.paragraph(node)
            case "heading":
                return self.heading(node)
            case "bullet_list" | "ordered_list":
                return (self.list(node),)
            case "fence" | "code_block":
                return read_code(node, page)
            case "div":
                return self.div(node)
            case "blockquote":
                return self.quotation(node)
            case "math_block" | "math_block_label":
                return (Formula(writable(node.content.strip()), source=place),)
            case "dl":
                return self.definitions(node)
            case "html_block" if "<!--" in node.content.rpartition("-->")[2]:
                page.problems.add(place, "the comment is never closed", "end it with -->")
            case "html_block" if page.strict:
                check_html(node.content, place, page)
            case "html_block":
                return read_html(node.content, place, page)
            case "hr":
                page.note(place, "a new slide cannot start inside a block", "move --- to the left margin")
            case "footnote_block" | "footnote_anchor":
                pass  # each slide reads its own; the anchor leads back to the mark, as its number on the slide does
            case "metadata":
                self.metadata(node)
            case other:
                page.problems.add(place, f"'{other}' cannot be set", "write it in another way")
        return ()

    def table(self, node: SyntaxTreeNode, behind: list[SyntaxTreeNode]) -> Block:
        """Reads a table with the caption above or below it, which is taken from the nodes behind."""
        if node.type == "table":
            table = read_table(node, self.page)
            below = behind and is_caption(behind[0])
            return with_caption(table, behind.pop(0), self.page) if below else table
        return with_caption(read_table(behind.pop(0), self.page), node, self.page)

    def heading(self, node: SyntaxTreeNode) -> tuple[Block, ...]:
        """Reads a heading inside a slide."""
        place = self.page.place(node)
        if "malformed" in node.meta:
            self.page.problems.add(place, str(node.meta["malformed"]), "write {#id}")
        self.page.anchors += [str(node.attrs["id"])] if "id" in node.attrs else [str(node.meta.get("pandoc_id", ""))]
        for name in set(node.attrs) - {"id"}:
            self.page.note(self.page.on_line(place, name), f"the heading's {name} is not used here", "take it out")
        words = self.page.inline(node)
        return (Subheading(words, place),) if words else ()

    def paragraph(self, node: SyntaxTreeNode) -> tuple[Block, ...]:
        """Reads a paragraph; pictures and display formulas in it part it and become blocks."""
        inline = node.children[0]
        if PAUSE.fullmatch(inline.content.strip()):
            return (Pause(self.page.place(node)),)
        return self.inline_blocks(inline_tokens(inline), node)

    def inline_blocks(self, tokens: Sequence[Token], node: SyntaxTreeNode) -> tuple[Block, ...]:
        """Reads the tokens of a paragraph."""
        found: list[Block] = []
        for piece in self.page.pieces(tokens, node):
            match piece:
                case Text():
                    label = found and isinstance(found[-1], Formula) and EQUATION_LABEL.fullmatch(piece.plain)
                    if words := NO_TEXT if label else stripped(piece):
                        found.append(Paragraph(words, self.page.place(node)))
                case InlineFormula(latex=latex, source=source):
                    found.append(Formula(latex, source=source))
                case InlinePicture():
                    found += read_picture(piece, self.page)
        return tuple(found)

    def list(self, node: SyntaxTreeNode) -> List:
        """Reads a list; in a guest's deck what nests deeper than the deepest level moves up to it."""
        self.depth += 1
        if self.depth > DEEPEST_LIST:
            what = f"lists nest {self.depth} deep" if self.page.strict else f"lists nest deeper than {DEEPEST_LIST}"
            self.page.note(self.page.place(node), what, f"keep to {DEEPEST_LIST} levels")
        items: list[Item] = []
        for child in node.children:
            items += self.items(child)
        self.depth -= 1
        numbered = node.type == "ordered_list"
        return List(tuple(items), numbered, self.start(node), self.incremental, self.page.place(node))

    def start(self, node: SyntaxTreeNode) -> int:
        """Gives the number that a list starts at, as far as PowerPoint counts."""
        written = int(node.attrs.get("start", 1))
        start = min(max(written, FIRST_NUMBER), LAST_NUMBER)
        if start != written:
            what = f"the list starts at {written}, and PowerPoint counts from {FIRST_NUMBER} to {LAST_NUMBER}"
            self.page.note(self.page.place(node), what, "write the numbers as text")
        return start

    def items(self, node: SyntaxTreeNode) -> Iterable[Item]:
        """Reads one item, and as further items those of lists in it that lie too deep."""
        place = self.page.place(node)
        kept: list[Block] = []
        if self.depth < DEEPEST_LIST:
            return [Item(self.blocks(node.children), place)]
        items: list[Item] = []
        for block in self.blocks(node.children):
            if isinstance(block, List):
                items += [*([Item(tuple(kept), place)] if kept else []), *block.items]
                kept = []
            else:
                kept.append(block)
        return [*items, Item(tuple(kept), place)] if kept or not items else items

    def quotation(self, node: SyntaxTreeNode) -> tuple[Block, ...]:
        """Reads a quotation and whom it is by; around nothing but lists it turns their way to appear, as in pandoc."""
        place = self.page.place(node)
        if node.children and all(child.type in ("bullet_list", "ordered_list") for child in node.children):
            return self.lists(node.children, not self.incremental)
        depth, self.depth = self.depth, 0
        parts = node.children
        if parts and parts[-1].type == "paragraph" and not is_caption(parts[-1]):
            blocks = self.blocks(parts[:-1])
            words, by = self.attributed(parts[-1], bool(blocks))
            blocks += words
        else:
            blocks, by = self.blocks(parts), NO_TEXT
        self.depth = depth
        return (Quotation(blocks, by, place),) if blocks or by else ()

    def attributed(self, node: SyntaxTreeNode, has_more: bool) -> tuple[tuple[Block, ...], Text]:
        """Parts the last paragraph of a quotation from its last line when that names a source."""
        tokens = inline_tokens(node.children[0])
        start = max((at + 1 for at, token in enumerate(tokens) if token.type in BREAKS), default=0)
        if not _names_source(tokens[start:]) or not (start or has_more):
            return self.paragraph(node), NO_TEXT
        blocks = self.inline_blocks(tokens[: start - 1], node) if start else ()
        by = self.inline_blocks(tokens[start:], node)
        if len(by) == 1 and isinstance(by[0], Paragraph):
            return blocks, by[0].text
        return (*blocks, *by), NO_TEXT

    def definitions(self, node: SyntaxTreeNode) -> tuple[Block, ...]:
        """Reads a definition list: each term as strong words, its definitions as a list below."""
        found: list[Block] = []
        for child in node.children:
            place = self.page.place(child)
            if child.type == "dt":
                term = self.page.inline(child).each(lambda run: replace(run, strong=True))
                found.append(Paragraph(term, place))
                continue
            self.depth += 1
            item = Item(self.blocks(child.children), place)
            self.depth -= 1
            if found and isinstance(found[-1], List):
                found[-1] = replace(found[-1], items=(*found[-1].items, item))
            else:
                found.append(List((item,), incremental=self.incremental, source=place))
        return tuple(found)

    def div(self, node: SyntaxTreeNode) -> tuple[Block, ...]:
        """Reads a fenced div; notes are put aside for the slide."""
        classes = classes_of(node)
        if "notes" in classes:
            self.put_aside(node)
            return ()
        if classes & {"incremental", "nonincremental"}:
            kept, self.incremental = self.incremental, "incremental" in classes
            found = read_div(node, self.page, self.blocks)
            self.incremental = kept
            return found
        return read_div(node, self.page, self.blocks)

    def lists(self, nodes: Iterable[SyntaxTreeNode], incremental: bool) -> tuple[Block, ...]:
        """Reads blocks whose lists are incremental or not."""
        kept, self.incremental = self.incremental, incremental
        found = self.blocks(nodes)
        self.incremental = kept
        return found

    def metadata(self, node: SyntaxTreeNode) -> None:
        """Notes the names in a block of metadata that stands inside the deck."""
        place = self.page.place(node)
        for number, line in enumerate(node.content.splitlines(), start=1):
            if name := KEY.match(line):
                what = f"the setting '{name[1]}' is not used inside the deck"
                self.page.note(place.at(place.line + number), what, "write it at the top of the file")

    def put_aside(self, node: SyntaxTreeNode) -> None:
        """Keeps the blocks of notes until the slide is read."""
        div_of(node, self.page)
        self.notes += node.children


def _names_source(tokens: Sequence[Token]) -> bool:
    """Whether a line is nothing but a citation, or starts with an em dash."""
    written = [token for token in tokens if token.type != "text" or token.content.strip()]
    if not written:
        return False
    cited = len(written) == 1 and written[0].type == "citation"
    return cited or (written[0].type == "text" and written[0].content.lstrip().startswith(DASH))
