"""The steps of a run and how far each is, as a table."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kale_core.kfp.local.runner import State
from kale_hooks.output.visible import width

_ACTIVE = frozenset({State.INSTALLING, State.RUNNING})
_COLOURS = {
    State.INSTALLING: "36",
    State.RUNNING: "1;36",
    State.DONE: "32",
    State.FAILED: "1;31",
    State.WAITING: "2",
    State.SKIPPED: "2",
}
_STATE_WIDTH = max(map(len, State))


@dataclass(slots=True)
class Row:
    """A step: its state, since when it has it, and for how long it ran, in seconds."""

    title: str
    state: State = State.WAITING
    since: float = 0.0
    ran: float | None = None


class Board:
    """The rows of all steps, in their order; `clock` gives seconds."""

    def __init__(self, titles: Sequence[str], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self.rows = {title: Row(title) for title in titles}

    def change(self, title: str, state: State) -> Row:
        """Give a step another state, and its row as it is now."""
        row, now = self.rows[title], self._clock()
        if row.state is State.RUNNING:
            row.ran = now - row.since
        row.state, row.since = state, now
        return row

    def active(self) -> list[str]:
        """The steps that run or install packages."""
        return [row.title for row in self.rows.values() if row.state in _ACTIVE]

    def lines(self, *, columns: int, lines: int, colour: bool) -> list[str]:
        """The table, in so many columns and lines at most: what runs or failed before what waits or is done."""
        rows = list(self.rows.values())
        if len(rows) <= lines:
            return [self._line(row, columns, colour) for row in rows]
        telling = [row for row in rows if row.state in _ACTIVE or row.state is State.FAILED][: max(0, lines - 1)]
        return [*(self._line(row, columns, colour) for row in telling), self._rest(rows, telling)[:columns]]

    def _line(self, row: Row, columns: int, colour: bool) -> str:
        state = f"{row.state:<{_STATE_WIDTH}}"
        text = f"  {state}  {row.title}"
        seconds = self._seconds(row)
        if seconds is not None:
            room = max(width(title) for title in self.rows)
            text += f"{' ' * (room - width(row.title))}  {duration(seconds):>8}"
        text = text[:columns]
        return text.replace(state, f"\x1b[{_COLOURS[row.state]}m{state}\x1b[0m", 1) if colour else text

    def _seconds(self, row: Row) -> float | None:
        return self._clock() - row.since if row.state in _ACTIVE else row.ran

    def _rest(self, rows: Sequence[Row], told: Sequence[Row]) -> str:
        counts = Counter(row.state for row in rows if row not in told)
        return f"  and {', '.join(_counted(counts))}"


def _counted(counts: Counter[State]) -> Iterator[str]:
    return (f"{counts[state]} {state}" for state in State if counts[state])


def duration(seconds: float) -> str:
    """`1.7 s`, `2:05 min` or `1:02:05 h`."""
    if seconds < 100:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02} h" if hours else f"{minutes}:{rest:02} min"
