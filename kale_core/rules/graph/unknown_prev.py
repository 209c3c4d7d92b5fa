"""A dependency names a step that does not exist.

## What it does

Reports `prev:` tags whose step no cell has, with the step that was probably meant.

## Why is this bad?

Kale refuses the notebook. Steps that were renamed or deleted leave such tags behind.

## Example

```notebook
# %% tags: step:load_data
data = [1, 2]

# %% tags: step:train, prev:load_dat
print(data)
```

## Use instead

```notebook
# %% tags: step:load_data
data = [1, 2]

# %% tags: step:train, prev:load_data
print(data)
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kale_core.diagnostics import Finding, Severity
from kale_core.quoting import listed, quoted
from kale_core.roles import Role
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import at_tag, pipeline_notebook
from kale_core.step_names import meant_step
from kale_core.tags import SPECIAL_KINDS


def check(subject: Subject) -> Iterator[Finding]:
    """A finding for each such tag."""
    processed = pipeline_notebook(subject)
    names = processed.step_names if processed else ()
    for tagged in processed.cells_of(Role.STEP) if processed else ():
        for tag in dict.fromkeys(tagged.prev_tags):
            name = tag.values[0]
            if name not in names:
                message = f"{quoted(tag.text)} names a step that does not exist"
                help_text = _several(name, names) or _help(name, meant_step(name, step=tagged.step, names=names))
                yield Finding(message, help_text, at_tag(tagged, tag), step=tagged.step)


def _several(name: str, names: Sequence[str]) -> str | None:
    """What to write instead of `prev:a:b`, the way of the first Kale to name two steps, if that is what it is."""
    parts = list(dict.fromkeys(name.split(":")))
    if len(parts) == 1 or not all(part in names for part in parts):
        return None
    return f"write {listed([f'prev:{part}' for part in parts])}"


def _help(name: str, match: str | None) -> str:
    if name in SPECIAL_KINDS:
        return f"remove the tag: cells tagged `{name}` are no step, and need no `prev:`"
    if match:
        return f"did you mean {quoted(f'prev:{match}')}?"
    return "remove the tag, or write the name of a step of this notebook"


RULE = Rule("KALE201", "unknown-prev", Severity.ERROR, check)
