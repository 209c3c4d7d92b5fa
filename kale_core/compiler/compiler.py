"""A pipeline as the text of a generated file (spec section 8)."""

from __future__ import annotations

import posixpath
import re
from shlex import quote
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from kale_core.compiler.components import Component, components
from kale_core.compiler.drawing import WIDTH, draw
from kale_core.compiler.location import origin_line, output_path, relative_path
from kale_core.compiler.parts import Part, parts_of
from kale_core.compiler.rendering import COMPONENT, PART, PIPELINE, render
from kale_core.compiler.runtime_needs import runtime_of
from kale_core.compiler.spelling import docstring_text
from kale_core.compiler.tasks import Names, aliases, environment, needs_kubernetes, returned, tasks

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
        parts = parts_of(self._pipeline, self._dataflow)
        return self._render(PIPELINE, self._pipeline, self._dataflow, parts, modules=["compiler", "dsl"])

    def compile_parts(self) -> dict[str, str]:
        """The texts of the files beside the generated one, by name: one for each notebook that this one refers to."""
        found = {}
        for part in parts_of(self._pipeline, self._dataflow):
            nested = self._dataflow.nested[part.reference]
            path = docstring_text(relative_path(part.path, start=posixpath.dirname(self._path)))
            given = returned(nested.pipeline, components(nested.pipeline, nested.dataflow), part)
            found[f"{part.module}.py"] = self._render(
                PART, nested.pipeline, nested.dataflow, (), modules=["dsl"], part=part, part_path=path, returned=given
            )
        return found

    def _render(
        self,
        template: str,
        pipeline: Pipeline,
        dataflow: Dataflow,
        parts: tuple[Part, ...],
        *,
        modules: list[str],
        **others: Any,
    ) -> str:
        own = components(pipeline, dataflow)
        return render(
            template,
            pipeline=pipeline,
            security=pipeline.config.security_context,
            origin=origin_line(self._pipeline.path, output=self._path),
            notebook=docstring_text(quote(posixpath.basename(self._pipeline.path))),
            description=_folded(pipeline.config.pipeline_description),
            drawing=docstring_text(draw(pipeline, dataflow)),
            modules=[*modules, *(["kubernetes"] if own and needs_kubernetes(pipeline) else [])],
            classes=_imported_classes(own),
            runtime=runtime_of(self._dataflow),
            components=[render(COMPONENT, component=each) for each in own],
            environment=tuple(environment(pipeline.config)),
            aliases=aliases(pipeline, own, parts),
            kubernetes=Names(pipeline).visible("kubernetes"),
            tasks=tasks(pipeline, own, parts),
            parts=parts,
            **others,
        )

    @property
    def _path(self) -> str:
        return self._output or output_path(self._pipeline.path, self._pipeline.config)


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
