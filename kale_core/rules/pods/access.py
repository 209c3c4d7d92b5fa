"""What a step does with one file or folder."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from enum import Enum, auto

from kale_core.analysis.tables.files import SPECIAL
from kale_core.analysis.uses import Use


class Effect(Enum):
    """`WRITE` replaces a file, `ADD` keeps what is in it. `FILL` puts unknown files into a folder, `MAKE` makes one.

    `CHECK` only asks whether it is there.
    """

    READ = auto()
    WRITE = auto()
    ADD = auto()
    FILL = auto()
    MAKE = auto()
    CHECK = auto()


@dataclass(frozen=True, slots=True)
class Access:
    """One access. `path` is normal: no `./`, no `//`, no `/` at the end; it may be a pattern."""

    effect: Effect
    path: str
    use: Use


def normal_path(text: str | None) -> str | None:
    """A path of the pod as it is compared with others; nothing for addresses, devices, and what is not known."""
    if not text or "://" in text or set(text) & set("\n\0\\{$<>|") or text.startswith(SPECIAL):
        return None
    path = posixpath.normpath(text)
    return f"/{path.lstrip('/')}" if path.startswith("/") else path


def is_below(path: str, folder: str) -> bool:
    """Whether a normal path is the folder, or in it."""
    return path == folder or path.startswith(folder.rstrip("/") + "/")
