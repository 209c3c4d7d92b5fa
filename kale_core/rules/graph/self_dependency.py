"""A step depends on itself.

## What it does

Reports `prev:` tags that name the step of their own cell.

## Why is this bad?

Such a step could never start. Kale stops with a traceback of its graph library.

## Example

```notebook
# %% tags: step:load, prev:load
data = [1, 2]
```

## Use instead

```notebook
# %% tags: step:load
data = [1, 2]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Fix, Severity
from kale_core.quoting import quoted
from kale_core.roles import Role
from kale_core.rules.fixing import removing
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import at_tag, code_cells


def check(subject: Subject) -> Iterator[Finding]:
    """A finding for each such tag."""
    for tagged in code_cells(subject):
        for tag in dict.fromkeys(tagged.prev_tags) if tagged.role is Role.STEP else ():
            if tag.values[0] == tagged.step:
                message = f"the step {quoted(tagged.step)} depends on itself"
                fix = Fix.unsafe(*removing(tagged, [tag]))
                yield Finding(message, f"remove {quoted(tag.text)}", at_tag(tagged, tag), step=tagged.step, fix=fix)


RULE = Rule("KALE202", "self-dependency", Severity.ERROR, check)
