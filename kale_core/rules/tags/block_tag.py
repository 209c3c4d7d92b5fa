"""A cell has a `block:` tag of Kale 0.x.

## What it does

Reports `block:` tags, with the `step:` tags to write instead.

## Why is this bad?

Kale 2 has renamed blocks to steps, and refuses notebooks with `block:` tags.

## Example

```notebook
# %% tags: block:load
data = [1, 2]

# %% tags: block:
print(data)
```

## Use instead

```notebook
# %% tags: step:load
data = [1, 2]

# %%
print(data)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Severity
from kale_core.quoting import quoted
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import at_tag, code_cells
from kale_core.tags import InvalidTag, ParsedTag, TagFault, TagKind, valid_step_name


def check(subject: Subject) -> Iterator[Finding]:
    """A finding for each `block:` tag."""
    for tagged in code_cells(subject):
        for tag in dict.fromkeys(tagged.of_kind(TagKind.BLOCK)):
            if isinstance(tag, InvalidTag) and tag.fault is TagFault.UNKNOWN:
                continue
            message = f"{quoted(tag.text)} is a tag of Kale 0.x, and Kale 2 refuses notebooks that have it"
            yield Finding(message, _help(tag), at_tag(tagged, tag), step=tagged.step)


def _help(tag: ParsedTag) -> str:
    name = tag.values[0]
    if not name:
        return "remove the tag: an untagged cell belongs to the cell above it"
    better = valid_step_name(name) if isinstance(tag, InvalidTag) else name
    return f"write {quoted(f'step:{better}')}" if better else "write `step:<name>`"


RULE = Rule("KALE104", "block-tag", Severity.ERROR, check)
