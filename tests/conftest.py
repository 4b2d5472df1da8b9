"""What all tests share: --accept, the tools that some need, the site and the decks built once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest

from text.case import Case, with_expected

# The same examples in every run: a property test that fails here fails everywhere, and no machine's speed decides.
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis.settings.load_profile("repeatable")

ROOT = Path(__file__).resolve().parents[1]
SITE_URL = "https://example.org/tensorflow-vs-pytorch/"  # a reserved host, under a sub-path as on GitHub Pages
BUILD_ENVIRONMENT = {"SITE_URL": SITE_URL, "SOURCE_DATE_EPOCH": "1795305600"}  # 22 November 2026


@dataclass(frozen=True, slots=True)
class Tool:
    """A program from outside: which tests need it, what goes untested without it, where it comes from."""

    name: str
    programs: tuple[str, ...]  # any of these will do
    marker: str
    untested: str
    install: str

    @property
    def missing(self) -> bool:
        """Whether none of its programs is on the PATH."""
        return not any(map(shutil.which, self.programs))


TOOLS = (
    Tool(
        "LibreOffice",
        ("soffice", "libreoffice"),
        "office",
        "that LibreOffice opens and draws the decks",
        "apt-get install libreoffice-impress libreoffice-math fonts-liberation",
    ),
    Tool("pdftoppm", ("pdftoppm",), "office", "the slides as pictures", "apt-get install poppler-utils"),
    Tool(
        "Chromium",
        ("chromium", "chromium-browser", "google-chrome"),
        "browser",
        "the site in a browser",
        "apt-get install chromium",
    ),
    Tool("ChromeDriver", ("chromedriver",), "browser", "the site in a browser", "apt-get install chromium-driver"),
)
LACKED = pytest.StashKey[Counter[Tool]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write expected files anew from what came out")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[LACKED] = Counter()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skips a test whose tool is missing; with REQUIRE_TOOLS=1 it fails."""
    lacked = [tool for tool in TOOLS if item.get_closest_marker(tool.marker) and tool.missing]
    if not lacked:
        return
    item.config.stash[LACKED].update(lacked)
    reason = "; ".join(f"{tool.name} is missing: {tool.install}" for tool in lacked)
    if os.environ.get("REQUIRE_TOOLS") == "1":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Ends the run with one line for each missing tool."""
    for tool, count in config.stash[LACKED].items():
        tests = "1 test" if count == 1 else f"{count} tests"
        terminalreporter.write_line(
            f"{tool.name} is missing, so {tests} of {tool.untested} did not run; to install it: {tool.install}"
        )


@pytest.fixture(scope="session")
def site_url() -> str:
    """The address that the site under test is built for."""
    return SITE_URL


@pytest.fixture
def check_expected(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with an expected file; with --accept writes the file instead."""

    def check(expected: Path, actual: str) -> None:
        if request.config.getoption("--accept"):
            expected.parent.mkdir(parents=True, exist_ok=True)
            expected.write_text(actual, encoding="utf-8")
        assert actual == expected.read_text(encoding="utf-8"), f"differs from {expected}; --accept takes it over"

    return check


@pytest.fixture
def check_case(request: pytest.FixtureRequest) -> Callable[[Case, str], None]:
    """Compares a text with what a case expects; with --accept writes it into the case file instead."""

    def check(case: Case, actual: str) -> None:
        if request.config.getoption("--accept"):
            path = Path(case.source.file)
            path.write_text(with_expected(path.read_text(encoding="utf-8"), case.name, actual), encoding="utf-8")
        else:
            assert actual == case.expected, f"{case.source}: '{case.name}' differs; --accept takes it over"

    return check


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole site, built once, no warning let pass; the folder is named like the sub-path of its address."""
    site = tmp_path_factory.mktemp("host") / "tensorflow-vs-pytorch"
    _run(["-m", "mkdocs", "build", "--strict", "--site-dir", str(site)])
    return site


@pytest.fixture(scope="session")
def built_decks(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Both decks, light and dark, built once, under the names that they have in dist/."""
    folder = tmp_path_factory.mktemp("dist")
    return dict(_build_decks(folder))


def _build_decks(folder: Path) -> Iterator[tuple[str, Path]]:
    for name in ("tensorflow-vs-pytorch", "original"):
        for mode, ending in (("light", ""), ("dark", "-dark")):
            deck = folder / f"{name}{ending}.pptx"
            _run(["scripts/build_deck.py", f"slides/{name}.md", "-o", str(deck), "--mode", mode])
            yield deck.stem, deck


def _run(arguments: Sequence[str]) -> None:
    """Runs a command of the repository; when it fails, so does the test, with what it printed."""
    environment = {**os.environ, **BUILD_ENVIRONMENT}
    command = [sys.executable, *arguments]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if result.returncode:
        pytest.fail(f"{' '.join(arguments)} failed:\n{result.stdout}{result.stderr}", pytrace=False)
