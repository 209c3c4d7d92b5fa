"""What of a notebook is in its picture."""

from __future__ import annotations

import pytest

from kale_core.graph.build import graph_of
from kale_core.graph.graph import EdgeKind, Graph, NodeKind
from kale_core.processor import process
from kale_core.rules.rule import Subject
from tests.graph.graphs import DIAMOND, FAULTY, drawn
from tests.notebooks import RawCell, cell, markdown, notebook

LOAD = cell("step:load", "rows = [1]")


def edges(graph: Graph) -> list[str]:
    arrows = {EdgeKind.DATA: "->", EdgeKind.ORDER: "..>", EdgeKind.WANTED: "??>", EdgeKind.BROKEN: "xx>"}
    return [
        f"{edge.before} {arrows[edge.kind]} {edge.after}"
        + (f": {', '.join(edge.variables)}" if edge.variables else "")
        + (" (cycle)" if edge.in_cycle else "")
        for edge in graph.edges
    ]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param([LOAD, cell("step:a, prev:load", "print(rows)")], ["load -> a: rows"], id="data"),
        pytest.param([LOAD, cell("step:a, prev:load", "y = 1")], ["load ..> a"], id="order only"),
        pytest.param(
            [LOAD, cell("step:a, prev:load", "y = 1"), cell("step:b, prev:a", "print(rows, y)")],
            ["load ..> a", "load -> b: rows", "a -> b: y"],
            id="data from further up",
        ),
        pytest.param([LOAD, cell("step:a", "print(rows)")], ["load ??> a: rows"], id="a tag is missing"),
        pytest.param(
            [LOAD, cell("step:a", "rows = [2]"), cell("step:b", "print(rows)")],
            ["a ??> b: rows"],
            id="a tag is missing, for the last step above",
        ),
        pytest.param([LOAD, cell("step:a, prev:lod", "y = 1")], ["lod xx> a"], id="misspelt"),
        pytest.param(
            [LOAD, cell("step:a, prev:lod", "print(rows)")], ["load -> a: rows", "lod xx> a"], id="misspelt, with data"
        ),
        pytest.param([cell("step:a, prev:a", "y = 1")], ["a ..> a (cycle)"], id="itself"),
        pytest.param(
            [cell("step:a, prev:b", "y = 1"), cell("step:b, prev:a", "print(y)")],
            ["b ..> a (cycle)", "a -> b: y (cycle)"],
            id="cycle",
        ),
        pytest.param([cell("step:a, prev:b", "y = 1"), cell("step:b", "z = 1")], ["b ..> a"], id="forward"),
        pytest.param([LOAD, cell("notebook:nested, prev:load")], ["load ..> nested"], id="into a notebook"),
        pytest.param([LOAD, cell("step:a, prev:", "y = 1")], [], id="empty name"),
    ],
)
def test_edges(cells: list[RawCell], expected: list[str]) -> None:
    assert edges(drawn(*cells)) == expected


def test_a_clean_pipeline() -> None:
    assert [node.name for node in DIAMOND.nodes] == ["load", "left", "right", "join", "publish"]
    assert {node.kind for node in DIAMOND.nodes} == {NodeKind.STEP}
    assert DIAMOND.facts == ("parameters: n=3", "imports, in every step: cell 2")
    assert DIAMOND.nodes[0].parameters == ("n",)
    assert DIAMOND.nodes[3].metrics == ("total",)
    assert (DIAMOND.marks, DIAMOND.cycles) == ((), ())
    assert not any(node.marks for node in DIAMOND.nodes)


def test_faults() -> None:
    nodes = {node.name: node for node in FAULTY.nodes}
    assert [str(mark) for mark in nodes["train"].marks] == ["error KALE301 undefined-name x2"]
    said = ["error KALE302 missing-dependency", "warning KALE108 settings-on-later-cell"]
    assert [str(mark) for mark in nodes["compare"].marks] == said
    assert "train ??> compare: model" in edges(FAULTY)
    assert nodes["trian"].kind is NodeKind.MISSING
    assert nodes["trian"].note == "no such step: did you mean `train`?"
    assert nodes["nested"].kind is NodeKind.NOTEBOOK
    assert [str(mark) for mark in FAULTY.marks] == ["error KALE121 invalid-pipeline-name"]
    assert FAULTY.cycles == (("load", "clean", "train"),)


def test_nodes_that_are_no_steps_stand_beside_what_they_touch() -> None:
    names = [node.name for node in FAULTY.nodes]
    assert names.index("trian") + 1 == names.index("report")
    assert names[-1] == "nested"


@pytest.mark.parametrize(
    ("source", "line"),
    [
        pytest.param("x = 1\ny = 2", "x = 1", id="first"),
        pytest.param("\n\n  # Load\nx = 1", "# Load", id="not blank"),
        pytest.param("%%time\nx = 1", "x = 1", id="no magic of the cell"),
        pytest.param("#####\n# Load", "# Load", id="no ruler"),
        pytest.param("%%time", "%%time", id="nothing else"),
        pytest.param("", "", id="empty"),
        pytest.param("x = '\x1b[2J\u202e'", r"x = '\x1b[2J\u202e'", id="printable"),
    ],
)
def test_the_line_that_stands_for_a_cell(source: str, line: str) -> None:
    assert drawn(markdown(), cell("step:a", source)).nodes[0].cells[0].text == line


def test_lines_are_shown_as_the_caller_says() -> None:
    read = notebook([cell("pipeline-parameters", "token = 'abc'"), cell("step:a", "key = 'abc'")])
    processed = process(read)
    dataflow = Subject("nb.ipynb", processed=processed).dataflow
    assert dataflow is not None
    graph = graph_of(processed, dataflow, shown=lambda line: line.replace("abc", "***"))
    assert graph.facts == ("parameters: token='***'",)
    assert graph.nodes[0].cells[0].text == "key = '***'"


def test_no_steps() -> None:
    graph = drawn(cell("imports", "import os"))
    assert graph.nodes == ()
    assert [mark.code for mark in graph.marks] == ["KALE205"]
