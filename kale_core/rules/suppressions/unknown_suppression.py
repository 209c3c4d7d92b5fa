"""A comment is to suppress findings of a rule that does not exist.

## What it does

Reports codes and names in `# kale: ignore[...]` and `# kale: ignore-cell[...]` that are those of no rule.

## Why is this bad?

They suppress nothing; the finding that they were written for is still reported, or is none any more.

## Example

```notebook
# %% tags: step:load
data = [1, 2]  # kale: ignore[KALE3020]
```

## Use instead

```notebook
# %% tags: step:load
data = [1, 2]
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kale_core.diagnostics import Finding, Fix, Place, Severity
from kale_core.edits import ReplaceSource
from kale_core.quoting import quoted
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.selectors import fitting, probably_meant
from kale_core.rules.views import step_of

if TYPE_CHECKING:
    from kale_core.suppressions import Selector, Suppression


def check(subject: Subject) -> Iterator[Finding]:
    """A finding for each such code or name."""
    from kale_core.rules.registry import RULES

    for comment in subject.suppressions:
        for selector in comment.selectors if comment.fault is None else ():
            if not fitting(RULES, selector.text):
                guess = probably_meant(RULES, selector.text)
                yield Finding(
                    f"there is no rule {quoted(selector.text)}",
                    f"did you mean {quoted(guess)}?" if guess else "`kale-hooks rules` lists all rules",
                    Place(comment.cell, selector.span),
                    step=step_of(subject, comment.cell),
                    fix=_fix(comment, selector, guess),
                )


def _fix(comment: Suppression, selector: Selector, guess: str | None) -> Fix | None:
    if guess is None or any(each.text == guess for each in comment.selectors):
        return comment.without([selector])
    edit = ReplaceSource(comment.cell, selector.span, guess)
    return Fix.unsafe(f"replace {quoted(selector.text)} by {quoted(guess)}", edit) if comment.is_python else None


RULE = Rule("KALE011", "unknown-suppression", Severity.WARNING, check)
