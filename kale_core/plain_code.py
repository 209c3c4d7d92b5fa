"""Cells that hold declarations only: parameters and metrics. Parsed as plain Python, with positions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider

from kale_core.diagnostics import Place, Span
from kale_core.nesting import is_too_deep
from kale_core.notebook import Cell
from kale_core.quoting import escaped

_TOKENIZER_ERROR = re.compile(r"tokenizer error: (.*)")

Statement = cst.BaseSmallStatement | cst.BaseCompoundStatement


@dataclass(frozen=True, slots=True)
class CellFault:
    """Something in a parameters or metrics cell that must not be there."""

    place: Place
    message: str
    help: str


@dataclass(frozen=True)
class PlainCode:
    """The statements of a cell; of a cell with a syntax error, those of the lines that stand on their own.

    `unparsed` holds the other lines of such a cell.
    """

    cell: Cell
    statements: tuple[Statement, ...] = ()
    ranges: Mapping[cst.CSTNode, Span] = field(default_factory=dict)
    syntax_fault: CellFault | None = None
    unparsed: tuple[str, ...] = ()

    def place(self, node: cst.CSTNode) -> Place:
        return Place(cell=self.cell.number, span=self.ranges.get(node))


def parse_plain(cell: Cell) -> PlainCode:
    """The statements of `cell`, with the place of each node."""
    if is_too_deep(cell.source):
        return PlainCode(cell, syntax_fault=_fault(cell, 1, 1, "nests too deeply to be read"))
    try:
        return PlainCode(cell, *_parse(cell.source))
    except cst.ParserSyntaxError as error:
        fault = _syntax_fault(cell, error)
    except cst.CSTValidationError:  # a name with characters newer than this Python's Unicode tables
        fault = _fault(cell, 1, 1, "is not valid Python")
    except RecursionError:
        return PlainCode(cell, syntax_fault=_fault(cell, 1, 1, "nests too deeply to be read"))
    return _line_by_line(cell, fault)


def _parse(source: str, *, first_line: int = 1) -> tuple[tuple[Statement, ...], dict[cst.CSTNode, Span]]:
    wrapper = MetadataWrapper(cst.parse_module(source), unsafe_skip_copy=True)
    positions = wrapper.resolve(PositionProvider)
    ranges = {node: _span(position, first_line) for node, position in positions.items()}
    statements: list[Statement] = []
    for statement in wrapper.module.body:
        if isinstance(statement, cst.SimpleStatementLine):
            statements += statement.body
        elif isinstance(statement, cst.BaseCompoundStatement):
            statements.append(statement)
    return tuple(statements), ranges


def _line_by_line(cell: Cell, fault: CellFault) -> PlainCode:
    """What the lines of a broken cell say, each read alone, so that one slip does not hide every name."""
    statements: list[Statement] = []
    ranges: dict[cst.CSTNode, Span] = {}
    unparsed: list[str] = []
    for number, line in enumerate(cell.source.split("\n"), start=1):
        try:
            line_statements, line_ranges = _parse(line, first_line=number)
        except (cst.ParserSyntaxError, cst.CSTValidationError, RecursionError):
            unparsed.append(line)
            continue
        statements += line_statements
        ranges |= line_ranges
    return PlainCode(cell, tuple(statements), ranges, fault, tuple(unparsed))


def _syntax_fault(cell: Cell, error: cst.ParserSyntaxError) -> CellFault:
    line, column = _position(cell.source, error)
    if re.match(r"\s*[%!?]|.*\?\s*$", cell.source.split("\n")[line - 1]):
        return _fault(cell, line, 1, "holds IPython syntax")
    detail = _TOKENIZER_ERROR.search(error.message)
    return _fault(cell, line, column, f"is not valid Python{': ' + escaped(detail[1]) if detail else ''}")


def _position(source: str, error: cst.ParserSyntaxError) -> tuple[int, int]:
    """The 1-based line and column of an error.

    libcst has those of parser errors in the message only; of tokenizer errors it has none, so the first line is
    sought whose end has that error already.
    """
    lines = source.split("\n")
    if position := re.search(r"error at (\d+):(\d+)", error.message):
        return min(int(position[1]), len(lines)), max(int(position[2]), 1)
    for number in range(1, len(lines)):
        try:
            cst.parse_module("\n".join(lines[:number]))
        except cst.ParserSyntaxError as earlier:
            if earlier.message == error.message:
                return number, 1
        except cst.CSTValidationError:
            continue
    return len(lines), 1


def _fault(cell: Cell, line: int, column: int, message: str) -> CellFault:
    place = Place(cell=cell.number, span=Span(line, column, line, column + 1))
    return CellFault(place, message, "")


def _span(position: CodeRange, first_line: int) -> Span:
    """libcst counts columns from 0."""
    offset = first_line - 1
    return Span(
        position.start.line + offset, position.start.column + 1, position.end.line + offset, position.end.column + 1
    )
