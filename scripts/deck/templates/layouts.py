"""Template layouts: what the masters of a template offer, each placeholder with its place and its look."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree
from pptx.presentation import Presentation as PresentationFile
from pptx.slide import SlideLayout

from deck.powerpoint.xml import EMU_PER_INCH
from deck.theme import Box
from text.values import dataclass

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
INSETS = {"lIns": 91440, "tIns": 45720, "rIns": 91440, "bIns": 45720}  # what Open XML means where nothing is said
# Which placeholder of the master a placeholder of a layout takes after, and which of the master's three text styles.
MASTER_TYPES = {"ctrTitle": "title", "title": "title", "dt": "dt", "ftr": "ftr", "sldNum": "sldNum"}
STYLES = {"title": "titleStyle", "body": "bodyStyle", "dt": "otherStyle", "ftr": "otherStyle", "sldNum": "otherStyle"}
UPRIGHT = ("horz", "")
LEVELS = 3
EVEN = 1.25  # how much deeper than the first one a list level may step in to count as even
USUAL_SIZE = 18.0  # points, where nothing is said


@dataclass(frozen=True, slots=True)
class Look:
    """How a placeholder sets its first paragraph, as its layout and master say."""

    size: float  # points
    bold: bool
    capitals: bool
    bullets: bool
    indent: float  # inches that a list level takes at most
    font: str
    tracking: float = 0.0
    named: bool = True  # whether the font is named at all


@dataclass(frozen=True, slots=True)
class Holder:
    """A placeholder: its type ('obj' where none is written) and index, and the box that is left to its text."""

    type: str
    index: int
    box: Box
    look: Look
    upright: bool = True


@dataclass(frozen=True, slots=True)
class Offer:
    """A layout of a template: its name, the type and the part it is stored as, its placeholders in order."""

    name: str
    type: str
    part: str
    holders: tuple[Holder, ...]
    drawn: tuple[Box, ...] = ()  # logos, bands and the like, of the master too

    def of(self, *types: str) -> tuple[Holder, ...]:
        """Gives the placeholders of some types, in order."""
        return tuple(holder for holder in self.holders if holder.type in types)

    @property
    def title(self) -> Holder | None:
        """Gives the placeholder of the title, None when there is none or it stands upright."""
        return next((holder for holder in self.of("title", "ctrTitle") if holder.upright), None)

    @property
    def contents(self) -> tuple[Holder, ...]:
        """Gives the placeholders that hold text or anything, from left to right."""
        found = (holder for holder in self.of("obj", "body", "subTitle") if holder.upright)
        return tuple(sorted(found, key=lambda holder: (round(holder.box.x, 1), holder.box.y)))

    def __str__(self) -> str:
        """Gives the name with the placeholders, as a message lists them."""
        shown = [holder.type for holder in self.holders if holder.type not in ("dt", "ftr", "sldNum")]
        return f"'{self.name}' ({', '.join(shown) or 'no placeholder'})"


def offers_of(presentation: PresentationFile) -> tuple[Offer, ...]:
    """Gives every layout of every master of a presentation."""
    return tuple(_offer(layout) for master in presentation.slide_masters for layout in master.slide_layouts)


def _offer(layout: SlideLayout) -> Offer:
    kind = str(layout._element.get("type") or "")
    holders = [_holder(sp, layout) for sp in layout._element.iter(P + "sp") if sp.find(f".//{P}ph") is not None]
    drawn = _drawn(layout._element, layout.slide_master._element)
    return Offer(layout.name, kind, str(layout.part.partname), tuple(holder for holder in holders if holder), drawn)


def _drawn(*holders: etree._Element) -> tuple[Box, ...]:
    """Gives the boxes of pictures and shapes that are no placeholders."""
    shapes = (one for holder in holders for one in holder.iter(P + "pic", P + "sp"))
    boxes = (_place(one) for one in shapes if one.find(f".//{P}ph") is None)
    return tuple(box for box in boxes if box)


def _holder(sp: etree._Element, layout: SlideLayout) -> Holder | None:
    tag = sp.find(f".//{P}ph")
    kind = tag.get("type", "obj")
    chain = [sp, *_master_holders(kind, layout)]
    box = next((found for found in map(_place, chain) if found), None)
    if box is None or box.width <= 0 or box.height <= 0:
        return None
    bodies = [one.find(f"{P}txBody/{A}bodyPr") for one in chain]
    sides = [_inset(bodies, name) for name in INSETS]
    inner = Box(box.x + sides[0], box.y + sides[1], box.width - sides[0] - sides[2], box.height - sides[1] - sides[3])
    turned = sp.find(f"{P}spPr/{A}xfrm")
    upright = (_said(bodies, "vert") or "") in UPRIGHT and (turned is None or turned.get("rot", "0") == "0")
    return Holder(kind, int(tag.get("idx", "0")), inner, _look(kind, chain, layout), upright)


def _master_holders(kind: str, layout: SlideLayout) -> list[etree._Element]:
    wanted = MASTER_TYPES.get(kind, "body")
    shapes = layout.slide_master._element.iter(P + "sp")
    return [sp for sp in shapes if any(tag.get("type") == wanted for tag in sp.iter(P + "ph"))][:1]


def _place(sp: etree._Element) -> Box | None:
    offset, extent = sp.find(f"{P}spPr/{A}xfrm/{A}off"), sp.find(f"{P}spPr/{A}xfrm/{A}ext")
    if offset is None or extent is None:
        return None
    values = (offset.get("x"), offset.get("y"), extent.get("cx"), extent.get("cy"))
    return Box(*(int(value or 0) / EMU_PER_INCH for value in values))


def _inset(bodies: Sequence[etree._Element | None], name: str) -> float:
    said = _said(bodies, name)
    return int(said if said is not None else INSETS[name]) / EMU_PER_INCH


def _said(elements: Sequence[etree._Element | None], name: str) -> str | None:
    """Gives the first value of an attribute in a row of elements that inherit from each other."""
    found = (element.get(name) for element in elements if element is not None)
    return next((value for value in found if value is not None), None)


def _look(kind: str, chain: Sequence[etree._Element], layout: SlideLayout) -> Look:
    master = layout.slide_master._element
    style = STYLES.get(MASTER_TYPES.get(kind, "body"), "bodyStyle")
    lists = [*(sp.find(f"{P}txBody/{A}lstStyle") for sp in chain), master.find(f"{P}txStyles/{P}{style}")]
    first = _levels(lists, 1)
    runs = [level.find(A + "defRPr") for level in first]
    fonts = [run.find(A + "latin") if run is not None else None for run in runs]
    default = "+mj-lt" if style == "titleStyle" else "+mn-lt"
    return Look(
        size=int(_said([*runs, *_prompts(chain)], "sz") or USUAL_SIZE * 100) / 100,
        bold=_said(runs, "b") in ("1", "true"),
        capitals=_said(runs, "cap") == "all",
        bullets=style == "bodyStyle" and _bulleted(first),
        indent=_step_in([_indent(lists, level) / level for level in range(1, LEVELS + 1)]),
        font=_typeface(_said(fonts, "typeface") or default, layout),
        tracking=int(_said(runs, "spc") or 0) / 100,
        named=_said(fonts, "typeface") is not None,
    )


def _prompts(chain: Sequence[etree._Element]) -> list[etree._Element]:
    """Gives the looks of the prompts: LibreOffice writes sizes there and nowhere else."""
    return [run for sp in chain for run in sp.iter(A + "rPr", A + "endParaRPr")]


def _step_in(shares: Sequence[float]) -> float:
    """Gives what the first list level takes, or the most that any level does where they grow faster."""
    return shares[0] if max(shares) <= shares[0] * EVEN else max(shares)


def _levels(lists: Sequence[etree._Element | None], level: int) -> list[etree._Element]:
    found = (one.find(f"{A}lvl{level}pPr") for one in lists if one is not None)
    return [one for one in found if one is not None]


def _indent(lists: Sequence[etree._Element | None], level: int) -> float:
    return int(_said(_levels(lists, level), "marL") or 0) / EMU_PER_INCH


def _bulleted(levels: Sequence[etree._Element]) -> bool:
    """Whether the first level that says something about bullets wants them."""
    for level in levels:
        for child in level:
            name = etree.QName(child).localname
            if name in ("buNone", "buChar", "buAutoNum", "buBlip"):
                return str(name) != "buNone"
    return False


def _typeface(named: str, layout: SlideLayout) -> str:
    """Gives the name of a font; one that the theme names is looked up there."""
    if not named.startswith("+"):
        return named
    kind = "majorFont" if named.startswith("+mj") else "minorFont"
    font = theme_of(layout).find(f".//{A}{kind}/{A}latin")
    return str(font.get("typeface") or "") if font is not None else ""


def theme_of(layout: SlideLayout) -> etree._Element:
    """Gives the theme of a layout's master as XML."""
    for relation in layout.slide_master.part.rels.values():
        if relation.reltype.endswith("/theme"):
            return etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False))
    return etree.Element(A + "theme")
