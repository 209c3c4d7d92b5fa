"""Fingerprints stay while a notebook changes around a finding."""

from __future__ import annotations

import pytest

from kale_core.diagnostics import Diagnostic, Place, Severity, Span
from kale_hooks.output.fingerprint import fingerprints
from kale_hooks.report import File, Report
from tests.notebooks import RawCell, cell, markdown, notebook

SOURCE = "data = 1\nprint(dta)"
HERE = Place(1, Span(2, 7, 2, 10))


def diagnostic(code: str, place: Place, *, path: str = "nb.ipynb", message: str = "m") -> Diagnostic:
    return Diagnostic(path, code, "name", Severity.ERROR, message, "help", place, step="a")


def of(cells: list[RawCell], *found: Diagnostic, secrets: frozenset[str] = frozenset()) -> tuple[str, ...]:
    file = File(notebook(cells), secrets)
    return fingerprints(Report(found, {each.path: file for each in found}))


BEFORE = of([cell("step:a", SOURCE)], diagnostic("KALE301", HERE))


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        pytest.param([cell("step:a", SOURCE)], diagnostic("KALE301", HERE), id="nothing"),
        pytest.param(
            [markdown(), cell("step:a", SOURCE)], diagnostic("KALE301", Place(2, HERE.span)), id="a cell above"
        ),
        pytest.param(
            [cell("step:a", f"# a line above\n{SOURCE}")],
            diagnostic("KALE301", Place(1, Span(3, 7, 3, 10))),
            id="a line above",
        ),
        pytest.param(
            [cell("step:a", SOURCE.replace("print", "    print"))],
            diagnostic("KALE301", Place(1, Span(2, 11, 2, 14))),
            id="indentation",
        ),
        pytest.param([cell("step:a", SOURCE)], diagnostic("KALE301", HERE, message="cell 9"), id="another message"),
    ],
)
def test_the_same(cells: list[RawCell], found: Diagnostic) -> None:
    assert of(cells, found) == BEFORE


@pytest.mark.parametrize(
    ("source", "found"),
    [
        pytest.param(SOURCE, diagnostic("KALE302", HERE), id="rule"),
        pytest.param(SOURCE, diagnostic("KALE301", HERE, path="other.ipynb"), id="file"),
        pytest.param(SOURCE.replace("dta", "dat"), diagnostic("KALE301", HERE), id="code"),
        pytest.param(SOURCE, diagnostic("KALE301", Place(1)), id="whole cell"),
        pytest.param(SOURCE, diagnostic("KALE301", Place(1, tag="step:a")), id="tag"),
        pytest.param(SOURCE, diagnostic("KALE301", Place(key=("a", "b"))), id="key"),
        pytest.param(SOURCE, diagnostic("KALE301", Place(1, Span(9, 1, 9, 1))), id="beyond the cell"),
    ],
)
def test_another(source: str, found: Diagnostic) -> None:
    assert of([cell("step:a", source)], found) != BEFORE


def test_all_are_different() -> None:
    twice = [diagnostic("KALE301", HERE), diagnostic("KALE301", Place(2, HERE.span)), diagnostic("KALE301", HERE)]
    found = of([cell("step:a", SOURCE), cell("", SOURCE)], *twice)
    assert len(set(found)) == 3
    assert found[0] == BEFORE[0]


def test_they_tell_nothing_of_credentials() -> None:
    texts = ("key = 'abcdefgh'", "key = 'hgfedcba'")
    made = [
        of([cell("step:a", text)], diagnostic("KALE604", Place(1, Span(1, 1, 1, 1))), secrets=frozenset({text[7:15]}))
        for text in texts
    ]
    assert made[0] == made[1]
