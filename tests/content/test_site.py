"""The built site: citations lead there and back, the decks are all there, every page is whole."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import etree
from lxml import html as lxml_html

from deck.build import build_deck
from deck.placed import PlacedDeck, TextShape
from references.library import Library
from references.make import read_library
from text.source import Problems

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
DECKS = ("tensorflow-vs-pytorch", "original")
FRONT, NOT_FOUND = "index.html", "404.html"
FEWEST_WORDS = 150
AUTHORING = "authoring/"  # describes our own format: the examples on it are tests, and its sources the code
LARGEST_PAGE_KB = {"slides/index.html": 260, "references/index.html": 160, "authoring/blocks/index.html": 160}
LARGEST_OTHER_KB = 100
ONCE = ("html[@lang='en']", "head/title", "head/meta[@name='viewport']", "body//h1", "body//main", "body//header",
        "body//footer", "body//main//article")  # fmt: skip
OWN_PATHS = (  # what a page makes the browser fetch
    ".//script/@src", ".//img/@src", ".//link[@rel='stylesheet' or @rel='icon']/@href", ".//iframe/@src",
    ".//*[self::source or self::video or self::audio]/@src", ".//object/@data",
)  # fmt: skip


@pytest.fixture(scope="module")
def pages(built_site: Path) -> Mapping[str, etree._Element]:
    """Every page of the site, parsed, by its path."""
    found = sorted(built_site.rglob("*.html"))
    return {path.relative_to(built_site).as_posix(): lxml_html.parse(str(path)).getroot() for path in found}


@cache
def library() -> Library:
    problems = Problems()
    found = read_library(ROOT / "bibliography.bib", problems)
    problems.stop_if_any()
    return found


@cache
def placed(name: str) -> PlacedDeck:
    return build_deck(ROOT / "slides" / f"{name}.md", Problems(), strict=True)


def words_of(element: etree._Element) -> list[str]:
    """Gives the words that a reader sees, code and styles left out."""
    shown = element.xpath(".//text()[not(ancestor::pre or ancestor::script or ancestor::style)]")
    return re.findall(r"[^\W_]+", " ".join(shown))


def target(page: str, link: str) -> tuple[str, str]:
    """Gives the page and the element that a link on a page leads to."""
    parts = urlsplit(urljoin(f"/{page}", link))
    path = parts.path.lstrip("/")
    return (f"{path}index.html" if not path or path.endswith("/") else path), unquote(parts.fragment)


def is_there(pages: Mapping[str, etree._Element], page: str, link: str) -> bool:
    path, fragment = target(page, link)
    return path in pages and bool(pages[path].xpath("//*[@id=$wanted]", wanted=fragment))


def slides_of(page: etree._Element, name: str) -> list[etree._Element]:
    """Gives the slides of a deck in order."""
    return [slide for slide in page.find_class("slide") if slide.get("id", "").startswith(f"{name}-")
            and (name == "original") == slide.get("id", "").startswith("original-")]  # fmt: skip


# The sources


@pytest.mark.parametrize("page", sorted(path.name for path in DOCS.glob("*.md")))
def test_a_page_has_a_description_one_heading_of_the_first_level_and_a_citation(page: str) -> None:
    written = (DOCS / page).read_text(encoding="utf-8")
    without_code = re.sub(r"(?ms)^```.*?^```", "", written)

    assert re.search(r"^description: \S", written, re.MULTILINE)
    assert len(re.findall(r"^# |<h1", without_code, re.MULTILINE)) == 1
    assert re.search(r"\[@\w+", without_code)
    assert len(without_code.split()) >= FEWEST_WORDS


@pytest.mark.parametrize("page", sorted(path.name for path in DOCS.glob("*.md")))
def test_a_citation_on_a_page_names_the_place_in_the_work(page: str) -> None:
    written = re.sub(r"(?ms)^```.*?^```|`[^`\n]+`", "", (DOCS / page).read_text(encoding="utf-8"))
    bare = re.findall(r"@[a-z0-9]+\d{4}[a-z0-9]+(?=\s*[;\]])", written)

    assert bare == []


def test_the_slips_shown_on_the_page_of_errors_are_answered_as_it_says(tmp_path: Path) -> None:
    page = (DOCS / "authoring/errors.md").read_text(encoding="utf-8")
    [example] = re.findall(r"```markdown\n(.*?)```", page, re.DOTALL)
    [printed] = re.findall(r"```text\n(.*?)```", page, re.DOTALL)
    (tmp_path / "bibliography.bib").write_bytes((ROOT / "bibliography.bib").read_bytes())

    bad = run_build_deck(tmp_path, example)
    mended = run_build_deck(tmp_path, example.replace("tensorflw,", "tensorflow,").replace("#befor)", "#before)"))

    assert (bad.returncode, bad.stderr) == (1, printed)
    assert mended.returncode == 0, mended.stderr


def run_build_deck(folder: Path, markdown: str) -> subprocess.CompletedProcess[str]:
    (folder / "my-talk.md").write_text(markdown, encoding="utf-8")
    command = [sys.executable, str(ROOT / "scripts/build_deck.py"), "my-talk.md", "-o", "my-talk.pptx", "--strict"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


# Citations


@pytest.mark.slow
def test_no_page_is_thin_or_without_a_citation(pages: Mapping[str, etree._Element]) -> None:
    thin = []
    for name, page in pages.items():
        words = len(words_of(page.find(".//article")))
        cited = len(page.find_class("citation"))
        sourced = cited or name.startswith(AUTHORING)
        if name not in (FRONT, NOT_FOUND) and (words < FEWEST_WORDS or not sourced):
            thin.append((name, words, cited))
    assert thin == []


@pytest.mark.slow
def test_every_citation_leads_to_its_reference(pages: Mapping[str, etree._Element]) -> None:
    citations = [(name, link) for name, page in pages.items() for link in page.find_class("citation")]
    assert len(citations) > 100
    for name, link in citations:
        key = re.sub(r"^cite-|-\d+$", "", link.get("id"))
        assert target(name, link.get("href")) == ("references/index.html", key)
        assert is_there(pages, name, link.get("href")), (name, key)


@pytest.mark.slow
def test_every_cited_on_link_leads_back_to_pages_slides_and_notebook(pages: Mapping[str, etree._Element]) -> None:
    links = [link.get("href") for link in pages["references/index.html"].find_class("cited-on")]
    broken = [link for link in links if not is_there(pages, "references/index.html", link)]
    led_to = {target("references/index.html", link)[0] for link in links}

    assert broken == []
    assert led_to == {name for name, page in pages.items() if page.find_class("citation")} | {"slides/index.html"}


@pytest.mark.slow
def test_every_citation_of_a_page_is_named_under_its_reference(pages: Mapping[str, etree._Element]) -> None:
    references = pages["references/index.html"]
    linked = {target("references/index.html", link.get("href")) for link in references.find_class("cited-on")}
    citing = {(name, link.get("id")) for name, page in pages.items() for link in page.find_class("citation")}

    assert citing - linked == set()


@pytest.mark.slow
@pytest.mark.parametrize("name", DECKS)
def test_every_slide_that_cites_a_work_is_named_under_it(name: str, pages: Mapping[str, etree._Element]) -> None:
    references = pages["references/index.html"]
    citing = [(key, f"{name}-{slide.id}") for slide in placed(name).slides for key in slide.cited]
    for key, slide in citing:
        item = references.get_element_by_id(key)
        assert slide in [target("references/index.html", link.get("href"))[1] for link in item.find_class("cited-on")]
    assert len(citing) > 0 or name == "original"


@pytest.mark.slow
def test_every_link_of_a_slide_to_a_work_leads_to_its_reference(pages: Mapping[str, etree._Element]) -> None:
    page = pages["slides/index.html"]
    links = [link.get("href") for slide in page.find_class("slide") for link in slide.iter("a")]
    inside = [link for link in links if not re.match(r"https?:|mailto:", link)]

    assert any("references/#" in link for link in inside)
    assert [link for link in inside if not is_there(pages, "slides/index.html", link)] == []


@pytest.mark.slow
def test_no_citation_is_left_as_it_was_written(pages: Mapping[str, etree._Element]) -> None:
    outside_code = ".//text()[contains(., '[@') and not(ancestor::code or ancestor::pre or ancestor::script)]"
    assert {name: page.xpath(outside_code) for name, page in pages.items() if page.xpath(outside_code)} == {}
    assert [name for name, page in pages.items() if page.find_class("citation-unknown")] == []


@pytest.mark.slow
def test_citations_work_in_tables_in_the_notebook_and_on_slides(pages: Mapping[str, etree._Element]) -> None:
    assert len(pages["compare/index.html"].xpath("//td//a[@class='citation']")) > 20
    assert len(pages["labs/graph-and-eager/index.html"].find_class("citation")) > 5
    assert len(pages["slides/index.html"].xpath("//*[@class='slide']//a[contains(@href, 'references/#')]")) > 20


@pytest.mark.slow
def test_the_references_page_lists_every_work_once_and_in_order(pages: Mapping[str, etree._Element]) -> None:
    items = pages["references/index.html"].xpath("//ul[@class='references']/li")

    assert [item.get("id") for item in items] == [reference.key for reference in library()]
    for item, reference in zip(items, library(), strict=True):
        line = item.find_class("reference")[0].text_content()
        assert " ".join(line.split()) == " ".join(reference.reference.plain.split())


@pytest.mark.slow
def test_no_name_of_a_citing_place_shows_marks_of_markdown(pages: Mapping[str, etree._Element]) -> None:
    names = {link.text_content() for link in pages["references/index.html"].find_class("cited-on")}
    assert [name for name in names if re.search(r"[{}\[\]`*]|#\w", name)] == []


# The decks


@pytest.mark.slow
@pytest.mark.parametrize("name", DECKS)
def test_the_deck_page_shows_every_slide_in_order(name: str, pages: Mapping[str, etree._Element]) -> None:
    shown = slides_of(pages["slides/index.html"], name)
    slides = placed(name).slides

    assert [slide.get("id") for slide in shown] == [f"{name}-{slide.id}" for slide in slides]
    for box, slide in zip(shown, slides, strict=True):
        heading = " ".join(box.find(".//h3").text_content().split())
        assert words_in(heading) == words_in(slide.title.plain)[: len(words_in(heading))], slide.id


def words_in(title: str) -> list[str]:
    """Gives the words of a title, the count of a continued slide left out."""
    return re.sub(r"\(\d+/\d+\)", "", title).split()


@pytest.mark.slow
def test_every_finding_table_and_statement_of_the_revised_deck_names_its_sources_at_the_foot() -> None:
    without = [
        slide.id
        for slide in placed(DECKS[0]).slides
        if slide.layout not in ("title", "versus", "section", "code-pair", "references")
        and not any(isinstance(shape, TextShape) and shape.slot == "sources" for shape in slide.shapes)
    ]
    assert without == []


@pytest.mark.slow
def test_the_downloads_are_the_files_that_the_command_writes(
    built_site: Path, built_decks: Mapping[str, Path], pages: Mapping[str, etree._Element]
) -> None:
    downloads = built_site / "downloads"
    linked = {target("slides/index.html", link)[0] for link in pages["slides/index.html"].xpath("//article//a/@href")}

    assert len(built_decks) == 4
    for name, deck in built_decks.items():
        assert (downloads / f"{name}.pptx").read_bytes() == deck.read_bytes(), name
        assert f"downloads/{name}.pptx" in linked
    assert (downloads / "bibliography.bib").read_bytes() == (ROOT / "bibliography.bib").read_bytes()
    assert sorted(path.name for path in downloads.iterdir()) == sorted(
        [*(f"{name}.pptx" for name in built_decks), "bibliography.bib"]
    )


@pytest.mark.slow
def test_the_figures_of_the_front_page_are_counted(pages: Mapping[str, etree._Element]) -> None:
    figures = [figure.text_content().strip() for figure in pages[FRONT].xpath("//dl[@class='figures']//dd")]
    revised, original = (placed(name).slides for name in DECKS)
    cited = {key for slide in revised for key in slide.cited}

    assert figures == [str(count) for count in (len(library()), len(cited), len(revised), len(original))]


# Every page


@pytest.mark.slow
def test_every_page_has_one_heading_a_language_a_title_and_landmarks(pages: Mapping[str, etree._Element]) -> None:
    counts = {(name, path): len(page.xpath(f"/{path}" if path.startswith("html") else path))
              for name, page in pages.items() for path in ONCE}  # fmt: skip
    assert {place: count for place, count in counts.items() if count != 1} == {}
    titles = [page.findtext("head/title") for page in pages.values()]
    assert [name for name, count in Counter(titles).items() if count > 1 and name != titles[0]] == []


@pytest.mark.slow
def test_every_page_but_404_says_in_its_head_what_it_is_about(pages: Mapping[str, etree._Element]) -> None:
    described = {name: page.xpath("string(head/meta[@name='description']/@content)") for name, page in pages.items()}
    written = [text for name, text in described.items() if name != NOT_FOUND and "labs/" not in name]

    assert all(written)
    assert len(written) == len(set(written))


@pytest.mark.slow
def test_every_page_starts_with_a_link_past_the_header(pages: Mapping[str, etree._Element]) -> None:
    for name, page in pages.items():
        if name == NOT_FOUND:
            continue
        first = next(link for link in page.find("body").iter("a"))
        assert first.get("class") == "md-skip", name
        assert is_there(pages, name, first.get("href")), name


@pytest.mark.slow
def test_headings_skip_no_level_and_hold_words(pages: Mapping[str, etree._Element]) -> None:
    for name, page in pages.items():
        headings = page.xpath("//article//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5]")
        levels = [int(heading.tag[1]) for heading in headings]
        assert levels[0] == 1, name
        assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == [], name
        assert all(words_of(heading) for heading in headings), name


@pytest.mark.slow
def test_no_id_stands_twice_and_every_picture_has_a_text(pages: Mapping[str, etree._Element]) -> None:
    for name, page in pages.items():
        ids = Counter(page.xpath("//@id"))
        assert [one for one, count in ids.items() if count > 1] == [], name
        assert page.xpath("//img[not(@alt)]") == [], name
        assert page.xpath("//a[@href and not(normalize-space(.)) and not(@aria-label) and not(.//img)]") == [], name


@pytest.mark.slow
def test_nothing_that_a_page_loads_lies_elsewhere(pages: Mapping[str, etree._Element], built_site: Path) -> None:
    for name, page in pages.items():
        for address in (found for path in OWN_PATHS for found in page.xpath(path)):
            if address.startswith("data:"):
                continue
            loaded = address.removeprefix("/tensorflow-vs-pytorch/") if name == NOT_FOUND else target(name, address)[0]
            assert (built_site / loaded.split("?")[0]).is_file(), (name, address)


@pytest.mark.slow
def test_no_style_loads_anything_from_elsewhere(built_site: Path) -> None:
    for style in built_site.rglob("*.css"):
        assert re.findall(r"(?:url\(\s*['\"]?|@import\s+['\"]?)(?:https?:)?//[^)'\"]+", style.read_text("utf-8")) == []


@pytest.mark.slow
def test_no_page_is_heavy(built_site: Path, pages: Mapping[str, etree._Element]) -> None:
    sizes = {name: (built_site / name).stat().st_size / 1000 for name in pages}
    assert {name: size for name, size in sizes.items() if size > LARGEST_PAGE_KB.get(name, LARGEST_OTHER_KB)} == {}


@pytest.mark.slow
def test_the_notebook_page_carries_no_styles_of_its_own_and_all_its_outputs(
    pages: Mapping[str, etree._Element],
) -> None:
    page = pages["labs/graph-and-eager/index.html"]
    stored = json.loads((DOCS / "labs/graph-and-eager.ipynb").read_text(encoding="utf-8"))
    shown = page.find(".//article").text_content()

    assert page.xpath("//article//style | //article//script") == []
    for line in outputs_of(stored):
        assert line in shown


def outputs_of(stored: Mapping[str, list[dict[str, list[dict[str, list[str]]]]]]) -> Iterator[str]:
    """Gives the lines that the cells of a notebook printed."""
    for cell in stored["cells"]:
        for output in cell.get("outputs", []):
            yield from "".join(output["text"]).splitlines()


@pytest.mark.slow
def test_search_finds_every_page(built_site: Path, pages: Mapping[str, etree._Element]) -> None:
    index = json.loads((built_site / "search/search_index.json").read_text(encoding="utf-8"))
    found = {target("", entry["location"])[0] for entry in index["docs"]}

    assert found == set(pages) - {NOT_FOUND}


# Two builds


@pytest.mark.slow
def test_two_builds_give_the_same_bytes(built_site: Path, site_url: str, tmp_path: Path) -> None:
    second = tmp_path / "tensorflow-vs-pytorch"
    environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(second)]
    subprocess.run(command, cwd=ROOT, env={**environment, "SITE_URL": site_url}, check=True, capture_output=True)

    files, again = ({path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}
                    for site in (built_site, second))  # fmt: skip
    assert sorted(files) == sorted(again)
    assert [str(name) for name in files if files[name] != again[name]] == []
