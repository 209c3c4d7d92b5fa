"""Which objects a step may change: a ledger with cells and degrees of certainty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from kale_core.analysis.values import Frame, Value, wholes


class Certainty(IntEnum):
    """How certain a change is.

    `POSSIBLE`: the object was handed to a call that nobody knows. `LIKELY`: a method was called that is not known to
    only read, or a part of it changes. `SURE`: a statement changes it.
    """

    POSSIBLE = 1
    LIKELY = 2
    SURE = 3


@dataclass(frozen=True, slots=True)
class Changed:
    """An object that may have changed, the cells in which it may, and how certain that is."""

    value: Value
    cells: frozenset[int]
    certainty: Certainty


@dataclass(eq=False, slots=True)
class Ledger:
    """The changes of one namespace, by object."""

    _changed: dict[int, Changed] = field(default_factory=dict)
    _rebound: dict[int, tuple[Frame, frozenset[int]]] = field(default_factory=dict)

    def mark(self, value: Value, certainty: Certainty, *, cell: int, itself: bool = False) -> None:
        """The object may change in that cell, and with it all that it is within.

        A function or class that is handed to a call does not change; one whose attribute is set does (`itself`).
        """
        weaker = Certainty(max(Certainty.POSSIBLE, certainty - 1))
        for each in wholes(value):
            is_fixed = each.atomic or each.is_member or (each.is_code and not (itself and each is value))
            if not is_fixed:
                self.add([Changed(each, frozenset({cell}), certainty if each is value else weaker)])

    def mark_parts(self, value: Value, certainty: Certainty, *, cell: int) -> None:
        """Parts of the object, and what it contains, may change in that cell."""
        if not value.atomic and not value.is_member:
            self.mark(value.part(), certainty, cell=cell)

    def rebind(self, frame: Frame, *, cell: int) -> None:
        """A function assigns to a name of the function around it."""
        _, cells = self._rebound.get(id(frame), (frame, frozenset[int]()))
        self._rebound[id(frame)] = frame, cells | {cell}

    def add(self, changes: Iterable[Changed]) -> None:
        """Enter changes beside those already known of the same objects."""
        for each in changes:
            before = self._changed.get(id(each.value), each)
            certainty = max(each.certainty, before.certainty)
            self._changed[id(each.value)] = Changed(each.value, each.cells | before.cells, certainty)

    def include(self, other: Ledger) -> None:
        """Enter all of another ledger."""
        self.add(other.all())
        for frame, cells in other._rebound.values():
            for cell in cells:
                self.rebind(frame, cell=cell)

    def all(self) -> tuple[Changed, ...]:
        """Every change, in the order of the objects' first."""
        return tuple(self._changed.values())

    def of(self, value: Value) -> Iterator[Changed]:
        """The changes of an object: its own, those of what it may be, and of what a function in it remembers."""
        for each in (value, *value.alternatives, *value.holds):
            if id(each) in self._changed and each not in value.holds:
                yield self._changed[id(each)]
            frame = each.frame
            while frame is not None:
                for slot in frame.names.values():
                    if slot.value is not each and id(slot.value) in self._changed:
                        yield self._changed[id(slot.value)]
                if id(frame) in self._rebound:
                    yield Changed(each, self._rebound[id(frame)][1], Certainty.SURE)
                frame = frame.parent
