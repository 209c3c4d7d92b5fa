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

from kale_core.diagnostics import Finding, Fix, Severity
from kale_core.processor import Processed
from kale_core.quoting import quoted
from kale_core.roles import TaggedCell
from kale_core.rules.fixing import removing, renaming, replacing
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import at_tag, pipeline_notebook
from kale_core.tags import SETTING_KINDS, InvalidTag, ParsedTag, TagFault, TagKind, valid_step_name


def check(subject: Subject) -> Iterator[Finding]:
    """A finding for each `block:` tag."""
    processed = pipeline_notebook(subject)
    for tagged in processed.cells if processed else ():
        for tag in dict.fromkeys(tagged.of_kind(TagKind.BLOCK)):
            if isinstance(tag, InvalidTag) and tag.fault is TagFault.UNKNOWN:
                continue
            message = f"{quoted(tag.text)} is a tag of Kale 0.x, and Kale 2 refuses notebooks that have it"
            fix = _fix(processed, tagged, tag) if processed else None
            yield Finding(message, _help(tag), at_tag(tagged, tag), step=tagged.step, fix=fix)


def _help(tag: ParsedTag) -> str:
    name = tag.values[0]
    if not name:
        return "remove the tag: an untagged cell belongs to the cell above it"
    better = valid_step_name(name) if isinstance(tag, InvalidTag) else name
    return f"write {quoted(f'step:{better}')}" if better else "write `step:<name>`"


def _fix(processed: Processed, tagged: TaggedCell, tag: ParsedTag) -> Fix | None:
    """The same tag as Kale 2 has it; none on a cell of two steps, where the order of the tags counts."""
    if len(tagged.step_names) > 1:
        return None
    if isinstance(tag, InvalidTag):
        return renaming(processed, tag.values[0])
    if tag.values[0] or tagged.of_kind(TagKind.PREV, *SETTING_KINDS):  # which need a `step:` tag, be it without a name
        return Fix.safe(*replacing(tagged, tag.text, f"step:{tag.values[0]}"))
    return Fix.safe(*removing(tagged, [tag]))


RULE = Rule("KALE104", "block-tag", Severity.ERROR, check)
