"""The name of the pipeline is not valid.

## What it does

Reports a `pipeline_name` that is not made of lower case letters, digits and `-`, that begins or ends with `-`, or
that has more than 124 characters.

## Why is this bad?

Kale refuses such names; KFP refuses longer ones when the pipeline runs.

## Example

```notebook
# kubeflow_notebook: {"pipeline_name": "Sales_Forecast"}
# %% tags: step:load
data = [1, 2]
```

## Use instead

```notebook
# kubeflow_notebook: {"pipeline_name": "sales-forecast"}
# %% tags: step:load
data = [1, 2]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.config_problems import ConfigFault
from kale_core.diagnostics import Finding, Severity
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import config_findings


def check(subject: Subject) -> Iterator[Finding]:
    """A finding for each such place in the metadata."""
    return config_findings(subject, ConfigFault.NAME)


RULE = Rule("KALE121", "invalid-pipeline-name", Severity.ERROR, check)
