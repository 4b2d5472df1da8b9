"""The bibliography that the slides and pages cite."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from references.check import is_web_address
from references.library import Library
from references.make import read_library
from references.style import address_of
from sample_library import marked
from text.source import Problems

BIBLIOGRAPHY = Path(__file__).resolve().parents[2] / "bibliography.bib"
KEY_FORMULA = re.compile(r"[a-z0-9]+\d{4}[a-z0-9]+")
# What a slip in an entry or in the style leaves in a line.
SLIPS = re.compile(r" [.,;:]|\.\.|,,|[{}\\$<>]|\(\)|\[\]|\s\s|\(,|, \.|--|Retrieved|\bnone\b|``|''|\*\*|\*\s*\*")
# Names as their owners spell them; a title that lost its braces shows them in lower case.
SPELLED = (
    "TensorFlow", "PyTorch", "Keras", "GitHub", "Google", "Airbnb", "Facebook", "Meta", "Twitter", "NVIDIA", "OpenAI",
    "Python", "Chainer", "Linux", "ONNX", "MLPerf", "LiteRT", "TorchServe", "ExecuTorch", "Kaggle", "Stack Overflow",
    "AI", "ML", "LLM", "TPU", "TPUs", "GPU", "API", "APIs", "JAX", "Lua", "BERT", "PyPI",
)  # fmt: skip
LOWER_NAMES = re.compile(rf"\b(?:{'|'.join(name.lower() for name in SPELLED if name != 'Meta')})\b")


@cache
def library() -> Library:
    problems = Problems()
    found = read_library(BIBLIOGRAPHY, problems)
    problems.stop_if_any()
    return found


def lines() -> list[tuple[str, str]]:
    return [(reference.key, marked(reference.reference)) for reference in library()]


def test_the_file_is_sorted_by_key_and_keys_follow_the_formula() -> None:
    keys = [reference.key for reference in sorted(library(), key=lambda one: one.entry.source)]
    assert keys == sorted(keys)
    assert [key for key in keys if not KEY_FORMULA.fullmatch(key)] == []


def test_every_entry_says_how_it_was_checked() -> None:
    written = BIBLIOGRAPHY.read_text(encoding="utf-8").splitlines()
    above = {reference.key: written[reference.entry.source.line - 2] for reference in library()}
    assert [key for key, line in above.items() if not re.match(r"% verified: [ABC]; \S", line)] == []


def test_every_address_is_well_formed_and_nearly_every_work_has_one() -> None:
    addresses = {reference.key: reference.url for reference in library()}
    assert {key for key, address in addresses.items() if not address} == {"pypi2026releases"}
    assert [address for address in addresses.values() if address and not is_web_address(address)] == []


@pytest.mark.parametrize("field", ["doi", "eprint"])
def test_no_two_entries_are_one_work(field: str) -> None:
    values = [value for one in library() if (value := one.entry.fields.get(field, "").lower())]
    assert sorted(values) == sorted(set(values))


def test_no_two_works_have_one_label() -> None:
    labels = [reference.label for reference in library()]
    assert sorted(labels) == sorted(set(labels))


def test_no_line_shows_a_slip() -> None:
    assert [(key, found.group()) for key, line in lines() if (found := SLIPS.search(_without_addresses(line)))] == []


def test_every_line_has_authors_a_date_a_title_and_italics() -> None:
    shape = re.compile(r"[^(]+\.? \((?:\d{4}|n\.d\.)[a-z]?(?:, \w+(?: \d+)?)?\)\. .*\*[^*]+\*.*")
    assert [key for key, line in lines() if not shape.fullmatch(line)] == []


def test_every_line_ends_in_a_full_stop_or_its_address() -> None:
    for reference in library():
        line = reference.reference.plain
        assert line.endswith(reference.url or "."), line
        assert not re.search(r"https?://\S+ ", line), line


def test_every_name_in_a_title_is_spelled_as_its_owner_spells_it() -> None:
    titles = {reference.key: _without_code(reference.title) for reference in library()}
    assert [(key, found.group()) for key, title in titles.items() if (found := LOWER_NAMES.search(title))] == []


def test_every_field_that_a_reader_should_see_is_in_the_line() -> None:
    for reference in library():
        entry = reference.entry
        line = reference.reference.plain
        shown = ["year", "volume", "number", "institution", "booktitle", "journal", "howpublished", "day", "version"]
        for field in shown:
            repeats_author = entry.plain(field) in line.split(" (")[0]
            says_arxiv = field == "howpublished" and entry.plain(field).startswith("arXiv")
            assert entry.plain(field) in line or repeats_author or says_arxiv, (reference.key, field)


def test_the_link_in_every_line_is_the_work_s_address() -> None:
    for reference in library():
        links = [run.link for run in reference.reference if run.link]
        assert links == ([address_of(reference.entry)] if reference.url else [])


def _without_addresses(line: str) -> str:
    return re.sub(r"https?://\S+", "", line).rstrip()


def _without_code(title: str) -> str:
    """Leaves out names that are lower case in code: torch.utils.tensorboard, tf.function."""
    return re.sub(r"\b\w+(?:[._-]\w+)+", "", title)
