"""Which kinds of objects can go from one step to another: a table, tried entry by entry (see `docs/catalogue.md`)."""

from __future__ import annotations

from collections.abc import Mapping

from kale_core.catalogue import (
    arrays,
    clusters,
    concurrency,
    databases,
    deep_learning,
    files,
    frames,
    iterators,
    learning,
    network,
    pictures,
    python,
    services,
)
from kale_core.catalogue.entry import Entry, Verdict

__all__ = ["ENTRIES", "FIELDS", "Entry", "Verdict", "entry", "of_type"]

#: The table, by field.
FIELDS: Mapping[str, tuple[Entry, ...]] = {
    "python": python.ENTRIES,
    "files": files.ENTRIES,
    "iterators": iterators.ENTRIES,
    "concurrency": concurrency.ENTRIES,
    "network": network.ENTRIES,
    "databases": databases.ENTRIES,
    "arrays": arrays.ENTRIES,
    "frames": frames.ENTRIES,
    "clusters": clusters.ENTRIES,
    "learning": learning.ENTRIES,
    "deep_learning": deep_learning.ENTRIES,
    "pictures": pictures.ENTRIES,
    "services": services.ENTRIES,
}

#: The table, by name.
ENTRIES: Mapping[str, Entry] = {row.name: row for rows in FIELDS.values() for row in rows}

_BY_TYPE = {row.gives: row for row in reversed([*ENTRIES.values()])}
_BY_TYPE |= {row.name: row for row in ENTRIES.values() if row.name == row.gives}


def entry(name: str) -> Entry | None:
    """What is known of the object that this function, method, class or attribute gives."""
    return ENTRIES.get(name)


def of_type(name: str) -> Entry | None:
    """What is known of objects of this type: by the row of the class, else the first that gives it."""
    return _BY_TYPE.get(name)
