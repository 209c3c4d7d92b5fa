"""Following a run: what state its steps are in, until it ends."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Any

from kale_core.kfp.server.connection import Connection
from kale_core.kfp.server.faults import OUTAGE, ServerFault
from kale_core.kfp.server.reading import one_line

EVERY = 5.0  # seconds
LONGEST_OUTAGE = 300.0  # seconds


class State(StrEnum):
    """The states of runs and of steps that KFP knows; `unknown` is for those that it may know some day."""

    UNKNOWN = auto()
    PENDING = auto()
    RUNNING = auto()
    SUCCEEDED = auto()
    SKIPPED = auto()
    FAILED = auto()
    CANCELING = auto()
    CANCELED = auto()
    PAUSED = auto()

    @property
    def is_final(self) -> bool:
        return self in (State.SUCCEEDED, State.SKIPPED, State.FAILED, State.CANCELED)


@dataclass(frozen=True, slots=True)
class Change:
    """Something is in another state than before: the step of that name, or the run (`step` is `None`).

    `error` is what the server says of it, on one line, if anything.
    """

    step: str | None
    state: State
    error: str = ""


class StillRunning(Exception):
    """The time to wait is over, and the run is not."""


def follow(connection: Connection, run_id: str, *, steps: Mapping[str, str]) -> Iterator[Change]:
    """All changes, until the one of the run to a final state, which is the last.

    `steps` has the names that people know, by the names of the tasks in the package. Outages of some minutes are waited
    out. Raises `StillRunning` at the connection's deadline, or a `ServerFault`.
    """
    before: dict[str | None, State] = {}
    while True:
        run = _run(connection, run_id)
        for change in _states(run, steps):
            if before.get(change.step) is not change.state:
                before[change.step] = change.state
                yield change
        if before[None].is_final:
            return
        connection.deadline.pause(EVERY)


def _run(connection: Connection, run_id: str) -> Any:
    since = time.monotonic()
    while connection.deadline.left:
        try:
            run = connection.runs.run_service_get_run(run_id)
            connection.identified(run, "run_id")
            return run
        except ServerFault as fault:
            if fault.kind not in OUTAGE or (connection.deadline.left and time.monotonic() - since > LONGEST_OUTAGE):
                raise
            connection.deadline.pause(EVERY)
    raise StillRunning


def _states(run: Any, steps: Mapping[str, str]) -> Iterator[Change]:
    """The state of each step that the server speaks of, then that of the run.

    The server lists drivers and executors as well, and a step several times, if it was tried again.
    """
    details = run.run_details.task_details if run.run_details else None
    started = sorted(details or (), key=lambda task: task.start_time.timestamp() if task.start_time else 0.0)
    latest = {task.display_name: task for task in started if task.display_name in steps}
    for name, task in latest.items():
        yield Change(steps[name], _state(task.state), _words(task.error))
    yield Change(None, _state(run.state), _words(run.error))


def _state(text: Any) -> State:
    try:
        return State(str(text).lower())
    except ValueError:
        return State.UNKNOWN


def _words(error: Any) -> str:
    return one_line(str(error.message)) if error and error.message else ""
