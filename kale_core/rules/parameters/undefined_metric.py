"""No step assigns a metric.

## What it does

Reports metrics whose variable no step of the pipeline assigns.

## Why is this bad?

The last step that assigns the variable reports the metric. Without one, Kale drops the metric without a word.

## Example

```notebook
# %% tags: step:train
accuracy = 0.9

# %% tags: pipeline-metrics
print(acuracy)
```

## Use instead

```notebook
# %% tags: step:train
accuracy = 0.9

# %% tags: pipeline-metrics
print(accuracy)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Severity
from kale_core.quoting import quoted
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import pipeline_notebook


def check(subject: Subject) -> Iterator[Finding]:
    """A finding for each such metric; none while some cell cannot be read, since it may assign the variable."""
    processed, dataflow = pipeline_notebook(subject), subject.dataflow
    if processed is None or dataflow is None or dataflow.syntax_faults or not processed.pipeline.metrics:
        return
    assigned = {variable for variable, _ in dataflow.metric_steps}
    for metric in processed.pipeline.metrics:
        if metric.variable not in assigned:
            message = f"no step assigns {quoted(metric.variable)}, so there is no metric to report"
            yield Finding(message, "assign it in a step, or remove this line", metric.place)


RULE = Rule("KALE705", "undefined-metric", Severity.ERROR, check)
