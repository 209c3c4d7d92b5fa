"""Patterns of paths, read as in a `.gitignore`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_PIECE = re.compile(r"(?P<folders>\*\*/)|(?P<rest>\*\*)|(?P<star>\*)|(?P<one>\?)|\[(?P<set>!?[^\]/]+)\]")


def matches(file: Path, patterns: Iterable[str], *, folder: Path) -> bool:
    """Whether a pattern fits the file, or a folder that it is in, seen from `folder`; both are absolute.

    `drafts` fits that name anywhere, `/drafts` and `notebooks/drafts` that place only; `*` stays within a name, `**`
    does not.
    """
    path = Path(os.path.relpath(file, folder)).as_posix()
    return any(_compiled(pattern).match(path) for pattern in patterns)


def is_pattern(text: str) -> bool:
    """Whether a text can be a pattern."""
    try:
        _compiled(text)
    except re.error:
        return False
    return text.strip("/") != ""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    text = pattern.removeprefix("./").rstrip("/")
    anywhere = "" if "/" in text else "(?:.*/)?"
    text = text.removeprefix("/")
    body, end = "", 0
    for piece in _PIECE.finditer(text):
        body += re.escape(text[end : piece.start()]) + _expression(piece)
        end = piece.end()
    return re.compile(rf"{anywhere}{body}{re.escape(text[end:])}(?:/.*)?\Z", re.DOTALL)


def _expression(piece: re.Match[str]) -> str:
    if piece["set"]:
        characters = re.escape(piece["set"].removeprefix("!")).replace(r"\-", "-")
        return f"[{'^' if piece['set'].startswith('!') else ''}{characters}]"
    return {"folders": "(?:.*/)?", "rest": ".*", "star": "[^/]*", "one": "[^/]"}[piece.lastgroup or ""]
