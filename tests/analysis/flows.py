"""The dataflow of a small notebook as lines of text, for tables of cases."""

from __future__ import annotations

from kale_core.analysis.dataflow import Dataflow, analyse
from kale_core.processor import process
from tests.notebooks import cell, notebook

Cells = list[tuple[str, str]]


def dataflow(cells: Cells) -> Dataflow:
    """The dataflow of a notebook of `(tags, source)` cells."""
    return analyse(process(notebook([cell(tags, source) for tags, source in cells])).pipeline)


def flows(cells: Cells) -> dict[str, str]:
    """What crosses each step's border: `"x@load -> model"`, inputs with their providers, then outputs."""
    found = {}
    for flow in dataflow(cells).steps:
        inputs = [f"{each.name}@{each.provider}" for each in flow.inputs]
        found[flow.step] = " ".join([*inputs, "->", *flow.outputs])
    return found


def troubles(cells: Cells) -> list[str]:
    """The reads that nothing provides: `"step name TROUBLE cell:line:column"`."""
    found = []
    for each in dataflow(cells).unresolved:
        span = each.place.span
        assert span is not None
        found.append(f"{each.step} {each.name} {each.trouble.name} {each.place.cell}:{span.line}:{span.column}")
    return found
