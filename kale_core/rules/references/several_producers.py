"""A variable that crosses the border of a notebook has several producers.

## What it does

Finds variables that a step or a referenced notebook reads, and that several of the steps and notebooks above it bind,
of which at least one is a referenced notebook; and variables that a referenced notebook gives to the root, but that two
steps in it bind between which there is no path of `prev:` tags.

## Why is this bad?

Which of them is meant cannot be seen in any of the notebooks alone. Kale refuses the root.

## What to do

Call the variables by different names.
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.analysis.flow import Rival
from kale_core.diagnostics import Finding, Place, Severity
from kale_core.quoting import listed, quoted
from kale_core.rules.references.views import place_of
from kale_core.rules.rule import Rule, Subject


def check(subject: Subject) -> Iterator[Finding]:
    """One finding a reader and variable."""
    for rival in subject.dataflow.rivals if subject.dataflow else ():
        yield Finding(
            _message(subject, rival),
            f"give `{rival.variable}` another name in all but one of them",
            _place(subject, rival),
            step=rival.reader,
        )


def _message(subject: Subject, rival: Rival) -> str:
    binders = listed(list(rival.binders))
    if rival.within:
        path = subject.dataflow.nested[rival.reader].pipeline.path if subject.dataflow else ""
        return f"{quoted(path)} hands on `{rival.variable}`, but several of its steps bind it in no order: {binders}"
    return f"{quoted(rival.reader)} reads `{rival.variable}`, but there is more than one that binds it: {binders}"


def _place(subject: Subject, rival: Rival) -> Place:
    """The reference if one is at fault: the last of those that bind the variable."""
    assert subject.pipeline is not None
    names = [step.name for step in subject.pipeline.references]
    return place_of(subject, next(name for name in reversed((*rival.binders, rival.reader)) if name in names))


RULE = Rule("KALE312", "several-producers", Severity.ERROR, check)
