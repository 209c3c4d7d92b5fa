"""The Python of a step's image is too old for the step.

## What it does

Finds steps whose image names a version of Python, as `python:3.10` does, and whose cells, or shared cells, use syntax
that this version cannot read. Also finds images with a Python below 3.9, which KFP itself needs.

## Why is this bad?

The notebook runs, because its own Python is newer. The step fails before its first line, with a `SyntaxError`, or when
it installs KFP.

## Example

```notebook
# %% tags: step:report, image:python:3.10-slim
names = ["a", "b"]
print(f"{", ".join(names)}")
```

## Use instead

```notebook
# %% tags: step:report, image:python:3.12-slim
names = ["a", "b"]
print(f"{", ".join(names)}")
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.analysis.dataflow import Dataflow
from kale_core.analysis.grammar import Version
from kale_core.diagnostics import Finding, Place, Severity
from kale_core.image_reference import python_of
from kale_core.pipeline import Pipeline
from kale_core.rules.rule import Rule, Subject
from kale_core.step import Step

_OLDEST: Version = (3, 9)
_NEWEST: Version = (3, 14)


def check(subject: Subject) -> Iterator[Finding]:
    """One finding a construct and cell; of a shared cell, for the first step that cannot read it."""
    pipeline, flow = subject.pipeline, subject.dataflow
    if pipeline is None or flow is None:
        return
    reported: set[Place] = set()
    for step in pipeline.in_notebook_order:
        image = step.settings.image or pipeline.config.base_image
        python = python_of(image)
        if python is None or python >= _NEWEST:
            continue
        if python < _OLDEST:
            yield _too_old_for_kfp(step, image)
            continue
        for finding in _unreadable(step, image, python, pipeline, flow):
            if finding.place not in reported:
                reported.add(finding.place)
                yield finding


def _too_old_for_kfp(step: Step, image: str) -> Finding:
    return Finding(
        f"step `{step.name}` runs in the image `{image}`, but KFP needs Python 3.9 or newer",
        help=f"use an image with a newer Python, for example `image:python:3.12` on step `{step.name}`",
        place=Place(step.cells[0].number),
        step=step.name,
    )


def _unreadable(step: Step, image: str, python: Version, pipeline: Pipeline, flow: Dataflow) -> Iterator[Finding]:
    for cell in (*pipeline.shared, *step.cells):
        for place, syntax in flow.facts[cell.number].newer_syntax(python):
            since = ".".join(map(str, syntax.since))
            yield Finding(
                f"step `{step.name}` runs in the image `{image}`, whose Python cannot read {syntax.noun}",
                help=f"use an image with Python {since} or newer, or write this in another way",
                place=place,
                step=step.name,
            )


RULE = Rule("KALE310", "python-too-old", Severity.ERROR, check)
