"""A parameter has a name that KFP refuses.

## What it does

Reports parameters that begin with `_`, that have other characters than ASCII letters, digits and `_`, or that are
called `self` or `Output`.

## Why is this bad?

The pipeline does not compile.

## Example

```notebook
# %% tags: pipeline-parameters
_epochs = 3

# %% tags: step:train
print(_epochs)
```

## Use instead

```notebook
# %% tags: pipeline-parameters
epochs = 3

# %% tags: step:train
print(epochs)
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
    return cell_findings(processed, processed.parameter_faults.names) if processed else iter(())


RULE = Rule("KALE702", "invalid-parameter-name", Severity.ERROR, check)
