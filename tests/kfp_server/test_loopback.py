"""The server for tests takes what KFP's own client sends, and nothing else."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.kfp_server import KfpServer, serving

API = "/apis/v2beta1"
SPEC = {
    "pipelineInfo": {"name": "demo"},
    "root": {
        "dag": {
            "tasks": {"load-step": {"taskInfo": {"name": "load-step"}, "componentRef": {"name": "comp-load-step"}}}
        },
        "inputDefinitions": {"parameters": {"n": {"parameterType": "NUMBER_INTEGER", "defaultValue": 1.0}}},
    },
    "components": {"comp-load-step": {"executorLabel": "exec-load-step"}},
    "deploymentSpec": {"executors": {"exec-load-step": {"container": {"image": "python:3.12"}}}},
    "schemaVersion": "2.1.0",
}


@pytest.fixture
def server() -> Iterator[KfpServer]:
    with serving(KfpServer()) as running:
        yield running


def ask(server: KfpServer, path: str, body: Any = None) -> tuple[int, Any]:
    content = None if body is None else json.dumps(body).encode()
    try:
        with urllib.request.urlopen(urllib.request.Request(server.url + API + path, content), timeout=10) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


@pytest.fixture
def known(server: KfpServer) -> dict[str, str]:
    """The identifiers of a pipeline, its version and an experiment."""
    _, pipeline = ask(server, "/pipelines", {"display_name": "demo"})
    _, experiment = ask(server, "/experiments", {"display_name": "Default"})
    version = server.store._new_version(pipeline, "v", SPEC, b"")
    return {
        "pipeline_id": pipeline["pipeline_id"],
        "pipeline_version_id": version["pipeline_version_id"],
        "experiment_id": experiment["experiment_id"],
    }


def run_of(known: dict[str, str], **other: Any) -> dict[str, Any]:
    reference = {key: known[key] for key in ("pipeline_id", "pipeline_version_id")}
    experiment_id = known["experiment_id"]
    return {"display_name": "r", "experiment_id": experiment_id, "pipeline_version_reference": reference} | other


def test_a_client_of_kfp(server: KfpServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    client_module = pytest.importorskip("kfp.client.client")
    monkeypatch.setattr(client_module.Client, "_LOCAL_KFP_CONTEXT", str(tmp_path / "context.json"))
    package = tmp_path / "pipeline.yaml"
    package.write_text(yaml.safe_dump(SPEC))
    with pytest.warns(FutureWarning):
        client = client_module.Client(host=server.url)
    pipeline = client.upload_pipeline(str(package), description="d")
    client.upload_pipeline_version(str(package), "second", pipeline_id=pipeline.pipeline_id)
    assert client.get_pipeline_id("demo") == pipeline.pipeline_id
    run = client.create_run_from_pipeline_package(str(package), {"n": 2}, experiment_name="x")
    assert client.wait_for_run_completion(run.run_id, timeout=10, sleep_duration=0).state == "SUCCEEDED"
    assert {request.path for request in server.requests} == {
        "/healthz",
        "/pipelines/upload",
        "/pipelines/upload_version",
        "/pipelines",
        "/experiments",
        "/runs",
        f"/runs/{run.run_id}",
    }


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        pytest.param({}, 200, None, id="as it should be"),
        pytest.param({"colour": 1}, 400, "unknown field 'colour' in V2beta1Run", id="unknown field"),
        pytest.param({"display_name": 1}, 400, "V2beta1Run.display_name must be str, not 1", id="wrong type"),
        pytest.param({"display_name": ""}, 400, "The run name is empty", id="no name"),
        pytest.param({"state": "FINE"}, 400, "must be one of", id="unknown state"),
        pytest.param({"created_at": "now"}, 400, "must be a time", id="no time"),
        pytest.param({"experiment_id": "?"}, 404, "Experiment ? not found", id="unknown experiment"),
        pytest.param({"pipeline_spec": {}}, 400, "either", id="a version and a spec"),
        pytest.param({"pipeline_version_reference": {"pipeline_id": "?"}}, 404, "not found", id="half a reference"),
        pytest.param({"runtime_config": {"parameters": {"m": 1}}}, 400, "parameter m", id="unknown parameter"),
        pytest.param({"runtime_config": {"parameters": {"n": "1"}}}, 400, "NUMBER_INTEGER", id="wrong parameter"),
        pytest.param({"runtimeConfig": {"parameters": {"n": 1}}}, 200, None, id="camel case"),
    ],
)
def test_runs(server: KfpServer, known: dict[str, str], body: Any, status: int, words: str | None) -> None:
    answered, answer = ask(server, "/runs", run_of(known, **body))
    assert answered == status
    assert words is None or words in answer["message"]
    assert len(server.store.runs) == (status == 200)


def named(name: str, **other: Any) -> str:
    predicate = {"operation": "EQUALS", "key": "display_name", "stringValue": name, **other}
    return urllib.request.quote(json.dumps({"predicates": [predicate]}))


@pytest.mark.parametrize(
    ("path", "status"),
    [
        pytest.param(f"/experiments?filter={named('a')}", 200, id="a filter"),
        pytest.param(f"/experiments?filter={named('a', operation=1)}", 200, id="an operation by its number"),
        pytest.param(f"/experiments?filter={named('a', operation='LIKE')}", 400, id="an unknown operation"),
        pytest.param(f"/experiments?filter={named('a', key='colour')}", 400, id="an unknown key"),
        pytest.param("/experiments?filter={", 400, id="no filter"),
        pytest.param("/experiments?page_token=x", 400, id="no token"),
        pytest.param("/experiments?namespace=team", 400, id="a namespace where there are none"),
        pytest.param("/experiments?colour=red", 400, id="an unknown parameter"),
        pytest.param("/experiments/1/2", 404, id="an unknown path"),
        pytest.param("/runs/1", 404, id="an unknown run"),
    ],
)
def test_questions(server: KfpServer, path: str, status: int) -> None:
    assert ask(server, path)[0] == status


def test_pages(server: KfpServer) -> None:
    for name in "abcde":
        ask(server, "/experiments", {"display_name": name})
    found, token = [], ""
    while True:
        _, page = ask(server, f"/experiments?page_size=100&page_token={urllib.request.quote(token)}")
        found += [each["display_name"] for each in page["experiments"]]
        assert page["total_size"] == 5
        if not (token := page.get("next_page_token", "")):
            break
    assert found == list("abcde")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param("{", "Failed to read a pipeline spec file", id="no YAML"),
        pytest.param("[1]", "Failed to read a pipeline spec file", id="no spec"),
        pytest.param("colour: red", "Failed to read a pipeline spec file", id="unknown field"),
    ],
)
def test_uploads_of_what_is_no_package(server: KfpServer, tmp_path: Path, content: str, words: str) -> None:
    import kfp_server_api

    file = tmp_path / "pipeline.yaml"
    file.write_text(content)
    client = kfp_server_api.ApiClient(kfp_server_api.Configuration(host=server.url))
    with pytest.raises(kfp_server_api.ApiException) as refused:
        kfp_server_api.PipelineUploadServiceApi(client).upload_pipeline(str(file), name="demo")
    assert refused.value.status == 400
    assert words in json.loads(refused.value.body)["error_message"]
    assert server.store.pipelines == []
