"""Pipeline metrics: `print(name)` and `print("label", name)` (spec section 5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import libcst as cst

from kale_core.diagnostics import Place
from kale_core.literals import NotLiteral, literal_value
from kale_core.notebook import Cell
from kale_core.plain_code import CellFault, PlainCode, Statement, parse_plain
from kale_core.quoting import quoted

FORM = 'write `print(name)` or `print("label", name)` lines only; compute values in a step'


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric: `name` is what KFP shows, `variable` what the notebook prints; `place` is that variable's."""

    name: str
    variable: str
    place: Place


def read_metrics(cells: Iterable[Cell]) -> tuple[tuple[Metric, ...], tuple[CellFault, ...]]:
    """The metrics that the cells print, in the order written, and all faults of the cells."""
    metrics: dict[str, Metric] = {}
    faults: list[CellFault] = []
    for cell in cells:
        code = parse_plain(cell)
        if code.syntax_fault:
            faults.append(
                CellFault(code.syntax_fault.place, f"this metrics cell {code.syntax_fault.message}", FORM),
            )
        for statement in code.statements:
            try:
                _add(_metric(statement, code), statement, metrics)
            except NotLiteral as reason:
                if not code.syntax_fault:
                    faults.append(CellFault(code.place(reason.node), reason.message, reason.help))
    return tuple(metrics.values()), tuple(faults)


def _add(metric: Metric | None, statement: Statement, metrics: dict[str, Metric]) -> None:
    if metric is None:
        return
    first = metrics.setdefault(metric.name, metric)
    if first.variable != metric.variable:
        message = (
            f"two metrics are called {quoted(metric.name)}: {quoted(first.variable)} and {quoted(metric.variable)}"
        )
        raise NotLiteral(statement, message, "give each metric a label of its own")


def _metric(statement: Statement, code: PlainCode) -> Metric | None:
    """The metric that a statement prints; raises `NotLiteral` if it is of another kind."""
    match statement:
        case cst.Expr(value=cst.Call(func=cst.Name("print"), args=[argument])):
            variable = _variable(argument)
            return Metric(variable.value, variable.value, code.place(variable))
        case cst.Expr(value=cst.Call(func=cst.Name("print"), args=[label, argument])):
            variable = _variable(argument)
            return Metric(_label(label), variable.value, code.place(variable))
        case cst.Pass():
            return None
    raise NotLiteral(statement, "a metrics cell holds `print(...)` lines only", FORM)


def _variable(argument: cst.Arg) -> cst.Name:
    if not isinstance(argument.value, cst.Name) or argument.keyword or argument.star:
        message = "a metric must be the name of a variable"
        raise NotLiteral(argument, message, "assign the value to a variable in a step, and print that variable")
    return argument.value


def _label(argument: cst.Arg) -> str:
    """The name of a metric: its label without what separates it from the value in print."""
    try:
        label = None if argument.keyword or argument.star else literal_value(argument.value, top=False)
    except NotLiteral:
        label = None
    if not isinstance(label, str):
        raise NotLiteral(argument, "the label of a metric must be a plain text in quotes", FORM)
    name = label.strip().rstrip(":=").strip()
    if not name:
        raise NotLiteral(argument, "the label of this metric is empty", "write a label, or `print(name)`")
    return name
