"""Variables that two notebooks of a composition bind, or a notebook and a step beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from kale_core.analysis.flow import Rival
from kale_core.analysis.runs import Runs, StepRun


def rivals(runs: Runs, outputs: Mapping[str, Set[str]]) -> Iterator[Rival]:
    """One for each variable that a step or reference takes, and that several above it bind, one of them a reference;
    and one for each that a reference hands on of which several steps in the other notebook have the last word.
    """
    for run in runs.steps.values():
        for name in sorted(run.inputs):
            binders = [each for each in runs.steps.values() if each.step.name in run.ancestors and _binds(each, name)]
            if len(binders) > 1 and any(each.step.is_reference for each in binders):
                yield Rival(name, run.step.name, tuple(each.step.name for each in binders))
        for name in sorted(outputs[run.step.name]) if run.nested else ():
            last = run.nested.last_writers(name) if run.nested else []
            if len(last) > 1:
                yield Rival(name, run.step.name, tuple(each.step.name for each in last), within=True)


def _binds(run: StepRun, name: str) -> bool:
    slot = run.produced.get(name)
    return slot is not None and slot.own and not slot.deleted and not slot.value.imports
