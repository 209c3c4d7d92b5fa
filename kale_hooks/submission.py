"""What `kale-hooks submit` does on a server, and what people see of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kale_core.kfp.server import run
from kale_core.kfp.server.connection import Connection
from kale_core.kfp.server.upload import Uploaded, Version, upload
from kale_hooks import console
from kale_hooks.exit_status import ExitStatus
from kale_hooks.following import show_until_end


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be on the server in the end: a version of a pipeline, and perhaps an experiment and a run.

    Without `runs`, `arguments` and `waits` say nothing. `steps` are names of steps as people know them, by task.
    """

    version: Version
    pipeline: str
    description: str
    experiment: str | None
    runs: bool
    arguments: Mapping[str, Any]
    waits: bool
    steps: Mapping[str, str]


def carry_out(order: Order, connection: Connection) -> ExitStatus:
    """Do it, and print the address of the page of the run, or else of the version. Raises as the connection does."""
    uploaded = upload(connection, order.version, pipeline=order.pipeline, description=order.description)
    done = "uploaded" if uploaded.is_new else "the server already has"
    console.say(f"{done} version {uploaded.version_name} of {order.pipeline}")
    experiment_id = run.experiment(connection, order.experiment) if order.experiment else ""
    if order.runs:
        return _run(order, connection, uploaded, experiment_id)
    _show_address(connection.address.version_page(uploaded.pipeline_id, uploaded.version_id))
    return ExitStatus.OK


def _run(order: Order, connection: Connection, uploaded: Uploaded, experiment_id: str) -> ExitStatus:
    run_id = run.start(
        connection, uploaded, pipeline=order.pipeline, experiment_id=experiment_id, arguments=order.arguments
    )
    console.say(f"started a run in the experiment {order.experiment}")
    _show_address(connection.address.run_page(run_id))
    return show_until_end(connection, run_id, steps=order.steps) if order.waits else ExitStatus.OK


def _show_address(page: str) -> None:
    """On standard output, where nothing else goes, and at once, since a run may be followed for hours."""
    print(page, flush=True)
