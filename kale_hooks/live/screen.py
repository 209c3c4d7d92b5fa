"""The watchers of a run: a table that stays below what the steps print, or lines only."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TextIO

from kale_core.kfp.local.log import Sieve
from kale_core.kfp.local.runner import State
from kale_core.kfp.plan import Task
from kale_hooks.live.board import Board, duration
from kale_hooks.live.line import shown

_CLEAR_BELOW = "\x1b[J"
_TOOK = {State.DONE: "in", State.FAILED: "after"}


class Lines:
    """Says in a line each what happens: what steps print on `out`, the rest on `err`."""

    def __init__(self, board: Board, *, out: TextIO, err: TextIO) -> None:
        self.board = board
        self._out = out
        self._err = err
        self._in_colour = _has_colour(out)
        self._sieves = {title: Sieve() for title in board.rows}
        self._room = max(map(len, board.rows), default=0)

    def changed(self, task: Task, state: State) -> None:
        """Tell of a step that is in another state now."""
        row = self.board.change(task.title, state)
        took = f" {_TOOK[state]} {duration(row.ran)}" if state in _TOOK and row.ran is not None else ""
        why = ", since a step that it needs failed" if state is State.SKIPPED else ""
        print(f"{task.title}: {state}{took}{why}", file=self._err, flush=True)

    def printed(self, task: Task, line: str) -> None:
        """Show a line that a step printed, if it is the notebook's."""
        for each in self._sieves[task.title].shown(line):
            print(f"{task.title:<{self._room}} | {shown(each, colour=self._in_colour)}", file=self._out, flush=True)

    def tick(self) -> None:
        """Some time has passed."""

    def close(self) -> None:
        """Nothing more happens."""


class Table(Lines):
    """Keeps a table of the steps on `err`, which is a terminal, below all that is printed."""

    def __init__(self, board: Board, *, out: TextIO, err: TextIO) -> None:
        super().__init__(board, out=out, err=err)
        self._height = 0

    def changed(self, task: Task, state: State) -> None:
        self.board.change(task.title, state)
        self.tick()

    def printed(self, task: Task, line: str) -> None:
        self._erase()
        super().printed(task, line)
        self._draw()

    def tick(self) -> None:
        self._erase()
        self._draw()

    def close(self) -> None:
        """Leave the table as it is at the end."""
        self.tick()
        self._height = 0

    def _erase(self) -> None:
        if self._height:
            self._err.write(f"\x1b[{self._height}A\r{_CLEAR_BELOW}")
            self._err.flush()
        self._height = 0

    def _draw(self) -> None:
        columns, lines = _size(self._err)
        table = self.board.lines(columns=columns - 1, lines=max(1, lines - 2), colour=_has_colour(self._err))
        self._err.write("".join(f"{line}\n" for line in table))
        self._err.flush()
        self._height = len(table)


def watcher(titles: Sequence[str]) -> Lines:
    """A table if a person looks at standard error in a terminal, else lines."""
    kind = Table if sys.stderr.isatty() and os.environ.get("TERM") != "dumb" else Lines
    return kind(Board(titles), out=sys.stdout, err=sys.stderr)


def _has_colour(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _size(stream: TextIO) -> tuple[int, int]:
    try:
        columns, lines = os.get_terminal_size(stream.fileno())
    except (OSError, ValueError):
        return 80, 24
    return columns or 80, lines or 24
