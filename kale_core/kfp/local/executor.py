"""What passes between a step and the executor of KFP that runs it: JSON in, JSON out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kale_core.kfp.plan import Task

_OUTPUT = "executor_output.json"
_INPUT_PLACEHOLDER = "{{$}}"

Metadata = Mapping[str, Any]


def folder_of(task: Task, run: Path) -> Path:
    """The folder of a task in that of a run, as `kfp.local` lays it out."""
    return run / task.name


def artifact_file(task: Task, output: str, run: Path) -> Path:
    """Where a task puts an artifact."""
    return folder_of(task, run) / output


def arguments_of(task: Task, tasks: Mapping[str, Task], run: Path) -> list[str]:
    """The arguments of the task's command, with the executor's input in the place of its placeholder."""
    executor_input = json.dumps(_executor_input(task, tasks, run), ensure_ascii=False)
    return [executor_input if each == _INPUT_PLACEHOLDER else each for each in task.arguments]


def metadata_of(task: Task, run: Path) -> dict[str, Metadata]:
    """What a task that is done says of its artifacts, by artifact: of `Metrics`, these are the metrics."""
    try:
        written = json.loads((folder_of(task, run) / _OUTPUT).read_bytes())
    except FileNotFoundError:
        return {}
    return {name: each["artifacts"][0].get("metadata", {}) for name, each in written.get("artifacts", {}).items()}


def _executor_input(task: Task, tasks: Mapping[str, Task], run: Path) -> dict[str, Any]:
    artifacts = {}
    for name, (producer, output) in task.inputs.items():
        known = metadata_of(tasks[producer], run).get(output, {})
        artifacts[name] = _artifact(tasks[producer], output, run, known)
    return {
        "inputs": {"parameterValues": dict(task.parameters), "artifacts": artifacts},
        "outputs": {
            "artifacts": {name: _artifact(task, name, run, {}) for name in task.outputs},
            "outputFile": str(folder_of(task, run) / _OUTPUT),
        },
    }


def _artifact(task: Task, output: str, run: Path, metadata: Metadata) -> dict[str, Any]:
    place = str(artifact_file(task, output, run))
    return {"artifacts": [{"name": output, "type": task.outputs[output], "uri": place, "metadata": metadata}]}
