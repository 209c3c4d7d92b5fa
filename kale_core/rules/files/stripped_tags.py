"""A notebook has lost its tags, but its pipeline is still there.

## What it does

Reports notebooks without any Kale tag from which a pipeline was generated before.

## Why is this bad?

Tools that clean notebooks, such as nb-clean and nbdev, also remove tags by default. The notebook still runs, but it
is no pipeline any more, and its generated file no longer follows it.

## What to do

Restore the notebook from git. Then tell the cleaner to keep cell metadata (`nb-clean clean --preserve-cell-metadata
tags`, `nbstripout` keeps tags by default), or let it run after the Kale hooks. If the notebook is no longer meant to
be a pipeline, delete the generated file.
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Severity
from kale_core.quoting import listed
from kale_core.rules.rule import Rule, Subject


def check(subject: Subject) -> Iterator[Finding]:
    """One finding for a notebook that was a pipeline when its file was generated."""
    generated = subject.repository.generated
    if subject.processed and not subject.processed.is_kale and generated:
        yield Finding(
            f"this notebook has no Kale tags any more, but {listed(list(generated))} was generated from it",
            "restore the tags, which a notebook cleaner may have removed; or delete the generated file",
        )


RULE = Rule("KALE005", "stripped-tags", Severity.ERROR, check)
