"""Model outline: a deck as it was read, as text that a person can review."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from deck.model import (
    Block,
    Callout,
    Chart,
    Code,
    Columns,
    Deck,
    Formula,
    Item,
    List,
    Only,
    Paragraph,
    Pause,
    Picture,
    Quotation,
    References,
    Slide,
    Subheading,
    Table,
)
from text.run import Run, Text

MARKS = ("strong", "emphasis", "code", "struck", "underlined", "citation", "shift", "language", "footnote", "link")


def model_outline(deck: Deck) -> str:
    """Gives the slides with their attributes, blocks, footnotes and notes, one line each."""
    return "\n".join(line.rstrip() for slide in deck.slides for line in _slide(slide))


def _slide(slide: Slide) -> Iterator[str]:
    variants = ",".join(sorted(slide.variants))
    said = {"minutes": slide.minutes, "variants": variants, "background": slide.background}
    said |= {"transition": slide.transition, "layout": slide.layout, "subject": slide.subject}
    shown = "".join(f" {name}={value}" for name, value in said.items() if value not in (None, ""))
    untitled = " (untitled)" if slide.untitled else ""
    yield f"{slide.kind} #{slide.id}{shown}{untitled}: {_text(slide.title)}"
    yield from _inside(slide.blocks)
    yield from (f"  [{footnote.number}] {_text(footnote.text)}" for footnote in slide.footnotes)
    if slide.notes:
        yield "  notes"
        yield from (f"  {line}" for line in _inside(slide.notes))


def _inside(blocks: Iterable[Block]) -> Iterator[str]:
    yield from (f"  {line}" for block in blocks for line in _block(block))


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text=whole):
            yield _text(whole)
        case Subheading(text=whole):
            yield f"heading: {_text(whole)}"
        case List():
            kind = f"numbers from {block.start}" if block.numbered else "bullets"
            yield "incremental " * block.incremental + kind
            yield from _inside(block.items)
        case Item(blocks=blocks):
            inside = [line for inner in blocks for line in _block(inner)] or [""]
            yield f"- {inside[0]}".rstrip()
            yield from (f"  {line}" for line in inside[1:])
        case Table():
            yield f"table {block.alignments} {block.widths or ''}".rstrip() + f" {_text(block.caption)}".rstrip()
            yield from ("  | " + " | ".join(map(_text, row)) for row in (block.header, *block.rows))
            yield from (f"  merged {span.row},{span.column}: {span.rows} x {span.columns}" for span in block.spans)
        case Code():
            marked = ",".join(map(str, sorted(block.marked)))
            said = (block.language, block.file, block.label, marked and f"lines {marked}")
            yield " ".join(("code", *filter(None, said)))
            yield from (f"  {line}" for line in block.characters.split("\n") if block.characters)
        case Picture():
            share = "" if block.share == 1 else f" {block.share:.0%}"
            yield f"picture {block.file}{share}{' decorative' * block.decorative}: {block.alt} / {_text(block.caption)}"
        case Columns():
            yield "comparison" if block.compare else "columns"
            for column in block.columns:
                yield f"  column {column.share:.0%}"
                yield from (f"  {line}" for line in _inside(column.blocks))
        case Chart():
            names = f"{block.data} {block.x} {block.y} {block.title!r} {block.unit!r}"
            yield f"chart {block.kind} {names} {_text(block.cited)}"
        case Formula(latex=latex):
            yield f"formula {latex}"
        case Quotation(blocks=blocks, attribution=attribution):
            yield f"quotation by {_text(attribution)}" if attribution else "quotation"
            yield from _inside(blocks)
        case Callout(kind=kind, title=title, blocks=blocks):
            yield f"callout {kind}: {_text(title)}".rstrip()
            yield from _inside(blocks)
        case Only(variants=variants, blocks=blocks):
            yield f"only {','.join(sorted(variants))}"
            yield from _inside(blocks)
        case Pause():
            yield "pause"
        case References():
            yield "references"


def _text(whole: Text) -> str:
    return "".join(map(_run, whole)).replace("\n", "\\").replace("\u00a0", "~")


def _run(run: Run) -> str:
    if run.math:
        return f"${run.math}$"
    looks = [_mark(name, getattr(run, name)) for name in MARKS if getattr(run, name)]
    return f"{{{run.text}: {' '.join(looks)}}}" if looks else run.text


def _mark(name: str, value: object) -> str:
    return name if value is True else f"{name}={value}"
