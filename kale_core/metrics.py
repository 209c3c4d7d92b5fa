"""stub"""
from __future__ import annotations
from dataclasses import dataclass
from kale_core.diagnostics import Place

@dataclass(frozen=True, slots=True)
class Metric:
    """A metric: `name` is what KFP shows, `variable` what the notebook prints."""
    name: str
    variable: str
    place: Place
