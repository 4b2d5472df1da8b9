"""Template parts: those of somebody else's presentation, and what is left of them without slides and properties."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from lxml import etree

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
RELATION_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PRESENTATION = "http://schemas.openxmlformats.org/presentationml/2006/main"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
# What stays of the presentation: its parts by the kind of their relationship, its settings by their element.
KEPT_PARTS = frozenset({"slideMaster", "notesMaster", "handoutMaster", "theme", "tableStyles", "font"})
KEPT_SETTINGS = frozenset(
    {"sldMasterIdLst", "notesMasterIdLst", "handoutMasterIdLst", "sldSz", "notesSz", "embeddedFontLst",
     "kinsoku", "defaultTextStyle"}
)  # fmt: skip
# Parts that PowerPoint asks for and that say too much of the author's: empty ones in their place.
PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
PROPERTIES = '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
BARE = {
    "presProps": f'<p:presentationPr xmlns:p="{PRESENTATION}"/>',
    "viewProps": f'<p:viewPr xmlns:p="{PRESENTATION}"/>',
}
BARE_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.{}+xml"
FIRST_FREE_INDEX = 40  # of the placeholders that have none
SAVE_AGAIN = "open it in PowerPoint or LibreOffice and save it again as .pptx or .potx"

Parts = dict[str, bytes]  # by the name of the part without a slash in front


class TemplateError(Exception):
    """Says why a template cannot be used, and what its author can do."""

    def __init__(self, what: str, todo: str = SAVE_AGAIN) -> None:
        """Takes the end of a sentence that starts with the template's name."""
        super().__init__(what)
        self.what, self.todo = what, todo


def emptied(parts: Parts) -> Parts:
    """Gives the parts with nothing left of slides, sections, comments and properties; masters and layouts stay."""
    main = _main_part(parts)
    kept = dict(parts)
    relations, presentation = tree_of(parts, relations_of(main)), tree_of(parts, main)
    for relation in list(relations):
        if relation.get("Type", "").rpartition("/")[2] not in KEPT_PARTS or _bodiless(parts, main, relation):
            relations.remove(relation)
    left = {relation.get("Id") for relation in relations}
    for name in BARE:
        tie = {"Id": f"bare-{name}", "Type": RELATION_TYPES + name, "Target": f"{name}.xml"}
        etree.SubElement(relations, f"{{{RELATIONS}}}Relationship", tie)
    _empty_presentation(presentation, left)
    if not len(presentation.findall(f"{{{PRESENTATION}}}sldMasterIdLst/*")):
        raise TemplateError("has no slide master")
    kept[main], kept[relations_of(main)] = etree.tostring(presentation), etree.tostring(relations)
    kept["_rels/.rels"] = _root_relations(main)
    kept["[Content_Types].xml"] = _content_types(tree_of(parts, "[Content_Types].xml"), main)
    kept["docProps/app.xml"] = PROPERTIES.encode()
    for name, xml in BARE.items():
        kept[target(main, f"{name}.xml")] = xml.encode()
    for name in parts:
        if name.startswith("ppt/slideLayouts/") and name.endswith(".xml"):
            kept[name] = _numbered(parsed(name, parts[name]))
            _drop_jumps(kept, name)
        elif name.startswith("ppt/slideMasters/") and name.endswith(".xml"):
            _drop_jumps(kept, name)
    return kept


def _main_part(parts: Parts) -> str:
    for relation in tree_of(parts, "_rels/.rels"):
        if relation.get("Type", "") == RELATION_TYPES + "officeDocument":
            name = str(relation.get("Target", "")).lstrip("/")
            if tree_of(parts, name).tag == f"{{{PRESENTATION}}}presentation":
                return name
    raise TemplateError("is a file of another program")


def _bodiless(parts: Parts, main: str, relation: etree._Element) -> bool:
    """Whether a relationship leads to a notes master without a place for notes: python-pptx makes a better one."""
    if not relation.get("Type", "").endswith("/notesMaster"):
        return False
    master = tree_of(parts, target(main, relation.get("Target", "")))
    return not any(holder.get("type") == "body" for holder in master.iter(f"{{{PRESENTATION}}}ph"))


def _empty_presentation(presentation: etree._Element, left: set[str | None]) -> None:
    for child in list(presentation):
        if etree.QName(child).localname not in KEPT_SETTINGS:
            presentation.remove(child)
    for listed in list(presentation.iter("{*}sldMasterId", "{*}notesMasterId", "{*}handoutMasterId")):
        if listed.get(RELATION_ID) not in left:
            holder = listed.getparent()
            assert holder is not None
            holder.remove(listed)
    for holder in list(presentation):
        if etree.QName(holder).localname.endswith("MasterIdLst") and not len(holder):
            presentation.remove(holder)
    presentation.attrib.pop("firstSlideNum", None)  # links and references count from 1


def _root_relations(main: str) -> bytes:
    rows = (
        f'<Relationship Id="rId{number}" Type="{RELATION_TYPES}{kind}" Target="{name}"/>'
        for number, (kind, name) in enumerate(
            (("officeDocument", main), ("extended-properties", "docProps/app.xml")), start=1
        )
    )
    return f'<Relationships xmlns="{RELATIONS}">{"".join(rows)}</Relationships>'.encode()


def _content_types(types: etree._Element, main: str) -> bytes:
    """Makes a presentation of a template or a show, and says what the parts are that we put in."""
    given = {f"/{main}": MAIN_TYPE, "/docProps/app.xml": PROPERTIES_TYPE}
    given |= {f"/{target(main, name)}.xml": BARE_TYPE.format(name) for name in BARE}
    for override in list(types.iter("{*}Override")):
        if override.get("PartName") in given:
            types.remove(override)
    for name, kind in given.items():
        etree.SubElement(types, f"{{{types.nsmap[None]}}}Override", {"PartName": name, "ContentType": kind})
    return bytes(etree.tostring(types))


def _numbered(layout: etree._Element) -> bytes:
    """Gives each placeholder of a layout an index of its own: LibreOffice writes several without one."""
    taken: set[str] = set()
    holders = list(layout.iter(f"{{{PRESENTATION}}}ph"))
    free = (str(number) for number in range(FIRST_FREE_INDEX, FIRST_FREE_INDEX + 2 * len(holders)))
    wanted = [holder.get("idx", "0") for holder in holders]
    for holder, index in zip(holders, wanted, strict=True):
        if holder.get("type") in ("title", "ctrTitle"):
            continue
        if index == "0" or index in taken:
            index = next(new for new in free if new not in wanted)
            holder.set("idx", index)
        taken.add(index)
    return bytes(etree.tostring(layout))


def _drop_jumps(parts: Parts, name: str) -> None:
    """Takes the jumps to slides out of a master or layout, because the slides go."""
    relations_name = relations_of(name)
    if relations_name not in parts:
        return
    relations, part = parsed(relations_name, parts[relations_name]), parsed(name, parts[name])
    jumps = {relation.get("Id") for relation in relations if relation.get("Type") == RELATION_TYPES + "slide"}
    if not jumps:
        return
    for element in list(_jumping(part, jumps)):
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)
    for relation in list(relations):
        if relation.get("Id") in jumps:
            relations.remove(relation)
    parts[relations_name], parts[name] = etree.tostring(relations), etree.tostring(part)


def _jumping(part: etree._Element, jumps: set[str | None]) -> Iterator[etree._Element]:
    return (element for element in part.iter() if element.get(RELATION_ID) in jumps)


def relations_of(name: str) -> str:
    """Gives the part that holds the relationships of a part."""
    folder, _, base = name.rpartition("/")
    return f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"


def target(holder: str, named: str) -> str:
    """Gives the part that a relationship of the part `holder` names."""
    if named.startswith("/"):
        return unquote(named.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(holder), unquote(named)))


def tree_of(parts: Mapping[str, bytes], name: str) -> etree._Element:
    """Gives a part as XML; raises `TemplateError` when it is missing or damaged."""
    if name not in parts:
        raise TemplateError(f"lacks its part {name}")
    return parsed(name, parts[name])


def parsed(name: str, content: bytes) -> etree._Element:
    """Gives XML without its entities; raises `TemplateError` when it is damaged or declares any."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise TemplateError(f"is damaged: {name} is not well-formed XML") from error
    if root.getroottree().docinfo.doctype:
        raise TemplateError(f"declares entities in its part {name}", "no PowerPoint file does: " + SAVE_AGAIN)
    return root
