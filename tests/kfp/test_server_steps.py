from __future__ import annotations

from typing import Any

from kale_core.kfp.server.steps import step_names


def dag(**tasks: str) -> dict[str, Any]:
    """A pipeline whose tasks, dashes written as `_`, call the components."""
    return {"dag": {"tasks": {name.replace("_", "-"): {"componentRef": {"name": of}} for name, of in tasks.items()}}}


def executor(step: str) -> dict[str, Any]:
    return {"container": {"args": ["--executor_input", "{{$}}", "--function_to_execute", f"{step}_step"]}}


def test_names_of_steps_at_any_depth() -> None:
    spec = {
        "root": dag(load_data_step="comp-load-data-step", child="comp-child", load_data_step_2="comp-load-data-step-2"),
        "components": {
            "comp-load-data-step": {"executorLabel": "exec-1"},
            "comp-load-data-step-2": {"executorLabel": "exec-2"},
            "comp-child": dag(load_data_step="comp-load-data-step-3", clean_step="comp-clean-step"),
            "comp-load-data-step-3": {"executorLabel": "exec-1"},
            "comp-clean-step": {"executorLabel": "exec-3"},
        },
        "deploymentSpec": {
            "executors": {
                "exec-1": executor("load_data"),
                "exec-2": executor("load__data"),
                "exec-3": executor("clean"),
            }
        },
    }
    assert step_names(spec) == {
        "load-data-step": "load_data",
        "load-data-step-2": "load__data",
        "child": "child",
        "clean-step": "child/clean",
    }
