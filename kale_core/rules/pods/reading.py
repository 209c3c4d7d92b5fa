"""How the rules of this family speak of a use, and where they find it."""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.analysis.dataflow import Dataflow
from kale_core.analysis.uses import Use, UseKind
from kale_core.diagnostics import Place, Related, Span
from kale_core.quoting import quoted
from kale_core.rules.rule import Subject


def uses(subject: Subject) -> Iterator[tuple[str | None, Use]]:
    """Each use with its step; none for shared cells, which come first."""
    for step, found in subject.dataflow.uses if subject.dataflow else ():
        for use in found:
            yield step, use


def place_of(use: Use, dataflow: Dataflow) -> Place:
    """Where a use stands: the whole line of a command."""
    if use.kind is not UseKind.COMMAND:
        return dataflow.place(use.cell, use.at)
    line = dataflow.facts[use.cell].cell.source.split("\n")[use.at - 1]
    return Place(use.cell, Span(use.at, 1, use.at, len(line) + 1))


def runs_at(use: Use, path: str, step: str | None) -> tuple[Related, ...]:
    """The cell that runs a function with the use in it, if that is another one."""
    if use.cell == use.time:
        return ()
    return (Related(path, Place(use.time), f"{who(step)} runs this from here"),)


def who(step: str | None) -> str:
    return "a shared cell" if step is None else f"step {quoted(step)}"
