"""All reads of a pipeline that would see another version than the notebook's: by name, and through aliases."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from kale_core.analysis.changes import Certainty, Changed
from kale_core.analysis.effects import is_of_library
from kale_core.analysis.flow import LostIdentity
from kale_core.analysis.runs import OUTER, Runs, StepRun
from kale_core.analysis.values import Value, wholes
from kale_core.analysis.versions import Clash, Conflict, Write, conflicts_of


def conflicts(runs: Runs) -> Iterator[Conflict]:
    """The conflicts of all steps, in the one order."""
    writes: dict[str, tuple[Write, ...]] = {}
    for run in runs.steps.values():
        for name in run.produced:
            writes[name] = (*writes.get(name, ()), _write(run, name))
    ancestors = {name: run.ancestors for name, run in runs.steps.items()}
    for name, run in runs.steps.items():
        providers = {
            each: run.inputs.get(each) or None for each in run.interpreter.reads if _is_variable(runs, run, each)
        }
        yield from conflicts_of(name, run.interpreter.reads, writes=writes, providers=providers, ancestors=ancestors)
        yield from _split_aliases(runs, run)
        yield from _between_cells(runs, run)


def lost_identities(runs: Runs) -> Iterator[LostIdentity]:
    """Comparisons with `is` of two names that are one object in the notebook, and two in the pipeline."""
    for step, run in runs.steps.items():
        for (one, other), (cell, at) in run.interpreter.identity_tests.items():
            if one == other or not {one, other} <= run.received.keys() & run.inputs.keys():
                continue
            if {id(each) for each in _same(runs, run, one)} & {id(each) for each in _same(runs, run, other)}:
                providers = run.inputs[one], run.inputs[other]
                yield LostIdentity(step, (one, other), runs.facts[cell].place(at), providers)


def _same(runs: Runs, run: StepRun, name: str) -> list[Value]:
    """What a received variable may be, as objects of the steps that it has come through."""
    found = [runs.steps[run.inputs[name]].produced[name].value]
    for each in found:
        found += [*each.alternatives, *([each.copy_of] if each.copy_of is not None else [])]
    return found


def _between_cells(runs: Runs, run: StepRun) -> Iterator[Conflict]:
    """Reads of what a step had before it goes on below another step that wrote it, under any name."""
    for (name, _), (read, carried) in run.interpreter.late_reads.items():
        provider = run.inputs.get(name) or None if carried.value.copy_of is not None else None
        included = {run.step.name, provider} | (runs.steps[provider].ancestors if provider else set())
        for other in runs.steps.values():
            if other.step.name in included:
                continue
            binds = name in other.produced and other.produced[name].own
            is_import = bool(carried.value.imports)
            bound = other.interpreter.bound_in.get(name, set()) if binds and not is_import else set[int]()
            versions = [carried.value, *([carried.value.copy_of] if carried.value.copy_of else [])]
            changes = [change for each in versions for change in other.interpreter.ledger.of(each)]
            sure = [each for each in changes if each.certainty > Certainty.POSSIBLE]
            moments = bound.union(*(each.moments for each in sure))
            between = frozenset(each for each in moments if carried.since < each < read.moment)
            if between:
                certainty = Certainty.SURE if bound & between else max(each.certainty for each in sure)
                write = Write(other.step.name, between, bool(bound & between), certainty)
                yield Conflict(Clash.RESUMED, read, run.step.name, run.step.name, write)
                break


def _split_aliases(runs: Runs, run: StepRun) -> Iterator[Conflict]:
    """Received objects that are one with, or hold, an object that a step changed under another name."""
    for name, provider in run.inputs.items():
        read = run.interpreter.reads.get(name)
        if read is None:
            continue
        objects = _objects(runs, run, name)
        last_read = _last_read(runs, run, name, read.moment)
        for other in runs.steps.values():
            changes = list(_changes_by_other_names(runs, other, name, objects, is_reader=other is run))
            moments = frozenset(moment for change in changes for moment in change.moments if moment < last_read)
            certainty = max((change.certainty for change in changes), default=Certainty.POSSIBLE)
            if other.step.name != provider and moments and certainty > Certainty.POSSIBLE:
                write = Write(other.step.name, moments, False, certainty)
                yield Conflict(Clash.ALIAS, read, run.step.name, provider, write)
                break


def _last_read(runs: Runs, run: StepRun, name: str, first: int) -> int | float:
    """The moment of the last read; what may still be handed on as it was received is read at the end."""
    slot = run.interpreter.frame.names[name]
    may_be_received = not (slot.own and slot.sure) or run.received.get(name) in slot.value.alternatives
    if may_be_received and any(each.inputs.get(name) == run.step.name for each in runs.steps.values()):
        return inf
    return run.interpreter.last_reads.get(name, first)


def _objects(runs: Runs, run: StepRun, name: str) -> list[Value]:
    """What a received variable may be or contains, as objects of the step that provides it."""
    if run.inputs[name] == OUTER:
        return []
    given = runs.steps[run.inputs[name]].produced[name].value
    found = [given]
    for each in found:
        more = [*each.alternatives, *each.holds, *each.known_parts()]
        if each.copy_of is not None:  # what the provider itself received
            more.append(each.copy_of)
        if is_of_library(each):  # an optimizer works on what it was given a view of
            more += wholes(*each.holds)
        found += [other for other in more if other not in found]
    return [each for each in found if not each.is_code]


def _changes_by_other_names(
    runs: Runs, run: StepRun, name: str, objects: list[Value], *, is_reader: bool
) -> Iterator[Changed]:
    ledger = run.interpreter.ledger
    received = run.received.get(name)
    if received is None or ledger.on(received) is None:
        if is_reader or name not in run.produced:
            yield from (change for each in objects if (change := ledger.on(each)) is not None)
        return
    for other in run.inputs if is_reader else ():
        copy = run.received.get(other)
        if copy is None or other == name:
            continue
        changes = [*ledger.of(copy), *(each for part in copy.known_parts() if (each := ledger.on(part)) is not None)]
        if changes and {id(each) for each in objects} & {id(each) for each in _objects(runs, run, other)}:
            yield from changes


def _is_variable(runs: Runs, run: StepRun, name: str) -> bool:
    """Whether a name comes from the notebook: a step, a shared cell, or a parameter."""
    return name in run.inputs or name in runs.shared.frame.names or name in runs.parameters


def _write(run: StepRun, name: str) -> Write:
    slot, received = run.produced[name], run.received.get(name)
    ledger = run.interpreter.ledger
    changes = [*ledger.of(slot.value), *(ledger.of(received) if slot.own and received is not None else ())]
    moments = frozenset(run.interpreter.bound_in.get(name, ())).union(*(each.moments for each in changes))
    certainty = Certainty.SURE if slot.own else max(each.certainty for each in changes)
    text = slot.value.imports[0].text if slot.value.imports else None
    return Write(run.step.name, moments, slot.own, certainty, text)
