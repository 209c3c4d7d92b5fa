"""The output path leads where no generated file belongs.

## What it does

Reports an `output_path` that is absolute, that leaves the repository or leads into `.git`, or that has characters
that not every system can have in a path. It names a folder, relative to the notebook's.

## Why is this bad?

A generated file must be committed beside its notebook, and a notebook from someone else must not write elsewhere on
your machine.

## Example

```notebook
# kubeflow_notebook: {"pipeline_name": "demo", "output_path": "/tmp/pipelines"}
# %% tags: step:load
data = [1, 2]
```

## Use instead

```notebook
# kubeflow_notebook: {"pipeline_name": "demo", "output_path": "pipelines"}
# %% tags: step:load
data = [1, 2]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.config import KEY
from kale_core.config_problems import ConfigFault
from kale_core.diagnostics import Finding, Place, Severity
from kale_core.output_path import generated_file
from kale_core.quoting import quoted
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import config_findings, pipeline_notebook


def check(subject: Subject) -> Iterator[Finding]:
    """At most one finding, at the key."""
    yield from config_findings(subject, ConfigFault.OUTPUT_PATH)
    processed, notebook = pipeline_notebook(subject), subject.repository.notebook
    folder = processed.pipeline.config.output_path if processed else None
    if folder and notebook and generated_file(notebook, pipeline_name="pipeline", output_path=folder) is None:
        yield Finding(
            f"`output_path` is {quoted(folder)}, which leads out of the repository or into `.git`",
            "write a folder inside the repository, relative to the notebook's",
            Place(key=(KEY, "output_path")),
        )


RULE = Rule("KALE127", "unsafe-output-path", Severity.ERROR, check)
