"""A step has more source than a pod can be started with.

## What it does

Finds steps whose component has more than 131,071 bytes of source: the cells of the step, of `imports` and `functions`,
the defaults of the parameters that it takes, and what every step has besides.

## Why is this bad?

KFP passes the source of a step as one argument of a command, and Linux takes no longer one. The pipeline compiles, and
the step ends with `Argument list too long` before any of its code runs.

## What to do

Split the step, and load what is large (tables, images, models written as text) from a volume or from storage.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kale_core.analysis.dataflow import Dataflow, StepFlow
from kale_core.diagnostics import Finding, Place, Severity
from kale_core.notebook import Cell
from kale_core.parameters import Parameter
from kale_core.pipeline import Pipeline
from kale_core.quoting import quoted
from kale_core.rules.rule import Rule, Subject
from kale_core.step import Step

# More bytes than the runtime, a variable that crosses the step's border and the heading of a cell ever take.
_RUNTIME = 60_000
_VARIABLE = 500
_HEADING = 200
_WRITTEN = 20  # a character of a default: at most ten bytes, written twice


def check(subject: Subject) -> Iterator[Finding]:
    """One finding a step, at its first cell."""
    pipeline, dataflow = subject.pipeline, subject.dataflow
    if pipeline is None or dataflow is None or not _may_be_too_large(pipeline, dataflow):
        return
    from kale_core.compiler import LARGEST_COMPONENT

    for name, size in _sizes(pipeline, dataflow).items():
        if size > LARGEST_COMPONENT:
            yield finding(pipeline.step(name), size=size, parameters=_given(pipeline, dataflow.of(name)))


def finding(step: Step, *, size: int, parameters: Iterable[Parameter]) -> Finding:
    """A step with `size` bytes of source, at the largest part of it: a cell, or the default of a parameter."""
    from kale_core.compiler import LARGEST_COMPONENT

    parts = {Place(cell.number): len(cell.source) for cell in step.cells}
    parts |= {parameter.place: len(parameter.default) for parameter in parameters}
    return Finding(
        f"step {quoted(step.name)} has {size:,} bytes of source, but a pod starts with {LARGEST_COMPONENT:,}",
        help="split the step, or load what is large in it from a volume or from storage",
        place=max(parts, key=lambda place: parts[place]),
        step=step.name,
    )


def _sizes(pipeline: Pipeline, dataflow: Dataflow) -> dict[str, int]:
    """The exact sizes; rendering is slow."""
    from kale_core.compiler import component_sizes

    try:
        return component_sizes(pipeline, dataflow)
    except ValueError:  # the pipeline has an error that keeps it from being compiled, which is reported
        return {}


def _may_be_too_large(pipeline: Pipeline, dataflow: Dataflow) -> bool:
    """Whether a step is near the limit, by an estimate that is never too low."""
    from kale_core.compiler import LARGEST_COMPONENT

    shared = sum(map(_room, pipeline.shared)) + _RUNTIME
    return any(
        shared + sum(map(_room, pipeline.step(flow.step).cells)) + _room_of_border(flow, pipeline) > LARGEST_COMPONENT
        for flow in dataflow.steps
    )


def _room_of_border(flow: StepFlow, pipeline: Pipeline) -> int:
    names = (*flow.outputs, *flow.parameters, *flow.imports, *flow.packages, *(each.name for each in flow.inputs))
    defaults = sum(_WRITTEN * len(parameter.default) for parameter in _given(pipeline, flow))
    return sum(_VARIABLE + 24 * len(name) for name in names) + defaults


def _given(pipeline: Pipeline, flow: StepFlow) -> list[Parameter]:
    return [parameter for parameter in pipeline.parameters if parameter.name in flow.parameters]


def _room(cell: Cell) -> int:
    """The bytes that a cell takes at most."""
    from kale_core.compiler.spelling import cell_literal

    return len(cell_literal(cell.source).encode()) + 6 * sum(map(len, cell.tags)) + _HEADING


RULE = Rule("KALE605", "component-too-large", Severity.ERROR, check)
