"""Code above the first tagged cell is not in the pipeline.

## What it does

Reports untagged cells that hold code and have no tagged cell above them. `skip` cells do not count.

## Why is this bad?

An untagged cell belongs to the tagged cell above it. With none above, its code runs in the notebook, but in no step;
Kale drops it without a word.

## Example

```notebook
# %%
import warnings

warnings.simplefilter("ignore")

# %% tags: step:show
print("ready")
```

## Use instead

```notebook
# %% tags: imports
import warnings

warnings.simplefilter("ignore")

# %% tags: step:show
print("ready")
```
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from kale_core.diagnostics import Finding, Fix, Place, Severity
from kale_core.edits import AddTag
from kale_core.roles import Role, TaggedCell
from kale_core.rules.rule import Rule, Subject
from kale_core.rules.views import code_cells
from kale_core.tags import SETTING_KINDS, TagKind


def check(subject: Subject) -> Iterator[Finding]:
    """One finding for each such cell."""
    fixes = _fixes([tagged for tagged in code_cells(subject) if tagged.role in (Role.DROPPED, Role.NOTEBOOK)])
    for tagged in code_cells(subject):
        if tagged.role is Role.NOTEBOOK:
            return
        needs_a_step = tagged.of_kind(TagKind.PREV, *SETTING_KINDS)  # which KALE107 says
        if tagged.role is Role.DROPPED and tagged.cell.holds_code and not needs_a_step:
            yield Finding(
                "this code is in no step, since no tagged cell stands above it",
                "tag the cell `imports`, `functions` or `step:<name>`, or `skip` if the pipeline does not need it",
                Place(cell=tagged.cell.number),
                fix=fixes.get(tagged.cell.number),
            )


def _fixes(above: list[TaggedCell]) -> dict[int, Fix]:
    """A tag for each cell that is clearly for all steps, by number, from the last such cell upwards.

    The others need one, too: tagging only a cell above an untagged one would take both.
    """
    fixes = {}
    for tagged in reversed(above):
        tag = _tag(tagged.cell.source)
        if tagged.cell.holds_code and tag is None:
            break
        if tag is not None:
            number = tagged.cell.number
            fixes[number] = Fix.unsafe(f"tag the cell `{tag}`", AddTag(number, tag))
    return fixes


def _tag(source: str) -> TagKind | None:
    """The tag of a cell that only imports and sets up modules, or that only defines functions and classes."""
    try:
        code = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    imports = (ast.Import, ast.ImportFrom)
    if code and isinstance(code[0], imports) and all(isinstance(each, imports) or _sets_up(each) for each in code):
        return TagKind.IMPORTS
    if any(isinstance(each, definitions) for each in code) and all(
        isinstance(each, (*definitions, *imports)) for each in code
    ):
        return TagKind.FUNCTIONS
    return None


def _sets_up(statement: ast.stmt) -> bool:
    """A call, or an assignment that binds no name, such as `pd.options.display.max_rows = 9`."""
    if isinstance(statement, ast.Assign):
        return all(isinstance(target, ast.Attribute | ast.Subscript) for target in statement.targets)
    return isinstance(statement, ast.Expr)


RULE = Rule("KALE117", "dropped-code", Severity.WARNING, check)
