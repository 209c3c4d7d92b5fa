"""A step reads the notebook's history.

## What it does

Finds reads of what IPython keeps of the cells that ran before: `In`, `Out`, `_`, `__`, `_i` and the like, where no cell
of the same step could have put it there.

## Why is this bad?

The history of a pod begins with its own step, whatever ran in the notebook before. The step finds nothing there, or
the results of other cells.

## Example

```notebook
# %% tags: step:load
sum([1, 2, 3])
# %% tags: step:train, prev:load
print(_)
```

## Use instead

```notebook
# %% tags: step:load
total = sum([1, 2, 3])
# %% tags: step:train, prev:load
print(total)
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kale_core.analysis import facts as f
from kale_core.analysis.dataflow import Dataflow
from kale_core.analysis.uses import Use, UseKind
from kale_core.diagnostics import Finding, Severity
from kale_core.pipeline import Pipeline
from kale_core.quoting import quoted
from kale_core.rules.pods.reading import place_of, runs_at, uses, who
from kale_core.rules.rule import Rule, Subject

# How many results, or cells, further back each name reaches.
_RESULTS = {"_": 1, "__": 2, "___": 3}
_CELLS = {"_i": 1, "_ii": 2, "_iii": 3}
_NUMBERED = frozenset({"In", "Out", "_ih", "_oh"})


def check(subject: Subject) -> Iterator[Finding]:
    """One finding a name and step, at its first read."""
    pipeline, dataflow = subject.pipeline, subject.dataflow
    for step, use in uses(subject) if pipeline and dataflow else ():
        if use.kind is UseKind.HISTORY and pipeline and dataflow and not _is_there(use, step, pipeline, dataflow):
            yield Finding(
                f"{who(step)} reads {quoted(use.name)}, the notebook's history, which begins anew in each pod",
                help="give the value a name where it is computed, and read that name here",
                place=place_of(use, dataflow),
                step=step,
                related=runs_at(use, subject.path, step),
            )


def _is_there(use: Use, step: str | None, pipeline: Pipeline, dataflow: Dataflow) -> bool:
    """Whether cells that ran before in the same pod may have left what the name stands for."""
    own = pipeline.step(step).cells if step is not None else ()
    before = [cell.number for cell in (*pipeline.shared, *own) if cell.number < use.time or cell in pipeline.shared]
    if use.name in _RESULTS:
        results = [number for number in before if number != use.time and _has_result(number, dataflow)]
        return len(results) >= _RESULTS[use.name]
    if use.name in _CELLS:
        return len(before) >= _CELLS[use.name]
    return use.name not in _NUMBERED


def _has_result(number: int, dataflow: Dataflow) -> bool:
    """Whether a cell may end with an expression; one without names, such as `1 + 1`, is no statement of the facts."""
    facts = dataflow.facts.get(number)
    if facts is None or not facts.statements or isinstance(facts.statements[-1], f.Do):
        return True
    lines = [line for line in facts.cell.source.split("\n") if line.strip() and not line.startswith("#")]
    return re.match(r"[\d('\"\[{+~-]", lines[-1]) is not None


RULE = Rule("KALE608", "notebook-history", Severity.ERROR, check)
