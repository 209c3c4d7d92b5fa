"""A generated file cannot be written.

## What it does

Finds notebooks whose generated file cannot be written: its path leads outside the repository, through a symbolic link
for instance, another notebook has the same generated file, or the file system refuses.

## Why is this bad?

The notebook has no generated file, or an old one.

## What to do

Correct `pipeline_name` or `output_path` in the notebook's metadata, or make room for the file.
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Severity
from kale_core.rules.rule import Rule, Subject


def finding(*, output: str, reason: str) -> Finding:
    """The rule's words; the engine that compares files knows when to say them."""
    return Finding(
        f"the generated file `{output}` cannot be written: {reason}",
        help="correct `pipeline_name` or `output_path` in the metadata of the notebook, or make room for the file",
    )


def check(_: Subject) -> Iterator[Finding]:
    """Nothing: a notebook alone does not show it."""
    return iter(())


RULE = Rule("KALE508", "unwritable-output", Severity.ERROR, check)
