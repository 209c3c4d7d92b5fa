"""A reference has the name of a step, or of another reference.

## What it does

Reports `notebook:<name>` tags with a name that a step or another `notebook:` cell has, too.

## Why is this bad?

Names say which part of the pipeline a `prev:` tag means, and two parts cannot have one. Kale refuses the notebook.

## Example

```notebook
# %% tags: step:train
model = "linear"

# %% tags: notebook:train; notebook_path: train.ipynb
```

## Use instead

```notebook
# %% tags: step:choose
model = "linear"

# %% tags: notebook:train; notebook_path: train.ipynb
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Related, Severity
from kale_core.quoting import quoted
from kale_core.roles import Role, TaggedCell
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import at_tag, code_cells
from kale_core.tags import ParsedTag, TagKind


def check(subject: Subject) -> Iterator[Finding]:
    """One finding for each tag whose name is taken further up."""
    first: dict[str, tuple[TaggedCell, ParsedTag]] = {}
    for tagged in code_cells(subject):
        kind = TagKind.NOTEBOOK if tagged.role is Role.NOTEBOOK else TagKind.STEP
        tags = tagged.of_kind(kind, TagKind.BLOCK) if tagged.role in (Role.NOTEBOOK, Role.STEP) else ()
        named = [tag for tag in tags if tag.values and tag.values[0] and tag.values[0] == tagged.step]
        for tag in named[:1]:
            before = first.setdefault(tag.values[0], (tagged, tag))
            if before[0] is not tagged and Role.NOTEBOOK in (tagged.role, before[0].role):
                yield Finding(
                    f"the name in {quoted(tag.text)} is also that in {quoted(before[1].text)}, which is another part",
                    "give each step and each reference a name of its own",
                    at_tag(tagged, tag),
                    step=tagged.step,
                    related=(Related(subject.path, at_tag(*before), "it is also here"),),
                )


RULE = Rule("KALE136", "duplicate-reference", Severity.ERROR, check)
