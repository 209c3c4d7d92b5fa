"""Who gives what to whom: the inputs and outputs of each step (spec section 6)."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from enum import Enum

from kale_core.analysis import facts as f
from kale_core.analysis.cells import TOO_DEEP, CellFacts, SyntaxFault, read_cell
from kale_core.analysis.changes import Certainty, Changed
from kale_core.analysis.effects import is_handle
from kale_core.analysis.interpreter import Interpreter
from kale_core.analysis.namespace import Read
from kale_core.analysis.packages import distributions
from kale_core.analysis.tables.names import BUILTINS, IPYTHON_NAMES
from kale_core.analysis.uses import Use, UseKind
from kale_core.analysis.values import Slot, Value, join
from kale_core.analysis.versions import Clash, Conflict, Write, conflicts
from kale_core.diagnostics import Place
from kale_core.notebook import Cell
from kale_core.parameters import Parameter
from kale_core.pipeline import Pipeline
from kale_core.step import Step


@dataclass(frozen=True, slots=True)
class StepInput:
    """A variable that a step receives, and the step that provides it."""

    name: str
    provider: str


class Trouble(Enum):
    """Why a name that a step reads has no provider."""

    UNDEFINED = "nothing in the notebook binds it"
    NOT_AN_ANCESTOR = "only steps that are not ancestors bind it"
    SKIPPED = "only cells that are not in the pipeline bind it"
    LATER = "only later cells bind it"
    DELETED = "it was deleted before"
    SHARED = "a shared cell reads it before any step runs"


@dataclass(frozen=True, slots=True)
class Binder:
    """A place that binds a name, and the step that it is in, if it is in one."""

    place: Place
    step: str | None = None


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A name that a step reads and that nothing provides.

    `step` is none for a shared cell. `place` is the read; `via` is the function that holds it, and `called`
    the place where the step uses that function. `binders` are the places that would bind the name.
    """

    step: str | None
    name: str
    place: Place
    trouble: Trouble
    binders: tuple[Binder, ...] = ()
    via: str | None = None
    called: Place | None = None


@dataclass(frozen=True, slots=True)
class StepFlow:
    """What crosses the borders of one step.

    `inputs` and `outputs` are sorted by name. `imports` are the import statements of ancestors that the step
    repeats, because it uses what they bind. `parameters` are the pipeline parameters that the step reads, in the
    order of their definition. `packages` are the distributions that its imports need, sorted. `uses_ipython`: whether
    a cell that it runs, shared ones included, needs an IPython shell.
    """

    step: str
    inputs: tuple[StepInput, ...] = ()
    outputs: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    uses_ipython: bool = False


@dataclass(frozen=True, slots=True)
class Dataflow:
    """The flows of all steps in the one order, and what stands in their way.

    `metric_steps` pairs each metric's variable with the last step, in the one order, that assigns it.
    `uses` are what shared cells (none) and steps ask of libraries. `names` are all names that the notebook can use, for
    suggestions.
    """

    steps: tuple[StepFlow, ...] = ()
    metric_steps: tuple[tuple[str, str], ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    uses: tuple[tuple[str | None, tuple[Use, ...]], ...] = ()
    syntax_faults: tuple[SyntaxFault, ...] = ()
    names: tuple[str, ...] = ()
    facts: Mapping[int, CellFacts] = field(default_factory=dict, compare=False, repr=False)

    def place(self, cell: int, at: int) -> Place:
        """Where a fact stands that only names its cell and node."""
        return self.facts[cell].place(at)

    def of(self, step: str) -> StepFlow:
        """The flow of the step of that name; `KeyError` if there is none."""
        for flow in self.steps:
            if flow.step == step:
                return flow
        raise KeyError(step)


def analyse(pipeline: Pipeline, *, local_modules: Set[str] = frozenset()) -> Dataflow:
    """The dataflow of a pipeline. Executes nothing, and never raises for what a cell holds."""
    return _Analysis(pipeline, local_modules).dataflow()


@dataclass(eq=False)
class _StepRun:
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


class _Analysis:
    """Runs the shared cells, then the steps in the one order; each asks those before it for names."""

    def __init__(self, pipeline: Pipeline, local_modules: Set[str]) -> None:
        self.pipeline = pipeline
        self.local_modules = local_modules
        self.facts: dict[int, CellFacts] = {}
        self.parameters = {parameter.name: parameter for parameter in pipeline.parameters}
        self.runs: dict[str, _StepRun] = {}
        self.shared_parameters: set[str] = set()
        self.shared_ipython = False
        self.shared = Interpreter(_SharedOutside(self))

    def dataflow(self) -> Dataflow:
        self._run_cells(self.shared, self.pipeline.shared)
        for step in self.pipeline.steps:
            ancestors = frozenset(each.name for each in self.pipeline.ancestors(step))
            outside = _StepOutside(self)
            outside.run = self.runs[step.name] = _StepRun(step, ancestors - {step.name}, Interpreter(outside))
            self._run_cells(outside.run.interpreter, step.cells)
            outside.run.produced = self._produced(outside.run)
        outputs = self._outputs()
        return Dataflow(
            steps=tuple(self._flow(run, outputs[name]) for name, run in self.runs.items()),
            metric_steps=tuple(self._metric_steps()),
            unresolved=self._unresolved(),
            conflicts=tuple(self._conflicts()),
            uses=(
                (None, self._uses(self.shared, self.pipeline.shared)),
                *((name, self._uses(run.interpreter, run.step.cells)) for name, run in self.runs.items()),
            ),
            facts=self.facts,
            syntax_faults=tuple(facts.fault for facts in self.facts.values() if facts.fault),
            names=tuple(sorted({*self.parameters, *self._bound_anywhere()})),
        )

    # --- running -------------------------------------------------------------------------------------

    def _run_cells(self, interpreter: Interpreter, cells: Iterable[Cell]) -> None:
        for cell in cells:
            facts = self._read(cell)
            try:
                interpreter.run_cell(cell.number, facts.statements, isolated=facts.isolated)
            except RecursionError:
                fault = SyntaxFault(Place(cell.number), TOO_DEEP)
                self.facts[cell.number] = replace(facts, fault=fault)

    def _read(self, cell: Cell) -> CellFacts:
        if cell.number not in self.facts:
            future = any(facts.future_annotations for facts in self.facts.values())
            self.facts[cell.number] = read_cell(cell, future_annotations=future)
        return self.facts[cell.number]

    def provider(self, run: _StepRun, name: str) -> _StepRun | None:
        """The nearest ancestor that binds or may change a name; the last of them in the one order if unordered."""
        found = [self.runs[each] for each in self.runs if each in run.ancestors and name in self.runs[each].produced]
        nearest = [each for each in found if not any(each.step.name in other.ancestors for other in found)]
        binding = [each for each in nearest if each.produced[name].own]
        candidates = binding or nearest
        return candidates[-1] if candidates else None

    def _produced(self, run: _StepRun) -> dict[str, Slot]:
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

    def _is_changed(self, run: _StepRun, name: str, slot: Slot) -> bool:
        """Whether a step may have changed what it received; a handle that shared cells make is not handed on."""
        is_own_handle = name not in run.inputs and is_handle(slot.value)
        return not is_own_handle and any(run.interpreter.ledger.of(slot.value))

    # --- results -------------------------------------------------------------------------------------

    def _outputs(self) -> dict[str, set[str]]:
        """What each step hands on; a step that binds a name on some paths only hands on what it was given."""
        outputs: dict[str, set[str]] = {name: set() for name in self.runs}
        for name, run in reversed(self.runs.items()):
            outputs[name] |= self._kept(run)
            for consumer in self.runs.values():
                outputs[name] |= {each for each, provider in consumer.inputs.items() if provider == name}
            for each in sorted(outputs[name]):
                slot = run.interpreter.frame.names.get(each)
                if slot is not None and slot.own and not slot.sure and each not in run.inputs:
                    provider = self.provider(run, each)
                    if provider is not None and not provider.produced[each].deleted:
                        run.inputs[each] = provider.step.name
        return outputs

    def _kept(self, run: _StepRun) -> set[str]:
        """A bare name on the last line of a step's last cell is an artifact, read or not."""
        last = self._read(run.step.cells[-1]).last_name if run.step.cells else None
        slot = run.interpreter.frame.names.get(last) if last else None
        if last is None or slot is None or slot.deleted or slot.value.is_code or slot.value.imports:
            return set()
        return {last} if slot.own or last in run.inputs else set()

    def _flow(self, run: _StepRun, outputs: set[str]) -> StepFlow:
        read = run.parameters | self.shared_parameters
        return StepFlow(
            step=run.step.name,
            inputs=tuple(StepInput(name, run.inputs[name]) for name in sorted(run.inputs)),
            outputs=tuple(sorted(outputs)),
            imports=tuple(run.imports),
            parameters=tuple(name for name in self.parameters if name in read),
            packages=self._packages(run),
            uses_ipython=self._uses_ipython(run),
        )

    def _packages(self, run: _StepRun) -> tuple[str, ...]:
        """What the imports need that the step runs, and what loading its inputs needs."""
        imported = [*self.shared.imported.values(), *run.interpreter.imported.values()]
        for name in sorted(run.inputs):
            value = run.received.get(name)
            for each in (value, *value.holds, *value.alternatives) if value is not None else ():
                root = (each.origin or "builtins").partition(".")[0]
                if root != "builtins":
                    imported.append(f.Import(root, root, None, f"import {root}"))
        return distributions(imported, local_modules=self.local_modules)

    def _uses_ipython(self, run: _StepRun) -> bool:
        imported = [*self.shared.imported.values(), *run.interpreter.imported.values()]
        asks_for_shell = any(isinstance(each, f.Import) and each.member == "get_ipython" for each in imported)
        cells = (*self.pipeline.shared, *run.step.cells)
        has_syntax = any(self.facts[cell.number].uses_ipython for cell in cells)
        return run.uses_ipython or self.shared_ipython or asks_for_shell or has_syntax

    def _metric_steps(self) -> Iterable[tuple[str, str]]:
        for variable in dict.fromkeys(metric.variable for metric in self.pipeline.metrics):
            steps = [name for name, run in self.runs.items() if self._assigns(run, variable)]
            if steps:
                yield variable, steps[-1]

    def _uses(self, interpreter: Interpreter, cells: Iterable[Cell]) -> tuple[Use, ...]:
        """What a step asks of libraries, and of IPython; a command's `at` is its line."""
        found = list(interpreter.uses)
        for cell in cells:
            for line, text in self.facts[cell.number].commands:
                found.append(Use(UseKind.COMMAND, text, cell.number, line, cell.number))
        return tuple(sorted(found, key=lambda use: use.time))

    # --- other versions ------------------------------------------------------------------------------

    def _conflicts(self) -> Iterator[Conflict]:
        writes: dict[str, tuple[Write, ...]] = {}
        for run in self.runs.values():
            for name in run.produced:
                writes[name] = (*writes.get(name, ()), self._write(run, name))
        ancestors = {name: run.ancestors for name, run in self.runs.items()}
        for name, run in self.runs.items():
            providers = {each: run.inputs.get(each) for each in run.interpreter.reads if self._is_variable(run, each)}
            yield from conflicts(name, run.interpreter.reads, writes=writes, providers=providers, ancestors=ancestors)
            yield from self._split_aliases(run)

    def _split_aliases(self, run: _StepRun) -> Iterator[Conflict]:
        """Received objects that are one with, or hold, an object that a step changed under another name."""
        for name, provider in run.inputs.items():
            read = run.interpreter.reads.get(name)
            if read is None:
                continue
            objects = self._objects(run, name)
            last_read = run.interpreter.last_reads.get(name, read.moment)
            for other in self.runs.values():
                changes = list(self._changes_by_other_names(other, name, objects, is_reader=other is run))
                moments = frozenset(moment for change in changes for moment in change.moments if moment < last_read)
                certainty = max((change.certainty for change in changes), default=Certainty.POSSIBLE)
                if other.step.name != provider and moments and certainty > Certainty.POSSIBLE:
                    write = Write(other.step.name, moments, False, certainty)
                    yield Conflict(Clash.ALIAS, read, run.step.name, provider, write)
                    break

    def _objects(self, run: _StepRun, name: str) -> list[Value]:
        """What a received variable may be or directly contains, as objects of the step that provides it."""
        given = self.runs[run.inputs[name]].produced[name].value
        return [each for each in (given, *given.alternatives, *given.holds) if not each.is_code]

    def _changes_by_other_names(
        self, run: _StepRun, name: str, objects: list[Value], *, is_reader: bool
    ) -> Iterator[Changed]:
        ledger = run.interpreter.ledger
        received = run.received.get(name)
        if received is None or ledger.on(received) is None:
            if is_reader or name not in run.produced:
                yield from (change for each in objects if (change := ledger.on(each)) is not None)
            return
        for other in run.inputs if is_reader else ():
            copy = run.received.get(other)
            change = ledger.on(copy) if copy is not None else None
            shares = {id(each) for each in objects} & {id(each) for each in self._objects(run, other)}
            if other != name and change is not None and shares:
                yield change

    def _is_variable(self, run: _StepRun, name: str) -> bool:
        """Whether a name comes from the notebook: a step, a shared cell, or a parameter."""
        return name in run.inputs or name in self.shared.frame.names or name in self.parameters

    def _write(self, run: _StepRun, name: str) -> Write:
        slot = run.produced[name]
        changes = list(run.interpreter.ledger.of(slot.value))
        moments = frozenset(run.interpreter.bound_in.get(name, ())).union(*(each.moments for each in changes))
        certainty = Certainty.SURE if slot.own else max(each.certainty for each in changes)
        text = slot.value.imports[0].text if slot.value.imports else None
        return Write(run.step.name, moments, slot.own, certainty, text)

    def _assigns(self, run: _StepRun, name: str) -> bool:
        return name in run.produced and run.produced[name].own and not run.produced[name].deleted

    # --- what is missing -----------------------------------------------------------------------------

    def _unresolved(self) -> tuple[Unresolved, ...]:
        found = [self._explain(miss, None) for miss in self.shared.misses]
        for run in self.runs.values():
            found += [self._explain(miss, run) for miss in run.interpreter.misses]
        unique: dict[tuple[str, str | None], Unresolved] = {}
        for each in found:
            if not self._may_be_bound_in_broken_cell(each.name):
                # One mistake, one finding: a step's first read of a name, and one for all steps of what is nowhere.
                nowhere = each.trouble in (Trouble.UNDEFINED, Trouble.SKIPPED)
                unique.setdefault((each.name, None if nowhere else each.step), each)
        return tuple(unique.values())

    def _explain(self, miss: Read, run: _StepRun | None) -> Unresolved:
        place = self.facts[miss.cell].place(miss.at)
        called = self.facts[miss.call_cell].place(miss.call_at) if miss.via else None
        step = run.step.name if run else None
        if miss.deleted:
            return Unresolved(step, miss.name, place, Trouble.DELETED, (), miss.via, called)
        binders = self._binders(miss.name)
        in_steps = [each for each in binders if each.step is not None]
        here = called or place
        if run is None and in_steps:
            trouble = Trouble.SHARED
        elif any(each.step != step and (each.place.cell or 0) < (here.cell or 0) for each in in_steps):
            trouble = Trouble.NOT_AN_ANCESTOR
        elif in_steps:
            trouble = Trouble.LATER
        else:
            trouble = Trouble.SKIPPED if binders else Trouble.UNDEFINED
        return Unresolved(step, miss.name, place, trouble, tuple(binders), miss.via, called)

    def _binders(self, name: str) -> list[Binder]:
        """The places that bind a name, in steps and in cells that are not in the pipeline."""
        found = []
        for step_name, run in self.runs.items():
            slot = run.interpreter.frame.names.get(name)
            if slot is not None and slot.own and slot.cell in self.facts:
                found.append(Binder(self.facts[slot.cell].place(slot.at), step_name))
        for cell in (*self.pipeline.skipped, *self.pipeline.dropped):
            aside = Interpreter(_Nobody())
            facts = read_cell(cell)
            aside.run_cell(cell.number, facts.statements)
            slot = aside.frame.names.get(name)
            if slot is not None and slot.own:
                found.append(Binder(facts.place(slot.at)))
        return sorted(found, key=lambda binder: binder.place.cell or 0)

    def _bound_anywhere(self) -> set[str]:
        frames = [self.shared.frame, *(run.interpreter.frame for run in self.runs.values())]
        return {name for frame in frames for name in frame.names if not name.startswith(f.HIDDEN)}

    def _may_be_bound_in_broken_cell(self, name: str) -> bool:
        """A cell that cannot be parsed may bind any name that it mentions: its fault is reported, not theirs."""
        import re

        word = re.compile(rf"\b{re.escape(name)}\b")
        return any(facts.fault and word.search(facts.cell.source) for facts in self.facts.values())


class _Nobody:
    """Outside of cells that are not in the pipeline: every name is found, and none means anything."""

    def find(self, name: str) -> Slot | None:
        return Slot(Value(), own=False)


class _SharedOutside:
    """Outside of the shared cells: parameters and builtins."""

    def __init__(self, analysis: _Analysis) -> None:
        self._analysis = analysis

    def find(self, name: str) -> Slot | None:
        analysis = self._analysis
        if name in analysis.parameters:
            analysis.shared_parameters.add(name)
            return _parameter_slot(analysis.parameters[name])
        if name in IPYTHON_NAMES:
            analysis.shared_ipython = True
        return _builtin_slot(name)


class _StepOutside:
    """Outside of a step: its ancestors, then the shared cells, the parameters, and builtins."""

    run: _StepRun

    def __init__(self, analysis: _Analysis) -> None:
        self._analysis = analysis

    def find(self, name: str) -> Slot | None:
        analysis, run = self._analysis, self.run
        provider = analysis.provider(run, name)
        if provider is not None:
            return self._receive(name, provider)
        shared = analysis.shared.frame.names.get(name)
        if shared is not None and not shared.deleted:
            return Slot(shared.value, shared.sure, own=False)
        if name in analysis.parameters:
            run.parameters.add(name)
            return _parameter_slot(analysis.parameters[name])
        if name in IPYTHON_NAMES:
            run.uses_ipython = True
        if (slot := _builtin_slot(name)) is not None:
            return slot
        run.interpreter.has_star_import |= analysis.shared.has_star_import
        return None

    def _receive(self, name: str, provider: _StepRun) -> Slot:
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
