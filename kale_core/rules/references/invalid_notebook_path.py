"""A cell does not say which notebook it stands for.

## What it does

Reports cells tagged `notebook:<name>` whose metadata has no `notebook_path`, or one that cannot lead to a notebook of
the repository: an absolute path, one that leaves the repository, or one that does not end in `.ipynb`.

## Why is this bad?

Kale refuses the notebook without a path. With one that only leads somewhere on one machine, nobody else can compile it.

## Example

```notebook
# %% tags: notebook:train; notebook_path: /home/me/train.ipynb
```

## Use instead

```notebook
# %% tags: notebook:train; notebook_path: train.ipynb
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.composition import PATH_KEY, path_fault
from kale_core.diagnostics import Finding, Severity
from kale_core.quoting import quoted
from kale_core.rules.references.views import references
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import at_tag


def check(subject: Subject) -> Iterator[Finding]:
    """One finding for each such cell."""
    for tagged, tag in references(subject):
        fault = path_fault(tagged.cell.metadata.get(PATH_KEY), notebook=subject.repository.notebook)
        if fault:
            yield Finding(
                f"the cell of {quoted(tag.text)} {fault}",
                f'give its metadata a path as seen from this notebook\'s folder, such as `"{PATH_KEY}": "other.ipynb"`',
                at_tag(tagged, tag),
                step=tagged.step,
            )


RULE = Rule("KALE133", "invalid-notebook-path", Severity.ERROR, check)
