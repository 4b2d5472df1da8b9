"""Package: the .pptx as a zip file whose bytes depend on nothing but its content."""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from pathlib import Path

from pptx.presentation import Presentation as PresentationFile

ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip file can hold


def package_bytes(presentation: PresentationFile) -> bytes:
    """Gives the presentation as .pptx bytes, each part with the same date."""
    saved, fixed = io.BytesIO(), io.BytesIO()
    presentation.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, source.read(name))
    return fixed.getvalue()


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all; a reader never sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
