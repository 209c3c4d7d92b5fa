"""How messages show text that a notebook holds: in backticks, on one line, never too long."""

from __future__ import annotations

LONGEST = 80


def quoted(text: str) -> str:
    """`text` in backticks; characters that would break a line or a terminal are escaped."""
    shown = escaped(text[: LONGEST + 1])
    return f"`{shown if len(text) <= LONGEST else shown[: LONGEST - 3] + '...'}`"


def listed(texts: tuple[str, ...] | list[str]) -> str:
    """Each text quoted, as an English list: `` `a`, `b` and `c` ``."""
    shown = [quoted(text) for text in texts]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def escaped(text: str) -> str:
    """`text` on one line, whatever it holds."""
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode("ascii") for each in text)
