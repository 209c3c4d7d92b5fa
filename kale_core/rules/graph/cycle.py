"""Steps depend on each other in a circle.

## What it does

Reports each circle of `prev:` tags once, with its whole path and the cells on it.

## Why is this bad?

None of the steps could ever start. Kale 2.3 stops with a traceback; if one of the tags is on a later cell of its
step, it drops that tag and compiles another pipeline than the notebook describes.

## Example

```notebook
# %% tags: step:load, prev:train
data = [1, 2]

# %% tags: step:train, prev:load
print(data)
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

from kale_core.cycles import cycles, edges_of
from kale_core.diagnostics import Finding, Related, Severity
from kale_core.quoting import quoted
from kale_core.roles import TaggedCell
from kale_core.rules.edges import edge_tag
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import at_tag, pipeline_notebook
from kale_core.tags import ParsedTag


def check(subject: Subject) -> Iterator[Finding]:
    """A finding for each circle, at the tag that points backwards."""
    processed = pipeline_notebook(subject)
    for cycle in cycles(processed.pipeline) if processed else ():
        tags = [edge_tag(processed, edge) for edge in edges_of(cycle)] if processed else []
        tagged, tag = tags[-1]
        path = " -> ".join(f"{quoted(step.name)} (cell {step.cells[0].number})" for step in (*cycle, cycle[0]))
        yield Finding(
            f"these steps wait for each other: {path}",
            f"remove {quoted(tag.text)} here, or another `prev:` tag on this path",
            at_tag(tagged, tag),
            step=tagged.step,
            related=tuple(_related(subject.path, *each) for each in tags[:-1]),
        )


def _related(path: str, tagged: TaggedCell, tag: ParsedTag) -> Related:
    return Related(path, at_tag(tagged, tag), f"{quoted(tagged.step or '')} waits for {quoted(tag.values[0])}")


RULE = Rule("KALE203", "cycle", Severity.ERROR, check)
