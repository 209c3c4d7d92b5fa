"""A generated file is not in git.

## What it does

Finds generated files that git does not track.

## Why is this bad?

A commit leaves the file out, and pre-commit does not notice: it compares tracked files only.

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
        "this generated file is not in git: a commit leaves it out",
        help=advice,
    )


def check(_: Subject) -> Iterator[Finding]:
    """Nothing: a notebook alone does not show it."""
    return iter(())


RULE = Rule("KALE505", "untracked-output", Severity.ERROR, check)
