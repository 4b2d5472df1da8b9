"""Notebook page: the HTML of mkdocs-jupyter without its 600 KB of styles, scripts and copy widgets."""

from __future__ import annotations

from lxml import etree
from lxml import html as lxml_html

DROPPED = (
    ".//style",
    ".//script",
    ".//clipboard-copy",
    ".//*[contains(concat(' ', @class, ' '), ' clipboard-copy-txt ')]",
    ".//*[contains(concat(' ', @class, ' '), ' celltoolbar ')]",
)


def bare_notebook(html: str) -> str:
    """Gives the cells of a notebook page as plain HTML; the site's own few rules style them."""
    tree = lxml_html.fragment_fromstring(html, create_parent="div")
    for path in DROPPED:
        for element in tree.xpath(path):
            element.drop_tree()
    for comment in tree.iter(etree.Comment):
        if comment.getparent() is not None:
            comment.drop_tree()
    inside = "".join(etree.tostring(child, encoding="unicode", method="html") for child in tree)
    return (tree.text or "") + inside
