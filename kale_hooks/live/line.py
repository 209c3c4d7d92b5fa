"""A line that a step printed, made safe for the terminal that it is shown on."""

from __future__ import annotations

import re

_SEQUENCE = re.compile(r"\x1b(?:\[[0-9;:?<=>]*[ -/]*(?P<final>[@-~])|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~]|$)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f]")
_RESET = "\x1b[0m"


def shown(text: str, *, colour: bool) -> str:
    """`text` without what would move the cursor or change the terminal; with its colours if these are wanted."""
    kept = _CONTROL.sub("", _SEQUENCE.sub(_colour if colour else "", text))
    return kept + _RESET if "\x1b" in kept else kept


def _colour(match: re.Match[str]) -> str:
    return match[0] if match["final"] == "m" else ""
