"""An image may be another one tomorrow.

## What it does

Reports images with the tag `latest`, or without a tag or digest: in `image:` tags, in `base_image` and in
`steps_defaults`.

## Why is this bad?

A run next month may use other software than the run that was reviewed, and KFP may take a cached result for it.

## Example

```notebook
# %% tags: step:train, image:pytorch/pytorch:latest
print("training")
```

## Use instead

```notebook
# %% tags: step:train, image:pytorch/pytorch:2.4.0-cuda12.1-cudnn9-runtime
print("training")
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.config import KEY
from kale_core.diagnostics import Finding, Place, Severity
from kale_core.image_reference import parse_image
from kale_core.quoting import quoted
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import at_tag, code_cells, pipeline_notebook
from kale_core.tags import TagKind, parse_tag


def check(subject: Subject) -> Iterator[Finding]:
    """A finding for each such image, where it is written."""
    for image, place, step in _images(subject):
        reference = parse_image(image)
        if reference and reference.is_floating:
            what = "has the tag `latest`" if reference.tag else "has neither a tag nor a digest"
            message = f"the image {quoted(image)} {what}: it may be another one in the next run"
            yield Finding(message, "write the version that you mean, such as `python:3.12`", place, step=step)


def _images(subject: Subject) -> Iterator[tuple[str, Place, str | None]]:
    processed = pipeline_notebook(subject)
    if processed is None:
        return
    raw = processed.notebook.metadata.get(KEY)
    if isinstance(raw, dict) and raw.get("base_image") == processed.pipeline.config.base_image:
        yield processed.pipeline.config.base_image, Place(key=(KEY, "base_image")), None
    for text in processed.pipeline.config.steps_defaults:
        tag = parse_tag(text)
        if tag.kind is TagKind.IMAGE and isinstance(raw, dict):
            yield tag.values[0], Place(key=(KEY, "steps_defaults", raw["steps_defaults"].index(text))), None
    for tagged in code_cells(subject):
        for tag in tagged.setting_tags:
            if tag.kind is TagKind.IMAGE:
                yield tag.values[0], at_tag(tagged, tag), tagged.step


RULE = Rule("KALE112", "floating-image", Severity.WARNING, check)
