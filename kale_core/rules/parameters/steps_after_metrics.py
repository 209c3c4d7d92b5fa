"""A step follows a metrics cell.

## What it does

Reports metrics cells with a step directly below them.

## Why is this bad?

Nothing is wrong with it here: metrics belong to the steps that assign them, wherever the cell stands. But Kale 2.3
refuses the notebook, so it could not be compiled from its panel in JupyterLab.

## Example

```notebook
# %% tags: step:train
accuracy = 0.9

# %% tags: pipeline-metrics
print(accuracy)

# %% tags: step:publish, prev:train
print("published")
```

## Use instead

```notebook
# %% tags: step:train
accuracy = 0.9

# %% tags: step:publish, prev:train
print("published")

# %% tags: pipeline-metrics
print(accuracy)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Place, Severity
from kale_core.quoting import quoted
from kale_core.roles import Role, TaggedCell
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import code_cells
from kale_core.tags import TagKind


def check(subject: Subject) -> Iterator[Finding]:
    """A finding for each metrics cell that a step follows, other cells of no role aside."""
    above: TaggedCell | None = None
    for tagged in code_cells(subject):
        if tagged.joins or tagged.role is Role.SKIP:
            continue
        if tagged.role is Role.STEP and above is not None and above.role is Role.METRICS:
            yield Finding(
                f"the step {quoted(tagged.step or '')} follows this metrics cell, which Kale 2.3 refuses",
                "move the metrics cell to the end of the notebook",
                Place(cell=above.cell.number, tag=TagKind.METRICS.value),
            )
        above = tagged


RULE = Rule("KALE706", "steps-after-metrics", Severity.WARNING, check)
