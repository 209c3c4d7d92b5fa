"""What a picture of a pipeline shows, before any format is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from kale_core.diagnostics import Severity
from kale_core.quoting import escaped


@dataclass(frozen=True, slots=True)
class Mark:
    """The findings of one rule in one place."""

    severity: Severity
    code: str
    name: str
    count: int = 1

    def __str__(self) -> str:
        times = f" x{self.count}" if self.count > 1 else ""
        return f"{self.severity} {self.code} {self.name}{times}"


@dataclass(frozen=True, slots=True)
class CellLine:
    """A cell of a step: its 1-based number over all cells, and its first line that says something."""

    number: int
    text: str


class NodeKind(Enum):
    """What a node stands for."""

    STEP = "a step"
    MISSING = "a step that a `prev:` tag names and that does not exist"
    NOTEBOOK = "another notebook"


@dataclass(frozen=True, slots=True)
class Node:
    """A box of the picture. `name` is as in the tags; all other texts are printable, on a single line each.

    `note` says what a node is that is no step.
    """

    name: str
    kind: NodeKind = NodeKind.STEP
    cells: tuple[CellLine, ...] = ()
    parameters: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    note: str = ""

    @property
    def label(self) -> str:
        """The name, printable."""
        return escaped(self.name)

    @property
    def severity(self) -> Severity | None:
        """The gravest of its marks; that a step is missing is an error of its own."""
        found = {mark.severity for mark in self.marks}
        if self.kind is NodeKind.MISSING or Severity.ERROR in found:
            return Severity.ERROR
        return Severity.WARNING if found else None


class EdgeKind(Enum):
    """Why one step comes before another."""

    DATA = "data"
    ORDER = "order only"
    WANTED = "`prev:` tag is missing"
    BROKEN = "no such step"


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow of the picture, between the names of two nodes.

    `variables` cross it, or would have to if it is `WANTED`; a `BROKEN` one leads from a node that is `MISSING`.
    `in_cycle`: the two steps wait for each other, directly or through others.
    """

    before: str
    after: str
    kind: EdgeKind
    variables: tuple[str, ...] = ()
    in_cycle: bool = False

    @property
    def is_wrong(self) -> bool:
        return self.in_cycle or self.kind in (EdgeKind.WANTED, EdgeKind.BROKEN)


@dataclass(frozen=True, slots=True)
class Graph:
    """The whole picture.

    `nodes` are in the one order, and so most edges lead down it; those that do not are on a cycle or go against the
    notebook. `facts` are lines about the whole pipeline. `marks` are of findings that are in no step. A cycle holds
    the labels of its steps; the first one waits for the last.
    """

    title: str
    path: str
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    facts: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    cycles: tuple[tuple[str, ...], ...] = ()

    def into(self, node: Node) -> Iterator[Edge]:
        """The edges that lead to `node`."""
        return (edge for edge in self.edges if edge.after == node.name)
