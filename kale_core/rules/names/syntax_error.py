"""A cell is neither Python nor IPython.

## What it does

Finds cells of steps, `imports` and `functions` that cannot be parsed: as Python of the newest version, or with
IPython's magics, shell commands and help.

## Why is this bad?

The step that runs the cell fails at once, and nothing can be said of the names that the cell uses or defines.

## Example

```notebook
# %% tags: step:load
data = [1, 2, 3
```

## Use instead

```notebook
# %% tags: step:load
data = [1, 2, 3]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Severity
from kale_core.rules.rule import Rule, Subject


def check(subject: Subject) -> Iterator[Finding]:
    """One finding a cell."""
    if subject.dataflow is None or subject.pipeline is None:
        return
    step_of = {cell.number: step.name for step in subject.pipeline.steps for cell in step.cells}
    for fault in subject.dataflow.syntax_faults:
        yield Finding(
            fault.message,
            help="correct the syntax, or tag the cell `skip` if it is not meant for the pipeline",
            place=fault.place,
            step=step_of.get(fault.place.cell or 0),
        )


RULE = Rule("KALE303", "syntax-error", Severity.ERROR, check)
