"""How a run gets on: the states that it is in, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import TopologicalSorter
from typing import Any


def snapshots(run_id: str, spec: dict[str, Any], *, failing: str = "") -> Iterator[dict[str, Any]]:
    """What changes of a run, in the order in which it does, with tasks as KFP reports them: only those begun, and with
    the drivers and executors around them. `failing` is the task that fails.
    """
    tasks = spec["root"]["dag"]["tasks"]
    order = TopologicalSorter({name: task.get("dependentTasks", ()) for name, task in tasks.items()}).static_order()
    yield {"state": "PENDING"}
    done: list[dict[str, Any]] = [_detail(run_id, "root-driver", "SUCCEEDED")]
    for number, name in enumerate(order):
        driver = _detail(run_id, f"{name}-driver", "SUCCEEDED", number)
        running = [driver, _detail(run_id, name, "RUNNING", number), _detail(run_id, "executor", "RUNNING", number)]
        yield _running(run_id, [*done, *running])
        if name == failing:
            failed = [driver, _detail(run_id, name, "FAILED", number, error="the pod exited with 1")]
            yield _ended(run_id, [*done, *failed], "FAILED", error="1 of the steps failed")
            return
        done += [driver, _detail(run_id, name, "SUCCEEDED", number), _detail(run_id, "executor", "SUCCEEDED", number)]
    yield _ended(run_id, done, "SUCCEEDED")


def _running(run_id: str, details: list[dict[str, Any]]) -> dict[str, Any]:
    root = _detail(run_id, "root", "RUNNING")
    return {"state": "RUNNING", "run_details": {"task_details": [root, *details]}}


def _ended(run_id: str, details: list[dict[str, Any]], state: str, *, error: str = "") -> dict[str, Any]:
    ended = {"state": state, "run_details": {"task_details": [_detail(run_id, "root", state), *details]}}
    return ended | ({"error": {"code": 13, "message": error}} if error else {})


def _detail(run_id: str, name: str, state: str, number: int = 0, *, error: str = "") -> dict[str, Any]:
    detail = {
        "run_id": run_id,
        "task_id": f"task-{name}-{number}",
        "display_name": name,
        "state": state,
        "start_time": f"2026-01-01T00:{number:02}:00Z",
    }
    return detail | ({"error": {"code": 13, "message": error}} if error else {})
