"""An object goes to a notebook that does not have its class.

## What it does

Finds variables that a referenced notebook gets or gives, and that are instances of a class, or are a function, of
`functions` or `imports` cells that the notebook on the other side does not have.

## Why is this bad?

Each notebook has its own shared cells, and objects made of their code are loaded with those of the step that loads
them. The pipeline compiles, and the step on the other side fails when it loads the variable.

## What to do

Repeat the class or function in a shared cell of the other notebook, or define it in a step, since then it travels with
the object, or hand on plain data.
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.analysis.flow import Stranger
from kale_core.diagnostics import Finding, Severity
from kale_core.quoting import quoted
from kale_core.rules.references.views import place_of
from kale_core.rules.rule import Rule, Subject


def check(subject: Subject) -> Iterator[Finding]:
    """One finding a reference and variable."""
    for stranger in subject.dataflow.strangers if subject.dataflow else ():
        yield Finding(
            _message(subject, stranger),
            f"define `{stranger.code}` in a `functions` cell of both notebooks, or in the step that uses it",
            place_of(subject, stranger.reference),
            step=stranger.reference,
        )


def _message(subject: Subject, stranger: Stranger) -> str:
    assert subject.dataflow is not None
    path = quoted(subject.dataflow.nested[stranger.reference].pipeline.path)
    code = f"needs `{stranger.code}` of a shared cell"
    if stranger.goes_in:
        return f"{path} gets `{stranger.variable}`, which {code} of this notebook that {path} does not have"
    return f"this notebook gets `{stranger.variable}` from {path}, which {code} of {path} that this one does not have"


RULE = Rule("KALE313", "class-left-behind", Severity.ERROR, check)
