"""Values: dataclasses that cost little to define and to change; what the type checker says of them is unchanged.

For each class `dataclasses` writes and compiles seven methods, which takes half a millisecond: with our eighty classes
a sixth of the time of a short build. Here only `__init__` is written; the other methods are shared by all classes, and
that nothing frozen is changed is left to the type checker, which runs with every check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # "as" makes them names of this module too
    from dataclasses import replace as replace
else:
    import dataclasses

    def dataclass(*, frozen: bool = False, slots: bool = False, order: bool = False) -> Callable[[type], type]:
        """Makes a class one of values, as `dataclasses.dataclass` does; one that is frozen can be hashed."""

        def make(plain: type) -> type:
            made = dataclasses.dataclass(slots=slots, eq=False, repr=False)(plain)
            fields = dataclasses.fields(made)
            made._compared = _reader(one.name for one in fields if one.compare)
            made._hashed = _reader(one.name for one in fields if (one.compare if one.hash is None else one.hash))
            made.__eq__, made.__repr__, made.__hash__ = _equal, _shown, _hash if frozen else None
            if order:
                made.__lt__, made.__le__ = _less, _at_most  # Python asks these for > and >= too
            return made

        return make

    def replace(value: Any, /, **changes: Any) -> Any:
        """Gives a value with some of its fields changed, as `dataclasses.replace` does."""
        made = value.__class__
        for name in made.__match_args__:
            if name not in changes:
                changes[name] = getattr(value, name)
        return made(**changes)


def _reader(names: Iterable[str]) -> Callable[[object], object]:
    """Gives what reads these fields of a value: all of them as a tuple, one alone as it is."""
    listed = tuple(names)
    return attrgetter(*listed) if listed else attrgetter("__class__")


def _equal(self: Any, other: Any) -> bool:
    return self._compared(self) == other._compared(other) if other.__class__ is self.__class__ else NotImplemented


def _less(self: Any, other: Any) -> bool:
    return self._compared(self) < other._compared(other) if other.__class__ is self.__class__ else NotImplemented


def _at_most(self: Any, other: Any) -> bool:
    return self._compared(self) <= other._compared(other) if other.__class__ is self.__class__ else NotImplemented


def _hash(self: Any) -> int:
    return hash(self._hashed(self))


def _shown(self: Any) -> str:
    listed = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
    return f"{self.__class__.__qualname__}({listed})"
