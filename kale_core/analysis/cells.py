"""One cell: parsed once, walked once, and its positions found only if something points at them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

import libcst as cst

from kale_core.analysis import facts as f
from kale_core.analysis.collect import Collector
from kale_core.diagnostics import Place, Span
from kale_core.ipython import Translation, translate
from kale_core.notebook import Cell

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
        return Place(self.cell.number, self._span(at) if at >= 0 else None)

    def _span(self, at: int) -> Span:
        found = self._positions[self._nodes[at]]
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
        return dict(wrapper.resolve(PositionProvider))


def read_cell(cell: Cell, *, future_annotations: bool = False) -> CellFacts:
    """The facts of a code cell: parsed as Python, and as IPython where it is not Python. Never raises."""
    translation = None
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
        return CellFacts(cell, fault=SyntaxFault(Place(cell.number), "this cell is nested too deeply to analyse"))
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
    """libcst names the end of the token that it could not take; the finding points at that token."""
    found = _POSITION.search(str(error))
    lines = translation.text.split("\n")
    if not found or not 1 <= int(found[1]) <= len(lines):
        detail = str(error).partition("tokenizer error: ")[2].split("\n")[0]
        return SyntaxFault(Place(cell.number), f"this cell is not valid Python{': ' + detail if detail else ''}")
    number = int(found[1])
    before = lines[number - 1][: int(found[2])]
    token = _LAST_TOKEN.search(before)
    shift = translation.shifts.get(number, 0)
    start = (token.start(1) if token else 0) + shift + 1
    end = (token.end(1) if token else 0) + shift + 1
    what = f"unexpected `{token[1]}`" if token else "the statement is not complete"
    return SyntaxFault(
        Place(cell.number, Span(number, start, number, max(end, start + 1))), f"this is not valid Python: {what}"
    )
