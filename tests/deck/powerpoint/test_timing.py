from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any  # lxml carries no types

import pytest
from lxml import etree

from case_file import read_cases
from deck.powerpoint.timing import TRANSITIONS, Build, timing_xml, transition_xml
from deck.powerpoint.xml import NAMESPACES
from made_slides import box_of, deck_of, findings, paragraph, part_of, table_of
from sample_library import CASES


def tree(builds: list[Build]) -> Any:
    """Gives the timing of builds as a tree."""
    return etree.fromstring(f"<p:sld {NAMESPACES}>{timing_xml(builds)}</p:sld>")[0]


def clicks(timing: Any) -> list[list[str]]:
    """Gives for each click the shapes that it shows, a paragraph by its number behind the shape's."""
    steps = timing.xpath(".//*[@nodeType='mainSeq']/*[local-name()='childTnLst']/*")
    return [[_target(one) for one in step.iter("{*}spTgt")] for step in steps]


def _target(target: Any) -> str:
    return str(target.get("spid")) + "".join(f":{one.get('st')}" for one in target.iter("{*}pRg"))


@pytest.mark.parametrize(("name", "written", "expected"), read_cases(CASES / "pptx_timing.md"))
def test_builds_become_the_timing_that_powerpoint_writes(name: str, written: str, expected: str) -> None:
    lines = [line.split() for line in written.splitlines()]
    found = tree([Build(int(n), int(shape), kind, int(*place) if place else None) for n, shape, kind, *place in lines])
    etree.indent(found)
    assert re.sub(r' xmlns:\w+="[^"]*"', "", etree.tostring(found, encoding="unicode")).strip() == expected


def test_each_distinct_number_is_a_click_in_rising_order() -> None:
    builds = [Build(3, 7, "text", 2), Build(1, 7, "text", 0), Build(3, 9, "other")]
    assert clicks(tree(builds)) == [["7:0"], ["7:2", "9"]]


def test_ids_of_a_timing_rise_and_are_unique() -> None:
    ids = [int(one.get("id")) for one in tree([Build(n, 7, "text", n) for n in range(1, 9)]).iter("{*}cTn")]
    assert ids == list(range(1, len(ids) + 1))


def test_a_slide_without_builds_has_no_timing() -> None:
    assert timing_xml([]) == ""
    assert part_of(deck_of(box_of(paragraph("all at once")))).find("{*}timing") is None


def test_paragraphs_and_shapes_of_a_slide_appear_click_by_click(tmp_path: Path) -> None:
    words = box_of(paragraph("first"), paragraph("second", build=1), paragraph("third", build=2))
    deck = deck_of(words, table_of([["a"], ["1"]], build=2), box_of(paragraph("last"), build=3, wash=True))
    slide = part_of(deck)
    names = {one.get("id"): one.get("name") for one in slide.iter("{*}cNvPr")}
    shown = [[names[target.partition(":")[0]] for target in click] for click in clicks(slide)]
    assert shown == [["Text"], ["Text", "Table"], ["Wash", "Text"]]
    assert findings(deck, tmp_path) == []


def test_every_built_shape_is_on_the_slide_and_listed_once() -> None:
    deck = deck_of(box_of(paragraph("a", build=1), paragraph("b", build=2)), box_of(paragraph("c"), build=3))
    slide = part_of(deck)
    listed = Counter(one.get("spid") for one in slide.iter("{*}bldP"))
    assert set(listed.values()) == {1}
    assert set(listed) <= {one.get("id") for one in slide.iter("{*}cNvPr")}


@pytest.mark.parametrize("name", sorted(TRANSITIONS))
def test_a_transition_stands_between_colours_and_timing(tmp_path: Path, name: str) -> None:
    deck = deck_of(box_of(paragraph("a", build=1)), transition=name)
    assert [etree.QName(one).localname for one in part_of(deck)] == ["cSld", "clrMapOvr", "transition", "timing"]
    assert part_of(deck).find("{*}transition")[0].tag.endswith(name)
    assert findings(deck, tmp_path) == []


@pytest.mark.parametrize("name", ["", "none"])
def test_no_transition_writes_none(name: str) -> None:
    assert transition_xml(name) == ""
