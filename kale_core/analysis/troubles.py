"""Names that steps read and that nothing provides, and why (spec section 6)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kale_core.analysis import facts as f
from kale_core.analysis.cells import read_cell
from kale_core.analysis.flow import Binder, StarUse, Trouble, Unresolved
from kale_core.analysis.interpreter import Interpreter
from kale_core.analysis.namespace import Read
from kale_core.analysis.runs import Nobody, Runs, StepRun


def star_uses(runs: Runs) -> Iterator[StarUse]:
    read_anywhere = {name for run in runs.steps.values() for name in run.interpreter.star_names}
    shared = tuple(sorted(read_anywhere | runs.shared.star_names))
    for step, interpreter, names in [
        (None, runs.shared, shared),
        *(
            (name, run.interpreter, tuple(sorted(run.interpreter.star_names)))
            for name, run in runs.steps.items()
            if not run.step.is_reference
        ),
    ]:
        for module, (cell, at) in interpreter.star_imports.items():
            if names:
                yield StarUse(step, module, runs.facts[cell].place(at), names)


def unresolved(runs: Runs) -> tuple[Unresolved, ...]:
    found = [_explain(runs, miss, None) for miss in runs.shared.misses]
    for run in runs.steps.values():
        if run.step.is_reference:  # what another notebook lacks is found where its steps are run one by one
            continue
        found += [_explain(runs, miss, run) for miss in run.interpreter.misses]
    unique: dict[tuple[str, str | None], Unresolved] = {}
    for each in found:
        if not _may_be_bound_in_broken_cell(runs, each.name):
            # One mistake, one finding: a step's first read of a name, and one for all steps of what is nowhere.
            nowhere = each.trouble in (Trouble.UNDEFINED, Trouble.SKIPPED)
            unique.setdefault((each.name, None if nowhere else each.step), each)
    return tuple(unique.values())


def _explain(runs: Runs, miss: Read, run: StepRun | None) -> Unresolved:
    place = runs.facts[miss.cell].place(miss.at)
    called = runs.facts[miss.call_cell].place(miss.call_at) if miss.via else None
    step = run.step.name if run else None
    if miss.deleted:
        return Unresolved(step, miss.name, place, Trouble.DELETED, (), miss.via, called)
    binders = _binders(runs, miss.name)
    in_steps = [each for each in binders if each.step is not None]
    here = called or place
    if run is None and in_steps:
        trouble = Trouble.SHARED
    elif any(each.step != step and (each.place.cell or 0) < (here.cell or 0) for each in in_steps):
        trouble = Trouble.NOT_AN_ANCESTOR
    elif in_steps:
        trouble = Trouble.LATER
    else:
        trouble = Trouble.SKIPPED if binders else Trouble.UNDEFINED
    return Unresolved(step, miss.name, place, trouble, tuple(binders), miss.via, called)


def _binders(runs: Runs, name: str) -> list[Binder]:
    """The places that bind a name, in steps and in cells that are not in the pipeline."""
    found = []
    for step_name, run in runs.steps.items():
        slot = run.interpreter.frame.names.get(name)
        hidden = run.step.is_reference and name not in run.produced
        if slot is not None and slot.own and slot.cell in runs.facts and not hidden:
            found.append(Binder(runs.facts[slot.cell].place(slot.at), step_name))
    for cell in (*runs.pipeline.skipped, *runs.pipeline.dropped):
        aside = Interpreter(Nobody())
        facts = read_cell(cell)
        aside.run_cell(cell.number, facts.statements)
        slot = aside.frame.names.get(name)
        if slot is not None and slot.own:
            found.append(Binder(facts.place(slot.at)))
    return sorted(found, key=lambda binder: binder.place.cell or 0)


def bound_anywhere(runs: Runs) -> set[str]:
    frames = [runs.shared.frame, *(run.interpreter.frame for run in runs.steps.values())]
    return {name for frame in frames for name in frame.names if not name.startswith(f.HIDDEN)}


def _may_be_bound_in_broken_cell(runs: Runs, name: str) -> bool:
    """A cell that cannot be parsed may bind any name that it mentions: its fault is reported, not theirs."""
    word = re.compile(rf"\b{re.escape(name)}\b")
    return any(facts.fault and word.search(facts.cell.source) for facts in runs.facts.values())
