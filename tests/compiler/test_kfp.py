"""What the KFP SDK makes of the generated file: the interface of spec section 8, and runs on this machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from kale_core.analysis.dataflow import Dataflow
from kale_core.compiler import LARGEST_COMPONENT, component_sizes
from kale_core.config import SecurityContext, Volume
from kale_core.pipeline import Pipeline
from kale_core.step import Secret
from tests.compiler.pipelines import (
    WINE,
    WINE_FLOWS,
    cell,
    flow,
    flows,
    generate,
    load,
    metric,
    parameter,
    pipeline,
    step,
)

pytest.importorskip("kfp")

DATASET = {"artifactType": {"schemaTitle": "system.Dataset", "schemaVersion": "0.0.1"}}
MODEL = {"artifactType": {"schemaTitle": "system.Model", "schemaVersion": "0.0.1"}}
HTML = {"artifactType": {"schemaTitle": "system.HTML", "schemaVersion": "0.0.1"}}
METRICS = {"artifactType": {"schemaTitle": "system.Metrics", "schemaVersion": "0.0.1"}}


class Compiled:
    """The IR of a pipeline, by step."""

    def __init__(self, folder: Path, of: Pipeline, data: Dataflow | None = None) -> None:
        from kfp import compiler

        self.module = load(generate(of, data), folder)
        file = folder / "ir.yaml"
        compiler.Compiler().compile(self.module.auto_generated_pipeline, str(file))
        documents = list(yaml.safe_load_all(file.read_text(encoding="utf-8")))
        self.spec: dict[str, Any] = documents[0]
        self.platform: dict[str, Any] = documents[1] if len(documents) > 1 else {}

    def component(self, name: str) -> dict[str, Any]:
        found = self.spec["components"][f"comp-{name}-step"]
        assert isinstance(found, dict)
        return found

    def container(self, name: str) -> dict[str, Any]:
        found = self.spec["deploymentSpec"]["executors"][f"exec-{name}-step"]["container"]
        assert isinstance(found, dict)
        return found

    def task(self, name: str) -> dict[str, Any]:
        found = self.spec["root"]["dag"]["tasks"][f"{name}-step"]
        assert isinstance(found, dict)
        return found

    def kubernetes(self, name: str) -> dict[str, Any]:
        executors = (
            self.platform.get("platforms", {}).get("kubernetes", {}).get("deploymentSpec", {}).get("executors", {})
        )
        return dict(executors.get(f"exec-{name}-step", {}))


@pytest.fixture(scope="module")
def wine(tmp_path_factory: pytest.TempPathFactory) -> Compiled:
    return Compiled(tmp_path_factory.mktemp("wine"), WINE, WINE_FLOWS)


def test_pipeline_info(wine: Compiled) -> None:
    assert wine.spec["pipelineInfo"] == {"name": "wine-quality", "description": "Which cultivar is it?"}
    assert wine.spec["root"]["inputDefinitions"]["parameters"] == {
        "depth": {"defaultValue": 3.0, "isOptional": True, "parameterType": "NUMBER_INTEGER"},
        "labels": {"defaultValue": ["a", "b"], "isOptional": True, "parameterType": "LIST"},
    }


@pytest.mark.parametrize(
    ("name", "inputs", "outputs"),
    [
        ("load", {}, {"df_output_artifact": DATASET, "rows_output_artifact": DATASET, "load_html_report": HTML}),
        ("check", {"rows_input_artifact": DATASET}, {"check_html_report": HTML}),
        ("train", {"df_input_artifact": DATASET}, {"model_output_artifact": MODEL, "train_html_report": HTML}),
        (
            "evaluate",
            {"df_input_artifact": DATASET, "model_input_artifact": MODEL},
            {"evaluate_html_report": HTML, "kale_metrics_artifact": METRICS},
        ),
    ],
)
def test_artifacts(wine: Compiled, name: str, inputs: dict[str, Any], outputs: dict[str, Any]) -> None:
    component = wine.component(name)
    assert component.get("inputDefinitions", {}).get("artifacts", {}) == inputs
    assert component["outputDefinitions"]["artifacts"] == outputs


def test_only_the_parameters_that_a_step_reads(wine: Compiled) -> None:
    passed = {name: wine.task(name).get("inputs", {}).get("parameters", {}) for name in ("load", "check", "train")}
    assert {name: set(parameters) for name, parameters in passed.items()} == {
        "load": set(),
        "check": set(),
        "train": {"depth", "labels"},
    }


def test_every_declared_edge_and_every_provider_orders_the_steps(wine: Compiled) -> None:
    after = {name: set(wine.task(name).get("dependentTasks", [])) for name in ("load", "check", "train", "evaluate")}
    assert after == {
        "load": set(),
        "check": {"load-step"},
        "train": {"load-step", "check-step"},
        "evaluate": {"train-step", "load-step"},
    }


def test_settings(tmp_path: Path) -> None:
    one = step(
        "one_two",
        image="busybox:1",
        limits=(("cpu", "0.5"), ("memory", "1e9"), ("nvidia.com/gpu", "3")),
        labels=(("team", "a"),),
        annotations=(("note", "http://h:80/x"),),
        secrets=(Secret("store", "user", "USER"), Secret("store", "word", "WORD")),
        cache=False,
        report=False,
    )
    volume = Volume("my-data", "/data", True)
    compiled = Compiled(tmp_path, pipeline(one, step("b"), config={"volumes": (volume,)}))
    container = compiled.container("one-two")
    assert container["image"] == "busybox:1"
    assert container["resources"]["resourceCpuLimit"] == "0.5"
    assert container["resources"]["resourceMemoryLimit"] == "1000000000"
    assert container["resources"]["accelerator"] == {
        "count": "3",
        "resourceCount": "3",
        "resourceType": "nvidia.com/gpu",
        "type": "nvidia.com/gpu",
    }
    assert {each["name"]: each["value"] for each in container["env"]} == {
        "HOME": "/tmp",
        "KALE_VOLUME_MY_DATA": "/data",
    }
    pod = compiled.kubernetes("one-two")
    assert pod["podMetadata"] == {"labels": {"team": "a"}, "annotations": {"note": "http://h:80/x"}}
    assert [(each["secretName"], each["keyToEnv"]) for each in pod["secretAsEnv"]] == [
        ("store", [{"envVar": "USER", "secretKey": "user"}]),
        ("store", [{"envVar": "WORD", "secretKey": "word"}]),
    ]
    assert [(each["constant"], each["mountPath"]) for each in pod["pvcMount"]] == [("my-data", "/data")]
    assert pod["securityContext"] == {"runAsUser": "65534", "runAsGroup": "0", "runAsNonRoot": True}
    assert not compiled.task("one-two")["cachingOptions"]
    assert compiled.task("one-two")["taskInfo"]["name"] == "one-two-step"
    assert "outputDefinitions" not in compiled.component("one-two")
    assert compiled.container("b")["image"] == "python:3.12"
    assert compiled.task("b")["cachingOptions"] == {"enableCache": True}


@pytest.mark.parametrize(("everywhere", "here"), [(True, None), (True, False), (False, None), (False, True)])
def test_caching(everywhere: bool, here: bool | None, tmp_path: Path) -> None:
    compiled = Compiled(tmp_path, pipeline(step("a", cache=here), config={"enable_caching": everywhere}))
    wanted = everywhere if here is None else here
    assert bool(compiled.task("a").get("cachingOptions", {}).get("enableCache")) is wanted


def test_no_security_context_and_no_description(tmp_path: Path) -> None:
    off = {"security_context": SecurityContext(enabled=False)}
    compiled = Compiled(tmp_path, pipeline(step("a"), config=off))
    assert compiled.kubernetes("a") == {}
    assert compiled.spec["pipelineInfo"] == {"name": "demo", "description": "Auto-generated pipeline function."}


def test_names_that_collide_with_what_is_generated(tmp_path: Path) -> None:
    names = [
        "a_step", "a_task", "b_step", "b_task", "kubernetes", "dsl", "compiler", "Input", "int", "task",
        "df_input_artifact", "model_output_artifact", "a_html_report", "kale_metrics_artifact",
    ]  # fmt: skip
    of = pipeline(
        step("a", labels=(("k", "v"),)),
        step("b", prev="a"),
        parameters=tuple(parameter(name, "1") for name in names),
        metrics=(metric("m"),),
    )
    data = flows(
        flow("a", outputs="_cache df größe model", parameters=tuple(names)),
        flow("b", "_cache<a df<a größe<a model<a", parameters=tuple(names)),
        metric_steps=(("m", "b"),),
    )
    compiled = Compiled(tmp_path, of, data)
    given = compiled.task("b")["inputs"]
    assert set(given["parameters"]) == set(names)
    assert set(given["artifacts"]) == {
        "var_cache_input_artifact",
        "df_2_input_artifact",
        "gr_u00f6u00df_e_input_artifact",
        "model_2_input_artifact",
    }
    assert set(compiled.component("a")["outputDefinitions"]["artifacts"]) >= {"a_html_report_2"}
    assert set(compiled.component("b")["outputDefinitions"]["artifacts"]) >= {"kale_metrics_artifact_2"}


def test_component_sizes_are_those_of_kfp(wine: Compiled) -> None:
    shipped = {
        name: len(wine.container(name)["command"][-1].encode()) for name in ("load", "check", "train", "evaluate")
    }
    assert component_sizes(WINE, WINE_FLOWS) == shipped
    assert max(shipped.values()) < LARGEST_COMPONENT


SOURCES = [
    "x = '''\n    \n\t\n'''  ",
    "é = '{{$}} {{$.inputs}} /kfp-workspace'",
    "\\",
    "def f():\n\n    return 1",
    "a\u2028\x0cb",
]


def test_kfp_ships_the_very_cells(tmp_path: Path) -> None:
    of = pipeline(step("a", *SOURCES), functions=tuple(map(cell, SOURCES)))
    source = Compiled(tmp_path, of).container("a")["command"][-1]
    assert "{{$" not in source and "/kfp-workspace" not in source
    shipped: dict[str, Any] = {}
    exec(source.replace("import kfp", "").replace("from kfp import dsl", ""), shipped)
    assert list(shipped["_cells_of_a"]()) == list(shipped["_shared_cells"]()) == [f"\n{each}\n" for each in SOURCES]


def test_a_pipeline_runs_on_this_machine(tmp_path: Path) -> None:
    """Data, classes of shared cells, parameters, odd strings, IPython and metrics, from end to end."""
    of = pipeline(
        step(
            "first",
            "point = Point(n)\n_cache = {'a': names}",
            "odd = '''\n    \n{{$}}\\'''' + \"\"\"'\"\"\"",
            report=False,
        ),
        step(
            "second", "assert isinstance(point, Point), type(point)", "%time total = point.x + len(odd)", prev="first"
        ),
        step(
            "third",
            "assert _cache == {'a': [1, 'b']}, _cache\nscore = await_me = total / 2",
            prev="second",
            report=False,
        ),
        functions=(cell("class Point:\n    def __init__(self, x):\n        self.x = x", "functions"),),
        parameters=(parameter("n", "3"), parameter("names", "[1, 'b']", "list")),
        metrics=(metric("score", "the score"),),
    )
    data = flows(
        flow("first", outputs="_cache odd point", parameters=("n", "names")),
        flow("second", "odd<first point<first", "total", uses_ipython=True),
        flow("third", "_cache<first total<second"),
        metric_steps=(("score", "third"),),
    )
    file = tmp_path / "demo.py"
    file.write_text(generate(of, data), encoding="utf-8", newline="\n")
    program = f"""
import sys
sys.path.insert(0, {str(tmp_path)!r})
from kfp import local
local.init(local.SubprocessRunner(use_venv=False), pipeline_root={str(tmp_path / "outputs")!r})
import demo
demo.auto_generated_pipeline()
"""
    environment = {
        **os.environ,
        "PIP_NO_INDEX": "1",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list(tmp_path.glob("outputs/*/second-step/second_html_report"))) == 1
    length = len("\n    \n{{$}}'" + "'")
    assert f"'the score': {(3 + length) / 2}" in done.stdout
