"""What can be wrong with the pipeline's metadata."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from kale_core.diagnostics import Fix

Key = tuple[str | int, ...]


class ConfigFault(Enum):
    """The kinds of problems; each is reported by one rule."""

    NO_NAME = "no-name"
    NAME = "name"
    UNKNOWN_KEY = "unknown-key"
    OLD_KEY = "old-key"
    VALUE = "value"
    VOLUME = "volume"
    STEP_DEFAULT = "step-default"
    OUTPUT_PATH = "output-path"
    NO_EFFECT = "no-effect"


@dataclass(frozen=True, slots=True)
class ConfigProblem:
    """One problem; `key` is the path in the notebook's `metadata` of what it is about."""

    fault: ConfigFault
    key: Key
    message: str
    help: str
    fix: Fix | None = None


class Invalid(Exception):
    """A value that its key cannot have: its default stays."""

    def __init__(self, problem: ConfigProblem) -> None:
        super().__init__(problem.message)
        self.problem = problem


Report = Callable[[ConfigProblem], None]
Reader = Callable[[Any, Key, Report], Any]


def read(reader: Reader, value: Any, key: Key, report: Report) -> Any:
    """The value that `reader` makes of `value`; `None`, reported, if it is invalid."""
    try:
        return reader(value, key, report)
    except Invalid as invalid:
        report(invalid.problem)
        return None
