"""A notebook has an old format.

## What it does

Reports notebooks that are not of nbformat 4, which Jupyter has written since 2015.

## Why is this bad?

Older formats keep cells and metadata elsewhere, and Kale does not read them.

## Example

```json
{"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": []}
```

## Use instead

```json
{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}
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
    if unreadable and unreadable.fault is ReadFault.OLD_FORMAT:
        yield Finding(unreadable.message, unreadable.help, unreadable.place)


RULE = Rule("KALE004", "old-nbformat", Severity.ERROR, check)
