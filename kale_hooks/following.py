"""A run as it goes on, in lines on standard error."""

from __future__ import annotations

import signal
from collections.abc import Iterable, Mapping

from kale_core.kfp.server.connection import Connection
from kale_core.kfp.server.faults import ServerFault
from kale_core.kfp.server.follow import Change, State, StillRunning, follow
from kale_hooks import console
from kale_hooks.exit_status import ExitStatus

_ENDINGS = {
    State.SUCCEEDED: "the run succeeded",
    State.FAILED: "the run failed",
    State.CANCELED: "the run was cancelled",
    State.SKIPPED: "the run was skipped",
}


class NotFollowed(Exception):
    """A run goes on, and nobody follows it any more; the message says why, on one line, `status` is for the shell."""

    def __init__(self, message: str, *, status: int = ExitStatus.ERROR) -> None:
        super().__init__(message)
        self.status = status


def show_until_end(connection: Connection, run_id: str, *, steps: Mapping[str, str]) -> ExitStatus:
    """Follow a run, and say what became of it: 0 if it succeeded, 1 if not.

    If it cannot be followed to its end: `NotFollowed`, or a `ServerFault` that says that the run goes on.
    """
    try:
        return _show(follow(connection, run_id, steps=steps))
    except StillRunning:
        raise NotFollowed(
            "the run has not ended in time, and goes on; --timeout says how long to wait for it"
        ) from None
    except ServerFault as fault:
        raise fault.with_words(", while the run goes on") from fault
    except KeyboardInterrupt:
        raise NotFollowed("stopped following the run, which goes on", status=128 + signal.SIGINT) from None


def _show(changes: Iterable[Change]) -> ExitStatus:
    for change in changes:
        error = f" ({change.error})" if change.error else ""
        if change.step:
            console.say(f"  {change.step}: {change.state}{error}")
        elif change.state.is_final:
            console.say(f"{_ENDINGS[change.state]}{error}")
            return ExitStatus.OK if change.state is State.SUCCEEDED else ExitStatus.FINDINGS
    raise AssertionError("the last change is that of the run to a final state")
