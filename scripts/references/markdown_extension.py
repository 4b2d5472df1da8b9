"""Markdown extension: citations in pages, for Python-Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor, UnescapeTreeprocessor
from markdown.util import HTML_PLACEHOLDER_RE, AtomicString

from references.citation import cite, scan_citation
from references.library import Library
from references.page_source import Cited, PageCitations, PageSource
from text.run import Run, Text
from text.source import Problems

AFTER_HTML_BEFORE_EMPHASIS = 65  # code, links, addresses and tags are gone from the text by then
AFTER_ATTRIBUTES_BEFORE_CONTENTS = 7  # attr_list has taken {#id} from the headings, toc has not yet put its link in
HEADING = re.compile(r"h[2-6]")


class CitationExtension(Extension):
    """Turns pandoc's citations into links; `page` gives the page being rendered, so that one instance serves all."""

    def __init__(self, library: Library, page: Callable[[], PageSource], problems: Problems, cited: Cited) -> None:
        """Takes the library, and where unknown keys and citing places are noted."""
        super().__init__()
        self._library = library
        self._page = page
        self._problems = problems
        self._cited = cited

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  the name is Python-Markdown's
        """Registers the two steps: reading while inline text is parsed, numbering when the page is whole."""
        if "@" not in md.ESCAPED_CHARS:
            md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "@"]
        reader = CitationReader(self._library, md)
        numberer = CitationNumberer(md, self._start_page)
        md.inlinePatterns.register(reader, "citation", AFTER_HTML_BEFORE_EMPHASIS)
        md.treeprocessors.register(numberer, "citation", AFTER_ATTRIBUTES_BEFORE_CONTENTS)

    def _start_page(self) -> PageCitations:
        return PageCitations(self._page(), self._library, self._problems, self._cited)


class CitationReader(InlineProcessor):
    """Finds citations in inline text, never in code or inside a link."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, library: Library, md: Markdown) -> None:
        """Looks at every `[` and `@`."""
        super().__init__(r"[\[@]", md)
        self._library = library

    # Python-Markdown's stubs promise more than "no match" gives: three times None.
    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """Gives the citation at the match as an element, with where it starts and ends."""
        scanned = scan_citation(data, m.start())
        if scanned is None:
            return None, None, None
        group, end = scanned
        return _element(cite(group, self._library, lambda key: f"#{key}")), m.start(), end


class CitationNumberer(Treeprocessor):
    """Gives every citation of a page its id and address, in reading order."""

    def __init__(self, md: Markdown, start_page: Callable[[], PageCitations]) -> None:
        """Takes what begins a page."""
        super().__init__(md)
        self._start_page = start_page

    def run(self, root: Element) -> None:
        """Walks the page and changes the elements that the reader left."""
        page = self._start_page()
        heading = ""
        for element in root.iter():
            if HEADING.fullmatch(element.tag):
                heading = _plain(element)
            if key := element.attrib.pop("data-key", ""):
                element.attrib.update(page.attributes(key, heading))


def _plain(heading: Element) -> str:
    """Gives the words of a heading, without HTML and without the backslashes of escapes."""
    words = HTML_PLACEHOLDER_RE.sub("", "".join(heading.itertext()))
    return UnescapeTreeprocessor().unescape(words).strip()


def _element(cited: Text) -> Element:
    """Gives one link for a single run, else a span around text and links."""
    runs = cited.runs
    if len(runs) == 1:
        return _link(runs[0])
    whole = Element("span", {"class": "citations"})
    last: Element | None = None
    for run in runs:
        if run.key:
            last = _link(run)
            whole.append(last)
        elif last is None:
            whole.text = (whole.text or "") + run.text
        else:
            last.tail = (last.tail or "") + run.text
    return whole


def _link(run: Run) -> Element:
    element = Element("a" if run.link else "span", {"data-key": run.key})
    element.text = AtomicString(run.text)
    return element
