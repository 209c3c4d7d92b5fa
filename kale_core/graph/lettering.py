"""Words that several formats share, cut to the space that there is."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from enum import Enum
from html import escape
from textwrap import wrap

from kale_core.graph.graph import Edge, EdgeKind, Graph, Node, NodeKind
from kale_core.quoting import escaped
from kale_core.tags import STEP_NAME

ELLIPSIS = "…"
INDENT = "  "

_NARROW = 24
_MOST_LINES = 4
_MOST_CELLS = 4


class Ink(Enum):
    """What a line says, and so how it looks."""

    NAME = "name"
    CELL = "cell"
    FACT = "fact"
    ERROR = "error"
    WARNING = "warning"


def identifiers(graph: Graph) -> dict[str, str]:
    """For each name of a node a word that formats can take: the name itself, unless it is none that a step may have."""
    numbered = enumerate(graph.nodes, start=1)
    return {node.name: node.name if STEP_NAME.fullmatch(node.name) else f"_{number}" for number, node in numbered}


def marked_up(text: str) -> str:
    """`text` as XML and Graphviz's labels want it, in ASCII."""
    return escape(text).encode("ascii", "xmlcharrefreplace").decode("ascii")


def columns(text: str) -> int:
    """How many characters of a typewriter `text` is wide."""
    return len(text) if text.isascii() else sum(map(_columns_of, text))


def clipped(text: str, width: int, *, ellipsis: str = ELLIPSIS) -> str:
    """`text` in no more than `width` columns; if it is longer, it ends in `ellipsis`."""
    if columns(text) <= width:
        return text
    space = width - len(ellipsis)
    kept = ""
    for character in text:
        space -= _columns_of(character)
        if space < 0:
            break
        kept += character
    return kept.rstrip() + ellipsis


def fitted(ink: Ink, text: str, width: int, *, ellipsis: str = ELLIPSIS) -> list[str]:
    """`text` on lines of no more than `width` columns: names and code are cut, all else goes on on a further line."""
    if ink in (Ink.NAME, Ink.CELL):
        return [clipped(text, width, ellipsis=ellipsis)]
    lines = wrap(text, width, subsequent_indent=INDENT, break_long_words=False, break_on_hyphens=False)
    return [clipped(line, width, ellipsis=ellipsis) for line in lines]


def titled(graph: Graph) -> Iterator[tuple[Ink, str]]:
    """What is to be said of the whole pipeline."""
    yield Ink.NAME, graph.title
    yield Ink.CELL, graph.path
    yield from ((Ink.FACT, fact) for fact in graph.facts)
    yield from ((Ink(mark.severity.value), str(mark)) for mark in graph.marks)
    yield from ((Ink.ERROR, f"cycle: {' -> '.join((*circle, circle[0]))}") for circle in graph.cycles)


def boxed(node: Node, *, width: int) -> Iterator[tuple[Ink, str]]:
    """The lines of a box, none of them wider than `width` columns."""
    for ink, text in (*head(node), *body(node)):
        yield from ((ink, line) for line in fitted(ink, text, width))


def head(node: Node) -> Iterator[tuple[Ink, str]]:
    """The name of a node, and what is wrong with it."""
    yield Ink.NAME, node.label
    if node.note:
        yield (Ink.ERROR if node.kind is NodeKind.MISSING else Ink.FACT), node.note
    for mark in node.marks:
        yield Ink(mark.severity.value), str(mark)


def body(node: Node) -> Iterator[tuple[Ink, str]]:
    """What a step does."""
    for cell in node.cells[:_MOST_CELLS]:
        yield Ink.CELL, f"cell {cell.number}{': ' if cell.text else ''}{cell.text}"
    if rest := len(node.cells[_MOST_CELLS:]):
        yield Ink.CELL, f"and {rest} more cell{'s' if rest > 1 else ''}"
    if node.parameters:
        yield Ink.FACT, f"parameters: {', '.join(node.parameters)}"
    if node.metrics:
        yield Ink.FACT, f"metrics: {', '.join(node.metrics)}"


def labelled(edge: Edge) -> list[str]:
    """What stands at an arrow: the variables on a few short lines, and what is wrong with it."""
    return [*_listed(edge.variables), *filter(None, [_fault(edge)])]


def origin(edge: Edge) -> str:
    """The step that an edge comes from, as the one that it leads to sees it: `load (order only)`, `load: rows, n`."""
    said = _fault(edge) or ("" if edge.kind is EdgeKind.DATA else edge.kind.value)
    listed = f": {', '.join(edge.variables)}" if edge.variables else ""
    return f"{escaped(edge.before)}{f' ({said})' if said else ''}{listed}"


def _fault(edge: Edge) -> str:
    """What is wrong with an edge, besides that it leads from nowhere."""
    if edge.in_cycle:
        return "waits for itself" if edge.before == edge.after else "cycle"
    return edge.kind.value if edge.kind is EdgeKind.WANTED else ""


def _listed(names: Sequence[str]) -> list[str]:
    lines: list[str] = []
    rest = list(names)
    while rest and len(lines) < _MOST_LINES:
        line = clipped(rest.pop(0), _NARROW)
        while rest and columns(f"{line}, {rest[0]}") <= _NARROW:
            line += f", {rest.pop(0)}"
        lines.append(f"{line}," if rest else line)
    return [*lines, f"and {len(rest)} more"] if rest else lines


def _columns_of(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
