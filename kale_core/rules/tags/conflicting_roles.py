"""A cell has tags for two roles.

## What it does

Reports cells with two of the tags `imports`, `functions`, `pipeline-parameters`, `pipeline-metrics`, `skip`, `step:`
and `notebook:`, or with the names of two steps.

## Why is this bad?

A cell has one role. Kale 2.3 refuses two step names; of a special tag and a step it drops the step without a word.

## Example

```notebook
# %% tags: step:load, skip
data = [1, 2]
```

## Use instead

```notebook
# %% tags: step:load
data = [1, 2]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Severity
from kale_core.quoting import listed
from kale_core.roles import TaggedCell
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import at_tag, code_cells
from kale_core.tags import SPECIAL_KINDS, ParsedTag, TagKind


def check(subject: Subject) -> Iterator[Finding]:
    """One finding for each such cell, at the second of its roles."""
    for tagged in code_cells(subject):
        roles = _role_tags(tagged)
        if len(roles) > 1:
            yield Finding(
                f"a cell has one role, but this one is tagged {listed([tag.text for tag in roles])}",
                "keep one of these tags; split the cell if its code belongs to several",
                at_tag(tagged, roles[1]),
                step=tagged.step,
            )


def _role_tags(tagged: TaggedCell) -> list[ParsedTag]:
    """The first tag for each role that the cell's tags ask for."""
    roles: dict[tuple[str, str], ParsedTag] = {}
    for tag in tagged.of_kind(*SPECIAL_KINDS, TagKind.STEP, TagKind.BLOCK, TagKind.NOTEBOOK):
        kind = TagKind.STEP if tag.kind is TagKind.BLOCK else tag.kind
        name = tag.values[0] if tag.values else ""
        if kind is not None and (name or kind is not TagKind.STEP):
            roles.setdefault((kind, name), tag)
    return list(roles.values())


RULE = Rule("KALE105", "conflicting-roles", Severity.ERROR, check)
