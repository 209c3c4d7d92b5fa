"""The metadata has a key of Kale 0.x.

## What it does

Reports the keys of `kubeflow_notebook` that Kale 2 has renamed or dropped: `docker_image` is now `base_image`;
`autosnapshot`, `auto_snapshot` and `marshal_volume` are gone.

## Why is this bad?

Kale 2 refuses notebooks that have them, which were saved by an older version.

## Example

```notebook
# kubeflow_notebook: {"pipeline_name": "demo", "docker_image": "python:3.11", "autosnapshot": false}
# %% tags: step:load
data = [1, 2]
```

## Use instead

```notebook
# kubeflow_notebook: {"pipeline_name": "demo", "base_image": "python:3.11"}
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
    return config_findings(subject, ConfigFault.OLD_KEY)


RULE = Rule("KALE123", "old-metadata-key", Severity.ERROR, check)
