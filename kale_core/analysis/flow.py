"""What the analysis says: what crosses the border of each step, and what stands in the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from kale_core.analysis.cells import CellFacts, SyntaxFault
from kale_core.analysis.kinds import Burden
from kale_core.analysis.uses import Use
from kale_core.analysis.versions import Conflict
from kale_core.diagnostics import Place
from kale_core.installation import PLAIN, Installation
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
    DELETED = "it was deleted before"
    SHARED = "a shared cell reads it before any step runs"


@dataclass(frozen=True, slots=True)
class Binder:
    """A place that binds a name, and the step that it is in, if it is in one."""

    place: Place
    step: str | None = None


@dataclass(frozen=True, slots=True)
class StarUse:
    """A star import, and the sorted names that it alone may bind; `step` is none in a shared cell."""

    step: str | None
    module: str
    place: Place
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A name that a step reads and that nothing provides.

    `step` is none for a shared cell. `place` is the read; `via` is the function that holds it, and `called`
    the place where the step uses that function. `binders` are the places that would bind the name.
    """

    step: str | None
    name: str
    place: Place
    trouble: Trouble
    binders: tuple[Binder, ...] = ()
    via: str | None = None
    called: Place | None = None

    @property
    def step_above(self) -> str:
        """The last other step above the read that binds the name: what the notebook, run in order, would read.

        `ValueError` if there is none; there is one if the trouble is `NOT_AN_ANCESTOR`.
        """
        here = (self.called or self.place).cell or 0
        steps = [
            (binder.place.cell or 0, binder.step)
            for binder in self.binders
            if binder.step is not None and binder.step != self.step and (binder.place.cell or 0) < here
        ]
        return max(steps)[1]


@dataclass(frozen=True, slots=True)
class Handed:
    """A variable that a step hands on although what it holds cannot be carried.

    `place` is where the step binds it, `readers` the steps that receive it, with their reads; none if it is only kept
    as an artifact.
    """

    step: str
    name: str
    burden: Burden
    place: Place
    readers: tuple[tuple[str, Place], ...] = ()


@dataclass(frozen=True, slots=True)
class LostIdentity:
    """Two names that a step compares with `is`, and that are one object where they come from."""

    step: str
    names: tuple[str, str]
    place: Place
    providers: tuple[str, str]


@dataclass(frozen=True, slots=True)
class StepFlow:
    """What crosses the borders of one step.

    `inputs` and `outputs` are sorted by name. `imports` are the import statements of ancestors that the step
    repeats, because it uses what they bind. `parameters` are the pipeline parameters that the step reads, in the
    order of their definition. `packages` are the distributions that its imports need, sorted. `uses_ipython`: whether
    a cell that it runs, shared ones included, needs an IPython shell.
    """

    step: str
    inputs: tuple[StepInput, ...] = ()
    outputs: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    uses_ipython: bool = False


@dataclass(frozen=True, slots=True)
class Rival:
    """A variable that `reader` takes and several steps bind, of which at least one stands for another notebook.

    If `within`, these are steps of the notebook that `reader` stands for, and the variable is what it hands on.
    """

    variable: str
    reader: str
    binders: tuple[str, ...]
    within: bool = False


@dataclass(frozen=True, slots=True)
class Stranger:
    """A variable made of `code`, a class or function of shared cells, that crosses the border of a referenced notebook.

    It goes in from the root, or else out of the notebook for which `reference` stands; the other side lacks the code.
    """

    variable: str
    code: str
    reference: str
    goes_in: bool


@dataclass(frozen=True, slots=True)
class Nested:
    """A notebook as a part of the one that refers to it.

    `pipeline` has the parameters that its steps read, its own and those of the root. In `dataflow`, what comes from the
    root has the empty provider. `outputs` are the variables that the root takes, with the steps that provide them.
    """

    pipeline: Pipeline
    dataflow: Dataflow
    outputs: tuple[StepInput, ...] = ()

    @property
    def inputs(self) -> tuple[str, ...]:
        """The variables that it takes from the root, sorted."""
        return tuple(sorted({each.name for flow in self.dataflow.steps for each in flow.inputs if not each.provider}))


@dataclass(frozen=True, slots=True)
class Dataflow:
    """The flows of all steps in the one order, and what stands in their way.

    `metric_steps` pairs each metric's variable with the last step, in the one order, that assigns it.
    `handed` are variables that cannot be carried. `uses` are what shared cells (none) and steps ask of libraries.
    `names` are all names that the notebook can use, for suggestions. `installation` is what the analysis was told of
    packages. `rivals` are variables with several binders, `strangers` those that the other side cannot load, `nested`
    the notebooks that this one refers to, by the names of the references.
    """

    steps: tuple[StepFlow, ...] = ()
    metric_steps: tuple[tuple[str, str], ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    handed: tuple[Handed, ...] = ()
    lost_identities: tuple[LostIdentity, ...] = ()
    star_imports: tuple[StarUse, ...] = ()
    uses: tuple[tuple[str | None, tuple[Use, ...]], ...] = ()
    syntax_faults: tuple[SyntaxFault, ...] = ()
    names: tuple[str, ...] = ()
    installation: Installation = PLAIN
    facts: Mapping[int, CellFacts] = field(default_factory=dict, compare=False, repr=False)
    rivals: tuple[Rival, ...] = ()
    strangers: tuple[Stranger, ...] = ()
    nested: Mapping[str, Nested] = field(default_factory=dict)

    def place(self, cell: int, at: int) -> Place:
        """Where a fact stands that only names its cell and node."""
        return self.facts[cell].place(at)

    def of(self, step: str) -> StepFlow:
        """The flow of the step of that name; `KeyError` if there is none."""
        for flow in self.steps:
            if flow.step == step:
                return flow
        raise KeyError(step)
