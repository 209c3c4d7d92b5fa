"""The tasks of a package, nested pipelines too, and the JSON for the executor."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kale_core.kfp.local.executor import arguments_of, metadata_of
from kale_core.kfp.package import Package, compile_package
from kale_core.kfp.plan import Task, needed_by, tasks_of
from tests.compiler.pipelines import WINE, WINE_FLOWS, generate

pytest.importorskip("kfp")

NESTED = """
from kfp import dsl
from kfp.dsl import Dataset, Input, Output

@dsl.component(base_image="python:3.12")
def make_step(n: int, o: Output[Dataset]):
    pass

@dsl.component(base_image="python:3.12")
def use_step(i: Input[Dataset], s: str, o: Output[Dataset]):
    pass

@dsl.pipeline
def child(data: Input[Dataset], s: str = "x") -> Dataset:
    first = use_step(i=data, s=s)
    second = use_step(i=first.outputs["o"], s="constant")
    return second.outputs["o"]

@dsl.pipeline(name="root")
def auto_generated_pipeline(n: int = 1, unused: float = 0.5):
    made = make_step(n=n)
    nested = child(data=made.outputs["o"])
    use_step(i=nested.output, s="q")
    use_step(i=made.outputs["o"], s="r").after(nested)
"""


def compiled(source: str) -> Package:
    made = compile_package(source)
    assert isinstance(made, Package), made
    return made


@pytest.fixture(scope="module")
def nested() -> tuple[Task, ...]:
    return tasks_of(compiled(NESTED), {"n": 7})


@pytest.fixture(scope="module")
def wine() -> tuple[Task, ...]:
    return tasks_of(compiled(generate(WINE, WINE_FLOWS)), {}, order=[step.name for step in WINE.steps])


def test_steps_are_in_the_one_order(wine: tuple[Task, ...]) -> None:
    assert [task.title for task in wine] == [step.name for step in WINE.steps]
    assert [task.name for task in wine] == ["load-step", "check-step", "train-step", "evaluate-step"]


def test_parameters_have_their_types(wine: tuple[Task, ...]) -> None:
    train = wine[2]
    assert repr(dict(train.parameters)) == "{'depth': 3, 'labels': ['a', 'b']}"
    assert wine[0].parameters == {}


def test_artifacts(wine: tuple[Task, ...]) -> None:
    assert wine[3].inputs == {
        "df_input_artifact": ("load-step", "df_output_artifact"),
        "model_input_artifact": ("train-step", "model_output_artifact"),
    }
    assert {name: each["schemaTitle"] for name, each in wine[3].outputs.items()} == {
        "evaluate_html_report": "system.HTML",
        "kale_metrics_artifact": "system.Metrics",
    }


@pytest.mark.parametrize(
    ("step", "needed"),
    [("load", ["load"]), ("check", ["load", "check"]), ("evaluate", ["load", "check", "train", "evaluate"]), ("x", [])],
)
def test_what_a_step_needs(step: str, needed: list[str], wine: tuple[Task, ...]) -> None:
    assert [task.step for task in needed_by(step, wine)] == needed


def test_nested_pipelines_are_resolved(nested: tuple[Task, ...]) -> None:
    assert [(task.title, dict(task.parameters), dict(task.inputs), task.after) for task in nested] == [
        ("make", {"n": 7}, {}, frozenset()),
        ("child/use", {"s": "x"}, {"i": ("make-step", "o")}, {"make-step"}),
        ("child/use", {"s": "constant"}, {"i": ("use-step", "o")}, {"make-step", "use-step"}),
        ("use", {"s": "r"}, {"i": ("make-step", "o")}, {"make-step", "use-step", "use-step-2"}),
        ("use", {"s": "q"}, {"i": ("use-step-2", "o")}, {"make-step", "use-step", "use-step-2"}),
    ]
    assert len({task.name for task in nested}) == 5


def test_input_of_the_executor(nested: tuple[Task, ...], tmp_path: Path) -> None:
    by_name = {task.name: task for task in nested}
    made = tmp_path / "make-step"
    made.mkdir()
    written = {"artifacts": {"o": {"artifacts": [{"name": "o", "uri": "x", "metadata": {"rows": 5}}]}}}
    (made / "executor_output.json").write_text(json.dumps(written))
    task = by_name["use-step"]
    name, text, *others = arguments_of(task, by_name, tmp_path)
    assert [name, *others] == ["--executor_input", "--function_to_execute", "use_step"]
    dataset = {"schemaTitle": "system.Dataset", "schemaVersion": "0.0.1"}
    given = {"name": "o", "type": dataset, "uri": f"{made}/o", "metadata": {"rows": 5}}
    wanted = {"name": "o", "type": dataset, "uri": f"{tmp_path}/use-step/o", "metadata": {}}
    assert json.loads(text) == {
        "inputs": {"parameterValues": {"s": "x"}, "artifacts": {"i": {"artifacts": [given]}}},
        "outputs": {
            "artifacts": {"o": {"artifacts": [wanted]}},
            "outputFile": f"{tmp_path}/use-step/executor_output.json",
        },
    }
    assert metadata_of(task, tmp_path) == {}
