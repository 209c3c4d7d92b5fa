"""A comment suppresses nothing.

## What it does

Reports codes and names in `# kale: ignore[...]` that no finding on their line has, and those in
`# kale: ignore-cell[...]` that no finding in their cell has. Only rules that were applied are judged: the hook
`kale-validate-tags` says nothing of a comment for `KALE302`. Nor are comments judged while a cycle, a syntax error or
an invalid tag leaves in doubt what the pipeline is, which may hide what they suppress.

## Why is this bad?

The mistake is gone, or somewhere else, and the comment would hide the next one.

## Example

```notebook
# %% tags: step:load
data = [1, 2]  # kale: ignore[KALE301] it comes from the file
```

## Use instead

```notebook
# %% tags: step:load
data = [1, 2]
```

A comment on a line of its own suppresses nothing, either: it belongs at the end of the line of the finding. Where that
is not possible, as behind a magic, use `ignore-cell`, which also counts for the tags of the cell. Findings about the
notebook as a whole, such as those on its metadata, have no line and no cell: ignore them with `per-file-ignores` in the
settings.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from kale_core.diagnostics import Diagnostic, Finding, Severity
from kale_core.quoting import listed
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.selectors import fitting, reach
from kale_core.rules.views import step_of
from kale_core.rules.vital import leaves_in_doubt

if TYPE_CHECKING:
    from kale_core.suppressions import Selector, Suppression


def check(_: Subject) -> Iterator[Finding]:
    """Nothing: only what the other rules find shows it."""
    return iter(())


def remaining(subject: Subject, diagnostics: Iterable[Diagnostic], *, rules: Collection[Rule]) -> Iterator[Diagnostic]:
    """The diagnostics that no comment suppresses; those of the comments that suppress none, if this is one of `rules`.

    `rules` are those that made the diagnostics, as far as there was something to find.
    """
    valid = [comment for comment in subject.suppressions if comment.fault is None]
    used: set[tuple[Suppression, Selector]] = set()
    for diagnostic in diagnostics:
        met = [pair for comment in valid for pair in _met(comment, diagnostic)]
        used.update(met)
        if not met:
            yield diagnostic
    unused = {
        comment: [each for each in comment.selectors if (comment, each) not in used and _is_judged(each, rules)]
        for comment in (valid if RULE in rules else ())
    }
    if any(unused.values()) and not leaves_in_doubt(subject):
        for comment, selectors in unused.items():
            if selectors:
                yield RULE.diagnostic(_finding(subject, comment, selectors), path=subject.path)


def _met(comment: Suppression, diagnostic: Diagnostic) -> Iterator[tuple[Suppression, Selector]]:
    if comment.covers(diagnostic.place):
        for selector in comment.selectors:
            if reach(selector.text, code=diagnostic.code, name=diagnostic.name):
                yield comment, selector


def _is_judged(selector: Selector, rules: Collection[Rule]) -> bool:
    """Whether all rules that the selector fits were applied; of none there is nothing to say here."""
    from kale_core.rules.registry import RULES

    fitted = fitting(RULES, selector.text)
    return bool(fitted) and all(rule in rules for rule in fitted)


def _finding(subject: Subject, comment: Suppression, unused: list[Selector]) -> Finding:
    where = "in this cell" if comment.whole_cell else "on this line"
    texts = [each.text for each in unused]
    whole = len(unused) == len(comment.selectors)
    return Finding(
        f"{listed(texts)} {'suppresses' if len(texts) == 1 else 'suppress'} nothing {where}",
        "remove the comment" if whole else f"remove {listed(texts)} from the comment",
        comment.place,
        step=step_of(subject, comment.cell),
        fix=comment.without(unused),
    )


RULE = Rule("KALE010", "unused-suppression", Severity.WARNING, check)
