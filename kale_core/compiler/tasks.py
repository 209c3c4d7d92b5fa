"""The tasks of a pipeline: what `pipeline_template.jinja2` shows of each step in the pipeline function."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kale_core.compiler.components import Component
from kale_core.compiler.limits import Limits, limits_of

if TYPE_CHECKING:
    from kale_core.config import PipelineConfig
    from kale_core.pipeline import Pipeline
    from kale_core.step import Step, StepSettings


@dataclass(frozen=True, slots=True)
class Task:
    """One call of a component in the pipeline function, and what its pod needs beyond the other pods.

    `arguments` are pairs of an argument and the expression passed for it; `after` are variables of other tasks.
    """

    variable: str
    function: str
    display_name: str
    arguments: tuple[tuple[str, str], ...]
    after: tuple[str, ...]
    settings: StepSettings
    limits: Limits


class Names:
    """The names that the pipeline function uses: a parameter of the same name would hide them."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._parameters = frozenset(parameter.name for parameter in pipeline.parameters)

    def visible(self, name: str) -> str:
        """`name`, or an alias of it if a parameter has it. KFP's parameters never begin with `_`."""
        return f"_{name}" if name in self._parameters else name

    def task(self, step: str) -> str:
        return self.visible(f"{step}_task")


def tasks(pipeline: Pipeline, components: tuple[Component, ...]) -> tuple[Task, ...]:
    """The tasks in the order of their components."""
    names = Names(pipeline)
    outputs = {(each.step, output.variable): output.name for each in components for output in each.outputs}
    return tuple(_task(pipeline, pipeline.step(each.step), each, outputs, names) for each in components)


def aliases(pipeline: Pipeline, components: tuple[Component, ...]) -> tuple[str, ...]:
    """The module's names that parameters hide, each needed in the pipeline function as `_` and the name."""
    names = Names(pipeline)
    wanted = ["kubernetes"] if _sets_pods(pipeline) else []
    wanted += [each.function for each in components]
    return tuple(name for name in wanted if names.visible(name) != name)


def needs_kubernetes(pipeline: Pipeline) -> bool:
    """Whether the file uses `kfp.kubernetes`."""
    config = pipeline.config
    of_all = (config.security_context.enabled, config.volumes, config.timeout)
    return any(of_all) or _sets_pods(pipeline)


def volume_variable(name: str) -> str:
    """The environment variable that holds the mount point of a volume, as in Kale 2.3."""
    return f"KALE_VOLUME_{re.sub('[^A-Z0-9]', '_', name.upper())}"


def environment(config: PipelineConfig) -> Iterator[tuple[str, str]]:
    """The environment variables of every pod. The default user has no home folder to write to."""
    yield "HOME", "/tmp"
    for volume in config.volumes:
        if volume.expose_as_env_var:
            yield volume_variable(volume.name), volume.mount_point


def _task(
    pipeline: Pipeline, step: Step, component: Component, outputs: dict[tuple[str, str], str], names: Names
) -> Task:
    data = [
        (each.name, f"{names.task(each.provider)}.outputs['{outputs[each.provider, each.variable]}']")
        for each in component.inputs
    ]
    parameters = [(parameter.name, parameter.name) for parameter in component.parameters]
    return Task(
        variable=names.task(step.name),
        function=names.visible(component.function),
        display_name=component.function.replace("_", "-"),
        arguments=(*data, *parameters),
        after=tuple(names.task(parent.name) for parent in pipeline.parents(step)),
        settings=step.settings,
        limits=limits_of(step.settings.limits),
    )


def _sets_pods(pipeline: Pipeline) -> bool:
    return any(each.settings.labels or each.settings.annotations or each.settings.secrets for each in pipeline.steps)
