"""Settings of libraries: seeds, styles, options, logging, warnings."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kale_core.analysis import facts as f
from kale_core.analysis.dataflow import Dataflow
from kale_core.analysis.tables.state import PROCESS_STATE, SEED_ARGUMENTS, SHOWN_METHODS, SHOWS, ProcessState
from kale_core.analysis.uses import Use, UseKind
from kale_core.pipeline import Pipeline
from kale_core.rules.pods.reliance import Reliance, Uses, reliances


def library_settings(every: Uses, dataflow: Dataflow, pipeline: Pipeline) -> Iterator[Reliance]:
    """Steps that use a library as another step has set it."""
    for state in PROCESS_STATE:

        def is_setting(use: Use, state: ProcessState = state) -> bool:
            return use.kind in (UseKind.CALL, UseKind.SET) and _is_among(use.name, state.setters)

        def is_use(step: str, use: Use, state: ProcessState = state) -> bool:
            shown = not state.if_shown or _shows_values(step, every, dataflow, pipeline)
            return _depends(use, state) and shown

        yield from reliances(every, is_setting=is_setting, is_use=is_use, sets=state.sets, uses=state.uses)


def _depends(use: Use, state: ProcessState) -> bool:
    if use.kind not in (UseKind.CALL, UseKind.GET):
        return False
    if use.name in state.seeded:
        return not any(name in SEED_ARGUMENTS for name, _ in use.keywords)
    if _is_among(use.name, state.users) and use.name not in state.independent:
        return True
    return state.objects and use.receiver is not None and _is_among(use.receiver, state.users)


@cache
def _is_among(name: str, names: frozenset[str]) -> bool:
    """Whether a dotted name is one of these, or below one that ends with a dot."""
    if name in names:
        return True
    parents = (name[: index + 1] for index, character in enumerate(name) if character == ".")
    return any(parent in names for parent in parents)


def _shows_values(step: str, every: Uses, dataflow: Dataflow, pipeline: Pipeline) -> bool:
    """Whether a step displays something that options may lay out in another way."""
    if any(use.name in SHOWS for use in every[step]):
        return True
    cells = (dataflow.facts[cell.number] for cell in pipeline.step(step).cells if cell.number in dataflow.facts)
    return any(facts.last_name is not None or _ends_with_a_look(facts.statements) for facts in cells)


def _ends_with_a_look(statements: tuple[f.Statement, ...]) -> bool:
    match statements[-1:]:
        case (f.Do(value=f.Call(function=f.Part(attribute=method))),):
            return method in SHOWN_METHODS
    return False
