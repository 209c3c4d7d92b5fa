"""How far to the right each slot of a layered layout is: boxes amid their neighbours, edges as straight as they can be.

All lengths are in pixels. A *block* is what moves as one: a box, or all that an edge passes on its way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from itertools import pairwise
from math import inf

import networkx as nx

from kale_core.graph.graph import Edge
from kale_core.graph.layers import Layers

_BETWEEN_BOXES = 28
_BETWEEN_LINES = 14
_BETWEEN_ENDS = 22
_SWEEPS = 80
_PUSHES = 8
_ROUNDS = 8

Ends = Mapping[Edge, int]
"""Where edges meet a side of a box, to the right of its centre."""

_Gaps = dict[tuple[int, int], float]
"""How far apart the centres of two blocks are at least, the left one and the right one."""

_Wishes = list[list[tuple[int, int]]]
"""For each block those that edges join it to, each with how far to the right of it the block would like to be."""


def ends(arranged: Layers, *, at: int) -> Ends:
    """Where edges meet the lower side of their upper box (`at` 0), or the upper side of their lower one (-1).

    They are beside each other, in the order in which they go on.
    """
    place = {slot: number for rank in arranged.ranks for number, slot in enumerate(rank)}
    inner = 1 if at == 0 else -2
    groups: dict[int, list[Edge]] = {}
    for edge, chain in sorted(arranged.chains.items(), key=lambda item: place[item[1][inner]]):
        groups.setdefault(chain[at], []).append(edge)
    found: dict[Edge, int] = {}
    for slot, edges in groups.items():
        step = min(_BETWEEN_ENDS, arranged.slots[slot].size[0] // (len(edges) + 1))
        found |= {edge: number * step - step * (len(edges) - 1) // 2 for number, edge in enumerate(edges)}
    return found


def centres(arranged: Layers, leaving: Ends, arriving: Ends) -> list[int]:
    """The centre of each slot; the leftmost slot begins at 0."""
    blocks, gaps = _blocks(arranged)
    wishes = _wishes(arranged, blocks, leaving, arriving)
    x = _straightened(_balanced(wishes, gaps), wishes, gaps, set(arranged.nodes.values()))
    centre = [x[block] for block in blocks]
    left = min(each - slot.size[0] / 2 for each, slot in zip(centre, arranged.slots, strict=True))
    return [round(each - left) for each in centre]


def _blocks(arranged: Layers) -> tuple[list[int], _Gaps]:
    """The block of each slot, by number, and the gaps, those of the leftmost blocks first.

    Edges that cross beside boxes cannot all be straight: the shortest ones of them go from slot to slot.
    """
    blocks = list(range(len(arranged.slots)))
    for _, *passed, _ in arranged.chains.values():
        for slot in passed:
            blocks[slot] = passed[0]
    while knot := _knot(gaps := _gaps(arranged, blocks)):
        sizes = Counter(block for block in blocks if block in knot)
        shortest = min((size, block) for block, size in sizes.items() if size > 1)[1]
        blocks = [slot if block == shortest else block for slot, block in enumerate(blocks)]
    order = {block: number for number, block in enumerate(nx.topological_sort(nx.DiGraph(gaps.keys())))}
    return blocks, {pair: gaps[pair] for pair in sorted(gaps, key=lambda pair: order[pair[0]])}


def _knot(gaps: _Gaps) -> set[int]:
    """Blocks that would each have to be to the left of all the others."""
    components = nx.strongly_connected_components(nx.DiGraph(gaps.keys()))
    return next((component for component in components if len(component) > 1), set())


def _gaps(arranged: Layers, blocks: Sequence[int]) -> _Gaps:
    gaps: _Gaps = {}
    for rank in arranged.ranks:
        for left, right in pairwise(rank):
            a, b = arranged.slots[left], arranged.slots[right]
            between = _BETWEEN_BOXES if a.is_node or b.is_node else _BETWEEN_LINES
            pair = (blocks[left], blocks[right])
            gaps[pair] = max(gaps.get(pair, 0), (a.size[0] + b.size[0]) / 2 + between)
    return gaps


def _wishes(arranged: Layers, blocks: Sequence[int], leaving: Ends, arriving: Ends) -> _Wishes:
    wishes: _Wishes = [[] for _ in blocks]
    for edge, chain in arranged.chains.items():
        met = [leaving[edge], *([0] * (len(chain) - 2)), arriving[edge]]
        for (upper, upper_end), (lower, lower_end) in pairwise(zip(chain, met, strict=True)):
            if blocks[upper] != blocks[lower]:
                wishes[blocks[lower]].append((blocks[upper], upper_end - lower_end))
                wishes[blocks[upper]].append((blocks[lower], lower_end - upper_end))
    return wishes


def _balanced(wishes: _Wishes, gaps: _Gaps) -> list[float]:
    """The centres of the blocks if edges were springs: the sum of the squares of their shifts is about the least.

    By turns, each block goes half of the way to where its springs pull it, and those that are too close push each
    other apart (Hildreth's method).
    """
    x = _pushed([0.0] * len(wishes), gaps)
    weight = [max(len(each), 0.01) for each in wishes]
    force = dict.fromkeys(gaps, 0.0)
    for _ in range(_SWEEPS):
        x = [(x[block] + _mean(x, block, each)) / 2 for block, each in enumerate(wishes)]
        for (left, right), by in force.items():
            x[left] -= by / weight[left]
            x[right] += by / weight[right]
        for _ in range(_PUSHES):
            for (left, right), gap in gaps.items():
                give = 1 / weight[left] + 1 / weight[right]
                by = max(-force[left, right], (x[left] + gap - x[right]) / give)
                force[left, right] += by
                x[left] -= by / weight[left]
                x[right] += by / weight[right]
    return _pushed(x, gaps)


def _pushed(x: list[float], gaps: _Gaps) -> list[float]:
    """The positions with all gaps kept: blocks that are too close are pushed to the right."""
    pushed = list(x)
    for (left, right), gap in gaps.items():
        pushed[right] = max(pushed[right], pushed[left] + gap)
    return pushed


def _mean(x: Sequence[float], block: int, wishes: Sequence[tuple[int, int]]) -> float:
    return sum(x[other] + shift for other, shift in wishes) / len(wishes) if wishes else x[block]


def _straightened(x: Sequence[float], wishes: _Wishes, gaps: _Gaps, boxes: Set[int]) -> list[float]:
    """The positions after each block moved, as far as there is room, to where most of its edges are straight.

    A box that is amid its neighbours stays there, unless it is close to being straight above or below one.
    """
    moved = list(x)
    lefts: list[list[tuple[int, float]]] = [[] for _ in x]
    rights: list[list[tuple[int, float]]] = [[] for _ in x]
    for (left, right), gap in gaps.items():
        lefts[right].append((left, gap))
        rights[left].append((right, gap))
    for _ in range(_ROUNDS):
        for block, each in enumerate(wishes):
            low = max((moved[left] + gap for left, gap in lefts[block]), default=-inf)
            high = min((moved[right] - gap for right, gap in rights[block]), default=inf)
            aims = sorted(moved[other] + shift for other, shift in each)
            moved[block] = _aim(moved[block], aims, low=low, high=high, stays=block in boxes)
    return moved


def _aim(now: float, aims: Sequence[float], *, low: float, high: float, stays: bool) -> float:
    """The best position between `low` and `high`: one in the middle of `aims`, and an aim itself if possible."""
    if not aims:
        return now
    first, last = aims[(len(aims) - 1) // 2], aims[len(aims) // 2]
    if stays and first + _BETWEEN_ENDS < now < last - _BETWEEN_ENDS:
        return now
    within = [aim for aim in (first, last) if low <= aim <= high]
    return min(within or [min(max(first, low), high)], key=lambda aim: abs(aim - now))
