"""Text and places in a chart part: sizes are explicit, colours those of the theme, places shares of the frame."""

from __future__ import annotations

from deck.charts.plan import Plan
from deck.powerpoint.xml import attribute, characters, fill
from deck.theme import Box, Step

FONT = '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/>'


def text_style(step: Step, colour: str, bold: bool = False, turned: bool = False) -> str:
    """Gives the text properties of a part of a chart; `turned` sets it rising at 45 degrees."""
    turn = -2700000 if turned else 0
    body = f'<a:bodyPr rot="{turn}" vert="horz" wrap="none" lIns="0" tIns="0" rIns="0" bIns="0"/>'
    if not turned:
        body = '<a:bodyPr rot="0" vert="horz"/>'
    return f"<c:txPr>{body}<a:lstStyle/><a:p>{paragraph_style(step, colour, '', bold)}<a:endParaRPr/></a:p></c:txPr>"


def paragraph_style(step: Step, colour: str, align: str = "", bold: bool = False) -> str:
    """Gives the properties of a paragraph whose runs say nothing themselves."""
    aligned = f' algn="{align}"' if align else ""
    size = f'sz="{round(step.size * 100)}" b="{int(bold)}"'
    return f"<a:pPr{aligned}><a:defRPr {size}>{fill(colour)}{FONT}</a:defRPr></a:pPr>"


def run_xml(words: str, step: Step, colour: str, language: str, bold: bool = False) -> str:
    """Gives one run, or nothing for no words."""
    if not words:
        return ""
    return f"<a:r>{run_style(step, colour, language, bold)}<a:t>{characters(words)}</a:t></a:r>"


def run_style(step: Step, colour: str, language: str, bold: bool = False) -> str:
    """Gives the properties of a run."""
    size = f'sz="{round(step.size * 100)}" b="{int(bold)}"'
    return f"<a:rPr lang={attribute(language)} {size}>{fill(colour)}{FONT}</a:rPr>"


def layout_xml(box: Box, plan: Plan, inner: bool = False) -> str:
    """Gives a box of the plan as shares of the frame; `inner` means the plot without the labels of its axes."""
    target = '<c:layoutTarget val="inner"/>' if inner else ""
    shares = (box.x / plan.width, box.y / plan.height, box.width / plan.width, box.height / plan.height)
    places = "".join(f'<c:{name} val="{share:.5f}"/>' for name, share in zip("xywh", shares, strict=True))
    return (
        f'<c:layout><c:manualLayout>{target}<c:xMode val="edge"/><c:yMode val="edge"/>{places}'
        "</c:manualLayout></c:layout>"
    )
