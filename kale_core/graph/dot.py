"""The picture in the language of Graphviz."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kale_core.graph.graph import Edge, EdgeKind, Graph, Node, NodeKind
from kale_core.graph.lettering import Ink, boxed, fitted, identifiers, labelled, marked_up, titled

_COLUMNS = 40
_TITLE_COLUMNS = 90
_ERROR = "#b3202c"
_COLOURS = {Ink.CELL: "#59636e", Ink.ERROR: _ERROR, Ink.WARNING: "#7d4e00"}
DEFAULTS = (
    'graph [labelloc=t, labeljust=l, fontname="monospace", fontsize=12, nodesep=0.4, ranksep=0.5]',
    'node [shape=box, style="rounded,filled", fillcolor="#f6f8fa", color="#6e7781", margin="0.15,0.1"]',
    'node [fontname="monospace", fontsize=11]',
    'edge [color="#6e7781", fontname="monospace", fontsize=11, fontcolor="#0550ae"]',
)
_STYLES = {EdgeKind.ORDER: "dashed", EdgeKind.WANTED: "dotted", EdgeKind.BROKEN: "dotted"}


def render(graph: Graph) -> str:
    """A digraph, in ASCII. Labels are Graphviz's kind of HTML, in which all of a notebook's text is escaped."""
    ids = {name: f'"{identifier}"' for name, identifier in identifiers(graph).items()}
    title = [(ink, line) for ink, text in titled(graph) for line in fitted(ink, text, _TITLE_COLUMNS)]
    statements = [
        *DEFAULTS,
        f"label={_label(title)}",
        *(_node(node, ids[node.name]) for node in graph.nodes),
        *(_edge(edge, ids[edge.before], ids[edge.after]) for edge in graph.edges),
    ]
    return "digraph pipeline {\n" + "".join(f"    {statement};\n" for statement in statements) + "}\n"


def _node(node: Node, identifier: str) -> str:
    looks = ", ".join([f"label={_label(boxed(node, width=_COLUMNS))}", *_looks(node)])
    return f"{identifier} [{looks}]"


def _looks(node: Node) -> Iterator[str]:
    if node.kind is not NodeKind.STEP:
        yield 'style="rounded,filled,dashed"'
    if node.severity:
        colour = _COLOURS[Ink(node.severity.value)]
        yield f'color="{colour}", penwidth=2.5'


def _edge(edge: Edge, before: str, after: str) -> str:
    looks = [f"style={_STYLES[edge.kind]}"] if edge.kind in _STYLES else []
    if lines := labelled(edge):
        looks.append(f"label={_label((Ink.FACT, line) for line in lines)}")
    if edge.is_wrong:
        looks.append(f'color="{_ERROR}", fontcolor="{_ERROR}", penwidth=2')
    return f"{before} -> {after}" + (f" [{', '.join(looks)}]" if looks else "")


def _label(lines: Iterable[tuple[Ink, str]]) -> str:
    return "<" + "".join(_line(ink, text) + '<br align="left"/>' for ink, text in lines) + ">"


def _line(ink: Ink, text: str) -> str:
    shown = marked_up(text).replace("\\", "&#92;")
    if ink is Ink.NAME:
        return f'<font point-size="13"><b>{shown}</b></font>'
    return f'<font color="{_COLOURS[ink]}">{shown}</font>' if ink in _COLOURS else shown
