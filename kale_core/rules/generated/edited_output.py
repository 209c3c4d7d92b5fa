"""A generated file was edited by hand.

## What it does

Finds generated files that were edited since the last commit although their notebook was not.

## Why is this bad?

The next `kale-compile` removes the edit, and until then the pipeline does something that the notebook does not say.

## What to do

Make the change in the notebook: in a cell, a tag or the notebook's metadata. Then run `kale-compile` on it.
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Severity
from kale_core.rules.rule import Rule, Subject


def finding(*, notebook: str, advice: str) -> Finding:
    """The rule's words; the engine that compares files knows when to say them."""
    return Finding(
        f"this file was edited by hand: `{notebook}`, which it is generated from, did not change",
        help=f"make the change in the notebook; {advice}",
    )


def check(_: Subject) -> Iterator[Finding]:
    """Nothing: a notebook alone does not show it."""
    return iter(())


RULE = Rule("KALE503", "edited-output", Severity.ERROR, check)
