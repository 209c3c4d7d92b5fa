"""The metadata has a key that Kale does not know.

## What it does

Reports keys of `kubeflow_notebook`, of its volumes and of its security context that Kale does not know, with the key
that was probably meant.

## Why is this bad?

Kale refuses the notebook, and a misspelt key has no effect.

## Example

```notebook
# kubeflow_notebook: {"pipeline_name": "demo", "enable_cachin": false}
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
    return config_findings(subject, ConfigFault.UNKNOWN_KEY)


RULE = Rule("KALE122", "unknown-metadata-key", Severity.ERROR, check)
