"""stub"""
from __future__ import annotations
from dataclasses import dataclass

@dataclass(frozen=True, slots=True)
class Volume:
    """A PersistentVolumeClaim mounted in each step's pod. `variable`: set an environment variable."""
    name: str
    mount_point: str
    expose_as_env_var: bool = False

@dataclass(frozen=True, slots=True)
class SecurityContext:
    enabled: bool = True
    run_as_user: int = 65534
    run_as_group: int = 0
    run_as_non_root: bool = True

@dataclass(frozen=True, slots=True)
class PipelineConfig:
    """The notebook's `kubeflow_notebook` metadata, checked, with defaults filled in (spec section 7)."""
    pipeline_name: str | None = None     # None: missing or invalid
    experiment_name: str = "Default"
    pipeline_description: str = ""
    base_image: str = "python:3.12"
    enable_caching: bool = True
    volumes: tuple[Volume, ...] = ()
    steps_defaults: tuple[str, ...] = ()
    security_context: SecurityContext = SecurityContext()
    output_path: str | None = None
    timeout: int | None = None
