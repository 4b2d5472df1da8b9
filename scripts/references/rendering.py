"""Rendering: pybtex's rich text as runs."""

from __future__ import annotations

from collections.abc import Iterable

from pybtex.backends import BaseBackend
from pybtex.richtext import Text as RichText

from text.run import Run, Text, join, text
from text.values import replace


class RunBackend(BaseBackend):  # type: ignore[misc]  # pybtex has no types
    """A pybtex backend whose output is a text of runs."""

    RenderType = Text

    def format_str(self, str_: str) -> Text:
        """Gives characters as one plain run."""
        return text(str_)

    def format_tag(self, tag_name: str, text: Text) -> Text:
        """Gives a text in the look of a tag; emphasis inside emphasis stands upright again."""
        return text.each(lambda run: _in_look(run, tag_name))

    def format_href(self, url: str, text: Text, external: bool = False) -> Text:
        """Gives a text that leads to an address."""
        return text.each(lambda run: replace(run, link=url))

    def render_sequence(self, rendered_list: Iterable[Text]) -> Text:
        """Joins what was rendered."""
        return join(run for rendered in rendered_list for run in rendered)


def runs(rich: RichText) -> Text:
    """Renders a rich text of pybtex as runs."""
    rendered: Text = rich.render(RunBackend())
    return rendered


def _in_look(run: Run, tag_name: str) -> Run:
    match tag_name:
        case "em" | "i":
            return replace(run, emphasis=not run.emphasis)
        case "strong" | "b":
            return replace(run, strong=True)
        case "code" | "tt":
            return replace(run, code=True)
        case "sub":
            return replace(run, shift="sub")
        case "sup":
            return replace(run, shift="super")
        case _:
            return run
