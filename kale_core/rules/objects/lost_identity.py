"""A step asks whether two variables are one object, and each came to it on its own.

## What it does

Finds `is` and `is not` between two variables that a step receives, and that are, or may be, the same object where they
come from.

## Why is this bad?

Each variable is saved and loaded on its own, so in the pipeline they are two objects, and `is` gives `False`. The
notebook computes something else than the pipeline.

Two names of one object that changes are reported by `split-alias`.

## Example

```notebook
# %% tags: step:train
scores = {"forest": 0.8, "linear": 0.9}
forest, linear = ["forest"], ["linear"]
best = linear
# %% tags: step:report, prev:train
print("linear" if best is linear else "forest")
```

## Use instead

```notebook
# %% tags: step:train
scores = {"forest": 0.8, "linear": 0.9}
best_name = max(scores, key=scores.get)
# %% tags: step:report, prev:train
print(best_name)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Severity
from kale_core.rules.rule import Rule, Subject


def check(subject: Subject) -> Iterator[Finding]:
    """One finding a step and pair of variables."""
    for each in subject.dataflow.lost_identities if subject.dataflow is not None else ():
        one, other = each.names
        yield Finding(
            f"step `{each.step}` asks whether `{one}` is `{other}`, but gets each of them as an object of its own",
            help="compare what they hold with `==`, or hand on a name or a flag that says which it is",
            place=each.place,
            step=each.step,
        )


RULE = Rule("KALE403", "lost-identity", Severity.WARNING, check)
