"""Two names of one object cross to another step, and the object changes under one of them.

## What it does

Finds variables that are the same object as another variable, or contain it, and that a step reads after a step changed
the object under the other name.

## Why is this bad?

In the notebook both names show the change. Between steps each variable is saved and loaded on its own, so behind the
border they are two objects, and one of them never hears of the change.

## Example

```notebook
# %% tags: step:load
train = {"a": 1}
both = [train]
# %% tags: step:clean, prev:load
for table in both:
    table["b"] = 2
print(train)
```

## Use instead

```notebook
# %% tags: step:load
train = {"a": 1}
# %% tags: step:clean, prev:load
for table in [train]:
    table["b"] = 2
print(train)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.analysis.versions import Clash
from kale_core.diagnostics import Finding, Severity
from kale_core.rules.names.conflicts import clashes, does, place_of, reader, written_at
from kale_core.rules.rule import Rule, Subject


def check(subject: Subject) -> Iterator[Finding]:
    """One finding a step and variable."""
    for conflict, flow in clashes(subject, Clash.ALIAS):
        name, writer = conflict.read.name, conflict.writer
        yield Finding(
            f"{reader(conflict)} `{name}`, but step `{writer.step}` {does(writer)} under another name,"
            f" and the two are separate objects outside of step `{conflict.provider}`",
            help=f"let only one of the names leave step `{conflict.provider}`, and make the other from it where"
            " it is needed",
            place=place_of(conflict, flow),
            step=conflict.reader,
            related=(written_at(writer, conflict, subject.path),),
        )


RULE = Rule("KALE307", "split-alias", Severity.WARNING, check)
