"""Formula: LaTeX as an equation: MathML for the page, Office Math for the slide, plain characters for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from deck.model import Block, Deck, Formula, Slide, all_blocks, change_blocks, change_texts, texts_of
from text.run import Run, Text
from text.source import Problems, Source
from text.values import dataclass, replace

MATHML_SPACE = "http://www.w3.org/1998/Math/MathML"
MOST_SHOWN = 40  # characters of a formula in a message
OFFICE_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/math"


@dataclass(frozen=True, slots=True)
class Equation:
    """A formula in every form that is needed; width and height are em of the letters around it."""

    latex: str
    mathml: str
    omml: str  # one m:oMath element, its namespace declared
    plain: str
    width: float
    height: float


@lru_cache(maxsize=4096)
def equation(latex: str, display: bool = False) -> Equation:
    """Gives a LaTeX formula in every form; ValueError says what is not understood in it."""
    # imported here: only a deck with a formula needs them
    from xml.etree.ElementTree import tostring

    from deck.formulas.latex import mathml_tree
    from deck.formulas.omml import math_piece

    tree = mathml_tree(latex, display)
    piece = math_piece(tree, display)
    if not piece.plain.strip():
        raise ValueError("it holds nothing that can be seen")
    tree.set("xmlns", MATHML_SPACE)
    omml = f'<m:oMath xmlns:m="{OFFICE_SPACE}">{piece.omml}</m:oMath>'
    return Equation(latex, tostring(tree, encoding="unicode"), omml, piece.plain, piece.width, piece.height)


def write_formulas(deck: Deck, problems: Problems) -> Deck:
    """Gives the deck with every formula said in plain characters; one that is not understood is a problem."""
    changed = (_said(slide, problems) if any(_formulas(slide)) else slide for slide in deck.slides)
    return replace(deck, slides=tuple(changed))


def _formulas(slide: Slide) -> Iterator[str]:
    for block in all_blocks((*slide.blocks, *slide.notes)):
        if isinstance(block, Formula):
            yield block.latex
    inside = (part for block in (*slide.blocks, *slide.notes) for part in texts_of(block))
    foot = (footnote.text for footnote in slide.footnotes)
    yield from (run.math for part in (slide.title, slide.kicker, *foot, *inside) for run in part if run.math)


def _said(slide: Slide, problems: Problems) -> Slide:
    def said(text: Text) -> Text:
        return Text(tuple(_run(run, problems) for run in text))

    def block(one: Block) -> tuple[Block, ...]:
        return (_block(one, problems),)

    def blocks(found: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(change_texts(one, said) for one in change_blocks(found, block))

    footnotes = tuple(replace(footnote, text=said(footnote.text)) for footnote in slide.footnotes)
    return replace(
        slide,
        title=said(slide.title),
        kicker=said(slide.kicker),
        blocks=blocks(slide.blocks),
        notes=blocks(slide.notes),
        footnotes=footnotes,
    )


def _run(run: Run, problems: Problems) -> Run:
    return replace(run, text=_plain(run.math, False, run.source, problems) or run.text) if run.math else run


def _block(block: Block, problems: Problems) -> Block:
    if not isinstance(block, Formula):
        return block
    return replace(block, plain=_plain(block.latex, True, block.source, problems))


def _plain(latex: str, display: bool, place: Source, problems: Problems) -> str:
    """Gives what a formula says in plain characters, or nothing and a problem at its place."""
    try:
        return equation(latex, display).plain or "formula"
    except (ValueError, RecursionError) as error:
        why = "it nests too deep" if isinstance(error, RecursionError) else str(error)
        shown = latex if len(latex) <= MOST_SHOWN else latex[: MOST_SHOWN - 1] + "…"
        problems.add(place, f"the formula '{shown}' cannot be set: {why}", "use the commands of LaTeX and amsmath")
        return ""
