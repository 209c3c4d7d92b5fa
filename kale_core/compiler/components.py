"""The components of a pipeline: what `nb_function_template.jinja2` shows of each step (spec section 8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kale_core.compiler.artifacts import ArtifactNames, artifact_names, artifact_type
from kale_core.compiler.runtime_needs import packages_of
from kale_core.compiler.spelling import value_literal

if TYPE_CHECKING:
    from kale_core.analysis.dataflow import Dataflow
    from kale_core.metrics import Metric
    from kale_core.notebook import Cell
    from kale_core.parameters import Parameter
    from kale_core.pipeline import Pipeline
    from kale_core.step import Step


@dataclass(frozen=True, slots=True)
class Artifact:
    """An argument of a component that carries a variable; `provider` is the step that an input comes from."""

    variable: str
    name: str
    type: str
    provider: str = ""


@dataclass(frozen=True, slots=True)
class Component:
    """One component.

    `imports` are statements of other steps that it repeats. `report` and `metrics_artifact` are names of arguments,
    `None` if it has no such argument. `index_urls` and `trusted_hosts` are those of pip; none means its own.
    """

    step: str
    image: str
    cells: tuple[Cell, ...]
    imports: tuple[str, ...]
    shares_cells: bool
    inputs: tuple[Artifact, ...]
    outputs: tuple[Artifact, ...]
    report: str | None
    metrics_artifact: str | None
    metrics: tuple[Metric, ...]
    parameters: tuple[Parameter, ...]
    packages: tuple[str, ...]
    index_urls: tuple[str, ...]
    trusted_hosts: tuple[str, ...]
    uses_ipython: bool

    @property
    def function(self) -> str:
        return f"{self.step}_step"

    @property
    def cells_function(self) -> str:
        return f"_cells_of_{self.step}"

    @property
    def additional_functions(self) -> tuple[str, ...]:
        """The functions of the file that KFP ships with this one, besides the runtime."""
        return ("_shared_cells", self.cells_function) if self.shares_cells else (self.cells_function,)

    @property
    def signature(self) -> tuple[str, ...]:
        inputs = [f"{each.name}: Input[{each.type}]" for each in self.inputs]
        outputs = [f"{each.name}: Output[{each.type}]" for each in self.outputs]
        if self.report:
            outputs.append(f"{self.report}: Output[HTML]")
        if self.metrics_artifact:
            outputs.append(f"{self.metrics_artifact}: Output[Metrics]")
        return (*inputs, *outputs, *map(declaration, self.parameters))


def declaration(parameter: Parameter) -> str:
    """A parameter with its type and default, as in a signature."""
    return f"{parameter.name}: {parameter.type} = {value_literal(parameter.default)}"


def typed_argument(parameter: Parameter) -> str:
    """The expression for its value in a component. KFP makes all numbers inside lists and dicts floats."""
    if parameter.type in ("list", "dict"):
        return f"_typed({parameter.name}, {value_literal(parameter.default)})"
    return parameter.name


def components(pipeline: Pipeline, dataflow: Dataflow) -> tuple[Component, ...]:
    """The components in the one order; references have none."""
    names = artifact_names_of(pipeline, dataflow)
    return tuple(_component(pipeline, step, dataflow, names) for step in pipeline.steps if not step.is_reference)


def metrics_of(step: Step, pipeline: Pipeline, dataflow: Dataflow) -> tuple[Metric, ...]:
    """The metrics that the step reports, in the order of the notebook."""
    return tuple(metric for metric in pipeline.metrics if (metric.variable, step.name) in dataflow.metric_steps)


def artifact_names_of(pipeline: Pipeline, dataflow: Dataflow) -> ArtifactNames:
    """What the variables that cross between its steps are called."""
    variables = [name for flow in dataflow.steps for name in (*flow.outputs, *(each.name for each in flow.inputs))]
    return artifact_names(variables, parameters=[parameter.name for parameter in pipeline.parameters])


def _component(pipeline: Pipeline, step: Step, dataflow: Dataflow, names: ArtifactNames) -> Component:
    flow = dataflow.of(step.name)
    metrics = metrics_of(step, pipeline, dataflow)
    reports = step.settings.report is not False
    return Component(
        step=step.name,
        image=step.settings.image or pipeline.config.base_image,
        cells=step.cells,
        imports=flow.imports,
        shares_cells=bool(pipeline.shared),
        inputs=tuple(_input(each.name, each.provider, names) for each in flow.inputs),
        outputs=tuple(Artifact(name, names.output(name), artifact_type(name)) for name in flow.outputs),
        report=names.report(step.name) if reports else None,
        metrics_artifact=names.metrics if metrics else None,
        metrics=metrics,
        parameters=tuple(parameter for parameter in pipeline.parameters if parameter.name in flow.parameters),
        packages=packages_of(flow, reports=reports, installation=dataflow.installation),
        index_urls=dataflow.installation.index_urls,
        trusted_hosts=dataflow.installation.trusted_hosts,
        uses_ipython=flow.uses_ipython,
    )


def _input(variable: str, provider: str, names: ArtifactNames) -> Artifact:
    return Artifact(variable, names.input(variable), artifact_type(variable), provider)
