"""A notebook that another one refers to refers to notebooks itself.

## What it does

Reports `notebook:` cells that stand for their own notebook, or for one that has `notebook:` cells, too; where these
lead back, with the whole circle.

## Why is this bad?

Kale refuses it: the notebooks of a pipeline are one root and its parts, which have no parts themselves. A notebook that
is a part of itself would have no end.

## What to do

Let the root refer to all the notebooks, in the order in which they need each other: each gets the variables of those
above it.
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Severity
from kale_core.quoting import listed, quoted
from kale_core.rules.references.views import found
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import at_tag


def check(subject: Subject) -> Iterator[Finding]:
    """One finding for each such cell."""
    for tagged, tag, referenced in found(subject):
        if fault := _fault(referenced.path, referenced.circle, referenced.nested):
            yield Finding(
                f"this cell stands for {fault}",
                "let one notebook refer to all the others, which refer to none",
                at_tag(tagged, tag),
                step=tagged.step,
            )


def _fault(path: str, circle: tuple[str, ...], nested: tuple[str, ...]) -> str:
    if len(circle) == 1:
        return "the notebook that it is in"
    if circle:
        return f"{quoted(path)}, which leads back to this notebook: {' -> '.join([*circle, circle[0]])}"
    return f"{quoted(path)}, which refers to other notebooks itself, to {listed(nested)}" if nested else ""


RULE = Rule("KALE207", "nested-reference", Severity.ERROR, check)
