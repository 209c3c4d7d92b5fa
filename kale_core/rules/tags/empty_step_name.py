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

from kale_core.diagnostics import Finding, Fix, Severity
from kale_core.edits import RemoveTag
from kale_core.processor import Processed
from kale_core.quoting import listed, quoted
from kale_core.roles import Role, TaggedCell
from kale_core.rules.fixing import moving, removing
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import at_tag, pipeline_notebook
from kale_core.tags import SETTING_KINDS, ParsedTag, TagKind


def check(subject: Subject) -> Iterator[Finding]:
    """One finding for each such cell, at the first tag that Kale drops."""
    processed = pipeline_notebook(subject)
    for tagged in processed.cells if processed else ():
        step = tagged.step if tagged.joins and tagged.role is Role.STEP else None
        dropped = tagged.of_kind(TagKind.PREV, *SETTING_KINDS)
        if processed and step is not None and dropped and tagged.of_kind(TagKind.STEP, TagKind.BLOCK):
            fix = _fix(processed, tagged, dropped)
            yield Finding(*_words(tagged, dropped, step), at_tag(tagged, dropped[0]), step=step, fix=fix)


def _words(tagged: TaggedCell, dropped: tuple[ParsedTag, ...], step: str) -> tuple[str, str]:
    """The message and the help; a dependency of the step on itself says nothing, wherever it stands."""
    tags = listed([tag.text for tag in dropped])
    if not tagged.prev_tags and not tagged.of_kind(*SETTING_KINDS):
        return f"{tags} has no effect: this cell belongs to the step {quoted(step)} itself", "remove it"
    message = f"Kale 2.3 drops {tags} here, on a cell of the step {quoted(step)} without its name"
    return message, f"move it to the first cell that is tagged {quoted(f'step:{step}')}"


def _fix(processed: Processed, tagged: TaggedCell, dropped: tuple[ParsedTag, ...]) -> Fix | None:
    """What counts goes to the step's first cell; what says nothing goes, and with it the tag without a name."""
    empty = tagged.of_kind(TagKind.STEP, TagKind.BLOCK)
    counting = [tag for tag in dropped if tag.kind is not TagKind.PREV or tag in tagged.prev_tags]
    if not counting:
        return Fix.safe(*removing(tagged, [*empty, *dropped]))
    idle = dict.fromkeys(tag.text for tag in (*empty, *dropped) if tag not in counting)
    return moving(processed, tagged, counting, *(RemoveTag(tagged.cell.number, text) for text in idle))


RULE = Rule("KALE103", "empty-step-name", Severity.WARNING, check)
