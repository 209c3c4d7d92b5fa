"""A cell stands for a notebook that cannot be a part of the pipeline.

## What it does

Reports `notebook:` cells whose `notebook_path` leads to a file that does not exist, cannot be read, is not a notebook,
has no steps, or has errors of its own.

## Why is this bad?

The steps of that notebook are a part of this pipeline. Without them, it would compute something else.

## What to do

Correct the path, which is seen from the folder of the notebook that has the cell, or repair the other notebook;
`kale-hooks check` says what is wrong in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Place, Severity
from kale_core.quoting import quoted
from kale_core.rules.references.views import found
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import at_tag


def check(subject: Subject) -> Iterator[Finding]:
    """One finding for each such cell."""
    for tagged, tag, referenced in found(subject):
        if referenced.fault:
            place, help_text = at_tag(tagged, tag), "correct the `notebook_path` of the cell, or that file"
            yield finding(referenced.path, referenced.fault, help_text, place=place, step=tagged.step)


def finding(path: str, fault: str, help_text: str, *, place: Place, step: str | None) -> Finding:
    """What is wrong with the notebook at that path, which a cell stands for."""
    return Finding(f"this cell stands for {quoted(path)}, which {fault}", help_text, place, step=step)


RULE = Rule("KALE206", "unusable-reference", Severity.ERROR, check)
