"""The pipeline as text, for the reviewer of a generated file.

An edge list, not a picture: adding or removing an edge adds or removes one line, whatever the graph.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import TYPE_CHECKING

from kale_core.compiler.components import metrics_of
from kale_core.compiler.location import relative_path

if TYPE_CHECKING:
    from kale_core.analysis.dataflow import Dataflow, StepFlow
    from kale_core.pipeline import Pipeline
    from kale_core.step import Step

WIDTH = 100
OUTSIDE = "(outside)"
"""Where a step of a referenced notebook gets what the notebook that refers to it has."""


def draw(pipeline: Pipeline, dataflow: Dataflow) -> str:
    """The steps in the one order, each above the steps that it follows and the variables that these give it.

    No line is longer than `WIDTH` unless a single name is.
    """
    return "\n".join(line for step in pipeline.steps for line in _step(pipeline, step, dataflow))


def _step(pipeline: Pipeline, step: Step, dataflow: Dataflow) -> Iterator[str]:
    flow = dataflow.of(step.name)
    yield f"    {step.name}{_stands_for(step, pipeline, dataflow)}"
    for provider, variables in _edges(pipeline, step, flow).items():
        yield from _entry(f"<- {provider or OUTSIDE}", variables)
    if flow.parameters:
        yield from _entry("parameters", flow.parameters)
    if metrics := metrics_of(step, pipeline, dataflow):
        yield from _entry("metrics", [metric.name for metric in metrics])


def _stands_for(step: Step, pipeline: Pipeline, dataflow: Dataflow) -> str:
    """The notebook of a reference, as seen from this one's folder."""
    nested = dataflow.nested.get(step.name)
    return f" ({relative_path(nested.pipeline.path, start=posixpath.dirname(pipeline.path))})" if nested else ""


def _edges(pipeline: Pipeline, step: Step, flow: StepFlow) -> dict[str, list[str]]:
    """The variables by the step that they come from: first the `prev:` steps, then those further up."""
    edges: dict[str, list[str]] = {parent.name: [] for parent in pipeline.parents(step)}
    for each in flow.inputs:
        edges.setdefault(each.provider, []).append(each.name)
    return edges


def _entry(head: str, names: Iterable[str]) -> list[str]:
    listed = ", ".join(names)
    text = f"{head}: {listed}" if listed else head
    return wrap(
        text,
        WIDTH,
        initial_indent=" " * 8,
        subsequent_indent=" " * 12,
        break_long_words=False,
        break_on_hyphens=False,
    )
