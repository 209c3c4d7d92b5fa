"""Who gives what to whom: the inputs and outputs of each step (spec section 6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import partial

from kale_core.analysis import facts as f
from kale_core.analysis.cells import SyntaxFault
from kale_core.analysis.conflicts import conflicts, lost_identities
from kale_core.analysis.flow import Binder, Dataflow, Handed, Nested, StarUse, StepFlow, StepInput, Trouble, Unresolved
from kale_core.analysis.interpreter import Interpreter
from kale_core.analysis.kinds import burden
from kale_core.analysis.namespace import Read
from kale_core.analysis.packages import distributions
from kale_core.analysis.rivals import rivals
from kale_core.analysis.runs import OUTER, Children, Runs, StepRun
from kale_core.analysis.strangers import strangers
from kale_core.analysis.troubles import bound_anywhere, star_uses, unresolved
from kale_core.analysis.uses import Use, UseKind
from kale_core.analysis.values import Slot
from kale_core.diagnostics import Place
from kale_core.installation import PLAIN, Installation
from kale_core.notebook import Cell
from kale_core.pipeline import Pipeline

__all__ = [
    "Binder", "Dataflow", "StarUse", "StepFlow", "StepInput", "SyntaxFault", "Trouble", "Unresolved", "analyse",
]  # fmt: skip

_Outputs = Mapping[str, set[str]]
_Install = Callable[[list[f.Import | f.StarImport]], tuple[str, ...]]


def analyse(
    pipeline: Pipeline,
    *,
    local_modules: Set[str] = frozenset(),
    installation: Installation = PLAIN,
    children: Children | None = None,
) -> Dataflow:
    """The dataflow of a pipeline, and of the notebooks that it refers to: `children`, by the names of the references.

    Executes nothing, and never raises for what a cell holds.
    """
    runs = Runs(pipeline, children=children)
    outputs = _outputs(runs)
    install = partial(distributions, local_modules=local_modules, installation=installation)
    return _dataflow(runs, outputs, install, installation)


def _dataflow(runs: Runs, outputs: _Outputs, install: _Install, installation: Installation) -> Dataflow:
    pipeline = runs.pipeline
    return Dataflow(
        steps=tuple(_flow(runs, run, outputs[name], install) for name, run in runs.steps.items()),
        metric_steps=tuple(_metric_steps(runs)),
        unresolved=unresolved(runs),
        conflicts=tuple(conflicts(runs)),
        rivals=tuple(rivals(runs, outputs)),
        strangers=tuple(strangers(runs, outputs)),
        handed=tuple(_handed(runs, outputs)),
        lost_identities=tuple(lost_identities(runs)),
        star_imports=tuple(star_uses(runs)),
        uses=(
            (None, _uses(runs, runs.shared, pipeline.shared)),
            *(
                (name, _uses(runs, run.interpreter, run.step.cells))
                for name, run in runs.steps.items()
                if not run.step.is_reference
            ),
        ),
        syntax_faults=tuple(facts.fault for facts in runs.facts.values() if facts.fault),
        names=tuple(sorted({*runs.parameters, *bound_anywhere(runs)})),
        installation=installation,
        facts=runs.facts,
        nested={
            name: _nested(run.nested, outputs[name], install, installation)
            for name, run in runs.steps.items()
            if run.nested is not None
        },
    )


def _nested(runs: Runs, wanted: Set[str], install: _Install, installation: Installation) -> Nested:
    """What a part of a composition is to its root, once it is known what the root wants of it."""
    dataflow = _dataflow(runs, _outputs(runs, wanted), install, installation)
    read = {name for flow in dataflow.steps for name in flow.parameters}
    providers = ((name, runs.last(name)) for name in sorted(wanted))
    return Nested(
        pipeline=runs.pipeline.with_parameters(each for each in runs.pipeline.parameters if each.name in read),
        dataflow=dataflow,
        outputs=tuple(StepInput(name, run.step.name) for name, run in providers if run is not None),
    )


def _outputs(runs: Runs, wanted: Set[str] = frozenset()) -> dict[str, set[str]]:
    """What each step hands on; a step that binds a name on some paths only hands on what it was given.

    `wanted` is what the notebook as a whole hands on.
    """
    outputs: dict[str, set[str]] = {name: set() for name in runs.steps}
    for name in wanted:
        if (provider := runs.last(name)) is not None:
            outputs[provider.step.name].add(name)
    for name, run in reversed(runs.steps.items()):
        outputs[name] |= _kept(runs, run)
        for consumer in runs.steps.values():
            outputs[name] |= {each for each, provider in consumer.inputs.items() if provider == name}
        for each in sorted(outputs[name]):
            slot = run.interpreter.frame.names.get(each)
            if slot is not None and slot.own and not slot.sure and each not in run.inputs:
                provider = runs.provider(run, each)
                given = provider is not None and not provider.produced[each].deleted
                if given or (provider is None and runs.outer(each) is not None):
                    run.inputs[each] = provider.step.name if provider else OUTER
                    moment = min(run.interpreter.bound_in[each])
                    run.interpreter.reads.setdefault(each, Read(each, slot.cell, slot.at, moment=moment))
        if run.nested is not None:
            _outputs(run.nested, outputs[name])
            run.inputs = _inputs_of_reference(runs, run, run.nested)
    return outputs


def _inputs_of_reference(runs: Runs, run: StepRun, nested: Runs) -> dict[str, str]:
    """What the steps of the other notebook take from this one, and the steps here that provide it."""
    taken = {name for each in nested.steps.values() for name, provider in each.inputs.items() if provider == OUTER}
    providers = ((name, runs.provider(run, name)) for name in sorted(taken))
    return {name: provider.step.name for name, provider in providers if provider is not None}


def _kept(runs: Runs, run: StepRun) -> set[str]:
    """A bare name on the last line of a step's last cell is an artifact, read or not."""
    last = runs.read(run.step.cells[-1]).last_name if run.step.cells else None
    slot = run.interpreter.frame.names.get(last) if last else None
    if last is None or slot is None or slot.deleted or slot.value.is_code or slot.value.imports:
        return set()
    return {last} if slot.own or last in run.inputs else set()


def _flow(runs: Runs, run: StepRun, outputs: set[str], install: _Install) -> StepFlow:
    if run.step.is_reference:
        return _flow_of_reference(runs, run, outputs)
    read = run.parameters | runs.shared_parameters
    return StepFlow(
        step=run.step.name,
        inputs=tuple(StepInput(name, run.inputs[name]) for name in sorted(run.inputs)),
        outputs=tuple(sorted(outputs)),
        imports=tuple(run.imports),
        parameters=tuple(name for name in runs.parameters if name in read),
        packages=install(_imported(runs, run)),
        uses_ipython=_uses_ipython(runs, run),
    )


def _flow_of_reference(runs: Runs, run: StepRun, outputs: set[str]) -> StepFlow:
    every = run.nested.steps.values() if run.nested else ()
    read = {name for each in every for name in each.parameters}
    read |= run.nested.shared_parameters if run.nested else set()
    return StepFlow(
        step=run.step.name,
        inputs=tuple(StepInput(name, run.inputs[name]) for name in sorted(run.inputs)),
        outputs=tuple(sorted(outputs)),
        parameters=tuple(name for name in runs.parameters if name in read),
    )


def _imported(runs: Runs, run: StepRun) -> list[f.Import | f.StarImport]:
    """The imports that the step runs, and those that loading its inputs makes."""
    imported: list[f.Import | f.StarImport] = [*runs.shared.imported.values(), *run.interpreter.imported.values()]
    for name in sorted(run.inputs):
        value = run.received.get(name)
        for each in (value, *value.holds, *value.alternatives) if value is not None else ():
            root = (each.origin or "builtins").partition(".")[0]
            if root != "builtins":
                imported.append(f.Import(root, root, None, f"import {root}"))
    return imported


def _handed(runs: Runs, outputs: Mapping[str, Set[str]]) -> Iterator[Handed]:
    """What cannot be carried, once for each variable: where it is bound or put in, not where it is handed on."""
    for step, run in runs.steps.items():
        for name in sorted(outputs[step]) if not run.step.is_reference else ():
            slot = run.interpreter.frame.names.get(name)
            if slot is None or (found := burden(slot.value)) is None:
                continue
            original = slot.value.copy_of if slot.value is run.received.get(name) else None
            if original is None or burden(original) is None:
                yield Handed(step, name, found, _bound_at(runs, run, name, slot), tuple(_readers(runs, step, name)))


def _bound_at(runs: Runs, run: StepRun, name: str, slot: Slot) -> Place:
    """Where a step binds a variable, or first reads what it received."""
    read = run.interpreter.reads.get(name)
    cell, at = (slot.cell, slot.at) if slot.own or read is None else (read.cell, read.at)
    return runs.facts[cell].place(at) if cell in runs.facts else Place(run.step.cells[0].number)


def _readers(runs: Runs, step: str, name: str) -> Iterator[tuple[str, Place]]:
    for reader, run in runs.steps.items():
        if run.inputs.get(name) == step and (read := run.interpreter.reads.get(name)) is not None:
            yield reader, runs.facts[read.cell].place(read.at)


def _uses_ipython(runs: Runs, run: StepRun) -> bool:
    imported = [*runs.shared.imported.values(), *run.interpreter.imported.values()]
    asks_for_shell = any(isinstance(each, f.Import) and each.member == "get_ipython" for each in imported)
    cells = (*runs.pipeline.shared, *run.step.cells)
    has_syntax = any(runs.facts[cell.number].uses_ipython for cell in cells)
    return run.uses_ipython or runs.shared_ipython or asks_for_shell or has_syntax


def _metric_steps(runs: Runs) -> Iterable[tuple[str, str]]:
    for variable in dict.fromkeys(metric.variable for metric in runs.pipeline.metrics):
        steps = [name for name, run in runs.steps.items() if _assigns(runs, run, variable)]
        if steps:
            yield variable, steps[-1]


def _uses(runs: Runs, interpreter: Interpreter, cells: Iterable[Cell]) -> tuple[Use, ...]:
    """What a step asks of libraries, and of IPython; a command's `at` is its line."""
    found = list(interpreter.uses)
    for cell in cells:
        for line, text in runs.facts[cell.number].commands:
            found.append(Use(UseKind.COMMAND, text, cell.number, line, cell.number))
    return tuple(sorted(found, key=lambda use: use.time))


def _assigns(runs: Runs, run: StepRun, name: str) -> bool:
    slot = run.produced.get(name)
    return slot is not None and slot.own and not slot.deleted and not run.step.is_reference
