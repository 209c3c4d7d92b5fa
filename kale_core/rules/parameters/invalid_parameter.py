"""A parameters cell holds something else than parameters.

## What it does

Reports everything in cells tagged `pipeline-parameters` that is not of the form `name = value` or `name: type =
value`, where the value is a number, a text, `True`, `False`, or a list or dict of these; and values that KFP cannot
have as defaults.

## Why is this bad?

The defaults of a pipeline's parameters are written into its definition, before any code runs. KFP has no `None`, no
tuples and no sets; it keeps whole numbers exactly only up to 2**53, and it writes a pipeline that it cannot read
again if a text default has a line break.

## Example

```notebook
# %% tags: pipeline-parameters
seconds = 60 * 60
shape = (2, 3)

# %% tags: step:show
print(seconds, shape)
```

## Use instead

```notebook
# %% tags: pipeline-parameters
seconds = 3600
shape = [2, 3]

# %% tags: step:show
print(seconds, shape)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Severity
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import cell_findings, pipeline_notebook


def check(subject: Subject) -> Iterator[Finding]:
    """A finding for each such place in a cell."""
    processed = pipeline_notebook(subject)
    return cell_findings(processed, processed.parameter_faults.values) if processed else iter(())


RULE = Rule("KALE701", "invalid-parameter", Severity.ERROR, check)
