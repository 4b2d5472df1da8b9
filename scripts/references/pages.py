"""Pages: the references page, every work with the places that cite it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from references.library import Library, Reference
from references.page_source import Place
from text.html import safe_address, text_html

ROOT = "../"  # the root of the site, seen from the references page
CLOSING = ("?", "!", "…")  # after these no full stop follows


def references_page(library: Library, cited_on: Mapping[str, Sequence[Place]]) -> str:
    """Gives the list of all references as HTML for a Markdown page: one anchor a key, with links back to the places."""
    items = "\n".join(reference_item(reference, cited_on.get(reference.key, ())) for reference in library)
    return f'<ul class="references">\n{items}\n</ul>\n'


def reference_item(reference: Reference, places: Sequence[Place]) -> str:
    """Gives one work of the list: its line, its kind and note, and where it is cited."""
    about = ". ".join(filter(None, (reference.kind.capitalize(), reference.entry.plain("note").rstrip("."))))
    return (
        f'<li id="{escape(reference.key)}">\n'
        f'<p class="reference">{text_html(reference.reference)}</p>\n'
        f'<p class="about-reference">{escape(about, quote=False)}. {_cited_on(places)}</p>\n'
        "</li>"
    )


def _cited_on(places: Sequence[Place]) -> str:
    """Gives `Cited on` with a link to each place, as one sentence; places of one name are numbered."""
    if not places:
        return "Not cited yet."
    by_label: dict[str, list[str]] = {}
    for place in places:
        by_label.setdefault(place.label.rstrip(".") or place.label, []).append(place.address)
    *_, (last, addresses) = by_label.items()
    stop = "" if last.endswith(CLOSING) and len(addresses) == 1 else "."
    return f"Cited on {'; '.join(_links(label, addresses) for label, addresses in by_label.items())}{stop}"


def _links(label: str, addresses: Sequence[str]) -> str:
    first, *others = addresses
    more = "".join(f", {_link(str(number), address, f'{label}, {number}')}"
                   for number, address in enumerate(others, start=2))  # fmt: skip
    return _link(label, first) + more


def _link(shown: str, address: str, name: str = "") -> str:
    named = f' aria-label="{escape(name)}"' if name else ""
    return f'<a class="cited-on" href="{escape(safe_address(ROOT + address))}"{named}>{escape(shown, quote=False)}</a>'
