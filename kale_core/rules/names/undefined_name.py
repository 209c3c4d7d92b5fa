"""A step reads a name that nothing in the pipeline binds.

## What it does

Finds names that a step reads, itself or through a function that it uses, and that no step, `imports` cell, `functions`
cell or pipeline parameter binds before.

## Why is this bad?

The pipeline compiles, and the step fails with a `NameError` in its pod. In the notebook the name may exist because a
cell was run that is not in the pipeline (tagged `skip`, or above the first tag), or that was edited since.

## Example

```notebook
# %% tags: step:load
data = [1, 2, 3]
# %% tags: step:train, prev:load
print(sum(daata))
```

## Use instead

```notebook
# %% tags: step:load
data = [1, 2, 3]
# %% tags: step:train, prev:load
print(sum(data))
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.analysis.dataflow import Trouble, Unresolved
from kale_core.diagnostics import Finding, Fix, Severity
from kale_core.edits import ReplaceSource
from kale_core.rules.names.reading import related_places, who_reads
from kale_core.rules.references.unprovided_name import OUTSIDE
from kale_core.rules.rule import Rule, Subject
from kale_core.suggestions import nearest

_REASONS = {
    Trouble.UNDEFINED: "nothing in this notebook defines it",
    Trouble.SKIPPED: "only a cell that is not in the pipeline defines it",
    Trouble.LATER: "it is defined only further down",
    Trouble.DELETED: "it was deleted before",
    Trouble.SHARED: "shared cells run before all steps, so no step can give it",
}


def check(subject: Subject) -> Iterator[Finding]:
    """One finding a name and step; one for all steps where the name is nowhere.

    What a notebook lacks that another one refers to is reported there.
    """
    if subject.dataflow is None:
        return
    for each in subject.dataflow.unresolved:
        if each.trouble in _REASONS and not (subject.repository.roots and each.trouble in OUTSIDE):
            meant = nearest(each.name, subject.dataflow.names) if each.trouble is Trouble.UNDEFINED else None
            yield Finding(
                f"{who_reads(each)} `{each.name}`, but {_REASONS[each.trouble]}",
                help=_advice(each, meant),
                place=each.place,
                step=each.step,
                fix=_fix(each, meant) if meant else None,
                related=related_places(each, subject.path),
            )


def _fix(each: Unresolved, meant: str) -> Fix | None:
    cell, span = each.place.cell, each.place.span
    if cell is None or span is None or span.end_column - span.column != len(each.name):
        return None
    return Fix.unsafe(f"replace `{each.name}` by `{meant}`", ReplaceSource(cell, span, meant))


def _advice(each: Unresolved, meant: str | None) -> str:
    if each.trouble is Trouble.SKIPPED:
        number = each.binders[0].place.cell
        return f"move the definition of `{each.name}` from cell {number} to a step, or tag that cell"
    if each.trouble is Trouble.LATER:
        return (
            f"move the definition of `{each.name}` above this line, or into a step that this one has in a `prev:` tag"
        )
    if each.trouble is Trouble.DELETED:
        return f"define `{each.name}` again before this line, or do not delete it"
    if each.trouble is Trouble.SHARED:
        return f"define `{each.name}` in the shared cell, make it a pipeline parameter, or use it in a function only"
    if meant:
        return f"did you mean `{meant}`?"
    return f"define `{each.name}` in this step or in a step above, or import it in an `imports` cell"


RULE = Rule("KALE301", "undefined-name", Severity.ERROR, check)
