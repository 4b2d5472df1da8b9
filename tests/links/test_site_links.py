from __future__ import annotations

import sys
from pathlib import Path

import pytest

from links.judge import check_site
from links.report import broken_lines
from text.source import Problems

SITE_URL = "https://example.org/sub-path/"


def make_site(folder: Path, body: str, **pages: str) -> Path:
    site = folder / "built"
    for name, html in {"index": body, "other/index": "<h1 id='here'>Other</h1>", **pages}.items():
        page = site / f"{name}.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"<!doctype html><title>x</title>\n{html}\n", encoding="utf-8")
    (site / "files").mkdir()
    (site / "files" / "dot.svg").write_text("<svg/>", encoding="utf-8")
    return site


def broken(site: Path, site_url: str = SITE_URL) -> list[str]:
    problems = Problems()
    check_site(site, site_url, problems)
    return [line.removeprefix(f"{site}/") for line in broken_lines(problems.found)]


def test_a_site_whose_links_hold_has_nothing_broken(tmp_path: Path) -> None:
    body = "<a href='other/#here'>1</a> <a href='https://example.com/'>2</a> <img src='files/dot.svg' alt=''>"
    body += "<img src='data:image/png;base64,AAAA' alt=''>"
    assert broken(make_site(tmp_path, body)) == []


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("<a href='gone/'>x</a>", "index.html:2:10: leads to gone, which is not in the site"),
        ("<a href='other/#gone'>x</a>", "index.html:2:10: other has no anchor 'gone'"),
        ("<a href='#gone'>x</a>", "index.html:2:10: index.html has no anchor 'gone'"),
        ("<img src='gone.png' alt=''>", "index.html:2:11: leads to gone.png, which is not in the site"),
        ("<a href='files/'>x</a>", "index.html:2:10: leads to files, which is not in the site"),
        (f"<a href='{SITE_URL}gone/'>x</a>", "index.html:2:10: leads to gone/, which is not in the site"),
        ("<a href='javascript:alert(1)'>x</a>", "index.html:2:10: 'javascript:alert(1)' has the scheme"),
        ("<a href='data:text/html,x'>x</a>", "index.html:2:10: 'data:text/html,x' has the scheme"),
        ("<a href='https://exa mple.org/'>x</a>", "index.html:2:10: Cannot parse"),
    ],
)
def test_a_link_that_does_not_hold_is_named_with_its_line(tmp_path: Path, body: str, what: str) -> None:
    [line] = broken(make_site(tmp_path, body))
    assert line.startswith(what)


def test_links_from_the_root_of_the_host_hold_when_they_name_the_sub_path(tmp_path: Path) -> None:
    lost = "<a href='/sub-path/other/#here'>1</a> <a href='/sub-path/.'>2</a>\n<a href='/other/'>3</a>"
    [line] = broken(make_site(tmp_path, "home", **{"404": lost}))
    assert line.startswith("404.html:3:10: leads to /other, which is not in the site")


def test_without_an_address_the_site_is_its_own_root(tmp_path: Path) -> None:
    site = make_site(tmp_path, "<a href='/other/#here'>1</a> <a href='/gone/'>2</a>")
    [line] = broken(site, site_url="")
    assert line.startswith("index.html:2:") and "gone" in line


def test_an_empty_folder_is_no_site(tmp_path: Path) -> None:
    problems = Problems()
    assert check_site(tmp_path, SITE_URL, problems) == 0
    assert "there is no site here; build it with `make site`" in broken_lines(problems.found)[0]


def test_without_lychee_the_check_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    [line] = broken(make_site(tmp_path, "home"))
    assert "lychee is missing" in line and "requirements-test.txt" in line
