"""Objects that cross the border of a notebook, and whose classes or functions stay behind in its shared cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from kale_core.analysis.flow import Stranger
from kale_core.analysis.runs import Runs
from kale_core.analysis.values import Slot, Value


def strangers(runs: Runs, outputs: Mapping[str, Set[str]]) -> Iterator[Stranger]:
    """One for each variable that a referenced notebook takes or gives, and that the other side cannot load.

    Code of shared cells travels by name, so it must be in shared cells of both notebooks.
    """
    here = runs.shared.frame.names
    for name, run in runs.steps.items():
        for variable, provider in run.inputs.items() if run.step.is_reference else ():
            value = runs.steps[provider].produced[variable].value
            if code := _left_behind(value, here, run.shared_inside):
                yield Stranger(variable, code, name, goes_in=True)
        for variable in sorted(outputs[name]) if run.nested else ():
            slot = run.produced.get(variable)
            if slot is not None and (code := _left_behind(slot.value, run.shared_inside, here)):
                yield Stranger(variable, code, name, goes_in=False)


def _left_behind(value: Value, here: Mapping[str, Slot], there: Mapping[str, Slot]) -> str | None:
    """The name of the class or function of shared cells that the object is made of, if the other side has none so."""
    choices = [value, *value.alternatives]
    objects = [each for choice in choices for each in (choice, *choice.holds)]
    made_of = {id(code) for each in objects for code in (each, each.instance_of) if code is not None}
    codes = (name for name, slot in here.items() if slot.value.is_code and not slot.value.imports)
    return next((name for name in codes if id(here[name].value) in made_of and name not in there), None)
