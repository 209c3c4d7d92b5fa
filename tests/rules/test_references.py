"""Rules on cells that stand for other notebooks: 132 to 136, 206, 207 and 311 to 313."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from kale_core.composition import Referenced, Root
from kale_core.diagnostics import Diagnostic
from kale_core.processor import Processed, process
from kale_core.rules.rule import Repository
from tests.notebooks import RawCell, cell, markdown, notebook
from tests.rules.checking import check, rows

REFERENCE = cell("notebook:n", "", notebook_path="n.ipynb")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param([REFERENCE], [], id="good"),
        pytest.param([cell("notebook:n", "# train", notebook_path="n.ipynb")], [], id="comment"),
        pytest.param([cell("notebook:n", "x = 1", notebook_path="n.ipynb")], ["KALE132 1"], id="code"),
        pytest.param([cell("notebook:n", "")], ["KALE133 1 notebook:n"], id="no-path"),
        pytest.param([cell("notebook:n", "", notebook_path="")], ["KALE133 1 notebook:n"], id="empty-path"),
        pytest.param(
            [cell("notebook:n", "", notebook_path=["n"])], ["KALE133 1 notebook:n"], id="path-of-another-type"
        ),
        pytest.param([cell("notebook:n", "", notebook_path="/n.ipynb")], ["KALE133 1 notebook:n"], id="absolute"),
        pytest.param([cell("notebook:n", "", notebook_path="C:/n.ipynb")], ["KALE133 1 notebook:n"], id="drive"),
        pytest.param([cell("notebook:n", "", notebook_path="a\\n.ipynb")], ["KALE133 1 notebook:n"], id="backslash"),
        pytest.param([cell("notebook:n", "", notebook_path="../n.ipynb")], ["KALE133 1 notebook:n"], id="outside"),
        pytest.param([cell("notebook:n", "", notebook_path="n.py")], ["KALE133 1 notebook:n"], id="no-notebook"),
        pytest.param([cell("notebook:n", "", notebook_path="a/../n.ipynb")], [], id="roundabout"),
        pytest.param(
            [cell("step:a"), cell("notebook:n, prev:a", "", notebook_path="n.ipynb")], ["KALE134 2 prev:a"], id="prev"
        ),
        pytest.param(
            [cell("notebook:n, cache:enabled", "", notebook_path="n.ipynb")], ["KALE134 1 cache:enabled"], id="setting"
        ),
        pytest.param([cell("step:a"), REFERENCE, cell()], ["KALE135 3"], id="nothing-follows"),
        pytest.param(
            [REFERENCE, cell(), REFERENCE | {}], ["KALE135 2", "KALE136 3 notebook:n"], id="a-reference-follows"
        ),
        pytest.param([REFERENCE, cell(), cell("step:a, prev:n")], [], id="a-step-follows"),
        pytest.param([REFERENCE, cell(source="# note")], [], id="comment-below"),
        pytest.param([cell("step:n"), REFERENCE], ["KALE136 2 notebook:n"], id="name-of-a-step"),
        pytest.param([REFERENCE, cell("step:n")], ["KALE136 2 step:n"], id="step-with-its-name"),
        pytest.param([cell("step:n"), cell("step:n")], [], id="steps-of-one-name"),
        pytest.param([markdown(tags="notebook:n"), cell("step:a")], [], id="markdown"),
        pytest.param([REFERENCE, cell("step:a, prev:m")], ["KALE201 2 prev:m"], id="unknown-prev"),
        pytest.param([cell("step:a, prev:n"), REFERENCE], ["KALE204 1 prev:n"], id="reference-further-down"),
    ],
)
def test_alone(cells: list[RawCell], expected: list[str]) -> None:
    """Without any knowledge of the other notebook, which may then provide any name."""
    assert sorted(rows(notebook(cells))) == sorted(expected)


def part(cells: list[RawCell], **others: Any) -> Processed:
    return process(notebook(cells, path="n.ipynb", metadata=None, **others))


def found(cells: list[RawCell], parts: Mapping[int, list[RawCell]], **others: Any) -> list[Diagnostic]:
    """What the rules say of a root, whose cells of these numbers stand for these notebooks."""
    referenced = {number: Referenced("n.ipynb", part(each), **others) for number, each in parts.items()}
    return check(notebook(cells), repository=Repository(notebook="nb.ipynb", referenced=referenced))


def said(cells: list[RawCell], parts: Mapping[int, list[RawCell]], **others: Any) -> list[tuple[str, str]]:
    return [(each.code, each.message) for each in found(cells, parts, **others)]


def test_a_notebook_with_a_fault() -> None:
    referenced = {1: Referenced("n.ipynb", fault="does not exist")}
    (finding,) = check(notebook([REFERENCE]), repository=Repository(notebook="nb.ipynb", referenced=referenced))
    assert (finding.code, finding.place.cell) == ("KALE206", 1)
    assert finding.message == "this cell stands for `n.ipynb`, which does not exist"


@pytest.mark.parametrize(
    ("others", "message"),
    [
        ({"nested": ("m.ipynb",)}, "`n.ipynb`, which refers to other notebooks itself, to `m.ipynb`"),
        ({"circle": ("nb.ipynb",), "nested": ("nb.ipynb",)}, "the notebook that it is in"),
        (
            {"circle": ("nb.ipynb", "n.ipynb"), "nested": ("nb.ipynb",)},
            "`n.ipynb`, which leads back to this notebook: nb.ipynb -> n.ipynb -> nb.ipynb",
        ),
    ],
)
def test_references_of_references(others: dict[str, Any], message: str) -> None:
    assert said([REFERENCE], {1: [cell("step:s")]}, **others) == [("KALE207", f"this cell stands for {message}")]


@pytest.mark.parametrize(
    ("above", "inside", "names"),
    [
        pytest.param([], [cell("step:s", "print(x)")], ["x"], id="nobody"),
        pytest.param([cell("step:a", "x = 1")], [cell("step:s", "print(x)")], [], id="a-step"),
        pytest.param([cell("pipeline-parameters", "x = 1")], [cell("step:s", "print(x)")], [], id="parameter"),
        pytest.param([cell("imports", "import math as x")], [cell("step:s", "print(x)")], ["x"], id="shared-import"),
        pytest.param([cell("functions", "def x(): pass")], [cell("step:s", "x()")], ["x"], id="shared-function"),
        pytest.param([cell("step:a", "import math as x")], [cell("step:s", "print(x)")], [], id="import-of-a-step"),
        pytest.param(
            [cell("step:a", "x = 1")], [cell("functions", "def f():\n    return x"), cell("step:s", "f()")], [],
            id="through-a-function",
        ),
        pytest.param([cell("step:a", "x = 1")], [cell("functions", "y = x"), cell("step:s")], ["x"], id="shared-cell"),
        pytest.param([cell("step:a", "x = 1")], [cell("step:s", "x = x + 1")], [], id="bound-after-the-read"),
        pytest.param([], [cell("skip", "x = 1"), cell("step:s", "print(x)")], ["x"], id="skipped-there"),
        pytest.param([cell("step:a", "x = 1\ndel x")], [cell("step:s", "print(x)")], ["x"], id="deleted"),
    ],
)  # fmt: skip
def test_names_that_a_part_reads(above: list[RawCell], inside: list[RawCell], names: list[str]) -> None:
    number = len(above) + 1
    findings = found([*above, REFERENCE], {number: inside})
    assert [(each.code, each.place.cell) for each in findings] == [("KALE311", number)] * len(names)
    assert all(f"`{name}`" in each.message for name, each in zip(names, findings, strict=True))


def test_a_step_below_does_not_provide() -> None:
    cells = [REFERENCE, cell("step:a, prev:n", "x = 1"), cell("step:b, prev:a", "print(x)")]
    (finding,) = found(cells, {1: [cell("step:s", "print(x)")]})
    assert (finding.code, finding.help) == ("KALE311", "move this cell below step `a`, which defines `x`")
    assert [(each.path, each.place.cell) for each in finding.related] == [("n.ipynb", 1)]


@pytest.mark.parametrize(
    ("below", "codes"),
    [
        pytest.param([cell("step:a, prev:n", "print(x)")], [], id="prev"),
        pytest.param([cell("step:a", "print(x)")], [], id="no prev: the data is enough"),
        pytest.param([cell("step:a, prev:n", "print(y)")], ["KALE301"], id="no such name"),
        pytest.param([cell("step:a, prev:n", "print(f)")], ["KALE301"], id="shared cells of the part stay there"),
    ],
)
def test_names_that_a_root_reads(below: list[RawCell], codes: list[str]) -> None:
    inside = [cell("functions", "def f(): pass"), cell("step:s", "x = 1")]
    assert [each.code for each in found([REFERENCE, *below], {1: inside})] == codes


def test_a_step_and_a_part_bind_one_variable() -> None:
    cells = [cell("step:a", "x = 0"), REFERENCE, cell("step:b, prev:a, prev:n", "print(x)")]
    message = "`b` reads `x`, but there is more than one that binds it: `a` and `n`"
    assert said(cells, {2: [cell("step:s", "x = 1")]}) == [("KALE312", message)]
    assert said(cells, {2: [cell("step:s", "y = 1")]}) == []


def test_two_parts_bind_one_variable() -> None:
    cells = [REFERENCE, cell("notebook:m", "", notebook_path="n.ipynb"), cell("step:b", "print(x)")]
    inside = [cell("step:s", "x = 1")]
    message = "`b` reads `x`, but there is more than one that binds it: `n` and `m`"
    assert said(cells, {1: inside, 2: inside}) == [("KALE312", message)]


def test_two_steps_of_a_part_bind_one_variable() -> None:
    cells = [REFERENCE, cell("step:b", "print(x)")]
    message = "`n.ipynb` hands on `x`, but several of its steps bind it in no order: `s` and `t`"
    assert said(cells, {1: [cell("step:s", "x = 1"), cell("step:t", "x = 2")]}) == [("KALE312", message)]
    assert said(cells, {1: [cell("step:s", "x = 1"), cell("step:t, prev:s", "x = 2")]}) == []


CLASS = cell("functions", "class P:\n    x = 1\ndef f():\n    return 1")


@pytest.mark.parametrize(
    ("above", "inside", "below", "variables"),
    [
        pytest.param([CLASS, cell("step:a", "p = P()")], [cell("step:s", "print(p)")], [], ["p"], id="in"),
        pytest.param([CLASS, cell("step:a", "p = [P()]")], [cell("step:s", "print(p)")], [], ["p"], id="in a list"),
        pytest.param([CLASS, cell("step:a", "p = f")], [cell("step:s", "print(p)")], [], ["p"], id="function"),
        pytest.param([CLASS, cell("step:a", "p = P()")], [CLASS, cell("step:s", "print(p)")], [], [], id="repeated"),
        pytest.param([CLASS, cell("step:a", "p = f()")], [cell("step:s", "print(p)")], [], [], id="plain data"),
        pytest.param(
            [cell("step:a", "class P: pass\np = P()")], [cell("step:s", "print(p)")], [], [], id="class of a step"
        ),
        pytest.param([], [CLASS, cell("step:s", "p = P()")], [cell("step:z", "print(p)")], ["p"], id="out"),
        pytest.param([CLASS], [CLASS, cell("step:s", "p = P()")], [cell("step:z", "print(p)")], [], id="out, repeated"),
    ],
)
def test_objects_of_shared_classes(
    above: list[RawCell], inside: list[RawCell], below: list[RawCell], variables: list[str]
) -> None:
    findings = found([*above, REFERENCE, *below], {len(above) + 1: inside})
    assert [each.code for each in findings] == ["KALE313"] * len(variables)
    assert all(f"`{name}`" in each.message for name, each in zip(variables, findings, strict=True))


def as_part(cells: list[RawCell], above: list[RawCell], **others: Any) -> list[str]:
    """The codes of what the rules say of a notebook to which another one refers."""
    root = process(notebook([*above, REFERENCE], path="root.ipynb")).pipeline
    repository = Repository(notebook="nb.ipynb", roots=(Root("root.ipynb", root, "n"),))
    return [each.code for each in check(notebook(cells, **others), repository=repository)]


def test_a_part_needs_no_pipeline_name() -> None:
    assert as_part([cell("step:s", "x = 1")], [], metadata=None) == []


def test_what_a_part_lacks_is_said_of_its_root() -> None:
    assert as_part([cell("step:s", "print(x)")], [cell("step:a", "x = 1")]) == []
    assert as_part([cell("step:s", "print(x)")], []) == []


def test_other_faults_of_names_are_said_of_the_part() -> None:
    cells = [cell("step:s", "x = 1"), cell("step:t", "print(x)")]
    assert as_part(cells, []) == ["KALE302"]
    assert as_part([cell("step:s", "x = 1\ndel x\nprint(x)")], []) == ["KALE301"]
