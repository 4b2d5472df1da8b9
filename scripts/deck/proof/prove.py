"""Proof: that a .pptx file holds all that its source says, found in the bytes of the file itself."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from urllib.parse import unquote

from deck.model import Slide
from deck.placed import PlacedDeck, PlacedSlide, TableShape, TextShape
from deck.placing.agenda import can_be_agenda
from deck.proof.expect import CodeLine, Said, expected_of, in_words, normal
from deck.proof.flow import Mismatch, holds, search
from deck.proof.media import REPORT, SHOWN, Losses, Media
from deck.proof.read_back import FoundParagraph, FoundShape, FoundSlide, Package, plain, read_back
from text.run import Run, Text
from text.source import Problems, Source

FURNITURE = frozenset({"kicker", "sources"})  # boxes that hold what the compiler says of a slide
CHOOSE = " choose "  # what a binomial says in plain characters
LEAST_LIKE = 0.45  # of the words: a paragraph that has fewer is another one


def prove(content: bytes, placed: PlacedDeck, problems: Problems) -> None:
    """Reads a file back and notes, at its line of the source, everything of the deck that is not found in it.

    Words, links, tables, code, formulas, citations and notes are sought in order on the slides that show their slide;
    pictures and the numbers of charts are compared with their files. Nothing of the code that wrote the file is used.
    """
    try:
        package, slides = read_back(content)
    except ValueError as error:
        problems.add(placed.deck.source, str(error), REPORT)
        return
    if len(slides) != len(placed.slides):
        what = f"the file has {len(slides)} slides and {len(placed.slides)} were placed"
        problems.add(placed.deck.source, what, REPORT)
        return
    _Proof(package, slides, placed, problems).run()


class _Proof:
    """Holds the slides of the file against those of the model."""

    def __init__(self, package: Package, slides: Sequence[FoundSlide], placed: PlacedDeck, problems: Problems) -> None:
        self.package = package
        self.slides = slides
        self.placed = placed
        self.losses = Losses(problems)
        self.media = Media(package, self.losses)
        self.numbers = _anchors(placed.slides)

    def run(self) -> None:
        shown: dict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(self.placed.slides):
            shown[one.origin or one.id].append(number)
        for slide in self.placed.deck.slides:
            numbers = shown.get(slide.id, [])
            if not numbers:
                self.losses.lost(slide.source, slide.title.plain)
                continue
            self.title(slide, numbers)
            self.blocks(slide, numbers)
            self.notes(slide, numbers)
            for number in numbers:
                self.media.background(slide.background, self.slides[number].backgrounds, slide.source)
        for one, found in zip(self.placed.slides, self.slides, strict=True):
            self.furniture_of(one, found)
            if one.anchors:
                self.references(one, found)
        self.footer(self.placed.settings.footer)
        first = self.slides[0].shapes if self.slides else ()
        self.media.settings(self.placed.settings, first, self.placed.deck.source)

    def footer(self, words: str) -> None:
        """Looks for the footer, which stands on slides whose layout has a place for it."""
        shapes = (shape for slide in self.slides for shape in slide.shapes)
        if words and all(normal(plain(shape.paragraphs)) != normal(words) for shape in shapes):
            settings = self.placed.settings
            self.losses.lost(settings.places.get("footer", self.placed.deck.source), words)

    def title(self, slide: Slide, numbers: Sequence[int]) -> None:
        for number in numbers:
            found = [shape for shape in self.slides[number].shapes if shape.title]
            whole = tuple(paragraph for shape in found for paragraph in shape.paragraphs)
            if not holds(normal(plain(whole)), normal(slide.title.plain)):
                self.missing(slide.title, slide.source, whole)
            else:
                self.links(slide.title, slide.source, whole)
                self.formulas(Said(slide.title, slide.source), whole)

    def blocks(self, slide: Slide, numbers: Sequence[int]) -> None:
        expected = expected_of(slide.blocks, slide.footnotes, slide.layout == "agenda" and can_be_agenda(slide))
        shapes = [shape for number in numbers for shape in self.slides[number].shapes]
        beside = self.furniture(numbers)
        flowing = [shape for shape in shapes if not shape.title and id(shape) not in beside]
        lines, lost = search(expected.flows, flowing)
        for mismatch in lost:
            self.mismatch(mismatch, shapes)
        for line in lines:
            self.links(line.said.text, line.said.source, line.found)
            self.formulas(line.said, line.found)
        paragraphs = [paragraph for shape in shapes for paragraph in _paragraphs(shape)]
        for one in (*expected.loose, *([Said(slide.kicker, slide.source)] if slide.kicker else [])):
            self.somewhere(one, paragraphs)
        self.cited(slide, paragraphs)
        self.media.pictures(expected.pictures, shapes)
        self.media.charts(expected.charts, shapes)

    def furniture(self, numbers: Sequence[int]) -> frozenset[int]:
        """Gives the shapes that say something of the slide that its blocks do not say.

        Where blocks say the same the kicker is the first of them and the source line the last.
        """
        found: set[int] = set()
        for number in numbers:
            for shape in self.placed.slides[number].shapes:
                if isinstance(shape, TextShape) and shape.slot in FURNITURE:
                    words = normal(" ".join(paragraph.text.plain for paragraph in shape.paragraphs))
                    alike = (
                        one
                        for one in self.slides[number].shapes[:: 1 if shape.slot == "kicker" else -1]
                        if not one.title and id(one) not in found and normal(plain(one.paragraphs)) == words
                    )
                    found.update(map(id, islice(alike, 1)))
        return frozenset(found)

    def formulas(self, said: Said, found: Sequence[FoundParagraph]) -> None:
        wanted = [(run.math, run.text, run.source) for run in said.text if run.math]
        if said.latex:
            wanted = [(said.latex, said.text.plain, said.source)]
        shown = [formula for paragraph in found for formula in paragraph.formulas]
        for number, (latex, words, source) in enumerate(wanted):
            if number >= len(shown) or _letters(words) - _letters(shown[number]):
                self.losses.lost(source if source.line else said.source, f"${latex}$")
                return

    def links(self, whole: Text, source: Source, found: Sequence[FoundParagraph], inside: bool = True) -> None:
        """Looks for every link of a text, where it leads and what it says; in notes no link leads inside."""
        wanted = _merged((self.target(run.link), run.text, run.source) for run in whole if self.leads(run, inside))
        if not wanted:
            return
        there = [
            (_address(target), words)
            for target, words, _ in _merged((target, words, source) for one in found for target, words in one.links)
        ]
        said: dict[str, str] = {}  # what leads to one place, all of it: other links may stand between
        for target, words in there:
            said[target] = said.get(target, "") + words
        for target, words, place in wanted:
            _, stands, behind = said.get(target, "").partition(words)
            if not stands:
                self.missing_link(target, words, place if place.line else source, there)
                return
            said[target] = behind

    def leads(self, run: Run, inside: bool) -> bool:
        return bool(run.link and run.text.strip() and not run.math) and (inside or not run.link.startswith("#"))

    def target(self, link: str) -> str:
        if not link.startswith("#"):
            return _address(link)
        return f"slide {self.numbers.get(link.removeprefix('#'), -1)}"

    def missing_link(self, target: str, words: str, place: Source, there: Sequence[tuple[str, str]]) -> None:
        led = next((other for other, said in there if said == words), "")
        if led.startswith("slide "):
            led = f"slide {int(led.removeprefix('slide ')) + 1}"
        wanted = f"slide {int(target.removeprefix('slide ')) + 1}" if target.startswith("slide ") else target
        what = f"the link of '{words}' to {wanted} " + (f"leads to {led} in the file" if led else "is not in the file")
        self.losses.told(place, what)

    def mismatch(self, mismatch: Mismatch, shapes: Sequence[FoundShape]) -> None:
        item = mismatch.item
        paragraphs = [paragraph for shape in shapes for paragraph in _paragraphs(shape)]
        if isinstance(item, Said):
            self.missing(item.text, item.source, paragraphs)
        elif isinstance(item, CodeLine):
            self.losses.lost(item.source, item.characters)
        else:
            row = mismatch.row
            source = item.row_sources[row - 1] if row and row <= len(item.row_sources) else item.source
            cells = item.rows[row - 1] if row else item.header
            what = " | ".join(cell.plain for cell in cells)
            self.losses.told(source, f"the row '{what[:SHOWN]}' is not in the file as it is written")

    def missing(self, whole: Text, source: Source, paragraphs: Sequence[FoundParagraph]) -> None:
        """Notes the first word of a text that the paragraph most like it does not have, or the whole text."""
        words = _placed_words(whole)
        wanted = [word for word, _ in words]
        best, most = None, LEAST_LIKE
        for paragraph in paragraphs:
            matcher = difflib.SequenceMatcher(None, wanted, normal(paragraph.text).split(), autojunk=False)
            if matcher.real_quick_ratio() > most and matcher.quick_ratio() > most and (ratio := matcher.ratio()) > most:
                best, most = matcher, ratio
        if best is None:
            self.losses.lost(source, normal(whole.plain))
            return
        gaps = [(start, stop) for tag, start, stop, _, _ in best.get_opcodes() if tag in ("delete", "replace")]
        if not gaps:
            what = f"'{normal(whole.plain)[:SHOWN]}' does not stand in the file where the source has it"
            self.losses.told(source, what)
            return
        start, stop = gaps[0]
        place = words[start][1]
        self.losses.lost(place if place.line else source, " ".join(wanted[start:stop]))

    def somewhere(self, said: Said, paragraphs: Sequence[FoundParagraph]) -> None:
        words = normal(said.text.plain)
        for paragraph in paragraphs:
            if holds(normal(paragraph.text), words):
                self.links(said.text, said.source, (paragraph,))
                return
        self.missing(said.text, said.source, paragraphs)

    def cited(self, slide: Slide, paragraphs: Sequence[FoundParagraph]) -> None:
        """Looks for the works that a slide cites as a whole: they stand in its source line."""
        said = normal(" ".join(paragraph.text for paragraph in paragraphs))
        for run in slide.cited:
            if normal(run.text).strip("()") not in said:
                self.losses.lost(run.source if run.source.line else slide.source, run.text)

    def notes(self, slide: Slide, numbers: Sequence[int]) -> None:
        if not slide.notes:
            return
        found = [paragraph for number in numbers for paragraph in self.slides[number].notes]
        expected = expected_of(slide.notes)
        page = FoundShape(paragraphs=tuple(found))
        lines, lost = search([[*in_words(flow)] for flow in expected.flows], (page,))
        for mismatch in lost:
            self.mismatch(mismatch, (page,))
        for one in expected.loose:
            self.somewhere(one, found)
        for line in lines:
            self.links(line.said.text, line.said.source, line.found, inside=False)

    def furniture_of(self, placed: PlacedSlide, slide: FoundSlide) -> None:
        """Looks for what the compiler says of a slide: kicker, heads, the source line, the works in the notes."""
        there = [paragraph for shape in slide.shapes for paragraph in shape.paragraphs]
        for shape in placed.shapes:
            if isinstance(shape, TextShape) and (shape.slot in FURNITURE or shape.slot.endswith("-head")):
                for paragraph in shape.paragraphs:
                    self.stands(paragraph.text, placed.source, there)
        for paragraph in placed.notes:
            if all(run.source.file != self.placed.deck.source.file for run in paragraph.text):
                self.stands(paragraph.text, placed.source, slide.notes, inside=False)

    def stands(self, whole: Text, source: Source, there: Sequence[FoundParagraph], inside: bool = True) -> None:
        """Looks for a whole paragraph with its links."""
        words = normal(whole.plain)
        found = [paragraph for paragraph in there if normal(paragraph.text) == words]
        if found:
            self.links(whole, source, found[:1], inside)
        elif words:
            self.losses.lost(source, words)

    def references(self, placed: PlacedSlide, slide: FoundSlide) -> None:
        """Looks for every row of the references on a slide."""
        rows = {tuple(normal(plain(cell.paragraphs)) for cell in row) for shape in slide.shapes for row in shape.rows}
        for shape in placed.shapes:
            for row in shape.rows if isinstance(shape, TableShape) else ():
                cells = tuple(normal(cell.text.plain) for cell in row.cells)
                if cells not in rows:
                    self.losses.lost(placed.source, " | ".join(cells))


def _placed_words(whole: Text) -> list[tuple[str, Source]]:
    """Gives the words of a text with the places of the runs in which they start."""
    places = [run.source for run in whole for _ in run.text]
    found = ((normal(match[0]), places[match.start()]) for match in re.finditer(r"\S+", whole.plain))
    return [(word, place) for word, place in found if word]


def _anchors(slides: Sequence[PlacedSlide]) -> Mapping[str, int]:
    """Gives the number of the slide that each id leads to, counted from 0."""
    found: dict[str, int] = {}
    for number, slide in enumerate(slides):
        for anchor in (slide.id, *slide.anchors):
            found.setdefault(anchor, number)
    return found


def _paragraphs(shape: FoundShape) -> Sequence[FoundParagraph]:
    cells = (paragraph for row in shape.rows for cell in row for paragraph in cell.paragraphs)
    return (*shape.paragraphs, *cells)


def _merged(links: Iterable[tuple[str, str, Source]]) -> list[tuple[str, str, Source]]:
    """Gives links with neighbours that lead to one place as one, blanks and line breaks left out of their words."""
    found: list[tuple[str, str, Source]] = []
    for target, words, source in links:
        said = "".join(normal(words).split())
        if found and found[-1][0] == target:
            found[-1] = (target, found[-1][1] + said, found[-1][2])
        elif said:
            found.append((target, said, source))
    return found


def _address(address: str) -> str:
    return unquote(address)


def _letters(formula: str) -> Counter[str]:
    """Counts the letters and digits of a formula, whatever their style; accents and positions are left out."""
    return Counter(c for c in unicodedata.normalize("NFKD", formula.replace(CHOOSE, "")) if c.isalnum())
