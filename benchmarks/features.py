"""Features: looks into the files that each tool made of the probe decks, `python benchmarks/features.py`.

A probe is a small deck in probes/, written in pandoc's dialect; where a tool documents a notation of its own for the
same thing, `probes/<name>.<tool>.md` holds it. Each row of the table asks one question of the file that came out. The
columns of tools that are not run here come from judged.csv, which says where and when each was judged.
"""

from __future__ import annotations

import argparse
import csv
import html
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from tools import BENCH, HERE, Tool, our_own, peers

PROBES = HERE / "probes"
README = HERE / "README.md"
MARKS = ("<!-- features: written by features.py -->", "<!-- end of the features -->")
JUDGED = HERE / "judged.csv"
NOT_JUDGED = ("–", "–", "–", "–")
TIMEOUT_SECONDS = 120
ZIP_SECONDS = 2.1  # the clock of a zip file counts two seconds at a time
Parts = Mapping[str, str]


class Question(NamedTuple):
    """What a row asks, the probe that is built for it, and how the file answers."""

    row: str
    probe: str
    answer: Callable[[Parts], bool]


def slides(parts: Parts) -> list[str]:
    """Gives the XML of the slides in the order of their numbers."""
    names = [name for name in parts if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)]
    return [parts[name] for name in sorted(names, key=lambda name: int(re.sub(r"\D", "", name)))]


def words(xml: str) -> str:
    """Gives what a part says, paragraph by paragraph."""
    paragraphs = re.findall(r"<a:p>.*?</a:p>|<a:p .*?</a:p>", xml, re.DOTALL)
    found = (html.unescape("".join(re.findall(r"<a:t[^>]*>([^<]*)</a:t>", one))) for one in paragraphs)
    return "\n".join(found).replace("\u00a0", " ")


def matching(pattern: str) -> Callable[[Parts], bool]:
    """Makes a question that holds when a slide has the pattern in its XML."""
    return lambda parts: any(re.search(pattern, xml, re.DOTALL) for xml in slides(parts))


def in_placeholder(parts: Parts) -> bool:
    """Whether the body of a slide stands in a placeholder."""
    shapes = [shape for xml in slides(parts) for shape in re.findall(r"<p:sp>.*?</p:sp>", xml, re.DOTALL)]
    return any("Point 1 of the survey" in words(shape) and "<p:ph" in shape for shape in shapes)


def unequal_widths(parts: Parts) -> bool:
    """Whether the first column of a table is wider than twice the others."""
    found = [int(width) for xml in slides(parts) for width in re.findall(r'<a:gridCol w="(\d+)"', xml)]
    return len(found) > 1 and found[0] > 2 * found[1]


def coloured_code(parts: Parts) -> bool:
    """Whether the keyword of a listing looks other than the name behind it."""
    runs = [run for xml in slides(parts) for run in re.findall(r"<a:r>.*?</a:r>", xml, re.DOTALL)]
    looks = {words(f"<a:p>{run}</a:p>").strip(): re.sub(r"<a:t.*", "", run) for run in runs}
    return "def" in looks and looks["def"] not in {look for said, look in looks.items() if said.startswith("height")}


def inline_formula(parts: Parts) -> bool:
    """Whether the formula in the line is an equation and its LaTeX stands nowhere as text."""
    return matching(r"h.*m:rad")(parts) and all("$" not in words(xml) for xml in slides(parts))


def native_chart(parts: Parts) -> bool:
    """Whether there is a chart with its workbook inside."""
    return any("charts/chart" in name for name in parts) and any(name.endswith(".xlsx") for name in parts)


def wide_column(parts: Parts) -> bool:
    """Whether the wide column is written wider than the narrow one."""
    widths = {}
    for shape in (shape for xml in slides(parts) for shape in re.findall(r"<p:sp>.*?</p:sp>", xml, re.DOTALL)):
        extent = re.search(r'<a:ext cx="(\d+)"', shape)
        for name in ("wide column", "narrow one says"):
            if name in words(shape) and extent:
                widths[name] = int(extent[1])
    return len(widths) == 2 and widths["wide column"] > 1.5 * widths["narrow one says"]


def notes(parts: Parts) -> str:
    """Gives the XML of the notes pages."""
    return "".join(xml for name, xml in parts.items() if re.fullmatch(r"ppt/notesSlides/notesSlide\d+\.xml", name))


def bold_notes(parts: Parts) -> bool:
    """Whether the bold word of the notes is bold."""
    return bool(re.search(r'<a:rPr[^>]*\bb="1"[^>]*/?>(?:(?!</a:r>).)*<a:t>this', notes(parts)))


def back_linked(parts: Parts) -> bool:
    """Whether a citation jumps to the reference and the reference back."""
    jumping = [xml for xml in slides(parts) if "hlinksldjump" in xml]
    return len(jumping) > 1


def footnote_there(parts: Parts) -> bool:
    """Whether the words of a footnote stand on the slide that calls it."""
    return any("Dikes hold" in words(xml) and "said the inspector" in words(xml) for xml in slides(parts))


def parted(parts: Parts) -> bool:
    """Whether the points of a slide that holds too many stand on several slides."""
    return sum("of the survey names" in words(xml) for xml in slides(parts)) > 1


def header_repeated(parts: Parts) -> bool:
    """Whether every part of a long table has its header row."""
    tables = [words(xml) for xml in slides(parts) if "<a:tbl>" in xml]
    return len(tables) > 1 and all("Dike" in table and "Height" in table for table in tables)


def in_german(parts: Parts) -> bool:
    """Whether every run says that it is German."""
    tagged = [re.findall(r"<a:rPr([^>]*)", xml) for xml in slides(parts)]
    found = [one for properties in tagged for one in properties]
    return bool(found) and all('lang="de' in one for one in found)


def described(parts: Parts) -> bool:
    """Whether the properties of the document name title, author and keywords."""
    core = parts.get("docProps/core.xml", "")
    return all(word in core for word in ("Deiche", "Ada Example", "Düne"))


def named_sections(parts: Parts) -> bool:
    """Whether PowerPoint's list of sections names both."""
    found = re.findall(r'<p14:section [^>]*name="([^"]*)"', parts.get("ppt/presentation.xml", ""))
    return {"Ground", "Works"} <= set(found)


QUESTIONS = (
    Question("Text stands in placeholders", "overflow", in_placeholder),
    Question("A list too long for a slide goes on on the next", "overflow", parted),
    Question("Incremental list as an animation", "incremental", matching(r"<p:timing")),
    Question("Native table", "table", matching(r"<a:tbl>")),
    Question("Header row marked as one", "table", matching(r'<a:tblPr[^>]*firstRow="1"')),
    Question("Alignment of columns", "table", matching(r'<a:tc>.*algn="r".*algn="ctr"')),
    Question("Widths of columns", "widths", unequal_widths),
    Question("Merged cells", "merged", matching(r'gridSpan="2".*rowSpan="2"|rowSpan="2".*gridSpan="2"')),
    Question("A long table goes on with its header repeated", "long-table", header_repeated),
    Question("Code highlighted as text", "code", coloured_code),
    Question("Code marked as not to be proofed", "code", matching(r'noProof="1"')),
    Question("Picture with its alternative text", "picture", matching(r'<p:pic>.*descr="A dike with a road on it')),
    Question("SVG as a vector", "drawing", lambda parts: any(name.endswith(".svg") for name in parts)),
    Question("Columns in their widths", "columns", wide_column),
    Question("Native chart with its workbook", "chart", native_chart),
    Question("Formula in the line as an equation", "math", inline_formula),
    Question("Display formula as an equation", "math", matching(r"<m:nary>")),
    Question("Quotation and callout keep their words", "quotation", lambda parts: said(parts, "must yield", "soft")),
    Question("Footnote on the slide that calls it", "footnote", footnote_there),
    Question("Link outside", "links", matching(r"<a:hlinkClick (?![^>]*sldjump)[^>]*r:id=")),
    Question("Link to a slide", "links", matching(r"hlinksldjump")),
    Question("The remark of a link", "links", matching(r'tooltip="A remark"')),
    Question("Citation written out", "citations", lambda parts: said(parts, "King", "2018")),
    Question("Citation and reference lead to each other", "citations", back_linked),
    Question("Speaker notes", "notes", lambda parts: "first" in words(notes(parts))),
    Question("Notes with formatting", "notes", bold_notes),
    Question("PowerPoint sections", "sections", named_sections),
    Question("Slide numbers as fields", "sections", matching(r'<a:fld [^>]*type="slidenum"')),
    Question("Language of every run", "language", in_german),
    Question("Title, author and keywords of the document", "language", described),
)


def said(parts: Parts, *wanted: str) -> bool:
    """Whether all of some words stand on slides."""
    found = "\n".join(words(xml) for xml in slides(parts))
    return all(word in found for word in wanted)


def same_bytes(tool: Tool) -> str:
    """Says whether two builds of the same deck at different times are the same file."""
    first = build(tool, "table", "-1")
    time.sleep(ZIP_SECONDS)
    second = build(tool, "table", "-2")
    return "yes" if first and second and first.read_bytes() == second.read_bytes() else "no"


def build(tool: Tool, probe: str, suffix: str = "") -> Path | None:
    """Builds a probe with a tool; None when the tool refuses it."""
    name = "ours" if tool.name == "ours" else tool.dialect
    own = PROBES / f"{probe}.{name}.md"
    deck = own if own.exists() else PROBES / f"{probe}.md"
    folder = BENCH / "probes" / tool.name
    folder.mkdir(parents=True, exist_ok=True)
    output = folder / f"{probe}{suffix}.pptx"
    output.unlink(missing_ok=True)
    if not own.exists() and tool.dialect != "pandoc":
        text = re.sub(r"\A---\n.*?\n---\n", "", deck.read_text(encoding="utf-8"), flags=re.DOTALL)
        if probe != "sections":
            text = re.sub(r"^## (.*?)\s*(\{[^}]*\})?$", r"# \1", text, flags=re.MULTILINE)
        deck = PROBES / f".{probe}.{tool.name}.tmp.md"  # beside its pictures
        deck.write_text(text, encoding="utf-8")
    command = tool.build(deck, output)
    if tool.name == "pandoc":
        command.append("--citeproc")
    subprocess.run(command, cwd=PROBES, capture_output=True, timeout=TIMEOUT_SECONDS, check=False)
    if deck.name.startswith("."):
        deck.unlink()
    return output if output.exists() else None


def read(path: Path | None) -> Parts:
    """Gives the parts of a file as text."""
    if path is None:
        return {}
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}


def table(tools: Iterable[Tool]) -> str:
    """Gives the table of features, a row for each question."""
    tools = tuple(tools)
    files = {(tool.name, probe): read(build(tool, probe)) for tool in tools for probe in {q.probe for q in QUESTIONS}}
    with JUDGED.open(encoding="utf-8", newline="") as file:
        judged = {
            row["feature"]: tuple(row[name] for name in ("Quarto", "Marp", "Slidev", "md2pptx"))
            for row in csv.DictReader(file)
        }
    head = [*(f"{tool.name} {tool.version}".strip() for tool in tools), "Quarto *", "Marp *", "Slidev *", "md2pptx *"]
    lines = [f"| | {' | '.join(head)} |", f"|{' --- |' * (len(head) + 1)}"]
    for question in QUESTIONS:
        seen = ["yes" if question.answer(files[tool.name, question.probe]) else "no" for tool in tools]
        lines.append(f"| {question.row} | {' | '.join([*seen, *judged.get(question.row, NOT_JUDGED)])} |")
    row = "The same bytes from the same source"
    lines.append(f"| {row} | {' | '.join([*map(same_bytes, tools), *judged.get(row, NOT_JUDGED)])} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Builds the probes and prints the table, or writes it into README.md."""
    parser = argparse.ArgumentParser(description="Looks into the files that each tool makes of the probe decks.")
    parser.add_argument("--write", action="store_true", help="write the table into README.md")
    text = table((our_own(), *peers()))
    print(text)
    if parser.parse_args().write:
        before, _, rest = README.read_text(encoding="utf-8").partition(MARKS[0])
        after = rest.partition(MARKS[1])[2]
        README.write_text(f"{before}{MARKS[0]}\n\n{text}\n{MARKS[1]}{after}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
