"""What a pipeline needs of the runtime that each generated file carries (spec section 8)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kale_core.analysis.dataflow import Dataflow, StepFlow
    from kale_core.runtime import RuntimeFunction


def packages_of(flow: StepFlow, *, reports: bool) -> tuple[str, ...]:
    """What a step installs, sorted: what its imports need, and what the runner needs for it."""
    from kale_core.runtime import DATA_REQUIREMENTS, IPYTHON_REQUIREMENTS, REPORT_REQUIREMENTS

    packages = set(flow.packages)
    if flow.inputs or flow.outputs:
        packages |= _missing(DATA_REQUIREMENTS, packages)
    if flow.uses_ipython or reports:
        packages |= _missing(IPYTHON_REQUIREMENTS, packages)
    if reports:
        packages |= _missing(REPORT_REQUIREMENTS, packages)
    return tuple(sorted(packages))


def runtime_of(dataflow: Dataflow) -> tuple[RuntimeFunction, ...]:
    """The functions of the runtime, with a marshalling backend for each library that a step installs."""
    from kale_core.analysis.tables.distributions import DISTRIBUTIONS
    from kale_core.runtime import OPTIONAL_BACKENDS, backends_for, runtime_functions

    installed = {_project(package) for flow in dataflow.steps for package in flow.packages}
    roots = [root for root in OPTIONAL_BACKENDS if _project(DISTRIBUTIONS.get(root, root)) in installed]
    return runtime_functions(backends_for(roots))


def _missing(wanted: tuple[str, ...], packages: set[str]) -> set[str]:
    """The requirements among `wanted` that the notebook does not make itself, perhaps with a version."""
    present = {_project(package) for package in packages}
    return {package for package in wanted if _project(package) not in present}


def _project(requirement: str) -> str:
    """The normalised project name in a requirement."""
    name = re.match(r"[A-Za-z0-9._-]*", requirement)
    return re.sub(r"[-_.]+", "-", name[0] if name else "").lower()
