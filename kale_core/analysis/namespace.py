"""One step's namespace while facts run in it: frames, reads from outside, and where paths meet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

from kale_core.analysis import facts as f
from kale_core.analysis.changes import Ledger, moment_in
from kale_core.analysis.tables.names import IPYTHON_NAMES
from kale_core.analysis.uses import Use, UseKind
from kale_core.analysis.values import Frame, Slot, State, Value, join

RESULT = f"{f.HIDDEN}result"


class Outside(Protocol):
    """Where names come from that a namespace does not bind itself."""

    def find(self, name: str) -> Slot | None:
        """What the name holds there; nothing if nobody provides it."""
        ...


@dataclass(frozen=True, slots=True)
class Read:
    """A read of a name that the namespace does not bind.

    `cell` and `at` say where; `via` is the function that was being run, `call_cell` and `call_at` where it is
    used. `moment` is when.
    """

    name: str
    cell: int
    at: int
    via: str | None = None
    call_cell: int = 0
    call_at: int = f.NOWHERE
    deleted: bool = False
    moment: int = 0


@dataclass(frozen=True, slots=True)
class Carried:
    """What a name held when its step went on below other steps, and since when."""

    value: Value
    since: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """A block that an exception may end anywhere: its frame, the names before it, and those that it binds again."""

    frame: Frame
    start: State
    passed: list[State]


@dataclass(eq=False)
class Namespace:
    """Names, and what running cells found: `reads` from outside (the first of each name), `misses`, changes.

    `star_reads` are misses that a star import may answer.

    `last_reads` are the moments of the last; `bound_in` says when names of the module are bound or deleted.
    `late_reads` are the first reads, after each time that the step goes on below others, of what it had before.
    `identity_tests` are the pairs of names that `is` compares, with the cell and place of the first time.
    """

    outside: Outside
    frame: Frame = field(default_factory=Frame)
    misses: list[Read] = field(default_factory=list)
    star_reads: list[Read] = field(default_factory=list)
    reads: dict[str, Read] = field(default_factory=dict)
    last_reads: dict[str, int] = field(default_factory=dict)
    late_reads: dict[tuple[str, int], tuple[Read, Carried]] = field(default_factory=dict)
    identity_tests: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    ledger: Ledger = field(default_factory=Ledger)
    bound_in: dict[str, set[int]] = field(default_factory=dict)
    uses: list[Use] = field(default_factory=list)
    imported: dict[str, f.Import | f.StarImport] = field(default_factory=dict)
    has_star_import: bool = False
    star_imports: dict[str, tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._cell = 0
        self._events = 0
        self._calls: list[tuple[f.Function, int, int]] = []
        self._generators: set[int] = set()  # the functions that yield
        self._lenient = 0  # above 0: no read fails
        self._unsure = 0  # above 0: in a function that may never be called
        self._tried = 0  # above 0: in the body of a `try`
        self._loop_exits: list[list[State]] = []
        self._attempts: list[Attempt] = []
        self._returns: list[State] = []
        self._running_reads: list[set[str]] = []  # of the functions that are running
        self._carried: dict[str, Carried] = {}
        self._resumed = 0  # the cell with which it went on

    def _now(self) -> int:
        self._events += 1
        return moment_in(self._cell, self._events)

    @property
    def star_names(self) -> set[str]:
        """The names that only a star import may bind."""
        return {read.name for read in self.star_reads}

    # --- binding -------------------------------------------------------------------------------------

    def _store(self, name: str, value: Value, at: int, frame: Frame) -> None:
        target = self._owner(name, frame)
        sure = not (target is self.frame and frame is not self.frame and self._unsure)
        if target is self.frame:
            self.bound_in.setdefault(name, set()).add(self._now())
        elif target is not frame:
            self.ledger.rebind(target, moment=self._now())
        before = target.names.get(name)
        self._pass(name, before)
        if not sure and before is not None and before.sure:
            value, sure = join(value, before.value), True
        target.names[name] = Slot(value, sure, cell=self._cell, at=at)

    def _forget(self, name: str, at: int, frame: Frame) -> None:
        owner = self._owner(name, frame)
        self._pass(name, owner.names.get(name))
        owner.names[name] = Slot(Value(), False, deleted=True, cell=self._cell, at=at)
        if owner is self.frame:
            self.bound_in.setdefault(name, set()).add(self._now())

    def _owner(self, name: str, frame: Frame) -> Frame:
        """The frame in which an assignment in `frame` binds a name."""
        if name.startswith(f.HIDDEN) or frame.is_class or frame is self.frame:
            return frame
        owner: Frame | None = frame
        while owner is not None:
            if name in owner.shared:
                return self.frame
            if not owner.is_class and owner.local is not None and name in owner.local:
                return owner
            owner = owner.parent
        return frame if frame.local == frozenset() else self.frame

    # --- reading -------------------------------------------------------------------------------------

    def _load(self, load: f.Load, frame: Frame) -> Value:
        scope: Frame | None = frame
        while scope is not None and scope is not self.frame:
            slot = scope.names.get(load.name)
            if slot is not None and load.name not in scope.shared and (scope is frame or not scope.is_class):
                return slot.value
            if scope.local is not None and load.name in scope.local:
                return Value()
            if load.name in scope.shared:
                break
            scope = scope.parent
        return self._load_global(load)

    def _load_global(self, load: f.Load) -> Value:
        for names in self._running_reads:
            names.add(load.name)
        slot = self.frame.names.get(load.name)
        if slot is not None and not slot.own:
            self.last_reads[load.name] = self._now()
        if slot is not None and load.name in self._carried:
            self._read_late(load, slot)
        if slot is not None and slot.sure:
            return slot.value
        found = None if slot is not None and slot.deleted else self.outside.find(load.name)
        if found is None or found.deleted:
            if slot is not None and not slot.deleted and not slot.forgotten:
                return slot.value
            if not (load.lenient or self._lenient):
                read = self._read_now(load, deleted=slot is not None or found is not None)
                (self.star_reads if self.has_star_import else self.misses).append(read)
            return Value()
        self.reads.setdefault(load.name, self._read_now(load))
        if slot is None and load.name in IPYTHON_NAMES and found.value.origin == f"builtins.{load.name}":
            self._use(UseKind.HISTORY, load.name, load.at)
        if slot is None:
            self.frame.names[load.name] = found
            return found.value
        return join(slot.value, found.value)

    def _carry(self) -> None:
        """The step goes on below other steps, with the variables that it has."""
        self._resumed = self._cell
        for name, slot in self.frame.names.items():
            if slot.own and not slot.deleted and name in self.bound_in:
                # Bound on some paths, it may be what was bound before.
                since = (min if slot.value.alternatives else max)(self.bound_in[name])
                self._carried[name] = Carried(slot.value, since)
            elif name in self.reads:
                self._carried[name] = Carried(slot.value, self.reads[name].moment)

    def _read_late(self, load: f.Load, slot: Slot) -> None:
        carried = self._carried[load.name]
        if slot.value is carried.value or carried.value in slot.value.alternatives:
            self.late_reads.setdefault((load.name, self._resumed), (self._read_now(load), carried))

    def _read_now(self, load: f.Load, *, deleted: bool = False) -> Read:
        if not self._calls:
            return Read(load.name, self._cell, load.at, deleted=deleted, moment=self._now())
        function = self._calls[-1][0]
        _, cell, at = self._calls[0]
        return Read(load.name, function.cell, load.at, function.name, cell, at, deleted, self._now())

    def _use(self, kind: UseKind, name: str, at: int, texts: tuple[str | None, ...] = (), **others: Any) -> None:
        cell = self._calls[-1][0].cell if self._calls else self._cell
        is_certain, is_tried = not self._unsure, self._tried > 0
        self.uses.append(Use(kind, name, cell, at, self._cell, texts, certain=is_certain, tried=is_tried, **others))

    # --- paths ---------------------------------------------------------------------------------------

    def _saved(self, frame: Frame) -> State:
        return dict(frame.names), dict(self.frame.names)

    def _pass(self, name: str, slot: Slot | None) -> None:
        """Before a name is bound again: an exception may have come first."""
        for attempt in self._attempts:
            if slot is not None and slot is not attempt.start[0].get(name) and slot is not attempt.start[1].get(name):
                attempt.passed.append(self._saved(attempt.frame))

    def _restore(self, saved: State, frame: Frame) -> None:
        result = frame.names.get(RESULT)
        self.frame.names = dict(saved[1])
        if frame is not self.frame:
            frame.names = dict(saved[0])
            if result is not None:  # what one path returns is returned, whatever the others do
                frame.names[RESULT] = result
