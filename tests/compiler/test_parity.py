"""What each key of the metadata and each setting tag is in the IR that KFP compiles (spec sections 3 and 7).

The values are those of Kale 2.3 for the same notebook, except where a case says what Kale does instead.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest
import yaml

from kale_core.analysis.dataflow import analyse
from kale_core.compiler import Compiler
from kale_core.installation import PLAIN, Installation
from kale_core.processor import process
from tests.notebooks import cell, notebook

pytest.importorskip("kfp")

NAME = {"pipeline_name": "demo"}
CLAIM = {"name": "my-data", "mount_point": "/data", "type": "pvc"}
HOME = [{"name": "HOME", "value": "/tmp"}]
NOBODY = {"runAsUser": "65534", "runAsGroup": "0", "runAsNonRoot": True}
STEPS = ("load", "train")

Shape = dict[str, Any]


def plain(**others: Any) -> Shape:
    """A step of a pipeline without settings, but for `others`."""
    shape = {"image": "python:3.12", "env": HOME, "caching": {"enableCache": True}, "report": True}
    return {**shape, "pod": {"securityContext": NOBODY}, **others}


def pod(**others: Any) -> Shape:
    return {"securityContext": NOBODY, **others}


def accelerator(kind: str, count: str) -> Shape:
    return {"accelerator": {"type": kind, "count": count, "resourceType": kind, "resourceCount": count}}


def mounts(*claims: tuple[str, str]) -> list[Shape]:
    return [
        {"constant": name, "mountPath": at, "pvcNameParameter": {"runtimeValue": {"constant": name}}}
        for name, at in claims
    ]


def secret(name: str, key: str, variable: str) -> list[Shape]:
    named = {"runtimeValue": {"constant": name}}
    return [
        {
            "secretName": name,
            "keyToEnv": [{"secretKey": key, "envVar": variable}],
            "secretNameParameter": named,
            "optional": False,
        }
    ]


def compiled(
    folder: Path, *tags: str, installation: Installation = PLAIN, **metadata: Any
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The two documents of the IR of a pipeline of two steps, of which the first has the tags."""
    from kfp import compiler

    cells = [cell(["step:load", *tags], "import cv2\ndata = [1]"), cell("step:train, prev:load", "print(data)")]
    pipeline = process(notebook(cells, metadata={**NAME, **metadata})).pipeline
    dataflow = analyse(pipeline, installation=installation)
    file = folder / "demo.kale.py"
    file.write_text(Compiler(pipeline, dataflow).compile(), encoding="utf-8", newline="\n")
    spec = importlib.util.spec_from_file_location(f"{folder.name}_generated".replace("-", "_"), file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    compiler.Compiler().compile(module.auto_generated_pipeline, str(folder / "ir.yaml"))
    documents = list(yaml.safe_load_all((folder / "ir.yaml").read_text(encoding="utf-8")))
    return documents[0], documents[1] if len(documents) > 1 else {}


def shape(name: str, spec: dict[str, Any], platform: dict[str, Any]) -> Shape:
    """What the settings of a step are in the IR."""
    task, component = spec["root"]["dag"]["tasks"][f"{name}-step"], spec["components"][f"comp-{name}-step"]
    container = spec["deploymentSpec"]["executors"][f"exec-{name}-step"]["container"]
    executors = platform.get("platforms", {}).get("kubernetes", {}).get("deploymentSpec", {}).get("executors", {})
    outputs = component.get("outputDefinitions", {}).get("artifacts", {})
    resources = {"resources": container["resources"]} if "resources" in container else {}
    return {
        "image": container["image"],
        "env": container["env"],
        "caching": task.get("cachingOptions", {}),
        "report": f"{name}_html_report" in outputs,
        "pod": executors.get(f"exec-{name}-step", {}),
        **resources,
    }


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        pytest.param({}, plain(), id="nothing"),
        pytest.param({"base_image": "quay.io/a/b:1"}, plain(image="quay.io/a/b:1"), id="base_image"),
        pytest.param({"base_image": ""}, plain(), id="base_image-empty"),
        pytest.param({"enable_caching": False}, plain(caching={}), id="enable_caching"),
        pytest.param({"volumes": [CLAIM]}, plain(pod=pod(pvcMount=mounts(("my-data", "/data")))), id="volume"),
        pytest.param(
            {"volumes": [{**CLAIM, "expose_as_env_var": True}]},
            plain(
                env=[*HOME, {"name": "KALE_VOLUME_MY_DATA", "value": "/data"}],
                pod=pod(pvcMount=mounts(("my-data", "/data"))),
            ),
            id="volume-in-environment",
        ),
        pytest.param(
            {"volumes": [CLAIM, {**CLAIM, "name": "b", "mount_point": "/b", "size": 5, "size_type": "Gi"}]},
            plain(pod=pod(pvcMount=mounts(("my-data", "/data"), ("b", "/b")))),
            id="two-volumes",
        ),
        pytest.param({"security_context": None}, plain(), id="security_context-null"),
        pytest.param({"security_context": {"enabled": False}}, plain(pod={}), id="security_context-off"),
        pytest.param(
            {"security_context": {"run_as_user": 1000, "run_as_group": 100, "run_as_non_root": False}},
            plain(pod={"securityContext": {"runAsUser": "1000", "runAsGroup": "100", "runAsNonRoot": False}}),
            id="security_context",
        ),
        pytest.param(
            {"security_context": {"run_as_user": 7}},
            plain(pod={"securityContext": {**NOBODY, "runAsUser": "7"}}),
            id="security_context-in-part",
        ),
        pytest.param({"timeout": 600}, plain(pod=pod(activeDeadlineSeconds="600")), id="timeout: Kale drops it"),
        pytest.param(
            {"timeout": 600, "security_context": {"enabled": False}},
            plain(pod={"activeDeadlineSeconds": "600"}),
            id="timeout-alone",
        ),
        pytest.param(
            {"steps_defaults": ["label:a:b", "annotation:x.org/c:d", "secret:store:key:ENV"]},
            plain(
                pod=pod(
                    podMetadata={"labels": {"a": "b"}, "annotations": {"x.org/c": "d"}},
                    secretAsEnv=secret("store", "key", "ENV"),
                )
            ),
            id="steps_defaults",
        ),
        pytest.param(
            {"steps_defaults": ["limit:amd.com/gpu:1"]},
            plain(resources=accelerator("amd.com/gpu", "1")),
            id="steps_defaults-accelerator",
        ),
        pytest.param(
            {"steps_defaults": ["image:busybox:1", "cache:disabled", "report:disabled"]},
            plain(image="busybox:1", caching={}, report=False),
            id="steps_defaults-other: Kale fails",
        ),
    ],
)
def test_metadata(tmp_path: Path, metadata: dict[str, Any], expected: Shape) -> None:
    spec, platform = compiled(tmp_path, **metadata)
    assert [shape(step, spec, platform) for step in STEPS] == [expected, expected]


@pytest.mark.parametrize(
    ("tag", "metadata", "expected"),
    [
        ("image:registry:5000/x/y:1.2", {"base_image": "z"}, plain(image="registry:5000/x/y:1.2")),
        ("cache:disabled", {}, plain(caching={})),
        ("cache:enabled", {"enable_caching": False}, plain()),
        ("report:disabled", {}, plain(report=False)),
        ("limit:nvidia.com/gpu:2", {}, plain(resources=accelerator("nvidia.com/gpu", "2"))),
        ("label:team:a", {}, plain(pod=pod(podMetadata={"labels": {"team": "a"}}))),
        ("annotation:x.org/team:a", {}, plain(pod=pod(podMetadata={"annotations": {"x.org/team": "a"}}))),
        ("secret:my.store:my.key:ENV", {}, plain(pod=pod(secretAsEnv=secret("my.store", "my.key", "ENV")))),
        pytest.param(
            "limit:habana.ai/gaudi:1",
            {},
            plain(resources=accelerator("habana.ai/gaudi", "1")),
            id="gaudi: Kale drops it",
        ),
        pytest.param(
            "limit:google.com/tpu:8", {}, plain(resources=accelerator("google.com/tpu", "8")), id="tpu: Kale drops it"
        ),
        pytest.param(
            "limit:memory:8Gi",
            {},
            plain(resources={"memoryLimit": 8.589934592, "resourceMemoryLimit": "8Gi"}),
            id="memory: Kale drops it",
        ),
        pytest.param(
            "limit:cpu:500m",
            {},
            plain(resources={"cpuLimit": 0.5, "resourceCpuLimit": "500m"}),
            id="cpu: Kale drops it",
        ),
        pytest.param(
            "annotation:note:a:b",
            {},
            plain(pod=pod(podMetadata={"annotations": {"note": "a:b"}})),
            id="annotation: Kale loses the colon",
        ),
        pytest.param(
            "label:a:mine",
            {"steps_defaults": ["label:a:b"]},
            plain(pod=pod(podMetadata={"labels": {"a": "mine"}})),
            id="own-label: Kale prefers the default",
        ),
    ],
)
def test_tags(tmp_path: Path, tag: str, metadata: dict[str, Any], expected: Shape) -> None:
    assert shape("load", *compiled(tmp_path, tag, **metadata)) == expected


def test_names_and_description(tmp_path: Path) -> None:
    spec, _ = compiled(tmp_path, pipeline_description='it\'s\n"what" {{x}}', experiment_name="no part of the IR")
    assert spec["pipelineInfo"] == {"name": "demo", "description": 'it\'s\n"what" {{x}}'}


def test_what_is_installed_and_from_where(tmp_path: Path) -> None:
    chosen = Installation(
        {"cv2": "opencv-python-headless"},
        {
            "opencv-python-headless": ("==4.10.0.84",),
            "dill": ('==0.3.8; (os_name == "nt") or (os_name == "x")', '==0.3.9; os_name == "posix"'),
        },
        ("https://a.example/simple", "https://b.example/simple"),
        ("a.example",),
    )
    spec, _ = compiled(tmp_path, "report:disabled", installation=chosen)
    command = " ".join(spec["deploymentSpec"]["executors"]["exec-load-step"]["container"]["command"])
    for part in (
        "'opencv-python-headless==4.10.0.84'",
        """'dill==0.3.8; (os_name == "nt") or (os_name == "x")'""",
        """'dill==0.3.9; os_name == "posix"'""",
        "--index-url https://a.example/simple --extra-index-url https://b.example/simple --trusted-host a.example",
    ):
        assert part in command
    assert "--trusted-host https://" not in command and "b.example --trusted" not in command


def test_nothing_comes_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    of = process(notebook([cell("step:load", "import cv2")], metadata={**NAME, "volumes": [CLAIM]})).pipeline
    before = Compiler(of).compile()
    for name in (
        "KALE_DEFAULT_BASE_IMAGE", "KALE_DEV_MODE", "KALE_PIP_INDEX_URLS", "KALE_PIP_TRUSTED_HOSTS", "PIP_INDEX_URL",
        "KALE_SECURITY_CONTEXT_ENABLED", "KALE_SECURITY_CONTEXT_RUN_AS_USER", "PIP_TRUSTED_HOST", "HOME",
    ):  # fmt: skip
        monkeypatch.setenv(name, "/data")
    assert Compiler(of).compile() == before
