"""Who gives what to whom: the inputs and outputs of each step (spec section 6). (Being written.)"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kale_core.diagnostics import Place
from kale_core.pipeline import Pipeline


@dataclass(frozen=True, slots=True)
class StepInput:
    """A variable that a step receives, and the step that provides it."""

    name: str
    provider: str


class Trouble(Enum):
    """Why a name that a step reads has no provider."""

    UNDEFINED = "nothing in the notebook binds it"
    NOT_AN_ANCESTOR = "only steps that are not ancestors bind it"
    SKIPPED = "only cells that are not in the pipeline bind it"
    LATER = "only later cells bind it"


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A name that a step reads and that nothing provides."""

    step: str
    name: str
    place: Place
    trouble: Trouble
    binders: tuple[Place, ...] = ()
    binding_steps: tuple[str, ...] = ()
    via: str | None = None  # the function through which the step reads it


@dataclass(frozen=True, slots=True)
class StepFlow:
    """What crosses the borders of one step.

    `inputs` and `outputs` are sorted by name. `parameters` are the pipeline parameters that the step
    reads, in the order of their definition. `packages` are the distributions that its imports need, sorted.
    `uses_ipython`: whether a cell that it runs (shared ones included) needs an IPython shell.
    """

    step: str
    inputs: tuple[StepInput, ...] = ()
    outputs: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    uses_ipython: bool = False


@dataclass(frozen=True, slots=True)
class SyntaxFault:
    """A cell that is neither Python nor IPython."""

    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class Dataflow:
    """The flows of all steps in the one order, and what stands in their way."""

    steps: tuple[StepFlow, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    syntax_faults: tuple[SyntaxFault, ...] = ()

    def of(self, step: str) -> StepFlow:
        """The flow of the step of that name; `KeyError` if there is none."""
        for flow in self.steps:
            if flow.step == step:
                return flow
        raise KeyError(step)


def analyse(pipeline: Pipeline) -> Dataflow:
    """The dataflow of a pipeline. Executes nothing."""
    return Dataflow(steps=tuple(StepFlow(step.name) for step in pipeline.steps))
