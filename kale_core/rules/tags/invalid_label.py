"""A label or annotation is not valid.

## What it does

Reports `label:` and `annotation:` tags with keys or values that Kubernetes refuses. The value of an annotation may be
any text.

## Why is this bad?

The step's pod is refused when the pipeline runs.

## Example

```notebook
# %% tags: step:train, label:team:data science
print("training")
```

## Use instead

```notebook
# %% tags: step:train, label:team:data-science, annotation:contact:http://wiki:8080/data science
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
    return invalid_tags(subject, TagFault.LABEL)


RULE = Rule("KALE113", "invalid-label", Severity.ERROR, check)
