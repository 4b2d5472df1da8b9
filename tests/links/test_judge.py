from __future__ import annotations

import pytest

from links.collect import Jump
from links.judge import judge_address, judge_doi, judge_jump
from text.source import NOWHERE


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "http://example.org:8080/a/b.html?c=d&e=%20#f",
        "https://de.example.org/wiki/Übung_(Sport)",
        "https://example.org/path;v=1/~x/@y,z",
        "mailto:someone@example.org?subject=Hello",
    ],
)
def test_a_well_formed_address_holds(address: str) -> None:
    assert judge_address(address) is None


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("", "empty"),
        ("javascript:alert(1)", "'javascript:'"),
        ("file:///etc/passwd", "'file:'"),
        ("ftp://example.org/a", "'ftp:'"),
        ("www.example.org", "no scheme"),
        ("https://exa mple.org/", "' '"),
        ("https://example.org/a|b", "'|'"),
        ("https://example.org/100%", "bare %"),
        ("https://", "no host"),
        ("https://localhost/a", "no host"),
        ("https://-bad-.example.org/", "no host"),
        ("https://example..org/", "no host"),
        ("https://example.org:port/", "no host"),
        ("https://[::1/", "no host"),
        ("mailto:nobody", "no mailbox"),
    ],
)
def test_a_malformed_address_is_a_fault_that_names_it(address: str, what: str) -> None:
    fault = judge_address(address)
    assert fault and what in fault.what and fault.todo


@pytest.mark.parametrize(
    "doi", ["10.1145/2939672.2939785", "10.1000.10/123", "10.1002/(sici)1097-0258", "10.48550/arXiv.1"]
)
def test_a_bare_doi_holds(doi: str) -> None:
    assert judge_doi(doi) is None


@pytest.mark.parametrize("doi", ["10.1145", "1145/29", "10.11/29", "10.1145/29 39", "10.1145/2939.", "10.1145/a{b}"])
def test_a_malformed_doi_is_a_fault(doi: str) -> None:
    assert judge_doi(doi)


def test_a_doi_written_as_an_address_is_told_how_it_looks_bare() -> None:
    fault = judge_doi("https://doi.org/10.1145/2939672.2939785")
    assert fault and fault.todo == "write it bare: 10.1145/2939672.2939785"


def test_a_jump_that_arrives_holds_and_one_that_does_not_names_its_target() -> None:
    assert judge_jump(Jump("ppt/slides/slide1.xml", NOWHERE, "slide 2", "back", arrives=True)) is None
    fault = judge_jump(Jump("ppt/slides/slide9.xml", NOWHERE, "slide 2", "back", arrives=False))
    assert fault and "ppt/slides/slide9.xml" in fault.what


def test_a_very_long_address_is_shown_by_its_start() -> None:
    fault = judge_address("data:text/html," + "x" * 5000)
    assert fault and len(fault.what) < 150
