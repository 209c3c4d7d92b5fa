"""The notebook's `kubeflow_notebook` metadata, checked (spec section 7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kale_core.config_problems import ConfigFault, ConfigProblem, Reader, Report, read
from kale_core.config_values import (
    a_flag,
    a_mapping,
    a_pipeline_name,
    a_positive_number,
    a_text,
    access_mode,
    an_experiment_name,
    an_image,
    an_output_folder,
    step_defaults,
    storage_class,
    unknown_key,
    without_effect,
)
from kale_core.config_volumes import Volume, volumes
from kale_core.diagnostics import Fix
from kale_core.edits import RemoveMetadata, RenameMetadata
from kale_core.security_context import DEFAULT_SECURITY_CONTEXT, SecurityContext, security_context

__all__ = ["PipelineConfig", "SecurityContext", "Volume", "read_config"]

KEY = "kubeflow_notebook"


@dataclass(frozen=True, slots=True)
class PipelineConfig:
    """What the metadata says of the pipeline, with defaults where it is silent or wrong.

    `pipeline_name` is `None` if it is missing or invalid. `steps_defaults` holds the valid setting tags. `output_path`
    is a folder relative to the notebook's, to be used through `output_path.generated_file` only. `timeout` is in
    seconds, for each step: KFP has none for a whole run.
    """

    pipeline_name: str | None = None
    experiment_name: str = "Default"
    pipeline_description: str = ""
    base_image: str = "python:3.12"
    enable_caching: bool = True
    volumes: tuple[Volume, ...] = ()
    steps_defaults: tuple[str, ...] = ()
    security_context: SecurityContext = DEFAULT_SECURITY_CONTEXT
    output_path: str | None = None
    timeout: int | None = None
    kfp_host: str | None = None


def read_config(metadata: Mapping[str, Any]) -> tuple[PipelineConfig, tuple[ConfigProblem, ...]]:
    """The pipeline's configuration in a notebook's whole `metadata`, and all that is wrong with it."""
    problems: list[ConfigProblem] = []
    raw = metadata.get(KEY)
    if raw is not None and not isinstance(raw, dict):
        message = f"the notebook's `{KEY}` metadata must be an object"
        help_text = f'write `"{KEY}": {{"pipeline_name": "my-pipeline"}}`'
        return PipelineConfig(), (ConfigProblem(ConfigFault.VALUE, (KEY,), message, help_text),)
    values = _values(raw or {}, problems.append)
    if (raw or {}).get("pipeline_name") is None:
        problems.append(_no_name((KEY,) if raw is not None else ()))
    return PipelineConfig(**values), tuple(problems)


def _values(raw: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """The valid values of the keys that a `PipelineConfig` has."""
    values: dict[str, Any] = {}
    for key, value in raw.items():
        path = (KEY, key)
        if key in _OLD_KEYS:
            report(_old_key(path, raw))
        elif key not in _READERS:
            report(unknown_key(path, _NOT_A_KEY, _READERS, raw))
        elif value is not None:  # Kale, too, takes null as "not given"
            valid = read(_READERS[key], value, path, report)
            if valid is not None and key in PipelineConfig.__dataclass_fields__:
                values[key] = valid
    return values


_READERS: dict[str, Reader] = {
    "pipeline_name": a_pipeline_name,
    "experiment_name": an_experiment_name,
    "pipeline_description": a_text,
    "base_image": an_image,
    "enable_caching": a_flag,
    "volumes": volumes,
    "steps_defaults": step_defaults,
    "security_context": security_context,
    "output_path": an_output_folder,
    "timeout": a_positive_number,
    "kfp_host": a_text,
    "storage_class_name": storage_class,
    "volume_access_mode": access_mode,
    "marshal_path": without_effect(a_text, "data crosses as KFP artifacts", unless="/tmp/marshal"),
    "abs_working_dir": without_effect(a_text, "a step runs in the working directory of its image"),
    "katib_run": without_effect(a_flag, "a KFP v2 pipeline cannot start a Katib experiment"),
    "katib_metadata": a_mapping,
    "experiment": a_mapping,
    "snapshot_volumes": without_effect(a_flag, "a KFP v2 pipeline cannot take snapshots of volumes"),
}

_NOT_A_KEY = "is not a key of the pipeline's metadata, and Kale refuses notebooks that have it"
_OLD_KEYS = ("docker_image", "autosnapshot", "auto_snapshot", "marshal_volume")


def _old_key(path: tuple[str, str], raw: Mapping[str, Any]) -> ConfigProblem:
    _, key = path
    help_text = "remove the key"
    if key == "docker_image":
        help_text = "write `base_image` instead, or remove the key to use the default image"
    message = f"`{key}` is a key of Kale 0.x, and Kale 2 refuses notebooks that have it"
    return ConfigProblem(ConfigFault.OLD_KEY, path, message, help_text, _without_old_key(path, raw))


def _without_old_key(path: tuple[str, str], raw: Mapping[str, Any]) -> Fix:
    """Safe if the key asks for nothing that would be lost with it."""
    _, key = path
    if key == "docker_image" and raw[key] and "base_image" not in raw:
        return Fix.unsafe("rename `docker_image` to `base_image`", RenameMetadata(path, "base_image"))
    asks = raw[key] and key != "marshal_volume" and not (key == "docker_image" and raw[key] == raw["base_image"])
    return (Fix.unsafe if asks else Fix.safe)(f"remove `{key}`", RemoveMetadata(path))


def _no_name(path: tuple[str, ...]) -> ConfigProblem:
    return ConfigProblem(
        ConfigFault.NO_NAME,
        path,
        "the pipeline has no name",
        f'give the notebook\'s metadata a `pipeline_name`, for example `"{KEY}": {{"pipeline_name": "my-pipeline"}}`',
    )
