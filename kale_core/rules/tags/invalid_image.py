"""The image of a step is not an image reference.

## What it does

Reports `image:` tags that no container engine would take.

## Why is this bad?

Kale does not look at the text: the pipeline compiles, and the step's pod waits forever for an image that cannot
exist.

## Example

```notebook
# %% tags: step:train, image:PyTorch:2.4
print("training")
```

## Use instead

```notebook
# %% tags: step:train, image:pytorch/pytorch:2.4.0-cuda12.1-cudnn9-runtime
print("training")
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Applicability, Finding, Severity
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import invalid_tags
from kale_core.tags import TagFault


def check(subject: Subject) -> Iterator[Finding]:
    """A finding for each such tag; what is suggested differs in spaces only."""
    return invalid_tags(subject, TagFault.IMAGE, applicability=Applicability.SAFE)


RULE = Rule("KALE111", "invalid-image", Severity.ERROR, check)
