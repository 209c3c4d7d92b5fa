"""A cell stands for another notebook.

## What it does

Reports cells tagged `notebook:<name>`, and what would be wrong with them anyway: code in the cell, no `notebook_path`
in its metadata, `prev:` or setting tags, and untagged code below it that no step follows.

## Why is this bad?

Kale 2.3 compiles such a cell as a nested pipeline. This version does not, and a pipeline without it would not be the
notebook's.

## Example

```notebook
# %% tags: step:load
data = [1, 2]

# %% tags: notebook:train
```

## Use instead

```notebook
# %% tags: step:load
data = [1, 2]

# %% tags: step:train, prev:load
print(data)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Place, Severity
from kale_core.quoting import listed, quoted
from kale_core.roles import Role, TaggedCell
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import at_tag, code_cells
from kale_core.tags import SETTING_KINDS, TagKind


def check(subject: Subject) -> Iterator[Finding]:
    """A finding for each such cell, and one for each further fault."""
    below = False
    for tagged in code_cells(subject):
        if tagged.role is Role.NOTEBOOK:
            below = True
            yield from _of_reference(tagged)
        elif below and tagged.role is Role.DROPPED and tagged.cell.holds_code:
            yield Finding(
                "this code stands below a `notebook:` cell, and no step follows that it could belong to",
                "tag the cell `step:<name>`, or `skip`",
                Place(cell=tagged.cell.number),
            )


def _of_reference(tagged: TaggedCell) -> Iterator[Finding]:
    tag = tagged.of_kind(TagKind.NOTEBOOK)[0]
    place = at_tag(tagged, tag)
    yield Finding(
        f"{quoted(tag.text)} stands for another notebook, which this version cannot compile",
        "move that notebook's cells into this one",
        place,
    )
    if tagged.cell.holds_code:
        yield Finding(
            "a cell that stands for another notebook holds no code of its own",
            "move the code to a cell tagged `step:<name>`",
            Place(cell=tagged.cell.number),
        )
    if not isinstance(tagged.cell.metadata.get("notebook_path"), str) or not tagged.cell.metadata["notebook_path"]:
        message = f"the cell of {quoted(tag.text)} does not say which notebook it stands for"
        yield Finding(message, 'add `"notebook_path": "other.ipynb"` to the metadata of the cell', place)
    if extra := tagged.of_kind(TagKind.PREV, *SETTING_KINDS):
        message = f"{listed([each.text for each in extra])} cannot stand beside {quoted(tag.text)}"
        yield Finding(message, "remove that: only steps have dependencies and settings", at_tag(tagged, extra[0]))


RULE = Rule("KALE130", "unsupported-notebook-cell", Severity.ERROR, check)
