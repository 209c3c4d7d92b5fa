"""The whole catalogue. It is large, so it is imported when it is first asked."""

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
from kale_core.catalogue.entry import Entry

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

#: Of a type: the row of the class, else the first that gives it.
BY_TYPE = {row.gives: row for row in reversed([*ENTRIES.values()])}
BY_TYPE |= {row.name: row for row in ENTRIES.values() if row.name == row.gives}
