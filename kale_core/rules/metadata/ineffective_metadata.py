"""A key of the metadata has no effect.

## What it does

Reports keys of `kubeflow_notebook` that Kale accepts, but that no KFP v2 pipeline can honour, when they ask for
something: `katib_run`, `snapshot_volumes`, `marshal_path`, `abs_working_dir`, `storage_class_name`,
`volume_access_mode` other than `rwm`, and `snapshot` and `annotations` of a volume.

## Why is this bad?

Kale ignores them without a word, and the pipeline does not do what the notebook asks for.

## Example

```notebook
# kubeflow_notebook: {"pipeline_name": "demo", "katib_run": true}
# %% tags: step:load
data = [1, 2]
```

## Use instead

```notebook
# kubeflow_notebook: {"pipeline_name": "demo"}
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
    return config_findings(subject, ConfigFault.NO_EFFECT)


RULE = Rule("KALE131", "ineffective-metadata", Severity.WARNING, check)
