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

from kale_core.diagnostics import Finding, Fix, Severity
from kale_core.edits import AddTag, RemoveTag
from kale_core.processor import Processed
from kale_core.quoting import listed, quoted
from kale_core.roles import Role, TaggedCell
from kale_core.rules.fixing import removing, replacing, stands_above
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import at_tag, pipeline_notebook
from kale_core.step_names import edge_from, meant_step
from kale_core.tags import SPECIAL_KINDS, ParsedTag


def check(subject: Subject) -> Iterator[Finding]:
    """A finding for each such tag."""
    processed = pipeline_notebook(subject)
    names = processed.step_names if processed else ()
    for tagged in processed.cells_of(Role.STEP) if processed else ():
        for tag in dict.fromkeys(tagged.prev_tags):
            name = tag.values[0]
            if name not in names:
                message = f"{quoted(tag.text)} names a step that does not exist"
                match = meant_step(name, step=tagged.step, names=names)
                help_text = _help(name, match, several=_several(name, names))
                fix = _fix(processed, tagged, tag, match) if processed else None
                yield Finding(message, help_text, at_tag(tagged, tag), step=tagged.step, fix=fix)


def _several(name: str, names: Sequence[str]) -> list[str]:
    """What to write instead of `prev:a:b`, the way of the first Kale to name two steps, if that is what it is."""
    parts = list(dict.fromkeys(name.split(":")))
    is_several = len(parts) > 1 and all(part in names for part in parts)
    return [f"prev:{part}" for part in parts] if is_several else []


def _help(name: str, match: str | None, *, several: list[str]) -> str:
    if several:
        return f"write {listed(several)}"
    if name in SPECIAL_KINDS:
        return f"remove the tag: cells tagged `{name}` are no step, and need no `prev:`"
    if match:
        return f"did you mean {quoted(f'prev:{match}')}?"
    return "remove the tag, or write the name of a step of this notebook"


def _fix(processed: Processed, tagged: TaggedCell, tag: ParsedTag, match: str | None) -> Fix | None:
    """The steps that were meant, where they stand above, so that a step can wait for them; no tag if there are none."""
    name = tag.values[0]
    if several := _several(name, processed.step_names):
        return _splitting(processed, tagged, tag, several)
    if name in SPECIAL_KINDS:
        return Fix.safe(*removing(tagged, [tag]))
    if match is None:
        return Fix.unsafe(*removing(tagged, [tag]))
    steps = [step.name for step in processed.pipeline.in_notebook_order]
    if match != edge_from(name, step=tagged.step or "", steps=steps):
        return None
    return Fix.unsafe(*replacing(tagged, tag.text, f"prev:{match}"))


def _splitting(processed: Processed, tagged: TaggedCell, tag: ParsedTag, several: list[str]) -> Fix | None:
    step, number = tagged.step or "", tagged.cell.number
    if not all(stands_above(processed, text.removeprefix("prev:"), step=step) for text in several):
        return None
    message = f"replace {quoted(tag.text)} by {listed(several)}"
    return Fix.safe(message, RemoveTag(number, tag.text), *(AddTag(number, text) for text in several))


RULE = Rule("KALE201", "unknown-prev", Severity.ERROR, check)
