"""A generated file has changes that are not staged.

## What it does

Finds generated files that are up to date in the work tree, but not in what is about to be committed.

## Why is this bad?

A commit takes the staged text, which is not what the notebook compiles to.

## What to do

Run the `git add` that the message shows.
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Severity
from kale_core.rules.rule import Rule, Subject


def finding(*, advice: str) -> Finding:
    """The rule's words; the engine that compares files knows when to say them."""
    return Finding(
        "this generated file has changes that are not staged: a commit leaves them out",
        help=advice,
    )


def check(_: Subject) -> Iterator[Finding]:
    """Nothing: a notebook alone does not show it."""
    return iter(())


RULE = Rule("KALE506", "unstaged-output", Severity.ERROR, check)
