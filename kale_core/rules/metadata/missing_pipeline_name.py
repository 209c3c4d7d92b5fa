"""The pipeline has no name.

## What it does

Reports Kale notebooks without a `pipeline_name` in their `kubeflow_notebook` metadata.

## Why is this bad?

The generated file and the pipeline on the cluster are called by that name.

## Example

```notebook
# kubeflow_notebook: {}
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
from dataclasses import replace

from kale_core.config import KEY
from kale_core.config_problems import ConfigFault
from kale_core.diagnostics import Finding, Fix, Severity
from kale_core.edits import SetMetadata
from kale_core.rules.metadata.pipeline_names import free_name
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import config_findings


def check(subject: Subject) -> Iterator[Finding]:
    """At most one finding, with a name made from that of the file; none for a part of another notebook's pipeline."""
    if subject.repository.roots:
        return
    for finding in config_findings(subject, ConfigFault.NO_NAME):
        name = free_name(subject)
        help_text = f'add it to the notebook\'s metadata: `"{KEY}": {{"pipeline_name": "{name}"}}`'
        fix = Fix.unsafe(f"call the pipeline `{name}`", SetMetadata((KEY, "pipeline_name"), name))
        yield replace(finding, help=help_text, fix=fix)


RULE = Rule("KALE120", "missing-pipeline-name", Severity.ERROR, check)
