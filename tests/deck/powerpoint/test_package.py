from __future__ import annotations

import io
import itertools
import sys
import zipfile
from collections.abc import Callable
from types import FrameType
from typing import Any  # python-pptx carries no types for what is walked here

import pytest
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.presentation import Presentation as PresentationFile

from deck.powerpoint.package import add_slides, open_presentation, package_bytes

FEW, MANY = 20, 200
NAMES = "/ppt/charts/chart%d.xml"
OPENERS = pytest.mark.parametrize("opening", [Presentation, open_presentation])


def work(act: Callable[[], object]) -> int:
    """Gives how many functions of Python an action calls: what it costs, whatever the machine."""
    count = 0

    def counted(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        act()
    finally:
        sys.setprofile(before)
    return count


def slides(count: int) -> tuple[PresentationFile, list[Any]]:
    """Gives a presentation of empty slides, its look-ups indexed, and the parts of the slides."""
    presentation = open_presentation()
    return presentation, list(add_slides(presentation, [presentation.slide_layouts[6]] * count))


def part(package: Any, name: str = "/ppt/part.xml") -> Part:
    return Part(PackURI(name), "application/xml", package)


def picture(colour: int) -> io.BytesIO:
    file = io.BytesIO()
    Image.new("L", (1, 1), colour).save(file, "PNG")
    return file


def related(presentation: Any) -> list[str]:
    """Gives the ids of relationships made, asked for again, taken away and made once more."""
    holder, package = presentation.part, presentation.part.package
    one, other = part(package), part(package)
    made = [holder.relate_to(target, "kind") for target in (one, other, one)]
    made += [holder.relate_to(link, "link", is_external=True) for link in ("a", "b", "a")]
    holder.rels.pop(made[1])
    return [*made, holder.relate_to(other, "kind"), holder.relate_to(one, "other kind")]


def named(presentation: Any) -> list[str]:
    """Gives the names of parts added one after the other, beside one that was there before."""
    package = presentation.part.package
    presentation.part.relate_to(part(package, NAMES % 2), "kind")
    names = []
    for _ in range(4):
        names.append(str(package.next_partname(NAMES)))
        presentation.part.relate_to(part(package, names[-1]), "kind")
    return names


def pictured(presentation: Any) -> list[str]:
    """Gives the names of pictures of a slide, some of them the same, beside one that was there before."""
    package = presentation.part.package
    presentation.part.relate_to(part(package, "/ppt/media/image2.svg"), RELATIONSHIP_TYPE.IMAGE)
    names = []
    for colour in (1, 2, 1, 3, 2):
        image = package.get_or_add_image_part(picture(colour))
        presentation.part.relate_to(image, RELATIONSHIP_TYPE.IMAGE)
        names.append(str(image.partname))
    return names


def numbered(presentation: Any) -> list[int]:
    """Gives the ids of slides added after one that python-pptx made."""
    layout = presentation.slide_layouts[6]
    presentation.slides.add_slide(layout)
    if type(presentation.part.rels).__module__.startswith("pptx"):
        return [presentation.slides.add_slide(layout).slide_id for _ in range(3)]
    return list(add_slides(presentation, [layout] * 3).values())


@pytest.mark.parametrize("ask", [related, named, pictured, numbered])
def test_an_indexed_look_up_answers_as_python_pptx_does(ask: Callable[[PresentationFile], list[object]]) -> None:
    assert ask(open_presentation()) == ask(Presentation())


def test_the_work_for_a_relationship_does_not_grow_with_the_slides() -> None:
    few, many = (slides(count)[0].part for count in (FEW, MANY))
    assert work(lambda: few.relate_to(part(few.package), "kind")) == work(
        lambda: many.relate_to(part(many.package), "kind")
    )


def test_the_work_for_a_slide_does_not_grow_with_the_slides() -> None:
    none, few, many = (work(lambda: slides(count)) for count in (0, FEW, MANY))  # noqa: B023 (called at once)
    assert (many - none) / MANY <= (few - none) / FEW


def test_the_work_for_a_name_does_not_grow_with_the_parts() -> None:
    packages = [slides(count)[0].part.package for count in (FEW, MANY)]
    firsts = [package.next_partname(NAMES) for package in packages]
    few, many = (work(lambda: package.next_partname(NAMES)) for package in packages)  # noqa: B023 (called at once)
    assert few == many
    assert firsts == [NAMES % 1] * 2


def test_the_work_for_a_picture_does_not_grow_with_the_slides() -> None:
    packages = [slides(count)[0].part.package for count in (FEW, MANY)]
    for package in packages:
        package.get_or_add_image_part(picture(1))
    few, many = (work(lambda: package.get_or_add_image_part(picture(2))) for package in packages)  # noqa: B023
    assert few == many


def test_python_pptx_still_looks_at_everything() -> None:
    """When this fails, python-pptx has mended a look-up and the index can go."""
    few, many = (slides(count)[0].part for count in (FEW, MANY))
    for holder in (few, many):
        holder.rels.__class__ = holder.rels.__class__.__mro__[1]
    assert work(lambda: many.relate_to(part(many.package), "kind")) > 5 * work(
        lambda: few.relate_to(part(few.package), "kind")
    )


@OPENERS
def test_every_part_is_found_once_whatever_leads_to_it(opening: Callable[[], PresentationFile]) -> None:
    presentation = opening()
    first, second = (part(presentation.part.package, f"/ppt/{name}.xml") for name in "ab")
    presentation.part.relate_to(second, "kind")
    first.relate_to(second, "kind")
    second.relate_to(first, "kind")
    found = [str(one.partname) for one in presentation.part.package.iter_parts()]
    assert found == sorted(set(found), key=found.index)
    assert {"/ppt/a.xml", "/ppt/b.xml"} <= set(found)


def test_relationships_are_written_as_python_pptx_writes_them() -> None:
    presentation, [slide, other] = slides(2)
    slide.relate_to('https://example.org/?a=1&b=<2>"3"', "link", is_external=True)
    slide.relate_to(other, RELATIONSHIP_TYPE.SLIDE)
    for rels in (slide.rels, presentation.part.rels):
        indexed = rels.xml
        rels.__class__ = rels.__class__.__mro__[1]
        assert etree.tostring(etree.fromstring(indexed), method="c14n") == etree.tostring(
            etree.fromstring(rels.xml), method="c14n"
        )


def test_both_walks_give_the_parts_in_the_same_order() -> None:
    walks = [
        [one.partname for one in opening().part.package.iter_parts()] for opening in (Presentation, open_presentation)
    ]
    assert walks[0] == walks[1]


def test_slides_that_each_lead_to_the_next_are_saved() -> None:
    presentation, made = slides(sys.getrecursionlimit() + 1)
    for one, following in itertools.pairwise(made):
        one.relate_to(following, RELATIONSHIP_TYPE.SLIDE)
    with zipfile.ZipFile(io.BytesIO(package_bytes(presentation))) as package:
        assert f"ppt/slides/slide{len(made)}.xml" in package.namelist()


def test_only_what_was_opened_here_is_changed() -> None:
    open_presentation()
    untouched = Presentation()
    assert {type(untouched.part.rels).__module__, type(untouched.part.package).__module__} == {
        "pptx.opc.package",
        "pptx.package",
    }
