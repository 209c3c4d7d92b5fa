"""Virtual environments for steps: one for each set of packages, kept from run to run."""

from __future__ import annotations

import asyncio
import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from kale_core.kfp.local.process import run_process

_READY = "ready"
_POLL = 0.2  # seconds


class InstallFailed(Exception):
    """The packages of a step cannot be installed; what pip says went to the log."""


class Environments:
    """The environments in a folder, made with the interpreter `python` when they are first needed.

    `environment` holds the variables of the processes that make them: pip finds its settings and its cache by these.
    """

    def __init__(self, folder: Path, *, python: Path, environment: Mapping[str, str]) -> None:
        self._folder = folder
        self._python = python
        self._environment = environment

    def has(self, install: str) -> bool:
        """Whether nothing is left to be installed."""
        return (self._place(install) / _READY).exists()

    async def make(self, install: str, *, on_line: Callable[[str], object]) -> Path:
        """The environment in which the shell text `install`, of KFP, has installed packages, ready to be used.

        Another run may want the same one at the same time: the first makes it, the other waits.
        """
        place = self._place(install)
        if self.has(install):
            return place
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / f"{place.name}.lock").open("w") as lock:
            while not _locked(lock.fileno()):
                await asyncio.sleep(_POLL)
            if not self.has(install):
                await self._make(place, install, on_line)
        return place

    async def _make(self, place: Path, install: str, on_line: Callable[[str], object]) -> None:
        shutil.rmtree(place, ignore_errors=True)  # an attempt that did not end well
        await self._run(str(self._python), "-m", "venv", str(place), environment=self._environment, on_line=on_line)
        inside = activated(self._environment, place / "bin") | {"VIRTUAL_ENV": str(place)}
        await self._run("sh", "-c", install, "true", environment=inside, on_line=on_line)
        (place / _READY).touch()

    async def _run(self, *command: str, environment: Mapping[str, str], on_line: Callable[[str], object]) -> None:
        if await run_process(command, folder=self._folder, environment=environment, on_line=on_line):
            raise InstallFailed

    def _place(self, install: str) -> Path:
        key = hashlib.sha256(f"{self._python.resolve()}\0{install}".encode()).hexdigest()
        return self._folder / key[:12]


def activated(environment: Mapping[str, str], programs: Path) -> dict[str, str]:
    """The variables with which programs in the folder `programs` come first."""
    return {**environment, "PATH": f"{programs}{os.pathsep}{environment.get('PATH', os.defpath)}"}


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
