from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPTS = Path(__file__).parents[2] / "scripts"
START = "import sys; from deck.lazy import load_lazily; load_lazily(*{names!r}); "


def said(names: tuple[str, ...], then: str) -> str:
    """Runs a program in a process of its own, where nothing is loaded yet, and gives what it prints."""
    command = [sys.executable, "-c", START.format(names=names) + then]
    return subprocess.run(command, cwd=SCRIPTS, check=True, capture_output=True, text=True).stdout.strip()


def test_a_module_is_loaded_when_a_name_in_it_is_used() -> None:
    then = "import urllib.request; print('ssl' in sys.modules); urllib.request.urlopen; print('ssl' in sys.modules)"
    assert said(("urllib.request",), then) == "False\nTrue"


def test_names_can_be_imported_from_it() -> None:
    assert said(("json.decoder",), "from json.decoder import JSONDecoder; print(JSONDecoder().decode('7'))") == "7"


def test_what_is_loaded_stays_and_what_is_not_there_is_missed_where_it_is_used() -> None:
    then = "import os\ntry:\n import no_such\nexcept ModuleNotFoundError: print(type(sys.modules['os']).__name__)"
    assert said(("os", "no_such"), then) == "module"


def test_python_pptx_sets_a_picture_with_pil_loaded_late() -> None:
    then = (
        "import pptx, io; print('PIL.ImageMode' in sys.modules); from PIL import Image; file = io.BytesIO(); "
        "Image.new('L', (2, 1)).save(file, 'PNG'); deck = pptx.Presentation(); "
        "print(deck.slides.add_slide(deck.slide_layouts[6]).shapes.add_picture(file, 0, 0).image.size)"
    )
    assert said(("PIL.Image",), then) == "False\n(2, 1)"
