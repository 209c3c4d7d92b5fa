"""A step writes a variable again, below the step that reads it.

## What it does

Finds steps whose cells stand above and below another step that reads a variable of theirs, if a cell below writes the
variable again.

## Why is this bad?

In the notebook the reader sees what the cells above it made. In the pipeline all cells of a step run before the steps
that depend on it, so the reader sees the last version.

## Example

```notebook
# %% tags: step:load
rows = [1, 2]
# %% tags: step:report, prev:load
print(rows)
# %% tags: step:load
rows = [3, 4]
```

## Use instead

```notebook
# %% tags: step:load
rows = [1, 2]
# %% tags: step:report, prev:load
print(rows)
# %% tags: step:reload, prev:report
rows = [3, 4]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.analysis.changes import cell_of
from kale_core.analysis.versions import Clash, Conflict
from kale_core.diagnostics import Finding, Severity
from kale_core.rules.names.conflicts import clashes, does, place_of, reader, severity, written_at
from kale_core.rules.rule import Rule, Subject


def check(subject: Subject) -> Iterator[Finding]:
    """One finding a step and variable."""
    for conflict, flow in clashes(subject, Clash.INTERLEAVED):
        message, advice = _words(conflict)
        yield Finding(
            message,
            help=advice,
            place=place_of(conflict, flow),
            step=conflict.reader,
            related=(written_at(conflict.writer, conflict, subject.path),),
            severity=severity(conflict.writer),
        )


def _words(conflict: Conflict) -> tuple[str, str]:
    """What is wrong and what to do: the provider writes below the read, or a step before it writes above the read."""
    name, writer, provider = conflict.read.name, conflict.writer, conflict.provider
    if writer.step == provider:
        below = cell_of(max(writer.moments))
        return (
            f"{reader(conflict)} `{name}`, but step `{writer.step}` {does(writer)} further down, in cell {below}",
            f"give cell {below} a step of its own, or move it above this one",
        )
    above = cell_of(writer.last_before(conflict.read.moment))
    return (
        f"{reader(conflict)} `{name}` as step `{provider}` leaves it, but step `{writer.step}`, which runs before it as"
        f" a whole, {does(writer)} below that, in cell {above}",
        f"give cell {above} a step of its own, with the tag `prev:{provider}`",
    )


RULE = Rule("KALE306", "interleaved-step", Severity.ERROR, check)
