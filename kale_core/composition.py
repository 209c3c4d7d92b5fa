"""Notebooks that refer to others: `notebook:` cells, which stand for a pipeline in this one (spec section 3).

The notebook with such cells is the root, the others are its parts. A part gets by name what the root has: parameters,
and variables of the steps and parts above. A root gets the variables that its parts bind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kale_core.pipeline import Pipeline

if TYPE_CHECKING:
    from kale_core.processor import Processed


@dataclass(frozen=True)
class Referenced:
    """What a reference leads to: the notebook at `path`, or a `fault`, which ends a sentence about it.

    `path` is relative to the root of the repository, with `/`.
    """

    path: str
    processed: Processed | None = None
    fault: str = ""


@dataclass(frozen=True)
class Root:
    """A notebook that refers to the one under check, as `reference`, and all that it refers to, by name."""

    path: str
    pipeline: Pipeline
    reference: str
    children: Mapping[str, Pipeline] = field(default_factory=dict)


def as_part(child: Pipeline, root: Pipeline, *, hidden: Callable[[str], bool]) -> Pipeline:
    """A notebook's pipeline with the parameters of the root to which it belongs.

    Those that it has itself get the root's type and default, the others come below them, but for those that are
    `hidden` by variables of the root.
    """
    given = {parameter.name: parameter for parameter in root.parameters}
    own = [given.pop(parameter.name, parameter) for parameter in child.parameters]
    more = [parameter for parameter in given.values() if not hidden(parameter.name)]
    return child.with_parameters((*own, *more))


def file_stem(root: Pipeline, reference: str) -> str:
    """What the module is called that holds a part of the root's pipeline (spec section 8)."""
    return f"kale_notebook_{(root.config.pipeline_name or '').replace('-', '_')}_{reference}"
