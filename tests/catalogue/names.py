"""What the names of the catalogue stand for, in a process that may import it."""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import Any


def thing(name: str) -> Any:
    """What a dotted name stands for; modules on the way are imported where their parents do not have them."""
    root, *attributes = name.split(".")
    found: Any = importlib.import_module(root)
    path = root
    for attribute in attributes:
        path = f"{path}.{attribute}"
        if isinstance(found, ModuleType) and not hasattr(found, attribute):
            importlib.import_module(path)
        found = getattr(found, attribute)
    return found
