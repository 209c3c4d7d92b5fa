"""Pipelines and dataflows for tests of the compiler, written by hand.

The compiler takes both as they are, so no test here depends on how a notebook is read or analysed.
"""

from __future__ import annotations

import importlib.util
import itertools
from pathlib import Path
from types import ModuleType
from typing import Any

from kale_core.analysis.dataflow import Dataflow, StepFlow, StepInput
from kale_core.compiler import Compiler
from kale_core.config import PipelineConfig
from kale_core.diagnostics import Place
from kale_core.metrics import Metric
from kale_core.notebook import Cell
from kale_core.parameters import Parameter
from kale_core.pipeline import Pipeline
from kale_core.step import Step, StepSettings

_modules = itertools.count()


def cell(source: str, *tags: str, number: int = 1) -> Cell:
    return Cell(number=number, is_code=True, source=source, tags=tags)


def step(name: str, *sources: str, prev: str = "", **settings: Any) -> Step:
    """A step with a cell a source; `prev` holds step names with spaces between."""
    parents = tuple(prev.split())
    first = cell(sources[0] if sources else "pass", f"step:{name}", *(f"prev:{each}" for each in parents))
    return Step(name, (first, *map(cell, sources[1:])), parents, StepSettings(**settings))


def flow(name: str, inputs: str = "", outputs: str = "", **others: Any) -> StepFlow:
    """A flow; `inputs` holds `variable<provider`, `outputs` variables, with spaces between."""
    pairs = [each.split("<") for each in inputs.split()]
    received = tuple(StepInput(variable, provider) for variable, provider in pairs)
    return StepFlow(name, inputs=received, outputs=tuple(outputs.split()), **others)


def parameter(name: str, default: str, type: str = "int") -> Parameter:
    return Parameter(name=name, type=type, default=default, place=Place())


def metric(variable: str, name: str | None = None) -> Metric:
    return Metric(name=name or variable, variable=variable, place=Place())


def pipeline(*steps: Step, config: dict[str, Any] | None = None, **others: Any) -> Pipeline:
    full_config = PipelineConfig(**{"pipeline_name": "demo", **(config or {})})
    return Pipeline(path=others.pop("path", "nb.ipynb"), config=full_config, steps=steps, **others)


def flows(*steps: StepFlow, metric_steps: tuple[tuple[str, str], ...] = ()) -> Dataflow:
    return Dataflow(steps=steps, metric_steps=metric_steps)


def generate(of: Pipeline, data: Dataflow | None = None) -> str:
    """The generated file; by default nothing flows between the steps."""
    return Compiler(of, data or flows(*(StepFlow(each.name) for each in of.steps))).compile()


def load(text: str, folder: Path) -> ModuleType:
    """The generated file as a module: KFP reads the source of its functions from disk."""
    number = next(_modules)
    file = folder / f"generated_{number}.py"
    file.write_text(text, encoding="utf-8", newline="\n")
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


WINE = pipeline(
    step("load", 'df = read("wine.csv")\ndf.head()', "rows = len(df)"),
    step("check", "assert rows", prev="load"),
    step("train", "model = fit(df, depth)", prev="load check", limits=(("cpu", "500m"), ("memory", "4Gi"))),
    step("evaluate", "accuracy = score(model, df)\nprint(accuracy)", prev="train", cache=False),
    config={"pipeline_name": "wine-quality", "pipeline_description": "Which cultivar is it?"},
    imports=(cell("import numpy as np", "imports"),),
    functions=(
        cell("def fit(df, depth):\n    return df[:depth]", "functions"),
        cell("def score(m, d):\n    return 1.0"),
    ),
    parameters=(parameter("depth", "3"), parameter("labels", "['a', 'b']", "list")),
    metrics=(metric("accuracy", "accuracy of the model"),),
    path="notebooks/wine quality.ipynb",
)
WINE_FLOWS = flows(
    flow("load", outputs="df rows", packages=("numpy",)),
    flow("check", "rows<load", packages=("numpy",)),
    flow("train", "df<load", "model", parameters=("depth", "labels"), packages=("numpy",)),
    flow("evaluate", "df<load model<train", packages=("numpy",), uses_ipython=True),
    metric_steps=(("accuracy", "evaluate"),),
)
