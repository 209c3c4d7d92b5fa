"""Only a star import can say what a name is.

## What it does

Finds `from module import *` where the pipeline reads names that nothing else binds.

## Why is this bad?

Nobody can tell, without running it, which of these names the module has: a misspelt name passes every check and fails
in its pod, and a new version of the module can take the place of a variable.

## Example

```notebook
# %% tags: imports
from math import *
# %% tags: step:area
print(pi * 2)
```

## Use instead

```notebook
# %% tags: imports
from math import pi
# %% tags: step:area
print(pi * 2)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Fix, Place, Severity
from kale_core.edits import ReplaceSource
from kale_core.quoting import listed
from kale_core.rules.rule import Rule, Subject
from kale_core.suggestions import nearest

_SHOWN = 5


def check(subject: Subject) -> Iterator[Finding]:
    """One finding a star import."""
    if subject.dataflow is None:
        return
    found = subject.dataflow.star_imports
    for each in found:
        shown = listed(each.names[:_SHOWN])
        more = f" and {len(each.names) - _SHOWN} more" if len(each.names) > _SHOWN else ""
        explicit = f"from {each.module} import {', '.join(each.names)}"
        rivals = [other for other in found if other is not each and set(other.names) & set(each.names)]
        meant = {name: near for name in each.names if (near := nearest(name, subject.dataflow.names))}
        doubt = "".join(f"; did you mean `{near}` by `{name}`?" for name, near in meant.items())
        yield Finding(
            f"nothing but this star import can define {shown}{more}",
            help=f"import what is used by name: `{explicit}`{doubt}",
            place=each.place,
            step=each.step,
            fix=None if rivals or meant else _fix(each.place, explicit),
        )


def _fix(place: Place, explicit: str) -> Fix | None:
    if place.cell is None or place.span is None:
        return None
    return Fix.unsafe(f"write `{explicit}`", ReplaceSource(place.cell, place.span, explicit))


RULE = Rule("KALE308", "star-import", Severity.WARNING, check)
