"""A cell that stands for another notebook holds code.

## What it does

Reports code in cells tagged `notebook:<name>`. Comments are fine.

## Why is this bad?

The cell stands for the steps of the other notebook, so its own code would be in no step. Kale refuses the notebook.

## Example

```notebook
# %% tags: notebook:train; notebook_path: train.ipynb
epochs = 3
```

## Use instead

```notebook
# %% tags: pipeline-parameters
epochs = 3

# %% tags: notebook:train; notebook_path: train.ipynb
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Place, Severity
from kale_core.quoting import quoted
from kale_core.rules.references.views import references
from kale_core.rules.rule import Rule, Subject


def check(subject: Subject) -> Iterator[Finding]:
    """One finding for each such cell."""
    for tagged, tag in references(subject):
        if tagged.cell.holds_code:
            yield Finding(
                f"the cell of {quoted(tag.text)} stands for another notebook, and holds code of its own",
                "move the code to a cell tagged `step:<name>`",
                Place(cell=tagged.cell.number),
                step=tagged.step,
            )


RULE = Rule("KALE132", "reference-with-code", Severity.ERROR, check)
