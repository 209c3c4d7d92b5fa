"""A notebook has no generated file.

## What it does

Finds Kale notebooks whose generated file does not exist.

## Why is this bad?

The generated file is what reviewers read and what runs: without it the commit has a notebook but no pipeline.

## What to do

Run `kale-compile` on the notebook, then `git add` the file that it names.
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Severity
from kale_core.rules.rule import Rule, Subject


def finding(*, notebook: str, output: str, advice: str) -> Finding:
    """The rule's words; the engine that compares files knows when to say them."""
    return Finding(
        f"the generated file `{output}` does not exist",
        help=advice,
    )


def check(_: Subject) -> Iterator[Finding]:
    """Nothing: a notebook alone does not show it."""
    return iter(())


RULE = Rule("KALE501", "missing-output", Severity.ERROR, check)
