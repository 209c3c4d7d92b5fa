"""A step has two values for one setting.

## What it does

Reports setting tags of a step that contradict each other, on one cell or on several. A setting of a step that differs
from `steps_defaults` is no contradiction: the step's own one counts.

## Why is this bad?

Only one of the values can hold, and nothing says which.

## Example

```notebook
# %% tags: step:train, limit:memory:4Gi, limit:memory:8Gi
print("training")
```

## Use instead

```notebook
# %% tags: step:train, limit:memory:8Gi
print("training")
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Related, Severity
from kale_core.quoting import quoted
from kale_core.roles import Role, TaggedCell
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import at_tag, code_cells
from kale_core.tags import Tag


def check(subject: Subject) -> Iterator[Finding]:
    """A finding for each tag that contradicts an earlier one of its step."""
    first: dict[tuple[str | None, tuple[str, str]], tuple[TaggedCell, Tag]] = {}
    for tagged in code_cells(subject):
        for tag in tagged.setting_tags if tagged.role is Role.STEP else ():
            earlier_cell, earlier = first.setdefault((tagged.step, tag.setting), (tagged, tag))
            if not earlier.agrees_with(tag):
                there = Related(subject.path, at_tag(earlier_cell, earlier), f"{quoted(earlier.text)} is here")
                yield Finding(
                    f"{quoted(tag.text)} contradicts {quoted(earlier.text)} in cell {earlier_cell.cell.number}",
                    "keep one of the two",
                    at_tag(tagged, tag),
                    step=tagged.step,
                    related=(there,),
                )


RULE = Rule("KALE109", "conflicting-settings", Severity.ERROR, check)
