"""A comment that is to suppress a finding cannot be understood.

## What it does

Reports comments that begin like `# kale: ignore`, but do not say in square brackets which rules they mean, or are
written wrong in another way.

## Why is this bad?

Such a comment suppresses nothing. A rule must be named, so that the comment cannot hide what it was not written for.

## Example

```notebook
# %% tags: step:load
data = [1, 2]  # kale: ignore
```

## Use instead

```notebook
# %% tags: step:load
data = [1, 2]
```

Or name the rule, such as `# kale: ignore[KALE602] the seed is set elsewhere`. Use `ignore-cell` for all of a cell.
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Severity
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import step_of

_FORMS = "`# kale: ignore[CODE] reason` for a line, or `# kale: ignore-cell[CODE] reason` for a cell"


def check(subject: Subject) -> Iterator[Finding]:
    """A finding for each such comment."""
    for comment in subject.suppressions:
        if comment.fault:
            message = f"this comment suppresses nothing: {comment.fault}"
            yield Finding(message, f"write {_FORMS}", comment.place, step=step_of(subject, comment.cell))


RULE = Rule("KALE012", "malformed-suppression", Severity.WARNING, check)
