"""A moment after which nothing is worth waiting for."""

from __future__ import annotations

import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TypeVar

_Result = TypeVar("_Result")


class Deadline:
    """A moment that is `seconds` away when this is made."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """The seconds until then, 0 if it has passed."""
        return max(0.0, self._end - time.monotonic())

    def pause(self, seconds: float) -> bool:
        """Sleep that long, but not beyond the moment; whether there is time left."""
        time.sleep(min(seconds, self.left))
        return self.left > 0


class TooSlow(Exception):
    """A call did not come back in time."""


def within(seconds: float, call: Callable[[], _Result]) -> _Result:
    """What `call` returns or raises; `TooSlow` if it takes longer, whatever it is waiting for.

    The time limits of sockets do not suffice: they begin anew with each byte, and leave out the look-up of names.
    """
    outcome: SimpleQueue[tuple[Any, BaseException | None]] = SimpleQueue()

    def work() -> None:
        try:
            outcome.put((call(), None))
        except BaseException as error:
            outcome.put((None, error))

    Thread(target=work, daemon=True).start()
    try:
        result, error = outcome.get(timeout=seconds)
    except Empty:
        raise TooSlow from None
    if error is not None:
        raise error
    return result  # type: ignore[no-any-return]
