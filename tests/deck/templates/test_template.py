from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any  # python-pptx types placeholders loosely

import pptx
import pypandoc  # type: ignore[import-untyped]  # it carries no types
import pytest
from lxml import etree
from openxml_audit import validate_pptx  # type: ignore[import-untyped]  # it carries no types
from pptx import Presentation
from pptx.presentation import Presentation as PresentationFile
from pptx.util import Emu, Inches

from deck.build import build_deck
from deck.placed import PlacedDeck
from deck.powerpoint.write import write_pptx
from sample_deck import SAMPLE_DECK, deck_folder, opened
from text.source import Problems, SourceError

DEFAULT = Path(pptx.__file__).parent / "templates" / "default.pptx"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
TITLES = ("title", "ctrTitle")
FOOT = ("dt", "ftr", "sldNum")
EMU = 914400
SHORT = "---\ntitle: A deck\nauthor: Ada\ndate: 2020-02-29\n{}---\n\n# A part\n\n## A slide\n\n- one\n- two\n"
MORE = """
## Many points

- One thing that is said about the first of them all
- A second thing that takes more than a line of the slide because it goes on and on
  - with a nested point
    - and a third level
- A third thing that is longer than the fourth one by quite a number of words

1. numbered
2. list

## Two columns

:::: columns
::: column
- left
:::
::: column
Right.
:::
::::

## Text beside a picture

Words beside it [@king2018].

![A sketch](sketch.png "A caption")

## Code side by side

:::: compare
::: tensorflow
```python
x = 1
```
:::
::: pytorch
```python
y = 2
```
:::
::::

## A table between words

Some text before.

| A | B |
|---|---|
| 1 | 2 |

Some text behind.

## What grows

**84 %**

It grows.

::: {.chart type=line data="numbers.csv" x=month y="clay,sand" title=Loads}
:::

## The parts {layout=agenda}

**84**

words about them

## Dunes move with the wind that blows over them, and dikes stay where people have built them for hundreds of years {layout=statement}

Both of them hold the water off the land that lies behind them.

## What somebody said

> The sea gives and the sea takes.
>
> — A proverb

## Three beside each other

:::: columns
::: column
- left
:::
::: column
Between.[^foot]
:::
::: column
1. right
:::
::::

[^foot]: Said at the foot.

## All of it grows

::: {.chart type=column data="numbers.csv" x=month y="clay,sand" title=Loads}
:::

## A line of code that is far too long

```{.python lines="2"}
x = 1
result = some_function_with_a_long_name(first_argument=1, second_argument=2, third=3)
```

## Check it yourself {layout=closing}

Slides\
dikes.example

Licence\
CC BY 4.0
"""  # noqa: E501


def default(path: Path) -> None:
    shutil.copy(DEFAULT, path)


def pandoc(path: Path) -> None:
    command = [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.pptx"]
    path.write_bytes(subprocess.run(command, check=True, capture_output=True).stdout)


def libre_office(path: Path) -> None:
    presentation = Presentation()
    for number in range(4):
        for holder in presentation.slides.add_slide(presentation.slide_layouts[number]).placeholders:
            holder.text_frame.text = "Words"
    given = path.parent / "given" / path.name
    given.parent.mkdir()
    presentation.save(str(given))
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pptx", "--outdir", str(path.parent), str(given)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


def banded(path: Path) -> None:
    """A picture band fills the right fifth of every slide."""
    presentation = Presentation()
    for holder in _holders(presentation):
        holder.left, holder.width = Emu(int(holder.left * 0.8)), Emu(int(holder.width * 0.8))
    presentation.save(str(path))


def tiny(path: Path) -> None:
    """Every box for text is an inch and a half high."""
    presentation = Presentation()
    for holder in _holders(presentation):
        if _type(holder) in ("obj", "body"):
            holder.width, holder.height = Emu(max(holder.width // 2, Inches(2.6))), Inches(1.5)
    presentation.save(str(path))


def footless_and_dark(path: Path) -> None:
    presentation = Presentation()
    for holder in list(_holders(presentation, everywhere=True)):
        if _type(holder) in FOOT:
            holder._element.getparent().remove(holder._element)
    mapping = presentation.slide_master._element.find("{*}clrMap")
    for name, place in (("bg1", "dk1"), ("tx1", "lt1"), ("bg2", "dk2"), ("tx2", "lt2")):
        mapping.set(name, place)
    presentation.save(str(path))


def untitled(path: Path) -> None:
    """The layout for title and content has lost its title."""
    presentation = Presentation()
    title = presentation.slide_layouts[1].placeholders[0]
    title._element.getparent().remove(title._element)
    presentation.save(str(path))


def renamed(path: Path) -> None:
    """Nothing but the placeholders says what a layout is for."""
    presentation = Presentation()
    for number, layout in enumerate(presentation.slide_layouts):
        layout._element.cSld.set("name", f"Muster {number}")
        layout._element.attrib.pop("type", None)
    presentation.save(str(path))


def _type(holder: Any) -> str:
    return str(holder._element.ph.get("type", "obj"))


def _holders(presentation: PresentationFile, everywhere: bool = False) -> Iterator[Any]:
    """Gives the placeholders of master and layouts that have a place of their own, or all of them."""
    sheets: Sequence[Any] = (presentation.slide_master, *presentation.slide_layouts)
    for sheet in sheets:
        for holder in sheet.placeholders:
            if everywhere or holder._element.spPr.find("{*}xfrm") is not None:
                yield holder


MAKERS: Mapping[str, Callable[[Path], None]] = {
    "default": default, "pandoc": pandoc, "LibreOffice": libre_office, "banded": banded, "tiny": tiny,
    "footless and dark": footless_and_dark, "renamed": renamed,
}  # fmt: skip


@pytest.fixture(
    scope="module",
    params=[pytest.param(name, marks=pytest.mark.office if name == "LibreOffice" else ()) for name in MAKERS],
)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = deck_folder(tmp_path_factory.mktemp("template"))
    MAKERS[request.param](folder / "other.pptx")
    return write_pptx(_placed(folder, SAMPLE_DECK.read_text(encoding="utf-8") + MORE))


def _placed(folder: Path, markdown: str, template: str = "other.pptx") -> PlacedDeck:
    deck = folder / "deck.md"
    deck.write_text(markdown, encoding="utf-8")
    return build_deck(deck, Problems(), template=str(folder / template))


def _complaint(folder: Path, name: str = "other.pptx") -> str:
    deck = folder / "deck.md"
    deck.write_text(SHORT.format(f"deck-template: {name}\n"), encoding="utf-8")
    try:
        build_deck(deck, Problems())
    except SourceError as error:
        return "\n".join(str(problem).removeprefix(f"{folder}/") for problem in error.problems)
    return ""


def test_a_deck_on_any_template_is_valid(built: bytes, tmp_path: Path) -> None:
    (tmp_path / "deck.pptx").write_bytes(built)
    result = validate_pptx(tmp_path / "deck.pptx")
    assert result.is_valid, [str(error) for error in result.errors]


def test_nothing_stands_off_the_slides_of_a_template(built: bytes) -> None:
    deck = opened(built)
    width, height = deck.slide_width or 0, deck.slide_height or 0
    for number, slide in enumerate(deck.slides, start=1):
        for shape in slide.shapes:
            box = (shape.left, shape.top, width - shape.left - shape.width, height - shape.top - shape.height)
            assert min(box) >= -20, f"slide {number}: {shape.name} {[round(side / EMU, 2) for side in box]}"


def test_titles_and_text_are_in_the_placeholders_of_a_template(built: bytes) -> None:
    for slide in opened(built).slides:
        types = [_type(holder) for holder in slide.placeholders]
        assert sum(kind in TITLES for kind in types) == 1
        indices = {holder.placeholder_format.idx for holder in slide.slide_layout.placeholders}
        assert {holder.placeholder_format.idx for holder in slide.placeholders} <= indices
    bodies = [
        shape.text_frame.text for slide in opened(built).slides for shape in slide.placeholders if shape.has_text_frame
    ]
    assert any("Dikes are built" in body for body in bodies)


def test_a_template_keeps_its_own_place_and_size_for_every_title(built: bytes) -> None:
    for slide in opened(built).slides:
        title = slide.shapes.title
        assert title is not None and title.top >= 0
        assert title.top + title.height <= (opened(built).slide_height or 0)


def test_text_on_a_template_has_sizes_and_neither_fonts_nor_colours_of_ours(built: bytes) -> None:
    for slide in opened(built).slides:
        for holder in slide.placeholders:
            for run in holder._element.iter("{*}r"):
                properties = run.find("{*}rPr")
                assert _type(holder) == "sldNum" or int(properties.get("sz")) >= 1200
                font = properties.find("{*}latin")
                assert properties.get("noProof") or font is None or font.get("typeface") == "+mn-lt"
            assert "spAutoFit" not in etree.tostring(holder._element).decode()
            assert not list(holder._element.iter("{*}normAutofit"))


def test_slides_sections_and_properties_of_a_template_are_gone(built: bytes) -> None:
    deck = opened(built)
    assert deck.core_properties.author == "Ada Example; Bob Example"
    first = deck.slides[0].shapes.title
    assert first is not None and first.text_frame.text == "Dikes vs Dunes"
    names = zipfile.ZipFile(io.BytesIO(built)).namelist()
    assert len([name for name in names if name.startswith("ppt/slides/slide")]) == len(deck.slides)
    assert not [name for name in names if "thumbnail" in name or "printer" in name]


def test_a_template_gives_the_same_bytes_twice(tmp_path: Path) -> None:
    folder = deck_folder(tmp_path)
    default(folder / "other.pptx")
    assert write_pptx(_placed(folder, SHORT.format(""))) == write_pptx(_placed(folder, SHORT.format("")))


def test_slides_have_the_size_of_the_template(tmp_path: Path) -> None:
    folder = deck_folder(tmp_path)
    default(folder / "other.pptx")
    deck = opened(write_pptx(_placed(folder, SHORT.format(""))))
    assert (deck.slide_width, deck.slide_height) == (Inches(10), Inches(7.5))


def test_layouts_are_found_by_what_they_are_called(tmp_path: Path) -> None:
    folder = deck_folder(tmp_path)
    default(folder / "other.pptx")
    deck = opened(write_pptx(_placed(folder, SHORT.format("") + MORE)))
    names = [slide.slide_layout.name for slide in deck.slides]
    assert names[:4] == ["Title Slide", "Section Header", "Title and Content", "Title and Content"]
    assert {"Two Content", "Comparison"} <= set(names)


def test_a_layout_without_a_title_is_passed_over(tmp_path: Path) -> None:
    folder = deck_folder(tmp_path)
    untitled(folder / "other.pptx")
    deck = opened(write_pptx(_placed(folder, SHORT.format(""))))
    assert deck.slides[2].slide_layout.name == "Content with Caption"


def test_a_deck_of_ours_is_a_template_too(tmp_path: Path) -> None:
    folder = deck_folder(tmp_path)
    (folder / "deck.md").write_text(SHORT.format(""), encoding="utf-8")
    (folder / "other.pptx").write_bytes(write_pptx(build_deck(folder / "deck.md", Problems(), template="")))
    deck = opened(write_pptx(_placed(folder, SHORT.format(""))))
    assert [slide.slide_layout.name for slide in deck.slides] == ["Title", "Section", "Lead text"]


@pytest.mark.parametrize(("suffix", "kind"), [("potx", "template"), ("ppsx", "slideshow")])
def test_a_template_and_a_show_are_opened_as_presentations(suffix: str, kind: str, tmp_path: Path) -> None:
    folder = deck_folder(tmp_path)
    _changed(DEFAULT, folder / f"other.{suffix}", {"[Content_Types].xml": ("presentation.main", f"{kind}.main")})
    deck = write_pptx(_placed(folder, SHORT.format(""), f"other.{suffix}"))
    assert len(opened(deck).slides) == 3


def test_the_mode_and_an_unknown_font_are_remarked(tmp_path: Path) -> None:
    folder, problems = deck_folder(tmp_path), Problems()
    theme = {"ppt/theme/theme1.xml": ('latin typeface="Calibri"', 'latin typeface="Corporate Sans"')}
    _changed(DEFAULT, folder / "other.pptx", theme)
    (folder / "deck.md").write_text(SHORT.format("mode: dark\n"), encoding="utf-8")
    build_deck(folder / "deck.md", problems, template=str(folder / "other.pptx"))
    said = " ".join(remark.what for remark in problems.remarks)
    assert "mode: dark changes nothing" in said
    assert "'Corporate Sans' are not known" in said


RELATION = '<Relationship Id="rIdX" Type="{}" Target="{}" TargetMode="External"/></Relationships>'
MASTER = "ppt/slideMasters/_rels/slideMaster1.xml.rels"
DAMAGES: Mapping[str, tuple[Mapping[str, tuple[str, str]], str]] = {
    "macros": (
        {"[Content_Types].xml": ("presentation.main+xml", "presentation.macroEnabled.main+xml")},
        "holds macros",
    ),
    "a linked picture": (
        {MASTER: ("</Relationships>", RELATION.format(RELATIONS + "image", "https://example.org/a.png"))},
        "fetches 'https://example.org/a.png' from outside",
    ),
    "a link": (
        {MASTER: ("</Relationships>", RELATION.format(RELATIONS + "hyperlink", "https://example.org"))},
        "has a link on a master or layout (https://example.org)",
    ),
    "an OLE object": (
        {MASTER: ("</Relationships>", RELATION.format(RELATIONS + "oleObject", "a.bin"))},
        "holds OLE objects",
    ),
    "an ActiveX control": (
        {"[Content_Types].xml": ("</Types>", '<Override PartName="/a" ContentType="application/x.activeX"/></Types>')},
        "holds ActiveX controls",
    ),
    "entities": (
        {"ppt/presentation.xml": ("<p:presentation ", '<!DOCTYPE p [<!ENTITY a "b">]><p:presentation ')},
        "declares entities in its part ppt/presentation.xml",
    ),
    "torn XML": ({"ppt/slideMasters/slideMaster1.xml": ("</p:sldMaster>", "")}, "is not well-formed XML"),
    "no master": (
        {"ppt/_rels/presentation.xml.rels": (RELATIONS + "slideMaster", RELATIONS + "other")},
        "has no slide master",
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_a_template_must_not_hold_is_refused_at_its_line(damage: str, tmp_path: Path) -> None:
    folder = deck_folder(tmp_path)
    change, expected = DAMAGES[damage]
    _changed(DEFAULT, folder / "other.pptx", change)
    complaint = _complaint(folder)
    assert complaint.startswith("deck.md:5:1: the template 'other.pptx' ")
    assert expected in complaint


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("other.pptm", b"", "the template 'other.pptm' is not one of .pptx, .potx, .ppsx; save it as"),
        ("other.pptx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old .ppt or is encrypted; save it as"),
        ("other.pptx", b"words", "is damaged, or no PowerPoint file at all"),
        ("other.pptx", b"", "is damaged, or no PowerPoint file at all"),
    ],
)
def test_what_is_no_template_is_refused(name: str, content: bytes, expected: str, tmp_path: Path) -> None:
    folder = deck_folder(tmp_path)
    (folder / name).write_bytes(content)
    assert expected in _complaint(folder, name)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    folder = deck_folder(tmp_path)
    with zipfile.ZipFile(folder / "other.pptx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b" " * 20_000_000)
    assert "unpacks to" in _complaint(folder)


def test_another_zip_file_is_refused(tmp_path: Path) -> None:
    folder = deck_folder(tmp_path)
    with zipfile.ZipFile(folder / "other.pptx", "w") as archive:
        archive.writestr("a.txt", b"words")
    assert "is a zip file, but no PowerPoint file" in _complaint(folder)


def test_a_template_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    complaint = _complaint(deck_folder(tmp_path))
    assert complaint.startswith("deck.md:5:")
    assert "no template 'other.pptx'" in complaint


def test_a_template_outside_the_root_is_refused_in_the_front_matter_alone(tmp_path: Path) -> None:
    folder = deck_folder(tmp_path)
    default(tmp_path / "other.pptx")
    assert "lies outside" in _complaint(folder, "../other.pptx")
    assert len(_placed(folder, SHORT.format(""), "../other.pptx").slides) == 3


def test_a_layout_that_is_missing_is_an_error_that_lists_what_there_is(tmp_path: Path) -> None:
    folder = deck_folder(tmp_path)
    presentation = Presentation()
    for layout in list(presentation.slide_layouts)[1:]:
        presentation.slide_layouts.remove(layout)
    presentation.save(str(folder / "other.pptx"))
    assert _complaint(folder) == (
        "deck.md:5:1: the template 'other.pptx' has no layout with a title and a box for text at least 2.4 in wide and "
        "0.8 in high; it has 'Title Slide' (ctrTitle, subTitle)"
    )


def test_a_deck_needs_only_the_layouts_of_its_own_slides(tmp_path: Path) -> None:
    folder = deck_folder(tmp_path)
    presentation = Presentation()
    for number in (10, 9, 8, 7, 6, 5, 4, 3, 2, 0):
        presentation.slide_layouts.remove(presentation.slide_layouts[number])
    presentation.save(str(folder / "other.pptx"))
    deck = _placed(folder, SHORT.format("") + MORE)
    assert {slide.layout for slide in deck.slides} >= {"title", "section", "two-columns", "code-pair", "text-picture"}


def _changed(source: Path, target: Path, changes: Mapping[str, tuple[str, str]]) -> None:
    """Copies a template with strings of some of its parts replaced."""
    with zipfile.ZipFile(source) as given, zipfile.ZipFile(target, "w") as made:
        for name in given.namelist():
            content = given.read(name)
            if name in changes:
                old, new = (side.encode() for side in changes[name])
                assert old in content, f"{name} holds no {old!r}"
                content = content.replace(old, new)
            made.writestr(name, content)
