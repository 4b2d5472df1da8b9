"""Text of the .pptx: placed paragraphs as native paragraphs and runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from deck.master import spacing
from deck.placed import PlacedParagraph
from deck.theme import Slot, Step, Theme
from deck.xml import attribute, characters, emu, fill
from text.run import Run

# A hyperlink keeps the colour of its text instead of the theme's hyperlink colour (PowerPoint 2019 and later).
KEEPS_COLOUR = (
    '<a:extLst><a:ext uri="{A12FA001-AC4F-418D-AE19-62706E023703}"><ahyp:hlinkClr '
    'xmlns:ahyp="http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor" val="tx"/></a:ext></a:extLst>'
)
REGIONS = {"en": "en-US", "de": "de-DE", "fr": "fr-FR", "es": "es-ES", "it": "it-IT", "pt": "pt-PT", "ja": "ja-JP"}


@dataclass(frozen=True, slots=True)
class Relation:
    """What a link needs in the XML: the relationship's id, and whether it jumps to a slide."""

    id: str
    jumps: bool


@dataclass(frozen=True, slots=True)
class TextStyle:
    """What all runs of one shape share; `slot` is the placeholder whose settings need not be repeated."""

    theme: Theme
    language: str
    colour: str
    relate: Callable[[str], Relation | None]
    slot: Slot | None = None


def paragraphs_xml(paragraphs: Sequence[PlacedParagraph], style: TextStyle) -> str:
    """Gives all paragraphs of a shape; numbered ones continue their list."""
    starts: dict[int, int] = {}
    found = []
    for paragraph in paragraphs:
        for level in [known for known in starts if known > paragraph.level or paragraph.marker != "number"]:
            if level >= paragraph.level:
                del starts[level]
        if paragraph.marker == "number":
            starts.setdefault(paragraph.level, paragraph.number)
        found.append(paragraph_xml(paragraph, style, starts.get(paragraph.level, 1)))
    return "".join(found)


def paragraph_xml(paragraph: PlacedParagraph, style: TextStyle, start: int = 1) -> str:
    """Gives one paragraph with its properties and runs."""
    runs = "".join(run_xml(run, paragraph, style) for run in paragraph.text)
    size = f' sz="{round(paragraph.step.size * 100)}"' if not runs else ""
    end = f"<a:endParaRPr lang={attribute(region(style.language))}{size}/>" if not runs else ""
    return f"<a:p>{_properties(paragraph, style, start)}{runs}{end}</a:p>"


def _properties(paragraph: PlacedParagraph, style: TextStyle, start: int) -> str:
    slot = style.slot
    same_step = slot is not None and slot.step == paragraph.step
    indented = paragraph.level > 0
    bulleted = slot is not None and slot.bullets
    attributes = f' lvl="{paragraph.level - 1}"' if bulleted and paragraph.level > 1 else ""
    usual = abs(paragraph.indent - paragraph.level * style.theme.gaps.bullet) < 0.001
    by_slot = bulleted and usual and paragraph.marker == "bullet"
    if not by_slot:
        hanging = paragraph.hanging if paragraph.marker in ("bullet", "number") else 0.0
        attributes = f' marL="{emu(paragraph.indent)}" indent="{-emu(hanging)}"' + attributes
    children = ""
    if not same_step or paragraph.before or paragraph.after != paragraph.step.after:
        children += spacing(paragraph.step.line, paragraph.before, paragraph.after)
    if paragraph.marker == "number":
        children += f'<a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPeriod"{_start(start)}/>'
    elif paragraph.marker == "bullet" and not by_slot:
        children += '<a:buFont typeface="Arial"/><a:buChar char="–"/>'
    elif not by_slot and (bulleted or indented or slot is None):
        children += "<a:buNone/>"
    return f"<a:pPr{attributes}>{children}</a:pPr>"


def _start(start: int) -> str:
    return f' startAt="{start}"' if start != 1 else ""


def run_xml(run: Run, paragraph: PlacedParagraph, style: TextStyle) -> str:
    """Gives one run, or a line break."""
    if run.is_break:
        return f"<a:br>{_run_properties(run, paragraph.step, paragraph.strong, style)}</a:br>"
    step = paragraph.step
    if paragraph.stretch and run.text == " ":
        step = replace(step, tracking=paragraph.stretch)
    properties = _run_properties(run, step, paragraph.strong, style)
    parts = [f"<a:r>{properties}<a:t>{characters(part)}</a:t></a:r>" if part else "" for part in run.text.split("\n")]
    return f"<a:br>{properties}</a:br>".join(parts)


def _run_properties(run: Run, step: Step, strong: bool, style: TextStyle) -> str:
    slot = style.slot
    same = slot is not None and slot.step == step
    bold = step.bold or strong or run.strong
    found = [f"lang={attribute(region(style.language))}"]
    if not same:
        found.append(f'sz="{round(step.size * 100)}"')
    if not same or bold != step.bold:
        found.append(f'b="{int(bold)}"')
    if run.emphasis:
        found.append('i="1"')
    if run.link and style.relate(run.link):
        found.append('u="sng"')
    if run.struck:
        found.append('strike="sngStrike"')
    if run.shift:
        found.append(f'baseline="{30000 if run.shift == "super" else -25000}"')
    if not same and (step.tracking or slot is not None):
        found.append(f'spc="{round(step.tracking * 100)}"')
    if run.code:
        found.append('noProof="1"')
    colour = "soft" if run.soft else style.colour
    children = fill(colour) if slot is None or colour != slot.colour else ""
    if run.code:
        font = attribute(style.theme.fonts["code"])
        children += f"<a:latin typeface={font}/><a:cs typeface={font}/>"
    return f"<a:rPr {' '.join(found)}>{children}{_link(run, style)}</a:rPr>"


def _link(run: Run, style: TextStyle) -> str:
    relation = style.relate(run.link) if run.link else None
    if relation is None:
        return ""
    action = ' action="ppaction://hlinksldjump"' if relation.jumps else ""
    tooltip = f" tooltip={attribute(run.tooltip)}" if run.tooltip else ""
    return f'<a:hlinkClick r:id="{relation.id}"{action}{tooltip}>{KEEPS_COLOUR}</a:hlinkClick>'


def region(language: str) -> str:
    """Gives a language with its region, which PowerPoint's proofing wants."""
    return REGIONS.get(language, language)
