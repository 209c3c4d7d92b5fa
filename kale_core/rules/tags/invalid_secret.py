"""A secret is not valid.

## What it does

Reports `secret:` tags that do not name a Kubernetes Secret, one of its keys and an environment variable.

## Why is this bad?

The step's pod cannot be created, or its code does not find the variable.

## Example

```notebook
# %% tags: step:upload, secret:s3:password
print("uploading")
```

## Use instead

```notebook
# %% tags: step:upload, secret:s3:password:S3_PASSWORD
print("uploading")
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
    return invalid_tags(subject, TagFault.SECRET)


RULE = Rule("KALE114", "invalid-secret", Severity.ERROR, check)
