"""A file is JSON, but not a notebook.

## What it does

Reports files that lack what every notebook has, or whose cells have lost their text, their type or their metadata.

## Why is this bad?

What is missing cannot be guessed: a pipeline without it would not be the notebook's.

## Example

```json
{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": "none"}
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
    if unreadable and unreadable.fault is ReadFault.NOT_A_NOTEBOOK:
        yield Finding(unreadable.message, unreadable.help, unreadable.place)


RULE = Rule("KALE003", "invalid-notebook", Severity.ERROR, check)
