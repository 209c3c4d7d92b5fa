"""A key of the metadata has a value that it cannot have.

## What it does

Reports values of `kubeflow_notebook` of the wrong type, out of range, or with characters that KFP refuses.

## Why is this bad?

Kale refuses the notebook, or the pipeline does not compile.

## Example

```notebook
# kubeflow_notebook: {"pipeline_name": "demo", "enable_caching": "no"}
# %% tags: step:load
data = [1, 2]
```

## Use instead

```notebook
# kubeflow_notebook: {"pipeline_name": "demo", "enable_caching": false}
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
    return config_findings(subject, ConfigFault.VALUE)


RULE = Rule("KALE124", "invalid-metadata-value", Severity.ERROR, check)
