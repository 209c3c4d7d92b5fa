"""Rules 2xx."""

from __future__ import annotations

import pytest

from kale_core.cycles import cycles
from kale_core.processor import process
from tests.notebooks import cell, notebook
from tests.rules.checking import check, rows


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(["step:a", "step:b, prev:a", "step:c, prev:a, prev:b"], [], id="a-dag"),
        pytest.param(["step:a", "step:b, prev:c"], ["KALE201 2 prev:c"], id="201"),
        pytest.param(["step:a", "step:b, prev:"], ["KALE201 2 prev:"], id="201-empty"),
        pytest.param(["step:a", "step:b, prev:A"], ["KALE201 2 prev:A"], id="201-case"),
        pytest.param(["imports", "step:b, prev:imports"], ["KALE201 2 prev:imports"], id="201-special"),
        pytest.param(["step:a, prev:a"], ["KALE202 1 prev:a"], id="202"),
        pytest.param(["step:a", "step:a, prev:a"], ["KALE108 2 prev:a", "KALE202 2 prev:a"], id="202-later-cell"),
        pytest.param(["step:a, prev:b", "step:b, prev:a"], ["KALE203 1 prev:b"], id="203"),
        pytest.param(
            ["step:a", "step:b, prev:a", "step:a, prev:b"], ["KALE108 3 prev:b", "KALE203 3 prev:b"], id="203-continued"
        ),
        pytest.param(["step:a, prev:c", "step:b, prev:a", "step:c, prev:b"], ["KALE203 1 prev:c"], id="203-of-three"),
        pytest.param(
            ["step:a, prev:b, prev:c", "step:b, prev:a", "step:c, prev:a"],
            ["KALE203 1 prev:b", "KALE203 1 prev:c"],
            id="203-two-circles",
        ),
        pytest.param(["step:a, prev:b", "step:b"], ["KALE204 1 prev:b"], id="204"),
        pytest.param(["step:a", "step:b", "step:a, prev:b"], ["KALE108 3 prev:b"], id="204-later-cell-is-below"),
        pytest.param(
            ["step:a, prev:b, prev:c", "step:b, prev:a", "step:c"],
            ["KALE203 1 prev:b", "KALE204 1 prev:c"],
            id="204-beside-a-circle",
        ),
        pytest.param(["imports"], ["KALE205"], id="205"),
        pytest.param(["imports, step:a"], ["KALE105 1 step:a"], id="205-a-step-lost-otherwise"),
        pytest.param(["skip", "step:"], ["KALE117 2", "KALE205"], id="205-empty-name-only"),
    ],
)  # fmt: skip
def test_graph(cells: list[str], expected: list[str]) -> None:
    assert sorted(rows(notebook([cell(tags) for tags in cells]))) == expected


@pytest.mark.parametrize(
    ("name", "help_text"),
    [
        ("load_dat", "did you mean `prev:load_data`?"),
        ("Load-Data", "did you mean `prev:load_data`?"),
        ("imports", "cells tagged `imports` are no step"),
        ("zzz", "write the name of a step of this notebook"),
        ("clean:load_data", "write `prev:clean` and `prev:load_data`"),
        ("load_data:zzz", "did you mean `prev:load_data`?"),
    ],
)
def test_what_an_unknown_prev_may_mean(name: str, help_text: str) -> None:
    (finding,) = check(notebook([cell("step:load_data"), cell("step:clean"), cell(f"step:train, prev:{name}")]))
    assert help_text in finding.help


def test_a_misspelt_prev_is_not_followed_by_missing_names() -> None:
    cells = [cell("step:load_data", "data = [1]"), cell("step:train, prev:load_dat", "print(data)")]
    assert rows(notebook(cells)) == ["KALE201 2 prev:load_dat"]


def test_a_circle_shows_its_path_and_cells() -> None:
    cells = ["step:a", "step:b, prev:d", "step:c, prev:b, prev:a", "", "step:d, prev:c"]
    (finding,) = check(notebook([cell(tags) for tags in cells]))
    assert (
        finding.message
        == "these steps wait for each other: `b` (cell 2) -> `c` (cell 3) -> `d` (cell 5) -> `b` (cell 2)"
    )
    assert (finding.place.cell, finding.place.tag, finding.step) == (2, "prev:d", "b")
    assert [(related.place.cell, related.place.tag) for related in finding.related] == [(3, "prev:b"), (5, "prev:c")]


def test_circles_are_few_and_cover_all_ways_back() -> None:
    """Twelve steps, each depending on each other: one circle for each tag that points down."""
    names = [f"s{index}" for index in range(12)]
    cells = [cell([f"step:{name}", *(f"prev:{other}" for other in names if other != name)]) for name in names]
    found = cycles(process(notebook(cells)).pipeline)
    assert len(found) == 12 * 11 / 2
    assert {len(cycle) for cycle in found} == {2}


def test_a_long_circle_is_found_fast() -> None:
    count = 400
    cells = [cell(f"step:s{index}, prev:s{(index - 1) % count}") for index in range(count)]
    assert rows(notebook(cells)) == [f"KALE203 1 prev:s{count - 1}"]
