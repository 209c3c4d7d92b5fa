"""Where boxes, labels and edges are: the second half of a layered layout.

All lengths are in pixels, and y grows downwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kale_core.graph.centres import Ends, centres, ends
from kale_core.graph.graph import Edge, Graph
from kale_core.graph.layers import Layers, Size, layers

_BETWEEN_RANKS = 26
_SLOPE = 0.07
_CLOSE = 9

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: its upper left corner, and its size."""

    x: int
    y: int
    width: int
    height: int

    @property
    def centre(self) -> int:
        return self.x + self.width // 2

    @property
    def bottom(self) -> int:
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Route:
    """An edge, from its upper end to its lower one: it is vertical from each even point to the next one."""

    points: tuple[Point, ...]
    label: Box


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of all nodes, by name, and of all edges but those from a node to itself."""

    size: Size
    boxes: Mapping[str, Box]
    routes: Mapping[Edge, Route]


def layout(graph: Graph, boxes: Mapping[str, Size], labels: Mapping[Edge, Size]) -> Layout:
    """Places for boxes and labels of the given sizes, such that none covers another, or an edge."""
    if not graph.nodes:
        return Layout((0, 0), {}, {})
    arranged = layers(graph, boxes, labels)
    leaving, arriving = ends(arranged, at=0), ends(arranged, at=-1)
    x = centres(arranged, leaving, arriving)
    bands = _bands(arranged, x)
    placed = [Box(0, 0, 0, 0)] * len(arranged.slots)
    for number, (rank, (top, bottom)) in enumerate(zip(arranged.ranks, bands, strict=True)):
        for slot in rank:
            width, height = arranged.slots[slot].size
            placed[slot] = Box(x[slot] - width // 2, bottom - height if number % 2 else top, width, height)
    return Layout(
        size=(max(box.x + box.width for box in placed), bands[-1][1]),
        boxes={name: placed[slot] for name, slot in arranged.nodes.items()},
        routes=dict(_routes(arranged, placed, bands, leaving, arriving)),
    )


def _bands(arranged: Layers, x: Sequence[int]) -> list[tuple[int, int]]:
    """The top and the bottom of each rank; the flatter the edges between two ranks, the more space there is."""
    shift = [0] * len(arranged.ranks)
    rank_of = {slot: number for number, rank in enumerate(arranged.ranks) for slot in rank}
    for chain in arranged.chains.values():
        for upper, lower in pairwise(chain):
            shift[rank_of[upper]] = max(shift[rank_of[upper]], abs(x[upper] - x[lower]))
    bands = []
    top = 0
    for number, rank in enumerate(arranged.ranks):
        bottom = top + max((arranged.slots[slot].size[1] for slot in rank), default=0)
        bands.append((top, bottom))
        top = bottom + _BETWEEN_RANKS + round(min(shift[number] * _SLOPE, _BETWEEN_RANKS * 2))
    return bands


def _routes(
    arranged: Layers, placed: Sequence[Box], bands: Sequence[tuple[int, int]], leaving: Ends, arriving: Ends
) -> Iterator[tuple[Edge, Route]]:
    band_of = {slot: band for rank, band in zip(arranged.ranks, bands, strict=True) for slot in rank}
    for edge, (upper, *passed, lower) in arranged.chains.items():
        start = _near(placed[upper].centre + leaving[edge], placed[passed[0]].centre)
        end = _near(placed[lower].centre + arriving[edge], placed[passed[-1]].centre)
        points = [(start, placed[upper].bottom), (start, band_of[upper][1])]
        points += [(placed[slot].centre, y) for slot in passed for y in band_of[slot]]
        points += [(end, placed[lower].y)] * 2
        yield edge, Route(tuple(points), placed[passed[-1]])


def _near(x: int, line: int) -> int:
    """Where an edge that should meet a box at `x` does so; it need not bend if its line is close enough."""
    return line if abs(line - x) <= _CLOSE else x
