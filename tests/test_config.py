from __future__ import annotations

from typing import Any

import pytest

from kale_core.config import PipelineConfig, SecurityContext, Volume, read_config
from kale_core.config_problems import ConfigFault

NAME = {"pipeline_name": "demo"}
CLAIM = {"name": "data", "mount_point": "/data", "type": "pvc"}


def read(**values: Any) -> tuple[PipelineConfig, list[tuple[ConfigFault, tuple[str | int, ...]]]]:
    """The configuration, and each problem's fault and key below `kubeflow_notebook`."""
    config, problems = read_config({"kubeflow_notebook": {**NAME, **values}})
    assert all(problem.message and problem.help and problem.key[0] == "kubeflow_notebook" for problem in problems)
    return config, [(problem.fault, problem.key[1:]) for problem in problems]


def test_defaults() -> None:
    config, problems = read()
    assert problems == []
    assert config == PipelineConfig(pipeline_name="demo")
    assert (config.experiment_name, config.base_image, config.enable_caching) == ("Default", "python:3.12", True)
    assert config.security_context == SecurityContext(True, 65534, 0, True)


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("experiment_name", "Composable Kale", "Composable Kale"),
        ("experiment_name", "", "Default"),
        ("pipeline_description", 'it\'s\ntwo "lines"', 'it\'s\ntwo "lines"'),
        ("base_image", "kale-runtime:2.1.0", "kale-runtime:2.1.0"),
        ("base_image", "", "python:3.12"),
        ("enable_caching", False, False),
        ("timeout", 60, 60),
        ("kfp_host", "http://localhost:8080", "http://localhost:8080"),
        ("output_path", "../pipelines", "../pipelines"),
        (
            "steps_defaults",
            ["label:a:b", "limit:cpu:1", "cache:disabled"],
            ("label:a:b", "limit:cpu:1", "cache:disabled"),
        ),
        ("security_context", {"run_as_user": 1000}, SecurityContext(run_as_user=1000)),
        ("volumes", [CLAIM], (Volume("data", "/data"),)),
        ("volumes", [{**CLAIM, "expose_as_env_var": True}], (Volume("data", "/data", True),)),
        (
            "volumes",
            [{**CLAIM, "size": 1, "size_type": "Gi", "snapshot": False, "snapshot_name": "", "annotations": []}],
            (Volume("data", "/data"),),
        ),
        (
            "volumes",
            [
                {
                    **CLAIM,
                    "storage_class_name": "",
                    "volume_access_mode": "rwm",
                    "annotations": [{"key": "", "value": ""}],
                }
            ],
            (Volume("data", "/data"),),
        ),
        ("volumes", [{**CLAIM, "name": "a" * 63}], (Volume("a" * 63, "/data"),)),
    ],
)
def test_valid_values(key: str, value: Any, expected: Any) -> None:
    config, problems = read(**{key: value})
    assert problems == []
    assert getattr(config, key) == expected


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("storage_class_name", ""),
        ("volume_access_mode", "rwm"),
        ("marshal_path", "/tmp/marshal"),
        ("abs_working_dir", ""),
        ("katib_run", False),
        ("katib_metadata", {"maxTrialCount": 12}),
        ("experiment", {"id": "new", "name": "x"}),
        ("snapshot_volumes", False),
        ("timeout", None),
    ],
)
def test_known_keys_without_meaning_for_the_pipeline(key: str, value: Any) -> None:
    assert read(**{key: value}) == (PipelineConfig(pipeline_name="demo"), [])


PROBLEMS = [
    ("pipeline_name", "", ConfigFault.NAME),
    ("pipeline_name", "My_Pipe", ConfigFault.NAME),
    ("pipeline_name", "-a", ConfigFault.NAME),
    ("pipeline_name", "a" * 125, ConfigFault.NAME),
    ("pipeline_name", 7, ConfigFault.NAME),
    ("pipeline_nam", "x", ConfigFault.UNKNOWN_KEY),
    ("docker_image", "", ConfigFault.OLD_KEY),
    ("autosnapshot", True, ConfigFault.OLD_KEY),
    ("experiment_name", 1, ConfigFault.VALUE),
    ("experiment_name", " ", ConfigFault.VALUE),
    ("experiment_name", "a\nb", ConfigFault.VALUE),
    ("experiment_name", "x" * 129, ConfigFault.VALUE),
    ("pipeline_description", "\x00", ConfigFault.VALUE),
    ("pipeline_description", "\ud800", ConfigFault.VALUE),
    ("base_image", "not an image", ConfigFault.VALUE),
    ("enable_caching", "no", ConfigFault.VALUE),
    ("enable_caching", 1, ConfigFault.VALUE),
    ("timeout", 0, ConfigFault.VALUE),
    ("timeout", True, ConfigFault.VALUE),
    ("timeout", 1.5, ConfigFault.VALUE),
    ("volume_access_mode", "rwx", ConfigFault.VALUE),
    ("katib_metadata", [], ConfigFault.VALUE),
    ("volumes", {}, ConfigFault.VALUE),
    ("steps_defaults", {"label": "x"}, ConfigFault.VALUE),
    ("security_context", True, ConfigFault.VALUE),
    ("security_context", {"run_as_user": 0}, ConfigFault.VALUE),
    ("output_path", "/tmp", ConfigFault.OUTPUT_PATH),
    ("output_path", "~/x", ConfigFault.OUTPUT_PATH),
    ("output_path", "$HOME", ConfigFault.OUTPUT_PATH),
    ("output_path", "a/.git", ConfigFault.OUTPUT_PATH),
    ("output_path", 1, ConfigFault.OUTPUT_PATH),
    ("katib_run", True, ConfigFault.NO_EFFECT),
    ("snapshot_volumes", True, ConfigFault.NO_EFFECT),
    ("marshal_path", "/data/marshal", ConfigFault.NO_EFFECT),
    ("abs_working_dir", "/home/jovyan", ConfigFault.NO_EFFECT),
    ("storage_class_name", "fast", ConfigFault.NO_EFFECT),
    ("volume_access_mode", "rom", ConfigFault.NO_EFFECT),
    ("volume_access_mode", "rwo", ConfigFault.NO_EFFECT),
]


@pytest.mark.parametrize(
    ("key", "value", "fault"), PROBLEMS, ids=[f"{key}-{ascii(value)[:20]}" for key, value, _ in PROBLEMS]
)
def test_problems_stand_at_their_key(key: str, value: Any, fault: ConfigFault) -> None:
    assert read(**{key: value})[1] == [(fault, (key,))]


@pytest.mark.parametrize(
    ("key", "value", "fault", "at"),
    [
        ("volumes", [CLAIM, 3], ConfigFault.VOLUME, (1,)),
        ("volumes", [{"mount_point": "/d", "type": "pvc"}], ConfigFault.VOLUME, (0,)),
        ("volumes", [{**CLAIM, "name": "my.data"}], ConfigFault.VOLUME, (0, "name")),
        ("volumes", [{**CLAIM, "mount_point": "data"}], ConfigFault.VOLUME, (0, "mount_point")),
        ("volumes", [{**CLAIM, "mount_point": "/a:b"}], ConfigFault.VOLUME, (0, "mount_point")),
        ("volumes", [{**CLAIM, "type": "new_pvc"}], ConfigFault.VOLUME, (0, "type")),
        ("volumes", [{**CLAIM, "type": "disk"}], ConfigFault.VOLUME, (0, "type")),
        ("volumes", [CLAIM, {**CLAIM, "name": "b", "mount_point": "/data/"}], ConfigFault.VOLUME, (1, "mount_point")),
        ("volumes", [CLAIM, {**CLAIM, "mount_point": "/b"}], ConfigFault.VOLUME, (1, "name")),
        ("volumes", [{**CLAIM, "name": "a" * 64}], ConfigFault.VOLUME, (0, "name")),
        ("volumes", [{**CLAIM, "type": "clone"}], ConfigFault.VOLUME, (0, "type")),
        ("volumes", [{**CLAIM, "type": "pv"}], ConfigFault.VOLUME, (0, "type")),
        ("volumes", [{**CLAIM, "storage_class_name": "fast"}], ConfigFault.NO_EFFECT, (0, "storage_class_name")),
        ("volumes", [{**CLAIM, "volume_access_mode": "rom"}], ConfigFault.NO_EFFECT, (0, "volume_access_mode")),
        (
            "volumes",
            [{**CLAIM, "annotations": [{"key": "a", "value": "b"}]}],
            ConfigFault.NO_EFFECT,
            (0, "annotations"),
        ),
        ("volumes", [{**CLAIM, "annotations": {}}], ConfigFault.VOLUME, (0, "annotations")),
        ("volumes", [{**CLAIM, "size": "1"}], ConfigFault.VALUE, (0, "size")),
        ("volumes", [{**CLAIM, "snapshot": True}], ConfigFault.NO_EFFECT, (0, "snapshot")),
        ("volumes", [{**CLAIM, "nam": "x"}], ConfigFault.UNKNOWN_KEY, (0, "nam")),
        ("steps_defaults", ["label:a:b", 3], ConfigFault.STEP_DEFAULT, (1,)),
        ("steps_defaults", ["step:a"], ConfigFault.STEP_DEFAULT, (0,)),
        ("steps_defaults", ["cache:off"], ConfigFault.STEP_DEFAULT, (0,)),
        ("steps_defaults", ["label:a:b", "label:a:c"], ConfigFault.STEP_DEFAULT, (1,)),
        ("security_context", {"run_as_usr": 1}, ConfigFault.UNKNOWN_KEY, ("run_as_usr",)),
        ("security_context", {"run_as_user": -1}, ConfigFault.VALUE, ("run_as_user",)),
        ("security_context", {"enabled": "yes"}, ConfigFault.VALUE, ("enabled",)),
    ],
)
def test_problems_inside_lists_and_objects(key: str, value: Any, fault: ConfigFault, at: tuple[str | int, ...]) -> None:
    assert read(**{key: value})[1] == [(fault, (key, *at))]


def test_an_invalid_value_leaves_the_default_and_all_others() -> None:
    config, problems = read(enable_caching="no", timeout=5, base_image=3, steps_defaults=["hide", "cache:disabled"])
    assert config == PipelineConfig(pipeline_name="demo", timeout=5, steps_defaults=("cache:disabled",))
    assert len(problems) == 3


@pytest.mark.parametrize(
    ("metadata", "fault", "key"),
    [
        ({}, ConfigFault.NO_NAME, ()),
        ({"kubeflow_notebook": None}, ConfigFault.NO_NAME, ()),
        ({"kubeflow_notebook": {}}, ConfigFault.NO_NAME, ("kubeflow_notebook",)),
        ({"kubeflow_notebook": {"pipeline_name": None}}, ConfigFault.NO_NAME, ("kubeflow_notebook",)),
        ({"kubeflow_notebook": ["demo"]}, ConfigFault.VALUE, ("kubeflow_notebook",)),
    ],
)
def test_metadata_without_a_name(metadata: dict[str, Any], fault: ConfigFault, key: tuple[str, ...]) -> None:
    config, problems = read_config(metadata)
    assert config == PipelineConfig()
    assert [(problem.fault, problem.key) for problem in problems] == [(fault, key)]


def test_a_misspelt_key_is_suggested() -> None:
    _, (problem,) = read_config({"kubeflow_notebook": {**NAME, "expriment_name": "x"}})
    assert problem.help == "did you mean `experiment_name`?"
