"""Tools: us and the peers, each in an environment of its own, and the command that builds a deck with it."""

from __future__ import annotations

import compileall
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
BENCH = ROOT / "build" / "bench"
PANDOC = "import pypandoc; print(pypandoc.get_pandoc_path())"


class Tool(NamedTuple):
    """A compiler of decks: what it is called, its version, which dialect it reads and how it is called."""

    name: str
    version: str
    dialect: str
    command: tuple[str, ...]

    def build(self, deck: Path, output: Path) -> list[str]:
        """Gives the command that builds a deck."""
        return [part.format(deck=deck, output=output) for part in self.command]


def our_own() -> Tool:
    """Gives our compiler as it is called by hand: cold, with its own reading back of the file.

    Its byte code is written first, as pip writes that of the peers when it installs them.
    """
    compileall.compile_dir(ROOT / "scripts", quiet=1)
    python = str(Path(sys.executable))
    return Tool("ours", "", "pandoc", (python, str(ROOT / "scripts" / "build_deck.py"), "{deck}", "-o", "{output}"))


def base() -> Tool:
    """Gives the floor: two imports and thirteen empty slides, without reading any deck."""
    return Tool("base", "", "pandoc", (sys.executable, str(HERE / "base.py"), "{output}"))


def peers() -> tuple[Tool, ...]:
    """Gives the peers after installing each, once, in an environment of its own under build/bench/."""
    pandoc = _environment("pandoc")
    binary = _said(pandoc / "bin" / "python", "-c", PANDOC)
    own = (binary, "--from=markdown", "--to=pptx", "--slide-level=2", "{deck}", "-o", "{output}")
    markdown_pptx = _environment("markdown-pptx") / "bin" / "markdown-pptx"
    slidemark = _environment("slidemark") / "bin" / "slidemark"
    return (
        Tool("pandoc", _said(Path(binary), "--version").split()[1], "pandoc", own),
        Tool(
            "markdown-pptx",
            _said(markdown_pptx, "--version").split()[-1],
            "markdown-pptx",
            (str(markdown_pptx), "{deck}", "{output}", "--force"),
        ),
        Tool(
            "SlideMark",
            _said(slidemark, "version").split()[-1],
            "slidemark",
            (str(slidemark), "build", "{deck}", "-o", "{output}"),
        ),
    )


def _environment(name: str) -> Path:
    """Gives the folder of an environment; it is made anew when its requirements changed."""
    folder, requirements = BENCH / name, HERE / f"requirements-{name}.txt"
    stamp = folder / "installed.txt"
    if not stamp.exists() or stamp.read_bytes() != requirements.read_bytes():
        print(f"installing {name} into {folder.relative_to(ROOT)}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--require-hashes", "-r", str(requirements)], check=True)
        stamp.write_bytes(requirements.read_bytes())
    return folder


def _said(*command: Path | str) -> str:
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True).stdout.strip()
