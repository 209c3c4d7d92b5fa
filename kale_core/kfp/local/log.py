"""What of the log of a step is the notebook's: the executor of KFP talks, too, and at length."""

from __future__ import annotations

_EXECUTOR = "[KFP Executor "
_INPUT = "Got executor_input:"
_TRACEBACK = "Traceback (most recent call last):"
_STARTED_BY_KFP = 'File "<frozen runpy>"'


class Sieve:
    """Lets the lines of one step pass that people want to see, in order.

    It holds back what the executor says of itself, and the traceback of the executor below the one of the cell, which
    the runtime has printed before.
    """

    def __init__(self) -> None:
        self._in_input = False
        self._ended = False
        self._held: list[str] = []

    def shown(self, line: str) -> list[str]:
        """The lines to show once that line is there."""
        if self._ended or self._is_of_executor(line):
            return []
        if line == _TRACEBACK:
            self._held.append(line)
            return []
        if self._held and line.strip().startswith(_STARTED_BY_KFP):
            self._ended = True
            return []
        held, self._held = self._held, []
        return [*held, line]

    def _is_of_executor(self, line: str) -> bool:
        if line.startswith(_EXECUTOR):
            self._in_input = line.endswith(_INPUT)
            return True
        if self._in_input:
            self._in_input = line != "}"
            return True
        return False
