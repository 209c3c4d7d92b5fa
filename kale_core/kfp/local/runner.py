"""Runs the tasks of a plan, each as soon as those that it needs are done."""

from __future__ import annotations

import asyncio
import errno
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from kale_core.kfp.local.environments import Environments, InstallFailed, activated
from kale_core.kfp.local.executor import arguments_of, folder_of
from kale_core.kfp.local.process import run_process
from kale_core.kfp.plan import Task

LOG = "log.txt"
"""The name of the file, in the folder of a task, that holds what the task printed."""

_INSTALLING = ("sh", "-c")  # what the command of a component that installs packages begins with


class State(StrEnum):
    """How far a task is; of the last three, none changes any more."""

    WAITING = "waiting"
    INSTALLING = "installing"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Place:
    """Where tasks run.

    `run` is the folder of this run; `environments` makes their environments, `None` to use the programs in the folder
    `programs`. `environment` holds the variables of their processes, to which the package adds its own.
    """

    run: Path
    environments: Environments | None
    programs: Path
    environment: Mapping[str, str]


class Watcher(Protocol):
    """Who is told what happens, when it happens."""

    def changed(self, task: Task, state: State) -> None:
        """The task is in another state now."""

    def printed(self, task: Task, line: str) -> None:
        """The task printed a line."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a task ended. `reason` says why one failed that could not be started; `status` is that of its process."""

    state: State
    status: int | None = None
    reason: str = ""


async def run_tasks(tasks: Sequence[Task], place: Place, watcher: Watcher, *, jobs: int) -> dict[str, Outcome]:
    """How each task ended, by name; at most `jobs` run at the same time.

    `tasks` hold all that they need, in an order in which they can run. If this is cancelled, no process is left.
    """
    run = _Run({task.name: task for task in tasks}, place, watcher, asyncio.Semaphore(jobs))
    running: dict[str, asyncio.Task[Outcome]] = {}
    async with asyncio.TaskGroup() as group:
        for task in tasks:
            needs = [running[name] for name in sorted(task.after)]
            running[task.name] = group.create_task(run.one(task, needs))
    return {name: each.result() for name, each in running.items()}


class _Run:
    """What the tasks of one run share."""

    def __init__(self, tasks: Mapping[str, Task], place: Place, watcher: Watcher, slots: asyncio.Semaphore) -> None:
        self._tasks = tasks
        self._place = place
        self._watcher = watcher
        self._slots = slots

    async def one(self, task: Task, needs: Sequence[asyncio.Task[Outcome]]) -> Outcome:
        """Wait for what a task needs and for a free slot, then run it."""
        outcome = Outcome(State.SKIPPED)
        if all([(await each).state is State.DONE for each in needs]):
            async with self._slots:
                outcome = await self._attempt(task)
        self._watcher.changed(task, outcome.state)
        return outcome

    async def _attempt(self, task: Task) -> Outcome:
        folder = folder_of(task, self._place.run)
        try:
            folder.mkdir(parents=True)
            with (folder / LOG).open("w", encoding="utf-8", errors="replace", buffering=1) as log:
                status = await self._run(task, lambda line: log.write(f"{line}\n"))
        except InstallFailed:
            return Outcome(State.FAILED, reason="its packages cannot be installed")
        except BrokenPipeError:  # nobody reads what is printed any more
            raise
        except OSError as error:
            return Outcome(State.FAILED, reason=_why_not_started(error))
        return Outcome(State.FAILED if status else State.DONE, status)

    async def _run(self, task: Task, note: Callable[[str], object]) -> int:
        """Run a task in an empty folder, with a home of its own, as in a pod; `note` each line that is printed."""
        install, command = _parts(task.command)
        programs = await self._programs(task, install, note)
        arguments = arguments_of(task, self._tasks, self._place.run)

        def printed(line: str) -> None:
            note(line)
            self._watcher.printed(task, line)

        self._watcher.changed(task, State.RUNNING)
        home = Path(tempfile.mkdtemp(prefix="kale-"))
        try:
            (work := home / "work").mkdir()
            variables = activated(self._place.environment, programs) | dict(task.environment)
            variables |= {"HOME": str(home), "TMPDIR": str(home)}
            return await run_process([*command, *arguments], folder=work, environment=variables, on_line=printed)
        finally:
            shutil.rmtree(home, ignore_errors=True)

    async def _programs(self, task: Task, install: str, note: Callable[[str], object]) -> Path:
        """The folder with the Python of the task. What pip prints is of interest if it fails, and then in the log."""
        environments = self._place.environments
        if environments is None:
            return self._place.programs
        if not environments.has(install):
            self._watcher.changed(task, State.INSTALLING)
        return await environments.make(install, on_line=note) / "bin"


def _parts(command: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The shell text that installs packages and then runs its arguments, and these arguments."""
    if tuple(command[:2]) == _INSTALLING:
        return command[2], tuple(command[3:])
    return '"$0" "$@"', tuple(command)


def _why_not_started(error: OSError) -> str:
    if error.errno == errno.E2BIG:
        return "its source or its parameters are longer than the system lets a process be started with"
    return f"it cannot be started: {error.strerror or error}"
