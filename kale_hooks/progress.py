"""A bar on standard error while many notebooks are checked, for those who wait in front of a terminal."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence

from kale_hooks.files import Target

_DELAY = 1.0
_INTERVAL = 0.1
_BAR = 20
_CLEAR = "\r\x1b[K"


def watched(targets: Sequence[Target]) -> Iterator[Target]:
    """The targets; from the second second on, those who take them have a bar, which goes away at the end."""
    if len(targets) < 2 or not _is_wanted():
        yield from targets
        return
    due = time.monotonic() + _DELAY
    shown = False
    try:
        for done, target in enumerate(targets):
            if time.monotonic() >= due:
                _write(_CLEAR + _bar(done, len(targets), target.path))
                shown = True
                due = time.monotonic() + _INTERVAL
            yield target
    finally:
        if shown:
            _write(_CLEAR)


def _is_wanted() -> bool:
    """Whether a person looks on; pre-commit shows what a hook writes to its terminal only when the hook has ended."""
    unattended = any(os.environ.get(name) for name in ("CI", "PRE_COMMIT")) or os.environ.get("TERM") == "dumb"
    return not unattended and sys.stderr.isatty()


def _bar(done: int, total: int, path: str) -> str:
    """One line that fits the terminal, in ASCII."""
    filled = _BAR * done // total
    text = f"[{'#' * filled}{'.' * (_BAR - filled)}] {done}/{total} {ascii(path)[1:-1]}"
    return text[: _columns() - 1]


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except OSError:
        return 80


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
