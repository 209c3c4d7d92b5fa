"""The tags of a cell are not a list of texts.

## What it does

Reports cells whose `metadata.tags` is anything else than a list of texts.

## Why is this bad?

Kale and Jupyter cannot read the tags of such a cell. Scripts that edit notebooks are a frequent cause.

## Example

```json
{
 "cells": [
  {
   "cell_type": "code", "execution_count": null, "id": "a", "outputs": [], "source": "data = [1]",
   "metadata": {"tags": ["step:load", 1]}
  }
 ],
 "metadata": {"kubeflow_notebook": {"pipeline_name": "demo"}}, "nbformat": 4, "nbformat_minor": 5
}
```

## Use instead

```json
{
 "cells": [
  {
   "cell_type": "code", "execution_count": null, "id": "a", "outputs": [], "source": "data = [1]",
   "metadata": {"tags": ["step:load"]}
  }
 ],
 "metadata": {"kubeflow_notebook": {"pipeline_name": "demo"}}, "nbformat": 4, "nbformat_minor": 5
}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Place, Severity
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import code_cells


def check(subject: Subject) -> Iterator[Finding]:
    """One finding for each such cell."""
    for tagged in code_cells(subject):
        if not tagged.cell.tags_are_valid:
            yield Finding(
                "the tags of this cell are not a list of texts",
                'write the cell\'s tags as `"tags": ["step:<name>"]`',
                Place(cell=tagged.cell.number),
                step=tagged.step,
            )


RULE = Rule("KALE118", "invalid-tag-list", Severity.ERROR, check)
