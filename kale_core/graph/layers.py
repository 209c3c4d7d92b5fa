"""Which boxes stand side by side, and in which order: the first half of a layered layout (Sugiyama and others, 1981).

An edge that passes other layers, and the label of each edge, get places of their own among the boxes: so no edge runs
through a box, and no label covers anything.
"""

from __future__ import annotations

from bisect import bisect, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from math import ceil

from kale_core.graph.graph import Edge, Graph

_SWEEPS = 24
_MOST_BOXES = 6

Size = tuple[int, int]
"""Width and height, in pixels."""

_Neighbours = dict[int, list[int]]


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a rank: for a node, for the label of an edge, or for an edge that only passes."""

    size: Size
    is_node: bool = False


@dataclass(frozen=True, slots=True)
class Layers:
    """The slots of each rank from left to right, as indices into `slots`.

    Boxes are in even ranks, labels in odd ones. `nodes` has the slot of each node; `chains` the slots of each edge,
    from the upper node to the lower one, whichever way the edge leads.
    """

    slots: tuple[Slot, ...]
    ranks: tuple[tuple[int, ...], ...]
    nodes: Mapping[str, int]
    chains: Mapping[Edge, tuple[int, ...]]


def layers(graph: Graph, boxes: Mapping[str, Size], labels: Mapping[Edge, Size]) -> Layers:
    """The slots of a graph whose nodes and labels have these sizes; edges from a node to itself have none."""
    level = _levels(graph)
    slots = [Slot(boxes[node.name], is_node=True) for node in graph.nodes]
    nodes = {node.name: number for number, node in enumerate(graph.nodes)}
    ranks: list[list[int]] = [[] for _ in range(2 * max(level.values(), default=0) + 1)]
    for name, number in nodes.items():
        ranks[2 * level[name]].append(number)
    chains = {}
    for edge, upper, lower in _directed(graph):
        passing = range(2 * level[upper] + 1, 2 * level[lower])
        for rank in passing:
            ranks[rank].append(len(slots))
            slots.append(Slot(labels[edge] if rank == passing[-1] else (0, 0)))
        chains[edge] = (nodes[upper], *range(len(slots) - len(passing), len(slots)), nodes[lower])
    return Layers(tuple(slots), _ordered(ranks, chains.values()), nodes, chains)


def _directed(graph: Graph) -> list[tuple[Edge, str, str]]:
    """Each edge with the node that it has at its upper end and the one at its lower end."""
    place = {node.name: number for number, node in enumerate(graph.nodes)}
    ends = [(edge, sorted((edge.before, edge.after), key=place.__getitem__)) for edge in graph.edges]
    return [(edge, upper, lower) for edge, (upper, lower) in ends if upper != lower]


def _levels(graph: Graph) -> dict[str, int]:
    """How many layers down each node is: below all that it follows, and as near as possible to what follows it.

    More than `_MOST_BOXES` that would fit into one layer are spread over several.
    """
    above: dict[str, list[str]] = {node.name: [] for node in graph.nodes}
    below: dict[str, list[str]] = {node.name: [] for node in graph.nodes}
    for _, upper, lower in _directed(graph):
        above[lower].append(upper)
        below[upper].append(lower)
    level: dict[str, int] = {}
    for number in count():
        fitting = [name for name, others in above.items() if all(level.get(other, number) < number for other in others)]
        rest = [name for name in fitting if name not in level]
        level |= {name: number + place % ceil(len(rest) / _MOST_BOXES) for place, name in enumerate(rest)}
        if len(level) == len(above):
            break
    for name, others in reversed(below.items()):
        if len(others) > len(above[name]):
            level[name] = min(level[other] for other in others) - 1
    return level


def _ordered(ranks: Sequence[Sequence[int]], chains: Iterable[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    """The ranks, each in an order with few crossings of edges: the best of several sweeps down and up."""
    above: _Neighbours = {}
    below: _Neighbours = {}
    for chain in chains:
        for upper, lower in pairwise(chain):
            above.setdefault(lower, []).append(upper)
            below.setdefault(upper, []).append(lower)
    current = best = [list(rank) for rank in ranks]
    fewest = _crossings(best, below)
    for sweep in range(_SWEEPS if fewest else 0):
        current = _swept(current[::-1], below)[::-1] if sweep % 2 else _swept(current, above)
        crossings = _crossings(current, below)
        if crossings < fewest:
            best, fewest = current, crossings
    return tuple(map(tuple, best))


def _swept(ranks: Sequence[Sequence[int]], neighbours: _Neighbours) -> list[list[int]]:
    """The ranks, each in the order of the mean places of the neighbours in the one before."""
    swept = [list(ranks[0])]
    for rank in ranks[1:]:
        place = _places(swept[-1])
        own = {slot: number * len(place) / len(rank) for number, slot in enumerate(rank)}
        for slot in rank:
            if others := neighbours.get(slot):
                own[slot] = sum(place[other] for other in others) / len(others)
        swept.append(sorted(rank, key=own.__getitem__))
    return swept


def _crossings(ranks: Sequence[Sequence[int]], below: _Neighbours) -> int:
    crossings = 0
    for upper, lower in pairwise(ranks):
        place = _places(lower)
        passed: list[int] = []
        for slot in upper:
            ends = sorted(place[each] for each in below.get(slot, ()))
            crossings += sum(len(passed) - bisect(passed, end) for end in ends)
            for end in ends:
                insort(passed, end)
    return crossings


def _places(rank: Iterable[int]) -> dict[int, int]:
    return {slot: number for number, slot in enumerate(rank)}
