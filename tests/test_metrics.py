from __future__ import annotations

import pytest

from kale_core.diagnostics import Span
from kale_core.metrics import Metric, read_metrics
from kale_core.plain_code import CellFault
from tests.notebooks import cell, notebook


def read(*sources: str) -> tuple[tuple[Metric, ...], tuple[CellFault, ...]]:
    return read_metrics(notebook([cell("pipeline-metrics", source) for source in sources]).cells)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("print(accuracy)", [("accuracy", "accuracy")]),
        ('print("accuracy:", accuracy)', [("accuracy", "accuracy")]),
        ("print('Test loss = ', loss)", [("Test loss", "loss")]),
        ("print('a' 'b', x)", [("ab", "x")]),
        ("print(Größe_)", [("Größe_", "Größe_")]),
        ("# all\nprint(a); print(b)\n", [("a", "a"), ("b", "b")]),
        ("print(a)\nprint(a)", [("a", "a")]),
        ("print('x', a)\nprint('y', a)", [("x", "a"), ("y", "a")]),
        ("pass", []),
    ],
)
def test_metrics(source: str, expected: list[tuple[str, str]]) -> None:
    metrics, faults = read(source)
    assert [(metric.name, metric.variable) for metric in metrics] == expected
    assert faults == ()


def test_a_metric_stands_where_its_variable_is_printed() -> None:
    (_, metric), _ = read("print(a)", "\nprint('x', loss)")
    assert (metric.place.cell, metric.place.span) == (2, Span(2, 12, 2, 16))


@pytest.mark.parametrize(
    ("source", "line", "column", "message"),
    [
        ("print(a)\nprint(history.loss)", 2, 7, "must be the name of a variable"),
        ("print(f'{a}')", 1, 7, "must be the name of a variable"),
        ("print('x', 1)", 1, 12, "must be the name of a variable"),
        ("print(*a)", 1, 7, "must be the name of a variable"),
        ("print(a, end='')", 1, 10, "must be the name of a variable"),
        ("print('x', a, b)", 1, 1, "`print(...)` lines only"),
        ("print()", 1, 1, "`print(...)` lines only"),
        ("x = 1", 1, 1, "`print(...)` lines only"),
        ("log(a)", 1, 1, "`print(...)` lines only"),
        ("for a in b:\n    print(a)", 1, 1, "`print(...)` lines only"),
        ("print('', a)", 1, 7, "label of this metric is empty"),
        ("print(' : ', a)", 1, 7, "label of this metric is empty"),
        ("print(b, a)", 1, 7, "label of a metric must be a plain text"),
        ("print(b'x', a)", 1, 7, "label of a metric must be a plain text"),
        ("print(f'{x}', a)", 1, 7, "label of a metric must be a plain text"),
        ("print('m', a)\nprint('m:', b)", 2, 1, "two metrics are called `m`: `a` and `b`"),
        ("%matplotlib inline\nprint(a)", 1, 1, "holds IPython syntax"),
        ("print a", 1, 7, "is not valid Python"),
    ],
)
def test_a_fault_at_its_place(source: str, line: int, column: int, message: str) -> None:
    (fault,) = read(source)[1]
    assert fault.place.span is not None
    assert (fault.place.span.line, fault.place.span.column) == (line, column)
    assert message in fault.message
    assert fault.help
