"""The steps of a pipeline, run on facts in the one order; each asks those before it for names."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from functools import partial

from kale_core.analysis import facts as f
from kale_core.analysis.cells import TOO_DEEP, CellFacts, SyntaxFault, WholeCell, read_cell
from kale_core.analysis.effects import is_handle
from kale_core.analysis.interpreter import Interpreter
from kale_core.analysis.tables.names import BUILTINS, IPYTHON_NAMES
from kale_core.analysis.values import Slot, Value, join
from kale_core.composition import as_part
from kale_core.diagnostics import Place
from kale_core.notebook import Cell
from kale_core.parameters import Parameter
from kale_core.pipeline import Pipeline
from kale_core.step import Step

OUTER = ""
"""The provider of what comes from the notebook that refers to this one."""

Outer = Callable[[str], Slot | None]
Children = Mapping[str, Pipeline]
"""The pipelines of other notebooks, by the names of the references to them."""


@dataclass(eq=False)
class StepRun:
    """One step after it was run on facts.

    Of a reference, `nested` are the runs of the other notebook's steps, and `shared_inside` what its shared cells bind.
    """

    step: Step
    ancestors: frozenset[str]
    interpreter: Interpreter
    inputs: dict[str, str] = field(default_factory=dict)
    received: dict[str, Value] = field(default_factory=dict)
    imports: dict[str, None] = field(default_factory=dict)
    parameters: set[str] = field(default_factory=set)
    produced: dict[str, Slot] = field(default_factory=dict)
    uses_ipython: bool = False
    nested: Runs | None = None
    shared_inside: dict[str, Slot] = field(default_factory=dict)


class Runs:
    """All steps after they were run, and the shared cells before them.

    `facts` holds those of each cell by its number, `steps` the runs by the steps' names in the one order.
    `shared_parameters` and `shared_ipython` are what the shared cells ask of every step. `children` are the notebooks
    that this one refers to, `outer` says what the one that refers to this one offers.
    """

    def __init__(self, pipeline: Pipeline, *, children: Children | None = None, outer: Outer | None = None) -> None:
        self.pipeline = pipeline
        self.children = children or {}
        self.outer = outer or _nothing
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
            if step.is_reference:
                self._run_reference(outside.run)
            else:
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

    def _run_reference(self, run: StepRun) -> None:
        """Run the steps of the other notebook, and all its cells as if they were those of one step here.

        The first says what crosses the border, the second what happens to the objects that do.
        """
        (cell,) = run.step.cells
        self.facts[cell.number] = WholeCell(cell)
        child = self.children.get(run.step.name)
        if child is None:
            return
        part = as_part(child, self.pipeline, hidden=lambda name: self.offered(run, name) is not None)
        run.nested = Runs(part, outer=partial(self.offered, run))
        names = run.interpreter.frame.names
        names |= {parameter.name: _parameter_slot(parameter) for parameter in part.parameters}
        self._run_within(run, child.shared)
        shared = run.shared_inside = dict(run.interpreter.frame.names)
        self._run_within(run, (each for step in child.steps for each in step.cells))
        given = {name: slot for name, slot in self._produced(run).items() if slot is not shared.get(name)}
        run.produced = {name: slot for name, slot in given.items() if run.nested.last(name) is not None}

    def _run_within(self, run: StepRun, cells: Iterable[Cell]) -> None:
        """Run cells of another notebook; whatever they do happens at the cell that refers to it."""
        (reference,) = run.step.cells
        for cell in cells:
            facts = read_cell(replace(cell, number=reference.number))
            try:
                run.interpreter.run_cell(reference.number, facts.statements, isolated=facts.isolated)
            except RecursionError:  # which is reported where that notebook is under check
                return

    def read(self, cell: Cell) -> CellFacts:
        if cell.number not in self.facts:
            future = any(facts.future_annotations for facts in self.facts.values())
            self.facts[cell.number] = read_cell(cell, future_annotations=future)
        return self.facts[cell.number]

    def provider(self, run: StepRun, name: str) -> StepRun | None:
        """The nearest ancestor that binds or may change a name; the last of them in the one order if unordered."""
        candidates = self._nearest(name, run.ancestors)
        return candidates[-1] if candidates else None

    def last(self, name: str) -> StepRun | None:
        """The step whose version of a name is there when all steps have run."""
        candidates = self.last_writers(name)
        return candidates[-1] if candidates else None

    def last_writers(self, name: str) -> list[StepRun]:
        """The same, and those that no path puts before or after it."""
        return self._nearest(name, self.steps.keys())

    def _nearest(self, name: str, among: Set[str]) -> list[StepRun]:
        found = [run for each, run in self.steps.items() if each in among and name in run.produced]
        nearest = [each for each in found if not any(each.step.name in other.ancestors for other in found)]
        binding = [each for each in nearest if each.produced[name].own]
        return binding or nearest

    def offered(self, run: StepRun, name: str) -> Slot | None:
        """What the ancestors of a step hold under a name; anything, if one of them could not be read."""
        provider = self.provider(run, name)
        if provider is not None and not provider.produced[name].deleted:
            return provider.produced[name]
        return Slot(Value(), own=False) if self.is_in_doubt(run) else None

    def is_in_doubt(self, run: StepRun) -> bool:
        """Whether a step may get names from another notebook that could not be read."""
        names = {step.name for step in self.pipeline.references if step.name not in self.children}
        return bool(names & {run.step.name, *run.ancestors})

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
            return self._receive(name, provider.produced[name], provider.step.name)
        shared = None if run.step.is_reference else runs.shared.frame.names.get(name)
        if shared is not None and not shared.deleted:
            return Slot(shared.value, shared.sure, own=False)
        if name in runs.parameters:
            run.parameters.add(name)
            return _parameter_slot(runs.parameters[name])
        if (offered := runs.outer(name)) is not None:
            return self._receive(name, offered, OUTER)
        if name in IPYTHON_NAMES:
            run.uses_ipython = True
        if (slot := _builtin_slot(name)) is not None:
            return slot
        if runs.is_in_doubt(run):
            return Slot(Value(), own=False)
        run.interpreter.has_star_import |= runs.shared.has_star_import
        return None

    def _receive(self, name: str, slot: Slot, provider: str) -> Slot:
        if slot.deleted:
            return slot
        value = slot.value
        if value.imports:
            for statement in value.imports:
                self.run.imports.setdefault(statement.text)
                self.run.interpreter.imported.setdefault(statement.text, statement)
            return Slot(value, own=False)
        self.run.inputs[name] = provider
        return Slot(self.run.received.setdefault(name, value.received()), own=False)


def _nothing(_: str) -> None:
    """What is offered to a notebook to which no other refers."""


def _parameter_slot(parameter: Parameter) -> Slot:
    text = ast.literal_eval(parameter.default) if parameter.type == "str" else None
    atomic = parameter.type not in ("list", "dict")
    return Slot(Value(origin=f"builtins.{parameter.type}", atomic=atomic, text=text), own=False)


def _builtin_slot(name: str) -> Slot | None:
    if name in BUILTINS or name in IPYTHON_NAMES:
        return Slot(Value(origin=f"builtins.{name}", is_member=True), own=False)
    return None
