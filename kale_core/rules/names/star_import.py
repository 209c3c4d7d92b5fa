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

from kale_core.diagnostics import Finding, Severity
from kale_core.quoting import listed
from kale_core.rules.rule import Rule, Subject

_SHOWN = 5


def check(subject: Subject) -> Iterator[Finding]:
    """One finding a star import."""
    for each in subject.dataflow.star_imports if subject.dataflow is not None else ():
        shown = listed(each.names[:_SHOWN])
        more = f" and {len(each.names) - _SHOWN} more" if len(each.names) > _SHOWN else ""
        yield Finding(
            f"nothing but this star import can define {shown}{more}",
            help=f"import what is used by name: `from {each.module} import {', '.join(each.names[:_SHOWN])}`",
            place=each.place,
            step=each.step,
        )


RULE = Rule("KALE308", "star-import", Severity.WARNING, check)
