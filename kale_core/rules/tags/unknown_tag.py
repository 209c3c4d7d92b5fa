"""A cell has a tag that Kale does not know.

## What it does

Reports tags outside the tag language, with what they may have been meant to be.

## Why is this bad?

Kale refuses the whole notebook if one cell has such a tag, also one that is meant for another tool, such as
`hide-input`. A misspelt tag silently changes what a cell is.

## Example

```notebook
# %% tags: steps:load, hide-input
data = [1, 2]
```

## Use instead

```notebook
# %% tags: step:load
data = [1, 2]
```

If Kale itself is not used, the setting `allowed-tags` lets tags of other tools pass, such as `"hide-*"`.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from kale_core.diagnostics import Finding, Severity
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import invalid_tags
from kale_core.tags import TagFault


def check(subject: Subject) -> Iterator[Finding]:
    """A finding for each unknown tag that the settings do not allow."""
    for finding in invalid_tags(subject, TagFault.UNKNOWN):
        if not any(fnmatchcase(finding.place.tag or "", pattern) for pattern in subject.allowed_tags):
            yield finding


RULE = Rule("KALE101", "unknown-tag", Severity.ERROR, check)
