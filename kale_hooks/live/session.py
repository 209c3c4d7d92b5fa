"""One run, from its folder to its last word."""

from __future__ import annotations

import asyncio
import os
import shlex
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kale_core.kfp.local.environments import Environments
from kale_core.kfp.local.runner import Outcome, Place, run_tasks
from kale_core.kfp.plan import Task
from kale_hooks.exit_status import WrongUsage
from kale_hooks.live.screen import Lines, watcher

_INTERVAL = 0.2  # seconds between two updates of the table
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_NOT_FOR_ENVIRONMENTS = ("PYTHONPATH", "PYTHONHOME")


class Stopped(Exception):
    """The run was stopped by a signal, whose number it holds; no process is left."""

    def __init__(self, number: int, *, active: list[str]) -> None:
        super().__init__(number)
        self.number = number
        self.active = active


@dataclass(frozen=True, slots=True)
class Ended:
    """A run that came to its end: its folder, how each task ended, and how long it took, in seconds."""

    folder: Path
    outcomes: Mapping[str, Outcome]
    seconds: float


def run(tasks: Sequence[Task], *, pipeline: str, output: Path, jobs: int, own_environments: bool) -> Ended:
    """Run the tasks in a new folder of `output`, and show how they go on. Raises `Stopped` and `WrongUsage`.

    `own_environments`: install what the steps need in environments of their own, which are kept in `output`.
    """
    folder = _folder(output, pipeline)
    place = _place(folder.absolute(), output.absolute(), own_environments=own_environments)
    started = time.monotonic()
    seen = watcher([task.title for task in tasks])
    try:
        outcomes = asyncio.run(_watched(tasks, place, seen, jobs=jobs))
    except BaseExceptionGroup as group:
        if group.subgroup(BrokenPipeError):
            raise BrokenPipeError from group
        raise
    return Ended(folder, outcomes, time.monotonic() - started)


async def _watched(tasks: Sequence[Task], place: Place, seen: Lines, *, jobs: int) -> Mapping[str, Outcome]:
    """The outcomes of the tasks, while the table moves and signals are heard."""
    received: list[int] = []
    running = asyncio.create_task(run_tasks(tasks, place, seen, jobs=jobs))
    ticking = asyncio.create_task(_tick(seen))

    def stop(number: int) -> None:
        received.append(number)
        running.cancel()

    loop = asyncio.get_running_loop()
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:  # as `nohup` makes it
            loop.add_signal_handler(number, stop, number)
    try:
        return await running
    except asyncio.CancelledError:
        if not received:
            raise
        raise Stopped(received[0], active=seen.board.active()) from None
    finally:
        ticking.cancel()
        with suppress(asyncio.CancelledError):
            await ticking
        seen.close()


async def _tick(seen: Lines) -> None:
    while True:
        await asyncio.sleep(_INTERVAL)
        seen.tick()


def _folder(output: Path, pipeline: str) -> Path:
    """A new folder for a run, which git ignores if `output` is new, too."""
    folder = output / f"{pipeline}-{datetime.now():%Y-%m-%d-%H-%M-%S-%f}"
    try:
        is_new = not output.exists()
        folder.mkdir(parents=True)
        if is_new:
            (output / ".gitignore").write_text("*\n", encoding="utf-8")
    except OSError as error:
        raise WrongUsage(f"--output: {output.as_posix()}: {error.strerror or error}") from error
    return folder


def _place(run: Path, output: Path, *, own_environments: bool) -> Place:
    variables = dict(os.environ)
    if own_environments:
        for name in _NOT_FOR_ENVIRONMENTS:
            variables.pop(name, None)
        made = Environments(output / ".environments", python=Path(sys.executable), environment=variables)
        return Place(run, made, programs=Path(), environment=variables)
    variables["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{variables.get('PATH', os.defpath)}"
    return Place(run, None, programs=_programs(run), environment=variables)


def _programs(run: Path) -> Path:
    """A folder in which `python3` is the interpreter that runs this."""
    programs = run / ".programs"
    programs.mkdir()
    python = programs / "python3"
    python.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    return programs
