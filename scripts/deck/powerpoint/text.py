"""Text of the .pptx: placed paragraphs as native paragraphs and runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from deck.languages import east_asian_font, is_east_asian, is_right_to_left, region, stretches
from deck.placed import PlacedParagraph
from deck.powerpoint.master import spacing
from deck.powerpoint.xml import attribute, characters, emu, fill
from deck.theme import Slot, Step, Theme
from text.run import Run
from text.values import dataclass, replace

# A hyperlink keeps the colour of its text instead of the theme's hyperlink colour (PowerPoint 2019 and later).
KEEPS_COLOUR = (
    '<a:extLst><a:ext uri="{A12FA001-AC4F-418D-AE19-62706E023703}"><ahyp:hlinkClr '
    'xmlns:ahyp="http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor" val="tx"/></a:ext></a:extLst>'
)
ALIGN = {"left": "l", "right": "r", "center": "ctr"}
MIRROR = {"left": "right", "right": "left"}
MIRRORED = {"left": "r", "right": "l", "center": "ctr"}


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
    bare: bool = False  # whether sizes, colours and spacing are left to the master, as in the notes


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
    size = f' sz="{round(paragraph.step.size * 100)}"' if not runs and not style.bare else ""
    end = f"<a:endParaRPr{_language(style.language)}{size}/>" if not runs else ""
    return f"<a:p>{_properties(paragraph, style, start)}{runs}{end}</a:p>"


def _properties(paragraph: PlacedParagraph, style: TextStyle, start: int) -> str:
    slot = style.slot
    same_step = _inherits(paragraph.step, style)
    indented = paragraph.level > 0
    bulleted = slot is not None and slot.bullets
    level = _level(paragraph, slot)
    attributes = f' lvl="{level - 1}"' if level > 1 else ""
    usual = abs(paragraph.indent - paragraph.level * style.theme.gaps.bullet) < 0.001
    by_slot = bulleted and usual and paragraph.marker == "bullet"
    if not by_slot:
        hanging = paragraph.hanging if paragraph.marker != "continued" else 0.0
        attributes = f' marL="{emu(paragraph.indent)}" indent="{-emu(hanging)}"' + attributes
    attributes += _direction(paragraph, slot.align if slot else "left")
    children = ""
    if not style.bare and (not same_step or paragraph.before or paragraph.after != paragraph.step.after):
        children += spacing(paragraph.step.line, paragraph.before, paragraph.after)
    if paragraph.marker == "number":
        children += f'<a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPeriod"{_start(start)}/>'
    elif paragraph.marker == "bullet" and not by_slot:
        children += '<a:buFont typeface="Arial"/><a:buChar char="–"/>'
    elif not by_slot and (bulleted or indented or slot is None):
        children += "<a:buNone/>"
    return f"<a:pPr{attributes}>{children}</a:pPr>"


def _direction(paragraph: PlacedParagraph, usual: str) -> str:
    """Gives alignment and direction where they are not those of the box; right to left they are mirrored."""
    if paragraph.rtl:
        return f' algn="{MIRRORED[paragraph.align]}" rtl="1"'
    return f' algn="{ALIGN[paragraph.align]}"' if paragraph.align != usual else ""


def _start(start: int) -> str:
    return f' startAt="{start}"' if start != 1 else ""


def run_xml(run: Run, paragraph: PlacedParagraph, style: TextStyle) -> str:
    """Gives one run, a line break or a formula; a run in several scripts is parted by their languages."""
    language = run.language or style.language
    if run.is_break:
        return f"<a:br>{_run_properties(run, paragraph.step, paragraph.strong, language, style)}</a:br>"
    if run.math and not style.bare:
        return _formula(run, paragraph, style)
    step = paragraph.step
    if paragraph.stretch and run.text == " ":
        step = replace(step, tracking=paragraph.stretch)
    parts = [(run.text, language)] if run.code else stretches(run.text, language)
    return "".join(_part(part, run, step, paragraph.strong, one, style) for part, one in parts)


def _part(part: str, run: Run, step: Step, strong: bool, language: str, style: TextStyle) -> str:
    properties = _run_properties(run, step, strong, language, style)
    lines = [f"<a:r>{properties}<a:t>{characters(line)}</a:t></a:r>" if line else "" for line in part.split("\n")]
    return f"<a:br>{properties}</a:br>".join(lines)


def _formula(run: Run, paragraph: PlacedParagraph, style: TextStyle) -> str:
    # imported here: only a deck with a formula needs it
    from deck.powerpoint.formula import formula_xml

    plain = _part(run.text, run, paragraph.step, paragraph.strong, run.language or style.language, style)
    align = (MIRROR if paragraph.rtl else {}).get(paragraph.align, paragraph.align) if paragraph.formula else ""
    return formula_xml(run.math, align, plain)


def list_style(paragraphs: Sequence[PlacedParagraph], style: TextStyle) -> str:
    """Gives the list style of a shape: size and colour of its formulas, whose runs cannot say them."""
    levels: dict[int, str] = {}
    for paragraph in paragraphs:
        if any(run.math for run in paragraph.text):
            level = _level(paragraph, style.slot)
            others = {other.step for other in paragraphs if _level(other, style.slot) == level}
            kept = style.slot is not None and style.slot.step in others and style.colour == style.slot.colour
            if not kept or style.theme.template is not None:
                size = f' sz="{round(paragraph.step.size * 100)}"'
                levels[level] = f"<a:lvl{level}pPr><a:defRPr{size}>{fill(style.colour)}</a:defRPr></a:lvl{level}pPr>"
    return (
        f"<a:lstStyle>{''.join(levels[level] for level in sorted(levels))}</a:lstStyle>" if levels else "<a:lstStyle/>"
    )


def _level(paragraph: PlacedParagraph, slot: Slot | None) -> int:
    """Gives the list level that a paragraph has for PowerPoint: only a box with bullets has more than one."""
    return max(paragraph.level, 1) if slot is not None and slot.bullets else 1


def _run_properties(run: Run, step: Step, strong: bool, language: str, style: TextStyle) -> str:
    slot = style.slot
    same = _inherits(step, style)
    bold = step.bold or strong or run.strong
    found = [_language(language).strip()]
    if not same and not style.bare:
        found.append(f'sz="{round(step.size * 100)}"')
    if not same or bold != step.bold:
        found.append(f'b="{int(bold)}"')
    if run.emphasis:
        found.append('i="1"')
    if run.underlined or (run.link and style.relate(run.link)):
        found.append('u="sng"')
    if run.struck:
        found.append('strike="sngStrike"')
    if run.shift or run.footnote:
        found.append(f'baseline="{-25000 if run.shift == "sub" else 30000}"')
    if not same and (step.tracking or slot is not None):
        found.append(f'spc="{round(step.tracking * 100)}"')
    if run.code:
        found.append('noProof="1"')
    return f"<a:rPr {' '.join(found)}>{_colour(run, style)}{_fonts(run, language, style)}{_link(run, style)}</a:rPr>"


@lru_cache(maxsize=64)
def _language(language: str) -> str:
    """Gives the attributes of a language; East Asian text breaks right only when another one is named beside it."""
    other = ' altLang="en-US"' if is_east_asian(language) else ""
    return f" lang={attribute(region(language))}{other}"


def _colour(run: Run, style: TextStyle) -> str:
    colour = "soft" if run.soft else style.colour
    needed = not style.bare and (style.slot is None or colour != style.slot.colour)
    return fill(colour) if needed else ""


def _fonts(run: Run, language: str, style: TextStyle) -> str:
    """Gives the fonts of code and of scripts that the theme's font may not hold."""
    if run.code:
        font = attribute(style.theme.fonts["code"])
        return f"<a:latin typeface={font}/><a:cs typeface={font}/>"
    if is_east_asian(language):
        return f"{_open_font(style)}<a:ea typeface={attribute(east_asian_font(language))}/>"
    other = f"<a:cs typeface={attribute(style.theme.fonts['text'])}/>" if is_right_to_left(language) else ""
    return _open_font(style) + other


def _open_font(style: TextStyle) -> str:
    """Gives the theme's font where a template leaves it open: LibreOffice then takes that of the run before."""
    template = style.theme.template
    return '<a:latin typeface="+mn-lt"/>' if template and template.fontless and style.slot else ""


def _inherits(step: Step, style: TextStyle) -> bool:
    """Whether a placeholder has the size and the lines of a step itself; one of a template may say anything."""
    return style.slot is not None and style.slot.step == step and style.theme.template is None


def _link(run: Run, style: TextStyle) -> str:
    relation = style.relate(run.link) if run.link else None
    if relation is None:
        return ""
    action = ' action="ppaction://hlinksldjump"' if relation.jumps else ""
    tooltip = f" tooltip={attribute(run.tooltip)}" if run.tooltip else ""
    return f'<a:hlinkClick r:id="{relation.id}"{action}{tooltip}>{KEEPS_COLOUR}</a:hlinkClick>'
