from __future__ import annotations

import re
from html.parser import HTMLParser

from markdown import Markdown

from references.make import make_library
from references.page_source import Place
from references.pages import reference_item, references_page
from references.read import read_entries
from sample_library import sample_library
from text.source import Problems


def test_every_work_has_an_anchor_in_the_order_of_the_list() -> None:
    page = references_page(sample_library(), {})
    assert re.findall(r'<li id="([^"]+)">', page) == [reference.key for reference in sample_library()]


def test_a_work_leads_back_to_each_place_that_cites_it() -> None:
    places = [
        Place("Compare: Graphs", "compare/#cite-king2018-1"),
        Place("Compare: Graphs", "compare/#cite-king2018-2"),
        Place("Lab", "labs/graph/#cite-king2018-1"),
    ]
    assert reference_item(sample_library()["king2018"], places) == (
        '<li id="king2018">\n'
        '<p class="reference">King, M., Jr. (2018). <em>On graphs and gradients</em> '
        "[Doctoral dissertation, University of Example].</p>\n"
        '<p class="about-reference">Paper. Cited on '
        '<a class="cited-on" href="../compare/#cite-king2018-1">Compare: Graphs</a>, '
        '<a class="cited-on" href="../compare/#cite-king2018-2" aria-label="Compare: Graphs, 2">2</a>; '
        '<a class="cited-on" href="../labs/graph/#cite-king2018-1">Lab</a>.</p>\n'
        "</li>"
    )


def test_a_title_that_ends_a_sentence_doubles_no_punctuation() -> None:
    both_compile, which = Place("Slide 6: Both compile.", "slides/#a"), Place("Slide 20: Which date?", "slides/#b")
    links = {
        (both_compile,): "Slide 6: Both compile</a>.</p>",
        (both_compile, which): "Slide 6: Both compile</a>; ",
        (which,): "Slide 20: Which date?</a></p>",
        (which, which): ">2</a>.</p>",
    }
    for places, shown in links.items():
        item = reference_item(sample_library()["king2018"], places)
        assert shown in item
        assert not re.search(r"[.?!]\.|\.;", re.sub("<[^>]+>", "", item).partition("Cited on")[2])


def test_a_work_that_nothing_cites_says_so() -> None:
    assert "Not cited yet." in reference_item(sample_library()["noyear"], [])


def test_what_an_entry_holds_cannot_break_the_page() -> None:
    written = '@misc{k, author = {{<b>"}}, title = {a < b \\& <script>}, note = {<i>}, url = {https://e.org/?a=1&b=2}}'
    (reference,) = make_library(read_entries(written, "x.bib", Problems()))
    item = reference_item(reference, [Place('<b>"', 'x/"><script>')])
    tags: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: tags.append(tag)  # type: ignore[method-assign]
    parser.feed(item)
    assert tags == ["li", "p", "em", "a", "p", "a"]


def test_the_list_passes_through_markdown_as_it_is() -> None:
    page = references_page(sample_library(), {})
    assert Markdown().convert(f"# References\n\n{page}").endswith(page.strip())
