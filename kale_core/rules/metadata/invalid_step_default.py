"""An entry of `steps_defaults` is not a setting.

## What it does

Reports entries that are not valid setting tags (`limit:`, `image:`, `cache:`, `report:`, `label:`, `annotation:`,
`secret:`), and entries that contradict each other.

## Why is this bad?

Kale refuses the notebook, or one of the two values is lost.

## Example

```notebook
# kubeflow_notebook: {"pipeline_name": "demo", "steps_defaults": ["cache:off", "step:load"]}
# %% tags: step:load
data = [1, 2]
```

## Use instead

```notebook
# kubeflow_notebook: {"pipeline_name": "demo", "steps_defaults": ["cache:disabled"]}
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
    return config_findings(subject, ConfigFault.STEP_DEFAULT)


RULE = Rule("KALE126", "invalid-step-default", Severity.ERROR, check)
