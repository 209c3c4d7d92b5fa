"""What a name may hold, as far as the analysis needs to know."""

from __future__ import annotations

from dataclasses import dataclass, field

from kale_core.analysis import facts as f


@dataclass(eq=False, slots=True)
class Value:
    """An object, by identity: two names with one `Value` may be aliases.

    `origin` is the dotted name of the library member that it comes from (`pandas.read_csv`), or of the
    member that it is. `holds` are the objects that it may be, contain or be a part of: changing it may
    change them. `atomic` objects never change. `alternatives`: it is one of these, depending on the path taken.
    `wrapped`: decorators decide what calling it gives.
    """

    origin: str | None = None
    holds: list[Value] = field(default_factory=list)
    atomic: bool = False
    is_member: bool = False
    function: f.Function | None = None
    frame: Frame | None = None
    members: dict[str, Slot] | None = None
    bases: tuple[Value, ...] = ()
    instance_of: Value | None = None
    imports: tuple[f.Import, ...] = ()
    alternatives: tuple[Value, ...] = ()
    wrapped: bool = False

    @property
    def is_code(self) -> bool:
        """Whether it is a function or class of the notebook, or comes from an import."""
        return self.function is not None or self.members is not None or self.is_member

    def received(self) -> Value:
        """The copy that another step gets of it."""
        return Value(
            self.origin, self.holds, self.atomic, self.is_member, self.function, self.frame, self.members, self.bases,
            self.instance_of, self.imports, self.alternatives, self.wrapped,
        )  # fmt: skip

    def method(self, name: str) -> Value | None:
        """The function that a class of the notebook, or one of its bases, gives that name."""
        pending, seen = [self], set[int]()
        while pending:
            owner = pending.pop(0)
            if id(owner) in seen:
                continue
            seen.add(id(owner))
            if owner.members is not None and name in owner.members:
                return owner.members[name].value
            pending.extend(owner.bases)
        return None


@dataclass(slots=True)
class Slot:
    """A name in a frame. `sure`: it is bound whatever path was taken. `own`: bound by this step's own code."""

    value: Value
    sure: bool = True
    own: bool = True
    deleted: bool = False
    cell: int = 0
    at: int = f.NOWHERE


@dataclass(eq=False, slots=True)
class Frame:
    """A namespace. `local` is what Python decides statically to be local; none for a module or class body."""

    names: dict[str, Slot] = field(default_factory=dict)
    local: frozenset[str] | None = None
    shared: frozenset[str] = frozenset()
    parent: Frame | None = None
    is_class: bool = False


def join(one: Value, other: Value) -> Value:
    """A value that may be either."""
    if one is other:
        return one
    return Value(
        origin=one.origin or other.origin,
        holds=[one, other],
        atomic=one.atomic and other.atomic,
        is_member=one.is_member and other.is_member,
        imports=one.imports + tuple(each for each in other.imports if each not in one.imports),
        alternatives=tuple(dict.fromkeys((*(one.alternatives or (one,)), *(other.alternatives or (other,))))),
    )
