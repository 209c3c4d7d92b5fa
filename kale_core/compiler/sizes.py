"""How much source KFP ships for each step: the system refuses to start a step with too much of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kale_core.compiler.components import components
from kale_core.compiler.rendering import COMPONENT, render, render_cells
from kale_core.compiler.runtime_needs import runtime_of

if TYPE_CHECKING:
    from kale_core.analysis.dataflow import Dataflow
    from kale_core.pipeline import Pipeline

LARGEST_COMPONENT = 131_071
"""The bytes of source that a step may have: it is one argument of a command, and Linux takes no longer one."""

_PREAMBLE = "import kfp\nfrom kfp import dsl\nfrom kfp.dsl import *\nfrom typing import *"


def component_sizes(pipeline: Pipeline, dataflow: Dataflow) -> dict[str, int]:
    """The bytes of source that KFP makes of each step, in the one order.

    It joins the source of the component and of its `additional_funcs`, under imports of its own.
    """
    parts = components(pipeline, dataflow)
    runtime = [function.source for function in runtime_of(dataflow)]
    shared = [render_cells("_shared_cells", pipeline.shared)] if pipeline.shared else []
    sizes = {}
    for part in parts:
        cells, _, body = render(COMPONENT, component=part).rpartition("@dsl.component(")
        function = body[body.index(f"\ndef {part.function}(") + 1 :]
        sources = [_PREAMBLE, *(text.strip("\n") + "\n" for text in (*shared, cells, *runtime, function))]
        sizes[part.step] = len("\n\n".join(sources).encode()) + len("\n\n")
    return sizes
