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
from dataclasses import replace

from kale_core.config import KEY
from kale_core.config_problems import ConfigFault
from kale_core.diagnostics import Finding, Fix, Severity
from kale_core.edits import SetMetadata
from kale_core.rules.metadata.pipeline_names import free_name
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import config_findings


def check(subject: Subject) -> Iterator[Finding]:
    """A finding for each such place in the metadata."""
    for finding in config_findings(subject, ConfigFault.NAME):
        written = subject.notebook.metadata[KEY]["pipeline_name"] if subject.notebook else None
        name = free_name(subject, like=written if isinstance(written, str) else "")
        fix = Fix.unsafe(f"call the pipeline `{name}`", SetMetadata(finding.place.key, name))
        yield replace(finding, fix=fix)


RULE = Rule("KALE121", "invalid-pipeline-name", Severity.ERROR, check)
