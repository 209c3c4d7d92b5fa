"""How an entry of the catalogue is tried."""

from __future__ import annotations

from dataclasses import dataclass

from kale_core.catalogue import Verdict

#: The loaded object equals one that is made anew, in the same way.
SAME = "same"


@dataclass(frozen=True, slots=True)
class Trial:
    """`make`: code whose last expression is the object; the module of the entry is imported, and all of `aids.py`.

    `good`: an expression about the object `it`, which is true before, and after if the object is as good; or `SAME`.
    Only an object that cannot be saved needs none. `needs`: more modules without which there is no trial.
    `until`: the last Python that is known to act so. `taken_for`: what the entry was taken for before it was tried, if
    that was wrong.
    """

    make: str
    good: str = ""
    needs: str = ""
    ipython: bool = False
    until: tuple[int, int] = (3, 99)
    taken_for: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Like:
    """The entry is the type of the object that another entry gives, or another name for the same thing."""

    name: str
    taken_for: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Untried:
    """Why an entry cannot be tried offline."""

    reason: str
