"""A cell has the same tag twice.

## What it does

Reports tags that a cell's list of tags repeats.

## Why is this bad?

The second one has no effect. nbformat calls the notebook invalid, since the tags of a cell must be unique.

## Example

```notebook
# %% tags: step:load, step:load
data = [1, 2]
```

## Use instead

```notebook
# %% tags: step:load
data = [1, 2]
```
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kale_core.diagnostics import Finding, Fix, Place, Severity
from kale_core.edits import RemoveRepeats
from kale_core.quoting import quoted
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import code_cells


def check(subject: Subject) -> Iterator[Finding]:
    """A finding for each repeated tag."""
    for tagged in code_cells(subject):
        seen = Counter(tag.text for tag in tagged.tags)
        for text, count in seen.items():
            if count > 1:
                times = "twice" if count == 2 else f"{count} times"
                place = Place(cell=tagged.cell.number, tag=text)
                message = f"this cell has the tag {quoted(text)} {times}"
                fix = Fix.safe(f"keep one {quoted(text)}", RemoveRepeats(tagged.cell.number, text))
                yield Finding(message, "keep one", place, step=tagged.step, fix=fix)


RULE = Rule("KALE116", "duplicate-tag", Severity.WARNING, check)
