"""The steps of a pipeline, run on facts in the one order; each asks those before it for names."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kale_core.analysis import facts as f
from kale_core.analysis.cells import TOO_DEEP, CellFacts, SyntaxFault, read_cell
from kale_core.analysis.effects import is_handle
from kale_core.analysis.interpreter import Interpreter
from kale_core.analysis.tables.names import BUILTINS, IPYTHON_NAMES
from kale_core.analysis.values import Slot, Value, join
from kale_core.diagnostics import Place
from kale_core.notebook import Cell
from kale_core.parameters import Parameter
from kale_core.pipeline import Pipeline
from kale_core.step import Step


@dataclass(eq=False)
class StepRun:
    """One step after it was run on facts."""

    step: Step
    ancestors: frozenset[str]
    interpreter: Interpreter
    inputs: dict[str, str] = field(default_factory=dict)
    received: dict[str, Value] = field(default_factory=dict)
    imports: dict[str, None] = field(default_factory=dict)
    parameters: set[str] = field(default_factory=set)
    produced: dict[str, Slot] = field(default_factory=dict)
    uses_ipython: bool = False


class Runs:
    """All steps after they were run, and the shared cells before them.

    `facts` holds those of each cell by its number, `steps` the runs by the steps' names in the one order.
    `shared_parameters` and `shared_ipython` are what the shared cells ask of every step.
    """

    def __init__(self, pipeline: Pipeline) -> None:
        self.pipeline = pipeline
        self.facts: dict[int, CellFacts] = {}
        self.parameters = {parameter.name: parameter for parameter in pipeline.parameters}
        self.steps: dict[str, StepRun] = {}
        self.shared_parameters: set[str] = set()
        self.shared_ipython = False
        self.shared = Interpreter(_SharedOutside(self))
        self._in_steps = frozenset[int]()
        self._run_cells(self.shared, pipeline.shared)
        self._in_steps = frozenset(cell.number for step in pipeline.steps for cell in step.cells)
        for step in pipeline.steps:
            ancestors = frozenset(each.name for each in pipeline.ancestors(step))
            outside = _StepOutside(self)
            outside.run = self.steps[step.name] = StepRun(step, ancestors - {step.name}, Interpreter(outside))
            self._run_cells(outside.run.interpreter, step.cells)
            outside.run.produced = self._produced(outside.run)

    def _run_cells(self, interpreter: Interpreter, cells: Iterable[Cell]) -> None:
        before: int | None = None
        for cell in cells:
            facts = self.read(cell)
            is_resumed = before is not None and any(before < each < cell.number for each in self._in_steps)
            before = cell.number
            try:
                interpreter.run_cell(cell.number, facts.statements, isolated=facts.isolated, is_resumed=is_resumed)
            except RecursionError:
                fault = SyntaxFault(Place(cell.number), TOO_DEEP)
                self.facts[cell.number] = replace(facts, fault=fault)

    def read(self, cell: Cell) -> CellFacts:
        if cell.number not in self.facts:
            future = any(facts.future_annotations for facts in self.facts.values())
            self.facts[cell.number] = read_cell(cell, future_annotations=future)
        return self.facts[cell.number]

    def provider(self, run: StepRun, name: str) -> StepRun | None:
        """The nearest ancestor that binds or may change a name; the last of them in the one order if unordered."""
        found = [self.steps[each] for each in self.steps if each in run.ancestors and name in self.steps[each].produced]
        nearest = [each for each in found if not any(each.step.name in other.ancestors for other in found)]
        binding = [each for each in nearest if each.produced[name].own]
        candidates = binding or nearest
        return candidates[-1] if candidates else None

    def _produced(self, run: StepRun) -> dict[str, Slot]:
        """What a step binds, or may have changed, for others to receive; bound on some paths, it may be what it was."""
        found = {}
        for name, slot in run.interpreter.frame.names.items():
            if name.startswith(f.HIDDEN):
                continue
            if slot.own or self._is_changed(run, name, slot):
                provider = None if slot.sure or slot.deleted else self.provider(run, name)
                before = provider.produced[name] if provider else None
                is_joined = before is not None and not before.deleted
                found[name] = replace(slot, value=join(slot.value, before.value)) if before and is_joined else slot
        return found

    def _is_changed(self, run: StepRun, name: str, slot: Slot) -> bool:
        """Whether a step may have changed what it received; a handle that shared cells make is not handed on."""
        is_own_handle = name not in run.inputs and is_handle(slot.value)
        return not is_own_handle and any(run.interpreter.ledger.of(slot.value))


class Nobody:
    """Outside of cells that are not in the pipeline: every name is found, and none means anything."""

    def find(self, name: str) -> Slot | None:
        return Slot(Value(), own=False)


class _SharedOutside:
    """Outside of the shared cells: parameters and builtins."""

    def __init__(self, runs: Runs) -> None:
        self._runs = runs

    def find(self, name: str) -> Slot | None:
        runs = self._runs
        if name in runs.parameters:
            runs.shared_parameters.add(name)
            return _parameter_slot(runs.parameters[name])
        if name in IPYTHON_NAMES:
            runs.shared_ipython = True
        return _builtin_slot(name)


class _StepOutside:
    """Outside of a step: its ancestors, then the shared cells, the parameters, and builtins."""

    run: StepRun

    def __init__(self, runs: Runs) -> None:
        self._runs = runs

    def find(self, name: str) -> Slot | None:
        runs, run = self._runs, self.run
        provider = runs.provider(run, name)
        if provider is not None:
            return self._receive(name, provider)
        shared = runs.shared.frame.names.get(name)
        if shared is not None and not shared.deleted:
            return Slot(shared.value, shared.sure, own=False)
        if name in runs.parameters:
            run.parameters.add(name)
            return _parameter_slot(runs.parameters[name])
        if name in IPYTHON_NAMES:
            run.uses_ipython = True
        if (slot := _builtin_slot(name)) is not None:
            return slot
        run.interpreter.has_star_import |= runs.shared.has_star_import
        return None

    def _receive(self, name: str, provider: StepRun) -> Slot:
        slot = provider.produced[name]
        if slot.deleted:
            return slot
        value = slot.value
        if value.imports:
            for statement in value.imports:
                self.run.imports.setdefault(statement.text)
                self.run.interpreter.imported.setdefault(statement.text, statement)
            return Slot(value, own=False)
        self.run.inputs[name] = provider.step.name
        return Slot(self.run.received.setdefault(name, value.received()), own=False)


def _parameter_slot(parameter: Parameter) -> Slot:
    text = ast.literal_eval(parameter.default) if parameter.type == "str" else None
    atomic = parameter.type not in ("list", "dict")
    return Slot(Value(origin=f"builtins.{parameter.type}", atomic=atomic, text=text), own=False)


def _builtin_slot(name: str) -> Slot | None:
    if name in BUILTINS or name in IPYTHON_NAMES:
        return Slot(Value(origin=f"builtins.{name}", is_member=True), own=False)
    return None
