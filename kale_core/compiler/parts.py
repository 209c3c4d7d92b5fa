"""Referenced notebooks in generated files: each a pipeline in a module of its own, and a task in the root's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kale_core.compiler.artifacts import ArtifactNames, artifact_type, unused
from kale_core.compiler.components import Artifact, artifact_names_of
from kale_core.composition import file_stem

if TYPE_CHECKING:
    from kale_core.analysis.dataflow import Dataflow
    from kale_core.pipeline import Pipeline


@dataclass(frozen=True, slots=True)
class Part:
    """The interface of a referenced notebook's pipeline: what the root passes to it, and what it gets.

    `inputs` have the providers that they have in the root; those of `outputs` are steps of the referenced notebook.
    `given` are the root's parameters that are handed down. `path` is that of the notebook, from where the root's is.
    """

    reference: str
    module: str
    path: str
    inputs: tuple[Artifact, ...]
    outputs: tuple[Artifact, ...]
    given: tuple[str, ...]

    @property
    def function(self) -> str:
        return f"{self.module}_pipeline"


def parts_of(pipeline: Pipeline, dataflow: Dataflow) -> tuple[Part, ...]:
    """The interfaces of all notebooks that a pipeline refers to, in notebook order.

    `ValueError` if the dataflow was made without one of them.
    """
    if missing := [step.name for step in pipeline.references if step.name not in dataflow.nested]:
        raise ValueError(f"the notebooks that these references stand for are not known: {', '.join(missing)}")
    return tuple(_part(step.name, pipeline, dataflow) for step in pipeline.references)


def _part(reference: str, pipeline: Pipeline, dataflow: Dataflow) -> Part:
    flow, nested = dataflow.of(reference), dataflow.nested[reference]
    names = artifact_names_of(nested.pipeline, nested.dataflow)
    inputs = [
        Artifact(each.name, names.input(each.name), artifact_type(each.name), each.provider) for each in flow.inputs
    ]
    taken = {*(each.name for each in nested.pipeline.parameters), *(each.name for each in inputs)}
    return Part(
        reference=reference,
        module=file_stem(pipeline, reference),
        path=nested.pipeline.path,
        inputs=tuple(inputs),
        outputs=tuple(_output(each.name, each.provider, names, taken) for each in nested.outputs),
        given=flow.parameters,
    )


def _output(variable: str, provider: str, names: ArtifactNames, taken: set[str]) -> Artifact:
    return Artifact(variable, unused(names.stems[variable], taken), artifact_type(variable), provider)
