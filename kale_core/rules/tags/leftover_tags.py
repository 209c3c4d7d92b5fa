"""A special cell has tags that only steps can have.

## What it does

Reports `prev:` and setting tags on cells that are tagged `imports`, `functions`, `pipeline-parameters`,
`pipeline-metrics` or `skip`.

## Why is this bad?

They have no effect. Most are left over from the time when the cell was a step.

## Example

```notebook
# %% tags: step:train
accuracy = 0.9

# %% tags: pipeline-metrics, prev:train
print(accuracy)
```

## Use instead

```notebook
# %% tags: step:train
accuracy = 0.9

# %% tags: pipeline-metrics
print(accuracy)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Fix, Severity
from kale_core.quoting import listed
from kale_core.rules.fixing import removing
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import at_tag, code_cells
from kale_core.tags import SETTING_KINDS, TagKind


def check(subject: Subject) -> Iterator[Finding]:
    """One finding for each such cell, at the first tag without effect."""
    for tagged in code_cells(subject):
        leftover = tagged.of_kind(TagKind.PREV, *SETTING_KINDS)
        if leftover and tagged.special_kinds and not tagged.step_names:
            have, them = ("has", "it") if len(leftover) == 1 else ("have", "them")
            tags = listed([tag.text for tag in leftover])
            message = f"{tags} {have} no effect on a cell tagged `{tagged.special_kinds[0]}`"
            fix = Fix.safe(*removing(tagged, leftover))
            yield Finding(message, f"remove {them}", at_tag(tagged, leftover[0]), fix=fix)


RULE = Rule("KALE106", "leftover-tags", Severity.WARNING, check)
