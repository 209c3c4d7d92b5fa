"""Git ignores a generated file.

## What it does

Finds generated files that a `.gitignore` keeps out of git.

## Why is this bad?

A commit leaves the file out for good, and no hook that looks at changed files ever sees it.

## What to do

Remove the pattern, or add an exception such as `!.kale/*.kale.py` below it;
`git check-ignore -v FILE` shows where it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Severity
from kale_core.rules.rule import Rule, Subject


def finding(*, output: str, advice: str) -> Finding:
    """The rule's words; the engine that compares files knows when to say them."""
    return Finding(
        "git ignores this generated file: a commit leaves it out",
        help=f"remove the pattern that `git check-ignore -v {output}` shows, {advice}",
    )


def check(_: Subject) -> Iterator[Finding]:
    """Nothing: a notebook alone does not show it."""
    return iter(())


RULE = Rule("KALE507", "ignored-output", Severity.ERROR, check)
