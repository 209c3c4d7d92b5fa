"""What a pipeline needs of the runtime that each generated file carries (spec section 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kale_core.installation import Installation, project

if TYPE_CHECKING:
    from kale_core.analysis.dataflow import Dataflow, StepFlow
    from kale_core.runtime import RuntimeFunction


def packages_of(flow: StepFlow, *, reports: bool, installation: Installation) -> tuple[str, ...]:
    """What a step installs, sorted: what its imports need, and what the runner needs for it."""
    from kale_core.runtime import DATA_REQUIREMENTS, IPYTHON_REQUIREMENTS, REPORT_REQUIREMENTS

    own = set(flow.packages)
    needs: set[str] = set()
    if flow.inputs or flow.outputs:
        needs |= _missing(DATA_REQUIREMENTS, own)
    if flow.uses_ipython or reports:
        needs |= _missing(IPYTHON_REQUIREMENTS, own)
    if reports:
        needs |= _missing(REPORT_REQUIREMENTS, own)
    return tuple(sorted(own.union(*map(installation.pinned, needs))))


def runtime_of(dataflow: Dataflow) -> tuple[RuntimeFunction, ...]:
    """The functions of the runtime, with a backend for each library that a step installs which hands data on.

    Steps of referenced notebooks count: what one side of the border saves, the other loads.
    """
    from kale_core.analysis.tables.distributions import DISTRIBUTIONS
    from kale_core.runtime import OPTIONAL_BACKENDS, backends_for, runtime_functions

    flows = [*dataflow.steps, *(flow for part in dataflow.nested.values() for flow in part.dataflow.steps)]
    givers = (flow for flow in flows if flow.outputs)
    installed = {project(package) for flow in givers for package in flow.packages}
    known = {**DISTRIBUTIONS, **dataflow.installation.requirements}
    roots = [root for root in OPTIONAL_BACKENDS if project(known.get(root, root)) in installed]
    return runtime_functions(backends_for(roots))


def _missing(wanted: tuple[str, ...], packages: set[str]) -> set[str]:
    """The requirements among `wanted` that the notebook does not make itself, perhaps with a version."""
    present = {project(package) for package in packages}
    return {package for package in wanted if project(package) not in present}
