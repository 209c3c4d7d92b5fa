"""A parameter's default holds a path that KFP replaces.

## What it does

Finds defaults of pipeline parameters with the text `/kfp-workspace` in them. (Placeholders such as `{{$}}` are errors:
see `KALE701`.)

## Why is this bad?

It is the name that KFP has for the workspace of a run. When a pipeline runs on this machine, KFP puts the path of a
temporary folder in its place, so the step sees another text than in the notebook or on a cluster.

## Example

```notebook
# %% tags: pipeline-parameters
folder = "/kfp-workspace/data"
# %% tags: step:show
print(folder)
```

## Use instead

```notebook
# %% tags: pipeline-parameters
folder = "/data"
# %% tags: step:show
print(folder)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Severity
from kale_core.quoting import quoted
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import pipeline_notebook

_WORKSPACE = "/kfp-workspace"


def check(subject: Subject) -> Iterator[Finding]:
    """One finding a parameter."""
    processed = pipeline_notebook(subject)
    for parameter in processed.pipeline.parameters if processed else ():
        if _WORKSPACE in parameter.default:
            yield Finding(
                f"the default of parameter {quoted(parameter.name)} holds `{_WORKSPACE}`, which KFP replaces in local"
                " runs",
                help="write another path, for example one below the mount point of a volume",
                place=parameter.place,
            )


RULE = Rule("KALE703", "substituted-default", Severity.WARNING, check)
