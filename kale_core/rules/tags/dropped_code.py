"""Code above the first tagged cell is not in the pipeline.

## What it does

Reports untagged cells that hold code and have no tagged cell above them. `skip` cells do not count.

## Why is this bad?

An untagged cell belongs to the tagged cell above it. With none above, its code runs in the notebook, but in no step;
Kale drops it without a word.

## Example

```notebook
# %%
import warnings

warnings.simplefilter("ignore")

# %% tags: step:show
print("ready")
```

## Use instead

```notebook
# %% tags: imports
import warnings

warnings.simplefilter("ignore")

# %% tags: step:show
print("ready")
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Place, Severity
from kale_core.roles import Role
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import code_cells
from kale_core.tags import SETTING_KINDS, TagKind


def check(subject: Subject) -> Iterator[Finding]:
    """One finding for each such cell."""
    for tagged in code_cells(subject):
        if tagged.role is Role.NOTEBOOK:
            return
        needs_a_step = tagged.of_kind(TagKind.PREV, *SETTING_KINDS)  # which KALE107 says
        if tagged.role is Role.DROPPED and tagged.cell.holds_code and not needs_a_step:
            yield Finding(
                "this code is in no step, since no tagged cell stands above it",
                "tag the cell `imports`, `functions` or `step:<name>`, or `skip` if the pipeline does not need it",
                Place(cell=tagged.cell.number),
            )


RULE = Rule("KALE117", "dropped-code", Severity.WARNING, check)
