"""A cell with an empty step name has dependencies or settings.

## What it does

Reports `prev:` and setting tags beside a `step:` tag without a name. The Kale panel writes such a tag for a cell that
belongs to the cell above it.

## Why is this bad?

The tags apply to the step that the cell belongs to, but Kale 2.3 drops them without a word.

## Example

```notebook
# %% tags: step:load
data = [1, 2]

# %% tags: step:train
total = sum(data)

# %% tags: step:, prev:load
print(total)
```

## Use instead

```notebook
# %% tags: step:load
data = [1, 2]

# %% tags: step:train, prev:load
total = sum(data)

# %%
print(total)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Severity
from kale_core.quoting import listed, quoted
from kale_core.roles import Role, TaggedCell
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import at_tag, code_cells
from kale_core.tags import SETTING_KINDS, ParsedTag, TagKind


def check(subject: Subject) -> Iterator[Finding]:
    """One finding for each such cell, at the first tag that Kale drops."""
    for tagged in code_cells(subject):
        step = tagged.step if tagged.joins and tagged.role is Role.STEP else None
        dropped = tagged.of_kind(TagKind.PREV, *SETTING_KINDS)
        if step is not None and dropped and tagged.of_kind(TagKind.STEP, TagKind.BLOCK):
            yield Finding(*_words(tagged, dropped, step), at_tag(tagged, dropped[0]), step=step)


def _words(tagged: TaggedCell, dropped: tuple[ParsedTag, ...], step: str) -> tuple[str, str]:
    """The message and the help; a dependency of the step on itself says nothing, wherever it stands."""
    tags = listed([tag.text for tag in dropped])
    if not tagged.prev_tags and not tagged.of_kind(*SETTING_KINDS):
        return f"{tags} has no effect: this cell belongs to the step {quoted(step)} itself", "remove it"
    message = f"Kale 2.3 drops {tags} here, on a cell of the step {quoted(step)} without its name"
    return message, f"move it to the first cell that is tagged {quoted(f'step:{step}')}"


RULE = Rule("KALE103", "empty-step-name", Severity.WARNING, check)
