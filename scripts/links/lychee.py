"""Lychee: the link checker that follows every link of a built site, run offline, its JSON read."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from links.collect import Address
from text.source import Problems, Source
from text.values import dataclass

FOUND_ALL, FOUND_DEAD = 0, 2  # its other exit codes say that it could not work


@dataclass(frozen=True, slots=True)
class DeadLink:
    """A link that leads nowhere, and why in lychee's words."""

    link: Address
    reason: str


@dataclass(frozen=True, slots=True)
class SiteLinks:
    """What lychee says of a site: how many links it followed, the dead ones with why, those that lead out."""

    followed: int = 0
    dead: tuple[DeadLink, ...] = ()
    outward: tuple[Address, ...] = ()


def collect_site(site: Path, site_url: str, problems: Problems) -> SiteLinks:
    """Has lychee follow every link of a built site, offline, as if it were served at `site_url`."""
    lychee = find_lychee()
    if not lychee:
        problems.add(Source(str(site)), "lychee is missing", "run `pip install -r requirements-test.txt`")
        return SiteLinks()
    if not (site / "index.html").is_file():
        problems.add(Source(str(site)), "there is no site here", "build it with `make site`")
        return SiteLinks()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        served = _serve(site, site_url, root)
        result = _run_lychee(lychee, root, served, site_url)
    if result.returncode not in (FOUND_ALL, FOUND_DEAD):
        problems.add(Source(str(site)), f"lychee stopped: {result.stderr.strip()}", "mend what it names")
        return SiteLinks()
    return _site_links(json.loads(result.stdout), site, root, served)


def find_lychee() -> str:
    """Gives the program's path: beside this Python first, then on the PATH; '' when there is none."""
    return shutil.which("lychee", path=str(Path(sys.executable).parent)) or shutil.which("lychee") or ""


def _serve(site: Path, site_url: str, root: Path) -> Path:
    """Places the site in a folder named like the sub-path of its address: 404.html links from the host's root."""
    served = root.joinpath(*filter(None, urlsplit(site_url).path.split("/")))
    if served == root:
        served = root / "site"
    served.parent.mkdir(parents=True, exist_ok=True)
    served.symlink_to(site.resolve(), target_is_directory=True)
    return served


def _run_lychee(lychee: str, root: Path, served: Path, site_url: str) -> subprocess.CompletedProcess[str]:
    """Runs lychee over a site without touching the network; absolute links to the site itself are followed too."""
    host_root = root if urlsplit(site_url).path.strip("/") else served
    command = [lychee, "--offline", "--include-fragments", "--no-progress", "--no-ignore", "--format", "json",
               "--extensions", "html,xml", "--index-files", "index.html", "--root-dir", str(host_root)]  # fmt: skip
    if site_url:
        command += ["--remap", f"^{re.escape(site_url.rstrip('/'))}/ {served.as_uri()}/"]
    return subprocess.run([*command, str(served)], cwd=root, capture_output=True, text=True, check=False)


def _site_links(result: Mapping[str, Any], site: Path, root: Path, served: Path) -> SiteLinks:
    """Turns lychee's JSON into links with the page, line and column of the built site."""
    dead = [
        DeadLink(address, link["status"].get("details") or link["status"]["text"])
        for address, link in _listed(result["error_map"], site, root, served)
    ]
    outward = [address for address, _ in _listed(result["excluded_map"], site, root, served)]
    return SiteLinks(result["total"], tuple(dead), tuple(outward))


def _listed(
    pages: Mapping[str, Sequence[Mapping[str, Any]]], site: Path, root: Path, served: Path
) -> Iterator[tuple[Address, Mapping[str, Any]]]:
    """Walks one map of lychee's JSON; addresses inside the site are given relative to it."""
    for page, links in sorted(pages.items()):
        file = Path(page)
        inside = file.relative_to(served) if file.is_relative_to(served) else file
        for link in links:
            span = link.get("span", {})
            source = Source(str(site / inside), span.get("line", 0), span.get("column", 0))
            yield Address(_inside(link["url"], root, served), source), link


def _inside(address: str, root: Path, served: Path) -> str:
    """Gives a file's address as the site knows it: relative to the site, or from the root of the host."""
    for base, start in ((served, ""), (root, "/")):
        if address == base.as_uri() or address.startswith(f"{base.as_uri()}/"):
            return start + unquote(address.removeprefix(base.as_uri()).lstrip("/"))
    return address
