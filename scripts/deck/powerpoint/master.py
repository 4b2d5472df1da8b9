"""Master: the theme's tokens as a slide master with real layouts and placeholders."""

from __future__ import annotations

import io
import re

from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.parts.slide import SlideLayoutPart, SlideMasterPart
from pptx.presentation import Presentation as PresentationFile
from pptx.slide import SlideLayout
from pptx.util import Emu

from deck.powerpoint.package import open_presentation
from deck.powerpoint.xml import EMU_PER_POINT, NAMESPACES, attribute, emu, fill, rectangle, transform
from deck.theme import Box, Layout, Mark, Slot, Step, Template, Theme

PROMPTS = {
    "title": "Finding in one sentence", "kicker": "Section · subject", "sources": "Sources", "fact-1": "Author",
    "fact-2": "Course", "fact-3": "Date", "fact-4": "Licence", "subtitle": "Subtitle", "numeral": "1",
    "lead": "What this part is about", "caption": "Caption",
    "left-head": "TensorFlow", "right-head": "PyTorch", "footer": "Footer",
}  # fmt: skip
LEVELS = 3
SCHEME_COLOUR = re.compile(r'<a:schemeClr val="(\w+)"/>')
NUMBER_FIELD = "{6F1B2C5E-2A0F-4F0B-9C6B-7C1F0D3B5A11}"  # any GUID, the same one in every build
FIRST_LAYOUT_ID = 2147483660  # ids of layouts start above those of masters: ECMA-376 part 1, 19.7.14
DROPPED = ("printerSettings", "thumbnail")


def new_presentation(theme: Theme, mode: str) -> tuple[PresentationFile, dict[str, SlideLayout]]:
    """Makes an empty presentation in a mode (light or dark) and gives its layouts by their ids in the theme."""
    if theme.template:
        return _open_template(theme.template)
    presentation = open_presentation()
    presentation.slide_width, presentation.slide_height = Emu(emu(theme.width)), Emu(emu(theme.height))
    for layout in list(presentation.slide_layouts):
        presentation.slide_layouts.remove(layout)
    _drop_leftovers(presentation)
    master = presentation.slide_master
    part = master.part
    part._element[:] = parse_xml(_master_xml(theme, mode))[:]  # the part keeps its relationships, the theme among them
    theme_part = part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme_part._blob = _theme_xml(theme, mode).encode()
    layouts = {
        layout.id: _add_layout(part, layout, number, theme)
        for number, layout in enumerate(theme.layouts.values(), start=1)
    }
    return presentation, layouts


def _open_template(template: Template) -> tuple[PresentationFile, dict[str, SlideLayout]]:
    presentation = open_presentation(io.BytesIO(template.content))
    parts = {
        str(layout.part.partname): layout for master in presentation.slide_masters for layout in master.slide_layouts
    }
    return presentation, {name: parts[part] for name, part in template.layouts.items()}


def recoloured(xml: str, template: Template | None) -> str:
    """Gives the XML of a slide with the scheme colours of our own theme replaced by those of a template."""
    if template is None:
        return xml
    return SCHEME_COLOUR.sub(lambda found: _shade(found, template), xml)


def _shade(found: re.Match[str], template: Template) -> str:
    shade = template.shades.get(found[1])
    if shade is None:
        return found[0]
    changes = f'<a:lumMod val="{shade.modulation}"/>' if shade.modulation else ""
    changes += f'<a:lumOff val="{shade.offset}"/>' if shade.offset else ""
    return f'<a:schemeClr val="{shade.scheme}">{changes}</a:schemeClr>'


def _drop_leftovers(presentation: PresentationFile) -> None:
    """Removes the printer settings and the thumbnail of python-pptx's default template."""
    package = presentation.part.package
    for holder in (presentation.part.rels, package._rels):
        for key, relationship in list(holder.items()):
            if relationship.reltype.rpartition("/")[2] in DROPPED:
                holder.pop(key)


def _add_layout(master_part: SlideMasterPart, layout: Layout, number: int, theme: Theme) -> SlideLayout:
    package = master_part.package
    name = PackURI(f"/ppt/slideLayouts/slideLayout{number}.xml")
    part = SlideLayoutPart.load(name, CONTENT_TYPE.PML_SLIDE_LAYOUT, package, _layout_xml(layout, theme).encode())
    part.relate_to(master_part, RELATIONSHIP_TYPE.SLIDE_MASTER)
    relationship = master_part.relate_to(part, RELATIONSHIP_TYPE.SLIDE_LAYOUT)
    listed = f'<p:sldLayoutId {NAMESPACES} id="{FIRST_LAYOUT_ID + number}" r:id="{relationship}"/>'
    master_part._element.get_or_add_sldLayoutIdLst().append(parse_xml(listed))
    made: SlideLayout = part.slide_layout
    return made


def _theme_xml(theme: Theme, mode: str) -> str:
    colours = {name: value.lstrip("#") for name, value in theme.colours[mode].items()}
    dark, light = ("paper", "ink") if mode == "dark" else ("ink", "paper")
    second_dark, second_light = ("wash", "soft") if mode == "dark" else ("soft", "wash")
    places = {
        "dk1": dark, "lt1": light, "dk2": second_dark, "lt2": second_light, "accent1": "tensorflow",
        "accent2": "pytorch", "accent3": "tensorflow-text", "accent4": "pytorch-text", "accent5": "rule",
        "accent6": "soft", "hlink": "ink", "folHlink": "soft",
    }  # fmt: skip
    scheme = "".join(f'<a:{place}><a:srgbClr val="{colours[name]}"/></a:{place}>' for place, name in places.items())
    font = f'<a:latin typeface={attribute(theme.fonts["text"])}/><a:ea typeface=""/><a:cs typeface=""/>'
    plain = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{plain}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<a:theme {NAMESPACES.split(" ")[0]} name="Fold"><a:themeElements>'
        f'<a:clrScheme name="Fold {mode}">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="Fold"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="Fold"><a:fillStyleLst>{plain * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{plain * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )


def _master_xml(theme: Theme, mode: str) -> str:
    mapped = ("dk1", "lt1", "dk2", "lt2") if mode == "dark" else ("lt1", "dk1", "lt2", "dk2")
    mapping = "".join(f' {name}="{place}"' for name, place in zip(("bg1", "tx1", "bg2", "tx2"), mapped, strict=True))
    accents = "".join(f' accent{n}="accent{n}"' for n in range(1, 7))
    text = theme.layouts["text"]
    slots = (text["title"], text["body"], text["number"], *([text["footer"]] if text.has("footer") else ()))
    shapes = "".join(_placeholder(slot, number, theme, master=True) for number, slot in enumerate(slots, start=2))
    title, body = _levels(text["title"], 1, theme), _levels(text["body"], 9, theme)
    return (
        f"<p:sldMaster {NAMESPACES}><p:cSld><p:bg><p:bgPr>{fill('paper')}<a:effectLst/></p:bgPr></p:bg>"
        f"<p:spTree>{_tree_head()}{shapes}</p:spTree></p:cSld>"
        f'<p:clrMap{mapping}{accents} hlink="hlink" folHlink="folHlink"/><p:sldLayoutIdLst/>'
        f"<p:txStyles><p:titleStyle>{title}</p:titleStyle><p:bodyStyle>{body}</p:bodyStyle>"
        f"<p:otherStyle>{_other_levels(text['body'])}</p:otherStyle></p:txStyles></p:sldMaster>"
    )


def _layout_xml(layout: Layout, theme: Theme) -> str:
    marks = "".join(_mark(mark, number) for number, mark in enumerate(layout.marks, start=2))
    first = 2 + len(layout.marks)
    slots = "".join(_placeholder(slot, number, theme) for number, slot in enumerate(layout.slots, start=first))
    kind = ' type="title"' if layout.id in ("title", "versus") else ""
    return (
        f'<p:sldLayout {NAMESPACES}{kind} preserve="1" userDrawn="1"><p:cSld name={attribute(layout.name)}>'
        f"<p:spTree>{_tree_head()}{marks}{slots}</p:spTree></p:cSld>"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


def _tree_head() -> str:
    nothing = '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/>'
    return (
        '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
        f"<p:grpSpPr><a:xfrm>{nothing}</a:xfrm></p:grpSpPr>"
    )


def _mark(mark: Mark, number: int) -> str:
    return rectangle(number, "Rule" if mark.box.height < 0.02 else "Bar", mark.box, mark.colour)


def placeholder_tag(slot: Slot, master: bool = False) -> str:
    """Gives the element that ties a shape to its placeholder; nothing for a slot that has none."""
    if not slot.type:
        return ""
    size = ' sz="quarter"' if slot.kind == "number" else ""
    place = "" if slot.index == 0 or (master and slot.kind not in ("number", "footer")) else f' idx="{slot.index}"'
    return f'<p:ph type="{slot.type}"{size}{place}/>'


def _placeholder(slot: Slot, number: int, theme: Theme, master: bool = False) -> str:
    """Gives a slot as a placeholder shape of a layout or of the master."""
    name = slot.name.replace("-", " ").capitalize()
    if slot.kind == "number":
        content = f"<a:p>{number_field('‹#›', 'en-US')}</a:p>"
    else:
        prompt = PROMPTS.get(slot.name, "Table" if slot.kind == "table" else "Text")
        content = f'<a:p><a:r><a:rPr lang="en-US"/><a:t>{prompt}</a:t></a:r></a:p>'
    anchor = {"top": "t", "bottom": "b"}[slot.anchor]
    wrap = '<a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0"'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={attribute(name)}/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr>{placeholder_tag(slot, master)}</p:nvPr></p:nvSpPr><p:spPr>{transform(slot.box)}"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f'<p:txBody>{wrap} anchor="{anchor}"><a:noAutofit/></a:bodyPr>'
        f"<a:lstStyle>{_levels(slot, LEVELS if slot.bullets else 1, theme)}</a:lstStyle>{content}</p:txBody></p:sp>"
    )


def _levels(slot: Slot, count: int, theme: Theme) -> str:
    """Gives the paragraph styles of a slot, one a list level."""
    return "".join(_level(slot, level, theme) for level in range(1, count + 1))


def _other_levels(slot: Slot) -> str:
    """Gives the style of text that is in no placeholder: table cells and loose boxes, flat left without bullets."""
    return (
        '<a:lvl1pPr marL="0" indent="0" algn="l" rtl="0" eaLnBrk="1" latinLnBrk="0" hangingPunct="1"><a:buNone/>'
        f'<a:defRPr sz="{round(slot.step.size * 100)}" kern="0">{fill(slot.colour)}<a:latin typeface="+mn-lt"/>'
        '<a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl1pPr>'
    )


def _level(slot: Slot, level: int, theme: Theme) -> str:
    step = slot.step
    hanging = emu(theme.gaps.bullet)
    if slot.bullets:
        indent = f'marL="{hanging * min(level, LEVELS)}" indent="-{hanging}"'
        bullet = '<a:buFont typeface="Arial"/><a:buChar char="–"/>'
    else:
        indent, bullet = 'marL="0" indent="0"', "<a:buNone/>"
    align = ' algn="r"' if slot.kind == "number" or slot.align == "right" else ' algn="l"'
    return (
        f'<a:lvl{level}pPr {indent}{align} rtl="0" eaLnBrk="1" latinLnBrk="0" hangingPunct="1">'
        f'{spacing(step.line, 0, step.after)}{bullet}<a:defRPr{_character(slot, step)} kern="0">{fill(slot.colour)}'
        f"{_font(slot, theme)}</a:defRPr></a:lvl{level}pPr>"
    )


def spacing(line: float, before: float, after: float) -> str:
    """Gives exact line spacing with the space before and after, in points."""
    return (
        f'<a:lnSpc><a:spcPts val="{round(line * 100)}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="{round(before * 100)}"/></a:spcBef>'
        f'<a:spcAft><a:spcPts val="{round(after * 100)}"/></a:spcAft>'
    )


def _character(slot: Slot, step: Step) -> str:
    bold = step.bold or slot.kind == "number"
    return f' sz="{round(step.size * 100)}" b="{int(bold)}" spc="{round(step.tracking * 100)}"'


def _font(slot: Slot, theme: Theme) -> str:
    if slot.code:
        font = attribute(theme.fonts["code"])
        return f"<a:latin typeface={font}/><a:cs typeface={font}/>"
    return '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/>'


def number_field(shown: str, language: str) -> str:
    """Gives the field that PowerPoint fills with the number of the slide."""
    return f'<a:fld id="{NUMBER_FIELD}" type="slidenum"><a:rPr lang={attribute(language)}/><a:t>{shown}</a:t></a:fld>'


def rule_width() -> int:
    """Gives the width of a table rule in EMU: 0.75 points."""
    return round(0.75 * EMU_PER_POINT)


def same_box(one: Box, other: Box) -> bool:
    """Whether two boxes are equal to the EMU."""
    return all(
        emu(a) == emu(b)
        for a, b in ((one.x, other.x), (one.y, other.y), (one.width, other.width), (one.height, other.height))
    )
