"""Preview: the slides of a built deck on one picture, drawn by LibreOffice."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from text.source import Problems, Source

PROGRAMS = {
    "soffice": "apt-get install libreoffice-impress fonts-liberation",
    "pdftoppm": "apt-get install poppler-utils",
}
COLUMNS = 4
WIDTH = 480  # pixels of one slide
GAP = 12
GROUND = "#8A8A8A"
TIMEOUT_SECONDS = 600


def preview(content: bytes, place: Source, problems: Problems) -> bytes | None:
    """Gives the contact sheet of a .pptx as PNG; notes which program is missing, or what it said when it failed."""
    lacking = [name for name in PROGRAMS if shutil.which(name) is None]
    for name in lacking:
        problems.add(place, f"a preview needs {name}, which is not installed", PROGRAMS[name])
    if lacking:
        return None
    with tempfile.TemporaryDirectory() as folder:
        try:
            return contact_sheet(_pages(content, Path(folder)))
        except (subprocess.SubprocessError, OSError) as error:
            said = getattr(error, "stderr", None) or error
            problems.add(place, f"the preview could not be drawn ({str(said).strip()[:200]})", "leave --preview out")
            return None


def _pages(content: bytes, folder: Path) -> Sequence[Path]:
    """Draws the slides as pictures into a folder; LibreOffice gets a profile of its own there."""
    (folder / "deck.pptx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    _run(["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "deck.pptx")])
    _run(
        [
            "pdftoppm",
            "-png",
            "-scale-to-x",
            str(WIDTH),
            "-scale-to-y",
            "-1",
            str(folder / "deck.pdf"),
            str(folder / "page"),
        ]
    )
    return sorted(folder.glob("page-*.png"))


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True, timeout=TIMEOUT_SECONDS)


def contact_sheet(pages: Sequence[Path]) -> bytes:
    """Gives pictures of one size side by side on one sheet, as PNG; OSError when there is none."""
    if not pages:
        raise OSError("there is no page")
    with Image.open(pages[0]) as first:
        width, height = first.size
    columns = min(COLUMNS, len(pages))
    rows = -(-len(pages) // columns)
    sheet = Image.new("RGB", (columns * (width + GAP) + GAP, rows * (height + GAP) + GAP), GROUND)
    for number, path in enumerate(pages):
        row, column = divmod(number, columns)
        with Image.open(path) as page:
            sheet.paste(page, (GAP + column * (width + GAP), GAP + row * (height + GAP)))
    written = io.BytesIO()
    sheet.save(written, "PNG", optimize=True)
    return written.getvalue()
