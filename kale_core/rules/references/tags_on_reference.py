"""A cell that stands for another notebook has dependencies or settings.

## What it does

Reports `prev:` tags and setting tags beside a `notebook:` tag.

## Why is this bad?

Kale refuses the notebook: such tags are for steps. The other notebook gets what it reads from the steps above the cell,
and runs after those that it gets something from; the settings of its pods are in its own tags and metadata.

## Example

```notebook
# %% tags: step:load
rows = [1, 2]

# %% tags: notebook:train, prev:load; notebook_path: train.ipynb
```

## Use instead

```notebook
# %% tags: step:load
rows = [1, 2]

# %% tags: notebook:train; notebook_path: train.ipynb
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Fix, Severity
from kale_core.quoting import listed, quoted
from kale_core.rules.fixing import removing
from kale_core.rules.references.views import references
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import at_tag
from kale_core.tags import SETTING_KINDS, TagKind


def check(subject: Subject) -> Iterator[Finding]:
    """One finding for each such cell, at the first of these tags."""
    for tagged, tag in references(subject):
        if extra := tagged.of_kind(TagKind.PREV, *SETTING_KINDS):
            message, *edits = removing(tagged, extra)
            yield Finding(
                f"{listed([each.text for each in extra])} cannot stand beside {quoted(tag.text)}",
                "remove that: another notebook has its own settings, and follows the steps that it gets variables from",
                at_tag(tagged, extra[0]),
                step=tagged.step,
                fix=Fix.unsafe(message, *edits),
            )


RULE = Rule("KALE134", "tags-on-reference", Severity.ERROR, check)
