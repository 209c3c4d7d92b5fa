"""The `prev:` tags that findings ask for, as fixes that do not contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

from kale_core.diagnostics import Fix
from kale_core.edits import AddTag
from kale_core.processor import Processed
from kale_core.rules.fixing import first_cell, stands_above

if TYPE_CHECKING:
    _Graph = nx.DiGraph[str]


class NewEdges:
    """The edges of a pipeline, with those that the fixes of one rule add."""

    def __init__(self, processed: Processed) -> None:
        self._processed = processed
        self._edges: _Graph = nx.DiGraph((before.name, after.name) for before, after in processed.pipeline.edges)

    def fix(self, before: str, after: str) -> Fix | None:
        """The tag `prev:<before>` on the first cell of the step `after`.

        None if `before` begins below, where a `prev:` tag must not point, or if the tags would make a circle.
        """
        self._edges.add_nodes_from([before, after])
        if not stands_above(self._processed, before, step=after) or nx.has_path(self._edges, after, before):
            return None
        self._edges.add_edge(before, after)
        first = first_cell(self._processed, after).cell.number
        return Fix.unsafe(f"add `prev:{before}` to cell {first}", AddTag(first, f"prev:{before}"))
