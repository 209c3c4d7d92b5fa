"""A step reads a variable of a step that it does not depend on.

## What it does

Finds names that a step reads, itself or through a function that it uses, and that only steps bind from which no path of
`prev:` tags leads to it.

## Why is this bad?

Each step runs in a pod of its own and receives variables from the steps that it depends on, and from no others. The
pipeline compiles, and the step fails with a `NameError`.

## Example

```notebook
# %% tags: step:load
data = [1, 2, 3]
# %% tags: step:train
print(sum(data))
```

## Use instead

```notebook
# %% tags: step:load
data = [1, 2, 3]
# %% tags: step:train, prev:load
print(sum(data))
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.analysis.dataflow import Trouble
from kale_core.diagnostics import Finding, Severity
from kale_core.rules.names.new_edges import NewEdges
from kale_core.rules.names.reading import related_places, who_reads
from kale_core.rules.rule import Rule, Subject


def check(subject: Subject) -> Iterator[Finding]:
    """One finding a name and step."""
    if subject.dataflow is None or subject.processed is None:
        return
    edges = NewEdges(subject.processed)
    for each in subject.dataflow.unresolved:
        if each.trouble is Trouble.NOT_AN_ANCESTOR:
            binding = each.step_above
            yield Finding(
                f"{who_reads(each)} `{each.name}`, but does not depend on step `{binding}`, which defines it",
                help=f"add the tag `prev:{binding}` to step `{each.step}`",
                place=each.place,
                step=each.step,
                fix=edges.fix(binding, each.step) if each.step else None,
                related=related_places(each, subject.path),
            )


RULE = Rule("KALE302", "missing-dependency", Severity.ERROR, check)
