"""Runs cells as a notebook does, and as its pipeline does with what the analysis says, in this process."""

from __future__ import annotations

import contextlib
import copy
import io
import sys
import types
from collections.abc import Iterator
from typing import Any

from kale_core.analysis.dataflow import Dataflow
from kale_core.pipeline import Pipeline
from kale_core.runtime.pickling import _pickling
from tests.analysis.generated import Cells

Log = list[tuple[str, dict[str, Any]]]

_OBSERVED = ("x", "y", "z", "d")


def run_as_notebook(cells: Cells) -> Log:
    """What each cell of a step prints, and the variables after it; all cells share one namespace."""
    main = types.ModuleType("__main__")
    with _as_main(main):
        return [_run(main, [source]) for tags, source in cells if _is_step(tags) or not _run(main, [source])]


def run_as_pipeline(cells: Cells, pipeline: Pipeline, flow: Dataflow) -> Log:
    """The same, each step in a namespace of its own that gets its inputs from the steps that provide them."""
    log = dict(steps_of_pipeline(cells, pipeline, flow))
    return [log[step.name] for step in pipeline.in_notebook_order]


def steps_of_pipeline(
    cells: Cells, pipeline: Pipeline, flow: Dataflow
) -> Iterator[tuple[str, tuple[str, dict[str, Any]]]]:
    """The steps, run in the one order, each with its name."""
    store: dict[tuple[str, str], bytes | None] = {}
    shared = [source for tags, source in cells if not _is_step(tags)]
    for step in pipeline.steps:
        of = flow.of(step.name)
        main = types.ModuleType("__main__")
        with _as_main(main):
            _run(main, [*shared, *of.imports])
            pickling = _pickling(main)
            for each in of.inputs:
                saved = store[each.provider, each.name]
                if saved is not None:
                    vars(main)[each.name] = pickling.load(io.BytesIO(saved))
            entry = _run(main, [cell.source for cell in step.cells])
            for name in of.outputs:
                store[step.name, name] = _saved(main, name, pickling)
        yield step.name, entry


def same(cells: Cells, notebook: Log, pipeline: Log, *, flow: Dataflow, order: list[str]) -> bool:
    """Whether each step, in notebook order, printed the same and, if it is one cell, handed on the same."""
    steps = [step_of(tags) for tags, _ in cells if _is_step(tags)]
    for step, (also_printed, after) in zip(order, pipeline, strict=True):
        entries = [entry for name, entry in zip(steps, notebook, strict=True) if name == step]
        if "".join(printed for printed, _ in entries) != also_printed:
            return False
        given = [name for name in _OBSERVED if name in flow.of(step).outputs] if len(entries) == 1 else []
        if any(entries[0][1].get(name) != after.get(name) for name in given):
            return False
    return True


def step_of(tags: str) -> str:
    """The step of a cell."""
    return tags.split(",")[0].removeprefix("step:")


def _saved(main: types.ModuleType, name: str, pickling: Any) -> bytes | None:
    if name not in vars(main):
        return None
    file = io.BytesIO()
    pickling.dump(vars(main)[name], file)
    return file.getvalue()


def _run(main: types.ModuleType, sources: list[str]) -> tuple[str, dict[str, Any]]:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        for source in sources:
            exec(compile(source, "<cell>", "exec", dont_inherit=True), vars(main))
    seen = {name: copy.deepcopy(vars(main)[name]) for name in _OBSERVED if name in vars(main)}
    return out.getvalue(), seen


def _is_step(tags: str) -> bool:
    return tags.startswith("step:")


@contextlib.contextmanager
def _as_main(main: types.ModuleType) -> Any:
    before = sys.modules["__main__"]
    sys.modules["__main__"] = main
    try:
        yield
    finally:
        sys.modules["__main__"] = before
