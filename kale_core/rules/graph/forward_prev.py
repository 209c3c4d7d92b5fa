"""A step depends on a step further down.

## What it does

Reports `prev:` tags that name a step whose first cell stands below.

## Why is this bad?

The pipeline would run the steps in another order than the notebook, so that what works in the one may fail in the
other. Kale refuses the notebook.

## Example

```notebook
# %% tags: step:train, prev:load
print("training")

# %% tags: step:load
data = [1, 2]
```

## Use instead

```notebook
# %% tags: step:load
data = [1, 2]

# %% tags: step:train, prev:load
print("training")
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.cycles import backward_edges, cycles, edges_of
from kale_core.diagnostics import Finding, Place, Related, Severity
from kale_core.quoting import quoted
from kale_core.rules.edges import edge_tag
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import at_tag, pipeline_notebook


def check(subject: Subject) -> Iterator[Finding]:
    """A finding for each such tag; one on a circle is part of that finding."""
    processed = pipeline_notebook(subject)
    if processed is None:
        return
    circular = {edge for cycle in cycles(processed.pipeline) for edge in edges_of(cycle)}
    for edge in backward_edges(processed.pipeline):
        earlier, step = edge
        tagged, tag = edge_tag(processed, edge)
        if edge not in circular and tagged.cell.number < earlier.cells[0].number:
            yield Finding(
                f"the step {quoted(step.name)} depends on {quoted(earlier.name)}, which begins further down, in cell "
                f"{earlier.cells[0].number}",
                f"move the cells of {quoted(earlier.name)} above this one, or remove {quoted(tag.text)}",
                at_tag(tagged, tag),
                step=step.name,
                related=(Related(subject.path, Place(cell=earlier.cells[0].number), "it begins here"),),
            )


RULE = Rule("KALE204", "forward-prev", Severity.ERROR, check)
