"""A cell has dependencies or settings, but no step.

## What it does

Reports `prev:` and setting tags on cells without a `step:` tag.

## Why is this bad?

Kale refuses the notebook: such tags say something of a step, and it is not said of which.

## Example

```notebook
# %% tags: step:load
data = [1, 2]

# %% tags: prev:load, image:python:3.12
print(data)
```

## Use instead

```notebook
# %% tags: step:load
data = [1, 2]

# %% tags: step:show, prev:load, image:python:3.12
print(data)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Severity
from kale_core.quoting import listed
from kale_core.roles import Role, TaggedCell
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import at_tag, code_cells
from kale_core.tags import SETTING_KINDS, TagKind


def check(subject: Subject) -> Iterator[Finding]:
    """One finding for each such cell, at the first of these tags."""
    for tagged in code_cells(subject):
        tags = tagged.of_kind(TagKind.PREV, *SETTING_KINDS)
        if tags and tagged.joins and not _belongs_to_a_step(tagged):
            need = "needs" if len(tags) == 1 else "need"
            yield Finding(
                f"{listed([tag.text for tag in tags])} {need} a step, but this cell has no `step:` tag with a name",
                "add a `step:<name>` tag to the cell, or remove the others",
                at_tag(tagged, tags[0]),
            )


def _belongs_to_a_step(tagged: TaggedCell) -> bool:
    """An empty `step:` tag is enough, below a cell of a step."""
    return tagged.role is Role.STEP and bool(tagged.of_kind(TagKind.STEP, TagKind.BLOCK))


RULE = Rule("KALE107", "tag-without-step", Severity.ERROR, check)
