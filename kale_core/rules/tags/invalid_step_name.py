"""The name of a step is not valid.

## What it does

Reports names in `step:` and `notebook:` tags that are not made of lower case letters, digits and `_`, or that do not
begin with a letter.

## Why is this bad?

Kale refuses upper case letters, dashes and spaces, although its panel lets users type them; KFP refuses names that
begin with `_`.

## Example

```notebook
# %% tags: step:load-data
data = [1, 2]

# %% tags: step:train, prev:load-data
print(sum(data))
```

## Use instead

```notebook
# %% tags: step:load_data
data = [1, 2]

# %% tags: step:train, prev:load_data
print(sum(data))
```
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Related, Severity
from kale_core.quoting import quoted
from kale_core.roles import TaggedCell
from kale_core.rules.fixing import renaming
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import at_tag, code_cells, pipeline_notebook
from kale_core.tags import InvalidTag, TagFault, TagKind


def check(subject: Subject) -> Iterator[Finding]:
    """One finding for each name, at the first cell that has it; all other tags with that name are related."""
    first: dict[str, tuple[TaggedCell, InvalidTag]] = {}
    for tagged in code_cells(subject):
        for tag in tagged.of_kind(TagKind.STEP, TagKind.NOTEBOOK):
            if isinstance(tag, InvalidTag) and tag.fault is TagFault.NAME:
                first.setdefault(tag.values[0], (tagged, tag))
    for name, (tagged, tag) in first.items():
        place = at_tag(tagged, tag)
        related = tuple(other for other in _tags_with(name, subject) if other.place != place)
        help_text = f"{tag.help}; change all tags with this name" if related else tag.help
        processed = pipeline_notebook(subject)
        fix = renaming(processed, name) if processed else None
        yield Finding(tag.message, help_text, place, step=tagged.step, fix=fix, related=related)


def _tags_with(name: str, subject: Subject) -> Iterator[Related]:
    for tagged in code_cells(subject):
        for tag in dict.fromkeys(tagged.of_kind(TagKind.STEP, TagKind.NOTEBOOK, TagKind.PREV)):
            if tag.values[:1] == (name,):
                yield Related(subject.path, at_tag(tagged, tag), f"{quoted(tag.text)} has the same name")


RULE = Rule("KALE102", "invalid-step-name", Severity.ERROR, check)
