"""What a server keeps, and what it does with it: one method for each request."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from tests.kfp_server.listing import listed
from tests.kfp_server.models import Mismatch, checked
from tests.kfp_server.packages import check_arguments, parsed, uploaded_file
from tests.kfp_server.progress import snapshots
from tests.kfp_server.replies import Reply, data, refuse, refuse_upload

_CREATED = "2026-01-01T00:00:00Z"
Query = Mapping[str, str]


@dataclass
class Store:
    """`largest_page` is small so that lists have pages. `failing` is the task that fails in each run.

    `filters` is false for a server that lists everything, whatever it is asked for.
    """

    largest_page: int = 2
    filters: bool = True
    multi_user: bool = False
    failing: str = ""
    pipelines: list[dict[str, Any]] = field(default_factory=list)
    versions: list[dict[str, Any]] = field(default_factory=list)
    experiments: list[dict[str, Any]] = field(default_factory=list)
    runs: list[dict[str, Any]] = field(default_factory=list)
    packages: dict[str, bytes] = field(default_factory=dict)
    _ahead: dict[str, Iterator[dict[str, Any]]] = field(default_factory=dict)

    def healthz(self, query: Query) -> Reply:
        return data({"multi_user": self.multi_user, "pipeline_store": "database"})

    def list_pipelines(self, query: Query) -> Reply:
        return self._list(self.pipelines, "pipelines", query, namespace=query.get("namespace", ""))

    def create_pipeline(self, query: Query, body: bytes) -> Reply:
        given = _model(body, "V2beta1Pipeline")
        return data(self._new_pipeline(given, refusing=refuse))

    def pipeline_by_name(self, query: Query, name: str) -> Reply:
        for each in self.pipelines:
            if each["name"] == name and each.get("namespace", "") == query.get("namespace", ""):
                return data(each)
        raise refuse(
            404, f"Failed to get a pipeline with name {name}: ResourceNotFoundError: Pipeline {name} not found."
        )

    def upload_pipeline(self, query: Query, body: bytes, content_type: str) -> Reply:
        content = uploaded_file(content_type, body)
        spec = parsed(content)
        given = {key: query[key] for key in ("name", "display_name", "description", "namespace") if key in query}
        pipeline = self._new_pipeline(given, refusing=refuse_upload)
        self._new_version(pipeline, pipeline["name"], spec, content)
        return data(pipeline)

    def list_versions(self, query: Query, pipeline_id: str) -> Reply:
        self._pipeline(pipeline_id)
        versions = [each for each in self.versions if each["pipeline_id"] == pipeline_id]
        return self._page(versions, "pipeline_versions", query)

    def upload_version(self, query: Query, body: bytes, content_type: str) -> Reply:
        content = uploaded_file(content_type, body)
        spec = parsed(content)
        if not query.get("pipelineid"):
            raise refuse_upload(400, "Failed to create a pipeline version")
        pipeline = self._pipeline(query["pipelineid"])
        name = query.get("name", "pipeline.yaml")
        if any(each["pipeline_id"] == pipeline["pipeline_id"] and each["name"] == name for each in self.versions):
            raise refuse_upload(409, "Failed to create a pipeline version")
        return data(self._new_version(pipeline, name, spec, content, description=query.get("description", "")))

    def list_experiments(self, query: Query) -> Reply:
        self._namespace(query.get("namespace", ""), "An experiment")
        return self._list(self.experiments, "experiments", query, namespace=query.get("namespace", ""))

    def create_experiment(self, query: Query, body: bytes) -> Reply:
        given = _model(body, "V2beta1Experiment")
        if not given.get("display_name"):
            raise refuse(400, "Invalid input error: Experiment must have a non-empty name")
        self._namespace(given.get("namespace", ""), "An experiment")
        if _same(self.experiments, given, "display_name"):
            raise refuse(409, f"Already exist error: The name {given['display_name']} already exists")
        made = {**given, "experiment_id": str(uuid4()), "created_at": _CREATED, "storage_state": "AVAILABLE"}
        return data(_kept(self.experiments, made, "V2beta1Experiment"))

    def list_runs(self, query: Query) -> Reply:
        runs = [each for each in self.runs if query.get("experiment_id") in (None, each["experiment_id"])]
        return self._page(runs, "runs", query)

    def create_run(self, query: Query, body: bytes) -> Reply:
        given = _model(body, "V2beta1Run")
        if not given.get("display_name"):
            raise refuse(400, "The run name is empty. Please specify a valid name")
        if given.get("experiment_id") not in [each["experiment_id"] for each in self.experiments]:
            raise refuse(404, f"ResourceNotFoundError: Experiment {given.get('experiment_id')} not found.")
        spec = self._spec_of(given)
        check_arguments(spec, given.get("runtime_config", {}).get("parameters", {}))
        made = {
            **given,
            "run_id": str(uuid4()),
            "created_at": _CREATED,
            "storage_state": "AVAILABLE",
            "state": "PENDING",
        }
        self._ahead[made["run_id"]] = snapshots(made["run_id"], spec, failing=self.failing)
        return data(_kept(self.runs, made, "V2beta1Run"))

    def get_run(self, query: Query, run_id: str) -> Reply:
        run = next((each for each in self.runs if each["run_id"] == run_id), None)
        if run is None:
            raise refuse(404, f"Failed to get a run: ResourceNotFoundError: Run {run_id} not found.")
        run.update(next(self._ahead[run_id], {}))
        return data(checked(run, "V2beta1Run"))

    def _new_pipeline(self, given: dict[str, Any], *, refusing: Any) -> dict[str, Any]:
        name = given.get("name") or given.get("display_name")
        if not name:
            raise refusing(400, "Invalid input error: pipeline's name cannot be empty")
        made = {**given, "name": name, "display_name": given.get("display_name") or name}
        if _same(self.pipelines, made, "name"):
            raise refusing(409, f"Already exist error: Pipeline {name} already exists")
        return _kept(self.pipelines, {**made, "pipeline_id": str(uuid4()), "created_at": _CREATED}, "V2beta1Pipeline")

    def _new_version(
        self, pipeline: dict[str, Any], name: str, spec: Any, content: bytes, *, description: str = ""
    ) -> dict[str, Any]:
        made = {
            "pipeline_id": pipeline["pipeline_id"],
            "pipeline_version_id": str(uuid4()),
            "name": name,
            "display_name": name,
            "description": description,
            "created_at": _CREATED,
            "pipeline_spec": spec,
        }
        self.packages[made["pipeline_version_id"]] = content
        return _kept(self.versions, made, "V2beta1PipelineVersion")

    def _spec_of(self, run: dict[str, Any]) -> dict[str, Any]:
        reference = run.get("pipeline_version_reference")
        if (reference is None) == (run.get("pipeline_spec") is None):
            raise refuse(400, "Invalid input error: give either a pipeline version or a pipeline spec")
        found = run.get("pipeline_spec")
        if reference is not None:
            matching = [each for each in self.versions if reference.items() <= each.items() and len(reference) == 2]
            if not matching:
                raise refuse(404, f"ResourceNotFoundError: PipelineVersion {reference} not found.")
            found = matching[0]["pipeline_spec"]
        return dict(found.get("pipeline_spec", found))

    def _pipeline(self, pipeline_id: str) -> dict[str, Any]:
        for each in self.pipelines:
            if each["pipeline_id"] == pipeline_id:
                return each
        raise refuse(404, f"ResourceNotFoundError: Pipeline {pipeline_id} not found.")

    def _list(self, items: list[dict[str, Any]], key: str, query: Query, *, namespace: str) -> Reply:
        here = [each for each in items if each.get("namespace", "") == namespace]
        return self._page(here, key, query)

    def _page(self, items: list[dict[str, Any]], key: str, query: Query) -> Reply:
        return listed(items, key, query, largest_page=self.largest_page, filters=self.filters)

    def _namespace(self, namespace: str, what: str) -> None:
        if self.multi_user and not namespace:
            raise refuse(400, f"Invalid input error: {what} cannot have an empty namespace in multi-user mode")
        if not self.multi_user and namespace:
            raise refuse(400, "Invalid input error: In single-user mode, a namespace cannot be given")


def _model(body: bytes, kind: str) -> dict[str, Any]:
    try:
        given: dict[str, Any] = checked(json.loads(body), kind)
    except (Mismatch, ValueError) as problem:
        raise refuse(400, str(problem)) from None
    return given


def _kept(items: list[dict[str, Any]], made: dict[str, Any], kind: str) -> dict[str, Any]:
    items.append(checked(made, kind))
    return items[-1]


def _same(items: list[dict[str, Any]], made: dict[str, Any], key: str) -> bool:
    return any(each[key] == made[key] and each.get("namespace") == made.get("namespace") for each in items)
