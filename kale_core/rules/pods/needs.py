"""What an access needs to be there, and which accesses put it there."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from fnmatch import fnmatchcase

from kale_core.analysis.tables.files import MAKE_THEIR_FOLDER
from kale_core.analysis.uses import UseKind
from kale_core.rules.pods.access import Access, Effect, is_below

_PUTS = frozenset({Effect.WRITE, Effect.ADD, Effect.FILL, Effect.MAKE})


def need_of(access: Access) -> str | None:
    """The path that must exist: what is read, and the folder of what is written."""
    if access.effect is Effect.READ and access.path != "/":
        return access.path
    if access.effect in (Effect.WRITE, Effect.ADD) and access.use.kind is UseKind.CALL:
        names = {access.use.name, f".{access.use.name.rpartition('.')[2]}"}
        return None if names & MAKE_THEIR_FOLDER else posixpath.dirname(access.path) or None
    return None


def is_given_by(put: Access, access: Access) -> bool:
    """Whether an access of the step itself, before this one, makes what it needs."""
    if put.effect not in _PUTS or put.effect is Effect.ADD:
        return False
    if access.effect is Effect.READ:
        return _is_seen(put, access.path)
    return is_below(put.path, posixpath.dirname(access.path))


def might_be_given_by(put: Access, access: Access) -> bool:
    """Whether an access of another step makes it in the notebook; a file there may be in a folder that was there."""
    if access.effect is Effect.READ:
        return put.effect in _PUTS and _is_seen(put, access.path)
    makes_folder = put.effect in (Effect.MAKE, Effect.FILL)
    return makes_folder and is_below(put.path, posixpath.dirname(access.path))


def is_checked(access: Access, every: Iterable[Access]) -> bool:
    """Whether the step asks if what it needs is there, and makes it itself somewhere."""
    own = list(every)
    asks = any(each.effect is Effect.CHECK and is_below(access.path, each.path) for each in own)
    return asks and any(is_given_by(each, access) for each in own)


def _is_seen(put: Access, path: str) -> bool:
    """Whether who reads the path sees what is put there; the path is a file, a folder or a pattern."""
    if put.effect is Effect.FILL and put.path != "." and is_below(path, put.path):
        return True
    return is_below(put.path, path) or fnmatchcase(put.path, path)
