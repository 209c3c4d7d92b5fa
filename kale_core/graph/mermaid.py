"""The picture as Mermaid, which GitHub and GitLab render in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kale_core.graph.graph import Edge, EdgeKind, Graph, Node, NodeKind
from kale_core.graph.lettering import Ink, boxed, fitted, identifiers, labelled, titled

_COLUMNS = 42
_WIDE = '%%{init: {"flowchart": {"wrappingWidth": 420}}}%%'  # Mermaid would break lines of code at 200 pixels
_STYLES = {
    "error": "fill:#ffebe9,stroke:#b3202c,stroke-width:3px,color:#1f2328",
    "warning": "fill:#fff8c5,stroke:#7d4e00,stroke-width:3px,color:#1f2328",
    "missing": "fill:#ffebe9,stroke:#b3202c,stroke-width:3px,stroke-dasharray:6 4,color:#1f2328",
    "notebook": "stroke-dasharray:6 4",
    "title": "fill:none,stroke:none",
}
_WRONG = "stroke:#b3202c,stroke-width:3px"


def render(graph: Graph) -> str:
    """A flowchart, in ASCII. What could be syntax or markup is a number in it, so that no notebook can add to it."""
    ids = {name: f"step_{identifier}" for name, identifier in identifiers(graph).items()}
    wrong = [str(number) for number, edge in enumerate(graph.edges) if edge.is_wrong]
    lines = [
        f'pipeline["{_label(_title(graph))}"]:::title',
        *(_node(node, ids[node.name]) for node in graph.nodes),
        *(_edge(edge, ids[edge.before], ids[edge.after]) for edge in graph.edges),
        *(f"classDef {name} {style}" for name, style in _STYLES.items()),
        *([f"linkStyle {','.join(wrong)} {_WRONG}"] if wrong else []),
    ]
    return f"{_WIDE}\nflowchart TD\n" + "".join(f"    {line}\n" for line in lines)


def _title(graph: Graph) -> Iterator[tuple[Ink, str]]:
    """What a box of its own says of the whole pipeline."""
    for ink, text in titled(graph):
        yield from ((ink, line) for line in fitted(ink, text, _COLUMNS))


def _node(node: Node, identifier: str) -> str:
    return f'{identifier}["{_label(boxed(node, width=_COLUMNS))}"]{_class(node)}'


def _class(node: Node) -> str:
    if node.kind is NodeKind.MISSING:
        return ":::missing"
    if node.severity:
        return f":::{node.severity}"
    return ":::notebook" if node.kind is NodeKind.NOTEBOOK else ""


def _edge(edge: Edge, before: str, after: str) -> str:
    arrow = "-->" if edge.kind is EdgeKind.DATA else "-.->"
    lines = labelled(edge)
    return f'{before} {arrow}|"{"<br/>".join(map(_escaped, lines))}"| {after}' if lines else f"{before} {arrow} {after}"


def _label(lines: Iterable[tuple[Ink, str]]) -> str:
    texts = [f"<b>{_escaped(text)}</b>" if ink is Ink.NAME else _escaped(text) for ink, text in lines]
    return "<br/>".join(texts)


def _escaped(text: str) -> str:
    return re.sub(r"[^\w ,.:=()-]", lambda match: f"#{ord(match[0])};", text, flags=re.ASCII)
