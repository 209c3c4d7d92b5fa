"""A notebook reads a name that the one that refers to it does not provide.

## What it does

Finds names that the steps of a referenced notebook read, that nothing in it binds, and that no step or notebook above
the `notebook:` cell binds, and no pipeline parameter.

## Why is this bad?

A referenced notebook gets parameters, and variables of the steps and notebooks above its cell. Imports and functions of
the root's `imports` and `functions` cells it does not get. The pipeline compiles, and the step fails with a `NameError`
in its pod.

## What to do

Bind the name in a step above the `notebook:` cell, make it a parameter of the root, or, if it is an import or a
function, repeat it in a cell of the referenced notebook.
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.analysis.flow import Trouble, Unresolved
from kale_core.diagnostics import Finding, Related, Severity
from kale_core.quoting import quoted
from kale_core.rules.references.views import place_of
from kale_core.rules.rule import Rule, Subject

OUTSIDE = frozenset({Trouble.UNDEFINED, Trouble.SKIPPED})
"""Why a notebook lacks a name that the one that refers to it may provide."""


def check(subject: Subject) -> Iterator[Finding]:
    """One finding a reference and name."""
    for reference, nested in subject.dataflow.nested.items() if subject.dataflow else ():
        for each in nested.dataflow.unresolved:
            if each.trouble in OUTSIDE:
                yield _finding(subject, reference, nested.pipeline.path, each)


def _finding(subject: Subject, reference: str, path: str, each: Unresolved) -> Finding:
    reader = f"step `{each.step}` of {quoted(path)}" if each.step else f"a shared cell of {quoted(path)}"
    return Finding(
        f"{reader} reads `{each.name}`, but neither that notebook nor anything above this cell defines it",
        _advice(subject, each.name),
        place_of(subject, reference),
        step=reference,
        related=(Related(path, each.place, "it is read here"),),
    )


def _advice(subject: Subject, name: str) -> str:
    binder = _binder_below(subject, name)
    if binder:
        return f"move this cell below step `{binder}`, which defines `{name}`"
    return f"define `{name}` in a step above this cell, or in that notebook; shared cells are not handed down"


def _binder_below(subject: Subject, name: str) -> str | None:
    flows = subject.dataflow.steps if subject.dataflow else ()
    return next((flow.step for flow in flows if name in flow.outputs), None)


RULE = Rule("KALE311", "unprovided-name", Severity.ERROR, check)
