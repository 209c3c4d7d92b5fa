"""What a name may hold, as far as the analysis needs to know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import reduce

from kale_core.analysis import facts as f


@dataclass(eq=False, slots=True)
class Value:
    """An object, by identity: two names with one `Value` are aliases.

    `origin` is the dotted name of the library member that it comes from (`pandas.read_csv`), or of the member that it
    is (`is_member`). Changing it changes what it is `within`: what it is a part or a view of, or may be; for what a
    call that nobody knows was given, that is said `loosely`. `holds` is what it contains. `atomic` objects never
    change; `text` is a known string. `alternatives`: it is one of these, depending on the path taken. `copy_of` is the
    object of another step of which this step received a copy: in the notebook they are one.

    `parts` are those of its attributes and elements that were asked for by a known key. `made` tells how it came to be:
    the library member that was called, or the object whose method or attribute of that name gave it.

    A function of the notebook has a `function`, its `defaults` and, if it is nested, the `frame` around it; `wrapped`
    if decorators decide what calling it gives. A class has `members` and `bases`, its instances are `instance_of` it.
    What an import binds has `imports`. A context manager that `suppresses` may end its block before the last statement.
    """

    origin: str | None = None
    within: list[Value] = field(default_factory=list)
    loosely: list[Value] = field(default_factory=list)
    copy_of: Value | None = None
    holds: list[Value] = field(default_factory=list)
    atomic: bool = False
    text: str | None = None
    is_member: bool = False
    alternatives: tuple[Value, ...] = ()
    function: f.Function | None = None
    frame: Frame | None = None
    wrapped: bool = False
    members: dict[str, Slot] | None = None
    bases: tuple[Value, ...] = ()
    instance_of: Value | None = None
    imports: tuple[f.Import, ...] = ()
    suppresses: bool = False
    defaults: dict[str, Value] | None = None
    parts: dict[str, Value] | None = None
    made: str | tuple[Value, str] | None = None

    @property
    def is_code(self) -> bool:
        """Whether it is a function or class of the notebook, or comes from an import."""
        return self.function is not None or self.members is not None or self.is_member

    def received(self) -> Value:
        """The copy that another step gets of it."""
        return replace(self, within=[], loosely=[], holds=list(self.holds), parts=None, copy_of=self)

    def method(self, name: str) -> Value | None:
        """What a class of the notebook, or one of its bases, binds to that name; of an instance, its class does."""
        for owner in _closure([self.instance_of or self], lambda each: each.bases):
            if owner.members is not None and name in owner.members:
                return owner.members[name].value
        return None

    def hold(self, *values: Value) -> None:
        """From now on it contains these, too."""
        self.holds += [value for value in values if value is not self and value not in self.holds]

    def become(self, other: Value) -> None:
        """From now on it may be that object, too."""
        if other is not self and other not in self.alternatives:
            self.within.append(other)
            self.alternatives += (other,)

    def part(self, key: str | None = None) -> Value:
        """An element, attribute or view of it: of a known key, always the same."""
        if key is None:
            return Value(self.origin, [self, *_held(self)], atomic=self.atomic)
        if self.alternatives and self.copy_of is None:
            return reduce(join, (each.part(key) for each in self.alternatives))
        if self.parts is None:
            self.parts = {}
        if key not in self.parts:
            original = self.copy_of.part(key) if self.copy_of is not None else None
            made = (self, "__getitem__" if key.startswith("[") else key)
            self.parts[key] = Value(self.origin, atomic=self.atomic, copy_of=original, made=made)
        self.parts[key].within = [self, *_held(self)]
        return self.parts[key]

    def known_parts(self) -> list[Value]:
        """The parts that were asked for by key, here or where it was copied from."""
        keys = [key for each in _closure([self], _originals) for key in each.parts or ()]
        return [self.part(key) for key in dict.fromkeys(keys)]

    def captured(self) -> Iterator[Value]:
        """What a function remembers: its defaults, and the variables around it."""
        yield from (self.defaults or {}).values()
        frame = self.frame
        while frame is not None:
            yield from (slot.value for slot in frame.names.values())
            frame = frame.parent


def element_key(text: str) -> str:
    """The key of the part `value[text]`; that of an attribute is its name."""
    return f"[{text!r}]"


def wholes(*values: Value) -> Iterable[Value]:
    """The objects, and all that changes with them."""
    return _closure(values, _wholes) if values else ()


def contents(values: Iterable[Value]) -> list[Value]:
    """What objects contain, all the way down."""
    start = [held for value in values for held in _held(value)]
    return _closure(start, _held) if start else []


def _wholes(value: Value) -> list[Value]:
    return [*value.within, *value.loosely, *([value.copy_of] if value.copy_of else [])]


def _originals(value: Value) -> list[Value]:
    return [value.copy_of] if value.copy_of is not None else []


def _held(value: Value) -> list[Value]:
    if not (value.within or value.loosely or value.copy_of):
        return value.holds
    return [held for whole in _closure([value], _wholes) for held in whole.holds]


def _closure(start: Iterable[Value], follow: Callable[[Value], Iterable[Value]]) -> list[Value]:
    """All that can be reached, each once, nearest first."""
    found: dict[int, Value] = {}
    pending = list(start)
    while pending:
        each = pending.pop(0)
        if id(each) not in found:
            found[id(each)] = each
            pending.extend(follow(each))
    return list(found.values())


@dataclass(slots=True)
class Slot:
    """A name in a frame.

    `sure`: it is bound whatever path was taken. `own`: the step's own code binds it, in `cell`, at `at`. `deleted`: it
    is gone whatever path was taken; `forgotten`: on some paths, and on the others it is what it was outside, if
    anything.
    """

    value: Value
    sure: bool = True
    own: bool = True
    deleted: bool = False
    cell: int = 0
    at: int = f.NOWHERE
    forgotten: bool = False


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
    alternatives = tuple(dict.fromkeys((*_choices(one), *_choices(other))))
    return Value(
        origin=one.origin or other.origin,
        within=list(alternatives),
        atomic=one.atomic and other.atomic,
        text=one.text if one.text == other.text else None,
        is_member=one.is_member and other.is_member,
        alternatives=alternatives,
        imports=one.imports + tuple(each for each in other.imports if each not in one.imports),
    )


def _choices(value: Value) -> tuple[Value, ...]:
    """What it may be; a copy is an object of its own, whatever was copied."""
    return value.alternatives if value.alternatives and value.copy_of is None else (value, *value.alternatives)


State = tuple[dict[str, Slot], dict[str, Slot]]


def joined(states: list[State]) -> State:
    """The names after one of several paths, of a function's frame and of the module's."""
    first = states[0]
    for state in states[1:]:
        first = (_joined_names(first[0], state[0]), _joined_names(first[1], state[1]))
    return first


def _joined_names(one: dict[str, Slot], other: dict[str, Slot]) -> dict[str, Slot]:
    """Sure only where both paths bind a name."""
    names: dict[str, Slot] = {}
    for name in [*one, *(name for name in other if name not in one)]:
        a, b = one.get(name), other.get(name)
        if a is b and a is not None:
            names[name] = a
        elif a is None or b is None:
            only = a or b
            assert only is not None
            sure = only.sure and not only.own  # received names are there on every path
            # Deleted on one path only, it may still be what it was outside.
            names[name] = Slot(only.value, sure, only.own, False, only.cell, only.at, only.deleted or only.forgotten)
        else:
            value = b.value if a.deleted else a.value if b.deleted else join(a.value, b.value)
            place = b if a.deleted or not a.own else a
            gone = (a.deleted or a.forgotten) and (b.deleted or b.forgotten)
            deleted = a.deleted and b.deleted
            own = a.own or b.own
            names[name] = Slot(value, a.sure and b.sure, own, deleted, place.cell, place.at, gone and not deleted)
    return names
