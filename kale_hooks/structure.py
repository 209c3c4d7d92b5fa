"""What changed between two texts of a generated file, in terms of the pipeline.

The texts are parsed, never run: one of them is whatever lies on disk.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

Facts = dict[tuple[str, str], str]
"""What there is in a pipeline, by step (`""` for the pipeline) and words for it, with its source as text."""

_ARTIFACTS = {"Input": ("input", "_input_artifact"), "Output": ("output", "_output_artifact")}
_NO_DATA = ("Output[HTML]", "Output[Metrics]")
_STEP, _TASK = "_step", "_task"


def summary(old: str, new: str) -> list[str]:
    """One line for each thing that was added, removed or changed; those of a step that is new or gone are left out."""
    before, after = _facts(old), _facts(new)
    if before is None or after is None:
        return ["the file is not valid Python"]
    whole = {step for step, what in before.keys() ^ after.keys() if what == ""}
    lines = []
    for key in [*before, *(key for key in after if key not in before)]:
        step, what = key
        if before.get(key) == after.get(key) or (step in whole and what):
            continue
        change = "added" if key not in before else "removed" if key not in after else "changed"
        lines.append(f"{change}: {_words(step, what)}")
    return lines


def _words(step: str, what: str) -> str:
    if not step:
        return what
    return f"{what} of step `{step}`" if what else f"step `{step}`"


def _facts(text: str) -> Facts | None:
    try:
        module = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    facts: Facts = {}
    for node in module.body:
        if isinstance(node, ast.FunctionDef):
            for key, source in _of_function(node):
                facts[key] = facts.get(key, "") + source
    return facts


def _of_function(node: ast.FunctionDef) -> Iterator[tuple[tuple[str, str], str]]:
    if node.name == "_shared_cells":
        yield ("", "shared cells"), ast.dump(node)
    elif node.name.startswith("_cells_of_"):
        yield (node.name.removeprefix("_cells_of_"), "cells"), ast.dump(node)
    elif node.name == "auto_generated_pipeline":
        yield from _of_pipeline(node)
    elif node.name == "_configure":
        yield ("", "settings of all steps"), ast.dump(node)
    elif node.name.endswith(_STEP) and node.decorator_list:
        yield from _of_component(node)
    else:
        yield ("", "runtime code"), ast.dump(node)


def _of_component(node: ast.FunctionDef) -> Iterator[tuple[tuple[str, str], str]]:
    step = node.name.removesuffix(_STEP)
    yield (step, ""), ""
    for argument in node.args.args:
        annotation = ast.unparse(argument.annotation) if argument.annotation else ""
        kind, suffix = _ARTIFACTS.get(annotation.partition("[")[0], ("parameter", ""))
        if annotation not in _NO_DATA:
            yield (step, f"{kind} `{argument.arg.removesuffix(suffix)}`"), annotation
    for decorator in node.decorator_list:
        for keyword in decorator.keywords if isinstance(decorator, ast.Call) else ():
            what = {"base_image": "image", "packages_to_install": "packages"}.get(keyword.arg or "")
            if what:
                yield (step, what), ast.unparse(keyword.value)


def _of_pipeline(node: ast.FunctionDef) -> Iterator[tuple[tuple[str, str], str]]:
    defaults = [None] * (len(node.args.args) - len(node.args.defaults)) + list(node.args.defaults)
    for argument, default in zip(node.args.args, defaults, strict=True):
        yield ("", f"pipeline parameter `{argument.arg}`"), ast.unparse(default) if default else ""
    yield ("", "name and description of the pipeline"), "\n".join(map(ast.unparse, node.decorator_list))
    settings: dict[str, list[str]] = {}
    for call in (each.value for each in node.body if isinstance(each, ast.Expr)):
        task, method, others = _call(call)
        if method == "after":
            for other in others:
                yield ("", f"edge from `{other.removesuffix(_TASK)}` to `{task.removesuffix(_TASK)}`"), ""
        elif task.endswith(_TASK):
            settings.setdefault(task.removesuffix(_TASK), []).append(ast.unparse(call))
    for step, calls in settings.items():
        yield (step, "settings"), "\n".join(calls)


def _call(node: ast.expr) -> tuple[str, str, list[str]]:
    """The task that a statement of the pipeline function is about, the method called, and the names passed."""
    if not isinstance(node, ast.Call):
        return "", "", []
    names = [argument.id for argument in node.args if isinstance(argument, ast.Name)]
    if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
        if node.func.value.id.endswith(_TASK):
            return node.func.value.id, node.func.attr, names
        return (names[0] if names else ""), node.func.attr, []
    return (names[0] if names else ""), "", []
