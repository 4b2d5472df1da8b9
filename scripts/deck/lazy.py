"""Lazy: modules that a library imports and few decks need, loaded when something in them is first used."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType


class _LazyModule(ModuleType):
    """A module that runs when a name is asked of it; `importlib.util.LazyLoader` runs it at the next import already."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__") or self.__spec__ is None or self.__spec__.loader is None:
            raise AttributeError(name)
        self.__class__ = ModuleType  # type: ignore[assignment]  # from here on it is a module like any other
        self.__spec__.loader.exec_module(self)
        return getattr(self, name)


def load_lazily(*names: str) -> None:
    """Makes the imports of modules cost nothing until they are used; what is loaded or not there stays so."""
    for name in names:
        spec = None if name in sys.modules else importlib.util.find_spec(name)
        if spec is not None:
            module = importlib.util.module_from_spec(spec)
            module.__class__ = _LazyModule
            sys.modules[name] = module
            parent, _, child = name.rpartition(".")
            if parent:
                setattr(sys.modules[parent], child, module)
