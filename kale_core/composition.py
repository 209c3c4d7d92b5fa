"""Notebooks that refer to others: `notebook:` cells, which stand for a pipeline in this one (spec section 3).

The notebook with such cells is the root, the others are its parts. A part gets by name what the root has: parameters,
and variables of the steps and parts above. A root gets the variables that its parts bind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from kale_core.output_path import folder_inside
from kale_core.pipeline import Pipeline
from kale_core.quoting import quoted

if TYPE_CHECKING:
    from kale_core.processor import Processed


PATH_KEY = "notebook_path"
"""The key in the metadata of a cell that holds the path of the notebook for which the cell stands."""


@dataclass(frozen=True)
class Referenced:
    """What a reference leads to: the notebook at `path`, or a `fault`, which ends a sentence about it.

    `nested` are the notebooks that it refers to itself, `circle` leads from the one with the reference back to it. All
    paths are relative to the root of the repository, with `/`.
    """

    path: str
    processed: Processed | None = None
    fault: str = ""
    nested: tuple[str, ...] = ()
    circle: tuple[str, ...] = ()


@dataclass(frozen=True)
class Root:
    """A notebook that refers to the one under check, as `reference`, and all that it refers to, by name."""

    path: str
    pipeline: Pipeline
    reference: str
    children: Mapping[str, Pipeline] = field(default_factory=dict)


def path_fault(path: object, *, notebook: str) -> str:
    """What is wrong with the path of a reference in that notebook, as the end of a sentence; empty if nothing is."""
    if not isinstance(path, str) or not path:
        return f"does not say which notebook it stands for: its metadata has no `{PATH_KEY}`"
    if path.startswith(("/", "~")) or path[1:2] == ":" or "\\" in path or not path.isprintable():
        return f"has the `{PATH_KEY}` {quoted(path)}, which only leads somewhere on one machine"
    if not path.endswith(".ipynb"):
        return f"has the `{PATH_KEY}` {quoted(path)}, which is no notebook"
    if referenced_path(path, notebook=notebook) is None:
        return f"has the `{PATH_KEY}` {quoted(path)}, which leads outside the repository"
    return ""


def referenced_path(path: str, *, notebook: str) -> str | None:
    """Where the path of a reference leads, both relative to the root of the repository; `None` if it leaves that."""
    inside = folder_inside(PurePosixPath(notebook).parent / path)
    return "/".join(inside) if inside else None


def references_of(pipeline: Pipeline, *, notebook: str) -> dict[int, str]:
    """The notebooks that a notebook refers to, by the numbers of the cells, where the paths can be followed."""
    found: dict[int, str] = {}
    for step in pipeline.references:
        (cell,) = step.cells
        path = cell.metadata.get(PATH_KEY)
        if not path_fault(path, notebook=notebook):
            found[cell.number] = referenced_path(str(path), notebook=notebook) or ""
    return found


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


def part_names(root: Pipeline) -> tuple[str, ...]:
    """The names of the files that are generated beside the root's own, in notebook order."""
    return tuple(f"{file_stem(root, step.name)}.py" for step in root.references)
