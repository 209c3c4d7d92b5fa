"""A volume cannot be mounted.

## What it does

Reports volumes without a name, a mount point or a type; with a name that a pod cannot have; with a mount point that is
not absolute; with a name or a mount point that another volume has; and of types other than `pvc`.

## Why is this bad?

A KFP pipeline mounts PersistentVolumeClaims that exist. It cannot make new ones, nor copies or snapshots, as Kale 0.x
did; Kale 2.3 leaves volumes of other types out without a word. KFP names the volume in the pod after its claim, and
Kubernetes refuses a pod that has two volumes of one name, or a name of more than 63 characters.

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
