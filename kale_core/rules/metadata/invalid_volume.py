"""A volume cannot be mounted.

## What it does

Reports volumes without a name, a mount point or a type; with a name that no claim can have; with a mount point that
is not absolute or that another volume has; and of types other than `pvc`.

## Why is this bad?

A KFP pipeline mounts PersistentVolumeClaims that exist. It cannot make new ones, nor copies or snapshots, as Kale 0.x
did; Kale 2.3 ignores the type.

## Example

```notebook
# kubeflow_notebook: {"pipeline_name": "demo", "volumes": [{"name": "my_data", "mount_point": "data", "type": "clone"}]}
# %% tags: step:load
data = [1, 2]
```

## Use instead

```notebook
# kubeflow_notebook: {"pipeline_name": "demo", "volumes": [{"name": "my-data", "mount_point": "/data", "type": "pvc"}]}
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
    return config_findings(subject, ConfigFault.VOLUME)


RULE = Rule("KALE125", "invalid-volume", Severity.ERROR, check)
