"""A resource limit is not valid.

## What it does

Reports `limit:` tags whose resource or quantity Kubernetes or KFP does not know, and steps that ask for two kinds of
accelerators. `cpu` and `memory` take any quantity of at least a thousandth of a CPU or a byte; an accelerator such as
`nvidia.com/gpu` takes a whole number.

## Why is this bad?

The pipeline does not compile, or its pods are refused. KFP can give a step one kind of accelerator only.

## Example

```notebook
# %% tags: step:train, limit:nvidia.com/gpu:one, limit:memory:8GB
print("training")
```

## Use instead

```notebook
# %% tags: step:train, limit:nvidia.com/gpu:1, limit:memory:8Gi
print("training")
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.config import KEY
from kale_core.diagnostics import Finding, Place, Severity
from kale_core.quoting import listed, quoted
from kale_core.roles import TaggedCell
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import at_tag, invalid_tags, pipeline_notebook
from kale_core.tags import TagFault, TagKind


def check(subject: Subject) -> Iterator[Finding]:
    """A finding for each invalid limit, and for each step with two kinds of accelerators."""
    yield from invalid_tags(subject, TagFault.LIMIT)
    processed = pipeline_notebook(subject)
    for step in processed.pipeline.in_notebook_order if processed else ():
        accelerators = [resource for resource, _ in step.settings.limits if "/" in resource]
        if processed and len(accelerators) > 1:
            yield Finding(
                f"the step {quoted(step.name)} asks for {listed(accelerators)}, but KFP gives a step only one kind",
                "keep one of these limits",
                _place(processed.cells_of_step(step.name), accelerators[-1]),
                step=step.name,
            )


def _place(cells: tuple[TaggedCell, ...], resource: str) -> Place:
    """Where a step asks for the resource; in the metadata if none of its cells does."""
    for tagged in cells:
        for tag in tagged.setting_tags:
            if tag.kind is TagKind.LIMIT and tag.values[0] == resource:
                return at_tag(tagged, tag)
    return Place(key=(KEY, "steps_defaults"))


RULE = Rule("KALE110", "invalid-limit", Severity.ERROR, check)
