"""A step relies on a setting that another step made in its own process.

## What it does

Finds environment variables, the working directory, seeds of random number generators, IPython extensions, and settings
of libraries (styles, options, defaults, logging, warning filters) that one step makes and a later one depends on,
without making them itself. What `imports` and `functions` cells set is set in each step.

## Why is this bad?

Each step runs in a process of its own. In the notebook the setting holds from there on; in the pipeline it ends with
the step, and the later one computes something else, or fails.

## Example

```notebook
# %% tags: imports
import numpy as np
# %% tags: step:load
np.random.seed(42)
data = np.arange(10)
# %% tags: step:split, prev:load
print(np.random.permutation(data))
```

## Use instead

```notebook
# %% tags: imports
import numpy as np
np.random.seed(42)
# %% tags: step:load
data = np.arange(10)
# %% tags: step:split, prev:load
print(np.random.permutation(data))
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.analysis.dataflow import Dataflow
from kale_core.diagnostics import Finding, Related, Severity
from kale_core.quoting import quoted
from kale_core.rules.pods.environment import environment_variables, extensions, working_directories
from kale_core.rules.pods.reading import place_of, runs_at, who
from kale_core.rules.pods.reliance import Reliance
from kale_core.rules.pods.settings import library_settings
from kale_core.rules.rule import Rule, Subject


def check(subject: Subject) -> Iterator[Finding]:
    """One finding a step and setting, at the first use of it."""
    dataflow, pipeline = subject.dataflow, subject.pipeline
    if dataflow is None or pipeline is None:
        return
    every = dict(dataflow.uses)
    found = [
        *environment_variables(every, pipeline),
        *working_directories(every, dataflow),
        *library_settings(every, dataflow, pipeline),
        *extensions(every),
    ]
    for each in found:
        yield _finding(each, subject.path, dataflow)


def _finding(each: Reliance, path: str, dataflow: Dataflow) -> Finding:
    return Finding(
        f"{who(each.step)} {each.uses}, but only step {quoted(each.setter)} {each.sets}, in a process of its own",
        help=f"do this in an `imports` cell, which each step runs first, or in step {quoted(each.step)}, too",
        place=place_of(each.use, dataflow),
        step=each.step,
        related=(
            Related(path, place_of(each.setting, dataflow), f"step {quoted(each.setter)} does so here"),
            *runs_at(each.use, path, each.step),
        ),
    )


RULE = Rule("KALE602", "process-state", Severity.WARNING, check)
