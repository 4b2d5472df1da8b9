"""HTML: inline text as escaped HTML."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from urllib.parse import quote, urlsplit

from text.run import Run, Text

SAFE_SCHEMES = frozenset({"http", "https", "mailto"})


def safe_address(address: str) -> str:
    """Gives the address with unsafe characters percent-encoded; '' when its scheme is not let through."""
    try:
        scheme = urlsplit(address).scheme.lower()
    except ValueError:  # a host in broken brackets
        return ""
    if scheme and scheme not in SAFE_SCHEMES:
        return ""
    return quote(address, safe="%/:=&?~#+!$,;'@()*[]-._")


def text_html(whole: Text, address_of: Callable[[str], str] = lambda link: link) -> str:
    """Renders a text; `address_of` turns a run's link into the address that the page needs."""
    return "".join(run_html(run, address_of) for run in whole)


def run_html(run: Run, address_of: Callable[[str], str]) -> str:
    """Renders one run: escaped characters inside the elements of its look."""
    if run.is_break:
        return "<br>"
    html = escape(run.text, quote=False).replace("\n", "<br>")
    looks = {"code": run.code, "s": run.struck, "u": run.underlined, "em": run.emphasis, "strong": run.strong}
    for element, wanted in looks.items():
        if wanted:
            html = f"<{element}>{html}</{element}>"
    if run.shift:
        element = {"sub": "sub", "super": "sup"}[run.shift]
        html = f"<{element}>{html}</{element}>"
    if run.soft:
        html = f'<span class="soft">{html}</span>'
    if run.language:
        html = f'<span lang="{escape(run.language)}">{html}</span>'
    address = safe_address(address_of(run.link)) if run.link else ""
    if address:
        title = f' title="{escape(run.tooltip)}"' if run.tooltip else ""
        html = f'<a href="{escape(address)}"{title}>{html}</a>'
    return html
