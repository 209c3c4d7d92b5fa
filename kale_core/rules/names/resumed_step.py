"""A step goes on below another step that changed what it reads.

## What it does

Finds steps whose cells stand above and below another step, if a cell below reads a variable that the step had before
and that the other step writes in between.

## Why is this bad?

In the notebook the cell below sees what the other step made of the variable. In the pipeline all cells of a step run
together, before the steps that depend on it and apart from those that do not, so the cell sees its own version.

## Example

```notebook
# %% tags: step:load
rows = [3, 1, 2]
# %% tags: step:tidy, prev:load
rows.sort()
# %% tags: step:load
print(rows[0])
```

## Use instead

```notebook
# %% tags: step:load
rows = [3, 1, 2]
# %% tags: step:tidy, prev:load
rows.sort()
# %% tags: step:show, prev:tidy
print(rows[0])
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.analysis.changes import cell_of
from kale_core.analysis.versions import Clash
from kale_core.diagnostics import Finding, Severity
from kale_core.rules.names.conflicts import clashes, does, place_of, reader, severity, written_at
from kale_core.rules.rule import Rule, Subject


def check(subject: Subject) -> Iterator[Finding]:
    """One finding a step and variable, each time that the step goes on."""
    for conflict, flow in clashes(subject, Clash.RESUMED):
        name, writer = conflict.read.name, conflict.writer
        here = cell_of(conflict.read.moment)
        yield Finding(
            f"{reader(conflict)} `{name}` in cell {here}, below step `{writer.step}`, which {does(writer)};"
            f" in the pipeline, all cells of `{conflict.reader}` run together",
            help=f"give cell {here} a step of its own, with the tag `prev:{writer.step}`",
            place=place_of(conflict, flow),
            step=conflict.reader,
            related=(written_at(writer, conflict, subject.path),),
            severity=severity(writer),
        )


RULE = Rule("KALE309", "resumed-step", Severity.ERROR, check)
