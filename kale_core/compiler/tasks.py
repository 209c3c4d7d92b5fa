"""The tasks of a pipeline: what `pipeline_template.jinja2` shows of each step in the pipeline function."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kale_core.compiler.components import Artifact, Component
from kale_core.compiler.limits import Limits, limits_of

if TYPE_CHECKING:
    from kale_core.compiler.parts import Part
    from kale_core.config import PipelineConfig
    from kale_core.pipeline import Pipeline
    from kale_core.step import Step, StepSettings


Sources = Mapping[tuple[str, str], str]
"""The expressions for the variables of steps, by step and variable."""


@dataclass(frozen=True, slots=True)
class Task:
    """One call of a component in the pipeline function, and what its pod needs beyond the other pods.

    `arguments` are pairs of an argument and the expression passed for it; `after` are variables of other tasks. A task
    `is_part` if it is the pipeline of a referenced notebook, whose pods have settings of their own.
    """

    variable: str
    function: str
    display_name: str
    arguments: tuple[tuple[str, str], ...]
    after: tuple[str, ...]
    settings: StepSettings
    limits: Limits
    is_part: bool = False


class Names:
    """The names that the pipeline function uses: a parameter of the same name would hide them."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._parameters = frozenset(parameter.name for parameter in pipeline.parameters)

    def visible(self, name: str) -> str:
        """`name`, or an alias of it if a parameter has it. KFP's parameters never begin with `_`."""
        return f"_{name}" if name in self._parameters else name

    def task(self, step: str) -> str:
        return self.visible(f"{step}_task")


def tasks(pipeline: Pipeline, components: tuple[Component, ...], parts: tuple[Part, ...] = ()) -> tuple[Task, ...]:
    """The tasks of components and of referenced notebooks in the one order of steps."""
    names, sources = Names(pipeline), _sources(pipeline, components, parts)
    found = [_task(pipeline, pipeline.step(each.step), each, sources, names) for each in components]
    found += [_task_of_part(pipeline.step(each.reference), each, sources, names) for each in parts]
    order = [names.task(step.name) for step in pipeline.steps]
    return tuple(sorted(found, key=lambda task: order.index(task.variable)))


def value_of(artifact: Artifact, sources: Sources) -> str:
    """The expression for what an artifact takes; of what comes from outside, an argument of the same name."""
    return sources[artifact.provider, artifact.variable] if artifact.provider else artifact.name


def _sources(pipeline: Pipeline, components: tuple[Component, ...], parts: tuple[Part, ...]) -> Sources:
    names = Names(pipeline)
    given = [(each.step, output) for each in components for output in each.outputs]
    given += [(each.reference, output) for each in parts for output in each.outputs]
    return {(step, output.variable): f"{names.task(step)}.outputs['{output.name}']" for step, output in given}


def returned(pipeline: Pipeline, components: tuple[Component, ...], part: Part) -> tuple[tuple[str, str], ...]:
    """The outputs of a referenced notebook's pipeline, and the expressions for them in it."""
    sources = _sources(pipeline, components, ())
    return tuple((each.name, value_of(each, sources)) for each in part.outputs)


def aliases(pipeline: Pipeline, components: tuple[Component, ...], parts: tuple[Part, ...] = ()) -> tuple[str, ...]:
    """The module's names that parameters hide, each needed in the pipeline function as `_` and the name."""
    names = Names(pipeline)
    wanted = ["kubernetes"] if _sets_pods(pipeline) else []
    wanted += [*(each.function for each in components), *(each.function for each in parts)]
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


def _task(pipeline: Pipeline, step: Step, component: Component, sources: Sources, names: Names) -> Task:
    data = [(each.name, value_of(each, sources)) for each in component.inputs]
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


def _task_of_part(step: Step, part: Part, sources: Sources, names: Names) -> Task:
    """What a referenced notebook takes is all that it waits for: its cell has no `prev:` tags."""
    return Task(
        variable=names.task(part.reference),
        function=names.visible(part.function),
        display_name=part.reference.replace("_", "-"),
        arguments=(
            *((each.name, value_of(each, sources)) for each in part.inputs),
            *((name, name) for name in part.given),
        ),
        after=(),
        settings=step.settings,
        limits=limits_of(()),
        is_part=True,
    )


def _sets_pods(pipeline: Pipeline) -> bool:
    return any(each.settings.labels or each.settings.annotations or each.settings.secrets for each in pipeline.steps)
