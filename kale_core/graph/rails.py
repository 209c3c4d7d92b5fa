"""The lines on the left of the text picture.

As in `git log --graph`, each node has a row of its own, and a line runs down beside the rows from a node to all nodes
that follow it. An edge that leads up, which only graphs with faults have, is drawn with double lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from kale_core.graph.graph import EdgeKind, Graph, NodeKind

TO_ASCII = str.maketrans("●○◆│┆║─╌═├┤┼╰╯┴╭╮┬╠╣╬╚╝╩╔╗╦", "*o#|:H-.=+++`'+,.+HHHHHHHHH")

_GLYPHS = {NodeKind.STEP: "●", NodeKind.MISSING: "○", NodeKind.NOTEBOOK: "◆"}


class _Stroke(Enum):
    """How a line is drawn: down, across, and where a row meets it.

    Of the latter there are three groups: the line goes on, ends there, or begins there. In each, the row leads to the
    right, to the left, or both ways.
    """

    DATA = "│─├┤┼╰╯┴╭╮┬"
    ORDER = "┆╌├┤┼╰╯┴╭╮┬"
    UPWARD = "║═╠╣╬╚╝╩╔╗╦"

    @property
    def down(self) -> str:
        return self.value[0]

    @property
    def across(self) -> str:
        return self.value[1]

    def meeting(self, *, above: bool, below: bool, left: bool, right: bool) -> str:
        group = 0 if above and below else 1 if above else 2
        return self.value[1 + 3 * group + right + 2 * left]


@dataclass(frozen=True, slots=True)
class _Line:
    """The edges of one node that all lead down, or all up: rows from `start` to `end`, and those where it is met."""

    start: int
    end: int
    meets: Mapping[int, _Stroke]
    is_upward: bool = False

    def below(self, row: int) -> _Stroke:
        """How it is drawn under that row."""
        return _together(stroke for met, stroke in self.meets.items() if met > row)


_Column = list[_Line]


@dataclass(frozen=True, slots=True)
class Rails:
    """What stands beside a node, and beside the text between it and the next one."""

    at: str
    below: str


def rails(graph: Graph) -> list[Rails]:
    """The lines beside each node; all texts have the same length."""
    columns = _columns(_lines(graph))
    return [Rails(_at(row, _GLYPHS[node.kind], columns), _below(row, columns)) for row, node in enumerate(graph.nodes)]


def _lines(graph: Graph) -> Iterator[_Line]:
    """For each node its line down, which may end in its own row, and its line up, if there is one."""
    place = {node.name: row for row, node in enumerate(graph.nodes)}
    drawn = [edge for edge in graph.edges if edge.kind is not EdgeKind.WANTED]
    for row, node in enumerate(graph.nodes):
        targets = {place[edge.after]: _stroke(edge.kind) for edge in drawn if edge.before == node.name}
        down = {target: stroke for target, stroke in targets.items() if target > row}
        yield _Line(row, max(down, default=row), down)
        up = [target for target in targets if target < row]
        if up:
            yield _Line(min(up), row, dict.fromkeys([*up, row], _Stroke.UPWARD), is_upward=True)


def _columns(lines: Iterable[_Line]) -> list[_Column]:
    """Each line as far to the left as there is space; a node takes over the column of a line that ends at it."""
    columns: list[_Column] = []
    for line in sorted(lines, key=lambda line: (line.start, line.is_upward)):
        ending = [column for column in columns if _takes_over(line, column[-1])]
        free = [column for column in columns if column[-1].end < line.start]
        if ending or free:
            (ending or free)[0].append(line)
        else:
            columns.append([line])
    return columns


def _takes_over(line: _Line, above: _Line) -> bool:
    return not line.is_upward and not above.is_upward and above.end == line.start


def _at(row: int, glyph: str, columns: Sequence[_Column]) -> str:
    own = next(index for index, column in enumerate(columns) if any(_begins(line, row) for line in column))
    met = {index: line for index, column in enumerate(columns) for line in column if row in line.meets and index != own}
    first, last = min([own, *met]), max([own, *met])
    text = ""
    for index, column in enumerate(columns):
        passing = next((line for line in column if line.start < row < line.end), None)
        beyond = [line.meets[row] for at, line in met.items() if (at <= index if index < own else at > index)]
        across = _together(beyond).across if first <= index < last else " "
        if index == own:
            text += glyph
        elif line := met.get(index):
            sides = {"left": index > first, "right": index < last}
            text += line.meets[row].meeting(above=line.start < row, below=line.end > row, **sides)
        else:
            text += passing.below(row).down if passing else across
        text += across
    return text


def _begins(line: _Line, row: int) -> bool:
    return line.start == row and not line.is_upward


def _below(row: int, columns: Iterable[_Column]) -> str:
    text = ""
    for column in columns:
        line = next((line for line in column if line.start <= row < line.end), None)
        text += f"{line.below(row).down if line else ' '} "
    return text


def _together(strokes: Iterable[_Stroke]) -> _Stroke:
    """How to draw several edges as one line."""
    kinds = set(strokes)
    return _Stroke.DATA if _Stroke.DATA in kinds else _Stroke.ORDER if _Stroke.ORDER in kinds else _Stroke.UPWARD


def _stroke(kind: EdgeKind) -> _Stroke:
    return _Stroke.DATA if kind is EdgeKind.DATA else _Stroke.ORDER
