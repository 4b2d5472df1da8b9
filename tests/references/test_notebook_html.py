from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from references.notebook_html import cite_notebook
from references.page_source import PageSource, Place
from sample_library import sample_library
from text.source import Problems

KING = (
    '<a class="citation" id="cite-king2018-1" href="../../references/#king2018" title="On graphs and gradients">{}</a>'
)


def test_a_citation_in_a_text_is_linked() -> None:
    html, _ = _cite("<p>As [see @king2018, p.&nbsp;3] &amp; so on &lt;b&gt;</p>")
    assert html == f"<p>As (see {KING.format('King, 2018')}, p. 3) &amp; so on &lt;b&gt;</p>"


def test_a_citation_in_a_sentence_is_linked() -> None:
    assert _cite("<td>@king2018</td>")[0] == f"<td>{KING.format('King (2018)')}</td>"


def test_what_is_no_text_stays_as_it_was() -> None:
    html = (
        "<!DOCTYPE html>\n<title>@king2018</title><script>let a = '[@king2018]' && '<p>@king2018</p>'</script>\n"
        "<style>@media print { p { color: red } }</style><!-- [@king2018] --><pre>@king2018</pre>\n"
        '<p class="@king2018">a &lt b &copy c <code>[@king2018]</code> <a href="#">@king2018</a><br/></P>'
    )
    assert _cite(html)[0] == html


def test_places_are_noted_under_the_heading_above_them() -> None:
    html = '<h2 id="x">Graphs <code>now</code><a href="#x">¶</a></h2><p>@king2018</p>'
    assert _cite(html)[1] == {"king2018": [Place("Lab: Graphs now", "labs/graph/#cite-king2018-1")]}


def test_an_unknown_key_is_found_in_the_notebook_file() -> None:
    problems = Problems()
    page = PageSource("docs/lab.ipynb", '{\n "source": [\n  "As [@knig2018] says"\n ]\n}')
    cite_notebook("<p>As [@knig2018] says</p>", sample_library(), page, problems, {})
    assert [str(problem) for problem in problems.found] == [
        "docs/lab.ipynb:3:9: no entry 'knig2018'; did you mean 'king2018'?"
    ]


@given(st.lists(st.sampled_from([*"<>&;/ a\n'\"", "<p>", "</p>", "<pre>", "<!--", "]]>", "<script>", "&amp;"])))
def test_html_without_citations_comes_back_to_the_character(pieces: list[str]) -> None:
    html = "".join(pieces)
    assert _cite(html)[0] == html


@given(st.lists(st.sampled_from([*"<>&;/[] \n", "<p>", "</p>", "<code>", "</code>", "@king2018", "@x", "&#91;", "&"])))
def test_any_html_can_be_cited(pieces: list[str]) -> None:
    _cite("".join(pieces))


def _cite(html: str) -> tuple[str, dict[str, list[Place]]]:
    page = PageSource("docs/lab.ipynb", "", "Lab", "labs/graph/", "../../references/")
    cited: dict[str, list[Place]] = {}
    return cite_notebook(html, sample_library(), page, Problems(), cited), cited
