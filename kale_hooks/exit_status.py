"""What a command's exit status says (spec section 9)."""

from __future__ import annotations

from enum import IntEnum


class ExitStatus(IntEnum):
    """Ordered by gravity: the status of a run is the `max` over its files."""

    OK = 0
    FINDINGS = 1
    ERROR = 2


class WrongUsage(Exception):
    """Options or settings that a command cannot work with; the message, one line, says which and what they may be."""
