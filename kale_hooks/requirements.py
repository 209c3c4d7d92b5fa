"""Versions of packages from a requirements file, such as `pip freeze` and `pip-compile` write, or from a lock file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kale_core.installation import project
from kale_hooks.lock_files import is_lock, locked

_PIN = re.compile(
    r"""\s*(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*
        ==\s*(?P<version>[A-Za-z0-9][A-Za-z0-9._+!-]*)\s*
        (?:;\s*(?P<marker>[\w\s.<>=!~"'()]+?))?\s*
        (?:(?:\\|\#|--).*)?""",
    re.VERBOSE,
)


def pins(text: str) -> dict[str, tuple[str, ...]]:
    """What follows the name in each `name==version` line, by normalised project; all other lines are left out.

    Lock files say the same in tables; `TOMLDecodeError` if one is no TOML.
    A project that has several versions keeps them all, with their markers, for pip to choose from.
    """
    found: dict[str, dict[str, str]] = {}
    for name, version, marker in locked(text) if is_lock(text) else _lines(text):
        found.setdefault(project(name), {}).setdefault(version, marker)
    return {
        name: tuple(f"=={version}{_after(marker) if len(versions) > 1 else ''}" for version, marker in versions.items())
        for name, versions in found.items()
    }


def _lines(text: str) -> Iterator[tuple[str, str, str]]:
    for line in text.splitlines():
        pin = _PIN.fullmatch(line)
        if pin:
            yield pin["name"], pin["version"], pin["marker"] or ""


def _after(marker: str) -> str:
    """A marker behind a version; KFP's quoting takes double quotes only."""
    return f"; {marker}".replace("'", '"') if marker else ""
