"""Vocabulary: the names that a deck may use in each place, what is known to others and what a slip is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from text.source import Problems, Source, nearest
from text.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names allowed in one place: used, known and not built, known to others and of no effect here."""

    what: str
    used: frozenset[str]
    not_built: frozenset[str] = frozenset()
    of_others: frozenset[str] = frozenset()

    def with_used(self, names: frozenset[str]) -> Vocabulary:
        """Gives the vocabulary with more names that are used."""
        return replace(self, used=self.used | names)


SLIDE_ATTRIBUTES = Vocabulary(
    "slide attribute",
    frozenset({"id", "class", "layout", "subject", "kicker", "minutes", "background", "transition"}),
)
SLIDE_CLASSES = Vocabulary(
    "slide class",
    frozenset({"untitled", "incremental", "nonincremental"}),
    of_others=frozenset({"unnumbered", "unlisted", "smaller", "scrollable"}),
)
PICTURE_ATTRIBUTES = Vocabulary(
    "picture attribute",
    frozenset({"src", "alt", "title", "width", "class", "id", "fig-alt"}),
    of_others=frozenset({"height"}),
)
PICTURE_CLASSES = Vocabulary("picture class", frozenset({"decorative"}))
CODE_ATTRIBUTES = Vocabulary("code attribute", frozenset({"lines", "label", "filename", "file", "class", "id"}))
COLUMN_ATTRIBUTES = Vocabulary("column attribute", frozenset({"width", "class", "id"}))
CHART_ATTRIBUTES = Vocabulary(
    "chart attribute", frozenset({"type", "data", "x", "y", "title", "unit", "source", "class", "id"})
)
TABLE_ATTRIBUTES = Vocabulary("table attribute", frozenset({"widths", "class", "id"}))
CAPTION_ATTRIBUTES = Vocabulary("caption attribute", frozenset({"id"}))
CALLOUT_ATTRIBUTES = Vocabulary(
    "callout attribute",
    frozenset({"title", "class", "id"}),
    of_others=frozenset({"icon", "collapse", "appearance"}),
)
ONLY_ATTRIBUTES = Vocabulary("attribute", frozenset({"variants", "class", "id"}))
SPAN_ATTRIBUTES = Vocabulary("attribute of words", frozenset({"lang", "class", "id"}))
SPAN_CLASSES = Vocabulary("class of words", frozenset({"underline", "ul"}), of_others=frozenset({"smallcaps", "mark"}))
DIVS = Vocabulary(
    "block",
    frozenset(
        {"notes", "columns", "column", "compare", "tensorflow", "pytorch", "refs", "incremental", "nonincremental"}
    )
    | {"table", "chart", "callout", "only"},
)


def check_name(name: str, names: Vocabulary, place: Source, strict: bool, problems: Problems) -> bool:
    """Tells whether a name is used here; otherwise notes a problem, or a remark where nothing is lost by it."""
    if name in names.used:
        return True
    if name in names.not_built:
        problems.add(place, f"the {names.what} '{name}' is not built yet", "take it out for now")
    elif not strict or name in names.of_others:
        problems.remark(place, f"the {names.what} '{name}' is not used here")
    else:
        hint = nearest(name, names.used) or f"known: {', '.join(sorted(names.used))}"
        problems.add(place, f"unknown {names.what} '{name}'", hint)
    return False


def words(attributes: Mapping[str, str], name: str = "class") -> Sequence[str]:
    """Gives the classes that an attribute set carries."""
    return attributes.get(name, "").split()
