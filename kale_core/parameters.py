"""stub"""
from __future__ import annotations
from dataclasses import dataclass
from kale_core.diagnostics import Place

@dataclass(frozen=True, slots=True)
class Parameter:
    """A pipeline parameter. `type` is int, float, str, bool, list or dict; `default` its literal, as Python source."""
    name: str
    type: str
    default: str
    place: Place
