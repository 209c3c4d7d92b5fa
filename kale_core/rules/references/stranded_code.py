"""Untagged code below a cell that stands for another notebook, and no step follows.

## What it does

Reports untagged cells with code that have a `notebook:` cell as the nearest tagged cell above them, and no cell of a
step below them before the next `notebook:` cell.

## Why is this bad?

An untagged cell belongs to the step above it, but another notebook takes no cells of this one. So below a `notebook:`
cell it belongs to the next step. Where there is none, Kale refuses the notebook.

## Example

```notebook
# %% tags: notebook:train; notebook_path: train.ipynb

# %%
print("trained")
```

## Use instead

```notebook
# %% tags: notebook:train; notebook_path: train.ipynb

# %% tags: step:report, prev:train
print("trained")
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Place, Severity
from kale_core.roles import Role
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import code_cells


def check(subject: Subject) -> Iterator[Finding]:
    """One finding for each such cell."""
    below = False
    for tagged in code_cells(subject):
        if tagged.role is Role.NOTEBOOK:
            below = True
        elif below and tagged.role is Role.DROPPED and tagged.cell.holds_code:
            yield Finding(
                "this code stands below a `notebook:` cell, and no step follows that it could belong to",
                "tag the cell `step:<name>`, or `skip`",
                Place(cell=tagged.cell.number),
            )


RULE = Rule("KALE135", "stranded-code", Severity.ERROR, check)
