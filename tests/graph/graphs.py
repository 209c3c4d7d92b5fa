"""Pictures of small notebooks, and graphs of all shapes."""

from __future__ import annotations

from hypothesis import strategies as st

from kale_core.diagnostics import Severity
from kale_core.graph.build import graph_of
from kale_core.graph.graph import CellLine, Edge, EdgeKind, Graph, Mark, Node, NodeKind
from kale_core.processor import process
from kale_core.quoting import escaped
from kale_core.rules.rule import Subject
from tests.notebooks import RawCell, cell, notebook
from tests.rules.checking import check

HOSTILE = [
    "<script>alert(1)</script>",
    'a"];b[x',
    "]]></text></svg>",
    "--> <!-- %%{init: {}}%%",
    "&amp; #60; \\N \\",
    "`|{}()<>;:::x",
    "日本\u202e\x1b[2J\n",
    "end",
]
"""Texts that would be syntax in one of the formats, or act on a terminal."""


def drawn(*cells: RawCell, pipeline_name: str = "demo") -> Graph:
    """The picture of a notebook, with all of its findings."""
    read = notebook(cells, metadata={"pipeline_name": pipeline_name})
    processed = process(read)
    dataflow = Subject("nb.ipynb", processed=processed).dataflow
    assert dataflow is not None
    return graph_of(processed, dataflow, check(read))


DIAMOND = drawn(
    cell("pipeline-parameters", "n = 3"),
    cell("imports", "import math"),
    cell("step:load", "rows = [n]"),
    cell("step:left, prev:load", "a = math.fsum(rows)"),
    cell("step:right, prev:load", "b = max(rows)"),
    cell("step:join, prev:left, prev:right", "total = a + b"),
    cell("step:publish, prev:join", "print('done')"),
    cell("pipeline-metrics", "print(total)"),
)
"""Clean: data on all edges but the last one."""

FAULTY = drawn(
    cell("step:load, prev:train", "rows = [1]"),
    cell("step:clean, prev:load", "good = rows"),
    cell("step:train, prev:clean", "model = good\nprint(undefined, undefined_too)"),
    cell("step:loop, prev:loop", "extra = 1"),
    cell("step:report, prev:train, prev:trian", "print(model)"),
    cell("step:compare", "print(model)"),
    cell("step:compare, limit:cpu:1", "pass"),
    cell("notebook:nested, prev:train"),
    pipeline_name="Faulty",
)
"""A fault of each kind that the picture shows."""


def chain(length: int) -> Graph:
    return shaped(length, [(number, number + 1) for number in range(length - 1)])


def fan(width: int) -> Graph:
    """A step, `width` steps after it, and one after all of these."""
    return shaped(width + 2, [edge for number in range(1, width + 1) for edge in ((0, number), (number, width + 1))])


def shaped(size: int, edges: list[tuple[int, int]]) -> Graph:
    """A graph with these edges between numbered steps."""
    nodes = tuple(Node(f"s{number}", cells=(CellLine(number + 1, f"x{number} = 1"),)) for number in range(size))
    made = [Edge(f"s{before}", f"s{after}", EdgeKind.DATA, (f"x{before}",)) for before, after in edges]
    return Graph("demo", "nb.ipynb", nodes, tuple(sorted(made, key=lambda edge: (edge.after, edge.before))))


names = (
    st.sampled_from([*HOSTILE, "\ud800"]) | st.from_regex(r"[a-z][a-z0-9_]{0,30}", fullmatch=True) | st.text(min_size=1)
)
texts = st.sampled_from(HOSTILE).map(escaped) | st.text(min_size=1, max_size=60).map(escaped)
marks = st.builds(Mark, st.sampled_from(Severity), st.just("KALE301"), st.just("undefined-name"), st.integers(1, 3))


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Any nodes and edges, loops and edges that lead up among them."""
    called = draw(st.lists(names, max_size=14, unique=True))
    nodes = [
        Node(
            name,
            kind=draw(st.sampled_from([NodeKind.STEP] * 5 + [NodeKind.MISSING, NodeKind.NOTEBOOK])),
            cells=tuple(CellLine(number, draw(texts)) for number in range(draw(st.integers(0, 6)))),
            parameters=tuple(draw(st.lists(texts, max_size=4))),
            marks=tuple(draw(st.lists(marks, max_size=3))),
        )
        for name in called
    ]
    pairs = st.tuples(st.sampled_from(called), st.sampled_from(called)) if called else st.nothing()
    edges = [
        Edge(*pair, draw(st.sampled_from(EdgeKind)), tuple(draw(st.lists(texts, max_size=9))), draw(st.booleans()))
        for pair in draw(st.lists(pairs, max_size=25, unique=True) if called else st.just([]))
    ]
    return Graph(draw(texts), draw(texts), tuple(nodes), tuple(edges), tuple(draw(st.lists(texts, max_size=2))))
