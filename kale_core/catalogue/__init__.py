"""Which kinds of objects can go from one step to another: a table, tried entry by entry (see `docs/catalogue.md`)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

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

__all__ = ["ENTRIES", "Entry", "Verdict", "entry", "of_type"]

_TABLES = (
    python.ENTRIES,
    files.ENTRIES,
    iterators.ENTRIES,
    concurrency.ENTRIES,
    network.ENTRIES,
    databases.ENTRIES,
    arrays.ENTRIES,
    frames.ENTRIES,
    clusters.ENTRIES,
    learning.ENTRIES,
    deep_learning.ENTRIES,
    pictures.ENTRIES,
    services.ENTRIES,
)

ENTRIES: Mapping[str, Entry] = MappingProxyType({row.name: row for table in _TABLES for row in table})
_BY_TYPE = {row.gives: row for row in reversed([*ENTRIES.values()])}
_BY_TYPE |= {row.name: row for row in ENTRIES.values() if row.name == row.gives}


def entry(name: str) -> Entry | None:
    """What is known of the object that this function, method, class or attribute gives."""
    return ENTRIES.get(name)


def of_type(name: str) -> Entry | None:
    """What is known of objects of this type: by the row of the class, else the first that gives it."""
    return _BY_TYPE.get(name)
