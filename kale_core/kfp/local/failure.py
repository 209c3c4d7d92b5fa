"""Why a step failed, from what it printed: the runtime names the cell, its number within the step, and the line."""

from __future__ import annotations

import re
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kale_core.diagnostics import Place, Span
from kale_core.kfp.local.runner import Outcome
from kale_core.kfp.plan import Task

if TYPE_CHECKING:
    from kale_core.notebook import Cell
    from kale_core.pipeline import Pipeline

_IN_CELL = re.compile(
    r"RuntimeError: step '\w+', (?P<shared>shared )?cell (?P<cell>\d+)(, line (?P<line>\d+))?: (?P<why>.*)"
)
_IN_STEP = re.compile(r"RuntimeError: step '\w+'(, | )(?P<why>.*)")
_PIP = "ERROR: "


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a task failed, in words, and where in the notebook: the line, or at least the beginning of the step.

    `place` is `None` if that is in no cell of the notebook itself.
    """

    reason: str
    place: Place | None = None


def failure_of(task: Task, outcome: Outcome, printed: Sequence[str], pipeline: Pipeline) -> Failure:
    """Why a task that failed did so; `printed` are the last lines of its log."""
    start = None if task.within else Place(pipeline.step(task.step).cells[0].number)
    last = next((line.strip() for line in reversed(printed) if line.strip()), "")
    if outcome.reason:
        return Failure(": ".join(filter(None, (outcome.reason, last.removeprefix(_PIP)))), start)
    for line in reversed(printed):
        if match := _IN_CELL.match(line):
            return Failure(match["why"], _place(match, task, pipeline) or start)
        if match := _IN_STEP.match(line):
            return Failure(match["why"], start)
    if killer := _signal(outcome.status or 0):
        return Failure(killer, start)
    return Failure(last or f"its process ended with status {outcome.status}", start)


def _signal(status: int) -> str:
    """Which signal ended a process, if one did: a shell reports that of its child as 128 and its number."""
    number = -status if status < 0 else status - 128
    if number not in set(signal.Signals):
        return ""
    hint = "; the system does that when memory runs out" if number == signal.SIGKILL else ""
    return f"its process was ended by {signal.Signals(number).name}{hint}"


def _place(match: re.Match[str], task: Task, pipeline: Pipeline) -> Place | None:
    if task.within:  # a cell of another notebook
        return None
    cells = pipeline.shared if match["shared"] else pipeline.step(task.step).cells
    index = int(match["cell"]) - 1
    if index >= len(cells):  # an import of another step, which this one repeats
        return None
    line = int(match["line"] or 0)
    return Place(cells[index].number, span=_line_of(cells[index], line) if line else None)


def _line_of(cell: Cell, line: int) -> Span:
    """All of a line but its indentation."""
    text = cell.source.split("\n")[line - 1 : line]
    code = text[0] if text else ""
    start = len(code) - len(code.lstrip())
    return Span(line, start + 1, line, max(start + 2, len(code.rstrip()) + 1))
