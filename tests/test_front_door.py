from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.txt", "requirements-test.txt", "requirements-citation.txt")
NOT_OURS = {".git", ".venv", "dist", "site", "build", "node_modules", "__pycache__"}
BINARY = {".png", ".jpg", ".pptx", ".pdf", ".ico", ".woff2", ".gz", ".pyc"}
# Put together here, so that this file does not hold what it looks for.
FOLDERS = "|".join(["work", "root", "home", "Users", "opt"])
MACHINE_PATH = re.compile(rf"(?<![\w.~/>}}-])/(?:{FOLDERS})/\w")
HOSTS = ["files.pythonhosted" + ".org", "pypi" + ".org/simple", "registry.npmjs" + ".org", "deb.debian" + ".org"]
INDEX_OPTIONS = ["--index" + "-url", "--extra-index" + "-url", "--find" + "-links", "--trusted" + "-host"]


def files_of_the_repository() -> list[Path]:
    found = []
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [
            name for name in folders if name not in NOT_OURS and not re.match(r"\.(venv|\w+_cache|hyp)", name)
        ]
        found += [Path(folder, name) for name in files if Path(name).suffix not in BINARY]
    return sorted(found)


def targets() -> dict[str, str]:
    return dict(re.findall(r"^([a-z]+):.*  ## (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def test_the_readme_names_every_make_target() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(targets()) >= 8
    assert [name for name in targets() if name != "all" and f"make {name}" not in readme] == []


def test_the_readme_starts_with_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    first_block = re.search(r"```\w*\n(.*?)```", readme, re.DOTALL)
    assert first_block and [line.split("#")[0].strip() for line in first_block[1].splitlines()] == ["make", "make test"]


@pytest.mark.skipif(not shutil.which("make"), reason="make is missing")
def test_make_help_lists_every_target() -> None:
    printed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert [name for name in targets() if f"make {name}" not in printed] == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_requirement_is_pinned_and_carries_hashes(name: str) -> None:
    lock = (ROOT / name).read_text(encoding="utf-8")
    requirements = re.findall(r"^\w[^\n]*(?:\n    [^\n]*)*", lock, re.MULTILINE)
    assert len(requirements) > 10
    assert [entry for entry in requirements if "==" not in entry or "--hash=sha256:" not in entry] == []
    assert "://" not in lock


def test_the_test_lock_holds_the_build_lock() -> None:
    pins = [set(re.findall(r"^([\w.-]+==[\w.]+)", (ROOT / name).read_text("utf-8"), re.MULTILINE)) for name in LOCKS]
    assert pins[0] < pins[1]


def test_no_file_names_a_path_of_a_machine_or_a_package_host() -> None:
    named = []
    for file in files_of_the_repository():
        text = file.read_text(encoding="utf-8")
        hits = [match.group() for match in MACHINE_PATH.finditer(text)]
        hits += [word for word in (*HOSTS, *INDEX_OPTIONS) if word in text]
        named += [f"{file.relative_to(ROOT)}: {hit}" for hit in hits]
    assert named == []


def test_every_place_that_names_the_version_names_the_same() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert citation["version"] == version
    released = citation.get("date-released", "Unreleased")
    assert f"## [{version}] - {released}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f"(Version {version})" in (ROOT / "README.md").read_text("utf-8")


def test_every_action_of_a_workflow_is_pinned_by_a_version() -> None:
    for workflow in sorted((ROOT / ".github" / "workflows").glob("*.yml")):
        jobs = yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"]
        used = [step["uses"] for job in jobs.values() for step in job["steps"] if "uses" in step]
        assert used and [name for name in used if not re.fullmatch(r"[\w-]+/[\w-]+@v\d+(\.\d+)*", name)] == []


def run_made_up_test(folder: Path, require: str) -> subprocess.CompletedProcess[str]:
    """Runs a test that needs a browser on a machine that has no programs at all."""
    shutil.copy(ROOT / "tests" / "conftest.py", folder)
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = browser: x\n", encoding="utf-8")
    test = "import pytest\n@pytest.mark.browser\ndef test_a() -> None:\n    pass\ndef test_b() -> None:\n    pass\n"
    (folder / "test_made_up.py").write_text(test, encoding="utf-8")
    environment = {**os.environ, "PATH": str(folder), "REQUIRE_TOOLS": require, "PYTHONPATH": str(ROOT / "scripts")}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "."]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_without_a_tool_the_run_says_in_one_line_what_was_not_tested_and_what_to_install(tmp_path: Path) -> None:
    run = run_made_up_test(tmp_path, require="")
    assert run.returncode == 0 and "1 passed, 1 skipped" in run.stdout
    lines = [line for line in run.stdout.splitlines() if "is missing, so" in line]
    assert lines == [
        "Chromium is missing, so 1 test of the site in a browser did not run; to install it: apt-get install chromium",
        "ChromeDriver is missing, so 1 test of the site in a browser did not run; "
        "to install it: apt-get install chromium-driver",
    ]


def test_a_warning_while_the_site_is_built_fails_the_tests_of_the_site(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Home\n\n[Nowhere](nothing.md)\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: Made up\n", encoding="utf-8")
    tests = tmp_path / "tests"
    tests.mkdir()
    shutil.copy(ROOT / "tests" / "conftest.py", tests)
    (tests / "test_made_up.py").write_text("def test_a(built_site) -> None:\n    pass\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--rootdir", str(tests), "tests"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "nothing.md" in run.stdout and "Aborted with 1 warnings in strict mode" in run.stdout


def test_where_tools_are_required_a_missing_one_is_a_failure(tmp_path: Path) -> None:
    run = run_made_up_test(tmp_path, require="1")
    assert run.returncode == 1 and "1 passed, 1 error" in run.stdout
    assert "Chromium is missing: apt-get install chromium" in run.stdout
