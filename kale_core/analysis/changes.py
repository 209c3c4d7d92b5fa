"""Which objects a step may change: a ledger with moments and degrees of certainty.

A moment is a number that grows from cell to cell of the notebook, and from one event to the next within a cell; see
`moment_in` and `cell_of`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from kale_core.analysis.values import Frame, Value

_EVENTS = 20  # bits for the events of one cell


def moment_in(cell: int, event: int) -> int:
    """The moment of an event, counted from 1, in the cell of that number."""
    return (cell << _EVENTS) + min(event, (1 << _EVENTS) - 1)


def cell_of(moment: int) -> int:
    """The number of the cell in which that moment is."""
    return moment >> _EVENTS


class Certainty(IntEnum):
    """How certain a change is.

    `POSSIBLE`: the object was handed to a call that nobody knows. `LIKELY`: a method was called that is not known to
    only read, or a part of it changes. `SURE`: a statement changes it.
    """

    POSSIBLE = 1
    LIKELY = 2
    SURE = 3


_WEAKER = {
    Certainty.SURE: Certainty.LIKELY,
    Certainty.LIKELY: Certainty.POSSIBLE,
    Certainty.POSSIBLE: Certainty.POSSIBLE,
}


@dataclass(frozen=True, slots=True)
class Changed:
    """An object that may have changed, the moments at which it may, and how certain that is."""

    value: Value
    moments: frozenset[int]
    certainty: Certainty


@dataclass(eq=False, slots=True)
class Ledger:
    """The changes of one namespace, by object."""

    _changed: dict[int, Changed] = field(default_factory=dict)
    _rebound: dict[int, tuple[Frame, frozenset[int]]] = field(default_factory=dict)

    def mark(self, value: Value, certainty: Certainty, *, moment: int, itself: bool = False) -> None:
        """The object may change at that moment, and with it all that it is within.

        A function or class that is handed to a call does not change; one whose attribute is set does (`itself`).
        """
        self._spread([(value, certainty)], moment, itself=value if itself else None)

    def mark_parts(self, value: Value, certainty: Certainty, *, moment: int) -> None:
        """Parts of the object, and what it contains, may change at that moment."""
        if not value.atomic and not value.is_member:
            self._spread([(part, certainty) for part in (value.part(), *value.known_parts())], moment)

    def _spread(self, pending: list[tuple[Value, Certainty]], moment: int, itself: Value | None = None) -> None:
        seen: dict[int, Certainty] = {}
        now = frozenset({moment})
        for each, certainty in pending:  # which grows
            is_fixed = each.atomic or each.is_member or (each.is_code and each is not itself)
            if is_fixed or seen.get(id(each), 0) >= certainty:
                continue
            seen[id(each)] = certainty
            self._add(each, now, certainty)
            weaker = _WEAKER[certainty]
            likely = min(certainty, Certainty.LIKELY)
            pending += [(whole, likely if whole in each.alternatives else weaker) for whole in each.within]
            pending += [(whole, Certainty.POSSIBLE) for whole in each.loosely]
            if each.copy_of is not None:
                pending.append((each.copy_of, certainty))

    def rebind(self, frame: Frame, *, moment: int) -> None:
        """A function assigns to a name of the function around it."""
        _, moments = self._rebound.get(id(frame), (frame, frozenset[int]()))
        self._rebound[id(frame)] = frame, moments | {moment}

    def add(self, changes: Iterable[Changed]) -> None:
        """Enter changes beside those already known of the same objects."""
        for each in changes:
            self._add(each.value, each.moments, each.certainty)

    def _add(self, value: Value, moments: frozenset[int], certainty: Certainty) -> None:
        before = self._changed.get(id(value))
        if before is None:
            self._changed[id(value)] = Changed(value, moments, certainty)
        elif certainty > before.certainty or not moments <= before.moments:
            self._changed[id(value)] = Changed(value, before.moments | moments, max(certainty, before.certainty))

    def include(self, other: Ledger) -> None:
        """Enter all of another ledger."""
        self.add(other.all())
        for frame, moments in other._rebound.values():
            for moment in moments:
                self.rebind(frame, moment=moment)

    def all(self) -> tuple[Changed, ...]:
        """Every change, in the order of the objects' first."""
        return tuple(self._changed.values())

    def on(self, value: Value) -> Changed | None:
        """The change of this very object."""
        return self._changed.get(id(value))

    def of(self, value: Value) -> Iterator[Changed]:
        """The changes of an object: its own, those of what it may be, and of what a function in it remembers."""
        # Of a copy, the alternatives are objects of another step, and changing them leaves the copy alone.
        itself = [value] if value.copy_of is not None else [value, *value.alternatives]
        yield from (self._changed[id(each)] for each in itself if id(each) in self._changed)
        for each in (value, *value.alternatives, *value.holds):
            for other in each.captured():
                if other is not each and id(other) in self._changed:
                    yield self._changed[id(other)]
            frame = each.frame
            while frame is not None:
                if id(frame) in self._rebound:
                    yield Changed(each, self._rebound[id(frame)][1], Certainty.SURE)
                frame = frame.parent
