"""One cell: parsed once, walked once, and its positions found only if something points at them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import libcst as cst

from kale_core.analysis import facts as f
from kale_core.analysis.collect import Collector
from kale_core.analysis.grammar import Syntax, Version, may_be_newer, newer_syntax
from kale_core.diagnostics import Place, Span
from kale_core.ipython import Translation, translate
from kale_core.nesting import is_too_deep
from kale_core.notebook import Cell

TOO_DEEP = "this cell is nested too deeply to analyse"

_POSITION = re.compile(r"error at (\d+):(\d+)")
_LAST_TOKEN = re.compile(r"""(\w+|"[^"]*"|'[^']*'|\S)\s*$""")


@dataclass(frozen=True, slots=True)
class SyntaxFault:
    """A cell that is neither Python nor IPython."""

    place: Place
    message: str


@dataclass(frozen=True)
class CellFacts:
    """The facts of one cell. With a `fault`, `statements` is empty and the cell may do anything."""

    cell: Cell
    statements: tuple[f.Statement, ...] = ()
    uses_ipython: bool = False
    isolated: bool = False
    future_annotations: bool = False
    fault: SyntaxFault | None = None
    last_name: str | None = None
    _nodes: tuple[cst.CSTNode, ...] = ()
    _module: cst.Module | None = None
    _translation: Translation | None = field(default=None, repr=False)

    def place(self, at: int) -> Place:
        """Where the fact with that `at` stands in the notebook; the cell as a whole for `NOWHERE`."""
        return Place(self.cell.number, self._span(self._nodes[at]) if at >= 0 else None)

    def newer_syntax(self, python: Version) -> Iterator[tuple[Place, Syntax]]:
        """What that version of Python cannot read, and where it stands."""
        if self._module is None or not may_be_newer(self.cell.source, python=python):
            return
        for node, syntax in newer_syntax(self._module, python=python):
            yield Place(self.cell.number, self._span(node)), syntax

    @property
    def commands(self) -> tuple[tuple[int, str], ...]:
        """The magics and shell commands of the cell, with their 1-based lines."""
        return self._translation.commands if self._translation else ()

    def _span(self, node: cst.CSTNode) -> Span | None:
        found = self._positions.get(node)
        if found is None:
            return None
        start, end = found.start, found.end
        if self._translation is None:
            return Span(start.line, start.column + 1, end.line, end.column + 1)
        if start.line in self._translation.whole_lines:
            width = len(self.cell.source.split("\n")[start.line - 1])
            return Span(start.line, 1, start.line, width + 1)
        first, last = (self._translation.shifts.get(line, 0) for line in (start.line, end.line))
        return Span(start.line, start.column + first + 1, end.line, end.column + last + 1)

    @cached_property
    def _positions(self) -> dict[cst.CSTNode, cst.metadata.CodeRange]:
        from libcst.metadata import MetadataWrapper, PositionProvider

        assert self._module is not None
        wrapper = MetadataWrapper(self._module, unsafe_skip_copy=True)
        try:
            return dict(wrapper.resolve(PositionProvider))
        except RecursionError:  # deeply nested code: its findings point at the cell
            return {}


class WholeCell(CellFacts):
    """A cell without facts of its own, that stands for what happens elsewhere."""

    def place(self, at: int) -> Place:
        return Place(self.cell.number)


def read_cell(cell: Cell, *, future_annotations: bool = False) -> CellFacts:
    """The facts of a code cell: parsed as Python, and as IPython where it is not Python. Never raises."""
    translation = None
    if is_too_deep(cell.source):
        return CellFacts(cell, fault=SyntaxFault(Place(cell.number), TOO_DEEP))
    try:
        module = cst.parse_module(cell.source)
    except Exception:  # libcst raises several kinds for what it cannot parse
        translation = translate(cell.source)
        try:
            module = cst.parse_module(translation.text)
        except Exception as error:
            return CellFacts(cell, fault=_fault(cell, translation, error))
    collector = Collector(cell=cell.number, future_annotations=future_annotations)
    try:
        statements = collector.module(module)
    except RecursionError:
        return CellFacts(cell, fault=SyntaxFault(Place(cell.number), TOO_DEEP))
    return CellFacts(
        cell,
        statements,
        uses_ipython=translation is not None,
        isolated=translation is not None and translation.isolated,
        future_annotations=collector.future_annotations,
        last_name=_last_name(module) if translation is None or not translation.isolated else None,
        _nodes=tuple(collector.nodes),
        _module=module,
        _translation=translation,
    )


def _last_name(module: cst.Module) -> str | None:
    """The name that stands alone on the last line, without a `;` to silence it."""
    last = module.body[-1] if module.body else None
    if not isinstance(last, cst.SimpleStatementLine) or len(last.body) != 1:
        return None
    statement = last.body[0]
    if isinstance(statement, cst.Expr) and isinstance(statement.value, cst.Name):
        return statement.value.value
    return None


def _fault(cell: Cell, translation: Translation, error: Exception) -> SyntaxFault:
    """What is wrong and where, from libcst's words: it names the end of the token that it could not take."""
    lines = translation.text.split("\n")
    found = _POSITION.search(str(error))
    if not found or not 1 <= int(found[1]) <= len(lines):
        return _fault_without_position(cell, lines, error)
    number, end = int(found[1]), int(found[2])
    what = "unexpected"
    while number > 1 and not lines[number - 1][:end].strip():
        number, end = number - 1, len(lines[number - 2])
        what = "the line is not complete after"
    token = _LAST_TOKEN.search(lines[number - 1][:end])
    if (
        token
        and not re.search(r"[\w'\")\]}]$", token[1])
        and not "".join([lines[number - 1][end:], *lines[number:]]).strip()
    ):
        what = "the cell is not complete after"
    shift = translation.shifts.get(number, 0)
    start, stop = (token.start(1), token.end(1)) if token else (0, 1)
    span = Span(number, start + shift + 1, number, stop + shift + 1)
    return SyntaxFault(Place(cell.number, span), f"this is not valid Python: {what} `{token[1] if token else ''}`")


def _fault_without_position(cell: Cell, lines: list[str], error: Exception) -> SyntaxFault:
    """For what libcst says without a place: the first line with which it says so."""
    reason = _reason(error)
    for number in range(1, len(lines) + 1):
        try:
            cst.parse_module("\n".join(lines[:number]))
        except Exception as shorter:  # libcst raises several kinds for what it cannot parse
            if _reason(shorter) == reason:
                span = Span(number, 1, number, len(lines[number - 1]) + 1)
                return SyntaxFault(Place(cell.number, span), f"this is not valid Python: {reason}")
    return SyntaxFault(Place(cell.number), f"this is not valid Python: {reason}")


def _reason(error: Exception) -> str:
    text = str(error)
    return (text.partition("tokenizer error: ")[2] or text).split("\n")[0].rstrip(".") or type(error).__name__
