"""Rules 3xx that look at more than names. A case is cells in, findings out."""

from __future__ import annotations

import pytest

from tests.notebooks import DEMO, cell, notebook
from tests.rules.checking import rows

NEWER = {
    "match x:\n    case 1:\n        pass": (3, 10),
    "try:\n    pass\nexcept* ValueError:\n    pass": (3, 11),
    "x[*x]": (3, 11),
    "type A = int": (3, 12),
    "def f[T](a: T): pass": (3, 12),
    "class C[T]: pass": (3, 12),
    'f"{x["a"]}"': (3, 12),
    "f'{\"\\n\".join(x)}'": (3, 12),
    "def f[T = int](a: T): pass": (3, 13),
}
OLD = [
    "f\"{'a'}\"",
    "f'{x!r:>{len(x)}}'",
    'f"""{"a"}"""',
    "with (open('a') as f, open('b') as g):\n    pass",
    "(y := 1)",
]


def found(source: str, image: str) -> list[str]:
    cells = [cell("imports", "x = [1]"), cell(f"step:a, image:{image}", source)]
    return [row for row in rows(notebook(cells, metadata=DEMO)) if row.startswith("KALE310")]


@pytest.mark.parametrize(("source", "since"), NEWER.items())
def test_syntax_that_the_python_of_an_image_cannot_read(source: str, since: tuple[int, int]) -> None:
    older, enough = (f"python:{since[0]}.{minor}" for minor in (since[1] - 1, since[1]))
    assert len(found(source, older)) == 1
    assert found(source, enough) == []
    assert found(source, "team/image:1") == []


@pytest.mark.parametrize("source", OLD)
def test_syntax_that_is_old(source: str) -> None:
    assert found(source, "python:3.9") == []


def test_newer_syntax_is_shown_where_it_stands() -> None:
    assert found("%matplotlib inline\nif x:\n    print(f'{', '.join(x)}')", "python:3.11") == ["KALE310 2:3:11"]


def test_a_shared_cell_is_shown_once() -> None:
    cells = [cell("functions", "type A = int"), cell("step:a", "pass"), cell("step:b, prev:a", "pass")]
    metadata = {**DEMO, "base_image": "python:3.11"}
    assert [row for row in rows(notebook(cells, metadata=metadata)) if "310" in row] == ["KALE310 1:1:1"]


def test_a_python_that_kfp_cannot_use() -> None:
    assert found("pass", "python:3.8") == ["KALE310 2"]
