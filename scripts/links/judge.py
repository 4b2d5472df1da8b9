"""Judge: says of each collected address whether it holds, and what to do where it does not."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from links.collect import Address, Field, Jump, collect_bibliography, collect_deck
from links.lychee import DeadLink, collect_site
from text.source import Problems
from text.values import dataclass

WEB = ("http", "https")
SCHEMES = (*WEB, "mailto")
PICTURE_IN_PLACE = "data:image/"  # a picture that stands in the page itself, such as the output of a notebook
LONGEST_SHOWN = 100
FORBIDDEN = re.compile(r"[\s\x00-\x1f\x7f\"<>\\^`{|}]")
BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
LABEL = re.compile(r"(?!-)[\w-]{1,63}(?<!-)")  # one part of a host's name
MAILBOX = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
DOI = re.compile(r"10\.\d{4,9}(\.\d+)*/\S*[^\s.,;]")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an address does not hold, and what to do about it."""

    what: str
    todo: str


def check_site(site: Path, site_url: str, problems: Problems) -> int:
    """Checks every link of a built site, fragments and pictures too; gives the number of links."""
    links = collect_site(site, site_url, problems)
    for link in links.dead:
        fault = judge_dead(link)
        problems.add(link.link.source, fault.what, fault.todo)
    for address in links.outward:
        if not address.address.startswith(PICTURE_IN_PLACE):
            _add(address, judge_address(address.address), problems)
    return links.followed


def check_deck(pptx: Path, problems: Problems) -> int:
    """Checks every link of a .pptx, outside and from slide to slide; gives the number of links."""
    links = collect_deck(pptx, problems)
    for address in links.addresses:
        _add(address, judge_address(address.address), problems)
    for jump in links.jumps:
        _add(jump, judge_jump(jump), problems)
    return len(links.addresses) + len(links.jumps)


def check_bibliography(bib: Path, problems: Problems) -> int:
    """Checks the form of every `url` and `doi` of a .bib file; gives the number of both."""
    fields = collect_bibliography(bib, problems)
    for field in fields:
        fault = judge_field(field)
        if fault:
            problems.add(field.source, f"{field.name} of '{field.key}': {fault.what}", fault.todo)
    return len(fields)


def judge_address(address: str) -> Fault | None:
    """Judges the form of an address that leads outside; None when it is well-formed."""
    shown = repr(address if len(address) <= LONGEST_SHOWN else address[:LONGEST_SHOWN] + "…")
    if not address:
        return Fault("the address is empty", "write one, or take the link away")
    if found := FORBIDDEN.search(address):
        return Fault(f"{shown} holds {found.group()!r}, which no address may hold", "percent-encode it")
    if BARE_PERCENT.search(address):
        return Fault(f"{shown} holds a bare %", "write it as %25")
    scheme = address.partition(":")[0].lower() if ":" in address else ""
    if scheme not in SCHEMES:
        what = f"has the scheme '{scheme}:'" if scheme else "has no scheme"
        return Fault(f"{shown} {what}", f"only {', '.join(SCHEMES)} are let through")
    if scheme == "mailto":
        mailbox = MAILBOX.fullmatch(address[len("mailto:") :].partition("?")[0])
        return None if mailbox else Fault(f"{shown} names no mailbox", "write mailto:name@example.org")
    return None if _has_host(address) else Fault(f"{shown} names no host", "write https://, the host, the path")


def judge_doi(doi: str) -> Fault | None:
    """Judges the form of a DOI; None when it is well-formed."""
    bare = re.sub(r"^(https?://(dx\.)?doi\.org/|doi:\s*)", "", doi, flags=re.IGNORECASE)
    if bare != doi:
        return Fault(f"'{doi}' is more than the DOI", f"write it bare: {bare}")
    if not DOI.fullmatch(doi) or FORBIDDEN.search(doi):
        return Fault(f"'{doi}' is not a DOI", "write it bare, as 10.1234/abc")
    return None


def judge_field(field: Field) -> Fault | None:
    """Judges a `url` (http or https only) or a `doi` of the bibliography; None when it is well-formed."""
    if field.name == "doi":
        return judge_doi(field.value)
    fault = judge_address(field.value)
    if not fault and urlsplit(field.value).scheme.lower() not in WEB:
        return Fault(f"'{field.value}' is not a page", "write an http or https address")
    return fault


def judge_jump(jump: Jump) -> Fault | None:
    """Judges a link from slide to slide; None when it arrives at a slide of the presentation."""
    if jump.arrives:
        return None
    target = f"{jump.target}, which the presentation does not show" if jump.target else "a slide that is not there"
    return Fault(f"leads to {target}", "link to a slide that exists, and build the deck again")


def judge_dead(link: DeadLink) -> Fault:
    """Says in our words why lychee found a link dead."""
    address = link.link.address or "./"
    page, _, fragment = address.partition("#")
    if "fragment" in link.reason and fragment:
        return Fault(f"{page} has no anchor '{fragment}'", "mend the link's fragment, or give the heading that id")
    if "not found" in link.reason or "index file" in link.reason:
        return Fault(f"leads to {page}, which is not in the site", "mend the link, or add what it names")
    return Fault(link.reason, "mend the link")


def _has_host(address: str) -> bool:
    """Whether a web address names a host with a dot in it and, if any, a port that is a number."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    labels = host.removesuffix(".").split(".")
    return len(labels) > 1 and all(LABEL.fullmatch(label) for label in labels)


def _add(link: Address | Jump, fault: Fault | None, problems: Problems) -> None:
    """Notes a fault with the slide and the words that carry the link."""
    if fault:
        carrier = ", ".join(part for part in (link.place, f"'{link.label}'" if link.label else "") if part)
        problems.add(link.source, f"{carrier}: {fault.what}" if carrier else fault.what, fault.todo)
