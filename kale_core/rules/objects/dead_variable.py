"""A variable that another step reads is of no use there.

## What it does

Finds variables that cross to another step and hold an object that can be saved and loaded, but whose worth is in the
pod that made it: a temporary folder, a file descriptor, data that is only read from a file of that pod when it is
needed. Which kinds of objects these are says a [table](catalogue.md), entry by entry tried with the real library.

It is a warning where the variable holds something else on other paths.

## Why is this bad?

Nothing fails when the variable is saved, or when it is loaded. The step that uses it fails later, or computes with
nothing.

## Example

```notebook
# %% tags: imports
import tempfile
from pathlib import Path
# %% tags: step:load
folder = tempfile.mkdtemp()
Path(folder, "model.txt").write_text("fitted")
# %% tags: step:report, prev:load
print(list(Path(folder).iterdir()))
```

## Use instead

```notebook
# %% tags: step:load
model = "fitted"
# %% tags: step:report, prev:load
print(model)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.catalogue import Verdict
from kale_core.diagnostics import Finding, Severity
from kale_core.rules.objects.handed import findings
from kale_core.rules.rule import Rule, Subject


def check(subject: Subject) -> Iterator[Finding]:
    """One finding a variable."""
    yield from findings(subject, Verdict.DEAD)


RULE = Rule("KALE402", "dead-variable", Severity.ERROR, check)
