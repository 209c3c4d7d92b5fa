"""Which kinds of objects can go from one step to another: a table, tried entry by entry (see `docs/catalogue.md`)."""

from __future__ import annotations

from kale_core.catalogue.entry import Entry, Verdict

__all__ = ["Entry", "Verdict", "entry", "of_type"]


def entry(name: str) -> Entry | None:
    """What is known of the object that this function, method, class or attribute gives."""
    from kale_core.catalogue.table import ENTRIES

    return ENTRIES.get(name)


def of_type(name: str) -> Entry | None:
    """What is known of objects of this type: by the row of the class, else the first that gives it."""
    from kale_core.catalogue.table import BY_TYPE

    return BY_TYPE.get(name)
