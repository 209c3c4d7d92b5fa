"""Starting a run of an uploaded version."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from kale_core.kfp.server.connection import Connection
from kale_core.kfp.server.faults import MAY_HAVE_ACTED, ServerFault
from kale_core.kfp.server.upload import Uploaded


def experiment(connection: Connection, name: str) -> str:
    """The identifier of the experiment of that name, which is made if there is none."""
    services = connection.experiments
    where = {"namespace": connection.namespace} if connection.namespace else {}

    def find() -> Any | None:
        return connection.find(services.experiment_service_list_experiments, "experiments", name, **where)

    def make() -> Any:
        model = connection.models.V2beta1Experiment(display_name=name, **where)
        return services.experiment_service_create_experiment(model)

    found = find()
    if found is None:
        found = connection.make(make, find=find, may_repeat=True)
    return connection.identified(found, "experiment_id")


def start(
    connection: Connection, uploaded: Uploaded, *, pipeline: str, experiment_id: str, arguments: Mapping[str, Any]
) -> str:
    """The identifier of a new run of the version.

    A server takes the same request twice for two runs, so the request is never repeated after it may have had an
    effect. The run has a name that no other has, by which it is looked up instead.
    """
    name = f"{pipeline} {uploaded.version_name} {secrets.token_hex(3)}"
    models, services = connection.models, connection.runs
    model = models.V2beta1Run(
        display_name=name,
        experiment_id=experiment_id,
        pipeline_version_reference=models.V2beta1PipelineVersionReference(
            pipeline_id=uploaded.pipeline_id, pipeline_version_id=uploaded.version_id
        ),
        runtime_config=models.V2beta1RuntimeConfig(parameters=dict(arguments)),
    )

    def find() -> Any | None:
        return connection.find(services.run_service_list_runs, "runs", name, experiment_id=experiment_id)

    try:
        made = connection.make(lambda: services.run_service_create_run(model), find=find, may_repeat=False)
    except ServerFault as fault:
        if fault.kind in MAY_HAVE_ACTED:
            page = connection.address.experiment_page(experiment_id)
            raise fault.with_words(
                f", and no new run is found there: look at {page} before you start another"
            ) from fault
        raise
    return connection.identified(made, "run_id")
