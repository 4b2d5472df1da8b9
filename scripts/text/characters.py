"""Characters: which ones a file can hold."""

from __future__ import annotations

import re

UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0 has no place for them
REPLACEMENT = "\ufffd"


def writable(characters: str) -> str:
    """Gives the text with every character that XML cannot hold replaced by the sign for it."""
    return UNWRITABLE.sub(REPLACEMENT, characters)
