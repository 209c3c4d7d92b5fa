"""Watches, while a notebook and its pipeline run, the reads that findings are about."""

from __future__ import annotations

import ast
import builtins
import contextlib
import copy
import sys
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kale_core.diagnostics import Place
from tests.analysis.generated import Cells
from tests.analysis.simulation import step_of

_ENTER, _SEE = "__enter_step__", "__see__"


@dataclass
class Seen:
    """The first value of each probed read in each cell, as it was at that moment, unless that cell bound it itself.

    `received`: only where no other cell of the step bound it, either.
    """

    values: dict[tuple[int, int], object] = field(default_factory=dict)
    received: dict[tuple[int, int], object] = field(default_factory=dict)
    step: str = ""
    cell: int = 0
    start: dict[str, object] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """While this lasts, probes report here."""
        vars(builtins).update({_ENTER: self._enter, _SEE: self._see})
        try:
            yield
        finally:
            del vars(builtins)[_ENTER], vars(builtins)[_SEE]

    def _enter(self, step: str, cell: int) -> None:
        now = dict(sys._getframe(1).f_globals)
        bound = [name for name, value in now.items() if self.start.get(name) is not value]
        self.owners |= dict.fromkeys(bound, self.step)
        self.step, self.cell, self.start = step, cell, now

    def _see(self, probe: int, name: str, value: object) -> object:
        if self.start.get(name) is value:
            found = self.values.setdefault((probe, self.cell), version(value))
            if self.owners.get(name) != self.step:
                self.received.setdefault((probe, self.cell), found)
        return value


def version(value: object) -> object:
    """What tells two versions of a variable apart: the content of data, the code of functions and classes."""
    if isinstance(value, types.FunctionType):
        code = value.__code__
        return code.co_code, code.co_names, code.co_varnames, repr(value.__defaults__)
    if type(value).__module__ == "__main__":
        members = vars(type(value)).items()
        return {name: version(each) for name, each in members if not name.startswith("__")}
    return copy.deepcopy(value)


def probed(cells: Cells, places: Mapping[int, Place]) -> Cells:
    """The cells with a probe around each name that `places` point at, and a word at the start of each step."""
    found = []
    for number, (tags, source) in enumerate(cells, 1):
        at = {(p.span.line, p.span.column): probe for probe, p in places.items() if p.cell == number and p.span}
        tree: ast.Module = _Prober(at).visit(ast.parse(source))
        enter = f"{_ENTER}({step_of(tags)!r}, {number})\n" if tags.startswith("step:") else ""
        found.append((tags, enter + ast.unparse(ast.fix_missing_locations(tree))))
    return found


class _Prober(ast.NodeTransformer):
    """Probes reads of names; where a statement names a variable to change or delete, it probes before it."""

    def __init__(self, at: Mapping[tuple[int, int], int]) -> None:
        self._at = at

    def visit_Name(self, node: ast.Name) -> ast.AST:
        probe = self._at.get((node.lineno, node.col_offset + 1))
        return node if probe is None or not isinstance(node.ctx, ast.Load) else _see(probe, node.id)

    def visit_Delete(self, node: ast.Delete) -> Any:
        return self._before(node, *node.targets)

    def visit_AugAssign(self, node: ast.AugAssign) -> Any:
        return self._before(node, node.target)

    def _before(self, node: ast.stmt, *targets: ast.expr) -> Any:
        names = [each for each in targets if isinstance(each, ast.Name)]
        probes = [(self._at.get((each.lineno, each.col_offset + 1)), each) for each in names]
        reads = [ast.Expr(_see(probe, each.id)) for probe, each in probes if probe is not None]
        return [*reads, self.generic_visit(node)]


def _see(probe: int, name: str) -> ast.Call:
    return ast.Call(
        ast.Name(_SEE, ast.Load()), [ast.Constant(probe), ast.Constant(name), ast.Name(name, ast.Load())], []
    )
