"""A generated file has no notebook that it comes from.

## What it does

Finds generated files whose notebook is gone, was renamed, is no Kale notebook any more or compiles to another file.

## Why is this bad?

The file looks like a pipeline that is maintained, but nothing regenerates it: it is never checked again.

## What to do

Remove the file if its pipeline is gone. If the notebook was renamed or got another `pipeline_name`, its new generated
file takes the place of this one.
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Severity
from kale_core.rules.rule import Rule, Subject


def finding(*, notebook: str, reason: str, advice: str) -> Finding:
    """The rule's words; the engine that compares files knows when to say them."""
    return Finding(
        f"this file was generated from `{notebook}`, which {reason}",
        help=advice,
    )


def check(_: Subject) -> Iterator[Finding]:
    """Nothing: a notebook alone does not show it."""
    return iter(())


RULE = Rule("KALE504", "orphaned-output", Severity.ERROR, check)
