"""A generated file is not what its notebook compiles to.

## What it does

Finds generated files that differ from what their notebook, as it is now, compiles to. `kale-check-stale` shows how,
in terms of the pipeline and as a diff.

## Why is this bad?

The pipeline that runs is not the one in the notebook. A change of the notebook that was never compiled is the usual
cause; a new version of this tool that generates another text is the other one.

## What to do

Run `kale-compile` on the notebook, then `git add` the file that it names.
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Severity
from kale_core.rules.rule import Rule, Subject


def finding(*, notebook: str, advice: str) -> Finding:
    """The rule's words; the engine that compares files knows when to say them."""
    return Finding(
        f"this file is not what `{notebook}` compiles to",
        help=advice,
    )


def check(_: Subject) -> Iterator[Finding]:
    """Nothing: a notebook alone does not show it."""
    return iter(())


RULE = Rule("KALE502", "stale-output", Severity.ERROR, check)
