"""What KFP says of a pipeline, and what it does not say but fails on later, as diagnostics of the notebook."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kale_core.compiler.sizes import LARGEST_COMPONENT
from kale_core.config import KEY
from kale_core.diagnostics import NOTEBOOK, Diagnostic, Finding, Place
from kale_core.kfp.origin import step_at
from kale_core.kfp.package import Package, Refusal
from kale_core.kfp.plan import tasks_of
from kale_core.kfp_text import breaks_line, is_control
from kale_core.rules.generated import refused_by_kfp
from kale_core.rules.pods import component_too_large

if TYPE_CHECKING:
    from kale_core.pipeline import Pipeline

_NAME = re.compile(r"['\"`](?P<quoted>[\w-]+)['\"`]|name: (?P<plain>[\w-]+)")


def diagnostics(made: Package | Refusal, *, source: str, pipeline: Pipeline, path: str) -> tuple[Diagnostic, ...]:
    """What is wrong with the pipeline of a notebook, which messages call `path`, once KFP has compiled its `source`."""
    if isinstance(made, Refusal):
        refusal = _of_refusal(made, source, pipeline)
        return (refused_by_kfp.RULE.diagnostic(refusal, path=path),)
    changed = [refused_by_kfp.RULE.diagnostic(each, path=path) for each in _other_defaults(made, pipeline)]
    large = [component_too_large.RULE.diagnostic(each, path=path) for each in _too_large(made, pipeline)]
    return tuple(sorted([*changed, *large], key=Diagnostic.sort_key))


def _of_refusal(refusal: Refusal, source: str, pipeline: Pipeline) -> Finding:
    """The refusal at the most exact place that can be told: a parameter, a step, a key of the metadata."""
    step = step_at(refusal.lines, source, pipeline)
    first_cell = Place(step.cells[0].number) if step else _odd_default(pipeline)
    place = _named_in(refusal.message, pipeline) or first_cell
    return refused_by_kfp.finding(refusal.message, place=place, step=step.name if step else None)


def _named_in(message: str, pipeline: Pipeline) -> Place | None:
    """The first thing in the notebook whose name the message shows as a name."""
    places = {pipeline.config.pipeline_name: Place(key=(KEY, "pipeline_name"))}
    places |= {parameter.name: parameter.place for parameter in pipeline.parameters}
    names = (match["quoted"] or match["plain"] for match in _NAME.finditer(message))
    return next((places[name] for name in names if name in places), None)


def _odd_default(pipeline: Pipeline) -> Place:
    """The parameter that keeps KFP from reading its own YAML, which has defaults in a comment line each."""
    texts = {parameter.place: str(ast.literal_eval(parameter.default)) for parameter in pipeline.parameters}
    odd = (place for place, text in texts.items() if any(is_control(each) or breaks_line(each) for each in text))
    return next(odd, NOTEBOOK)


def _other_defaults(package: Package, pipeline: Pipeline) -> Iterator[Finding]:
    kept = package.pipeline["root"].get("inputDefinitions", {}).get("parameters", {})
    for parameter in pipeline.parameters:
        value = kept.get(parameter.name, {}).get("defaultValue")
        if value != ast.literal_eval(parameter.default):
            yield refused_by_kfp.other_default(parameter.name, value, place=parameter.place)


def _too_large(package: Package, pipeline: Pipeline) -> Iterator[Finding]:
    """Steps of the notebook itself that no pod can be started with, measured in what KFP wrote."""
    for task in tasks_of(package, {}):
        size = max(len(each.encode()) for each in task.command)
        if size > LARGEST_COMPONENT and not task.within:
            given = [parameter for parameter in pipeline.parameters if parameter.name in task.parameters]
            yield component_too_large.finding(pipeline.step(task.step), size=size, parameters=given)
