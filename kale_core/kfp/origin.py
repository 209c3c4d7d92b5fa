"""From a generated file, or the log of a step, back to the cells of the notebook."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kale_core.pipeline import Pipeline
    from kale_core.step import Step

_STEP_OF = re.compile(r"_cells_of_(\w+)|(\w+)_step|_?(\w+)_task")


def step_at(lines: Sequence[int], source: str, pipeline: Pipeline) -> Step | None:
    """The step that the innermost of some lines of a generated file is about; `None` if they are about no step."""
    try:
        module = ast.parse(source)
    except SyntaxError:
        return None
    steps = {step.name: step for step in pipeline.steps}
    for line in reversed(lines):
        for word in _words_at(line, module):
            match = _STEP_OF.fullmatch(word)
            if match and (step := steps.get(match[1] or match[2] or match[3])):
                return step
    return None


def _words_at(line: int, module: ast.Module) -> Iterator[str]:
    """What the top-level statement at a line defines, then the names that the line's statement in it uses."""
    for node in module.body:
        if isinstance(node, ast.FunctionDef) and _covers(node, line):
            yield node.name
            for statement in node.body:
                if _covers(statement, line):
                    names = [each for each in ast.walk(statement) if isinstance(each, ast.Name)]
                    yield from (each.id for each in sorted(names, key=lambda name: (name.lineno, name.col_offset)))


def _covers(node: ast.stmt, line: int) -> bool:
    decorators = node.decorator_list if isinstance(node, ast.FunctionDef) else []
    first = min([node.lineno, *(each.lineno for each in decorators)])
    return first <= line <= (node.end_lineno or node.lineno)
