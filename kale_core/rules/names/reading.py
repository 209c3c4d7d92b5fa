"""How the rules of this family speak of a read."""

from __future__ import annotations

from kale_core.analysis.dataflow import Unresolved
from kale_core.diagnostics import Related


def who_reads(each: Unresolved) -> str:
    """`step \\`train\\` reads`, with the function through which it does."""
    who = f"step `{each.step}`" if each.step is not None else "a shared cell"
    if each.via is None:
        return f"{who} reads"
    function = "a lambda" if each.via == "<lambda>" else f"`{each.via}`"
    return f"{who} uses {function}, which reads"


def related_places(each: Unresolved, path: str) -> tuple[Related, ...]:
    """Where a function with the read is used, and what would bind the name."""
    found = []
    if each.called is not None and each.called.cell != each.place.cell:
        found.append(Related(path, each.called, f"step `{each.step}` uses `{each.via}` here"))
    for binder in each.binders:
        where = f"in step `{binder.step}`" if binder.step is not None else "in a cell that is not in the pipeline"
        found.append(Related(path, binder.place, f"`{each.name}` is defined here, {where}"))
    return tuple(found)
