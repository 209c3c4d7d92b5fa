"""What changed between two texts of a generated file, in terms of the pipeline (spec section 9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from kale_core.quoting import listed, quoted
from kale_hooks.output.masking import MASK, holds_secret
from kale_hooks.structure import StepShape, Structure

_LISTS_LIBRARIES = "_backends"


def changes(before: Structure, after: Structure, *, secrets: Set[str] = frozenset()) -> list[str]:
    """One line for each step, edge or setting that differs; no line holds one of the `secrets`."""
    renamed = _renamed(before, after)
    old = _with_names(before, renamed)
    values = _Values(secrets)
    return [
        *_whole(before, after, values),
        *(f"step {quoted(name)} is now called {quoted(new)}" for name, new in renamed.items()),
        *_steps(old, after, values),
        *_edges(old, after),
        *(f"all steps: {each}" for each in values.changes(before.settings, after.settings)),
        *_runtime(before, after),
    ]


@dataclass(frozen=True, slots=True)
class _Values:
    """How to speak of what has a value."""

    secrets: Set[str]

    def changes(self, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
        for what in [*after, *(what for what in before if what not in after)]:
            if what not in after:
                yield f"{what} is no longer set"
            elif what not in before:
                yield f"{what} is now {self._shown(after[what])}"
            elif before[what] != after[what]:
                yield f"{what} is now {self._shown(after[what])} instead of {self._shown(before[what])}"

    def _shown(self, value: str) -> str:
        return MASK if holds_secret(value, self.secrets) else quoted(value) if value else "empty"


def _whole(before: Structure, after: Structure, values: _Values) -> Iterator[str]:
    if before.name != after.name:
        yield f"the pipeline is now called {quoted(after.name)} instead of {quoted(before.name)}"
    if before.description != after.description:
        yield "the description of the pipeline changed"
    parameters, old = after.parameters, before.parameters
    yield from (f"parameter {quoted(name)} removed" for name in old if name not in parameters)
    yield from (f"parameter {quoted(name)} added" for name in parameters if name not in old)
    common = {f"parameter {quoted(name)}": value for name, value in parameters.items() if name in old}
    yield from values.changes({f"parameter {quoted(name)}": old[name] for name in old if name in parameters}, common)
    yield from _cells("shared cell", before.shared, after.shared)


def _steps(before: Structure, after: Structure, values: _Values) -> Iterator[str]:
    for name, shape in after.steps.items():
        old = before.steps.get(name)
        if old is None:
            behind = f", after {listed(shape.follows)}" if shape.follows else ""
            yield f"step {quoted(name)} added{behind}"
            continue
        changed = list(_step(old, shape, values))
        if changed:
            yield f"step {quoted(name)}: {'; '.join(changed)}"
    yield from (f"step {quoted(name)} removed" for name in before.steps if name not in after.steps)


def _step(old: StepShape, new: StepShape, values: _Values) -> Iterator[str]:
    yield from _inputs(old.inputs, new.inputs)
    yield from _members("output", old.outputs, new.outputs)
    yield from _members("parameter", old.parameters, new.parameters)
    yield from _members("metric", list(old.metrics), list(new.metrics))
    for label, variable in new.metrics.items():
        if old.metrics.get(label, variable) != variable:
            yield f"metric {quoted(label)} is now the value of {quoted(variable)}"
    yield from _members("package", old.packages, new.packages)
    yield from values.changes(old.settings, new.settings)
    yield from _cells("cell", old.cells, new.cells)


def _inputs(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    for name, provider in new.items():
        if name not in old:
            yield f"new input {quoted(name)} from {quoted(provider)}"
        elif old[name] != provider:
            yield f"input {quoted(name)} is now from {quoted(provider)} instead of {quoted(old[name])}"
    yield from (f"input {quoted(name)} removed" for name in old if name not in new)


def _members(what: str, old: Iterable[str], new: Iterable[str]) -> Iterator[str]:
    old, new = list(old), list(new)
    yield from (f"new {what} {quoted(name)}" for name in new if name not in old)
    yield from (f"{what} {quoted(name)} removed" for name in old if name not in new)


def _cells(what: str, old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    if len(old) != len(new):
        yield f"{what}s: {len(new)} instead of {len(old)}"
    else:
        changed = [str(number) for number, pair in enumerate(zip(old, new, strict=True), start=1) if pair[0] != pair[1]]
        if changed:
            yield f"{what}{'s' if len(changed) > 1 else ''} {', '.join(changed)} changed"


def _edges(before: Structure, after: Structure) -> Iterator[str]:
    """Those between steps that there are in both."""
    old, new = _edges_of(before), _edges_of(after)
    common = before.steps.keys() & after.steps.keys()
    for edge in [*new, *(edge for edge in old if edge not in new)]:
        if (edge in old) != (edge in new) and common.issuperset(edge):
            yield f"edge `{edge[0]} -> {edge[1]}` {'added' if edge in new else 'removed'}"


def _edges_of(structure: Structure) -> list[tuple[str, str]]:
    return [(other, name) for name, shape in structure.steps.items() for other in shape.follows]


def _runtime(before: Structure, after: Structure) -> Iterator[str]:
    """Functions for libraries come and go with the steps that use them; the others are those of one version."""
    old, new = before.runtime, after.runtime
    if any(old[name] != new[name] for name in (old.keys() & new.keys()) - {_LISTS_LIBRARIES}):
        yield "the code that runs the steps changed, which is part of kale-hooks"


def _renamed(before: Structure, after: Structure) -> dict[str, str]:
    """The steps that are gone and whose very cells are in a step that is new."""
    new = {shape.cells: name for name, shape in after.steps.items() if name not in before.steps}
    gone = {shape.cells: name for name, shape in before.steps.items() if name not in after.steps}
    return {name: new[cells] for cells, name in gone.items() if cells in new}


def _with_names(structure: Structure, renamed: Mapping[str, str]) -> Structure:
    """The same with the new names of steps in all places."""

    def now(name: str) -> str:
        return renamed.get(name, name)

    steps = {
        now(name): replace(
            shape,
            inputs={variable: now(provider) for variable, provider in shape.inputs.items()},
            follows=tuple(map(now, shape.follows)),
        )
        for name, shape in structure.steps.items()
    }
    return replace(structure, steps=steps)
