"""Template slots: the boxes of our layouts laid over the placeholders of a template's layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from deck.templates.layouts import Holder, Offer
from deck.templates.match import Match
from deck.theme import Box, Layout, Slot, Step
from text.values import dataclass, replace

TAKES = {  # which placeholders may hold what; a box without one of these is a loose one
    "title": ("title", "ctrTitle"),
    "text": ("obj", "body", "subTitle"),
    "table": ("obj", "tbl"),
    "picture": ("obj", "pic"),
    "chart": ("obj", "chart"),
    "number": ("sldNum",),
    "footer": ("ftr",),
}
FIRST = ("body", "left", "lead", "subtitle", "table", "chart")  # the box that gets the main placeholder
SECOND = ("right", "picture", "chart", "table")  # the box beside it
HEADS = ("left-head", "right-head")
LEFT_OUT = frozenset(  # boxes that only our own look has
    {"numeral", "contents", "left-label", "right-label", "fact-1", "fact-2", "fact-3", "fact-4"}
)
FURNITURE = frozenset({"title", "kicker", "sources", "number", "footer"})
GUTTER = 0.300  # inches between two halves of one placeholder
HEAD_HEIGHT = 0.400
CAPTION_HEIGHT = 0.350
FIGURE_HEIGHT = 0.900
LIMITS_HEIGHT = 0.500
SIDE_TEXT = 0.34  # of the width, beside a chart or a table
ATTRIBUTION_HEIGHT = 0.800
FOOTNOTES_HEIGHT = 0.450
PARTS = ("left", "middle", "right")
KICKER_HEIGHT = 0.260
SOURCES_HEIGHT = 0.460  # two lines of the smallest step
NARROWEST_FOOT = 2.5
AIR = 0.050
FOOT = ("dt", "ftr", "sldNum")
NARROW = 0.6  # of the width of the title
TINY = 0.2  # of the slide: what is left to text in a smaller box is not enough for a slide
BAND = 0.6  # of the width of the slide: a drawing that is wider is a ground and no obstacle


@dataclass(frozen=True, slots=True)
class Ground:
    """What the layouts of one template share: the slide's size, and which furniture the deck needs."""

    width: float
    height: float
    kickers: bool
    footers: bool
    steps: Mapping[str, Step]


def lay_over(layout: Layout, match: Match, ground: Ground) -> Layout:
    """Gives our layout with the boxes of the template's; what has no placeholder there becomes a loose box."""
    if match.kind == "own":
        slots = tuple(_tied(slot, match.roles[slot.name]) for slot in layout.slots if slot.name in match.roles)
    else:
        slots = tuple(_slots(layout, match, ground))
    named = tuple(replace(slot, step=ground.steps.get(slot.step.name, slot.step)) for slot in slots)
    return Layout(layout.id, match.offer.name, named, ())


def _slots(layout: Layout, match: Match, ground: Ground) -> Iterator[Slot]:
    title = match.roles["title"]
    kicker, top = _kicker(title, match) if ground.kickers else (None, 0.0)
    sources, bottom = _foot(match, ground)
    main = _main(layout, match, top, bottom, ground)
    for slot in layout.slots:
        if slot.name in main:
            yield main[slot.name]
        elif slot.name == "title":
            yield _tied(slot, title)
        elif slot.name == "kicker" and kicker and layout.id != "section":  # there it says what the master says
            yield _loose(slot, kicker)
        elif slot.name == "sources":
            yield _loose(slot, sources)
        elif slot.name == "footnotes":
            yield _loose(slot, _at_foot([one.box for one in main.values()] or _contents(match)))
        elif slot.kind == "number":
            yield from (_tied(slot, holder) for holder in match.offer.of("sldNum")[:1])
        elif slot.name not in FURNITURE | LEFT_OUT:
            yield _loose(slot, _carried(slot.box, layout, main, ground))
    for holder in match.offer.of("ftr")[: layout.id != "title"]:
        made = Slot("footer", "footer", holder.box, ground.steps["source"])
        yield replace(made, type=holder.type, index=holder.index)


def _main(layout: Layout, match: Match, top: float, bottom: float, ground: Ground) -> Mapping[str, Slot]:
    """Shares the placeholders for content among the boxes for content."""
    named = {slot.name: slot for slot in layout.slots}
    first = next((named[name] for name in FIRST if name in named), named.get("picture"))
    second = next((named[name] for name in SECOND if name in named and named[name] is not first), None)
    holders = [match.roles[name] for name in ("left", "right") if name in match.roles]
    holders = holders or [holder for role, holder in match.roles.items() if role != "title"]
    parted = [name for name in PARTS if name in named]
    if len(parted) == len(PARTS) or layout.id == "closing":
        boxes = [_shrunk(box, top, bottom) for box in _contents(match)]
        return _in_parts(named, parted or [name for name in named if name.startswith("fact-")], holders, boxes)
    if first is None:
        return {}
    if not holders:
        below = _below(match.roles["title"].box)
        return {first.name: _loose(first, below)}
    grown = [_grown(holder, match, ground) for holder in holders] if len(holders) == 1 else []
    boxes = [_shrunk(box, top, bottom) for box in grown or [holder.box for holder in holders]]
    if second is None:
        found = {first.name: _tied(first, holders[0], boxes[0])}
    elif len(holders) > 1:
        found = {first.name: _tied(first, holders[0], boxes[0]), second.name: _tied(second, holders[1], boxes[1])}
    else:
        left, right = _parted(boxes[0], SIDE_TEXT if second.name in ("chart", "table") else 0.5)
        found = {first.name: _tied(first, holders[0], left), second.name: _loose(second, right)}
    return _with_heads(found, named, match) | _captioned(found, named) | _figured(found, named)


def _in_parts(
    named: Mapping[str, Slot], parts: Sequence[str], holders: Sequence[Holder], boxes: Sequence[Box]
) -> Mapping[str, Slot]:
    """Parts the room for content into as many columns; the first has the placeholder where it holds text to read."""
    whole = _around(boxes)
    width = (whole.width - GUTTER * (len(parts) - 1)) / len(parts)
    found = {}
    for number, name in enumerate(parts):
        box = replace(whole, x=whole.x + number * (width + GUTTER), width=width)
        tied = number == 0 and name in PARTS and holders
        found[name] = _tied(named[name], holders[0], box) if tied else _loose(named[name], box)
    return found


def _at_foot(boxes: Sequence[Box]) -> Box:
    """Gives the lines of the footnotes at the foot of the content."""
    whole = _around(boxes)
    height = min(FOOTNOTES_HEIGHT, whole.height)
    return replace(whole, y=whole.bottom - height, height=height)


def _with_heads(found: Mapping[str, Slot], named: Mapping[str, Slot], match: Match) -> dict[str, Slot]:
    """Sets the heads of two columns: in their own placeholders, or in room taken from the columns."""
    made = dict(found)
    for name in HEADS:
        column = name.removesuffix("-head")
        if name not in named or column not in made:
            continue
        if name in match.roles:
            made[name] = _tied(named[name], match.roles[name])
            continue
        box = made[column].box
        made[name] = _loose(named[name], replace(box, height=HEAD_HEIGHT - AIR))
        lower = replace(box, y=box.y + HEAD_HEIGHT, height=box.height - HEAD_HEIGHT)
        made[column] = replace(made[column], box=lower, own_box=True)
    return made


def _captioned(found: Mapping[str, Slot], named: Mapping[str, Slot]) -> dict[str, Slot]:
    """Takes the line of a caption from the foot of its picture, those of an attribution from that of a quotation."""
    if "attribution" in named and "body" in found:
        box = found["body"].box
        upper = replace(box, height=box.height - ATTRIBUTION_HEIGHT)
        below = replace(box, y=upper.bottom + AIR, height=ATTRIBUTION_HEIGHT - AIR)
        said = _loose(named["attribution"], below)
        return {"body": replace(found["body"], box=upper, own_box=True), "attribution": said}
    if "caption" not in named or "picture" not in found:
        return {}
    box = found["picture"].box
    upper = replace(box, height=box.height - CAPTION_HEIGHT)
    below = replace(box, y=upper.bottom + AIR, height=CAPTION_HEIGHT - AIR)
    return {"picture": replace(found["picture"], box=upper, own_box=True), "caption": _loose(named["caption"], below)}


def _figured(found: Mapping[str, Slot], named: Mapping[str, Slot]) -> dict[str, Slot]:
    """Takes a line of large type from the top of the text beside a chart, and a few small ones from its foot."""
    if "figure" not in named or "body" not in found:
        return {}
    box = found["body"].box
    lower = replace(box, y=box.y + FIGURE_HEIGHT, height=box.height - FIGURE_HEIGHT)
    foot = replace(box, y=box.bottom - LIMITS_HEIGHT, height=LIMITS_HEIGHT)
    figure = _loose(named["figure"], replace(box, height=FIGURE_HEIGHT - AIR))
    body = replace(found["body"], box=lower, own_box=True)
    limits = {"limits": _loose(named["limits"], foot)} if "limits" in named else {}
    return {"figure": figure, "body": body, **limits}


def _tied(slot: Slot, holder: Holder, box: Box | None = None) -> Slot:
    """Ties a slot to a placeholder, or leaves it loose where the placeholder cannot hold its kind."""
    box = box or holder.box
    if holder.type not in TAKES[slot.kind]:
        return _loose(slot, box)
    moved = box != holder.box
    return replace(
        slot, box=box, type=holder.type, index=holder.index, bullets=holder.look.bullets, own_box=moved, align="left"
    )


def _loose(slot: Slot, box: Box) -> Slot:
    return replace(slot, box=box, type="", bullets=False, align="left", anchor="top")


def _parted(box: Box, share: float) -> tuple[Box, Box]:
    width = (box.width - GUTTER) * share
    right = box.width - GUTTER - width
    return replace(box, width=width), replace(box, x=box.x + width + GUTTER, width=right)


def _below(title: Box) -> Box:
    return Box(title.x, title.bottom + AIR, title.width, 2 * HEAD_HEIGHT)


def _grown(holder: Holder, match: Match, ground: Ground) -> Box:
    """Lets a tiny or narrow box reach as wide as the title and down to the foot, unless something stands there."""
    box, title = holder.box, match.roles["title"].box
    tiny = box.width * box.height < TINY * ground.width * ground.height
    if match.kind != "single" or not (tiny or box.width < NARROW * title.width):
        return box
    foot = [other.box.y for other in match.offer.of(*FOOT) if other.box.y > box.bottom]
    floor = min(foot, default=ground.height) - SOURCES_HEIGHT - 2 * AIR if tiny else box.bottom
    x, right = min(box.x, title.x), max(box.right, title.right)
    large = Box(x, box.y, right - x, max(floor, box.bottom) - box.y)
    others = [other.box for other in match.offer.holders if other is not holder and other.type not in FOOT]
    drawn = [one for one in match.offer.drawn if one.width < BAND * ground.width]
    return box if any(_meet(one, large) for one in (*others, *drawn)) else large


def _meet(one: Box, other: Box) -> bool:
    return one.x < other.right and one.right > other.x and one.y < other.bottom and one.bottom > other.y


def _shrunk(box: Box, top: float, bottom: float) -> Box:
    """Takes off a box what furniture needs above and below it."""
    upper = max(box.y, top) if top else box.y
    lower = min(box.bottom, bottom) if bottom else box.bottom
    return replace(box, y=upper, height=lower - upper)


def _contents(match: Match) -> list[Box]:
    return [holder.box for role, holder in match.roles.items() if role != "title"] or [match.roles["title"].box]


def _kicker(title: Holder, match: Match) -> tuple[Box, float]:
    """Finds a line for the kicker above the title, or below it; gives it and where the content may start."""
    box = title.box
    top = min(content.y for content in _contents(match))
    if box.y - KICKER_HEIGHT >= AIR:
        return Box(box.x, box.y - KICKER_HEIGHT, box.width, KICKER_HEIGHT), 0.0
    if box.bottom > top + AIR:  # the title stands beside the content
        return Box(box.x, max(box.y - KICKER_HEIGHT, 0.0), box.width, KICKER_HEIGHT), 0.0
    return Box(box.x, box.bottom, box.width, KICKER_HEIGHT), max(top, box.bottom + KICKER_HEIGHT + AIR)


def _foot(match: Match, ground: Ground) -> tuple[Box, float]:
    """Finds two lines for the sources at the slide's foot; gives them and, if content must yield, where it ends."""
    contents = _contents(match)
    left, right = min(box.x for box in contents), max(box.right for box in contents)
    bottom = max(box.bottom for box in contents) + AIR
    row = [holder.box for holder in match.offer.of(*FOOT) if holder.box.y >= bottom - 2 * AIR]
    top = min((box.y - AIR for box in row), default=ground.height - 2 * AIR)
    if top - bottom >= SOURCES_HEIGHT:
        return Box(left, top - SOURCES_HEIGHT, right - left, SOURCES_HEIGHT), 0.0
    y = max(bottom, min(top + AIR, ground.height - SOURCES_HEIGHT - AIR))
    taken = _obstacles(match.offer, y, ground)
    start, stop = _widest(left, right, taken)
    if y + SOURCES_HEIGHT <= ground.height and stop - start >= NARROWEST_FOOT:
        return Box(start, y, stop - start, SOURCES_HEIGHT), 0.0
    carved = min(bottom, ground.height - AIR) - SOURCES_HEIGHT
    return Box(left, carved, right - left, SOURCES_HEIGHT), carved - AIR


def _obstacles(offer: Offer, y: float, ground: Ground) -> list[Box]:
    """Gives what already stands at the height of the foot: number, footer, logos."""
    fixed = [holder.box for holder in offer.of("sldNum", *(("ftr",) if ground.footers else ()))]
    drawn = [box for box in offer.drawn if box.width < BAND * ground.width]
    return [box for box in (*fixed, *drawn) if box.bottom > y and box.y < y + SOURCES_HEIGHT]


def _widest(left: float, right: float, taken: Sequence[Box]) -> tuple[float, float]:
    """Gives the widest part of a row that nothing stands in."""
    best, start = (left, left), left
    for box in sorted(taken, key=lambda one: one.x):
        if min(box.x - 3 * AIR, right) - start > best[1] - best[0]:
            best = (start, min(box.x - 3 * AIR, right))
        start = max(start, box.right + 3 * AIR)
    return (start, right) if right - start > best[1] - best[0] else best


def _carried(box: Box, layout: Layout, main: Mapping[str, Slot], ground: Ground) -> Box:
    """Carries a box of our own look to the same place of the content of the template."""
    ours = [slot.box for slot in layout.slots if slot.name in main]
    theirs = [slot.box for slot in main.values()]
    if not ours:
        return box
    there, here = _around(theirs), _around(ours)
    across, down = there.width / here.width, there.height / here.height
    y = min(there.y + (box.y - here.y) * down, ground.height - box.height)
    return Box(there.x + (box.x - here.x) * across, max(y, 0.0), box.width * across, box.height)


def _around(boxes: Sequence[Box]) -> Box:
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    return Box(x, y, max(box.right for box in boxes) - x, max(box.bottom for box in boxes) - y)
