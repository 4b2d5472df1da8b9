"""Fetches the examples of the CommonMark specification into .cache/; they are not ours, so they are not committed."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / ".cache" / "commonmark.json"
PINNED = Path(__file__).with_name("requirements-commonmark.txt")
INSIDE = "tests/test_cmark_spec/commonmark.json"  # in the archive of the parser that we build on
TIMEOUT_SECONDS = 300


def main() -> int:
    """Writes the examples unless they are there; gives 1 with a word why when the archive cannot be had."""
    if EXAMPLES.is_file():
        return 0
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        command += ["--no-binary", ":all:", "--require-hashes", "--retries", "1", "-r", str(PINNED), "-d", folder]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired:
            print("The examples of CommonMark were not fetched: pip took too long.", file=sys.stderr)
            return 1
        if done.returncode:
            reason = (done.stderr.strip().splitlines() or ["pip says nothing"])[-1]
            print(f"The examples of CommonMark were not fetched: {reason}", file=sys.stderr)
            return 1
        [archive] = Path(folder).glob("*.tar.gz")
        _extract(archive)
    return 0


def _extract(archive: Path) -> None:
    """Writes the one file that is wanted from an archive, whole or not at all."""
    with tarfile.open(archive) as opened:
        [name] = [name for name in opened.getnames() if name.endswith(INSIDE)]
        found = opened.extractfile(name)
        assert found is not None
        EXAMPLES.parent.mkdir(exist_ok=True)
        waiting = EXAMPLES.with_suffix(".part")
        waiting.write_bytes(found.read())
        waiting.replace(EXAMPLES)


if __name__ == "__main__":
    sys.exit(main())
