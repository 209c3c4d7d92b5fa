"""Where the `prev:` tags of a pipeline go against the notebook's order, and the circles that this makes."""

from __future__ import annotations

from collections import deque

import networkx as nx

from kale_core.pipeline import Pipeline
from kale_core.step import Step

Edge = tuple[Step, Step]
Cycle = tuple[Step, ...]


def backward_edges(pipeline: Pipeline) -> tuple[Edge, ...]:
    """The edges (from, to) whose first step begins below the second; in notebook order. Loops are left out."""
    position = _positions(pipeline)
    backward = [(before, after) for before, after in pipeline.edges if position[before] > position[after]]
    return tuple(sorted(backward, key=lambda edge: (position[edge[1]], position[edge[0]])))


def cycles(pipeline: Pipeline) -> tuple[Cycle, ...]:
    """A shortest cycle through each backward edge that is on one, each cycle once.

    Every cycle has a backward edge, so that a pipeline without those of the result has no cycle. A cycle begins at
    its first step in the notebook, unless the backward edge that it stands for must come last.
    """
    component = _components(pipeline)
    found: dict[frozenset[Edge], Cycle] = {}
    for before, after in backward_edges(pipeline):
        if component[before] == component[after]:
            cycle = _shortest_path(pipeline, start=after, end=before)
            found.setdefault(frozenset(edges_of(cycle)), cycle)
    return tuple(found.values())


def edges_of(cycle: Cycle) -> tuple[Edge, ...]:
    """The edges of a cycle, the one that closes it last."""
    return tuple(zip(cycle, (*cycle[1:], cycle[0]), strict=True))


def _positions(pipeline: Pipeline) -> dict[Step, int]:
    return {step: position for position, step in enumerate(pipeline.in_notebook_order)}


def _components(pipeline: Pipeline) -> dict[Step, int]:
    components = nx.strongly_connected_components(pipeline)
    return {step: number for number, component in enumerate(components) for step in component}


def _shortest_path(pipeline: Pipeline, *, start: Step, end: Step) -> Cycle:
    """A shortest path; among equals, the one whose steps come first in the notebook."""
    position = _positions(pipeline)
    reached: dict[Step, Step | None] = {start: None}
    queue = deque([start])
    while queue and end not in reached:
        step = queue.popleft()
        for following in sorted(pipeline.successors(step), key=position.__getitem__):
            if following not in reached:
                reached[following] = step
                queue.append(following)
    path: list[Step] = []
    at: Step | None = end
    while at is not None:
        path.append(at)
        at = reached[at]
    return tuple(reversed(path))
