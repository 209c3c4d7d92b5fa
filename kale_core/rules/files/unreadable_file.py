"""A file cannot be read.

## What it does

Reports files that do not exist, that the user may not read, or that are not UTF-8 text.

## Why is this bad?

A file that is skipped in silence passes for a good one.

## What to do

Check the path and its permissions. If the file is not UTF-8, open the notebook in Jupyter and save it again.
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Severity
from kale_core.notebook import ReadFault
from kale_core.rules.rule import Rule, Subject


def check(subject: Subject) -> Iterator[Finding]:
    """The reason why the file cannot be read, if it is of this kind."""
    unreadable = subject.unreadable
    if unreadable and unreadable.fault is ReadFault.UNREADABLE:
        yield Finding(unreadable.message, unreadable.help, unreadable.place)


RULE = Rule("KALE001", "unreadable-file", Severity.ERROR, check)
