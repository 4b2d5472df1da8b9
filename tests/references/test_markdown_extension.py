from __future__ import annotations

import pytest
from markdown import Markdown

from case_file import read_cases
from references.markdown_extension import CitationExtension
from references.page_source import PageSource, Place
from sample_library import CASES, sample_library
from text.source import Problems, SourceError

EXTENSIONS = ["tables", "fenced_code", "footnotes", "admonition", "attr_list", "toc"]


@pytest.mark.parametrize(("name", "written", "expected"), read_cases(CASES / "citations_in_pages.md"))
def test_a_citation_in_a_page_leads_to_its_reference(name: str, written: str, expected: str) -> None:
    html, problems, _ = _render(written)
    assert html.replace('<h1 id="', "<h1 ") == expected
    assert not problems.found


def test_every_place_is_noted_under_the_heading_above_it() -> None:
    page = "# Compare\n\nOne [@king2018].\n\n## Graphs *and* `eager`\n\nTwo [@king2018; @noyear].\n\n## By @king2018\n"
    _, _, cited = _render(page)
    assert cited == {
        "king2018": [
            Place("Compare", "compare/#cite-king2018-1"),
            Place("Compare: Graphs and eager", "compare/#cite-king2018-2"),
            Place("Compare: By King (2018)", "compare/#cite-king2018-3"),
        ],
        "noyear": [Place("Compare: Graphs and eager", "compare/#cite-noyear-1")],
    }


def test_a_place_is_called_after_the_words_of_its_heading_without_its_attributes() -> None:
    page = "## The verdict {#verdict}\n\n[@king2018]\n\n### C\\# {: .note #c }\n\n[@noyear]\n"
    html, _, cited = _render(page)
    assert '<h2 id="verdict">The verdict</h2>' in html
    assert cited == {
        "king2018": [Place("Compare: The verdict", "compare/#cite-king2018-1")],
        "noyear": [Place("Compare: C#", "compare/#cite-noyear-1")],
    }


def test_a_place_is_called_after_its_heading_without_the_link_that_toc_puts_in() -> None:
    page = PageSource("a.md", "", "A", "a/")
    cited: dict[str, list[Place]] = {}
    extension = CitationExtension(sample_library(), lambda: page, Problems(), cited)
    settings = {"toc": {"permalink": "#"}}
    html = Markdown(extensions=["toc", extension], extension_configs=settings).convert("## B\n\n@king2018\n")
    assert "headerlink" in html
    assert cited["king2018"] == [Place("A: B", "a/#cite-king2018-1")]


def test_footnotes_are_cited_too() -> None:
    html, _, cited = _render("Text.[^1]\n\n[^1]: See @king2018.\n")
    assert ">King (2018)</a>" in html
    assert len(cited["king2018"]) == 1


def test_unknown_keys_are_told_with_their_places_all_in_one_run() -> None:
    body = (
        "```\n@knig2018\n```\n\nA [see @knig2018] and `@knig2018`,\n"
        "not @king2018 but @knig2018 and [@zzzzzzzzzz, p. 1].\n"
    )
    _, problems, cited = _render(body, f"---\ntitle: T\n---\n\n{body}")
    assert [str(problem) for problem in problems.found] == [
        "docs/compare.md:9:9: no entry 'knig2018'; did you mean 'king2018'?",
        "docs/compare.md:10:20: no entry 'knig2018'; did you mean 'king2018'?",
        "docs/compare.md:10:35: no entry 'zzzzzzzzzz'; the bibliography has no such work; a plain @ is written \\@",
    ]
    assert list(cited) == ["king2018"]
    with pytest.raises(SourceError):
        problems.stop_if_any()


def test_one_extension_serves_many_pages() -> None:
    pages = iter([PageSource("a.md", "[@king2018]", "A", "a/"), PageSource("b.md", "[@king2018]", "B", "b/")])
    cited: dict[str, list[Place]] = {}
    renderer = Markdown(extensions=[CitationExtension(sample_library(), lambda: next(pages), Problems(), cited)])
    for _ in range(2):
        assert 'id="cite-king2018-1"' in renderer.reset().convert("[@king2018]")
    assert cited["king2018"] == [Place("A", "a/#cite-king2018-1"), Place("B", "b/#cite-king2018-1")]


def _render(written: str, source: str = "") -> tuple[str, Problems, dict[str, list[Place]]]:
    page = PageSource("docs/compare.md", source or written, "Compare", "compare/", "../references/")
    problems, cited = Problems(), dict[str, list[Place]]()
    extension = CitationExtension(sample_library(), lambda: page, problems, cited)
    return Markdown(extensions=[*EXTENSIONS, extension]).convert(written), problems, cited
