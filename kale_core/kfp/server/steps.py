"""The steps of a package by the names under which a server reports them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_FUNCTION = "_step"


def step_names(pipeline: Mapping[str, Any]) -> dict[str, str]:
    """The names that people know, `step` or `notebook/step`, by the names of the tasks in a pipeline spec.

    A server does not say in which nested pipeline a task is: where names of tasks repeat, the outermost is meant.
    """
    names: dict[str, str] = {}
    for task, step in sorted(_steps(pipeline["root"], pipeline, within=()), key=lambda each: len(each[1])):
        names.setdefault(task, "/".join(step))
    return names


def _steps(
    component: Mapping[str, Any], pipeline: Mapping[str, Any], *, within: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, task in component["dag"]["tasks"].items():
        called = pipeline["components"][task["componentRef"]["name"]]
        if "dag" in called:
            yield name, (*within, name)
            yield from _steps(called, pipeline, within=(*within, name))
        else:
            container = pipeline["deploymentSpec"]["executors"][called["executorLabel"]]["container"]
            yield name, (*within, container["args"][-1].removesuffix(_FUNCTION))  # after `--function_to_execute`
