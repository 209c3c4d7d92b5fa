"""Where boxes, labels and edges are."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings

from kale_core.graph.graph import Graph
from kale_core.graph.layout import Box, Layout, layout
from tests.graph.graphs import chain, fan, graphs, shaped

BOX = (120, 40)
LABEL = (60, 20)
DIAMOND = shaped(4, [(0, 1), (0, 2), (1, 3), (2, 3)])


def laid_out(graph: Graph, *, label: tuple[int, int] = LABEL) -> Layout:
    return layout(graph, {node.name: BOX for node in graph.nodes}, dict.fromkeys(graph.edges, label))


def overlap(a: Box, b: Box) -> bool:
    return a.x < b.x + b.width and b.x < a.x + a.width and a.y < b.bottom and b.y < a.bottom


def inside(box: Box, x: float, y: float) -> bool:
    return box.x < x < box.x + box.width and box.y < y < box.bottom


@settings(max_examples=60, deadline=None)
@given(graph=graphs())
def test_nothing_covers_anything(graph: Graph) -> None:
    placed = laid_out(graph)
    labels = [route.label for route in placed.routes.values()]
    boxes = list(placed.boxes.values())
    assert not [pair for pair in combinations([*boxes, *labels], 2) if overlap(*pair)]
    width, height = placed.size
    assert all(each.x >= 0 and each.x + each.width <= width and each.bottom <= height for each in (*boxes, *labels))


@settings(max_examples=60, deadline=None)
@given(graph=graphs())
def test_edges_pass_boxes_and_labels_of_others(graph: Graph) -> None:
    """All curves are between two rows of boxes or labels: it is enough to look at the straight parts."""
    placed = laid_out(graph)
    for edge, route in placed.routes.items():
        ends = {placed.boxes[edge.before], placed.boxes[edge.after]}
        others = [*placed.boxes.values(), *(each.label for other, each in placed.routes.items() if other != edge)]
        for (x, top), (_, bottom) in zip(route.points[::2], route.points[1::2], strict=True):
            assert top <= bottom
            assert not [each for each in others if inside(each, x, (top + bottom) / 2) and each not in ends]
        for (_, bottom), (_, top) in zip(route.points[1::2], route.points[2::2], strict=False):
            assert bottom < top
            assert not [each for each in others if each.y < top and bottom < each.bottom]


@settings(max_examples=60, deadline=None)
@given(graph=graphs())
def test_edges_meet_their_boxes(graph: Graph) -> None:
    placed = laid_out(graph)
    for edge, route in placed.routes.items():
        upper, lower = sorted((placed.boxes[edge.before], placed.boxes[edge.after]), key=lambda box: box.y)
        assert route.points[0][1] == upper.bottom
        assert route.points[-1][1] == lower.y
        assert upper.x < route.points[0][0] < upper.x + upper.width
        assert lower.x < route.points[-1][0] < lower.x + lower.width


@pytest.mark.parametrize(
    "graph",
    [pytest.param(chain(40), id="chain"), pytest.param(shaped(3, [(0, 1), (1, 2), (0, 2)]), id="one that skips")],
)
def test_edges_are_straight_if_they_can_be(graph: Graph) -> None:
    placed = laid_out(graph)
    for route in placed.routes.values():
        assert len({x for x, _ in route.points[2:-2]}) == 1


def test_a_chain_is_one_line() -> None:
    placed = laid_out(chain(40))
    assert len({x for route in placed.routes.values() for x, _ in route.points}) == 1


def test_a_diamond_is_symmetric() -> None:
    boxes = laid_out(DIAMOND).boxes
    assert boxes["s1"].y == boxes["s2"].y
    assert boxes["s0"].centre == pytest.approx((boxes["s1"].centre + boxes["s2"].centre) / 2, abs=1)
    assert boxes["s3"].centre == pytest.approx(boxes["s0"].centre, abs=1)


def test_many_parallel_steps_take_several_rows() -> None:
    boxes = laid_out(fan(15)).boxes
    rows = [box.y for name, box in boxes.items() if name not in ("s0", "s16")]
    assert [rows.count(row) for row in sorted(set(rows))] == [5, 5, 5]


def test_a_step_stands_near_what_follows_it() -> None:
    boxes = laid_out(shaped(4, [(0, 1), (1, 3), (2, 3)])).boxes
    assert boxes["s2"].y == boxes["s1"].y


def test_edges_do_not_cross_without_need() -> None:
    """Two pairs whose steps are interleaved in the notebook."""
    boxes = laid_out(shaped(4, [(0, 3), (1, 2)])).boxes
    assert (boxes["s0"].x < boxes["s1"].x) == (boxes["s3"].x < boxes["s2"].x)
