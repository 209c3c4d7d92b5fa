"""From an edge of the pipeline back to the tag that declares it."""

from __future__ import annotations

from kale_core.cycles import Edge
from kale_core.processor import Processed
from kale_core.roles import TaggedCell
from kale_core.step_names import edge_from
from kale_core.tags import ParsedTag


def edge_tag(processed: Processed, edge: Edge) -> tuple[TaggedCell, ParsedTag]:
    """The first `prev:` tag that declares the edge, and its cell."""
    before, after = edge
    names = [step.name for step in processed.pipeline.in_notebook_order]
    return next(
        (tagged, tag)
        for tagged in processed.cells_of_step(after.name)
        for tag in tagged.prev_tags
        if edge_from(tag.values[0], step=after.name, steps=names) == before.name
    )
