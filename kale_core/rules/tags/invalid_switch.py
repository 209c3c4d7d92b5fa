"""A `cache:` or `report:` tag has another value than `enabled` or `disabled`.

## What it does

Reports such tags, with the value that was probably meant.

## Why is this bad?

Kale refuses the notebook.

## Example

```notebook
# %% tags: step:train, cache:off
print("training")
```

## Use instead

```notebook
# %% tags: step:train, cache:disabled
print("training")
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Severity
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import invalid_tags
from kale_core.tags import TagFault


def check(subject: Subject) -> Iterator[Finding]:
    """A finding for each such tag."""
    return invalid_tags(subject, TagFault.SWITCH)


RULE = Rule("KALE115", "invalid-switch", Severity.ERROR, check)
