"""A pipeline with the rendered runtime, run by KFP on this machine: the proof that it ships all that it needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kale_core.runtime import runtime_functions

pytest.importorskip("kfp")

PIPELINE = """\
from kfp import dsl
from kfp.dsl import HTML, Dataset, Input, Metrics, Model, Output


def _shared_cells():
    # cell 1: imports
    yield r'''
import numpy as np
class Scale:
    def __init__(self, factor):
        self.factor = factor
'''


def _cells_of_load():
    # cell 1: step:load
    yield r'''
data = np.arange(depth) * sizes[0]
text = "two\\nlines"
'''
    yield r'''
scale = Scale(sizes[1])
def norm(x):
    return x * scale.factor
print(type(depth), sizes)
'''


def _cells_of_train():
    # cell 1: step:train, prev:load
    yield r'''
assert isinstance(scale, Scale)
acc = norm(data).sum()
!echo shell $HOME | cut -c1-5
acc
'''


RUNTIME


@dsl.component(
    base_image="python:3.12",
    install_kfp_package=False,
    additional_funcs=[_shared_cells, _cells_of_load, FUNCTIONS],
)
def load_step(
    data_output_artifact: Output[Dataset],
    norm_output_artifact: Output[Dataset],
    scale_output_artifact: Output[Dataset],
    depth: int = 3,
    sizes: list = [2, 3],
):
    _run_step(
        "load",
        shared=_shared_cells(),
        cells=_cells_of_load(),
        parameters={"depth": depth, "sizes": _typed(sizes, [2, 3])},
        outputs={
            "data": data_output_artifact.path,
            "norm": norm_output_artifact.path,
            "scale": scale_output_artifact.path,
        },
    )


@dsl.component(
    base_image="python:3.12",
    install_kfp_package=False,
    additional_funcs=[_shared_cells, _cells_of_train, FUNCTIONS],
)
def train_step(
    data_input_artifact: Input[Dataset],
    norm_input_artifact: Input[Dataset],
    scale_input_artifact: Input[Dataset],
    train_html_report: Output[HTML],
    kale_metrics_artifact: Output[Metrics],
):
    _run_step(
        "train",
        shared=_shared_cells(),
        cells=_cells_of_train(),
        inputs={
            "data": data_input_artifact.path,
            "norm": norm_input_artifact.path,
            "scale": scale_input_artifact.path,
        },
        report=train_html_report.path,
        metrics={"accuracy": "acc"},
        metrics_artifact=kale_metrics_artifact,
    )


@dsl.pipeline
def auto_generated_pipeline(depth: int = 3):
    load_task = load_step(depth=depth)
    train_step(
        data_input_artifact=load_task.outputs["data_output_artifact"],
        norm_input_artifact=load_task.outputs["norm_output_artifact"],
        scale_input_artifact=load_task.outputs["scale_output_artifact"],
    )


if __name__ == "__main__":
    from kfp import local

    local.init(local.SubprocessRunner(use_venv=False), pipeline_root="out")
    auto_generated_pipeline(depth=4)
"""


def test_a_pipeline(tmp_path: Path) -> None:
    functions = runtime_functions(["numpy"])
    text = PIPELINE.replace("RUNTIME", "\n\n\n".join(function.source for function in functions))
    text = text.replace("FUNCTIONS", ", ".join(function.name for function in functions))
    (tmp_path / "generated.py").write_text(text)
    command = [sys.executable, "generated.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "<class 'int'> [2, 3]" in done.stdout
    assert "shell" in done.stdout
    (metrics,) = tmp_path.glob("out/*/train-step/executor_output.json")
    assert '"accuracy": 36.0' in metrics.read_text()
    (report,) = tmp_path.glob("out/*/train-step/train_html_report")
    assert "shell" in report.read_text()
