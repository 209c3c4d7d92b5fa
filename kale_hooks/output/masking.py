"""Lines of code without those that hold a credential."""

from __future__ import annotations

import re
from collections.abc import Set

MASK = "[this line holds a credential]"


def masked(line: str, secrets: Set[str]) -> str:
    """`line`, or what to show in its place."""
    return MASK if holds_secret(line, secrets) else line


def holds_secret(line: str, secrets: Set[str]) -> bool:
    """Whether one of the secrets stands in a line, and not just as a part of a word."""
    return any(
        secret in line and re.search(rf"(?<!\w){re.escape(secret)}(?!\w)", line) is not None for secret in secrets
    )
