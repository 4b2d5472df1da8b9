"""What our dataclasses do is what those of the standard library do."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import pytest

from text import values
from text.run import Run
from text.source import Source

CHANGES: tuple[dict[str, object], ...] = ({}, {"name": "b"}, {"place": 7}, {"tags": {"x": 1}}, {"size": 2.5})


def _made(module: Any) -> Any:
    @module.dataclass(frozen=True, slots=True, order=True)
    class Thing:
        name: str
        size: float = 1.0
        tags: Mapping[str, int] = dataclasses.field(default_factory=dict, hash=False)
        place: int = dataclasses.field(default=0, compare=False)

    return Thing


@values.dataclass(slots=True)
class _Draft:
    name: str


OURS, THEIRS = _made(values), _made(dataclasses)


@pytest.mark.parametrize("one", CHANGES)
@pytest.mark.parametrize("other", CHANGES)
def test_values_are_equal_when_those_of_the_standard_library_are(
    one: dict[str, object], other: dict[str, object]
) -> None:
    ours = [values.replace(OURS("a"), **change) for change in (one, other)]
    theirs = [dataclasses.replace(THEIRS("a"), **change) for change in (one, other)]
    assert (ours[0] == ours[1]) == (theirs[0] == theirs[1])
    assert (hash(ours[0]) == hash(ours[1])) == (hash(theirs[0]) == hash(theirs[1]))
    assert [repr(value) for value in ours] == [repr(value) for value in theirs]


def test_values_are_ordered_field_by_field() -> None:
    places = [Source("b.md", 1, 1), Source("a.md", 2, 1), Source("a.md", 1, 9)]
    assert sorted(places) == places[::-1]
    assert places[0] > places[1] >= places[2] and places[2] <= places[1] < places[0]


def test_values_of_two_classes_are_never_equal() -> None:
    assert OURS("a") != THEIRS("a")
    assert Run("a") != OURS("a")


def test_a_value_has_no_other_attributes_and_takes_no_unknown_changes() -> None:
    with pytest.raises(AttributeError):
        OURS("a").other = 1
    with pytest.raises(TypeError, match="other"):
        values.replace(OURS("a"), other=1)


def test_a_value_that_is_not_frozen_cannot_be_hashed() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(_Draft("a"))


def test_values_match_by_position() -> None:
    match Source("a.md", 2):
        case Source(file, line):
            assert (file, line) == ("a.md", 2)
