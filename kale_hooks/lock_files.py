"""Versions of packages from the lock files of uv, Poetry and PDM, and from a `pylock.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

_TABLE = re.compile(r"^\[\[packages?\]\]", re.MULTILINE)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+!-]*")
_MARKER = re.compile(r"""[\w\s.<>=!~"'()]+""")
_NO_INDEX = frozenset({"archive", "directory", "editable", "file", "git", "path", "url", "vcs", "virtual"})


def is_lock(text: str) -> bool:
    """Whether a text looks like one of these files, and not like lines of requirements."""
    return _TABLE.search(text) is not None


def locked(text: str) -> Iterator[tuple[str, str, str]]:
    """Name, version and marker of each package that comes from an index; `TOMLDecodeError` if the text is no TOML."""
    table = tomllib.loads(text)
    entries = table.get("package", table.get("packages"))
    for entry in entries if isinstance(entries, list) else ():
        if not isinstance(entry, dict):
            continue
        name, version = str(entry.get("name")), str(entry.get("version"))
        if _NAME.fullmatch(name) and _VERSION.fullmatch(version) and not _is_elsewhere(entry):
            yield name, version, _marker(entry)


def _is_elsewhere(entry: Mapping[str, Any]) -> bool:
    """Whether the package is a folder, a file or a repository: what no index has."""
    source = entry.get("source")
    source = source if isinstance(source, dict) else {}
    kinds = {str(source["type"])} if "type" in source else source.keys()
    return "version" not in entry or not _NO_INDEX.isdisjoint(kinds | entry.keys())


def _marker(entry: Mapping[str, Any]) -> str:
    """Where the package is installed in this version; empty for everywhere."""
    found = entry.get("marker") or entry.get("markers") or entry.get("resolution-markers")
    markers = [found] if isinstance(found, str) else found if isinstance(found, list) else []
    fitting = [each for each in markers if isinstance(each, str) and _MARKER.fullmatch(each)]
    if len(fitting) != len(markers):
        return ""
    return fitting[0] if len(fitting) == 1 else " or ".join(f"({each})" for each in fitting)
