"""Two steps provide a variable, and nothing says which comes last.

## What it does

Finds reads of a variable that two ancestors write between which there is no path of `prev:` tags.

## Why is this bad?

In the notebook the later cell wins. In the pipeline both steps run at the same time, each with a version of its own,
and the reader gets one of them; changes that the other made are lost.

## Example

```notebook
# %% tags: step:load
rows = [1, 2]
# %% tags: step:left, prev:load
best = max(rows)
# %% tags: step:right, prev:load
best = min(rows)
# %% tags: step:join, prev:left, prev:right
print(best)
```

## Use instead

```notebook
# %% tags: step:load
rows = [1, 2]
# %% tags: step:left, prev:load
best_left = max(rows)
# %% tags: step:right, prev:load
best_right = min(rows)
# %% tags: step:join, prev:left, prev:right
print(best_left, best_right)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.analysis.versions import Clash
from kale_core.diagnostics import Finding, Severity
from kale_core.rules.names.conflicts import clashes, does, place_of, reader, severity, written_at
from kale_core.rules.rule import Rule, Subject


def check(subject: Subject) -> Iterator[Finding]:
    """One finding a step and variable."""
    for conflict, flow in clashes(subject, Clash.UNORDERED):
        name, writer = conflict.read.name, conflict.writer
        yield Finding(
            f"{reader(conflict)} `{name}` as step `{conflict.provider}` leaves it, but step `{writer.step}`"
            f" {does(writer)}, and no `prev:` tag puts one after the other",
            help=f"use two names, or add a `prev:` tag between the steps `{conflict.provider}` and `{writer.step}`",
            place=place_of(conflict, flow),
            step=conflict.reader,
            related=(written_at(writer, conflict, subject.path),),
            severity=severity(writer),
        )


RULE = Rule("KALE305", "ambiguous-provider", Severity.ERROR, check)
