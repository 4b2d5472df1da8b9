"""YAML: a text as nodes that know their lines, parsed by libyaml where PyYAML carries it."""

from __future__ import annotations

from typing import Any

import yaml

LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast; Any: PyYAML has two such types


def read_nodes(text: str) -> yaml.Node | None:
    """Gives the root of a YAML text, None for an empty one; raises `yaml.YAMLError` in the words of the slow parser."""
    try:
        return yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError:
        return yaml.compose(text, Loader=yaml.SafeLoader)


def value_of(root: yaml.Node | None) -> object:
    """Gives what a root says as Python values; raises `yaml.YAMLError` for a kind of value that it has no class for."""
    return yaml.constructor.SafeConstructor().construct_document(root) if root else None
