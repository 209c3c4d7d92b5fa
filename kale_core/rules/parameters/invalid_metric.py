"""A metrics cell holds something else than metrics.

## What it does

Reports everything in cells tagged `pipeline-metrics` that is not of the form `print(name)` or `print("label", name)`,
and labels that two metrics share.

## Why is this bad?

The step that computes a value reports it as a metric. The metrics cell itself never runs in the pipeline, so code in
it is lost.

## Example

```notebook
# %% tags: step:train
correct, total = 9, 10

# %% tags: pipeline-metrics
print("accuracy:", correct / total)
```

## Use instead

```notebook
# %% tags: step:train
correct, total = 9, 10
accuracy = correct / total

# %% tags: pipeline-metrics
print("accuracy:", accuracy)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Severity
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import cell_findings, pipeline_notebook


def check(subject: Subject) -> Iterator[Finding]:
    """A finding for each such place in a cell."""
    processed = pipeline_notebook(subject)
    return cell_findings(processed, processed.metric_faults) if processed else iter(())


RULE = Rule("KALE704", "invalid-metric", Severity.ERROR, check)
