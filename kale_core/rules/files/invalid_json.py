"""A notebook is not valid JSON.

## What it does

Reports notebooks that no JSON parser takes, and empty ones. Conflict markers that a merge left behind are a frequent
cause.

## Why is this bad?

Jupyter cannot open the file either, and nothing can be compiled from it.

## Example

```json
{"cells": [], "metadata": {}, "nbformat": 4,
```

## Use instead

```json
{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Severity
from kale_core.notebook import ReadFault
from kale_core.rules.rule import Rule, Subject


def check(subject: Subject) -> Iterator[Finding]:
    """The reason why the file cannot be read, if it is of this kind."""
    unreadable = subject.unreadable
    if unreadable and unreadable.fault is ReadFault.NOT_JSON:
        yield Finding(unreadable.message, unreadable.help, unreadable.place)


RULE = Rule("KALE002", "invalid-json", Severity.ERROR, check)
