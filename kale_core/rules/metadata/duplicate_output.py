"""Two notebooks of the repository have one pipeline name.

## What it does

Reports notebooks whose `pipeline_name` another Kale notebook of the repository has, too, so that also their generated
files may be one.

## Why is this bad?

Both generated files define the same pipeline on the cluster: the one that is uploaded last hides the other. In one
folder, each overwrites the other.

## What to do

Give each notebook a `pipeline_name` of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.config import KEY
from kale_core.diagnostics import Finding, Place, Related, Severity
from kale_core.quoting import listed, quoted
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import pipeline_notebook


def check(subject: Subject) -> Iterator[Finding]:
    """One finding, with all notebooks of the same name; those that others refer to have none."""
    if subject.repository.roots:
        return
    processed = pipeline_notebook(subject)
    name = processed.pipeline.config.pipeline_name if processed else None
    same = [neighbour.path for neighbour in subject.repository.neighbours if name and neighbour.pipeline_name == name]
    if name and same:
        yield Finding(
            f"the pipeline name {quoted(name)} is also that of {listed(same)}",
            "give each notebook a `pipeline_name` of its own",
            Place(key=(KEY, "pipeline_name")),
            related=tuple(Related(path, Place(key=(KEY, "pipeline_name")), "it is also here") for path in same),
        )


RULE = Rule("KALE128", "duplicate-output", Severity.ERROR, check)
