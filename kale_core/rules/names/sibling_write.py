"""A step reads a variable that a step changes which it does not depend on.

## What it does

Finds reads of a variable for which the last write above them, as the notebook runs from top to bottom, is in a step
that is no ancestor of the reader. The write is an assignment, or a change of the object: `df["a"] = ...`,
`x.append(...)`, a method that is not known to only read (then it is a warning).

## Why is this bad?

In the notebook the reader sees that write. In the pipeline it gets the variable from its ancestors, which know nothing
of it, so the pipeline computes something else and nobody is told.

## Example

```notebook
# %% tags: step:load
prices = [3, 1, 2]
# %% tags: step:clean, prev:load
prices.sort()
# %% tags: step:report, prev:load
print(prices[0])
```

## Use instead

```notebook
# %% tags: step:load
prices = [3, 1, 2]
# %% tags: step:clean, prev:load
prices.sort()
# %% tags: step:report, prev:clean
print(prices[0])
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.analysis.versions import Clash
from kale_core.diagnostics import Finding, Severity
from kale_core.rules.names.conflicts import clashes, does, place_of, reader, severity, written_at
from kale_core.rules.names.new_edges import NewEdges
from kale_core.rules.rule import Rule, Subject


def check(subject: Subject) -> Iterator[Finding]:
    """One finding a step and variable."""
    edges = NewEdges(subject.processed) if subject.processed is not None else None
    for conflict, flow in clashes(subject, Clash.SIBLING):
        name, writer = conflict.read.name, conflict.writer
        yield Finding(
            f"{reader(conflict)} `{name}`, but step `{writer.step}`, which it does not depend on, {does(writer)}",
            help=f"add the tag `prev:{writer.step}` to step `{conflict.reader}`, or use another name in"
            f" step `{writer.step}`",
            place=place_of(conflict, flow),
            step=conflict.reader,
            fix=edges.fix(writer.step, conflict.reader) if edges is not None else None,
            related=(written_at(writer, conflict, subject.path),),
            severity=severity(writer),
        )


RULE = Rule("KALE304", "sibling-write", Severity.ERROR, check)
