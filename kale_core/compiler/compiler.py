"""A pipeline as the text of a generated file (spec section 8)."""

from __future__ import annotations

import posixpath
import re
from shlex import quote
from textwrap import wrap
from typing import TYPE_CHECKING

from kale_core.compiler.components import Component, components
from kale_core.compiler.drawing import WIDTH, draw
from kale_core.compiler.location import origin_line, output_path
from kale_core.compiler.rendering import COMPONENT, PIPELINE, render
from kale_core.compiler.runtime_needs import runtime_of
from kale_core.compiler.spelling import docstring_text
from kale_core.compiler.tasks import Names, aliases, environment, needs_kubernetes, tasks

if TYPE_CHECKING:
    from kale_core.analysis.dataflow import Dataflow
    from kale_core.pipeline import Pipeline


class Compiler:
    """Turns a pipeline into the KFP v2 DSL.

    `dataflow` is computed if it is not given. `output` is where the text is going to be, relative to what
    `pipeline.path` is relative to; by default, where the pipeline's configuration puts it.
    """

    def __init__(self, pipeline: Pipeline, dataflow: Dataflow | None = None, *, output: str | None = None) -> None:
        self._pipeline = pipeline
        self._dataflow = dataflow or _analyse(pipeline)
        self._output = output

    def compile(self) -> str:
        """The text of the generated file.

        It depends on nothing but the notebook's path relative to the file, its code cells and its metadata. What the
        rules call an error may raise `ValueError` here, or give a file that KFP refuses.
        """
        parts = components(self._pipeline, self._dataflow)
        return render(
            PIPELINE,
            pipeline=self._pipeline,
            security=self._pipeline.config.security_context,
            origin=self._origin,
            notebook=docstring_text(quote(posixpath.basename(self._pipeline.path))),
            description=_folded(self._pipeline.config.pipeline_description),
            drawing=docstring_text(draw(self._pipeline, self._dataflow)),
            modules=["compiler", "dsl", *(["kubernetes"] if needs_kubernetes(self._pipeline) else [])],
            classes=_imported_classes(parts),
            runtime=runtime_of(self._dataflow),
            components=[render(COMPONENT, component=part) for part in parts],
            environment=tuple(environment(self._pipeline.config)),
            aliases=aliases(self._pipeline, parts),
            kubernetes=Names(self._pipeline).visible("kubernetes"),
            tasks=tasks(self._pipeline, parts),
        )

    @property
    def _origin(self) -> str:
        output = self._output or output_path(self._pipeline.path, self._pipeline.config)
        return origin_line(self._pipeline.path, output=output)


def _analyse(pipeline: Pipeline) -> Dataflow:
    from kale_core.analysis.dataflow import analyse

    return analyse(pipeline)


def _folded(description: str) -> str:
    """The description for people, as one paragraph; the file holds its exact text elsewhere."""
    text = re.sub(r"[ \t\n\r\f\v]+", " ", description).strip()
    return docstring_text("\n".join(wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)))


def _imported_classes(parts: tuple[Component, ...]) -> list[str]:
    """The classes of `kfp.dsl` that the signatures name, in the order of isort: constants first."""
    used = {artifact.type for part in parts for artifact in (*part.inputs, *part.outputs)}
    if any(part.inputs for part in parts):
        used.add("Input")
    if any(part.outputs or part.report or part.metrics_artifact for part in parts):
        used.add("Output")
    if any(part.metrics_artifact for part in parts):
        used.add("Metrics")
    html = ["HTML"] if any(part.report for part in parts) else []
    return [*html, *sorted(used)]
