"""A notebook has no step.

## What it does

Reports Kale notebooks in which no cell is tagged `step:<name>`.

## Why is this bad?

A pipeline has at least one step. Kale writes an empty pipeline, which KFP refuses with an error that does not say
why.

## Example

```notebook
# %% tags: imports
import os

# %% tags: step:
print(os.sep)
```

## Use instead

```notebook
# %% tags: imports
import os

# %% tags: step:show
print(os.sep)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Severity
from kale_core.roles import Role
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import pipeline_notebook


def check(subject: Subject) -> Iterator[Finding]:
    """At most one finding, on the notebook."""
    processed = pipeline_notebook(subject)
    if processed is None or processed.pipeline.in_notebook_order or processed.cells_of(Role.NOTEBOOK):
        return
    if not any(tagged.step_names for tagged in processed.cells):
        yield Finding("this notebook has Kale tags, but no step", "tag the cells of each step `step:<name>`")


RULE = Rule("KALE205", "no-steps", Severity.ERROR, check)
