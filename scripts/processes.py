"""What whole programs cost, measured by turns.

Nothing heavy is imported here: on Linux, a new process counts the memory of its parent as its own.
"""

from __future__ import annotations

import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process needed: seconds, seconds of all processors, and mebibytes at most; how it ended."""

    wall: float
    cpu: float
    memory: float
    status: int


def least_memory() -> float:
    """The mebibytes below which the memory of a process cannot be seen: those of this one."""
    return _mebibytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def median_costs(programs: Mapping[str, Sequence[str]], *, rounds: int) -> dict[str, Cost]:
    """The median cost of each program. They run by turns, so that a busy machine is busy for all of them."""
    costs: dict[str, list[Cost]] = {name: [] for name in programs}
    for _ in range(rounds + 1):
        for name, command in programs.items():
            costs[name].append(_cost(command))
    return {name: _median(measured[1:]) for name, measured in costs.items()}  # the first round fills caches


def _cost(command: Sequence[str]) -> Cost:
    """Run a program in an empty folder, where it may write, and throw away what it prints."""
    here, folder = Path.cwd(), tempfile.mkdtemp()
    os.chdir(folder)
    try:
        with Path(os.devnull).open("wb") as nothing:
            to_nothing = [(os.POSIX_SPAWN_DUP2, nothing.fileno(), stream) for stream in (1, 2)]
            began = time.perf_counter()
            process_id = os.posix_spawnp(command[0], list(command), os.environ, file_actions=to_nothing)
            _, status, usage = os.wait4(process_id, 0)
            wall = time.perf_counter() - began
    finally:
        os.chdir(here)
        shutil.rmtree(folder)
    return Cost(wall, usage.ru_utime + usage.ru_stime, _mebibytes(usage.ru_maxrss), os.waitstatus_to_exitcode(status))


def _mebibytes(max_rss: int) -> float:
    return max_rss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def _median(costs: Sequence[Cost]) -> Cost:
    return Cost(
        wall=median(each.wall for each in costs),
        cpu=median(each.cpu for each in costs),
        memory=median(each.memory for each in costs),
        status=max(each.status for each in costs),
    )
