"""SVG: how large a drawing is, and whether it is only a drawing: no script, no entity, nothing from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

SVG_SPACE = "http://www.w3.org/2000/svg"
REFUSED = frozenset({"script", "foreignObject", "iframe", "embed", "object", "audio", "video", "handler", "listener"})
INSIDE = re.compile(r"#|data:image/(png|jpeg|jpg|gif)[;,]", re.IGNORECASE)  # what a reference may lead to
FROM_ELSEWHERE = re.compile(r"@import|url\((?!\s*['\"]?\s*(?:#|data:image/(?:png|jpeg|jpg|gif)))", re.IGNORECASE)
PIXELS_OF_UNIT = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4}
LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?)\s*([a-zA-Z]*)\s*")
MOST_BYTES = 20_000_000
MOST_SHAPES = 200_000  # once every `use` is followed; more would keep PowerPoint busy for minutes
FINE = 1000  # drawings of few units are counted in smaller ones, so that whole numbers keep their shape


def svg_size(content: bytes) -> tuple[int, int]:
    """Gives the width and height of a drawing in whole units; ValueError says why it cannot be set."""
    if len(content) > MOST_BYTES:
        raise ValueError(f"it has more than {MOST_BYTES // 1_000_000} megabytes")
    root = _root(content)
    _check_document(root)
    for element in root.iter():
        _check_element(element)
    if _shapes(root, {element.get("id"): element for element in root.iter() if element.get("id")}) > MOST_SHAPES:
        raise ValueError("its parts are used in each other too often")
    return _size(root)


def _root(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"it is not XML ({error.msg})") from error
    if root.tag != f"{{{SVG_SPACE}}}svg":
        raise ValueError(f"its root is not an svg element of {SVG_SPACE}")
    return root


def _check_document(root: etree._Element) -> None:
    document = root.getroottree().docinfo
    if document.internalDTD is not None and list(document.internalDTD.entities()):
        raise ValueError("it declares entities")
    before = root.getprevious()
    while before is not None:
        if before.tag is etree.ProcessingInstruction and before.target == "xml-stylesheet":
            raise ValueError("its style sheet lies elsewhere")
        before = before.getprevious()


def _check_element(element: etree._Element) -> None:
    if not isinstance(element.tag, str):
        if element.tag is etree.Entity:
            raise ValueError("it uses an entity")
        return
    name = etree.QName(element).localname
    if name in REFUSED:
        raise ValueError(f"it holds a {name} element")
    for key, value in element.attrib.items():
        own = key.rpartition("}")[2]
        if own.startswith("on"):
            raise ValueError(f"it holds a script ({own})")
        if own in ("href", "src") and value.strip() and not INSIDE.match(value.strip()):
            raise ValueError(f"it refers to '{value.strip()[:60]}'")
        if FROM_ELSEWHERE.search(value):
            raise ValueError(f"it refers to something outside ({own})")
    if name == "style" and FROM_ELSEWHERE.search("".join(element.itertext())):
        raise ValueError("its style refers to something outside")


def _shapes(root: etree._Element, named: Mapping[str, etree._Element]) -> int:
    """Counts the elements of a drawing with every `use` followed; a circle of uses counts as too many."""
    known: dict[etree._Element, int] = {}
    entered: set[etree._Element] = set()
    waiting = [root]
    while waiting:  # by hand: a drawing may be nested deeper than Python calls
        current = waiting[-1]
        below = _below(current, named)
        if current not in entered:
            entered.add(current)
            waiting += [one for one in below if one not in entered]
            continue
        waiting.pop()
        known.setdefault(current, min(1 + sum(known.get(one, MOST_SHAPES) for one in below), MOST_SHAPES + 1))
    return known[root]


def _below(element: etree._Element, named: Mapping[str, etree._Element]) -> list[etree._Element]:
    found = [child for child in element if isinstance(child.tag, str)]
    if isinstance(element.tag, str) and etree.QName(element).localname == "use":
        reference = element.get("href") or element.get("{http://www.w3.org/1999/xlink}href") or ""
        target = named.get(reference.removeprefix("#"))
        found += [target] if target is not None else []
    return found


def _size(root: etree._Element) -> tuple[int, int]:
    width, height = _length(root.get("width", "")), _length(root.get("height", ""))
    view = [_number(part) for part in re.split(r"[\s,]+", root.get("viewBox", "").strip()) if part]
    box = (view[2], view[3]) if len(view) == 4 else (0.0, 0.0)
    if all(box) and not (width or height):
        width, height = box
    elif all(box):
        width, height = width or height * box[0] / box[1], height or width * box[1] / box[0]
    if not (width > 0 and height > 0):
        raise ValueError("it has neither width and height nor a viewBox")
    finer = max(1.0, FINE / max(width, height))
    return max(1, round(width * finer)), max(1, round(height * finer))


def _length(written: str) -> float:
    found = LENGTH.fullmatch(written)
    return float(found[1]) * PIXELS_OF_UNIT.get(found[2].lower(), 0.0) if found else 0.0


def _number(written: str) -> float:
    try:
        return float(written)
    except ValueError:
        return 0.0
