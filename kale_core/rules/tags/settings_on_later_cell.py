"""A later cell of a step has dependencies or settings.

## What it does

Reports `prev:` and setting tags on a cell that is not the first of its step, unless the first has them, too.

## Why is this bad?

They count here, wherever they stand. Kale 2.3 only looks at the first cell and drops the others without a word, so
that the pipeline differs from what the notebook seems to say.

## Example

```notebook
# %% tags: step:load
data = [1, 2]

# %% tags: step:train
model = "none"

# %% tags: step:train, prev:load
print(model, data)
```

## Use instead

```notebook
# %% tags: step:load
data = [1, 2]

# %% tags: step:train, prev:load
model = "none"

# %% tags: step:train
print(model, data)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Severity
from kale_core.quoting import listed
from kale_core.roles import Role, TaggedCell
from kale_core.rules.fixing import moving
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import at_tag, pipeline_notebook
from kale_core.tags import SETTING_KINDS, TagKind


def check(subject: Subject) -> Iterator[Finding]:
    """One finding for each such cell, at the first tag that Kale drops."""
    first: dict[str, TaggedCell] = {}
    processed = pipeline_notebook(subject)
    for tagged in processed.cells if processed else ():
        if tagged.role is not Role.STEP or tagged.joins or tagged.step is None:
            continue
        known = first.setdefault(tagged.step, tagged).cell.tags
        dropped = [tag for tag in tagged.of_kind(TagKind.PREV, *SETTING_KINDS) if tag.text not in known]
        if processed and dropped:
            yield Finding(
                f"Kale 2.3 drops {listed([tag.text for tag in dropped])} here: only the first cell of a step counts",
                f"move it to cell {first[tagged.step].cell.number}",
                at_tag(tagged, dropped[0]),
                step=tagged.step,
                fix=moving(processed, tagged, dropped),
            )


RULE = Rule("KALE108", "settings-on-later-cell", Severity.WARNING, check)
