"""Which variables hold what does not survive the way to another pod, as far as the analysis is certain.

The catalogue says which kinds of objects these are; here stands which object a variable holds, or holds on to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kale_core.analysis import facts as f
from kale_core.analysis.names import loaded_names
from kale_core.analysis.values import Value
from kale_core.catalogue import Entry, Verdict, entry, of_type

_OWN_WAYS = ("__getstate__", "__reduce__", "__reduce_ex__", "__getnewargs__", "__getnewargs_ex__")
_DEPTH = 5


@dataclass(frozen=True, slots=True)
class Burden:
    """What cannot be carried: its kind, and where in the variable it is (`['lock']`, `.conn`; empty for itself).

    `captured` is the variable through which a function holds it. It is not `certain` where only some paths lead there.
    """

    kind: Entry
    path: str = ""
    captured: str | None = None
    certain: bool = True


def kind_of(value: Value) -> Entry | None:
    """What the catalogue knows of an object, by how it was made."""
    if isinstance(value.made, str):
        return _of_name(value.made)
    if value.made is not None:
        owner, name = value.made
        kind = kind_of(owner)
        return entry(f"{kind.gives}.{name}") if kind is not None else None
    return _kind_of_instance(value)


def burden(value: Value) -> Burden | None:
    """The first thing in a variable that cannot be carried."""
    return next(_burdens(value, "", 0, set()), None)


def _of_name(name: str) -> Entry | None:
    """A member, or one of what another member gives: `pyspark.sql.SparkSession.builder.getOrCreate`."""
    found = entry(name)
    if found is not None or "." not in name:
        return found
    head, _, last = name.rpartition(".")
    owner = _of_name(head)
    return entry(f"{owner.gives}.{last}") if owner is not None else None


def _kind_of_instance(value: Value) -> Entry | None:
    """Of an instance of a class of the notebook, what is known of the library's class that it extends."""
    cls = value.instance_of
    if cls is None or _pickles_itself(value):
        return None
    pending = list(cls.bases)
    for base in pending:
        if base.is_member and base.origin is not None and (found := of_type(base.origin) or entry(base.origin)):
            return found
        pending.extend(base.bases)
    return None


def _pickles_itself(value: Value) -> bool:
    return any(value.method(name) is not None for name in _OWN_WAYS)


def _burdens(value: Value, path: str, depth: int, seen: set[int]) -> Iterator[Burden]:
    if id(value) in seen or depth > _DEPTH or value.atomic:
        return
    seen.add(id(value))
    kind = kind_of(value)
    if kind is not None and kind.verdict is not Verdict.CROSSES:
        yield Burden(kind, path)
    elif value.alternatives and value.copy_of is None:
        yield from _of_alternatives(value, path, depth, seen)
    elif value.function is not None:
        yield from _captured(value, path, depth, seen)
    elif value.instance_of is not None:
        if not _pickles_itself(value):
            yield from _of_parts(value, path, depth, seen)
    elif (value.origin or "").partition(".")[0] == "builtins":
        yield from _of_parts(value, path, depth, seen)
        for held in value.holds:
            yield from _burdens(held, f"{path}[...]", depth + 1, seen)


def _of_alternatives(value: Value, path: str, depth: int, seen: set[int]) -> Iterator[Burden]:
    found = [next(_burdens(each, path, depth + 1, seen), None) for each in value.alternatives]
    certain = all(each is not None and each.certain for each in found)
    yield from (Burden(each.kind, each.path, each.captured, certain) for each in found if each is not None)


def _of_parts(value: Value, path: str, depth: int, seen: set[int]) -> Iterator[Burden]:
    """Attributes and elements that were set by name."""
    for key, part in (value.parts or {}).items():
        where = f"{path}{key}" if key.startswith("[") else f"{path}.{key}"
        found = [next(_burdens(each, where, depth + 1, seen), None) for each in part.alternatives]
        certain = all(each is not None and each.certain for each in found)
        yield from (Burden(each.kind, each.path, each.captured, certain) for each in found if each is not None)


def _captured(value: Value, path: str, depth: int, seen: set[int]) -> Iterator[Burden]:
    """What a function takes along: its defaults, and those variables around it that it reads."""
    assert value.function is not None
    for name, default in (value.defaults or {}).items():
        yield from _through(name, default, path, depth, seen)
    read = loaded_names(value.function.body) if value.frame is not None else frozenset[str]()
    frame = value.frame
    while frame is not None:
        for name, slot in frame.names.items():
            if name in read and not name.startswith(f.HIDDEN):
                yield from _through(name, slot.value, path, depth, seen)
        frame = frame.parent


def _through(name: str, value: Value, path: str, depth: int, seen: set[int]) -> Iterator[Burden]:
    for each in _burdens(value, "", depth + 1, seen):
        yield Burden(each.kind, path, f"{name}{each.path}", each.certain)
