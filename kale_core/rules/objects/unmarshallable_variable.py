"""A variable that another step reads cannot be saved.

## What it does

Finds variables that cross to another step and hold an object that no serialiser can save, or none can load: database
connections, clients with open sockets, locks, generators, Spark data frames. The object may be the variable itself, an
element of it, an attribute, or what a function takes along. Which kinds of objects these are says a
[table](catalogue.md), entry by entry tried with the real library.

It is a warning where the variable holds something else on other paths.

## Why is this bad?

The step that has the variable runs to its end, and fails when it saves its outputs.

## Example

```notebook
# %% tags: imports
import sqlite3
# %% tags: step:load
conn = sqlite3.connect("/data/sales.db")
# %% tags: step:report, prev:load
print(conn.execute("SELECT count(*) FROM sales").fetchone())
```

## Use instead

```notebook
# %% tags: imports
import sqlite3
# %% tags: step:load
database = "/data/sales.db"
# %% tags: step:report, prev:load
conn = sqlite3.connect(database)
print(conn.execute("SELECT count(*) FROM sales").fetchone())
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
    yield from findings(subject, Verdict.REFUSED)


RULE = Rule("KALE401", "unmarshallable-variable", Severity.ERROR, check)
