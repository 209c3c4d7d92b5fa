"""The picture for a terminal: a row for each step, with lines on the left that lead from step to step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kale_core.graph.graph import Edge, EdgeKind, Graph, Node
from kale_core.graph.lettering import ELLIPSIS, INDENT, Ink, body, fitted, head, origin, titled
from kale_core.graph.rails import TO_ASCII, Rails, rails

SIGNS = "".join(map(chr, TO_ASCII)) + "←⇠…"
"""What the picture has that is not ASCII, besides what the notebook itself brings."""

_LEAST_WORDS = 40
_RESET = "\x1b[0m"
_COLOURS = {
    Ink.NAME: "\x1b[1m",
    Ink.CELL: "\x1b[2m",
    Ink.ERROR: "\x1b[1;31m",
    Ink.WARNING: "\x1b[1;33m",
}


@dataclass(frozen=True, slots=True)
class Terminal:
    """What the picture is drawn on; `width` is in columns."""

    width: int = 100
    is_ascii: bool = False
    has_colour: bool = False

    def fitted(self, ink: Ink, text: str, width: int) -> list[str]:
        lines = fitted(ink, text, width, ellipsis="..." if self.is_ascii else ELLIPSIS)
        return [f"{_COLOURS[ink]}{line}{_RESET}" for line in lines] if self.has_colour and ink in _COLOURS else lines

    def arrow(self, edge: Edge) -> str:
        if edge.kind is EdgeKind.DATA:
            return "<-" if self.is_ascii else "←"
        return "<." if self.is_ascii else "⇠"


def render(graph: Graph, terminal: Terminal) -> str:
    """The picture; without the lines on the left if they would leave no space for words."""
    beside = rails(graph)
    if any(len(each.at) > terminal.width - _LEAST_WORDS for each in beside):
        beside = [Rails("", "")] * len(beside)
    lines = [line for ink, text in titled(graph) for line in terminal.fitted(ink, text, terminal.width)]
    lines.append("")
    for node, drawn in zip(graph.nodes, beside, strict=True):
        lines += _block(graph, node, drawn, terminal)
    return "".join(f"{line.rstrip()}\n" for line in lines[:-1])


def _block(graph: Graph, node: Node, drawn: Rails, terminal: Terminal) -> Iterator[str]:
    """The rows of a node, and one without words."""
    at, below = (each.translate(TO_ASCII) if terminal.is_ascii else each for each in (drawn.at, drawn.below))
    width = max(terminal.width - len(at) - len(INDENT), _LEAST_WORDS // 2)
    (ink, name), *faults = head(node)
    yield from (f"{at}{line}" for line in terminal.fitted(ink, name, width))
    for ink, text in (*faults, *(_edge(edge, terminal) for edge in graph.into(node)), *body(node)):
        yield from (f"{below}{INDENT}{line}" for line in terminal.fitted(ink, text, width))
    yield below


def _edge(edge: Edge, terminal: Terminal) -> tuple[Ink, str]:
    return (Ink.ERROR if edge.is_wrong else Ink.FACT), f"{terminal.arrow(edge)} {origin(edge)}"
